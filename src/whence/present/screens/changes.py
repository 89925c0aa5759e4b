"""What changed between the editions of a document, side by side."""

from __future__ import annotations

from typing import Any

from whence.model.library import Edition
from whence.model.reuse import Edit, Op
from whence.model.revised import Change, Place, Revision
from whence.model.viewing import Revised
from whence.present.checks.strips import Piece, pieces
from whence.present.contract import FORMAT
from whence.present.library import revisions
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled


def page(frame: Frame, revised: Revised) -> str:
    """The page."""
    return filled(
        "changes",
        frame,
        revised=revised,
        title=title(revised),
        revisions=[_revision(item) for item in revised.revisions],
    )


def title(revised: Revised) -> str:
    """What the document is called."""
    return next((head.title or head.uri for head in revised.editions if head.document == revised.document), "")


def twin(revised: Revised) -> dict[str, Any]:
    """What `whence diff --json` prints line by line, in a list."""
    return {"format": FORMAT, "revisions": [revisions.to_json(item) for item in revised.revisions]}


def _revision(item: Revision) -> dict[str, Any]:
    return {
        "earlier": revisions.named(item.earlier),
        "earlier_link": places.article(item.earlier.id),
        "later": revisions.named(item.later),
        "later_link": places.article(item.later.id),
        "summary": revisions.summary(item),
        "changes": [_change(change, item) for change in item.changes],
    }


def _change(change: Change, item: Revision) -> dict[str, Any]:
    put_in = sorted((edit for edit in change.edits if edit.op is not Op.DELETE), key=_here)
    left = sorted((edit for edit in change.edits if edit.op is not Op.INSERT), key=_there)
    return {
        "sentence": revisions.sentence(change),
        "before": _side(change.earlier, item.earlier, left, now=False),
        "now": _side(change.later, item.later, put_in, now=True),
    }


def _side(place: Place | None, edition: Edition, edits: list[Edit], *, now: bool) -> list[Piece]:
    if place is None:
        return []
    if not place.spans:
        return [Piece(place.words)]
    return list(pieces(edition.document.text, place.spans, edits, quoted=now))


def _here(edit: Edit) -> int:
    return edit.quote.start


def _there(edit: Edit) -> int:
    return edit.original.start
