"""Trees say the same for many pairs at once as for one, and what is read is what was written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.incidents.learned import by_rule, learned
from whence.compare.incidents.trees import Trees, from_arrays, one_question

TWO_LEVELS = Trees(
    feature=np.array([0, 1, -1, -1, -1], np.int16),
    threshold=np.array([0.5, 3, 0, 0, 0], np.float32),
    left=np.array([1, 3, 0, 0, 0], np.int32),
    right=np.array([2, 4, 0, 0, 0], np.int32),
    value=np.array([0, 0, 2, -2, 0], np.float32),
    roots=np.array([0], np.int32),
    start=0.0,
)


@pytest.mark.parametrize(
    ("pair", "chance"),
    [((1, 9), 0.88), ((0, 3), 0.12), ((0, 4), 0.5), ((0.5, 9), 0.5)],  # a value on the line lies below it
)
def test_a_tree_is_asked_from_its_first_node(pair: tuple[float, float], chance: float) -> None:
    found = TWO_LEVELS.chances(np.array([[pair[0]], [pair[1]]], np.float32))
    assert found[0] == pytest.approx(chance, abs=0.01)


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=20))
def test_many_pairs_are_judged_like_one(values: list[float]) -> None:
    together = one_question(0.5, -1, 1).chances(np.array([values], np.float32))
    alone = [one_question(0.5, -1, 1).chances(np.array([[value]], np.float32))[0] for value in values]
    assert together.tolist() == alone


def test_what_was_kept_is_read_again() -> None:
    again = from_arrays({name: np.asarray(value) for name, value in TWO_LEVELS.arrays().items()})
    assert again.chances(np.array([[0], [4]], np.float32))[0] == pytest.approx(0.5)


def test_a_tree_that_leads_back_is_refused() -> None:
    held = {name: np.asarray(value) for name, value in TWO_LEVELS.arrays().items()}
    held["act_left"] = np.zeros(5, np.int32)
    with pytest.raises(ValueError, match="nowhere"):
        from_arrays(held)


def test_the_same_word_is_the_strongest_single_cue() -> None:
    """By rule it is the only one."""
    assert set(by_rule().same_act.feature) == {0, -1}
    assert len(learned().same_act.roots) >= 1
