"""Two look-alike stories in one group: each half has words of its own that nearly all of its reports use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
SMALLEST = 6  # reports; fewer cannot be told apart by how often words occur
_ROUNDS = 20
_DIRECTIONS = 3
_TELLING = 6  # words of its own that each half must have
_APART = 1.45  # how much more often, times the root of how many reports the smaller half has
_LEAST = 0.4
_ENOUGH = 12  # more reports than this make a difference no surer
_COMMON = 0.9
_FULL_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class _Cut:
    side: Flags
    distance: float

    @property
    def holds(self) -> bool:
        smaller = min(int(self.side.sum()), int((~self.side).sum()))
        sure = self.distance * min(smaller, _ENOUGH) ** 0.5
        return smaller > 1 and self.distance >= _LEAST and sure >= _APART


def parted(rows: Sequence[Mapping[str, int]], weights: Mapping[str, float]) -> list[list[int]]:
    """The places of the rows in as many groups as have words of their own; one group where none have."""
    return [list(group) for group in _parted(rows, weights, list(range(len(rows))))]


def _parted(rows: Sequence[Mapping[str, int]], weights: Mapping[str, float], group: list[int]) -> list[list[int]]:
    if len(group) < SMALLEST:
        return [group]
    cut = _best_cut([rows[at] for at in group], weights)
    if cut is None or not cut.holds:
        return [group]
    halves = ([at for at, left in zip(group, cut.side, strict=True) if bool(left) == side] for side in (True, False))
    return [found for half in halves for found in _parted(rows, weights, half)]


def _best_cut(rows: Sequence[Mapping[str, int]], weights: Mapping[str, float]) -> _Cut | None:
    """Two means (from the first directions of greatest spread) with the most telling words on either side."""
    present, weight = _table(rows, weights)
    if not present.shape[1]:
        return None
    vectors = present * (weight * np.log((len(rows) + 1) / present.sum(0)))
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    spread, values, _ = np.linalg.svd(vectors - vectors.mean(0), full_matrices=False)
    best: _Cut | None = None
    for direction in range(min(_DIRECTIONS, len(values))):
        side = _settled(vectors, spread[:, direction] > 0)
        if side.all() or not side.any():
            continue
        cut = _Cut(side, _distance(present, side, np.minimum(weight / _FULL_WEIGHT, 1)))
        if best is None or cut.distance > best.distance + 1e-9:
            best = cut
    return best


def _table(rows: Sequence[Mapping[str, int]], weights: Mapping[str, float]) -> tuple[Floats, Floats]:
    """Which row has which word (rows, words), and the weight of each word; neither single nor common words."""
    count: dict[str, int] = {}
    for row in rows:
        for word in row:
            count[word] = count.get(word, 0) + 1
    words = sorted(word for word, found in count.items() if 2 <= found <= _COMMON * len(rows) and weights[word] > 0)
    places = {word: at for at, word in enumerate(words)}
    present = np.zeros((len(rows), len(words)), np.float32)
    for at, row in enumerate(rows):
        present[at, [places[word] for word in row if word in places]] = 1
    return present, np.array([weights[word] for word in words], np.float32)


def _settled(vectors: Floats, side: Flags) -> Flags:
    for _ in range(_ROUNDS):
        if side.all() or not side.any():
            return side
        one, other = vectors[side].mean(0), vectors[~side].mean(0)
        one, other = one / (np.linalg.norm(one) + 1e-9), other / (np.linalg.norm(other) + 1e-9)
        moved = vectors @ one > vectors @ other
        if (moved == side).all():
            return side
        side = moved
    return side


def _distance(present: Floats, side: Flags, weight: Floats) -> float:
    """How much more often the most telling words of each half stand there than in the other; the lesser of both."""
    one, other = present[side], present[~side]
    left, right = one.sum(0) / (len(one) + 1), other.sum(0) / (len(other) + 1)
    ours = (left - other.mean(0)) * weight
    theirs = (right - one.mean(0)) * weight
    return float(min(np.sort(ours)[-_TELLING:].mean(), np.sort(theirs)[-_TELLING:].mean()))
