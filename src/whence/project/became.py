"""What became of what a person has put right: whether it holds, in the texts that a library has now."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from whence.model.correction import PAIRS, CorrectionState, Noted, bare

if TYPE_CHECKING:
    from whence.model.library import Edition
    from whence.project.library import Opened


def noted(library: Opened) -> Iterator[Noted]:
    """Every correction of a library, and what became of it."""
    from whence.project import pairing

    known: dict[str, list[Noted]] = {}
    for item in library.amendments.sheet.corrections:
        if item.kind in PAIRS:
            yield pairing.noted(library, item)
            continue
        if item.words is None:
            yield Noted(correction=item, state=CorrectionState.HOLDS)
            continue
        place = bare(item.document)
        if place not in known:
            known[place] = list(_of_document(library, item.document))
        yield next(
            (found for found in known[place] if found.correction == item),
            Noted(correction=item, state=CorrectionState.ABSENT, reason="the library has no document of this address"),
        )


def _of_document(library: Opened, address: str) -> Iterator[Noted]:
    """What became of the corrections of a document, in its latest edition, or at least in an earlier one."""
    from whence.project.editions import in_order

    editions = in_order(library.shelf, library.amendments.editions([address]))
    if not editions:
        return
    last, *earlier = [{item.correction.id: item for item in of_edition(library, each)} for each in reversed(editions)]
    for key, item in last.items():
        before = next((each[key] for each in earlier if each[key].state is not CorrectionState.LOST), None)
        if item.state is not CorrectionState.LOST or before is None:
            yield item
        else:
            yield replace(before, state=CorrectionState.LOST, reason="its words stand in an earlier edition alone")


def of_edition(library: Opened, edition: Edition) -> Iterator[Noted]:
    """What became of the corrections of a document in one of its editions."""
    from whence.project.anchoring import Anchors
    from whence.project.pairing import LOST
    from whence.project.reading import reader

    document, amendments = edition.document, library.amendments
    if amendments.of(document, edition.address):
        reading = library.shelf.reading(edition) or reader("none")(document)
        for item in amendments.told(reading, edition.address)[1]:
            yield replace(item, reason=LOST if item.state is CorrectionState.LOST else "")
    anchors = Anchors(document.text)
    for item in amendments.rejections(document, edition.address):
        found = anchors.find(item.words) if item.words else None
        state = CorrectionState.LOST if found is None else CorrectionState.HOLDS
        state = CorrectionState.MOVED if found and found.moved else state
        title = document.title or document.uri
        yield Noted(
            correction=item, state=state, reason="" if found else LOST, title=title, key=document.id
        )  # fmt: skip
