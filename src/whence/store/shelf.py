"""A library on disk, opened to be read or to be written."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whence.errors import StorageError, UsageError
from whence.model.library import Edition
from whence.model.reuse import Check
from whence.model.speech import Reading
from whence.model.text import Failure
from whence.store import database, files, rows, wording
from whence.store.lock import locked
from whence.store.rows import Prepared

DATABASE, SEGMENTS, LOCK = "library.db", "passages", "LOCK"
_INSERT_WORDS = "INSERT INTO words (rowid, text, voice, via, marks) VALUES (?, ?, ?, ?, ?)"
_READ = (("voices", 6), ("statements", 11), ("sentences", 5))  # what is read of an edition, and how many columns it has
_EDITION = "SELECT e.*, d.address FROM editions e JOIN documents d ON d.id = e.document"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of documents: of each the row of its new edition, None where its text was there already."""

    rows: list[int | None]
    editions: int  # of the new ones, other texts at an address that was known

    @property
    def new(self) -> int:
        """How many there were not."""
        return sum(row is not None for row in self.rows)


@dataclass(slots=True)
class _Home:
    """A document while new editions of it are kept: its row, the last number given, the row of each text's digest."""

    row: int
    number: int = 0
    texts: dict[str, int] = field(default_factory=dict[str, int])


class Shelf:
    """The rows and files of a library. One for reading sees the library as it is whenever it asks."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        """Use `opened` or `writing`."""
        self.folder = folder
        self.connection = connection

    # reading

    def count(self) -> int:
        """How many editions there are."""
        return int(self.connection.execute("SELECT count(*) FROM editions WHERE removed = 0").fetchone()[0])

    def waiting(self) -> int:
        """How many editions are not in the passage index yet."""
        ask = "SELECT count(*) FROM editions WHERE segment IS NULL AND removed = 0"
        return int(self.connection.execute(ask).fetchone()[0])

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
        yield from map(rows.edition, self.raw(after))

    def raw(self, after: int = 0) -> Iterator[sqlite3.Row]:
        """The rows of all editions that were not removed, each with its address."""
        while found := self.connection.execute(
            f"{_EDITION} WHERE e.id > ? AND NOT e.removed ORDER BY e.id LIMIT 200", (after,)
        ).fetchall():
            yield from found
            after = int(found[-1]["id"])

    def seal(self, row: sqlite3.Row) -> str:
        """The seal that a row of `raw` should have."""
        ask = self.connection.execute
        found = (ask(f"SELECT * FROM {name} WHERE edition = ?", (row["id"],)) for name, _ in _READ)
        kept = ([tuple(item)[1:] for item in table] for table in found)
        return rows.seal(row, *kept)

    def is_indexed(self, edition: int) -> bool:
        """Whether the word index holds anything of an edition."""
        first = edition * wording.PER_EDITION
        ask = "SELECT 1 FROM words WHERE rowid >= ? AND rowid < ? LIMIT 1"
        return self.connection.execute(ask, (first, first + wording.PER_EDITION)).fetchone() is not None

    def heads(self, wanted: Sequence[int]) -> dict[int, sqlite3.Row]:
        """Of these editions the columns that name and date them; removed ones are left out."""
        result: dict[int, sqlite3.Row] = {}
        for at in range(0, len(wanted), 500):
            part = list(wanted[at : at + 500])
            marks = ",".join("?" * len(part))
            query = (
                "SELECT e.id, e.key, e.uri, e.title, e.publisher, e.published, e.captured, e.added, e.number, "
                "d.address FROM editions e JOIN documents d ON d.id = e.document "
                f"WHERE e.id IN ({marks}) AND NOT e.removed"
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
        with self.transaction():
            return self._keep(found)

    def quarantine(self, failures: Iterable[Failure]) -> None:
        """Set aside what could not be read."""
        found = [(failure.uri, failure.problem, now()) for failure in failures]
        with self.transaction():
            self.connection.executemany(
                "INSERT INTO quarantine (origin, problem, added) VALUES (?, ?, ?) "
                "ON CONFLICT (origin) DO UPDATE SET problem = excluded.problem, added = excluded.added",
                found,
            )

    def release(self, name: str, faults: Set[str]) -> None:
        """Of a file that was read to its end, it and its lines leave the quarantine, but for what is at fault now."""
        begins = f"{name}#"
        ask = "SELECT origin FROM quarantine WHERE origin = ? OR substr(origin, 1, ?) = ?"
        listed = {str(row["origin"]) for row in self.connection.execute(ask, (name, len(begins), begins))}
        with self.transaction():
            self.connection.executemany(
                "DELETE FROM quarantine WHERE origin = ?", ((origin,) for origin in sorted(listed - faults))
            )

    def _keep(self, found: Sequence[Prepared]) -> Kept:
        homes, known = self._homes(found), self._known(found)
        rows_of: list[int | None] = []
        columns: list[dict[str, Any]] = []
        seen: list[tuple[int, str]] = []
        made = 1 + int(self.connection.execute("SELECT coalesce(max(id), 0) FROM editions").fetchone()[0])
        moment, editions = now(), 0
        for item in found:
            address, digest = item.columns["address"], item.columns["sha256"]
            texts = homes[address].texts
            if digest in texts or item.columns["key"] in known:
                if digest in texts and item.columns["captured"]:
                    seen.append((texts[digest], item.columns["captured"]))
                rows_of.append(None)
                continue
            known.add(item.columns["key"])
            homes[address].number += 1
            editions += homes[address].number > 1
            texts[digest] = made + len(columns)
            rows_of.append(texts[digest])
            more = {
                "id": texts[digest],
                "document": homes[address].row,
                "number": homes[address].number,
                "added": moment,
            }
            more["seal"] = rows.seal(item.columns | more, item.voices, item.statements, item.sentences)
            columns.append({name: value for name, value in item.columns.items() if name != "address"} | more)
        new = [(row, item) for row, item in zip(rows_of, found, strict=True) if row is not None]
        if columns:
            names, marks = ", ".join(columns[0]), ", ".join("?" * len(columns[0]))
            insert = f"INSERT INTO editions ({names}) VALUES ({marks})"
            self.connection.executemany(insert, [list(item.values()) for item in columns])
            self._index(new)
            self._release(columns)
        self._note_seen(seen)
        return Kept(rows_of, editions)

    def _release(self, columns: Sequence[dict[str, Any]]) -> None:
        """What was set aside and is kept now leaves the quarantine."""
        if self.connection.execute("SELECT 1 FROM quarantine").fetchone():
            self.connection.executemany("DELETE FROM quarantine WHERE origin = ?", ((item["uri"],) for item in columns))

    def _homes(self, found: Sequence[Prepared]) -> dict[str, _Home]:
        """For each address its document, made where there is none, with the texts that are known of it."""
        addresses = list(dict.fromkeys(item.columns["address"] for item in found))
        self.connection.executemany(
            "INSERT OR IGNORE INTO documents (address) VALUES (?)", ((address,) for address in addresses)
        )
        homes: dict[str, _Home] = {}
        ask = (
            "SELECT d.id, d.address, e.id AS edition, e.number, e.sha256, e.removed FROM documents d "
            "LEFT JOIN editions e ON e.document = d.id WHERE d.address IN ({})"
        )
        for row in self._in_parts(ask, addresses):
            home = homes.setdefault(row["address"], _Home(int(row["id"])))
            if row["edition"] is not None:
                home.number = max(home.number, int(row["number"]))
                if not row["removed"]:
                    home.texts[row["sha256"]] = int(row["edition"])
        return homes

    def _known(self, found: Sequence[Prepared]) -> set[str]:
        """Keys that are there already: the same uri and text, under whatever address."""
        keys = [item.columns["key"] for item in found]
        return {row["key"] for row in self._in_parts("SELECT key FROM editions WHERE key IN ({})", keys)}

    def _in_parts(self, query: str, values: Sequence[str]) -> Iterator[sqlite3.Row]:
        for at in range(0, len(values), 500):
            part = values[at : at + 500]
            yield from self.connection.execute(query.format(",".join("?" * len(part))), list(part))

    def _note_seen(self, seen: Sequence[tuple[int, str]]) -> None:
        """Texts that are known were captured, perhaps earlier than was known."""
        for edition, captured in seen:
            changed = self.connection.execute(
                "UPDATE editions SET captured = ? WHERE id = ? AND (captured IS NULL OR captured > ?)",
                (captured, edition, captured),
            )
            if changed.rowcount:
                self._reseal(edition)

    def _reseal(self, edition: int) -> None:
        row = self.connection.execute(f"{_EDITION} WHERE e.id = ?", (edition,)).fetchone()
        self.connection.execute("UPDATE editions SET seal = ? WHERE id = ?", (self.seal(row), edition))

    def _index(self, new: Sequence[tuple[int, Prepared]]) -> None:
        many = self.connection.executemany
        for table, width in _READ:
            found = ([edition, *row] for edition, item in new for row in getattr(item, table))
            many(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", found)
        many(_INSERT_WORDS, (row for edition, item in new for row in _word_rows(edition, item)))

    def replace_reading(self, edition: Edition, reading: Reading) -> None:
        """Put a new reading in the place of what was there; the word index is left alone. Within a transaction."""
        made = rows.prepared(edition.document, reading)
        self._clear(edition)
        self.connection.execute("UPDATE editions SET read_by = ? WHERE id = ?", (reading.read_by.model, edition.row))
        for table, width in _READ:
            found = [[edition.row, *row] for row in getattr(made, table)]
            self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", found)
        self._reseal(edition.row)

    def index_words(self, edition: Edition, reading: Reading | None) -> None:
        """Put an edition into the word index, in which it must not stand yet. Within a transaction."""
        self.connection.executemany(_INSERT_WORDS, _rows_of_words(edition, reading))

    def keep_checks(self, found: Iterable[tuple[Edition, Sequence[Check]]]) -> None:
        """Keep what was found of the quotations of editions, in place of what was found before."""
        with self.transaction():
            for edition, checks in found:
                self.connection.execute("DELETE FROM checks WHERE edition = ?", (edition.row,))
                self.connection.executemany(
                    "INSERT INTO checks (edition, number, statement, original, verdict) VALUES "
                    "(?, ?, ?, (SELECT id FROM editions WHERE key = ?), ?)",
                    (rows.check(edition.row, number, item) for number, item in enumerate(checks, 1)),
                )

    def _forget(self, edition: Edition) -> None:
        """Take an edition's words, voices and statements out (the word index asks to be told what they were)."""
        self.connection.executemany(
            "INSERT INTO words (words, rowid, text, voice, via, marks) VALUES ('delete', ?, ?, ?, ?, ?)",
            _rows_of_words(edition, self.reading(edition)),
        )
        self._clear(edition)

    def _clear(self, edition: Edition) -> None:
        for table in ("voices", "statements", "sentences", "checks"):
            self.connection.execute(f"DELETE FROM {table} WHERE edition = ?", (edition.row,))

    def remove(self, edition: Edition) -> None:
        """Take an edition out: its words, voices and text; passages still name its row until segments are merged."""
        with self.transaction():
            self._forget(edition)
            self._reread(edition.origin)
            self.connection.execute(
                "UPDATE editions SET removed = 1, text = '', about = '{}', key = 'removed:' || id || ':' || key "
                "WHERE id = ?",
                (edition.row,),
            )

    def _reread(self, origin: str) -> None:
        """Forget that the file an edition came from was read to its end: added again, it brings the edition back."""
        names = [str(row["origin"]) for row in self.connection.execute("SELECT origin FROM sources")]
        gone = [(name,) for name in names if origin.startswith(name.rpartition(":")[0])]
        self.connection.executemany("DELETE FROM sources WHERE origin = ?", gone)

    def pending(self, most: int) -> list[tuple[int, str]]:
        """Editions that no passage segment holds yet: row and text, about `most` characters of them."""
        found: list[tuple[int, str]] = []
        size = 0
        cursor = self.connection.execute(
            "SELECT id, text FROM editions WHERE segment IS NULL AND removed = 0 ORDER BY id"
        )
        for row in cursor:
            found.append((int(row["id"]), row["text"]))
            size += len(row["text"])
            if size > most:
                break
        return found

    def put_segment(
        self, texts: Sequence[int], parts: Iterable[bytes | memoryview], replaces: Sequence[int] = ()
    ) -> int:
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
                self.connection.executemany(
                    "UPDATE editions SET segment = ? WHERE id = ?", ((number, row) for row in texts)
                )
        for name in old:
            self.segment_path(name).unlink(missing_ok=True)
        return number

    def clear_leftovers(self) -> None:
        """Delete segment files that a write was cut off in, or that nothing names."""
        known = [row["file"] for row in self.segment_files()]
        for path in files.leftovers(self.folder / SEGMENTS, known):
            path.unlink(missing_ok=True)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing, and on disk when it is done."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.execute("COMMIT")


WordRow = tuple[int, str, str, str, str]


def _word_rows(edition: int, item: Prepared) -> Iterable[WordRow]:
    """What the word index is given of a document that is kept."""
    columns = item.columns
    text: str = columns["text"]
    if columns["read_by"]:
        return _numbered(edition, text, item.words)
    through = wording.outlet(columns["publisher"], json.loads(columns["authors"]))
    about = wording.marks(("lang", columns["language"]))
    first = edition * wording.PER_EDITION + wording.UNREAD
    return [(number, piece, "", through, about) for number, piece in enumerate(wording.pieces(text), first)]


def _rows_of_words(edition: Edition, reading: Reading | None) -> Iterator[WordRow]:
    """The same of an edition that is kept already."""
    return _numbered(edition.row, edition.document.text, wording.rows(edition.document, reading))


def _numbered(edition: int, text: str, found: Iterable[Sequence[Any]]) -> Iterator[WordRow]:
    for number, start, end, voice, via, marks in found:
        yield edition * wording.PER_EDITION + number, text[start:end], voice, via, marks


@contextmanager
def opened(folder: Path) -> Generator[Shelf]:
    """A library to read. Raises UsageError when there is none."""
    _expect(folder)
    connection = database.reading(folder / DATABASE)
    try:
        yield Shelf(folder, connection)
    finally:
        connection.close()


@contextmanager
def changing(folder: Path) -> Generator[Shelf]:
    """A library that exists already, to write. Raises UsageError when there is none, or somebody else writes to it."""
    _expect(folder)
    with writing(folder) as shelf:
        yield shelf


@contextmanager
def writing(folder: Path) -> Generator[Shelf]:
    """A library to write, made where there is none. Raises UsageError when somebody else writes to it."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: a library is a folder, and this is a file")
    with _roomy(folder), locked(folder / LOCK):
        connection = database.writing(folder / DATABASE)
        try:
            shelf = Shelf(folder, connection)
            shelf.clear_leftovers()
            yield shelf
        finally:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()


def _expect(folder: Path) -> None:
    if not (folder / DATABASE).is_file():
        raise UsageError(f"{folder}: no library of whence; `whence add FILES… --library {folder}` makes one")


@contextmanager
def _roomy(folder: Path) -> Generator[None]:
    """The folder of a library, made where there is none. Raises StorageError when it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if not database.has_no_room(error):
            raise
        problem = f"{folder}: cannot be written ({error}); is the disk full? What was added before is kept"
        raise StorageError(f"{problem}: make room and start again") from error


def now() -> str:
    """This moment, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
