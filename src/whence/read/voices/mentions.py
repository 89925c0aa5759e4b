"""What goes into the settling of voices and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.model.speech import Voice
from whence.model.text import Span


class MentionRole(StrEnum):
    """How a source speaks: a speaker, the outlet or writer of an excerpt, a transcript label, the author of a post."""

    SPEAKER = "speaker"
    EXCERPT = "excerpt"
    TURN = "turn"
    EMBED = "embed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name a source, and where they stand.

    `span` is never empty and may carry junk at its edges. `at` is the offset of the cue. `within` is the index (in the
    same list) of the mention inside whose words this one stands; None is the document's own narration.
    """

    span: Span
    at: int
    within: int | None = None
    role: MentionRole = MentionRole.SPEAKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The voices of a document; `voices[0]` is its own. For each mention: its voice, why, and how sure (0 to 1)."""

    voices: tuple[Voice, ...]
    of: tuple[int, ...]
    notes: tuple[str, ...]
    sureness: tuple[float, ...]
