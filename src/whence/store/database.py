"""The SQLite file of a library: opened for reading or writing, brought up to date, and safe against what it may hold.

SQLite before 3.51.3 can lose commits when two connections write and checkpoint at once (in WAL mode). Here one writer
holds a lock, and readers never write or checkpoint, so that cannot happen with any version.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from importlib import resources
from pathlib import Path

from whence.errors import UsageError, WhenceError

_NAME = re.compile(r"(\d{4})-[\w-]+\.sql")
APPLICATION = 0x57484E43  # "WHNC"


_NO_ROOM = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
_NO_ROOM_NUMBERS = {errno.ENOSPC, errno.EFBIG, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)}


class DamagedLibraryError(WhenceError):
    """The library's file is not what whence wrote."""


def has_no_room(error: Exception) -> bool:
    """Whether this is an error of a disk that is full or cannot be written."""
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", 0) in _NO_ROOM
    return isinstance(error, OSError) and error.errno in _NO_ROOM_NUMBERS


class OlderLibraryError(UsageError):
    """A library whose tables are those of an older whence: opened once to write, it has those of today."""


def writing(path: Path) -> sqlite3.Connection:
    """A connection that may write; the file is made or brought up to date. The caller holds the lock."""
    connection = _connect(f"file:{_quoted(path)}?mode=rwc")
    connection.execute("PRAGMA page_size = 16384")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    _migrate(connection, path)
    # The word index gathers many words before it writes, in large pages, and merges its parts in eights.
    for name, value in (("hashsize", 64 << 20), ("pgsz", 16000), ("automerge", 8)):
        connection.execute("INSERT INTO words (words, rank) VALUES (?, ?)", (name, value))
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """A connection that only reads. Raises UsageError when the file was made by a newer whence or is none of ours."""
    connection = copying(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def copying(path: Path) -> sqlite3.Connection:
    """As `reading`, but it may write to temporary tables of its own."""
    connection = _connect(f"file:{_quoted(path)}?mode=ro")
    version = _version(connection, path)
    if version < len(migrations()):
        connection.close()
        raise OlderLibraryError(f"{path.parent}: made by an older whence, and cannot be brought up to date here")
    return connection


def _connect(uri: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10, check_same_thread=False)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.DatabaseError as error:
        raise DamagedLibraryError(f"{uri.removeprefix('file:').split('?')[0]}: {error}") from error
    connection.row_factory = sqlite3.Row
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def migrations() -> list[str]:
    """The SQL that makes and changes a library, in order."""
    folder = resources.files("whence.store") / "migrations"
    names = sorted(item.name for item in folder.iterdir() if _NAME.fullmatch(item.name))
    return [(folder / name).read_text(encoding="utf-8") for name in names]


def _version(connection: sqlite3.Connection, path: Path) -> int:
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if has_no_room(error):
            raise
        raise DamagedLibraryError(f"{path}: {error}; restore it from a copy") from error
    if version and application != APPLICATION:
        raise UsageError(f"{path}: an SQLite file, but no library of whence")
    if version > len(migrations()):
        raise UsageError(f"{path.parent}: made by a newer whence; upgrade whence to open it")
    return version


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run what the file has not seen yet, each step in a transaction of its own."""
    if "ENABLE_FTS5" not in {row[0] for row in connection.execute("PRAGMA compile_options")}:
        raise UsageError("this Python's SQLite has no full-text search (FTS5); install another build of Python")
    for number, sql in enumerate(migrations(), 1):
        if number <= _version(connection, path):
            continue
        script = (
            f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA application_id = {APPLICATION};\nPRAGMA user_version = {number};\nCOMMIT;"
        )
        try:
            connection.executescript(script)
        except sqlite3.Error:
            connection.rollback()
            raise
