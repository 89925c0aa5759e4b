"""Cause and effect inside a sentence, and how they are measured."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.causes import Sort, links
from whence.errors import UsageError
from whence.evaluation import causes as measured
from whence.evaluation import status
from whence.model.text import Span


@pytest.mark.parametrize(
    ("text", "effect", "cause", "sort"),
    [
        ("Dockers walked out in protest at the new rota.", "Dockers walked out", "the new rota", "cause"),
        ("Following the raid, the mayor resigned.", "the mayor resigned", "the raid", "sequence"),
        ("The bridge was closed because the river had risen.", "The bridge was closed", "the river had risen", "cause"),
        ("The verdict sparked riots in Oram.", "riots in Oram", "The verdict", "cause"),
        ("The leak led to the resignation of two ministers.", "the resignation of two ministers", "The leak", "cause"),
        (
            "Nine men were arrested for the murder of a guard.",
            "Nine men were arrested",
            "the murder of a guard",
            "cause",
        ),
        ("Angry at the delay, farmers blocked the road.", "farmers blocked the road", "the delay", "cause"),
        ("Teachers marched to demand higher pay.", "Teachers marched", "higher pay", "purpose"),
        ("The union will strike if the mill closes.", "The union will strike", "the mill closes", "condition"),
        ("The fire was caused by a cigarette, police said.", "The fire was", "a cigarette", "cause"),
    ],
)
def test_effect_signal_cause(text: str, effect: str, cause: str, sort: str) -> None:
    """The signal says on which side the cause stands; a clause ends at a comma."""
    [link] = links(text)
    assert text[link.effect.start : link.effect.end] == effect
    assert text[link.cause.start : link.cause.end] == cause
    assert link.sort is Sort(sort)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry leaves at six and returns after dark.",
        "Over the past week eleven villages were searched.",
        "She had information leading to the arrest.",
        "",
    ],
)
def test_words_that_tie_nothing(text: str) -> None:
    assert links(text) == ()


def test_only_the_sentences_of_the_span_are_looked_at() -> None:
    text = "The mill burned because of a lamp. The verdict sparked riots."
    [link] = links(text, Span(35, len(text)))
    assert text[link.signal.start : link.signal.end] == "sparked"


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_sentences_are_scored_by_whether_a_link_is_found(tmp_path: Path) -> None:
    rows = [
        {"index": "1", "text": "The verdict sparked riots .", "label": "1"},
        {"index": "2", "text": "The mill closed because of debts .", "label": "0"},
        {"index": "3", "text": "He left , so they stayed .", "label": "1"},
        {"index": "4", "text": "He left after the talks had ended .", "label": "0"},  # no more than a sequence
    ]
    figures = measured.score(written(tmp_path / "sentences.csv", rows)).figures
    assert figures == {"cued_precision": 0.5, "cued_recall": 0.5, "count": 4.0}


def test_pairs_are_scored_by_which_comes_first(tmp_path: Path) -> None:
    rows = [
        {"index": "1", "text_w_pairs": "<ARG0>The verdict</ARG0> <SIG0>sparked</SIG0> <ARG1>riots</ARG1> ."},
        {"index": "2", "text_w_pairs": "<ARG0>Mills closed</ARG0> <SIG0>due to</SIG0> <ARG1>debts</ARG1> ."},
        {"index": "3", "text_w_pairs": "<ARG0>He left</ARG0> , <ARG1>they wept</ARG1> ."},  # no signal
        {"index": "4", "text_w_pairs": "<ARG0>Broken <SIG0>because</SIG0> tags ."},
    ]
    figures = measured.score(written(tmp_path / "pairs.csv", rows)).figures
    assert (figures["direction"], figures["direction_count"], figures["count"]) == (0.5, 2.0, 2.0)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "other.csv", [{"name": "Oram"}])
    for module in (measured, status):
        with pytest.raises(UsageError, match="columns"):
            module.score(path)


def test_verbs_are_scored_once_each(tmp_path: Path) -> None:
    """The surer of two annotations of one verb counts; a label of its own kind is left out."""
    column = "can_the_verb_be_anchored"
    shared = {"before": "The army did not", "verb": "shell", "after": "the town .", "docid": "d1"}
    rows = [
        {**shared, "eventid": "1", column: "no_its_negation", f"{column}:confidence": "0.9"},
        {**shared, "eventid": "1", column: "yes_its_anchorable", f"{column}:confidence": "0.5"},
        {**shared, "eventid": "2", column: "no_its_static", f"{column}:confidence": "0.9"},
    ]
    outcome = status.score(written(tmp_path / "verbs.csv", rows))
    assert (outcome.figures["count"], outcome.figures["accuracy"], outcome.figures["negation_f1"]) == (1.0, 1.0, 1.0)
    assert len(outcome.predictions) == 1


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Nothing is raised, and every span lies inside the text."""
    for link in links(text):
        assert all(0 <= one.start < one.end <= len(text) for one in (link.cause, link.effect, link.signal))


@given(
    st.lists(st.sampled_from("because sparked after , . the raid strike if protest over “ ” to demand said".split()))
)
def test_any_order_of_signals(words: list[str]) -> None:
    text = " ".join(words)
    for link in links(text):
        assert all(0 <= one.start < one.end <= len(text) for one in (link.cause, link.effect, link.signal))
