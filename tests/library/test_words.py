"""The word index: what it is given of a text, and that it says what the texts say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.store import wording


@given(
    st.lists(st.one_of(st.sampled_from(["The pier opened.", "  ", "\u00a0", "\t", "“Never,” she said."]), st.text()))
)
def test_pieces_are_the_words_of_paragraphs(lines: list[str]) -> None:
    """What is put into the word index stands where a search looks for it."""
    text = "\n".join(lines)
    assert wording.pieces(text) == [text[start:end] for start, end in wording.paragraphs(text)]


def test_a_line_without_end_is_cut_into_pieces_at_the_same_places() -> None:
    text = "short\n" + "a long line of the harbour master " * 2_000 + "\n\nshort again\n"
    found = wording.pieces(text)
    assert found == [text[start:end] for start, end in wording.paragraphs(text)]
    assert max(map(len, found)) <= 20_000
    assert "".join(found) == text.replace("\n", "")
