"""Choosing what is shown: one voice, one status, some sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.errors import UsageError
from whence.model.speech import Reading, Statement, Status
from whence.model.text import Span
from whence.present.pieces import Line, lines
from whence.present.wording import VERBS


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show: statements of this voice, with this status, in these sentences (counted from 1, both ends in)."""

    voice: str | None = None
    status: Status | None = None
    first: int = 1
    last: int | None = None

    @property
    def any_statement(self) -> bool:
        """True when neither a voice nor a status was asked for."""
        return self.voice is None and self.status is None

    def keeps_number(self, number: int) -> bool:
        """True for a sentence with this number."""
        return self.first <= number and (self.last is None or number <= self.last)


EVERYTHING = Choice()


def sentence_range(text: str) -> tuple[int, int | None]:
    """First and last sentence of `10,20`, `10,+5`, `10,`, `,20` or `10`. Raises UsageError.

    >>> [sentence_range(text) for text in ("10,20", "10,+5", "10,", ",20", "10")]
    [(10, 20), (10, 14), (10, None), (1, 20), (10, 10)]
    """
    start, comma, end = (part.strip() for part in text.partition(","))
    counted = end.removeprefix("+")
    if not all(part.isascii() and part.isdigit() for part in (start, counted) if part) or not (start or counted):
        raise UsageError(f"-L takes sentence numbers such as 10,20: not {text!r}")
    first = int(start or 1)
    last = _last(first, comma, end)
    if first < 1 or (last is not None and last < first):
        raise UsageError(f"-L counts sentences from 1, the first before the last: not {text!r}")
    return first, last


def _last(first: int, comma: str, end: str) -> int | None:
    if not comma:
        return first
    if not end:
        return None
    return first + int(end) - 1 if end.startswith("+") else int(end)


def status_named(word: str) -> Status:
    """The status called `denied` or, as the views word it, `denies`. Raises UsageError."""
    wanted = word.strip().lower()
    for status in Status:
        if wanted == status.value or wanted in VERBS[status]:
            return status
    known = ", ".join(status.value for status in Status)
    raise UsageError(f"no status is called {word!r}; there are {known}")


def chosen_lines(reading: Reading, everything: Sequence[Line], choice: Choice) -> list[Line]:
    """Those of a reading's lines that are shown."""
    kept = {statement.id for statement in _said(reading, choice)}
    return [
        line
        for line in everything
        if choice.keeps_number(line.number) and (choice.any_statement or _speaks(line, kept))
    ]


def chosen(reading: Reading, choice: Choice) -> Reading:
    """The reading with the chosen statements alone; its text and voices stay."""
    if choice == EVERYTHING:
        return reading
    shown = [piece.span for line in lines(reading) if choice.keeps_number(line.number) for piece in line.pieces]
    if not shown:
        return replace(reading, statements=())
    here = Span(shown[0].start, shown[-1].end)
    kept = (s for s in _said(reading, choice) if any(here.overlaps(span) for span in s.content))
    return replace(reading, statements=tuple(kept))


def _said(reading: Reading, choice: Choice) -> list[Statement]:
    wanted = (choice.voice or "").casefold()
    speakers = {
        voice.id for voice in reading.voices if any(wanted in name.casefold() for name in (voice.name, *voice.aliases))
    }
    return [
        statement
        for statement in reading.statements
        if statement.chain and statement.chain[-1].voice in speakers and choice.status in (None, statement.status)
    ]


def _speaks(line: Line, kept: set[str]) -> bool:
    return any(piece.back == 0 and piece.statement and piece.statement.id in kept for piece in line.pieces)
