"""The word index of a library: what it is given of an edition, and what it holds of one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whence.model.library import Edition
from whence.model.speech import Reading
from whence.store import wording
from whence.store.rows import Prepared

WordRow = tuple[int, str, str, str, str]


def of_kept(edition: int, item: Prepared) -> Iterable[WordRow]:
    """What the word index is given of a document that is kept."""
    columns = item.columns
    text: str = columns["text"]
    if columns["read_by"]:
        return _numbered(edition, text, item.words)
    through = wording.outlet(columns["publisher"], json.loads(columns["authors"]))
    about = wording.marks(("lang", columns["language"]))
    first = edition * wording.PER_EDITION + wording.UNREAD
    return [(number, piece, "", through, about) for number, piece in enumerate(wording.pieces(text), first)]


def of_edition(edition: Edition, reading: Reading | None) -> Iterator[WordRow]:
    """The same of an edition that is kept already."""
    return _numbered(edition.row, edition.document.text, wording.rows(edition.document, reading))


def _numbered(edition: int, text: str, found: Iterable[Sequence[Any]]) -> Iterator[WordRow]:
    for number, start, end, voice, via, marks in found:
        yield edition * wording.PER_EDITION + number, text[start:end], voice, via, marks


def insert(connection: sqlite3.Connection, found: Iterable[WordRow]) -> None:
    """Put these rows into the word index, in which they must not stand yet. Within a transaction."""
    connection.executemany("INSERT INTO words (rowid, text, voice, via, marks) VALUES (?, ?, ?, ?, ?)", found)


def delete(connection: sqlite3.Connection, found: Iterable[WordRow]) -> None:
    """Take these rows out of the word index, which asks to be told what they were. Within a transaction."""
    connection.executemany(
        "INSERT INTO words (words, rowid, text, voice, via, marks) VALUES ('delete', ?, ?, ?, ?, ?)", found
    )


def holds(connection: sqlite3.Connection, edition: int) -> bool:
    """Whether the word index holds anything of an edition."""
    first = edition * wording.PER_EDITION
    ask = "SELECT 1 FROM words WHERE rowid >= ? AND rowid < ? LIMIT 1"
    return connection.execute(ask, (first, first + wording.PER_EDITION)).fetchone() is not None
