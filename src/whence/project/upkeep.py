"""A library looked after: what it holds, whether it is whole, and its indexes made anew."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from whence.errors import WhenceError
from whence.model.library import Damage
from whence.store import files, rows
from whence.store.contents import SEGMENTS

if TYPE_CHECKING:
    from whence.store.shelf import Shelf


_AGAIN = "restore library.db from a copy"


def info(shelf: Shelf) -> dict[str, Any]:
    """The numbers of a library."""
    ask = shelf.connection.execute

    def one(query: str) -> Any:
        return ask(query).fetchone()[0]

    return {
        "documents": one("SELECT count(DISTINCT document) FROM editions WHERE removed = 0"),
        "editions": one("SELECT count(*) FROM editions WHERE removed = 0"),
        "removed": one("SELECT count(*) FROM editions WHERE removed"),
        "voices": one("SELECT count(*) FROM voices"),
        "statements": one("SELECT count(*) FROM statements"),
        "unread": one("SELECT count(*) FROM editions WHERE read_by = '' AND NOT removed"),
        "pending": shelf.waiting(),
        "segments": one("SELECT count(*) FROM segments"),
        "index_bytes": one("SELECT coalesce(sum(bytes), 0) FROM segments"),
        "text_bytes": one("SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM editions"),
        "quarantined": one("SELECT count(*) FROM quarantine"),
        "first": one("SELECT min(published) FROM editions WHERE removed = 0"),
        "last": one("SELECT max(published) FROM editions WHERE removed = 0"),
    }


def verify(shelf: Shelf, told: Callable[[float], None]) -> Iterator[Damage]:
    """Everything that is not as it was written: the database, each text by its digest, each segment, the word index."""
    try:
        yield from _database(shelf)
        told(0.2)
        yield from _editions(shelf, told)
        yield from _segments(shelf, told)
    except sqlite3.DatabaseError as error:
        yield Damage(where="library.db", problem=f"{error}; {_AGAIN}")
    told(1.0)


def _database(shelf: Shelf) -> Iterator[Damage]:
    for (line,) in shelf.connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Damage(where="library.db", problem=f"{line}; {_AGAIN}")
    for row in shelf.connection.execute("PRAGMA foreign_key_check"):
        yield Damage(where="library.db", problem=f"a row of {row[0]} belongs to nothing; {_AGAIN}")


def _editions(shelf: Shelf, told: Callable[[float], None]) -> Iterator[Damage]:
    count = max(shelf.count(), 1)
    for number, row in enumerate(_raw(shelf)):
        where = f"{row['key']} ({row['uri']})"
        if problem := _changed(shelf, row):
            yield Damage(where=where, problem=f"{problem} was changed after it was added; remove it and add it again")
        if any(char.isalnum() for char in str(row["text"])) and not shelf.is_indexed(row["id"]):
            yield Damage(where=where, problem="not in the word index; `whence rebuild` makes it anew")
        if number % 1000 == 0:
            told(0.2 + 0.5 * number / count)


def _raw(shelf: Shelf) -> Iterator[sqlite3.Row]:
    """The rows of the editions, whatever bytes they hold."""
    shelf.connection.text_factory = _decoded
    try:
        yield from shelf.raw()
    finally:
        shelf.connection.text_factory = str


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _changed(shelf: Shelf, row: sqlite3.Row) -> str:
    """What of an edition is not as it was added; empty when all of it is."""
    try:
        if rows.digest(row["text"]) != row["sha256"]:
            return "its text"
        return "" if shelf.seal(row) == row["seal"] else "what is known of it, or was read in it,"
    except (AttributeError, TypeError):  # no text where there was one
        return "its row"


def _segments(shelf: Shelf, told: Callable[[float], None]) -> Iterator[Damage]:
    from whence.trace.passages.segment import unpacked

    """Somebody may be adding meanwhile, and merge segments away: one that is not named any more is no damage."""
    found = shelf.segment_files()
    held: set[int] = set()
    for number, row in enumerate(found):
        path = shelf.segment_path(row["file"])
        again = "`whence rebuild` makes it anew"
        try:
            if files.digest(path) != row["sha256"]:
                yield Damage(where=f"{SEGMENTS}/{row['file']}", problem=f"was changed after it was written; {again}")
                continue
            held.update(unpacked(files.mapped(path), row["file"]).texts.tolist())
        except (OSError, WhenceError) as error:
            if row["id"] not in {other["id"] for other in shelf.segment_files()}:
                continue
            yield Damage(where=f"{SEGMENTS}/{row['file']}", problem=f"{error}; {again}")
        told(0.7 + 0.3 * (number + 1) / len(found))
    numbers = {row["id"] for row in found}
    named = shelf.connection.execute("SELECT id, segment FROM editions WHERE segment IS NOT NULL")
    if missing := {int(row["id"]) for row in named if row["segment"] in numbers} - held:
        yield Damage(
            where=SEGMENTS, problem=f"{len(missing)} documents are in no segment; `whence rebuild` makes them anew"
        )
    known = {int(row[0]) for row in shelf.connection.execute("SELECT id FROM editions")}
    if gone := held - known:
        yield Damage(where="library.db", problem=f"{len(gone)} documents were in it and are gone; {_AGAIN}")


def rebuild(shelf: Shelf, model: str | None, told: Callable[[float], None]) -> None:
    """Make the word index and the passage index anew, and with a model every reading."""
    from whence.project.adding import index

    with shelf.transaction():
        shelf.connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        shelf.connection.execute("UPDATE editions SET segment = NULL")
        shelf.connection.execute("DELETE FROM segments")
    shelf.clear_leftovers()
    count = max(shelf.count(), 1)
    for number, edition in enumerate(shelf.editions()):
        _reindex(shelf, edition, model)
        if number % 100 == 0:
            told(0.8 * number / count)
    index(shelf)
    told(1.0)


def _reindex(shelf: Shelf, edition: Any, model: str | None) -> None:
    from whence.project.reading import reader

    reading = reader(model)(edition.document) if model else shelf.reading(edition)
    with shelf.transaction():
        if model and reading is not None:
            shelf.replace_reading(edition, reading)
        shelf.index_words(edition, reading)
