"""What changed between two editions of one document: each change with its place in both, the words and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.model.library import Edition
from whence.model.reuse import Edit
from whence.model.text import Span


class Subject(StrEnum):
    """What was changed. `voice`: whose words they are said to be. `statement`: any sentence of the text."""

    HEADLINE = "headline"
    CORRECTION = "correction"
    DENIAL = "denial"
    QUOTATION = "quotation"
    VOICE = "voice"
    NUMBER = "number"
    STATEMENT = "statement"


class How(StrEnum):
    """What was done to it."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One side of a change: the words as they stand in that edition, and who speaks there.

    `spans` are empty for a headline that stands beside the text. `statement` is the id of the innermost statement of
    that edition with these words, `voice` the name of who makes it (None: the document's own words).
    """

    words: str
    spans: tuple[Span, ...] = ()
    statement: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `edits` name its words: `original` lies in the earlier edition, `quote` in the later one.

    `earlier` is None where nothing of it stood before, `later` where nothing of it stands now. What was added or
    removed may have both: words that lost their quotation marks, a sentence that became a denial.
    """

    subject: Subject
    how: How
    earlier: Place | None
    later: Place | None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Two editions of one document, one after the other, and what changed between them, in the order of the text."""

    earlier: Edition
    later: Edition
    changes: tuple[Change, ...]
