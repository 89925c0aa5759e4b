"""What the pages of a reader are about: a library at a glance, a document, a voice, what was put on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.model.citing import Cited
from whence.model.correction import DamagedEntry, Noted
from whence.model.incident import Compared
from whence.model.library import DateGrade, Found, Heard, Info, Tie
from whence.model.reuse import Checked, Verdict
from whence.model.revised import Revision
from whence.model.speech import Reading, Statement
from whence.model.text import Failure, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What names and dates an edition. `edition` counts the texts of its document; 0 where it is in no library."""

    document: str
    uri: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    captured: str | None = None
    added: str | None = None
    edition: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A library at a glance: its numbers (None: there is no library), what came last, what lies on the desk."""

    folder: str
    numbers: Info | None
    recent: Sequence[Head]
    desk: Sequence[Head]
    fetches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A verdict that the library keeps: the document's quotation with this number, in this statement."""

    number: int
    statement: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TellsOf:
    """A statement that tells of an incident: of which, by how many reports, and whether others tell it differently."""

    statement: str
    incident: str
    label: str
    reports: int
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document read, its editions in the order they were seen, and the verdicts kept of its quotations.

    `in_library` is False for what lies on the desk. `note` says how it was read where that matters. `noted` are the
    corrections of its statements, and what became of them in this edition.
    """

    reading: Reading
    editions: Sequence[Head] = ()
    verdicts: Sequence[Kept] = ()
    in_library: bool = True
    note: str = ""
    noted: Sequence[Noted] = ()
    tells: Sequence[TellsOf] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """Incidents with the accounts of them: of the documents that a query finds, or of those near one document.

    `compared` is None where nothing was asked for and there are too many documents to compare them all. `looked_at` of
    `meant` documents were compared. `unkept` are those (ids) that the library does not hold: they lie on the desk.
    """

    query: str
    since: str
    document: str
    compared: Compared | None
    readings: Sequence[Reading] = ()
    looked_at: int = 0
    meant: int = 0
    unkept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search and its answer, with which of the sentences found are shown."""

    found: Found
    first: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A voice through the library, and the sentences it speaks in."""

    heard: Heard
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The quotations of a document against their originals, or the one with the number `only`. `key` names its page.

    `in_library` is False for drafts and for what lies on the desk.
    """

    key: str
    checked: Checked
    only: int = 0
    in_library: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What changed between the editions of a document: all of them in order, and the revisions asked for."""

    document: str
    editions: Sequence[Head]
    revisions: Sequence[Revision]


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """What a person has put right in a library, what became of each, and what of the file could not be understood."""

    found: Sequence[Noted]
    damaged: Sequence[DamagedEntry] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machinery:
    """What reads, what could not be read and why, and how well the reader was measured to do."""

    versions: Sequence[tuple[str, str]]
    numbers: Info | None
    quarantined: Sequence[Failure]
    measured: Sequence[tuple[str, float]]  # what was right, in per cent of `passages`
    articles: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """What is cited, and where it stands: its sentence (counted from 1; 0 for the whole document) of so many."""

    cited: Cited
    sentence: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Another text of the library with the same words, and where they stand in it.

    `anchor` leads there. `tie` is how the two texts are known to hang together, None where only the words do; `voice`
    is the voice of the chain that this text's outlet is, as far as the names say.
    """

    head: Head
    date: str | None
    grade: DateGrade
    span: Span
    anchor: str
    exact: str
    tie: Tie | None
    voice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hops:
    """The way of some words: the texts that had them before (the next hop back first), and those that had them after.

    `undated`: texts with the words of which nobody can say whether they are earlier. `searched`: editions.
    """

    cited: Cited
    back: Sequence[Hop]
    on: Sequence[Hop]
    undated: Sequence[Hop]
    searched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What one reader finds in some words: `read_by` is `none` (the rules alone) or the name of a tagger."""

    read_by: str
    reading: Reading
    statements: Sequence[Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Words read anew by each reader. `note`: why one of them, or all, did not read."""

    cited: Cited
    readings: Sequence[Other]
    note: str
