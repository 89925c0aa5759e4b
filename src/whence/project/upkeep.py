"""A library looked after: what it holds, whether it is whole, and its indexes made anew."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import chain
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
    found: list[Damage] = []
    try:
        for damage in chain(_database(shelf), _editions(shelf, told)):
            found.append(damage)
            yield damage
        told(0.5)
        if not found:  # where the texts are damaged the index cannot agree with them
            yield from _words(shelf)
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
            told(0.1 + 0.4 * number / count)


def _words(shelf: Shelf) -> Iterator[Damage]:
    from whence.store.shelf import copying

    with copying(shelf.folder) as contents:
        if not contents.has_whole_word_index():
            yield Damage(
                where="the word index", problem="does not say what the texts say; `whence rebuild` makes it anew"
            )


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
    """Somebody may be adding meanwhile, and merge segments away: one that is not named any more is no damage."""
    from whence.trace.passages.segment import unpacked

    placed = shelf.placed()
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
                placed.clear()  # what it held is in another one by now
                continue
            yield Damage(where=f"{SEGMENTS}/{row['file']}", problem=f"{error}; {again}")
        told(0.7 + 0.3 * (number + 1) / len(found))
    if missing := placed - held:
        yield Damage(
            where=SEGMENTS, problem=f"{len(missing)} documents are in no segment; `whence rebuild` makes them anew"
        )
    known = {int(row[0]) for row in shelf.connection.execute("SELECT id FROM editions")}
    if gone := held - known:
        yield Damage(where="library.db", problem=f"{len(gone)} documents were in it and are gone; {_AGAIN}")


def rebuild(shelf: Shelf, model: str | None, told: Callable[[float], None]) -> None:
    """Make both indexes anew, wholly or not at all; with a model then every reading, one document after the other."""
    from whence.project.adding import index, take_up

    share, count = 0.1 if model else 0.8, max(shelf.count(), 1)
    with shelf.transaction():
        before = shelf.clear_indexes()
        for number, edition in enumerate(shelf.editions()):
            shelf.index_words(edition)
            if number % 100 == 0:
                told(share * number / count)
        take_up(shelf)
        shelf.drop_segments(before)
    shelf.clear_leftovers()
    index(shelf)
    if model:
        _read_anew(shelf, model, lambda done: told(0.1 + 0.9 * done / count))
    told(1.0)


def _read_anew(shelf: Shelf, model: str, told: Callable[[int], None]) -> None:
    from whence.project.reading import reader

    read = reader(model)
    for number, edition in enumerate(shelf.editions()):
        shelf.replace_reading(edition, read(edition.document))
        if number % 10 == 0:
            told(number)
