"""What an attribution is while a sentence is being read: tokens, not yet characters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whence.language.lexicon import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attribution in a line, in token indices (half-open): source (None: not named here), cue and content pieces."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    verb: Cue | None
    frame: str
    rule: str
    trailing: bool  # the content stands before the cue
    shares_subject: bool = False  # the source is that of the attribution before it
    through: tuple[int, int] | None = None  # who relays the source ("told Radio Quayside", "the wire quotes her")
    opens: int | None = None  # the first token of the reporting words, where it is not that of source or cue
    confidence: float | None = None  # that of the trained tagger, where it found the same
    weight: float = 1.0  # of the rule's own confidence: less where the tagger found nothing, 0 where no rule did

    @property
    def begin(self) -> int:
        """The first token of the reporting words."""
        if self.opens is not None:
            return self.opens
        return min(self.cue[0], self.source[0]) if self.source else self.cue[0]


@dataclass(frozen=True, slots=True)
class Side:
    """Content after a cue: its first token, the token after its last, and the frame it stands in."""

    first: int
    last: int
    frame: str


def shifted(found: Found, by: int) -> Found:
    """The same attribution in a longer line, `by` tokens further on."""

    def move(pair: tuple[int, int]) -> tuple[int, int]:
        return (pair[0] + by, pair[1] + by)

    return replace(
        found,
        source=move(found.source) if found.source else None,
        cue=move(found.cue),
        content=tuple(move(piece) for piece in found.content),
        through=move(found.through) if found.through else None,
        opens=None if found.opens is None else found.opens + by,
    )


def with_content(found: Found, content: tuple[tuple[int, int], ...]) -> Found:
    """The same attribution with other content pieces."""
    return replace(found, content=content)
