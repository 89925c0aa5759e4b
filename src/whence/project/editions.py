"""The editions of a document, and what changed from one to the next."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from whence.errors import UsageError
from whence.model.library import Edition
from whence.model.revised import Revision
from whence.model.speech import Reading

if TYPE_CHECKING:
    from whence.store.shelf import Shelf


def editions(shelf: Shelf, name: str) -> list[Edition]:
    """The editions of a document, named by its address or by the id of one of them, in the order they were seen.

    Raises UsageError when the library has no such document.
    """
    one = shelf.by_key(name)
    found = shelf.by_address(one.address if one else name)
    kept = shelf.heads([edition.row for edition in found])
    there = sorted((edition for edition in found if edition.row in kept), key=_seen)
    if not there:
        raise UsageError(f"{name}: no document of this library has this id or address")
    return there


def in_order(shelf: Shelf, rows: Iterable[int]) -> list[Edition]:
    """The editions with these rows that were not removed, in the order they were seen."""
    kept = shelf.heads(sorted(rows))
    return sorted((found for row in kept if (found := shelf.edition(row)) is not None), key=_seen)


def _seen(edition: Edition) -> tuple[str, int]:
    return edition.captured or edition.added, edition.number


def revisions(shelf: Shelf, name: str, other: str = "") -> Iterator[Revision]:
    """What changed: between each edition of an address and the next; in the edition with an id; between two ids.

    Raises UsageError when there is no such document, or nothing to compare it with.
    """
    if other:
        yield revision(shelf, _edition(shelf, name), _edition(shelf, other))
        return
    found = editions(shelf, name)
    if len(found) == 1:
        raise UsageError(f"{name}: the library has one edition of it, and nothing to compare that with")
    pairs = list(pairwise(found))
    named = [pair for pair in pairs if pair[1].id == name] or ([pairs[0]] if found[0].id == name else pairs)
    for earlier, later in named:
        yield revision(shelf, earlier, later)


def _edition(shelf: Shelf, name: str) -> Edition:
    """The edition with this id, or the last one of this address."""
    return shelf.by_key(name) or editions(shelf, name)[-1]


def last_row(shelf: Shelf) -> int:
    """The row of the edition that was added last; 0 where there is none."""
    return int(shelf.connection.execute("SELECT coalesce(max(id), 0) FROM editions").fetchone()[0])


def latest(shelf: Shelf, after: int) -> Iterator[Revision]:
    """What changed in the documents of which editions were added after this row."""
    for edition in shelf.editions(after):
        found = editions(shelf, edition.address)
        at = [item.row for item in found].index(edition.row)
        if at:
            yield revision(shelf, found[at - 1], edition)


def revision(shelf: Shelf, earlier: Edition, later: Edition) -> Revision:
    """What changed between two editions."""
    from whence.read.quoted import quoted
    from whence.trace.revised.changes import changes

    one, other = _readings(shelf, (earlier, later))
    return Revision(earlier=earlier, later=later, changes=changes((one, quoted(one)), (other, quoted(other))))


def _readings(shelf: Shelf, both: Sequence[Edition]) -> list[Reading]:
    """Both as they were read; where that was not by the same reader, both as the rules read them. Put right, both."""
    from whence.project.amendments import Amendments
    from whence.project.reading import reader

    amendments = Amendments(shelf)
    known = [reading for edition in both if (reading := amendments.reading(edition)) is not None]
    if len(known) == len(both) and both[0].read_by == both[1].read_by:
        return known
    read = reader("none")
    return [amendments.amended(read(edition.document), edition.address) for edition in both]
