"""Spans from tags: what counts as right, one type at a time."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import UsageError
from whence.measure.spans import KINDS, Score, score_spans, spans, table, wholly_right

LETTERS = {"s": "source", "c": "cue", "t": "content"}
TAGS = ["O", *(f"{mark}-{kind}" for mark in "BI" for kind in KINDS)]
passages = st.lists(st.lists(st.sampled_from(TAGS), max_size=12), max_size=5)


def tags(short: str) -> list[str]:
    """One tag a token: a capital begins a source, cue or content (t), a small letter goes on, a dot is outside."""
    return ["O" if s == "." else f"{'B' if s.isupper() else 'I'}-{LETTERS[s.lower()]}" for s in short]


# Ito said the bridge was shut .
#  S   C    T    t     t   t   .
@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ("SCTttt.", {"source", "cue", "content"}),
        ("sctttt.", {"source", "cue", "content"}),  # a stray I- opens a span
        ("SCTttT.", {"source", "cue"}),  # a new B- closes the one before it
        ("SC.Ttt.", {"source", "cue"}),  # "the" is left out: the ends must be the same
        ("SCTtttt", {"source", "cue"}),  # the full stop is one too many
        ("CSTttt.", {"content"}),  # the right ends, the wrong type
        (".......", set[str]()),
    ],
)
def test_a_span_is_right_by_its_type_and_both_its_ends(predicted: str, right: set[str]) -> None:
    scores = score_spans([tags("SCTttt.")], [tags(predicted)])
    assert {kind for kind in KINDS if scores[kind].right} == right
    assert scores["micro"].right == len(right)


@pytest.mark.parametrize(
    ("short", "found"),
    [
        ("s.", [("source", 0, 1)]),
        (".t", [("content", 1, 2)]),  # up to the last token
        ("Sst", [("content", 2, 3), ("source", 0, 2)]),  # another type ends the span
        ("CC", [("cue", 0, 1), ("cue", 1, 2)]),
        ("", []),
    ],
)
def test_tags_mark_spans(short: str, found: list[tuple[str, int, int]]) -> None:
    assert sorted(spans(tags(short))) == found


def test_nothing_predicted_scores_nothing_and_nothing_breaks() -> None:
    assert score_spans([tags("SC")], [tags("..")])["micro"] == Score(right=0, predicted=0, gold=2)
    for score in (Score(0, 0, 2), Score(0, 3, 0), Score(0, 0, 0)):
        assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)


def test_micro_counts_every_span_alike() -> None:
    """One of two sources, one of one cue, and a content that nobody said: three predicted, three wanted, two right."""
    scores = score_spans([tags("SC.."), tags("S...")], [tags("SC.."), tags("..Tt")])
    assert (scores["source"], scores["cue"], scores["content"]) == (Score(1, 1, 2), Score(1, 1, 1), Score(0, 1, 0))
    assert scores["micro"] == Score(right=2, predicted=3, gold=3)
    assert scores["micro"].f1 == pytest.approx(200 / 3)


def test_a_passage_is_wholly_right_with_every_span_and_none_too_many() -> None:
    gold = [tags("SCTt"), tags("...."), tags("SC.."), tags("....")]
    predicted = [tags("SCTt"), tags("...."), tags("SCT."), tags("S...")]
    assert wholly_right(gold, predicted) == 50.0
    assert wholly_right([], []) == 0.0


@pytest.mark.parametrize(
    ("gold", "predicted", "problem"),
    [
        (["SC", "S."], ["SC"], "2 gold passages but 1 predicted; give one line of tags for each passage"),
        (["SC", "SC."], ["SC", "SC"], "passage 2 has 3 gold tags but 2 predicted; give one tag for each token"),
    ],
)
def test_passages_that_do_not_fit_are_refused(gold: list[str], predicted: list[str], problem: str) -> None:
    for measure in (score_spans, wholly_right):
        with pytest.raises(UsageError) as error:
            measure(map(tags, gold), map(tags, predicted))
        assert str(error.value) == problem


def test_the_table_has_a_line_for_each_type() -> None:
    assert table(score_spans([tags("SC."), tags("S..")], [tags("SC."), tags(".ST")])) == [
        "type           P       R      F1    gold    pred",
        "source     50.00   50.00   50.00       2       2",
        "cue       100.00  100.00  100.00       1       1",
        "content     0.00    0.00    0.00       0       1",
        "micro      50.00   66.67   57.14       3       4",
    ]


@given(passages)
def test_gold_against_itself_is_all_right(gold: list[list[str]]) -> None:
    for score in score_spans(gold, gold).values():
        assert score.right == score.predicted == score.gold
        assert score.f1 == (100.0 if score.gold else 0.0)
    assert wholly_right(gold, gold) == (100.0 if gold else 0.0)


@given(passages, st.randoms(use_true_random=False))
def test_turning_gold_and_prediction_round_turns_precision_and_recall_round(
    gold: list[list[str]], random: Random
) -> None:
    other = [[random.choice(TAGS) for _ in passage] for passage in gold]
    for kind, score in score_spans(gold, other).items():
        back = score_spans(other, gold)[kind]
        assert (score.precision, score.recall) == (back.recall, back.precision)
