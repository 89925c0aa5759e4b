"""What is compiled finds what numpy finds, to the last word."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence.trace.passages import compiled
from whence.trace.passages.chains import passages
from whence.trace.passages.lookup import library_bits, lookup
from whence.trace.passages.runs import Runs, runs
from whence.trace.passages.segment import segment
from whence.trace.passages.sides import mask, of_segment
from whence.trace.passages.tokens import tokens

pytestmark = pytest.mark.skipif(compiled.kernel is None, reason="whence was installed without a compiler")

MARKS = "“”‘’„«»\"'`—–…·-.,\u00a0\u2009\u200b\ufeff\u2028é\u0130ß漢𝄞\ud800\U000e0041"
WORDS = st.sampled_from(["the", "pier", "is", "open", "again", "said", "Lind", "not", "hull", "“we", "it’s", "nine"])
WRITTEN = st.text(st.one_of(st.sampled_from(MARKS + " \n\t"), st.characters(max_codepoint=0x2100)), max_size=200)
TEXT = st.lists(WORDS, max_size=60).map(" ".join)


@contextmanager
def without() -> Iterator[None]:
    held, compiled.kernel = compiled.kernel, None
    yield
    compiled.kernel = held


def both(ask: Callable[[], Any]) -> tuple[Any, Any]:
    mine = ask()
    with without():
        return mine, ask()


@given(st.lists(WRITTEN, max_size=5))
@example(["“Nine,” he said—“or ten” -- 'more'", "--", "\ud800", "‘", "a" * 70 + " " + "b" * 64 + "é" * 40])
def test_words_their_offsets_and_their_marks_are_the_same(texts: list[str]) -> None:
    mine, theirs = both(lambda: tokens(texts))
    for name in ("hashes", "starts", "ends", "opened", "begins"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(theirs, name))


@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, min_size=1, max_size=4), st.data())
@settings(max_examples=200)
def test_runs_and_passages_grow_to_the_same_words(ones: list[str], others: list[str], data: st.DataObject) -> None:
    made = [segment(enumerate(part)) for part in (ones, others)]
    masks = [data.draw(st.lists(st.integers(0, max(0, len(part.words) - 1)), max_size=9)) for part in made]
    one, other = (
        of_segment(part, mask(np.array(hidden, np.int64), len(part.words)) if len(part.words) and hidden else None)
        for part, hidden in zip(made, masks, strict=True)
    )
    pairs = [(a, b) for a in _places(made[0]) for b in _places(made[1]) if made[0].words[a] == made[1].words[b]]
    a, b = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    found = both(lambda: runs(one, other, a, b))
    for name in Runs.__slots__:
        np.testing.assert_array_equal(getattr(found[0], name), getattr(found[1], name))
    mine, theirs = both(lambda: passages(found[0], one, other))
    np.testing.assert_array_equal(mine.passage, theirs.passage)
    np.testing.assert_allclose(mine.bits, theirs.bits, rtol=1e-6)


def _places(made: Any) -> list[int]:
    """The words that four others of their text follow."""
    bounds = zip(made.begins[:-1].tolist(), made.begins[1:].tolist(), strict=True)
    return [word for first, last in bounds for word in range(first, last - 4)]


@given(st.lists(TEXT, min_size=1, max_size=12), TEXT)
def test_a_text_is_found_in_the_same_places(texts: list[str], asked: str) -> None:
    made = segment(enumerate(texts))
    (mine, hidden), (theirs, also) = both(lambda: lookup(tokens([asked]), [made], library_bits([made])))
    np.testing.assert_array_equal(hidden, also)
    assert [_shown(seen) for seen in mine] == [_shown(seen) for seen in theirs]


def _shown(seen: Any) -> list[Any]:
    pieces = seen.passages.pieces
    spans = seen.texts.spans(seen.passages.text_b, pieces.b, pieces.b_end)
    return [array.tolist() for array in (*spans, pieces.a, pieces.a_end, seen.texts.numbers(seen.passages.text_b))]
