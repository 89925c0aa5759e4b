"""What of a reading is cited: a sentence, a statement, any words, or all of it, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence

from whence.model.citing import Cited, Said
from whence.model.speech import Reading, Statement
from whence.model.text import Span
from whence.present.pieces import Line, lines


def whole(reading: Reading, accessed: str | None = None) -> Cited:
    """The whole document. `accessed`: the day on which the text was seen."""
    return Cited(document=reading.document, accessed=accessed)


def sentence(reading: Reading, number: int, accessed: str | None = None) -> Cited | None:
    """The sentence with this number, counted from 1 as every view does. None where there is none."""
    found = lines(reading)
    span = places(found).get(number)
    return _cited(reading, span, found, accessed) if span else None


def words(reading: Reading, span: Span, accessed: str | None = None) -> Cited:
    """The words of a place, with everybody who speaks in it."""
    return _cited(reading, span, lines(reading), accessed)


def statement(reading: Reading, statement_id: str, accessed: str | None = None) -> Cited | None:
    """The words of a statement alone. None where there is none of this id."""
    found = next((item for item in reading.statements if item.id == statement_id), None)
    if found is None:
        return None
    return Cited(
        document=reading.document, spans=found.content, said=(_said(found, reading),), accessed=accessed
    )  # fmt: skip


def places(found: Sequence[Line]) -> dict[int, Span]:
    """Where each sentence stands, by its number: from its first word to its last, whoever speaks in it."""
    result: dict[int, Span] = {}
    for line in found:
        start, end = line.pieces[0].span.start, line.pieces[-1].span.end
        known = result.get(line.number)
        result[line.number] = Span(min(known.start, start), max(known.end, end)) if known else Span(start, end)
    return result


def _cited(reading: Reading, span: Span, found: Sequence[Line], accessed: str | None) -> Cited:
    """Of the voices in the words, those that nobody else there passes on: each chain and manner once."""
    spoken = [
        piece.statement
        for line in found
        for piece in line.pieces
        if piece.statement and piece.back == 0 and piece.span.overlaps(span)
    ]
    said = tuple(dict.fromkeys(_said(item, reading) for item in spoken))
    return Cited(document=reading.document, spans=(span,), said=said, accessed=accessed)


def _said(found: Statement, reading: Reading) -> Said:
    return Said(chain=tuple(reading.voice(link.voice) for link in found.chain), status=found.status)
