"""A library of articles: add, trace, check, search, reuse, voices. Reading never waits for writing."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from whence.errors import SourceError, UsageError
from whence.model.library import Damage, Edition, Found, Heard, Hit, Info, Pair, Traced
from whence.model.text import Document, Failure
from whence.project.held import Held
from whence.project.reading import SMALL, Source

if TYPE_CHECKING:
    from whence.model.reuse import Verdict
    from whence.model.revised import Revision
    from whence.project.adding import Tally
    from whence.project.checking import Checks
    from whence.project.comparing import Comparison
    from whence.project.correcting import Corrections
    from whence.project.watching import Watch
    from whence.store.shelf import Shelf


class Library:
    """A folder of documents, their editions, voices and passages.

    >>> import tempfile
    >>> library = Library(tempfile.mkdtemp() + "/news.whence")
    >>> library.add_text("The pier opened on Monday, the mayor said.", uri="pier.txt", model="none")
    >>> [hit.words for hit in library.search("pier").hits]
    ['The pier opened on Monday, the mayor said.']
    """

    def __init__(self, folder: Source) -> None:
        """Name the folder; it is made when something is added."""
        self.folder = Path(os.fspath(folder))

    def __repr__(self) -> str:
        return f"<Library {str(self.folder)!r}>"

    # writing

    def add(
        self,
        *inputs: Source,
        model: str = SMALL,
        jobs: int | None = None,
        allow_private: bool = False,
        told: Callable[[Tally], None] = lambda _tally: None,
    ) -> Tally:
        """Add files, folders, archives, feeds and web addresses. The same again changes nothing.

        `model` reads the voices (`small`, `none` for the rules alone, `unread` for no voices), in `jobs` processes.
        Raises UsageError when somebody else writes to this library, or there is no such model.
        """
        from whence.project.adding import UNREAD, add
        from whence.project.reading import check_model
        from whence.store.shelf import writing

        if model != UNREAD:
            check_model(model)
        with writing(self.folder) as shelf:
            return add(
                shelf, [os.fspath(item) for item in inputs], model=model, processes=jobs, told=told,
                allow_private=allow_private,
            )  # fmt: skip

    def watch(
        self,
        *sources: Source,
        every: float = 900.0,
        pause: float = 2.0,
        seconds: float = 20.0,
        model: str = SMALL,
        jobs: int | None = None,
        allow_private: bool = False,
        told: Callable[[str], None] = lambda _problem: None,
    ) -> Watch:
        """Watch feeds and folders, and add what is new; iterating yields what changed between editions, as it happens.

        Seconds: `every` between two looks at a source, `pause` between two requests to a host, `seconds` for one
        request. `told` is told what could not be read. Raises UsageError for a source that cannot be watched.
        """
        from whence.project.watching import Manner, Watch

        manner = Manner(
            every=every, pause=pause, seconds=seconds, model=model, jobs=jobs, allow_private=allow_private
        )  # fmt: skip
        return Watch(self.folder, [os.fspath(source) for source in sources], manner, told)

    def add_text(self, text: str, *, uri: str, model: str = SMALL) -> None:
        """Add a text. Raises SourceError when there is nothing to read in it."""
        from whence.ingest.plain import read_plain

        self.add_document(read_plain(text, uri=uri), model=model)

    def add_document(self, document: Document, *, model: str = SMALL, captured: str | None = None) -> None:
        """Add a document that was read elsewhere."""
        from whence.project.adding import UNREAD, index
        from whence.project.reading import reader
        from whence.store.rows import prepared
        from whence.store.shelf import writing

        reading = None if model == UNREAD else reader(model)(document)
        with writing(self.folder) as shelf:
            shelf.keep([prepared(document, reading, captured=captured, origin=document.uri)])
            index(shelf)

    def remove(self, *names: str) -> int:
        """Remove the editions with these ids, or of these addresses; how many there were."""
        from whence.store.shelf import changing

        with changing(self.folder) as shelf:
            found = [item for name in names for item in _named(shelf, name)]
            for edition in found:
                shelf.remove(edition)
        return len(found)

    def rebuild(self, *, model: str | None = None, told: Callable[[float], None] = lambda _share: None) -> None:
        """Make every index anew from the texts; with a model, read every text's voices anew as well."""
        from whence.project.upkeep import rebuild
        from whence.store.shelf import changing

        with changing(self.folder) as shelf:
            rebuild(shelf, model, told)

    @property
    def corrections(self) -> Corrections:
        """What a person has put right, and the way to put right more."""
        from whence.project.correcting import Corrections

        return Corrections(self)

    # reading

    @contextmanager
    def open(self) -> Generator[Opened]:
        """The library as it is now, held open for several questions."""
        from whence.store.shelf import opened

        with opened(self.folder) as shelf:
            yield Opened(shelf)

    def info(self) -> Info:
        """What there is, in numbers."""
        with self.open() as library:
            return library.info()

    def verify(self, told: Callable[[float], None] = lambda _share: None) -> list[Damage]:
        """Everything that is not as it was written; empty when all is well."""
        from whence.project.upkeep import verify

        with self.open() as library:
            return list(verify(library.shelf, told))

    def editions(self, name: str = "") -> Iterator[Edition]:
        """Every edition, in the order they were added; with an address or id, those of that document as they were seen.

        Raises UsageError when the library has no such document.
        """
        from whence.project.editions import editions

        with self.open() as library:
            yield from editions(library.shelf, name) if name else library.shelf.editions()

    def changes(self, name: str, other: str = "") -> Iterator[Revision]:
        """What changed in a document: from each edition of an address to the next, in the edition with an id, or
        between two editions. Raises UsageError when there is no such document, or but one edition of it.
        """
        from whence.project.editions import revisions

        with self.open() as library:
            yield from revisions(library.shelf, name, other)

    def trace(self, source: Source | Document, *, model: str = "none") -> Traced:
        """Where the passages of a document, a file, an address or of some words stand in the library."""
        with self.open() as library:
            return library.trace(_document(source), model=model)

    def search(self, text: str, *, first: int = 0, most: int = 20) -> Found:
        """The sentences that a query finds, in the order of the library, from the `first` on."""
        with self.open() as library:
            return library.search(text, first=first, most=most)

    def cite(self, *hits: Hit, form: str = "plain") -> str:
        """Sentences that a search found as citations, with the voices they came through.

        `form`: plain, markdown, wikipedia, bibtex, ris or csl. Raises UsageError for another.
        """
        from whence.project.citing import citations

        with self.open() as library:
            return citations(library, hits, form)

    def reuse(self, told: Callable[[float], None] = lambda _share: None) -> Iterator[Pair]:
        """Every passage that two documents of the library share, pair by pair."""
        with self.open() as library:
            yield from library.reuse(told)

    def voices(self, *, most: int | None = None) -> list[Heard]:
        """Who is quoted, how often, by whom and through whom; the most quoted first."""
        with self.open() as library:
            return library.voices()[:most]

    def check(self, draft: Source | Document, *, style: str = "", model: str = "none") -> Checks:
        """Hold the quotations of a draft against the whole library."""
        with self.open() as library:
            return library.check(_document(draft), style=style, model=model)

    def compare(self, *, query: str = "", since: str = "", model: str = "none") -> Comparison:
        """Lay side by side what its documents tell of the same incidents.

        They are those in which `query` finds a sentence, or all; `since` is a date (2024-03-01). `model` reads
        documents whose voices were not read when they were added.
        Raises UsageError where no document is meant.
        """
        with self.open() as library:
            return library.compare(query=query, since=since, model=model)

    def check_all(
        self,
        drafts: Iterable[Source],
        *,
        style: str = "",
        stdin: IO[bytes] | None = None,
        allow_private: bool = False,
        note: Callable[[str], None] | None = None,
        model: str = "none",
    ) -> Iterator[Checks | Failure]:
        """Hold the quotations of many drafts against the whole library. A draft that cannot be read is a Failure.

        Raises UsageError for an unknown style or model.
        """
        from whence.ingest.inputs import documents
        from whence.project.judging import check_each

        names = [os.fspath(draft) for draft in drafts]
        found = documents(names, stdin=stdin, allow_private=allow_private, note=note)
        with self.open() as library:
            yield from check_each(library, found, style, model)

    def judge(self, told: Callable[[float], None] = lambda _share: None) -> Counter[Verdict]:
        """Hold every quotation of the library against its other documents; how many there are of each verdict.

        What was found is kept, and a search for `verdict:altered` finds the sentences.
        """
        from whence.project.judging import judge
        from whence.store.shelf import changing

        with changing(self.folder) as shelf:
            return judge(Opened(shelf), told)

    def quarantine(self) -> list[Failure]:
        """What could not be added, with the reasons."""
        with self.open() as library:
            return library.shelf.quarantined()


class Opened(Held):
    """A library held open, with every question that can be put to it."""

    def info(self) -> Info:
        """What there is, in numbers."""
        from whence.project.upkeep import info

        return Info(folder=str(self.shelf.folder), **info(self.shelf))

    def trace(self, document: Document, *, model: str = "none") -> Traced:
        """See `Library.trace`."""
        from whence.project.tracing import trace

        return trace(self, document, model)

    def search(self, text: str, *, first: int = 0, most: int = 20) -> Found:
        """See `Library.search`."""
        from whence.project.searching import search

        return search(self, text, first, most)

    def reuse(self, told: Callable[[float], None] = lambda _share: None) -> Iterator[Pair]:
        """See `Library.reuse`."""
        from whence.project.tracing import reuse

        return reuse(self, told)

    def voices(self) -> list[Heard]:
        """See `Library.voices`."""
        from whence.project.hearing import voices

        return voices(self)

    def check(self, draft: Document, *, style: str = "", model: str = "none") -> Checks:
        """See `Library.check`."""
        from whence.project.judging import check

        return check(self, draft, style, model)

    def compare(self, *, query: str = "", since: str = "", model: str = "none") -> Comparison:
        """See `Library.compare`."""
        from whence.project.comparing import compare_in

        return compare_in(self, query, since, model)


def _named(shelf: Shelf, name: str) -> list[Edition]:
    """The editions that a name means. Raises UsageError when it means none."""
    by_key = shelf.by_key(name)
    found = [by_key] if by_key else shelf.by_address(name)
    if not found:
        raise UsageError(f"{name}: no document of this library has this id or address")
    return found


def _document(source: Source | Document) -> Document:
    """A document, a file or address read as one, or words that are neither, as a text."""
    from whence.ingest.inputs import documents
    from whence.ingest.plain import read_plain

    if isinstance(source, Document):
        return source
    name = os.fspath(source)
    if name != "-" and not os.path.lexists(name) and not name.lower().startswith(("http://", "https://")):
        if "/" in name.split(" ", maxsplit=1)[0] and " " not in name.strip():
            raise SourceError(name, "no such file or folder")
        return read_plain(name, uri="words")
    for document in documents([name]):
        if isinstance(document, Failure):
            raise SourceError(document.uri, document.problem)
        return document
    raise SourceError(name, "nothing to read in it")
