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


def span_chances(emissions: Sequence[Floats], moves: Floats, spans: Sequence[Sequence[Piece]]) -> list[list[float]]:
    """For each piece of each paragraph: how probable it is that exactly these units are marked so."""
    if not emissions:
        return []
    lengths = np.array([len(item) for item in emissions])
    longest, inner = int(lengths.max()), moves[:-1]
    padded = np.zeros((longest, len(emissions), moves.shape[1]), np.float32)
    for row, item in enumerate(emissions):
        padded[: len(item), row] = item
    before, after = np.zeros_like(padded), np.zeros_like(padded)
    before[0] = padded[0] + moves[-1]
    for i in range(1, longest):
        before[i] = _sum(before[i - 1][:, :, None] + inner, 1) + padded[i]
    for i in range(longest - 2, -1, -1):
        onward = _sum(inner + (padded[i + 1] + after[i + 1])[:, None, :], 2)
        after[i] = np.where((i + 1 < lengths)[:, None], onward, 0.0)
    return [
        [
            _chance(item, inner, before[:, row], after[:, row], _sum(before[len(item) - 1, row], 0), span)
            for span in spans[row]
        ]
        for row, item in enumerate(emissions)
    ]


def _chance(emissions: Floats, inner: Floats, before: Floats, after: Floats, total: Floats, span: Piece) -> float:
    begin = 1 + 2 * KINDS.index(span.kind)
    inside = begin + 1
    score = before[span.first, begin]
    if span.last - span.first > 1:
        score = score + inner[begin, inside] + emissions[span.first + 1 : span.last, inside].sum()
        score = score + inner[inside, inside] * (span.last - span.first - 2)
    if span.last < len(emissions):
        label = inside if span.last - span.first > 1 else begin
        onward = inner[label] + emissions[span.last] + after[span.last]
        onward[inside] = -np.inf
        score = score + _sum(onward, 0)
    return float(np.exp(min(0.0, score - total)))


def _sum(scores: Floats, axis: int) -> Floats:
    """log Σ exp, safe for large numbers."""
    most = scores.max(axis)
    return most + np.log(np.exp(scores - scores.max(axis, keepdims=True)).sum(axis))
