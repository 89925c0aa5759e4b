"""Corrections: all of them with what became of each, and what was put right a moment ago."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whence.model.correction import Correction, CorrectionKind, CorrectionState, Noted
from whence.model.viewing import PutRight
from whence.present.characters import visible
from whence.present.library import corrections
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled

_KINDS = {
    CorrectionKind.MERGE: "Names that are one voice",
    CorrectionKind.SPLIT: "Names that are several voices",
    CorrectionKind.SPEAKER: "Who says it",
    CorrectionKind.STATUS: "How it is put forward",
    CorrectionKind.NOT_ORIGINAL: "Originals that are none",
    CorrectionKind.NOT_WITNESS: "Witnesses that are none",
    CorrectionKind.SAME_INCIDENT: "Told of one incident",
    CorrectionKind.NOT_SAME_INCIDENT: "Told of two incidents",
}


def page(frame: Frame, found: PutRight) -> str:
    """The page: by kind, those that are lost marked."""
    kinds = [
        (said, [_row(item) for item in found.found if item.correction.kind is kind]) for kind, said in _KINDS.items()
    ]
    lost = sum(item.state is CorrectionState.LOST for item in found.found)
    return filled(
        "corrections", frame, kinds=[(said, rows) for said, rows in kinds if rows], damaged=found.damaged,
        count=len(found.found), lost=lost,
    )  # fmt: skip


def twin(found: PutRight) -> dict[str, Any]:
    """The object that `whence correct --json` prints."""
    return corrections.to_json(found.found, found.damaged)


def _row(item: Noted) -> dict[str, Any]:
    link = places.article(item.key) if item.key else ""
    if item.correction.kind is CorrectionKind.MERGE:
        link = places.voice(item.correction.names[0])
    return told(item.correction) | {
        "state": corrections.state(item), "lost": item.state is CorrectionState.LOST, "title": item.title,
        "address": item.correction.document, "link": link,
    }  # fmt: skip


def told(item: Correction) -> dict[str, Any]:
    """A correction as a sentence, with the id by which it is taken back."""
    says = corrections.says(item)
    return {"id": item.id, "says": says, "label": visible(says)}


def lost(noted: Iterable[Noted]) -> list[dict[str, Any]]:
    """Those of a document that are lost in this edition."""
    return [told(item.correction) for item in noted if item.state is CorrectionState.LOST]
