"""What a library holds: its rows, and where its files are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from whence.model.library import Edition
from whence.model.speech import Reading
from whence.model.text import Failure
from whence.store import rows, words

SEGMENTS = "passages"
READ = (("voices", 6), ("statements", 11), ("sentences", 5))  # what is read of an edition, and how many columns it has
EDITION = "SELECT e.*, d.address FROM editions e JOIN documents d ON d.id = e.document"


class Contents:
    """The rows and files of a library, as they are whenever it is asked."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        """Use `opened` or `writing` of `whence.store.shelf`."""
        self.folder = folder
        self.connection = connection

    def count(self) -> int:
        """How many editions there are."""
        return int(self.connection.execute("SELECT count(*) FROM editions WHERE removed = 0").fetchone()[0])

    def waiting(self) -> int:
        """How many editions are not in the passage index yet."""
        return int(self.connection.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def placed(self) -> set[int]:
        """The editions that a segment holds, but for those that were removed."""
        ask = "SELECT id FROM editions WHERE removed = 0 AND id NOT IN (SELECT edition FROM waiting)"
        return {int(row["id"]) for row in self.connection.execute(ask)}

    def edition(self, row: int) -> Edition | None:
        """The edition with this row, with its text."""
        found = self.connection.execute(f"{EDITION} WHERE e.id = ?", (row,)).fetchone()
        return rows.edition(found) if found else None

    def by_key(self, key: str) -> Edition | None:
        """The edition with this document id."""
        found = self.connection.execute(f"{EDITION} WHERE e.key = ?", (key,)).fetchone()
        return rows.edition(found) if found else None

    def by_address(self, address: str) -> list[Edition]:
        """The editions of a document, the first seen first."""
        found = self.connection.execute(f"{EDITION} WHERE d.address = ? ORDER BY e.number", (address,)).fetchall()
        return [rows.edition(row) for row in found]

    def editions(self, after: int = 0) -> Iterator[Edition]:
        """Every edition that was not removed, in the order they were added."""
        yield from map(rows.edition, self.raw(after))

    def raw(self, after: int = 0) -> Iterator[sqlite3.Row]:
        """The rows of all editions that were not removed, each with its address."""
        while found := self.connection.execute(
            f"{EDITION} WHERE e.id > ? AND NOT e.removed ORDER BY e.id LIMIT 200", (after,)
        ).fetchall():
            yield from found
            after = int(found[-1]["id"])

    def seal(self, row: sqlite3.Row) -> str:
        """The seal that a row of `raw` should have."""
        ask = self.connection.execute
        found = (ask(f"SELECT * FROM {name} WHERE edition = ?", (row["id"],)) for name, _ in READ)
        kept = ([tuple(item)[1:] for item in table] for table in found)
        return rows.seal(row, *kept)

    def is_indexed(self, edition: int) -> bool:
        """Whether the word index holds anything of an edition."""
        return words.holds(self.connection, edition)

    def has_whole_word_index(self) -> bool:
        """Whether the word index says what the texts and readings say. Asked of a connection that is `copying`."""
        found = (row for edition in self.editions() for row in words.of_edition(edition, self.reading(edition)))
        return words.is_whole(self.connection, found)

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

    def dates(self, editions: Sequence[int]) -> Iterator[tuple[int, str | None]]:
        """When each of these editions was published, or else captured. No text is passed by for it."""
        marks = ",".join("?" * len(editions))
        ask = f"SELECT id, coalesce(published, captured) FROM editions INDEXED BY editions_dated WHERE id IN ({marks})"
        yield from self.connection.execute(ask, editions)

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

    def knows(self, origin: str, size: int, sha256: str) -> bool:
        """Whether this very file was read to its end before."""
        row = self.connection.execute("SELECT bytes, sha256 FROM sources WHERE origin = ?", (origin,)).fetchone()
        return row is not None and (row["bytes"], row["sha256"]) == (size, sha256)

    def pending(self, most: int) -> list[tuple[int, str]]:
        """Editions that no passage segment holds yet: row and text, about `most` characters of them."""
        found: list[tuple[int, str]] = []
        size = 0
        cursor = self.connection.execute(
            "SELECT id, text FROM editions WHERE id IN (SELECT edition FROM waiting) ORDER BY id"
        )
        for row in cursor:
            found.append((int(row["id"]), row["text"]))
            size += len(row["text"])
            if size > most:
                break
        return found
