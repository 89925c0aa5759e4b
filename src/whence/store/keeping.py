"""Documents kept: as new editions where their text is new at its address, with all that was read in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from whence.store import rows, words
from whence.store.contents import EDITION, READ, Contents
from whence.store.rows import Prepared


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


def keep(contents: Contents, found: Sequence[Prepared], moment: str) -> Kept:
    """Keep these documents, added at this moment (UTC). Within a transaction."""
    connection = contents.connection
    homes, known = _homes(connection, found), _known(connection, found)
    rows_of: list[int | None] = []
    columns: list[dict[str, Any]] = []
    seen: list[tuple[int, str]] = []
    made = 1 + int(connection.execute("SELECT coalesce(max(id), 0) FROM editions").fetchone()[0])
    editions = 0
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
        connection.executemany(insert, [list(item.values()) for item in columns])
        connection.executemany("INSERT INTO waiting VALUES (?)", ((item["id"],) for item in columns))
        _index(connection, new)
        _release(connection, columns)
    _note_seen(contents, seen)
    return Kept(rows_of, editions)


def _release(connection: sqlite3.Connection, columns: Sequence[dict[str, Any]]) -> None:
    """What was set aside and is kept now leaves the quarantine."""
    if connection.execute("SELECT 1 FROM quarantine").fetchone():
        connection.executemany("DELETE FROM quarantine WHERE origin = ?", ((item["uri"],) for item in columns))


def _homes(connection: sqlite3.Connection, found: Sequence[Prepared]) -> dict[str, _Home]:
    """For each address its document, made where there is none, with the texts that are known of it."""
    addresses = list(dict.fromkeys(item.columns["address"] for item in found))
    connection.executemany(
        "INSERT OR IGNORE INTO documents (address) VALUES (?)", ((address,) for address in addresses)
    )
    homes: dict[str, _Home] = {}
    ask = (
        "SELECT d.id, d.address, e.id AS edition, e.number, e.sha256, e.removed FROM documents d "
        "LEFT JOIN editions e ON e.document = d.id WHERE d.address IN ({})"
    )
    for row in _in_parts(connection, ask, addresses):
        home = homes.setdefault(row["address"], _Home(int(row["id"])))
        if row["edition"] is not None:
            home.number = max(home.number, int(row["number"]))
            if not row["removed"]:
                home.texts[row["sha256"]] = int(row["edition"])
    return homes


def _known(connection: sqlite3.Connection, found: Sequence[Prepared]) -> set[str]:
    """Keys that are there already: the same uri and text, under whatever address."""
    keys = [item.columns["key"] for item in found]
    return {row["key"] for row in _in_parts(connection, "SELECT key FROM editions WHERE key IN ({})", keys)}


def _in_parts(connection: sqlite3.Connection, query: str, values: Sequence[str]) -> Iterator[sqlite3.Row]:
    for at in range(0, len(values), 500):
        part = values[at : at + 500]
        yield from connection.execute(query.format(",".join("?" * len(part))), list(part))


def _note_seen(contents: Contents, seen: Sequence[tuple[int, str]]) -> None:
    """Texts that are known were captured, perhaps earlier than was known."""
    for edition, captured in seen:
        changed = contents.connection.execute(
            "UPDATE editions SET captured = ? WHERE id = ? AND (captured IS NULL OR captured > ?)",
            (captured, edition, captured),
        )
        if changed.rowcount:
            reseal(contents, edition)


def reseal(contents: Contents, edition: int) -> None:
    """Seal an edition as it is now. Within a transaction."""
    row = contents.connection.execute(f"{EDITION} WHERE e.id = ?", (edition,)).fetchone()
    contents.connection.execute("UPDATE editions SET seal = ? WHERE id = ?", (contents.seal(row), edition))


def _index(connection: sqlite3.Connection, new: Sequence[tuple[int, Prepared]]) -> None:
    many = connection.executemany
    for table, width in READ:
        found = ([edition, *row] for edition, item in new for row in getattr(item, table))
        many(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", found)
    words.insert(connection, (row for edition, item in new for row in words.of_kept(edition, item)))
