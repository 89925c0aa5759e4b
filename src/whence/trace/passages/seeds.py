"""Fingerprints that several texts share, as pairs of places: all pairs of a few, the earliest with each of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages.prints import Prints
from whence.trace.passages.segment import Segment
from whence.trace.passages.tokens import Longs

FEW = 32  # texts that share a fingerprint of which every pair is looked at
EARLIEST = 3  # of more, so many are paired with each


@dataclass(frozen=True, slots=True)
class Groups:
    """Places with the same fingerprint, in order of the fingerprints; `firsts` and `sizes` of each group."""

    prints: Prints
    places: Longs
    firsts: Longs
    sizes: Longs

    def kept(self, chosen: NDArray[np.bool_]) -> Groups:
        """The chosen places, grouped anew."""
        return grouped(self.prints[chosen], self.places[chosen])


def grouped(prints: Prints, places: Longs) -> Groups:
    """Sorted fingerprints in groups of two and more."""
    borders = np.flatnonzero(prints[1:] != prints[:-1]) + 1 if len(prints) else np.zeros(0, np.int64)
    firsts = np.concatenate([np.zeros(1, np.int64), borders])
    sizes = np.diff(np.append(firsts, len(prints)))
    several = np.repeat(sizes > 1, sizes)
    sizes = sizes[sizes > 1]
    return Groups(prints[several], places[several], np.cumsum(sizes) - sizes, sizes)


def parts(made: Segment, most: int) -> Iterator[Groups]:
    """The groups of a segment, about `most` fingerprints at a time; none is cut."""
    first = 0
    while first < len(made.prints):
        last = min(first + most, len(made.prints))
        if last < len(made.prints):
            last = int(np.searchsorted(made.prints, made.prints[last - 1 : last], "right")[0])
        yield grouped(np.asarray(made.prints[first:last]), made.places[first:last].astype(np.int64))
        first = last


def pairs(groups: Groups) -> tuple[Longs, Longs]:
    """The pairs of places of each group, the earlier text (in the order of the library) first."""
    few = groups.sizes <= FEW
    found = [_at_distance(groups, few, step) for step in range(1, FEW)]
    found += [_with_earliest(groups, ~few, number) for number in range(EARLIEST)]
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _at_distance(groups: Groups, chosen: NDArray[np.bool_], step: int) -> tuple[Longs, Longs]:
    """Each place of the groups with the one so many behind it."""
    large = chosen & (groups.sizes > step)
    places = _rows(groups.firsts[large], groups.sizes[large] - step)
    return groups.places[places], groups.places[places + step]


def _with_earliest(groups: Groups, chosen: NDArray[np.bool_], number: int) -> tuple[Longs, Longs]:
    """The place with this number of each group, with all behind it."""
    firsts, sizes = groups.firsts[chosen], groups.sizes[chosen] - number - 1
    return np.repeat(groups.places[firsts + number], sizes), groups.places[_rows(firsts + number + 1, sizes)]


def _rows(firsts: Longs, sizes: Longs) -> Longs:
    """The numbers from each first one, so many."""
    offsets = np.cumsum(sizes) - sizes
    return np.repeat(firsts - offsets, sizes) + np.arange(int(sizes.sum()))
