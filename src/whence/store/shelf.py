"""A library on disk, opened to be read or to be written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whence.errors import UsageError
from whence.model.library import Edition
from whence.model.speech import Reading
from whence.model.text import Failure
from whence.store import database, files, rows, wording
from whence.store.lock import locked
from whence.store.rows import Prepared

DATABASE, SEGMENTS, LOCK = "library.db", "passages", "LOCK"
_INSERT_WORDS = "INSERT INTO words (rowid, text, voice, via, marks) VALUES (?, ?, ?, ?, ?)"
_EDITION = "SELECT e.*, d.address FROM editions e JOIN documents d ON d.id = e.document"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of entries: the rows of new editions in their order, and how many were there already."""

    new: list[int]
    editions: int  # of the new ones, other texts at an address that was known
    known: int


class Shelf:
    """The rows and files of a library. One for reading sees the library as it is whenever it asks."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        """Use `opened` or `writing`."""
        self.folder = folder
        self.connection = connection

    # reading

    def count(self) -> int:
        """How many editions there are."""
        return int(self.connection.execute("SELECT count(*) FROM editions WHERE NOT removed").fetchone()[0])

    def edition(self, row: int) -> Edition | None:
        """The edition with this row, with its text."""
        found = self.connection.execute(f"{_EDITION} WHERE e.id = ?", (row,)).fetchone()
        return rows.edition(found) if found else None

    def by_key(self, key: str) -> Edition | None:
        """The edition with this document id."""
        found = self.connection.execute(f"{_EDITION} WHERE e.key = ?", (key,)).fetchone()
        return rows.edition(found) if found else None

    def by_address(self, address: str) -> list[Edition]:
        """The editions of a document, the first seen first."""
        found = self.connection.execute(f"{_EDITION} WHERE d.address = ? ORDER BY e.number", (address,)).fetchall()
        return [rows.edition(row) for row in found]

    def editions(self, after: int = 0) -> Iterator[Edition]:
        """Every edition that was not removed, in the order they were added."""
        while True:
            found = self.connection.execute(
                f"{_EDITION} WHERE e.id > ? AND NOT e.removed ORDER BY e.id LIMIT 200", (after,)
            ).fetchall()
            if not found:
                return
            for row in found:
                yield rows.edition(row)
            after = int(found[-1]["id"])

    def heads(self, wanted: Sequence[int]) -> dict[int, sqlite3.Row]:
        """Of these editions the columns that name and date them; removed ones are left out."""
        result: dict[int, sqlite3.Row] = {}
        for at in range(0, len(wanted), 500):
            part = list(wanted[at : at + 500])
            marks = ",".join("?" * len(part))
            query = (
                "SELECT e.id, e.key, e.uri, e.title, e.publisher, e.published, e.captured, e.added, e.number, d.address "
                f"FROM editions e JOIN documents d ON d.id = e.document WHERE e.id IN ({marks}) AND NOT e.removed"
            )
            result |= {int(row["id"]): row for row in self.connection.execute(query, part)}
        return result

    def reading(self, edition: Edition) -> Reading | None:
        """The reading of an edition; None where its voices were not read."""
        if not edition.read_by:
            return None
        ask = self.connection.execute
        return rows.reading(
            edition.document,
            ask("SELECT * FROM voices WHERE edition = ? ORDER BY length(local), local", (edition.row,)).fetchall(),
            ask("SELECT * FROM statements WHERE edition = ? ORDER BY number", (edition.row,)).fetchall(),
            ask("SELECT * FROM sentences WHERE edition = ? ORDER BY number", (edition.row,)).fetchall(),
            edition.read_by,
        )

    def segment_files(self) -> list[sqlite3.Row]:
        """The passage segments, in the order they were made."""
        return self.connection.execute("SELECT * FROM segments ORDER BY id").fetchall()

    def segment_path(self, name: str) -> Path:
        """Where a segment's file is."""
        return self.folder / SEGMENTS / name

    def removed(self) -> set[int]:
        """Editions that were removed and may still stand in segments."""
        return {int(row[0]) for row in self.connection.execute("SELECT id FROM editions WHERE removed")}

    def quarantined(self) -> list[Failure]:
        """What could not be added, with the reasons."""
        found = self.connection.execute("SELECT origin, problem FROM quarantine ORDER BY id")
        return [Failure(uri=row["origin"], problem=row["problem"]) for row in found]

    # writing

    def knows(self, origin: str, size: int, sha256: str) -> bool:
        """Whether this very file was read to its end before."""
        row = self.connection.execute("SELECT bytes, sha256 FROM sources WHERE origin = ?", (origin,)).fetchone()
        return row is not None and (row["bytes"], row["sha256"]) == (size, sha256)

    def remember(self, origin: str, size: int, sha256: str) -> None:
        """Note that a file was read to its end."""
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (origin, size, sha256, now()))

    def keep(self, found: Sequence[Prepared]) -> Kept:
        """Keep these documents in one transaction: when this returns, they are on disk."""
        new: list[int] = []
        editions = 0
        with self.transaction():
            for item in found:
                row, number = self._keep(item)
                if row:
                    new.append(row)
                    editions += number > 1
        return Kept(new, editions, len(found) - len(new))

    def quarantine(self, failures: Iterable[Failure]) -> None:
        """Set aside what could not be read."""
        found = [(failure.uri, failure.problem, now()) for failure in failures]
        with self.transaction():
            self.connection.executemany(
                "INSERT INTO quarantine (origin, problem, added) VALUES (?, ?, ?) "
                "ON CONFLICT (origin) DO UPDATE SET problem = excluded.problem, added = excluded.added",
                found,
            )

    def _keep(self, item: Prepared) -> tuple[int, int]:
        """The row of a new edition and its number; (0, 0) where the text is there already."""
        ask = self.connection.execute
        columns = dict(item.columns)
        address, captured = columns.pop("address"), columns["captured"]
        row = ask("SELECT id FROM documents WHERE address = ?", (address,)).fetchone()
        home = int(row["id"]) if row else int(ask("INSERT INTO documents (address) VALUES (?)", (address,)).lastrowid or 0)
        number = 1
        known = ask("SELECT id, number, sha256, removed, captured FROM editions WHERE document = ?", (home,)) if row else ()
        for other in known:
            number = max(number, other["number"] + 1)
            if other["sha256"] == columns["sha256"] and not other["removed"]:
                if captured and (other["captured"] is None or captured < other["captured"]):
                    ask("UPDATE editions SET captured = ? WHERE id = ?", (captured, other["id"]))
                return 0, 0
        columns |= {"document": home, "number": number, "added": now()}
        if ask("SELECT 1 FROM editions WHERE key = ?", (columns["key"],)).fetchone():
            return 0, 0  # the same uri and text under another address: one document
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        edition = int(ask(f"INSERT INTO editions ({names}) VALUES ({marks})", list(columns.values())).lastrowid or 0)
        self._index(edition, item)
        return edition, number

    def _index(self, edition: int, item: Prepared) -> None:
        many = self.connection.executemany
        for table, found in (("voices", item.voices), ("statements", item.statements), ("sentences", item.sentences)):
            if found:
                marks = ", ".join("?" * (1 + len(found[0])))
                many(f"INSERT INTO {table} VALUES ({marks})", ([edition, *row] for row in found))
        many(_INSERT_WORDS, _word_rows(edition, item.columns["text"], item.words))

    def replace_reading(self, edition: Edition, reading: Reading) -> None:
        """Put a new reading in the place of what was there; the word index is left alone. Within a transaction."""
        made = rows.prepared(edition.document, reading)
        self._clear(edition)
        self.connection.execute("UPDATE editions SET read_by = ? WHERE id = ?", (reading.read_by.model, edition.row))
        self._index(edition.row, replace(made, words=[]))

    def index_words(self, edition: Edition, reading: Reading | None) -> None:
        """Put an edition into the word index, in which it must not stand yet. Within a transaction."""
        document = edition.document
        self.connection.executemany(_INSERT_WORDS, _word_rows(edition.row, document.text, wording.rows(document, reading)))

    def _forget(self, edition: Edition) -> None:
        """Take an edition's words, voices and statements out (the word index asks to be told what they were)."""
        document = edition.document
        old = _word_rows(edition.row, document.text, wording.rows(document, self.reading(edition)))
        self.connection.executemany(
            "INSERT INTO words (words, rowid, text, voice, via, marks) VALUES ('delete', ?, ?, ?, ?, ?)", old
        )
        self._clear(edition)

    def _clear(self, edition: Edition) -> None:
        for table in ("voices", "statements", "sentences", "checks"):
            self.connection.execute(f"DELETE FROM {table} WHERE edition = ?", (edition.row,))

    def remove(self, edition: Edition) -> None:
        """Take an edition out: its words, voices and text; passages still name its row until segments are merged."""
        with self.transaction():
            self._forget(edition)
            self.connection.execute(
                "UPDATE editions SET removed = 1, text = '', about = '{}', key = 'removed:' || id || ':' || key WHERE id = ?",
                (edition.row,),
            )

    def pending(self, most: int) -> list[tuple[int, str]]:
        """Editions that no passage segment holds yet: row and text, about `most` characters of them."""
        found: list[tuple[int, str]] = []
        size = 0
        cursor = self.connection.execute("SELECT id, text FROM editions WHERE segment IS NULL AND NOT removed ORDER BY id")
        for row in cursor:
            found.append((int(row["id"]), row["text"]))
            size += len(row["text"])
            if size > most:
                break
        return found

    def put_segment(self, texts: Sequence[int], parts: Iterable[bytes | memoryview], replaces: Sequence[int] = ()) -> int:
        """Keep a passage segment of these editions, in place of others."""
        ask = self.connection.execute
        number = 1 + int(ask("SELECT coalesce(max(id), 0) FROM segments").fetchone()[0])
        written = files.write(self.folder / SEGMENTS, f"{number:06d}.seg", parts)
        old = [row["file"] for row in self.segment_files() if row["id"] in replaces]
        with self.transaction():
            ask(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
                (number, written.name, written.size, written.sha256, len(texts)),
            )
            if replaces:
                marks = ",".join("?" * len(replaces))
                ask(f"UPDATE editions SET segment = ? WHERE segment IN ({marks})", (number, *replaces))
                ask(f"DELETE FROM segments WHERE id IN ({marks})", list(replaces))
            else:
                self.connection.executemany("UPDATE editions SET segment = ? WHERE id = ?", ((number, row) for row in texts))
        for name in old:
            self.segment_path(name).unlink(missing_ok=True)
        return number

    def clear_leftovers(self) -> None:
        """Delete segment files that a write was cut off in, or that nothing names."""
        known = [row["file"] for row in self.segment_files()]
        for path in files.leftovers(self.folder / SEGMENTS, known):
            path.unlink(missing_ok=True)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and on disk when it is done."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.execute("COMMIT")


def _word_rows(edition: int, text: str, found: Iterable[Sequence[Any]]) -> Iterator[tuple[int, str, str, str, str]]:
    for number, start, end, voice, via, marks in found:
        yield edition * wording.PER_EDITION + number, text[start:end], voice, via, marks


@contextmanager
def opened(folder: Path) -> Iterator[Shelf]:
    """A library to read. Raises UsageError when there is none."""
    if not (folder / DATABASE).is_file():
        raise UsageError(f"{folder}: no library of whence; `whence add FILES… --library {folder}` makes one")
    connection = database.reading(folder / DATABASE)
    try:
        yield Shelf(folder, connection)
    finally:
        connection.close()


@contextmanager
def writing(folder: Path) -> Iterator[Shelf]:
    """A library to write, made where there is none. Raises UsageError when somebody else writes to it."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: a library is a folder, and this is a file")
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK):
        connection = database.writing(folder / DATABASE)
        try:
            shelf = Shelf(folder, connection)
            shelf.clear_leftovers()
            yield shelf
        finally:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()


def now() -> str:
    """This moment, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
