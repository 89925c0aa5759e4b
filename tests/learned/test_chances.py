"""A piece is as probable as the label sequences that mark it, and those are named of which most are right."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.learned.chances import LEAST, likely, span_chances
from whence.learned.decode import KINDS, Piece

SURE = (0.0, 0.0, 0.1)


def _moves() -> np.ndarray:
    """I-x may only follow B-x and I-x."""
    moves = np.zeros((8, 7), np.float32)
    for inside in (2, 4, 6):
        moves[:, inside] = -1e4
        moves[inside, inside] = moves[inside - 1, inside] = 0.0
    return moves


def _chances(emissions: np.ndarray, moves: np.ndarray) -> dict[Piece, float]:
    """By trying every sequence of labels."""
    total, found = 0.0, dict[Piece, float]()
    for path in product(range(7), repeat=len(emissions)):
        before = (7, *path[:-1])
        weight = float(np.exp(sum(emissions[i, path[i]] + moves[before[i], path[i]] for i in range(len(path)))))
        total += weight
        for piece in _marked(path) if weight else ():
            found[piece] = found.get(piece, 0.0) + weight
    return {piece: weight / total for piece, weight in found.items()}


def _marked(path: tuple[int, ...]) -> list[Piece]:
    begins = [i for i, label in enumerate(path) if label % 2]
    ends = [next((j for j in range(i + 1, len(path)) if path[j] != path[i] + 1), len(path)) for i in begins]
    return [Piece(KINDS[path[i] // 2], i, end) for i, end in zip(begins, ends, strict=True)]


def _best(chances: dict[Piece, float], least: tuple[float, ...]) -> float:
    """The worth of the best set of pieces that do not overlap, by trying every set."""
    gains = {p: c - least[KINDS.index(p.kind)] for p, c in chances.items() if c > least[KINDS.index(p.kind)]}
    sets = (some for size in range(len(gains) + 1) for some in combinations(sorted(gains, key=_place), size))
    return max(sum(gains[p] for p in some) for some in sets if all(a.last <= b.first for a, b in pairwise(some)))


def _place(piece: Piece) -> tuple[int, int]:
    return piece.first, piece.last


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_the_pieces_named_are_the_ones_that_trying_everything_names(seed: int, length: int) -> None:
    chance = np.random.default_rng(seed)
    emissions = chance.normal(scale=3, size=(length, 7)).astype(np.float32)
    expected = _chances(emissions, _moves())
    (found,) = likely([emissions], _moves())
    for piece, sure in found.items():
        assert sure == pytest.approx(expected[piece], rel=1e-4)
    assert span_chances([emissions], _moves(), [list(expected)]) == [pytest.approx(list(expected.values()), rel=1e-4)]
    worth = sum(sure - LEAST[KINDS.index(piece.kind)] for piece, sure in found.items())
    assert worth == pytest.approx(_best(expected, LEAST), abs=1e-4)


def test_an_open_border_does_not_hide_a_source() -> None:
    """The best single sequence marks nothing here; one of the pieces that share the probability is still likely."""
    emissions = np.full((2, 7), -9.0, np.float32)
    emissions[0, [0, 1]] = [0.0, 0.3]
    emissions[1, [0, 2]] = [0.0, 0.2]
    (found,) = likely([emissions], _moves(), (0.3, 0.3, 0.3))
    assert list(found) == [Piece("source", 0, 2)]


@given(st.lists(st.integers(0, 200), max_size=5), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_each_paragraph_is_read_as_if_it_stood_alone(lengths: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    batch = [chance.normal(scale=2, size=(length, 7)).astype(np.float32) for length in lengths]
    together = likely(batch, _moves(), SURE)
    for emissions, found in zip(batch, together, strict=True):
        (alone,) = likely([emissions], _moves(), SURE)
        assert found.keys() == alone.keys()
        assert all(0 <= a.first < a.last <= b.first for a, b in pairwise(found))
        assert all(piece.last <= len(emissions) for piece in found)


def test_a_piece_may_be_longer_than_any_stride() -> None:
    emissions = np.full((500, 7), -5.0, np.float32)
    emissions[:, 6] = 5.0
    emissions[0, 5] = 5.0
    (found,) = likely([emissions], _moves())
    assert list(found) == [Piece("content", 0, 500)]


def test_nothing_in_nothing_out() -> None:
    assert likely([], _moves()) == []
    assert span_chances([], _moves(), []) == []
    assert likely([np.zeros((0, 7), np.float32)], _moves()) == [{}]
