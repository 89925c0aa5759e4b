"""The best sequence of labels for each paragraph: Viterbi over a linear-chain CRF, all paragraphs at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KINDS = ("source", "cue", "content")
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Piece:
    """Units from `first` to the one before `last` that were labelled source, cue or content."""

    kind: str
    first: int
    last: int


def viterbi(emissions: Sequence[Floats], moves: Floats) -> list[NDArray[np.int64]]:
    """The best labels of each paragraph.

    `emissions` holds (units, labels) for each; `moves` is (labels + 1, labels), its last row for the first unit.
    """
    if not emissions:
        return []
    lengths = np.array([len(item) for item in emissions])
    count, longest, labels = len(emissions), int(lengths.max(initial=0)), moves.shape[1]
    padded = np.zeros((longest, count, labels), np.float32)
    for row, item in enumerate(emissions):
        padded[: len(item), row] = item
    back = np.zeros((longest, count, labels), np.int8)
    score: Floats = padded[0] + moves[-1]
    inner = moves[:-1]
    for i in range(1, longest):
        options: Floats = score[:, :, None] + inner
        back[i] = options.argmax(1)
        score = np.where((i < lengths)[:, None], options.max(1) + padded[i], score)
    best = np.zeros((longest, count), np.int64)
    last: NDArray[np.int64] = score.argmax(1)
    rows = np.arange(count)
    for i in range(longest - 1, -1, -1):
        best[i] = last
        inside = (i < lengths) & (i > 0)
        last = np.where(inside, back[i, rows, last], last)
    return [best[: lengths[row], row] for row in range(count)]


def pieces(labels: NDArray[np.int64]) -> list[Piece]:
    """The stretches that a sequence of labels marks: 0 is outside, then a begin and an inside label for each kind."""
    found: list[Piece] = []
    start = -1
    tags = [*labels.tolist(), 0]
    for i, tag in enumerate(tags):
        if start >= 0 and (tag == 0 or tag % 2 == 1 or tag != tags[i - 1] + tags[i - 1] % 2):
            found.append(Piece(KINDS[(tags[start] - 1) // 2], start, i))
            start = -1
        if tag and start < 0:
            start = i
    return found
