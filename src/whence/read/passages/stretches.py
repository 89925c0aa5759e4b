"""Stretches: content that somebody other than the text around it speaks, before anyone knows who that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from whence.language.tokens import Line
from whence.model.speech import Quotation, Status
from whence.model.text import Span
from whence.read.voices.mentions import MentionRole


@dataclass(slots=True, kw_only=True, eq=False)
class Unit:
    """A sentence (or the part of one inside a content) with the tokens that decide its status."""

    span: Span
    line: Line
    taken: list[tuple[Stretch, int, int]] = field(
        default_factory=list["tuple[Stretch, int, int]"]
    )  # tokens of other voices

    def taken_by_others(self, kept: Callable[[Stretch], bool]) -> list[tuple[int, int]]:
        """The token ranges of the stretches for which `kept` is true."""
        return [(first, last) for stretch, first, last in self.taken if kept(stretch)]


@dataclass(slots=True, kw_only=True, eq=False)
class Stretch:
    """Content with the words that name its source and the words that report it. `parent` is the stretch it stands in.

    `same_as` points to the stretch whose voice goes on here (a quotation that floats after its speaker was named).
    """

    parent: Stretch | None
    quotation: Quotation
    rule: str
    confidence: float
    content: list[Span] = field(default_factory=list[Span])
    source: list[Span] = field(default_factory=list[Span])
    cue: list[Span] = field(default_factory=list[Span])
    stance: Status | None = None
    role: MentionRole = MentionRole.SPEAKER
    same_as: Stretch | None = None
    breaks: bool = False  # one clause, broken off by its cue: "The plan, she said, would fail"
    same_relay: bool = False  # "in the same broadcast": relayed by the outlet before it
    block: int = 0
    units: list[Unit] = field(default_factory=list[Unit])
    children: list[Stretch] = field(default_factory=list["Stretch"])

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0].start if self.content else 0

    def origin(self) -> Stretch:
        """The stretch that names the voice heard here."""
        stretch = self
        while stretch.same_as is not None:
            stretch = stretch.same_as
        return stretch
