"""Contents find their source and cue among what was read together, and nowhere else."""

from __future__ import annotations

import numpy as np

from whence.learned.decode import Piece
from whence.learned.linker import LINK, ROLES, linked

NEAR = np.zeros((3, 24), np.float32)
PIECES = [Piece("source", 0, 2), Piece("cue", 2, 3), Piece("content", 3, 6)]


def _ends(none: float) -> np.ndarray:
    """Vectors that speak for nothing; `none` is what every unit scores for "no source, no cue, no earlier piece"."""
    ends = np.zeros((12, 2 * ROLES * LINK + 4), np.float32)
    ends[:, 2 * ROLES * LINK :] = none
    return ends


def test_a_content_takes_the_source_and_the_cue_beside_it() -> None:
    [found] = linked(PIECES, _ends(-5.0), NEAR, np.zeros(12, np.int64))
    assert (found.content, found.source, found.cue) == ((PIECES[2],), PIECES[0], PIECES[1])


def test_where_nothing_fits_there_is_no_source() -> None:
    [found] = linked(PIECES, _ends(5.0), NEAR, np.zeros(12, np.int64))
    assert found.source is None
    assert found.cue is None


def test_what_was_read_apart_is_never_linked() -> None:
    window = np.array([0] * 3 + [1] * 9)
    [found] = linked(PIECES, _ends(-5.0), NEAR, window)
    assert found.source is None
    assert found.cue is None


def test_a_content_that_runs_over_a_cut_reaches_both_sides() -> None:
    pieces = [*PIECES, Piece("source", 7, 8)]
    window = np.array([0] * 5 + [1] * 7)
    ends = _ends(-5.0)
    ends[3, :LINK] = 1.0  # the content asks for a source …
    ends[7, 3 * LINK : 4 * LINK] = 1.0  # … and the one behind the cut answers
    [found] = linked(pieces, ends, NEAR, window)
    assert found.source == pieces[3]
    assert found.cue == PIECES[1]


def test_a_broken_off_content_is_one() -> None:
    pieces = [Piece("content", 0, 2), Piece("content", 4, 6)]
    [found] = linked(pieces, _ends(-5.0), NEAR, np.zeros(12, np.int64))
    assert found.content == (pieces[0], pieces[1])


def test_no_content_no_attribution() -> None:
    assert linked(PIECES[:2], _ends(0.0), NEAR, np.zeros(12, np.int64)) == []
