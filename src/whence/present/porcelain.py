"""One line for each piece of the text, for scripts: fields between tabs, in an order that does not change."""

from __future__ import annotations

from collections.abc import Iterator

from whence.model.speech import Reading
from whence.present.characters import visible
from whence.present.choose import EVERYTHING, Choice, chosen_lines
from whence.present.pieces import chain_of, lines

FIELDS = ("sentence", "statement", "quotation", "status", "confidence", "chain", "text")


def render(reading: Reading, *, choice: Choice = EVERYTHING) -> Iterator[str]:
    """Sentence number, statement, quotation, status, confidence, names from speaker to page, words."""
    names = {voice.id: visible(voice.name) for voice in reading.voices}
    for line in chosen_lines(reading, lines(reading), choice):
        for piece in line.pieces:
            statement = piece.statement
            words = visible(reading.document[piece.span])
            if statement is None:
                yield "\t".join((str(line.number), "", "", "", "", "", words))
                continue
            chain = " ‹ ".join(names[voice_id] for voice_id in reversed(chain_of(statement)))
            fields = (statement.id, statement.quotation.value, statement.status.value, f"{statement.confidence:.2f}")
            yield "\t".join((str(line.number), *map(visible, fields), chain, words))
