"""Is this an article at all, and is it all there? A page that holds back text is never called complete."""

from __future__ import annotations

from collections.abc import Sequence

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element
from whence.ingest.pages.measure import is_prose
from whence.ingest.pages.metadata import Declared
from whence.ingest.pages.scope import is_article
from whence.ingest.texts.stubs import cut_short, stands_in_for_article

_SHORT = 1_200
_SCRIPTS = ("enable javascript", "javascript is disabled", "requires javascript", "javascript to run this app")
_CUT = ("read more", "continue reading", "read the full article", "read full story", "weiterlesen", "(more)")
_LONGEST_GATE = 300
_LONGEST_TEASER = 400
_FEWEST_TEASERS = 3


def not_an_article(kept: Sequence[RawBlock], page: Sequence[RawBlock], noscript: str) -> str | None:
    """Why the page is no article, in words for the person who asked for it; None when it may be one."""
    if not page and not noscript.strip():
        return "an empty page: it shows no text"
    prose = [block for block in kept if is_prose(block)]
    if sum(len(block.text) for block in prose) > _SHORT:
        return None
    if problem := stands_in_for_article(_joined(kept)):
        return problem
    if prose:
        return None
    said = f"{_joined(page)}\n{noscript}".casefold()
    if any(words in said for words in _SCRIPTS):
        return "the article is put in by a script; open the page in a browser and save it"
    return stands_in_for_article(_joined(page)) or (
        "no article on this page: it shows labels and links, but no running text"
    )


def teasers(kept: Sequence[RawBlock], scope: Element, about: Declared) -> str | None:
    """The problem of a front page or a section page: several short articles, each headed by a link to itself."""
    if about.live or about.body:
        return None
    found: dict[Element, int] = {}
    headed: set[Element] = set()
    for block in kept:
        article = next((element for element in block.element.ancestors() if is_article(element)), None)
        if article is None or article is scope:
            continue
        found[article] = found.get(article, 0) + len(block.text)
        if block.inside("h2", "h3", "h4") and block.linked * 10 > len(block.text) * 8:
            headed.add(article)
    if len(headed) < _FEWEST_TEASERS or any(length > _LONGEST_TEASER for length in found.values()):
        return None
    if sum(found.values()) * 10 < sum(len(block.text) for block in kept) * 7:
        return None
    return f"a list of {len(headed)} articles, not an article; give the address of one of them"


def missing_parts(kept: Sequence[RawBlock], page: Sequence[RawBlock], about: Declared) -> list[str]:
    """What speaks for text that the page holds back; empty when nothing does."""
    words = sum(len(block.text.split()) for block in kept)
    promised = about.words or (len(about.body.split()) if about.body else 0)
    if promised > 60 and words * 10 < promised * 6:
        return [f"the page shows {words} of the {promised} words that it says the article has"]
    if promised > 60 and words * 10 >= promised * 9:
        return []
    gate = next((block for block in page if is_gate(block)), None)
    if gate:
        return [f'only the beginning is shown: "{_short(gate.text)}"']
    prose = [block for block in kept if is_prose(block)]
    if not about.free and sum(len(block.text) for block in prose) < _SHORT:
        return ["the page says that it is not free to read, and shows only a little text"]
    last = kept[-1].text.casefold().rstrip(" .»›→>") if kept else ""
    if any(last.endswith(words) for words in _CUT) or (prose and prose[-1].text.endswith(("[…]", "[...]"))):
        return [f'the text ends in "{_short(kept[-1].text[-60:])}"']
    return []


def is_gate(block: RawBlock) -> bool:
    """A line that asks for money or a password before the rest is shown."""
    return len(block.text) <= _LONGEST_GATE and cut_short(block.text) is not None


def _joined(blocks: Sequence[RawBlock]) -> str:
    return "\n".join(block.text for block in blocks)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"
