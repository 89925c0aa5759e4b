"""A quotation as words to look for, with what it says of itself: square brackets, ellipses, interruptions, [sic]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.model.text import Span
from whence.trace.words import STAGE, Ints, Vocabulary, words

_GAP = re.compile(
    r"\[\s*(?:…|\.(?:\s?\.){1,5})\s*\]|\(\s*(?:…|\.(?:\s?\.){1,5})\s*\)|…|\.(?:[ \u00a0\u2009]?\.){2,5}|\*(?: ?\*){2}"
)
_BRACKET = re.compile(r"\[([^\[\]\n]{1,300})\]")


@dataclass(frozen=True, slots=True)
class Sought:
    """A quotation's words: their numbers, where they stand in the draft, and two flags for each.

    `bracketed`: the word, or a part of it, stands in square brackets. `gap`: before this word an ellipsis or an
    interruption says that words may be left out (never at the first).
    """

    numbers: Ints
    starts: Ints
    ends: Ints
    bracketed: NDArray[np.bool_]
    gap: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.numbers)

    def part(self, first: int, last: int) -> Sought:
        """The words from `first` to the one before `last`."""
        piece = slice(first, last)
        return Sought(self.numbers[piece], self.starts[piece], self.ends[piece], self.bracketed[piece], self.gap[piece])


def sought(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> Sought:
    """The words of the quotation at `spans` of the draft; several spans are one interrupted quotation."""
    parts = [_piece(text, span, vocabulary) for span in spans]
    for part in parts[1:]:
        part.gap[:1] = True
    whole = Sought(*(np.concatenate([getattr(part, name) for part in parts]) for name in Sought.__slots__))
    whole.gap[:1] = False
    return whole


def _piece(text: str, span: Span, vocabulary: Vocabulary) -> Sought:
    here = text[span.start : span.end]
    gaps = [match.span() for match in _GAP.finditer(here)]
    brackets = [match for match in _BRACKET.finditer(here) if not _GAP.fullmatch(match.group())]
    remarks = [match.span() for match in brackets if STAGE.fullmatch(match.group())]
    inside = [match.span() for match in brackets if not STAGE.fullmatch(match.group())]
    bare, origin = _without_brackets(here, inside, remarks)
    found = words(bare, vocabulary)
    starts, ends = origin[found.starts], origin[found.ends - 1] + 1
    bracketed = np.zeros(len(here) + 1, bool)
    for first, last in inside:
        bracketed[first:last] = True
    counted = np.cumsum(np.concatenate([[0], bracketed]))
    gap = np.zeros(len(found), bool)
    for first, _ in gaps:
        place = int(np.searchsorted(starts, first))
        if place < len(found):
            gap[place] = True
    return Sought(
        found.numbers,
        (starts + span.start).astype(np.int32),
        (ends + span.start).astype(np.int32),
        counted[ends] > counted[starts],
        gap,
    )


def _without_brackets(
    text: str, inside: Sequence[tuple[int, int]], remarks: Sequence[tuple[int, int]]
) -> tuple[str, NDArray[np.int64]]:
    """The text without the brackets themselves ("walk[ed]" is one word) and without [sic] and the like; and for each
    character where it was.
    """
    kept = np.ones(len(text), bool)
    for first, last in inside:
        kept[first] = kept[last - 1] = False
    for first, last in remarks:
        kept[first:last] = False
    origin = np.flatnonzero(kept)
    return "".join(text[i] for i in origin) if len(origin) < len(text) else text, origin
