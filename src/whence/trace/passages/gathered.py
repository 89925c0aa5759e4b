"""Some texts of several segments, copied side by side: what a look-up compares a text with, in one small piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import compiled
from whence.trace.passages.borders import Borders
from whence.trace.passages.segment import Floats, Segment, Words, stretches
from whence.trace.passages.sides import Side
from whence.trace.passages.tokens import Longs

_NO_WORDS = np.zeros(0, np.uint16)


@dataclass(frozen=True, slots=True)
class _Rows:
    """`homes` are the segments of the texts (places in `segments`), `texts` their places there; `moved` is how far the
    words of each were moved.
    """

    segments: Sequence[Segment]
    homes: Longs
    texts: Longs
    moved: Longs
    borders: Borders

    def by_segment(self, texts: Longs) -> list[tuple[Segment, Longs]]:
        """Which of these texts each segment has."""
        homes = self.homes[texts]
        return [(made, rows) for home, made in enumerate(self.segments) if len(rows := np.flatnonzero(homes == home))]

    def is_opened(self, words: Longs) -> NDArray[np.bool_]:
        """Whether a quotation mark opens before each of these words (or places beside them)."""
        last = len(self.texts) - 1
        texts = np.clip(self.borders.text_of(words), 0, last)
        found = np.zeros(len(words), bool)
        for made, rows in self.by_segment(texts):
            found[rows] = made.is_opened(words[rows] + self.moved[texts[rows]])
        return found


@dataclass(frozen=True, slots=True)
class Gathered:
    """Texts of segments; `side` holds their words."""

    rows: _Rows
    side: Side

    def numbers(self, texts: Longs) -> Longs:
        """The library's numbers of these texts."""
        found = np.empty(len(texts), np.int64)
        for made, rows in self.rows.by_segment(texts):
            found[rows] = made.texts[self.rows.texts[texts[rows]]]
        return found

    def spans(self, texts: Longs, firsts: Longs, lasts: Longs) -> tuple[Longs, Longs]:
        """Start and end, in code points of their texts, of the words `firsts` to the one before `lasts`."""
        starts, ends = np.empty(len(texts), np.int64), np.empty(len(texts), np.int64)
        for made, rows in self.rows.by_segment(texts):
            chosen = texts[rows]
            moved = self.rows.moved[chosen]
            starts[rows], ends[rows] = made.spans(self.rows.texts[chosen], firsts[rows] + moved, lasts[rows] + moved)
        return starts, ends


def gathered(segments: Sequence[Segment], homes: Longs, texts: Longs, bits: Floats) -> Gathered:
    """These texts (in order of segment and place there), copied; `bits` are the library's."""
    borders = np.searchsorted(homes, np.arange(len(segments) + 1)).tolist()
    begins, counts = np.empty(len(texts), np.int64), np.empty(len(texts), np.int64)
    words: list[Words] = []
    for made, (first, last) in zip(segments, pairwise(borders), strict=True):
        begins[first:last], counts[first:last] = stretches(made.begins, texts[first:last])
        words += _copied(made, begins[first:last], counts[first:last])
    places = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    rows = _Rows(segments, homes, texts, begins - places[:-1], Borders(places))
    return Gathered(rows, Side(np.concatenate([*words, _NO_WORDS]), rows.borders, rows.is_opened, bits))


def _copied(made: Segment, begins: Longs, counts: Longs) -> list[Words]:
    """The words of some texts, in one piece or several."""
    if compiled.kernel is not None:
        return [compiled.kernel.copied(made.words, begins, counts)]
    return [made.words[begin:end] for begin, end in zip(begins.tolist(), (begins + counts).tolist(), strict=True)]
