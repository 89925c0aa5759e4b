"""Matches of a document with others, as passages: what overlaps is one passage, all who have it are its witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from whence.model.text import Span

_SAME = 0.5  # of what two matches cover together they must share so much to be one passage


class Match(NamedTuple):
    """Words of a document that stand in an edition: `here` in the document, `there` in the edition, piece by piece."""

    edition: int
    here: tuple[Span, ...]
    there: tuple[Span, ...]
    score: float

    @property
    def whole(self) -> Span:
        """From the first word of the document to the last."""
        return Span(self.here[0].start, self.here[-1].end)


@dataclass(slots=True)
class Cluster:
    """Matches of one passage; `span` is that of the longest."""

    span: Span
    matches: list[Match] = field(default_factory=list[Match])


def clusters(found: Sequence[Match]) -> list[Cluster]:
    """The passages, in order of the document. Of an edition's matches of one passage the best is kept."""
    made: list[Cluster] = []
    by_start: list[Cluster] = []
    for match in sorted(found, key=_longest_first):
        home = next((item for item in by_start if _shared(item.span, match.whole) >= _SAME), None)
        if home is None:
            home = Cluster(match.whole)
            made.append(home)
            by_start.append(home)
        if all(other.edition != match.edition for other in home.matches):
            home.matches.append(match)
    return sorted(made, key=_place)


def _longest_first(match: Match) -> tuple[int, int, int]:
    return -len(match.whole), match.whole.start, match.edition


def _place(cluster: Cluster) -> tuple[int, int]:
    return cluster.span.start, -cluster.span.end


def _shared(one: Span, other: Span) -> float:
    """The share of what both cover that both have."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (max(one.end, other.end) - min(one.start, other.start))
