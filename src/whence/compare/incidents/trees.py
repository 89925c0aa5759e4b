"""Small decision trees whose values add up to the chance that two mentions tell the same act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_CHUNK = 1 << 15  # pairs judged at a time


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees (Friedman 2001), one after another.

    `feature` is what a node asks about, -1 at a leaf. Up to `threshold` the answer lies at `left`, above it at `right`:
    places of nodes further on. `value` is what a leaf adds; `roots` are the places of the first nodes; all begin with
    `start`.
    """

    feature: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]
    start: float

    def chances(self, features: Floats) -> Floats:
        """How probable it is, for each column of features (features, pairs)."""
        total = np.full(features.shape[1], self.start, np.float32)
        for first in range(0, features.shape[1], _CHUNK):
            part = features[:, first : first + _CHUNK]
            for root in self.roots:
                total[first : first + _CHUNK] += self._valued(int(root), part)
        return (1 / (1 + np.exp(-total))).astype(np.float32)

    def _valued(self, at: int, features: Floats) -> Floats:
        asked = int(self.feature[at])
        if asked < 0:
            return self.value[at]  # one number, for all pairs
        below = features[asked] <= self.threshold[at]
        return np.where(below, self._valued(int(self.left[at]), features), self._valued(int(self.right[at]), features))

    def arrays(self) -> dict[str, object]:
        """The fields by name, as they are kept in a file."""
        return {f"act_{field.name}": getattr(self, field.name) for field in fields(self)}


def from_arrays(held: Mapping[str, NDArray[np.generic]]) -> Trees:
    """What `Trees.arrays` gave. Raises ValueError where a node leads nowhere or back."""
    found = Trees(
        *(held[f"act_{name}"] for name in ("feature", "threshold", "left", "right", "value", "roots")),  # type: ignore[arg-type]
        start=float(held["act_start"]),
    )
    inner = np.flatnonzero(found.feature >= 0)
    for side in (found.left[inner], found.right[inner]):
        if len(inner) and not ((side > inner) & (side < len(found.feature))).all():
            raise ValueError("a tree leads nowhere")
    return found


def one_question(threshold: float, below: float, above: float) -> Trees:
    """A single question about the first feature."""
    return Trees(
        np.array([0, -1, -1], np.int16),
        np.array([threshold, 0, 0], np.float32),
        np.array([1, 0, 0], np.int32),
        np.array([2, 0, 0], np.int32),
        np.array([0, below, above], np.float32),
        np.zeros(1, np.int32),
        0.0,
    )
