"""A paragraph is cut into units that cover it, and quotation state is known for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.learned.paragraphs import paragraphs
from whence.learned.units import INSIDE, MARK, OUTSIDE, from_tokens, units
from whence.model.text import Span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ms. Ito didn't say.", ["Ms", ".", "Ito", "did", "n't", "say", "."]),
        ("The U.S. mayor’s $1,200 coal-fired plan", ["The", "U.S.", "mayor", "'s", "$", "1,200", "coal-fired", "plan"]),
        ("“Stop,” she said…", ["“", "Stop", ",", "”", "she", "said", "..."]),
        ('"Stop," she said', ["“", "Stop", ",", "”", "she", "said"]),
        ("``Stop,'' she said", ["“", "Stop", ",", "”", "she", "said"]),
        ("   ", []),
    ],
)
def test_words_and_marks_are_units_in_one_spelling(text: str, words: list[str]) -> None:
    assert units(text, Span(0, len(text))).words == words


def test_quoted_words_are_known_as_such() -> None:
    found = from_tokens(["He", '"', "left", '"', "early"])
    assert found.quoted == [OUTSIDE, MARK, INSIDE, MARK, OUTSIDE]


def test_a_mark_that_is_never_closed_quotes_the_rest() -> None:
    assert from_tokens(["``", "We", "left"]).quoted == [MARK, INSIDE, INSIDE]


@given(st.text())
def test_units_stand_in_order_and_leave_out_white_space_alone(text: str) -> None:
    found = units(text, Span(0, len(text)))
    covered = "".join(text[span.start : span.end] for span in found.spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in zip(found.spans, found.spans[1:], strict=False))
    assert len(found.words) == len(found.case) == len(found.quoted) == len(found.spans)


@given(st.text(alphabet=" \n\tab“."))
def test_paragraphs_hold_every_visible_character(text: str) -> None:
    found = paragraphs(text)
    assert " ".join(text[span.start : span.end] for span in found).split() == text.split()
