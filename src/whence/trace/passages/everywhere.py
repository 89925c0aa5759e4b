"""All passages that the texts of a segment share with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import boilerplate, seeds
from whence.trace.passages.chains import Passages, passages
from whence.trace.passages.prints import WORDS
from whence.trace.passages.runs import runs
from whence.trace.passages.seeds import Groups
from whence.trace.passages.segment import Segment, in_order, trusting
from whence.trace.passages.sides import Side, mask, of_segment
from whence.trace.passages.tokens import Bytes, Longs

_TOGETHER = 2_000_000  # fingerprints looked at together
_PAIRS = 500_000  # pairs of places compared together


def everywhere(made: Segment, told: Callable[[float], None] = lambda _share: None) -> Iterator[Passages]:
    """The passages that mean something, a part of the texts at a time, in order of the first text.

    `told` is given the share of the work that is done, now and then.
    """
    with trusting():
        side = of_segment(made, _boilerplate(made))
        told(0.1)
        a, b = _pairs(made, side)
        told(0.4)
        a, b = in_order(a, b)
        for first, last in _bordered(made, a):
            found = runs(side, side, a[first:last].astype(np.int64), b[first:last].astype(np.int64))
            yield passages(found, side, side)
            told(0.4 + 0.6 * last / len(a))


def _boilerplate(made: Segment) -> Bytes | None:
    """The words that are boilerplate; those of copies of whole texts are not."""
    parts = [groups.places[_common(made, groups)] for groups in seeds.parts(made, _TOGETHER)]
    places = np.concatenate([*parts, np.zeros(0, np.int64)])
    if not len(places):
        return None
    texts = made.text_of(places)
    common: Longs = np.bincount(texts, minlength=len(made))
    original = common <= boilerplate.COPY * _counts(made)
    places, texts = places[original[texts]], texts[original[texts]]
    return mask(boilerplate.words(places, made.begins, texts), len(made.words))


def _pairs(made: Segment, side: Side) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The pairs of places with one fingerprint, of different texts and no boilerplate."""
    firsts, seconds = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)]
    for groups in seeds.parts(made, _TOGETHER):
        a, b = seeds.pairs(groups.kept(~(side.is_masked(groups.places) & side.is_masked(groups.places + WORDS - 1))))
        apart = made.text_of(a) != made.text_of(b)
        firsts.append(a[apart].astype(np.uint32))
        seconds.append(b[apart].astype(np.uint32))
    return np.concatenate(firsts), np.concatenate(seconds)


def _counts(made: Segment) -> Longs:
    """How many fingerprints each text has."""
    texts = np.searchsorted(made.begins, np.sort(made.places), "right") - 1
    counts: Longs = np.bincount(texts, minlength=len(made))
    return counts


def _common(made: Segment, groups: Groups) -> NDArray[np.bool_]:
    texts = made.text_of(groups.places)
    ends, starts = made.begins[texts + 1] - groups.places, groups.places - made.begins[texts]
    return boilerplate.common(groups.prints, ends) | boilerplate.common(groups.prints, starts)


def _bordered(made: Segment, a: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Stretches of the sorted places that no text is cut by."""
    first = 0
    while first < len(a):
        last = min(first + _PAIRS, len(a))
        if last < len(a):
            text = int(np.searchsorted(made.begins, a[last - 1 : last], "right")[0])
            begin = np.asarray(made.begins[text : text + 1], np.int64)
            last = int(np.searchsorted(a, begin, "left")[0]) if len(begin) else len(a)
        yield first, last
        first = last
