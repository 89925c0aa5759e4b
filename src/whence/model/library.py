"""What a library holds and tells: editions of documents, passages with their witnesses, how texts came from texts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.model.correction import Corrected, Rejected
from whence.model.reuse import Edit, Verdict
from whence.model.text import Document, Span


class DateGrade(StrEnum):
    """How well a date is known.

    `observed`: somebody captured the text then, or on the day it claims. `claimed`: the text or page says so and
    nothing speaks against it. `conflict`: it claims to be older than its first capture. `unknown`: no date at all.
    """

    OBSERVED = "observed"
    CLAIMED = "claimed"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One text of a document, as the library keeps it: `row` is its number there, `number` counts the document's texts.

    `captured` is when it was seen at its address, `added` when it was added, both ISO 8601.
    """

    row: int
    number: int
    address: str
    document: Document
    captured: str | None
    added: str
    read_by: str
    origin: str = ""

    @property
    def id(self) -> str:
        """The document id of the contract."""
        return self.document.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An edition in which a passage stands, with what is different there.

    `score` is the share of the words that are the same. `date` is the earliest day it can be shown or claimed to have
    stood there, as precise as it is known.
    """

    edition: int
    document: str
    uri: str
    title: str | None
    publisher: str | None
    date: str | None
    grade: DateGrade
    spans: tuple[Span, ...]
    score: float
    verdict: Verdict
    edits: tuple[Edit, ...] = ()
    stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document that stand in others: `spans` of it, and the witnesses in order of date.

    `earliest` is the witness that stands first *in this library* (its document id), the document itself where it is the
    first, None where no date is known; `ties` are others of the same date. `stated` is the document that the text
    itself names as its source.
    """

    spans: tuple[Span, ...]
    verdict: Verdict
    statement: str | None
    witnesses: tuple[Witness, ...]
    earliest: str | None
    ties: tuple[str, ...] = ()
    stated: str | None = None


class Tie(StrEnum):
    """How one text is known to come from another: it says so, its words show it, or both."""

    STATED = "stated"
    MATCHED = "matched"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`later` took words from `earlier` (document ids). `lost`: what went on this way that was a caveat, in words.

    `loop`: following the edges leads back here.
    """

    later: str
    earlier: str
    tie: Tie
    words: int
    lost: str = ""
    loop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A document of a lineage."""

    document: str
    uri: str
    title: str | None
    publisher: str | None
    date: str | None
    grade: DateGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Which text took words from which, as a graph: several parents are possible."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A document traced through a library: its passages, the boilerplate that was passed over, and the lineage.

    `rejected` are texts that have passages of it and that a person has said are no witnesses of them. `in_library`: the
    document is one of the library's own.
    """

    document: Document
    passages: tuple[Passage, ...]
    boilerplate: tuple[Span, ...]
    lineage: Lineage
    searched: int
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    in_library: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A passage that two editions share: `a` the earlier by date; `passage` numbers what belongs together."""

    document_a: str
    uri_a: str
    a: Span
    document_b: str
    uri_b: str
    b: Span
    score: float
    passage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement (or, of an edition whose voices were not read, a paragraph) that a search found."""

    edition: int
    document: str
    uri: str
    title: str | None
    publisher: str | None
    published: str | None
    statement: str | None
    span: Span
    words: str
    before: str
    after: str
    voice: str | None
    kind: str | None
    via: tuple[str, ...]
    status: str | None
    quotation: str | None
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a search: how many there are in all, those of this page, and what they have in common.

    `complete` is False where there are more than were counted.
    """

    query: str
    count: int
    complete: bool
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A voice through a library: how often it is quoted, in how many documents, by whom, via whom, and how."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    quotations: int
    documents: int
    outlets: tuple[tuple[str, int], ...]
    via: tuple[tuple[str, int], ...]
    always_via: str | None
    statuses: tuple[tuple[str, int], ...]
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something in a library that is not as it was written, and what to do about it."""

    where: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What a library holds, in numbers."""

    folder: str
    documents: int
    editions: int
    removed: int
    voices: int
    statements: int
    unread: int
    pending: int
    segments: int
    index_bytes: int
    text_bytes: int
    quarantined: int
    first: str | None
    last: str | None
