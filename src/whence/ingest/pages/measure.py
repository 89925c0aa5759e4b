"""How much of each part of a page is prose, and how much is links: what the choice of the article rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element

_ENDS = '.!?…”’"»:)。！？'
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Measure:
    """Characters inside an element: all of them, those in links, those in paragraphs of prose."""

    chars: int = 0
    linked: int = 0
    prose: int = 0
    set_in: bool = False  # an aside with paragraphs of prose right before and after it

    @property
    def link_share(self) -> float:
        """The part of the characters that stands in links."""
        return self.linked / self.chars if self.chars else 0.0


def is_prose(block: RawBlock) -> bool:
    """Sentences, rather than a label, a menu or a teaser.

    A short line counts when it ends as a sentence does; one that is mostly links never counts.
    """
    length = len(block.text)
    if block.linked * 2 > length or block.element.tag in _HEADINGS:
        return False
    if length >= 80:
        return any(char in block.text for char in '.!?。！？”"»') or length > 200
    return length >= 25 and block.text[-1] in _ENDS


def measure(blocks: Sequence[RawBlock]) -> dict[Element, Measure]:
    """The measure of every element that holds text."""
    found: dict[Element, Measure] = {}
    for block in blocks:
        prose = len(block.text) if is_prose(block) else 0
        for element in block.element.ancestors():
            total = found.get(element)
            if total is None:
                total = found[element] = Measure()
            total.chars += len(block.text)
            total.linked += block.linked
            total.prose += prose
    for aside in _set_in(blocks):
        found[aside].set_in = True
    return found


def _set_in(blocks: Sequence[RawBlock]) -> list[Element]:
    """Asides that stand in one element with a paragraph of prose before and another after."""
    begun: set[Element | None] = set()
    waiting: dict[Element | None, list[Element]] = {}
    found: list[Element] = []
    for block in blocks:
        aside = block.inside("aside")
        if aside and aside.parent in begun:
            waiting.setdefault(aside.parent, []).append(aside)
        if block.element.tag == "p" and is_prose(block):
            begun.add(block.element.parent)
            found += waiting.pop(block.element.parent, ())
    return found
