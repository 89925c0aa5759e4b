"""A quotation and its original as two strips of pieces: what is the same, what was put in, what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whence.model.reuse import Check, Edit, Op, Original
from whence.model.text import Document, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side. `edit` is the change they belong to; `left`: they are the original's, and left out or changed.

    `gap`: here the words go on after an interruption, or in another place.
    """

    text: str
    edit: Edit | None = None
    left: bool = False
    gap: bool = False


def quote(check: Check, draft: Document) -> list[Piece]:
    """The draft's side: words put in or changed are pieces of their own."""
    originals = [original for original in (check.original, *check.further) if original]
    edits = [edit for original in originals for edit in original.edits if edit.op is not Op.DELETE]
    return list(pieces(draft.text, check.quoted.spans, sorted(edits, key=_in_quote), quoted=True))


def original(item: Original, source: Document) -> list[Piece]:
    """The source's side: words left out or changed are pieces of their own."""
    edits = [edit for edit in item.edits if edit.op is not Op.INSERT]
    spans = tuple(sorted(item.spans, key=_start))
    return list(pieces(source.text, spans, sorted(edits, key=_in_original), quoted=False))


def _start(span: Span) -> int:
    return span.start


def _in_quote(edit: Edit) -> int:
    return edit.quote.start


def _in_original(edit: Edit) -> int:
    return edit.original.start


def pieces(text: str, spans: tuple[Span, ...], edits: list[Edit], *, quoted: bool) -> Iterator[Piece]:
    """One side of a comparison, the draft's or later one's where `quoted`; the edits in the order of that side."""
    for number, span in enumerate(spans):
        if number:
            yield Piece("", gap=True)
        at = span.start
        for edit in edits:
            here = edit.quote if quoted else edit.original
            start, end = max(here.start, at), min(here.end, span.end)
            if start >= end:
                continue
            if start > at:
                yield Piece(text[at:start])
            yield Piece(text[start:end], edit, left=not quoted)
            at = end
        if at < span.end:
            yield Piece(text[at : span.end])
