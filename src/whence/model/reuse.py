"""Words that stand in two places: a quotation and its original, and what lies between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.model.correction import Rejected
from whence.model.speech import Reading
from whence.model.text import Document, Failure, Span


class Verdict(StrEnum):
    """What the comparison of a quotation with its original shows. Where several hold, the first in this order."""

    SPLICED = "spliced"
    ALTERED = "altered"
    TRIMMED = "trimmed"
    BRACKETED = "bracketed"
    ELIDED = "elided"
    VERBATIM = "verbatim"
    UNTRACED = "untraced"


class Op(StrEnum):
    """What was done to the original: words added, left out, or put for others."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


class Consequence(StrEnum):
    """What a change does, the gravest first."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    HEDGE = "hedge"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. `quote` lies in the draft, `original` in the source; the side without words is empty, at its place.

    `marked`: an ellipsis, an interruption or square brackets say that something was changed here.
    """

    op: Op
    quote: Span
    original: Span
    marked: bool
    consequence: Consequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation of a document: its words without the marks around them, in as many pieces as it is interrupted.

    `statement` and `voice` are the ids of the statement it belongs to and of who speaks there (None: no words say who).
    `skipped` says why it is nobody's words, and then it is not checked.
    """

    spans: tuple[Span, ...]
    statement: str | None = None
    voice: str | None = None
    skipped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Where a quotation's words stand in a source, with what was changed.

    `spans` are in order of the quotation, one for each place; all lie in one document.
    """

    document: str
    uri: str
    spans: tuple[Span, ...]
    verdict: Verdict
    edits: tuple[Edit, ...]
    published: str | None = None
    speaker: str | None = None
    same_speaker: bool | None = None


class NoteKind(StrEnum):
    """What an editor should look at although no word of the quotation was changed."""

    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark on a check: `words` are those of the source it rests on, at `span` of the original's document."""

    kind: NoteKind
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A quotation and what was found of it. `searched` is the number of documents that were looked through.

    `original` is None exactly when the verdict is `untraced`. `further` are the originals of the parts of a spliced
    quotation that stand in other documents; `alternatives` hold the same words elsewhere, the earliest dated first.
    `permitted`: the house rules that were asked for allow all that was changed. `rejected` are texts that a person has
    said it does not come from.
    """

    quoted: Quoted
    verdict: Verdict
    original: Original | None
    edits: tuple[Edit, ...] = ()
    further: tuple[Original, ...] = ()
    alternatives: tuple[Original, ...] = ()
    notes: tuple[Note, ...] = ()
    searched: int = 0
    permitted: bool = False
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft held against its sources: a check for each of its quotations, in order of the text.

    `skipped` are quotations that are nobody's words, `sources` the documents that were searched, `not_searched` those
    that could not be, each with its reason. `style` names the house rules that were asked for (empty: none),
    `style_about` says what they are.
    """

    reading: Reading
    checks: tuple[Check, ...]
    skipped: tuple[Quoted, ...] = ()
    sources: tuple[Document, ...] = ()
    not_searched: tuple[Failure, ...] = ()
    style: str = ""
    style_about: str = ""
