"""Documents and places in them. Offsets are half-open and count code points of `Document.text`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`start <= offset < end`, in code points of a document's text."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """True when `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when both share at least one character."""
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """What a block of an article is for."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    EMBED = "embed"
    PULL_QUOTE = "pull_quote"
    CAPTION = "caption"
    HEADING = "heading"
    CREDIT = "credit"
    CORRECTION = "correction"
    ENTRY = "entry"
    TURN = "turn"


class DocumentStatus(StrEnum):
    """How much of the document was read. Never `complete` with text missing."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-sized piece of the article and its role.

    Blocks stand in reading order, do not overlap, and lie inside the text. `depth` counts the block quotes
    (or indentations) around the block. `group` numbers the block quote, embed, live entry or transcript turn that
    several blocks belong to (None outside one). `cite` is the address or name a block quote or embed gives for its
    source, `speaker` the label of a transcript turn or the author of an embed or live entry, as written, `time` the
    time a live entry or embed shows, as written.
    """

    span: Span
    role: Role
    depth: int = 0
    group: int | None = None
    cite: str | None = None
    speaker: str | None = None
    speaker_span: Span | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRun:
    """A run of text that came from one text node of a page.

    `path` is an XPath to the text node, `start` the offset (code points) of the run's first character in that node's
    own character data, counted before white space was folded. `origin` gives for each character of the span its
    offset in the node when folding moved it (None: consecutive).
    """

    span: Span
    path: str
    start: int
    origin: tuple[int, ...] | None = None


class LocatorKind(StrEnum):
    """What a locator counts in."""

    TIME = "time"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where a stretch of text is in the medium it came from: the time it is spoken (“00:01:02.500”), or the page."""

    span: Span
    kind: LocatorKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Who published a text, who wrote it, and when (ISO 8601, as precise as the evidence)."""

    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a piece of metadata was read: `field` (published, author …), its `value` and the `source` of it."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article: its text, which never changes, and what is known about it.

    `text` is the canonical text (contract.md, "Text and offsets"). `cites` are addresses or titles that the page
    declares it is based on (`isBasedOn`, `citation`). `republished` is what the text itself says it was taken from.
    `locators` say of subtitles and PDF files when or on which page the words stand, in order.
    `sha256` is the digest of the bytes read, `encoding` how they were decoded and why.
    """

    id: str
    uri: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    canonical: str | None = None
    cites: tuple[str, ...] = ()
    republished: Publication | None = None
    status: DocumentStatus = DocumentStatus.COMPLETE
    problems: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    nodes: tuple[NodeRun, ...] = ()
    locators: tuple[Locator, ...] = ()
    encoding: str | None = None
    sha256: str | None = None

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read: which one, and what to do about it. One of these never stops a run."""

    uri: str
    problem: str


def document_id(uri: str, text: str) -> str:
    """A digest of uri and text: the same input has the same id on every machine."""
    digest = hashlib.sha256()
    digest.update(uri.encode("utf-8", "surrogatepass"))
    digest.update(b"\0")
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def joined(spans: Sequence[Span], text: str) -> str:
    """The words of several spans, in order, with a space between pieces."""
    return " ".join(text[span.start : span.end] for span in spans)
