"""The entries of a live blog: siblings that each carry their own time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.labels import is_dated, is_signed
from whence.ingest.pages.markup import Element
from whence.ingest.pages.measure import is_prose
from whence.ingest.pages.scope import is_article

_FEWEST = 2
_LIVE = frozenset({"liveblog", "liveblogposting"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its element, the time it shows, and its author where it is signed."""

    element: Element
    time: str
    author: str | None = None


def live_entries(blocks: Sequence[RawBlock], scope: Element) -> list[Entry]:
    """The entries among these blocks; an empty list when the article is no live blog."""
    timed = [block for block in blocks if is_dated(block)]
    times: dict[Element, int] = {}
    for block in timed:
        for element in block.element.ancestors():
            times[element] = times.get(element, 0) + 1
    told = {element for block in blocks if _tells(block) for element in block.element.ancestors()}
    roots: dict[Element, RawBlock] = {}
    for block in timed:
        if root := _entry_root(block, times, scope):
            roots.setdefault(root, block)
    roots = {root: block for root, block in roots.items() if root in told and not _holds_headline(root)}
    by_parent: dict[Element | None, list[Element]] = {}
    for root in roots:
        by_parent.setdefault(root.parent, []).append(root)
    least = _FEWEST if _says_live(scope) else _FEWEST + 1
    entries = [root for siblings in by_parent.values() if len(siblings) >= least for root in siblings]
    signed = _signatures(blocks, set(entries))
    return [Entry(root, roots[root].text, signed.get(root)) for root in entries]


def _tells(block: RawBlock) -> bool:
    return is_prose(block) or (block.text[-1] in ".!?”" and not is_dated(block) and not is_signed(block))


def _entry_root(block: RawBlock, times: dict[Element, int], scope: Element) -> Element | None:
    """The outermost element around a time that holds no other time; an `<article>` may hold two (posted, updated)."""
    root = None
    for element in block.element.ancestors():
        if element is scope or element.tag in {"body", "main"}:
            break
        if is_article(element) and times[element] <= 3:
            return element
        if times[element] > 1:
            break
        root = element
    return root


def _holds_headline(element: Element) -> bool:
    return any(inner.tag == "h1" for inner in element.elements())


def _says_live(scope: Element) -> bool:
    for element in (*scope.ancestors(), *scope.elements()):
        if element.attributes.get("itemtype", "").endswith("LiveBlogPosting"):
            return True
        if any(_LIVE & set(name) or ("live", "blog") in pairwise(name) for name in element.names):
            return True
    return False


def _signatures(blocks: Sequence[RawBlock], entries: set[Element]) -> dict[Element, str]:
    found: dict[Element, str] = {}
    for block in blocks:
        if not is_signed(block):
            continue
        for element in block.element.ancestors():
            if element in entries:
                found.setdefault(element, block.text.removeprefix("By "))
    return found
