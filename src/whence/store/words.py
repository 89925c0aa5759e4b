"""The word index of a library: what it is given of an edition, and what it holds of one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whence.model.library import Edition
from whence.model.speech import Reading
from whence.store import database, wording
from whence.store.rows import Prepared

WordRow = tuple[int, str, str, str, str]


def of_kept(edition: int, item: Prepared) -> Iterable[WordRow]:
    """What the word index is given of a document that is kept."""
    columns = item.columns
    if columns["read_by"]:
        return _numbered(edition, columns["text"], item.words)
    authors = json.loads(columns["authors"])
    return _unread(edition, columns["text"], wording.outlet(columns["publisher"], authors), columns["language"])


def of_edition(edition: Edition, reading: Reading | None) -> Iterable[WordRow]:
    """The same of an edition that is kept already."""
    document = edition.document
    if reading is not None:
        return _numbered(edition.row, document.text, wording.read(reading))
    through = wording.outlet(document.publisher, document.authors)
    return _unread(edition.row, document.text, through, document.language)


def _unread(edition: int, text: str, through: str, language: str | None) -> list[WordRow]:
    """The rows of a text whose voices were not read: its paragraphs."""
    about, first = wording.marks(("lang", language)), edition * wording.PER_EDITION + wording.UNREAD
    return [(number, piece, "", through, about) for number, piece in enumerate(wording.pieces(text), first)]


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


def is_whole(connection: sqlite3.Connection, found: Iterable[WordRow]) -> bool:
    """Whether the word index holds these rows and nothing else, and finds each word of them.

    SQLite's check of an index against its texts (FTS5, "integrity-check") asks for both in tables that it may write to:
    they are copied to where this connection keeps temporary tables. Raises sqlite3.OperationalError where there is no
    room for them.
    """
    connection.executescript(_COPY)
    connection.executemany("INSERT INTO temp.given VALUES (?, ?, ?, ?, ?)", found)
    try:
        for table in ("data", "idx", "docsize"):
            connection.execute(f"DELETE FROM temp.copied_{table}")
            connection.execute(f"INSERT INTO temp.copied_{table} SELECT * FROM main.words_{table}")
        connection.execute("COMMIT")
        connection.execute("INSERT INTO temp.copied (copied, rank) VALUES ('integrity-check', 1)")
        return connection.execute(_LOST).fetchone() is None
    except sqlite3.DatabaseError as error:
        if database.has_no_room(error):
            raise
        return False


_COPY = """
BEGIN;
CREATE TABLE temp.given (id INTEGER PRIMARY KEY, text, voice, via, marks);
CREATE VIRTUAL TABLE temp.copied USING fts5 (
  text, voice, via, marks,
  content = 'given', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE temp.terms USING fts5vocab (temp, copied, row);
"""
_LOST = "SELECT 1 FROM temp.terms a LEFT JOIN temp.terms b ON b.term = a.term WHERE b.cnt IS NOT a.cnt LIMIT 1"
