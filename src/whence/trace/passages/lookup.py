"""Where else the passages of one text stand: the text against the segments of a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import boilerplate
from whence.trace.passages.chains import REUSE, Least, Passages, passages
from whence.trace.passages.prints import Prints, every, winnowed
from whence.trace.passages.runs import runs
from whence.trace.passages.segment import Floats, Segment, surprisal, trusting
from whence.trace.passages.sides import mask, of_segment, of_tokens
from whence.trace.passages.tokens import Longs, Tokens

MOST = 500  # places of one fingerprint that are looked at


@dataclass(frozen=True, slots=True)
class Seen:
    """What one segment holds of a text: passages with the text as side a."""

    segment: Segment
    passages: Passages


@dataclass(frozen=True, slots=True)
class _Asked:
    """The fingerprints of a text that a segment has, each with one of its places there."""

    prints: Prints
    mine: Longs
    theirs: Longs


def library_bits(segments: Sequence[Segment]) -> Floats:
    """How much each word tells, by the counts of all segments."""
    return surprisal(sum((made.counts.astype(np.int64) for made in segments), np.zeros(1 << 16, np.int64)))


@trusting()
def lookup(
    found: Tokens, segments: Sequence[Segment], bits: Floats, least: Least = REUSE
) -> tuple[list[Seen], Longs]:  # fmt: skip
    """The passages of one text in each segment, and the words of it that are boilerplate."""
    prints, places = every(found)
    asked = [_asked(made, prints, places) for made in segments]
    common = _common(found, segments, asked)
    words = np.unique(boilerplate.words(common, found.begins, np.zeros(len(common), np.int64)))
    side = of_tokens(found, bits, mask(words, len(found)) if len(words) else None)
    seen: list[Seen] = []
    for made, here in zip(segments, asked, strict=True):
        if len(here.mine):
            other = of_segment(made)
            seen.append(Seen(made, passages(runs(side, other, here.mine, here.theirs), side, other, least)))
    return seen, words


def _asked(made: Segment, prints: Prints, places: Longs) -> _Asked:
    order = np.argsort(prints, kind="stable")
    prints, places = prints[order], places[order]
    low = np.searchsorted(made.prints, prints, "left")
    high = low + np.minimum(np.searchsorted(made.prints, prints, "right") - low, MOST)
    sizes = high - low
    offsets = np.cumsum(sizes) - sizes
    rows = np.repeat(low - offsets, sizes) + np.arange(int(sizes.sum()))
    return _Asked(np.repeat(prints, sizes), np.repeat(places, sizes), made.places[rows].astype(np.int64))


def _common(found: Tokens, segments: Sequence[Segment], asked: Sequence[_Asked]) -> Longs:
    """The words at which a fingerprint begins that many texts have at the distance this one has it at."""
    counts, anywhere = np.zeros((2, len(found)), np.int64), np.zeros(len(found), np.int64)
    for made, here in zip(segments, asked, strict=True):
        texts = made.text_of(here.theirs)
        anywhere += np.bincount(here.mine, minlength=len(found))
        from_start = here.mine == here.theirs - made.begins[texts]
        from_end = len(found) - here.mine == made.begins[texts + 1] - here.theirs
        for row, there in enumerate((from_start, from_end)):
            counts[row] += np.bincount(here.mine[there], minlength=len(found))
    many: NDArray[np.bool_] = np.any(boilerplate.is_many(counts + 1, anywhere + 1), axis=0)
    return np.flatnonzero(many) if not _is_copy(found, many) else np.zeros(0, np.int64)


def _is_copy(found: Tokens, many: NDArray[np.bool_]) -> bool:
    """Whether more of a text is common than boilerplate is; of its words, segments hold the winnowed fingerprints."""
    return int(many.sum()) > boilerplate.COPY * len(winnowed(found)[1])
