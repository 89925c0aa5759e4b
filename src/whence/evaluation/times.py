"""Values of date expressions against gold: tab-separated `expression`, `type`, `value` (TIMEX3), a blank line between
documents, the first row of each document its date.

The expressions stand without their text, so each is read with the document's date and what was read before it in the
document (not the gold of it). Counted are the rows of type DATE but the first of each document:

`value`            share whose predicted value is the gold one, letter for letter; what is not predicted is wrong
`value_precision`  the same share of those that a value was predicted for
`day`              of those whose gold is a day (YYYY-MM-DD), the share whose predicted value names that day
`count`            how many DATE rows that is

Predictions are one JSON line for each row of the file, document dates included, in the order of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.compare.times import Meaning, value
from whence.errors import UsageError
from whence.evaluation.outcome import Outcome

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class _Row:
    """One expression of the gold."""

    expression: str
    kind: str
    gold: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A row and what whence reads in it; `dates`: it is the date of its document."""

    row: _Row
    meaning: Meaning | None
    dates: bool

    @property
    def value(self) -> str | None:
        return self.meaning.value if self.meaning else None


def score(path: Path) -> Outcome:
    """The figures of one file. Raises UsageError where a line has not three columns, or the file no expression."""
    found = [read for document in _documents(path) for read in _read(document)]
    counted = [read for read in found if read.row.kind == "DATE" and not read.dates]
    if not counted:
        raise UsageError(f"{path}: no row of type DATE behind the date of a document")
    right = sum(read.value == read.row.gold for read in counted)
    days = [read for read in counted if _DAY.fullmatch(read.row.gold)]
    figures = {
        "value": right / len(counted),
        "value_precision": right / max(1, sum(read.meaning is not None for read in counted)),
        "day": sum((read.value or "")[:10] == read.row.gold for read in days) / max(1, len(days)),
        "count": float(len(counted)),
    }
    table = [f"{name:<16}{figure:8.3f}" for name, figure in figures.items()]
    return Outcome(table, [_line(read) for read in found], figures)


def _documents(path: Path) -> Iterator[list[_Row]]:
    document: list[_Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            if document:
                yield document
            document = []
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != 3:
            raise UsageError(f"{path}, line {number}: expression, type and value were expected, with tabs between them")
        document.append(_Row(*(cell.strip() for cell in cells)))
    if document:
        yield document


def _read(document: Sequence[_Row]) -> Iterable[_Read]:
    """The rows of a document, each read with what was read before it."""
    published = document[0].gold
    yield _Read(document[0], value(document[0].expression, published), dates=True)
    before: list[Meaning] = []
    for row in document[1:]:
        told = value(row.expression, published, before)
        if told:
            before.append(told)
        yield _Read(row, told, dates=False)


def _line(read: _Read) -> str:
    told = read.meaning
    shown = {
        "expression": read.row.expression,
        "type": read.row.kind,
        "gold": read.row.gold,
        "value": read.value,
        "start": told.start if told else None,
        "end": told.end if told else None,
        "granularity": told.granularity.value if told else None,
        "anchor": told.anchor if told else None,
    }
    return json.dumps(shown, ensure_ascii=False)
