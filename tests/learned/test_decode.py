"""The best path is found, never an impossible one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from whence.learned.decode import Piece, pieces, viterbi


def _moves() -> np.ndarray:
    """I-x may only follow B-x and I-x."""
    moves = np.zeros((8, 7), np.float32)
    for inside in (2, 4, 6):
        moves[:, inside] = -1e4
        moves[inside, inside] = moves[inside - 1, inside] = 0.0
    return moves


def _every_path(emissions: np.ndarray, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    scores: dict[tuple[int, ...], float] = {}
    for path in product(range(7), repeat=len(emissions)):
        before = (7, *path[:-1])
        scores[path] = sum(emissions[i, path[i]] + moves[before[i], path[i]] for i in range(len(path)))
    return scores


def test_viterbi_finds_what_trying_every_path_finds() -> None:
    chance = np.random.default_rng(7)
    batch = [chance.normal(size=(length, 7)).astype(np.float32) for length in (1, 4, 3)]
    for emissions, found in zip(batch, viterbi(batch, _moves()), strict=True):
        scores = _every_path(emissions, _moves())
        assert tuple(found) == max(scores, key=lambda path: scores[path])


def test_nothing_in_nothing_out() -> None:
    assert viterbi([], _moves()) == []


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ([0, 1, 2, 0, 5, 6], [Piece("source", 1, 3), Piece("content", 4, 6)]),
        ([5, 5, 6], [Piece("content", 0, 1), Piece("content", 1, 3)]),  # two contents that touch
        ([6, 6, 0], [Piece("content", 0, 2)]),  # an inside label without its begin opens one
        ([3, 2], [Piece("cue", 0, 1), Piece("source", 1, 2)]),
        ([], []),
    ],
)
def test_labels_become_pieces(labels: list[int], found: list[Piece]) -> None:
    assert pieces(np.array(labels, np.int64)) == found
