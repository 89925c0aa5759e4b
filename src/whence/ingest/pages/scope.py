"""Which part of a page is the article: its headline, and the narrowest element that holds nearly all of its prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element
from whence.ingest.pages.measure import Measure

_HEADINGS = ("h1", "h2", "h3")
_ARTICLE_TYPES = ("Article", "BlogPosting", "Posting", "Report")
_BODY_NAMES = frozenset(
    (kind, part)
    for kind in ("article", "entry", "post", "story", "news", "page", "content", "main", "text")
    for part in ("body", "content", "text", "copy", "main")
)
_TITLE_SEPARATORS = (" | ", ": ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ")
_LONGEST_HEADLINE = 300


def find_headline(blocks: Sequence[RawBlock], titles: Iterable[str], site: str | None) -> RawBlock | None:
    """The block that is the headline: the longest that repeats a title the page declares, else its first `<h1>`.

    A logo in an `<h1>` repeats a part of the title too, so the site's own name does not count.
    """
    wanted = {key for title in titles for part in _title_parts(title) if (key := _key(part))}
    wanted.discard(_key(site or ""))
    short = [block for block in blocks if len(block.text) <= _LONGEST_HEADLINE]
    matching = [block for block in short if _key(block.text) in wanted and not block.inside("nav", "aside", "footer")]
    if matching:
        return max(matching, key=lambda block: (len(_key(block.text)), _heading_rank(block), -block.number))
    firsts = [block for block in short if block.inside("h1") and _key(block.text) != _key(site or "")]
    in_article = [block for block in firsts if block.inside("article", "main")]
    return next(iter(in_article or firsts), None)


def _title_parts(title: str) -> list[str]:
    parts = [title]
    for separator in _TITLE_SEPARATORS:
        if separator in title:
            parts += [title.rpartition(separator)[0], title.partition(separator)[0], title.partition(separator)[2]]
    return parts


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())[:_LONGEST_HEADLINE]


def _heading_rank(block: RawBlock) -> int:
    heading = block.inside(*_HEADINGS)
    return -_HEADINGS.index(heading.tag) if heading else -len(_HEADINGS)


def is_article(element: Element) -> bool:
    """True for an element that says it is an article."""
    if element.tag == "article" or element.attributes.get("role") == "article":
        return not any("comment" in name for name in element.names)
    return element.attributes.get("itemtype", "").rstrip("/").endswith(_ARTICLE_TYPES)


def choose_scope(root: Element, measures: Mapping[Element, Measure], headline: RawBlock | None) -> Element:
    """The element that is the article, as closely as the page lets one say.

    An article with the headline in it needs a fair part of the page's prose, any other element most of it.
    """
    total = _weight(measures.get(root), measures[root].prose > 0) if root in measures else 0

    def holds_most(element: Element) -> bool:
        return _weight(measures.get(element), measures[root].prose > 0) * 10 >= total * 6

    if not total:
        return root
    articles = outermost_articles(measures)
    headed = set(headline.element.ancestors()) if headline else set[Element]()
    for article in articles:
        if holds_most(article) or (article in headed and measures[article].prose * 4 >= total):
            return article
    if len(articles) > 1 and holds_most(shared := common_ancestor(articles)):
        return _with_headline(shared, headline)
    for is_candidate in (_is_main, _is_named_body):
        for element in measures:
            if is_candidate(element) and holds_most(element):
                return element
    return _narrowest(root, measures, total)


def _with_headline(scope: Element, headline: RawBlock | None) -> Element:
    """Widen the scope to take in the headline, as long as that is not the whole page."""
    if headline is None:
        return scope
    wider = common_ancestor([scope, headline.element])
    return scope if wider.tag in {"body", "html"} else wider


def outermost_articles(measures: Mapping[Element, Measure]) -> list[Element]:
    """Articles with prose in them that stand in no other article, in document order."""
    found = [element for element, measured in measures.items() if measured.prose and is_article(element)]
    return [each for each in found if not any(is_article(around) for around in list(each.ancestors())[1:])]


def body_of(scope: Element, measures: Mapping[Element, Measure]) -> Element | None:
    """The element inside the article that the page declares to be its body."""
    total = measures[scope].prose if scope in measures else 0
    for element, measured in measures.items():
        declared = element.attributes.get("itemprop") == "articleBody" or _is_named_body(element)
        if declared and total and measured.prose * 10 >= total * 7 and scope in element.ancestors():
            return element if element is not scope else None
    return None


def _weight(measured: Measure | None, by_prose: bool) -> int:
    if measured is None:
        return 0
    return measured.prose if by_prose else measured.chars - measured.linked


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.attributes.get("role") == "main"


def _is_named_body(element: Element) -> bool:
    if element.tag in {"body", "html"}:
        return False
    if element.attributes.get("itemprop") == "articleBody":
        return True
    pairs = (pair for name in element.names for pair in pairwise(name))
    return any(pair in _BODY_NAMES for pair in pairs)


def _narrowest(root: Element, measures: Mapping[Element, Measure], total: int) -> Element:
    scope = root
    by_prose = measures[root].prose > 0
    while True:
        inner = next(
            (
                child
                for child in scope.children
                if isinstance(child, Element)
                and child.tag not in {"p", "li", "h1", "h2", "blockquote", "pre"}
                and _weight(measures.get(child), by_prose) * 10 >= total * 9
            ),
            None,
        )
        if inner is None:
            return scope
        scope = inner


def common_ancestor(elements: Sequence[Element]) -> Element:
    """The narrowest element around all of these."""
    shared = list(elements[0].ancestors())
    for element in elements[1:]:
        around = set(element.ancestors())
        shared = [ancestor for ancestor in shared if ancestor in around]
    return shared[0]
