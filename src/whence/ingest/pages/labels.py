"""What a block says of itself, in its tags, its class names or its first words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element
from whence.ingest.pages.measure import is_prose
from whence.ingest.texts.bylines import Byline, read_byline, read_date

_NEAR = 4
_LARGE = frozenset({"article", "main", "body", "section"})
_LONGEST_BYLINE = 240
_SIGNATURES = ("Posted by ", "Written by ", "Submitted by ")
_BYLINE_WORDS = frozenset(
    {"byline", "bylines", "author", "authors", "writer", "reporter", "contributor", "contributors"}
)
_DATE_WORDS = frozenset(
    {"date", "dateline", "datetime", "timestamp", "published", "pubdate", "posted", "updated", "modified", "time"}
)
_CAPTION_WORDS = frozenset({"caption", "figcaption", "imagecaption", "photocaption"})
_CREDIT_WORDS = frozenset({"credit", "credits", "source", "sources", "agency", "attribution", "copyright"})
_CORRECTION_WORDS = frozenset({"correction", "corrections", "clarification", "editorsnote", "amendment", "retraction"})
_STANDFIRST = ("standfirst", "dek", "deck", "subtitle", "subhead", "subhed", "subheadline", "subheading", "strapline")
_SUMMARY = ("summary", "intro", "lede", "description")
_KEY_POINTS = ("keypoints", "highlights", "takeaways", "ataglance")
_PULL_QUOTE = ("pullquote", "blockquotepull")
_CORRECTION = re.compile(
    r"(?:corrections?(?: and clarifications?)?|clarification|editor[’']?s[’']? note|editorial note|erratum|retraction)"
    r"\b[^:]{0,40}: ?\S|this (?:article|story|report|post|piece|page) (?:was|has been) "
    r"(?:amended|corrected|updated|changed|edited|modified)|an earlier version of this (?:article|story|report|post)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\(?(?:sources?|via|credits?|photo(?:graph)?(?: credit)?|image(?: credit)?|agencies|additional reporting(?: by)?|"
    r"reporting by|writing by|editing by|with reporting by)\b ?:? ?[^.!?]{2,160}\)?[.)]?$",
    re.IGNORECASE,
)


def near(block: RawBlock) -> Iterator[Element]:
    """The block's element and the few around it, no further than the article's own."""
    element: Element | None = block.element
    for _ in range(_NEAR):
        if element is None or element.tag in _LARGE:
            return
        yield element
        element = element.parent


def says(block: RawBlock, words: frozenset[str], steps: int = _NEAR) -> bool:
    """True when a class or id on the block, or close around it, has one of these words."""
    for element in islice(near(block), steps):
        for name in element.names:
            if not words.isdisjoint(name):
                return True
    return False


def inner_elements(block: RawBlock) -> Iterator[Element]:
    """The inline elements that the block's characters stand in."""
    seen: set[Element] = set()
    for chunk in block.chunks:
        if chunk.node is None:
            continue
        for element in chunk.node.parent.ancestors():
            if element is block.element or element in seen:
                break
            seen.add(element)
            yield element


@lru_cache(maxsize=4096)
def byline_in(text: str) -> Byline | None:
    """The byline that a short block is, if it is one; asked several times of each block."""
    return read_byline(text) if len(text) < _LONGEST_BYLINE else None


def is_signed(block: RawBlock) -> bool:
    """A byline by its markup: a class, `rel=author`, `itemprop=author`."""
    if len(block.text) > 200 or (is_prose(block) and block.text[-1] == "." and not byline_in(block.text)):
        return False
    if block.element.tag in {"h1", "h2"}:
        return False
    if block.text.startswith(_SIGNATURES) or says(block, _BYLINE_WORDS, steps=3) or block.inside("address"):
        return True
    return len(block.text) < 120 and any(_names_author(element) for element in inner_elements(block))


def _names_author(element: Element) -> bool:
    return (
        element.attributes.get("rel") == "author"
        or "author" in element.attributes.get("itemprop", "").split()
        or any(_BYLINE_WORDS & set(name) for name in element.names)
    )


def is_dated(block: RawBlock) -> bool:
    """A line that tells when: a `<time>` or a class says so, and there is a date or a time of day in it."""
    if len(block.text) > 120 or not any(char.isdigit() for char in block.text):
        return False
    marked = says(block, _DATE_WORDS, steps=2) or any(
        element.tag == "time" or any(_DATE_WORDS & set(name) for name in element.names)
        for element in inner_elements(block)
    )
    if not marked and block.element.tag != "time":
        return False
    return read_date(block.text) is not None or len(block.text) < 60


def is_caption(block: RawBlock) -> bool:
    """Words under a picture."""
    return bool(block.inside("figcaption", "caption")) or says(block, _CAPTION_WORDS, steps=3)


def is_credit(block: RawBlock) -> bool:
    """Who supplied the text or the picture."""
    if len(block.text) > 200:
        return False
    return says(block, _CREDIT_WORDS, steps=2) or _CREDIT.match(block.text) is not None


def is_correction(block: RawBlock) -> bool:
    """What the outlet says of its own article: a correction, an editor's note."""
    noted = any("note" in name and name[0] in {"editor", "editors"} for name in block.element.names)
    return noted or says(block, _CORRECTION_WORDS, steps=3) or _CORRECTION.match(block.text) is not None


def is_standfirst(block: RawBlock) -> bool:
    """Lines between the headline and the article that sum it up, by their names; they need not end as sentences do."""
    return _named_so(block, _STANDFIRST + _SUMMARY, steps=2) or _named_so(block, _KEY_POINTS, steps=_NEAR)


def _named_so(block: RawBlock, endings: tuple[str, ...], steps: int) -> bool:
    around = islice(near(block), steps)
    return any("".join(name).endswith(endings) for element in around for name in element.names)


def pull_quote_around(block: RawBlock) -> Element | None:
    """The element around the block that is a quotation set large: words that stand in the article already."""
    for element in near(block):
        if any(
            "".join(name).startswith(_PULL_QUOTE) or name[-2:] == ("pull", "quote") or name in {("pq",), ("pull",)}
            for name in element.names
        ):
            return element
    return None
