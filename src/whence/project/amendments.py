"""The corrections of a library as questions meet them: which editions they are about, and what they make of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from whence.model.correction import Correction, CorrectionKind, Noted, bare
from whence.store.corrections import Sheet, corrections

if TYPE_CHECKING:
    from whence.model.library import Edition
    from whence.model.speech import Reading
    from whence.model.text import Document
    from whence.store.shelf import Shelf

_OF_STATEMENTS = (CorrectionKind.SPEAKER, CorrectionKind.STATUS)
_REJECTIONS = (CorrectionKind.NOT_ORIGINAL, CorrectionKind.NOT_WITNESS)


class Amendments:
    """What a person has put right in a library, looked up once for all questions to one state of it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.sheet: Sheet = corrections(shelf.folder)

    def of(self, document: Document, address: str = "") -> list[Correction]:
        """The corrections of statements in a document, which stands at this address of the library."""
        return self._about(_OF_STATEMENTS, addresses(document, address))

    def rejections(self, document: Document, address: str = "") -> list[Correction]:
        """The matches of a document that were rejected."""
        return self._about(_REJECTIONS, addresses(document, address))

    def _about(self, kinds: Sequence[CorrectionKind], known: Sequence[str]) -> list[Correction]:
        places = dict.fromkeys(bare(each) for each in known)
        return [item for place in places for item in self._by_place.get(place, ()) if item.kind in kinds]

    @cached_property
    def _by_place(self) -> dict[str, list[Correction]]:
        found: dict[str, list[Correction]] = {}
        for item in self.sheet.of(*_OF_STATEMENTS, *_REJECTIONS):
            found.setdefault(bare(item.document), []).append(item)
        return found

    def statements(self, edition: Edition) -> Reading | None:
        """The reading of an edition with its statements put right, names as they were read."""
        reading = self._shelf.reading(edition)
        return None if reading is None else self._laid(reading, edition.address)[0]

    def reading(self, edition: Edition) -> Reading | None:
        """The reading of an edition with all that was put right; None where its voices were not read."""
        reading = self._shelf.reading(edition)
        return None if reading is None else self.amended(reading, edition.address)

    def amended(self, reading: Reading, address: str = "") -> Reading:
        """A reading with all that was put right in the document at its addresses."""
        return self.told(reading, address)[0]

    def told(self, reading: Reading, address: str = "") -> tuple[Reading, list[Noted]]:
        """The same, and what became of each correction of its statements."""
        from whence.project.naming import named  # noqa: PLC0415  (only where there are corrections)

        if not self.sheet.corrections:
            return reading, []
        laid, noted = self._laid(reading, address)
        return named(laid, self.sheet, addresses(reading.document, address)), noted

    def _laid(self, reading: Reading, address: str) -> tuple[Reading, list[Noted]]:
        from whence.project.amending import Amended  # noqa: PLC0415

        found, document = self.of(reading.document, address), reading.document
        if not found:
            return reading, []
        made = Amended(reading, found)
        about = {"title": document.title or document.uri, "key": document.id}
        return made.reading, [
            Noted(correction=item, state=made.states[item.id], statement=made.places.get(item.id, ""), **about)
            for item in found
        ]

    @cached_property
    def rows(self) -> frozenset[int]:
        """The editions of which statements were put right, as far as voices were read in them."""
        found = sorted(self.editions(item.document for item in self.sheet.of(*_OF_STATEMENTS)))
        read: set[int] = set()
        for at in range(0, len(found), 500):
            part = found[at : at + 500]
            query = f"SELECT id FROM editions WHERE id IN ({','.join('?' * len(part))}) AND read_by <> ''"
            read |= {int(row["id"]) for row in self._shelf.connection.execute(query, part)}
        return frozenset(read)

    def editions(self, places: Iterable[str]) -> set[int]:
        """The rows of the editions that stand at these addresses, as their own, or as where they were fetched from."""
        places = set(places)
        wanted = {bare(place) for place in places}
        if not wanted:
            return set()
        ask = self._shelf.connection.execute
        found: set[int] = set()
        known: set[str] = set()
        spelt = sorted({*places, *(each for place in wanted for each in _spellings(place))})
        for at in range(0, len(spelt), 500):
            part = spelt[at : at + 500]
            query = (
                "SELECT e.id, d.address FROM documents d JOIN editions e ON e.document = d.id "
                f"WHERE d.address IN ({','.join('?' * len(part))}) AND NOT e.removed"
            )
            for row in ask(query, part):
                found.add(int(row["id"]))
                known.add(bare(row["address"]))
        return found | self._fetched_from(frozenset(wanted - known))

    def _fetched_from(self, places: frozenset[str]) -> set[int]:
        """Editions by where they were fetched from, which no index holds; looked through once for each state."""
        if not places:
            return set()
        ask = self._shelf.connection.execute
        last = int(ask("SELECT coalesce(max(id), 0) FROM editions").fetchone()[0])
        key = self._shelf.folder, places, last
        if _looked_through.get("key") != key:
            rows = ask("SELECT id, uri FROM editions WHERE NOT removed")
            _looked_through.update(key=key, rows={int(row["id"]) for row in rows if bare(row["uri"]) in places})
        return _looked_through["rows"]


_looked_through: dict[str, Any] = {}


def addresses(document: Document, address: str = "") -> list[str]:
    """Where a document stands: at the address a page calls its own, where it was fetched, in the library."""
    return [each for each in dict.fromkeys((address, document.canonical or "", document.uri)) if each]


def _spellings(place: str) -> list[str]:
    """How an address may be written that is compared without its scheme."""
    if "/" not in place and "." not in place:
        return [place]
    tails = (place, f"{place}/")
    return [
        place,
        *(f"{scheme}{www}{tail}" for scheme in ("https://", "http://") for www in ("", "www.") for tail in tails),
    ]
