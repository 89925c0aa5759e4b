"""What the reader stands on while it runs: a library that is opened to read, and a desk."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from whence.model.library import Found
from whence.model.viewing import (
    Article,
    Asked,
    Head,
    Hops,
    Incidents,
    Judged,
    Machinery,
    Others,
    Overview,
    PutRight,
    Revised,
    Spoken,
    TellsOf,
)
from whence.project import comparing, hopping, rereading, viewing
from whence.project.became import noted
from whence.project.desk import Desk, Recent
from whence.project.judging import check_edition
from whence.project.library import Library
from whence.project.quality import machinery

if TYPE_CHECKING:
    from whence.model.anchor import Anchor
    from whence.model.citing import Cited
    from whence.model.library import Heard, Info, Traced
    from whence.model.speech import Reading
    from whence.project.checking import Checks
    from whence.project.comparing import Comparison
    from whence.project.library import Opened

_RECENT = 20
_COMPARED = 60  # documents that a page compares
_SECONDS = 30.0  # that the database may work for one page
_NOTHING = Found(query="", count=0, complete=True, hits=(), facets={})


class NotThereError(Exception):
    """There is nothing under that address."""


class NoLibraryError(Exception):
    """The question needs a library, and there is none in the folder."""


class Site:
    """A library that pages only read, and the desk beside it."""

    def __init__(self, folder: Path, model: str, *, fetches: bool) -> None:
        """`fetches`: a person may have an address of the web read."""
        self.library, self.desk, self.fetches, self.seconds = Library(folder), Desk(model), fetches, _SECONDS
        self.look = ""  # light, dark, or as the system has it
        self._judged: Recent[Checks] = Recent(20)
        self._comparisons: Recent[Comparison] = Recent(10)

    @property
    def has_library(self) -> bool:
        """Whether there is one to open."""
        return (self.library.folder / "library.db").is_file()

    @contextmanager
    def open(self) -> Generator[Opened]:
        """The library as it is now. Raises NoLibraryError where there is none."""
        if not self.has_library:
            raise NoLibraryError
        with self.library.open() as opened:
            viewing.limit(opened, self.seconds)
            yield opened

    def overview(self) -> Overview:
        """What home shows."""
        numbers, recent = self._state()
        desk = [_head(reading) for reading in self.desk.readings.all()]
        folder = self.library.folder.name
        return Overview(folder=folder, numbers=numbers, recent=recent, desk=desk, fetches=self.fetches)

    def _state(self) -> tuple[Info | None, list[Head]]:
        if not self.has_library:
            return None, []
        with self.open() as library:
            return library.info(), viewing.recent(library, _RECENT)

    def article(self, key: str) -> Article:
        """A document of the desk or the library. Raises NotThereError."""
        reading = self.desk.readings.get(key)
        if reading is not None:
            return Article(reading=reading, in_library=False)
        if not self.has_library:
            raise NotThereError
        with self.open() as library:
            found = viewing.article(library, key)
        if found is None:
            raise NotThereError
        return found

    def same_words(self, wanted: Anchor, begins: str) -> tuple[str, Anchor] | None:
        """Another text of the library with the words of an anchor, and the anchor there."""
        if not self.has_library:
            return None
        with self.open() as library:
            return hopping.same_words(library, wanted, begins)

    def hops(self, cited: Cited) -> Hops:
        """Where words stood before, and where they stand after."""
        if not self.has_library:
            return Hops(cited=cited, back=(), on=(), undated=(), searched=0)
        with self.open() as library:
            return hopping.hops(library, cited)

    def others(self, cited: Cited) -> Others:
        """How else words can be read."""
        return rereading.others(cited, self.desk.model)

    def searched(self, query: str, first: int, most: int) -> Asked:
        """The sentences that a query finds."""
        if not query.strip() and not self.has_library:
            return Asked(found=_NOTHING, first=0, most=most)
        with self.open() as library:
            return Asked(found=library.search(query, first=first, most=most), first=first, most=most)

    def voices(self, most: int) -> list[Heard]:
        """Who is quoted, the most quoted first."""
        with self.open() as library:
            return library.voices()[:most]

    def voice(self, name: str, first: int, most: int) -> Spoken:
        """One voice, and what it says. Raises NotThereError."""
        with self.open() as library:
            found = viewing.spoken(library, name, first, most)
        if found is None:
            raise NotThereError
        return found

    def traced(self, key: str) -> Traced:
        """Where the passages of a document of the desk or the library stand. Raises NotThereError."""
        document = self.article(key).reading.document
        with self.open() as library:
            return library.trace(document)

    def incidents(self, query: str, since: str) -> Incidents:
        """Incidents in the documents that a query finds, or in all where these are few."""
        asked = Incidents(query=query, since=since, document="", compared=None)
        with self.open() as library:
            if not (query.strip() or since.strip()) and library.count > _COMPARED:
                return replace(asked, meant=library.count)
            rows = comparing.meant(library, query, since)
            return self._compared(library, asked, rows, [])

    def near(self, key: str) -> Incidents:
        """Incidents of a document, of desk or library, and of the documents nearest to it. Raises NotThereError."""
        article = self.article(key)
        reading, unkept = article.reading, frozenset[str]() if article.in_library else frozenset((key,))
        with self.open() as library:
            rows = comparing.near(library, reading, _COMPARED - 1)
            asked = Incidents(query="", since="", document=key, compared=None, unkept=unkept)
            return self._compared(library, asked, rows, [reading])

    def _compared(self, library: Opened, asked: Incidents, rows: list[int], first: list[Reading]) -> Incidents:
        """The comparison, kept until something is added: the reader leads back to it from every sentence."""
        meant = len(rows) + len(first)
        rows = rows[:_COMPARED]
        name = " ".join([viewing.state(library), asked.document, *map(str, rows)])
        made = self._comparisons.get(name)
        if made is None:
            readings = [*first, *comparing.readings_of(library, rows, "none")]
            made = comparing.compare_readings(readings, sheet=library.amendments.sheet)
            self._comparisons.put(name, made)
        return replace(asked, compared=made.compared, readings=made.readings, looked_at=len(made.readings), meant=meant)

    def tells(self, key: str) -> list[TellsOf]:
        """The statements of a document that tell of incidents. Raises NotThereError."""
        found = self.near(key) if self.has_library else None
        return comparing.tells(key, found.compared) if found and found.compared else []

    def revised(self, key: str, other: str) -> Revised:
        """What changed between the editions of a document. Raises NotThereError."""
        with self.open() as library:
            found = viewing.revised(library, key, other)
        if found is None:
            raise NotThereError
        return found

    def machinery(self) -> Machinery:
        """What reads here, and what could not be read."""
        if not self.has_library:
            return machinery(None)
        with self.open() as library:
            return machinery(library)

    def checks(self, key: str) -> Checks:
        """A draft that was checked. Raises NotThereError."""
        found = self.desk.checks.get(key)
        if found is None:
            raise NotThereError
        return found

    def judged(self, key: str, only: int = 0) -> Judged:
        """The quotations of a document against the library. Raises NotThereError."""
        reading = self.desk.readings.get(key)
        with self.open() as library:
            made = self._checks(library, key, reading)
        if only > len(made.checks):
            raise NotThereError
        return Judged(key=key, checked=made.checked, only=only, in_library=reading is None)

    def put_right(self) -> PutRight:
        """What a person has put right, and what became of it; nothing where there is no library."""
        if not self.has_library:
            return PutRight(found=())
        with self.open() as library:
            return PutRight(found=list(noted(library)), damaged=library.amendments.sheet.damaged)

    def _checks(self, library: Opened, key: str, reading: Reading | None) -> Checks:
        name = f"{key} {viewing.state(library)}"
        made = self._judged.get(name)
        if made is not None:
            return made
        if reading is not None:
            made = library.check(reading.document)
        else:
            edition = viewing.edition(library, key)
            if edition is None:
                raise NotThereError
            made = check_edition(library, edition) or library.check(edition.document)
        self._judged.put(name, made)
        return made


def _head(reading: Reading) -> Head:
    document = reading.document
    return Head(
        document=document.id, uri=document.uri, title=document.title, publisher=document.publisher,
        published=document.published,
    )  # fmt: skip
