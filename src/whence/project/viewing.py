"""What the pages of a reader ask of a library that is held open: what came last, one document, one voice."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from whence.model.reuse import Verdict
from whence.model.viewing import Article, Head, Kept, Revised, Spoken
from whence.project.amending import base
from whence.project.editions import editions, last_row, revisions

if TYPE_CHECKING:
    from whence.model.library import Edition
    from whence.model.speech import Reading
    from whence.project.library import Opened

_LOOKED_AT = 4  # editions that are looked at for each that is wanted: some may have been removed
_UNREAD = "The voices of this document were not read when it was added; here the rules alone have read them."


def limit(library: Opened, seconds: float) -> None:
    """From now on the library's database works for so long on what it is asked, and no longer."""
    ends = time.monotonic() + seconds
    library.shelf.connection.set_progress_handler(lambda: time.monotonic() > ends, 100_000)


def recent(library: Opened, most: int) -> list[Head]:
    """The editions that were added last, the latest first."""
    last = last_row(library.shelf)
    heads = library.shelf.heads(range(last, max(0, last - _LOOKED_AT * most), -1))
    return [_head(heads[row]) for row in sorted(heads, reverse=True)[:most]]


def _head(row: Any) -> Head:
    return Head(
        document=row["key"], uri=row["uri"], title=row["title"], publisher=row["publisher"],
        published=row["published"], captured=row["captured"], added=row["added"], edition=row["number"],
    )  # fmt: skip


def edition(library: Opened, key: str) -> Edition | None:
    """The edition with this document id, unless it was removed."""
    found = library.shelf.by_key(key)
    return found if found is not None and library.shelf.heads([found.row]) else None


def article(library: Opened, key: str) -> Article | None:
    """A document with its voices, its editions and the verdicts kept of its quotations."""
    from whence.project.reading import reader

    found = edition(library, key)
    if found is None:
        return None
    kept = library.shelf.reading(found)
    reading, noted = library.amendments.told(kept or reader("none")(found.document), found.address)
    return Article(
        reading=reading,
        editions=_editions(library, key),
        verdicts=_verdicts(library, found, reading),
        note="" if kept else _UNREAD,
        noted=noted,
    )


def _editions(library: Opened, key: str) -> list[Head]:
    rows = [item.row for item in editions(library.shelf, key)]
    heads = library.shelf.heads(rows)
    return [_head(heads[row]) for row in rows if row in heads]


def _verdicts(library: Opened, found: Edition, reading: Reading) -> list[Kept]:
    """The verdicts kept; where a person has given the words of a statement to somebody, at what was put in."""
    put_in = {base(item.id): item.id for item in reading.statements if base(item.id) != item.id}
    ask = "SELECT number, statement, verdict FROM checks WHERE edition = ? ORDER BY number"
    return [
        Kept(number=row["number"], statement=put_in.get(name, name), verdict=Verdict(row["verdict"]))
        for row in library.shelf.connection.execute(ask, (found.row,))
        for name in (f"s{row['statement']}",)
    ]


def revised(library: Opened, key: str, other: str = "") -> Revised | None:
    """What changed in the document that has an edition with this id, as `Library.changes` tells it."""
    if edition(library, key) is None or (other and edition(library, other) is None):
        return None
    found = _editions(library, key)
    if len(found) == 1 and not other:
        return Revised(document=key, editions=found, revisions=())
    return Revised(document=key, editions=found, revisions=tuple(revisions(library.shelf, key, other)))


def spoken(library: Opened, name: str, first: int, most: int) -> Spoken | None:
    """A voice by its name or another name of it, and what it says. None where nobody is quoted under that name."""
    folded = name.casefold()
    heard = next((item for item in library.voices() if folded in map(str.casefold, (item.name, *item.aliases))), None)
    if heard is None:
        return None
    return Spoken(heard=heard, found=library.search(by(heard.name), first=first, most=most))


def by(name: str) -> str:
    """The query that finds what a voice says."""
    return f'by:"{name.replace(chr(34), " ")}"'


def numbers_of(heads: Sequence[Head]) -> dict[str, int]:
    """The number of each edition by its document id."""
    return {head.document: head.edition for head in heads}


def took_too_long(error: sqlite3.Error) -> bool:
    """Whether this is the error of a question that was stopped by its limit."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT


def state(library: Opened) -> str:
    """What is another one once something was added, removed or put right."""
    return f"{last_row(library.shelf)} {library.count} {hash(library.amendments.sheet.corrections)}"
