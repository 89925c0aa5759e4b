"""Tellings that a person has put together or parted: found in what is compared, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from whence.model.correction import PAIRS, Correction, CorrectionKind, CorrectionState, Noted, Paired, Selector, bare
from whence.model.text import Span
from whence.project.amendments import addresses
from whence.project.anchoring import Anchors
from whence.project.editions import in_order

if TYPE_CHECKING:
    from whence.model.speech import Reading
    from whence.model.text import Document
    from whence.project.held import Held
    from whence.store.corrections import Sheet

LOST = "its words do not stand in this text, or several times alike"
_ABSENT = "the library has no document of this address"
_EARLIER = "its words stand in an earlier edition alone"
_STATES = tuple(CorrectionState)  # the worst last
Place = tuple[str, Span]  # the id of a document, and where words stand in it


class Pairs:
    """The pairs of a sheet both sides of which stand in these documents."""

    def __init__(self, sheet: Sheet, documents: Sequence[Document]) -> None:
        self._texts: dict[str, list[tuple[str, Anchors]]] = {}
        said = sheet.of(*PAIRS)
        for document in documents if said else ():
            text = document.id, Anchors(document.text)
            for place in {bare(each) for each in addresses(document)}:
                self._texts.setdefault(place, []).append(text)
        self.together = [each for item in said if item.kind is CorrectionKind.SAME_INCIDENT for each in self._of(item)]
        self.apart = [each for item in said if item.kind is CorrectionKind.NOT_SAME_INCIDENT for each in self._of(item)]

    def _of(self, item: Correction) -> list[Paired]:
        one, other = (self._found(address, words) for address, words in item.sides)
        return [Paired(one=a, other=b, correction=item.id, why=item.why) for a, b in product(one, other)]

    def _found(self, address: str, words: Selector | None) -> list[Place]:
        """Where the words stand: once in each edition of the address that is compared."""
        texts = self._texts.get(bare(address), ()) if words else ()
        found = [(key, anchors.find(words)) for key, anchors in texts if words]
        return [(key, anchor.span) for key, anchor in found if anchor]


def clause(reading: Reading, span: Span) -> Span | None:
    """The clause of the happening that is told in these words of a document; None where none is."""
    from whence.compare.corrected import told_at  # noqa: PLC0415  (only where a telling is named)
    from whence.compare.told import heard  # noqa: PLC0415

    mentions = [item.mention for item in heard(reading)]
    return next((mentions[at].event.clause for at in told_at(mentions, span)), None)


def turned(sheet: Sheet, address: str, telling: Selector, document: Document) -> list[Correction]:
    """What parts a telling of this document, at this address, from those that a person has put it together with."""
    anchors = Anchors(document.text)
    here = anchors.find(telling)
    found: list[Correction] = []
    for item in sheet.of(CorrectionKind.SAME_INCIDENT):
        for (mine, words), (other, other_words) in (item.sides, item.sides[::-1]):
            there = anchors.find(words) if words and bare(mine) == bare(address) else None
            if here and there and here.span == there.span:
                made = replace(item, document=mine, words=words, other=other, other_words=other_words)
                found.append(replace(made, kind=CorrectionKind.NOT_SAME_INCIDENT))
    return found


def noted(library: Held, item: Correction) -> Noted:
    """What became of a pair: the worse of what became of its two sides. It names the document of the first."""
    first, second = (_side(library, item, address, words) for address, words in item.sides)
    worse = max(first, second, key=_badness)
    return Noted(correction=item, state=worse.state, reason=worse.reason, title=first.title, key=first.key)


def _badness(side: Noted) -> int:
    return _STATES.index(side.state)


def _side(library: Held, item: Correction, address: str, words: Selector | None) -> Noted:
    """What became of the words of one side in the latest edition of their document."""
    known = in_order(library.shelf, library.amendments.editions([address]))
    if not known or words is None:
        return Noted(correction=item, state=CorrectionState.ABSENT, reason=_ABSENT)
    *earlier, last = known
    found = Anchors(last.document.text).find(words)
    about = {"title": last.document.title or last.document.uri, "key": last.document.id}
    if found is not None:
        state = CorrectionState.MOVED if found.moved else CorrectionState.HOLDS
        return Noted(correction=item, state=state, **about)
    before = any(Anchors(each.document.text).find(words) for each in earlier)
    return Noted(correction=item, state=CorrectionState.LOST, reason=_EARLIER if before else LOST, **about)
