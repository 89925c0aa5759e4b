"""A library on disk, opened to be read or to be written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Generator, Iterable, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from whence.errors import StorageError, UsageError
from whence.model.library import Edition
from whence.model.reuse import Check
from whence.model.speech import Reading
from whence.model.text import Failure
from whence.store import database, files, rows, words
from whence.store.contents import READ, SEGMENTS, Contents
from whence.store.keeping import Kept, keep, reseal
from whence.store.lock import locked
from whence.store.rows import Prepared

DATABASE, LOCK = "library.db", "LOCK"


class Shelf(Contents):
    """A library that is open: to be read, or, from `writing` and `changing`, to be written as well."""

    def remember(self, origin: str, size: int, sha256: str) -> None:
        """Note that a file was read to its end."""
        self.connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (origin, size, sha256, now()))

    def keep(self, found: Sequence[Prepared]) -> Kept:
        """Keep these documents in one transaction: when this returns, they are on disk."""
        with self.transaction():
            return keep(self, found, now())

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

    def replace_reading(self, edition: Edition, reading: Reading) -> None:
        """Put a new reading in the place of what was there, and its words in the place of those."""
        made = rows.prepared(edition.document, reading)
        with self.transaction():
            self._forget(edition)
            ask = "UPDATE editions SET read_by = ? WHERE id = ?"
            self.connection.execute(ask, (reading.read_by.model, edition.row))
            for table, width in READ:
                found = [[edition.row, *row] for row in getattr(made, table)]
                self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", found)
            words.insert(self.connection, words.of_edition(edition, reading))
            reseal(self, edition.row)

    def clear_indexes(self) -> list[int]:
        """Empty the word index, and take every edition out of the passage index; the segments that were, by number.

        Within a transaction, which ends with `drop_segments`.
        """
        self.connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        self.connection.execute("DELETE FROM waiting")
        self.connection.execute("INSERT INTO waiting SELECT id FROM editions WHERE removed = 0")
        return [int(row["id"]) for row in self.segment_files()]

    def index_words(self, edition: Edition) -> None:
        """Put an edition into the word index, in which it must not stand yet. Within a transaction."""
        words.insert(self.connection, words.of_edition(edition, self.reading(edition)))

    def drop_segments(self, numbers: Sequence[int]) -> None:
        """Forget segments that hold no edition any more; `clear_leftovers` deletes their files."""
        self.connection.executemany("DELETE FROM segments WHERE id = ?", ((number,) for number in numbers))

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
        words.delete(self.connection, words.of_edition(edition, self.reading(edition)))
        self._clear(edition)

    def _clear(self, edition: Edition) -> None:
        for table in ("voices", "statements", "sentences", "checks"):
            self.connection.execute(f"DELETE FROM {table} WHERE edition = ?", (edition.row,))

    def remove(self, edition: Edition) -> None:
        """Take an edition out: its words, voices and text; passages still name its row until segments are merged."""
        with self.transaction():
            self._forget(edition)
            self._reread(edition.origin)
            self.connection.execute("DELETE FROM waiting WHERE edition = ?", (edition.row,))
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
                ask(f"DELETE FROM segments WHERE id IN ({marks})", list(replaces))
            self.connection.executemany("DELETE FROM waiting WHERE edition = ?", ((row,) for row in texts))
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
        """All or nothing, and on disk when it is done; within another one, a part of that."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.execute("COMMIT")


def _of_today(folder: Path, read: Callable[[Path], sqlite3.Connection]) -> sqlite3.Connection:
    """A connection to a library. Raises UsageError where one of an older whence cannot be written to."""
    try:
        return read(folder / DATABASE)
    except database.OlderLibraryError:
        with contextlib.suppress(OSError, sqlite3.OperationalError), writing(folder):
            pass
        return read(folder / DATABASE)


@contextmanager
def opened(folder: Path) -> Generator[Shelf]:
    """A library to read; one of an older whence is brought up to date. Raises UsageError when there is none."""
    _expect(folder)
    connection = _of_today(folder, database.reading)
    try:
        yield Shelf(folder, connection)
    finally:
        connection.close()


@contextmanager
def copying(folder: Path) -> Generator[Contents]:
    """A library to read, with temporary tables beside it. Raises StorageError when there is no room for them."""
    connection = _of_today(folder, database.copying)
    try:
        yield Contents(folder, connection)
    except sqlite3.OperationalError as error:
        if not database.has_no_room(error):
            raise
        raise StorageError(
            f"no room for temporary files ({error}); make room, or set TMPDIR to where there is"
        ) from error
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
