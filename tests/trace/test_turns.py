"""Words beside a quotation that turn it: what an editor is told, and what is none of the speaker's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.trace.turns import cut_after, cut_before

SIGN = "we will sign"


@pytest.mark.parametrize(
    ("source", "turn"),
    [
        ("We will sign, but only in June.", "but"),
        ("We will sign if the river falls.", "if"),
        ("We will sign unless it rains.", "unless"),
        ("We will sign it this year, although nobody likes it.", "although"),
        ("We will sign it as long as the river is low.", "as long as"),
        ("We will sign on condition that it is dry.", "on condition"),
        ("We will sign … but only in June.", "but"),  # a pause ends no sentence
        ("We will sign in the U.S. but not here.", "but"),
        ("“We will sign,” Teodor Malk said, “but only in June.”", "but"),
        ('"We will sign," Teodor Malk said, "but only in June."', "but"),
        ("«We will sign», Teodor Malk said, «but only in June».", "but"),
        ("“We will sign, but only in June,” Teodor Malk said.", "but"),
        # another sentence, another paragraph
        ("We will sign. But it rained.", None),
        ("We will sign! If it rains, it rains.", None),
        ("“We will sign.” But it rained.", None),
        ("We will sign\n\nBut it rained", None),
        # the reporter's words, not the speaker's
        ("“We will sign,” Teodor Malk said while he walked along the pier.", None),
        ("“We will sign,” Teodor Malk said, but nobody believed him.", None),
        ('"We will sign," Teodor Malk said, though he had no pen.', None),
        ("“We will sign,” Teodor Malk said, though he had no pen, “and soon.”", None),
        # nothing that turns
        ("We will sign and we will stay.", None),
        ("We will sign the rebuttal.", None),  # no word by itself
        ("We will sign", None),
    ],
)
def test_a_sentence_that_goes_on_with_a_turn(source: str, turn: str | None) -> None:
    end = source.lower().index(SIGN) + len(SIGN)
    found = cut_before(source, end)
    assert (source[found.start : found.end] if found else None) == turn
    assert found is None or found.start >= end


@pytest.mark.parametrize(
    ("source", "turn"),
    [
        ("I don't think that we will sign.", "don't think that"),
        ("I don’t think we will sign.", "don’t think"),
        ("I do not believe that we will sign.", "not believe that"),
        ("I cannot say that we will sign.", "cannot say that"),
        ("We never said we will sign.", "never said"),
        ("It is not true that we will sign.", "not true that"),
        ("Not that we will sign.", "Not that"),
        ("If we will sign, nobody knows it.", "If"),
        ("“If we will sign, nobody knows it.”", "If"),
        ("They asked whether we will sign.", "whether"),
        ("I doubt we will sign.", "doubt"),
        ("Teodor Malk denied that “we will sign”.", "denied that"),
        ("Teodor Malk did not say: “We will sign.”", "not say"),
        # words that turn nothing
        ("I think that we will sign.", None),
        ("They know that we will sign.", None),
        ("The knot: we will sign.", None),
        # another sentence, another paragraph, or too far away
        ("We will not. We will sign.", None),
        ("Will they? Never! We will sign.", None),
        ("Maybe not\n\nWe will sign.", None),
        ("It did not rain in Karsk, and so we will sign.", None),
        ("We will sign.", None),
    ],
)
def test_words_before_a_quotation_that_deny_or_condition_it(source: str, turn: str | None) -> None:
    start = source.lower().index(SIGN)
    found = cut_after(source, start)
    assert (source[found.start : found.end] if found else None) == turn


@given(st.text(max_size=120), st.integers(0, 120), st.sampled_from(["not", "but", "if", "don't think", "as long as"]))
def test_what_is_found_lies_in_the_text_and_outside_the_quotation(text: str, place: int, turn: str) -> None:
    place = min(place, len(text))
    source = f"{text[:place]} {turn} {text[place:]}"
    for end in range(0, len(source), 7):
        behind, before = cut_before(source, end), cut_after(source, end)
        assert behind is None or end <= behind.start < behind.end <= len(source)
        assert before is None or 0 <= before.start < before.end <= end
