"""What holds for every passage index: shared words are found, however it was put together, and lead back to the text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence.model.text import Span
from whence.trace.passages.chains import ASKED
from whence.trace.passages.everywhere import everywhere
from whence.trace.passages.lookup import library_bits, lookup
from whence.trace.passages.prints import every, winnowed
from whence.trace.passages.segment import (
    DamagedSegmentError,
    Segment,
    merged,
    numbered,
    packed,
    part,
    segment,
    unpacked,
)
from whence.trace.passages.tokens import tokens

_WORDS = (
    "the of to and said river bridge harbour council never Monday Karsk „Halt“ “We won’t go —” naïve Straße ΔΕΛΤΑ поезд 新聞 1,200 İstanbul"
).split()
WORDS = st.lists(st.sampled_from(_WORDS), max_size=40)
FRESH = st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=8, max_size=30)
TEXT = st.one_of(st.text(max_size=200), WORDS.map(" ".join))
TEXTS = st.lists(TEXT, min_size=1, max_size=6)


def arrays(made: Segment) -> dict[str, list[object]]:
    return {item.name: getattr(made, item.name).tolist() for item in fields(made)}


def written(made: Segment) -> bytes:
    return b"".join(bytes(piece) for piece in packed(made))


def rows(texts: list[str]) -> list[tuple[int, str]]:
    return list(enumerate(texts, 10))


# Fingerprints


@given(WORDS, WORDS, WORDS, WORDS, FRESH)
def test_eight_words_that_two_texts_share_leave_a_fingerprint_in_both(
    before: list[str], behind: list[str], other_before: list[str], other_behind: list[str], shared: list[str]
) -> None:
    """At the same word of what they share, whatever stands around it."""

    def prints(first: list[str], last: list[str]) -> set[tuple[int, int]]:
        found = tokens([" ".join([*first, *shared, *last])])
        start = len(tokens([" ".join(first)]))
        values, places = winnowed(found)
        return {
            (int(value), int(place) - start)
            for value, place in zip(values, places, strict=True)
            if 0 <= place - start <= len(shared) - 5
        }

    common = prints(before, behind) & prints(other_before, other_behind)
    for first in range(len(shared) - 7):
        assert any(first <= place <= first + 3 for _, place in common)


@given(TEXTS)
def test_no_fingerprint_reaches_over_the_end_of_a_text(texts: list[str]) -> None:
    """Those of several texts are those of each, and those that are kept are among all there are."""
    together = winnowed(tokens(texts))[0].tolist()
    assert together == [value for text in texts for value in winnowed(tokens([text]))[0].tolist()]
    assert set(together) <= {value for text in texts for value in every(tokens([text]))[0].tolist()}


# Words and their places


@given(TEXTS)
@settings(max_examples=200)
def test_every_word_leads_back_to_its_code_points(texts: list[str]) -> None:
    """What stands there, read by itself, is that word; between words there is none."""
    found = tokens(texts)
    for number, text in enumerate(texts):
        at = 0
        for word in range(int(found.begins[number]), int(found.begins[number + 1])):
            start, end = int(found.starts[word]), int(found.ends[word])
            assert at <= start < end <= len(text)
            assert tokens([text[start:end]]).hashes.tolist() == [found.hashes[word]]
            assert len(tokens([text[at:start]])) == 0
            at = end
        assert len(tokens([text[at:]])) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Ferry sails", "the ferry, sails!"),
        ("“We won’t go,” he said", "'We wont go' he said."),
        ("re\u00adturn to the pier", "return to the pier"),
        ("to the pier—at once", "to the pier -- at once"),
        ("zero\u200bwidth", "zerowidth"),
        ("ПОЕЗД УШЁЛ", "поезд ушёл"),
    ],
)
def test_marks_and_capitals_make_no_other_word(one: str, other: str) -> None:
    assert tokens([one]).hashes.tolist() == tokens([other]).hashes.tolist()


@given(TEXTS, st.integers(0, 2000), st.integers(1, 700))
def test_a_segment_knows_the_offsets_without_the_text(texts: list[str], gap: int, length: int) -> None:
    """Also of words that are very long or far apart."""
    texts = [*texts, f"far{' ' * gap}away {'x' * length} end"]
    found, made = tokens(texts), segment(rows(texts))
    for number in range(len(texts)):
        words = np.arange(found.begins[number], found.begins[number + 1])
        starts, ends = made.spans(np.full(len(words), number), words, words + 1)
        assert (starts.tolist(), ends.tolist()) == (found.starts[words].tolist(), found.ends[words].tolist())


# Segments


@given(TEXTS, st.randoms(use_true_random=False))
def test_segments_that_were_merged_are_the_segment_of_all(texts: list[str], chance: random.Random) -> None:
    """Wherever the texts were parted, and however often."""
    whole = rows(texts)
    cuts = sorted(chance.randint(0, len(whole)) for _ in range(3))
    borders = [0, *cuts, len(whole)]
    parts = [segment(whole[first:last]) for first, last in pairwise(borders)]
    assert arrays(merged(parts)) == arrays(segment(whole))
    assert arrays(merged([merged(parts[:2]), *parts[2:]])) == arrays(segment(whole))


@given(TEXTS, st.sets(st.integers(0, 5)))
def test_a_part_without_some_texts_is_the_part_of_the_others(texts: list[str], left_out: set[int]) -> None:
    """As when some of them were in the library already."""
    kept = [(number, text) for number, text in rows(texts) if number - 10 not in left_out]
    found = numbered(part(rows(texts)), [None if n in left_out else n + 10 for n in range(len(texts))])
    if len(kept) == len(texts):
        assert arrays(found) == arrays(part(rows(texts)))
    else:
        assert arrays(merged([found])) == arrays(segment(kept))


@given(TEXTS)
def test_what_was_written_is_what_is_read(texts: list[str]) -> None:
    made = segment(rows(texts))
    assert arrays(unpacked(memoryview(written(made)), "a.seg")) == arrays(made)


@given(st.lists(WORDS.map(" ".join), min_size=2, max_size=4))
def test_what_was_removed_has_no_fingerprints_after_a_merge(texts: list[str]) -> None:
    parts = [segment([item]) for item in rows(texts)]
    made = merged(parts, removed={10})
    assert made.texts.tolist() == [number for number, _ in rows(texts)]
    assert 0 not in made.text_of(made.places.astype(np.int64)).tolist()
    assert sorted(made.prints.tolist()) == sorted(value for one in parts[1:] for value in one.prints.tolist())


# Pairs


def shared_of(texts: list[str]) -> set[frozenset[tuple[int, int, int]]]:
    """The passages that texts share, each as the two places it stands at: text, start and end."""
    made = segment(rows(texts))
    return set(_pairs(made))


def _pairs(made: Segment) -> Iterator[frozenset[tuple[int, int, int]]]:
    for found in everywhere(made):
        pieces = found.pieces
        a_start, a_end = made.spans(found.text_a, pieces.a, pieces.a_end)
        b_start, b_end = made.spans(found.text_b, pieces.b, pieces.b_end)
        for i in range(len(found)):
            yield frozenset(
                {
                    (int(found.text_a[i]), int(a_start[i]), int(a_end[i])),
                    (int(found.text_b[i]), int(b_start[i]), int(b_end[i])),
                }
            )


SENTENCES = [
    "The council of Halden will rebuild the bridge that the flood carried away nine years ago in a single night.",
    "Nobody was hurt when the old ferry struck the pier at noon, but some passengers still wait for their luggage.",
    "Apples cost twice what they did before the late frost, and growers blame the wholesalers of the coast for it.",
    "Children learn to swim before they learn to read, if the new head of the school in Orrin gets her own way.",
    "Eleven geese crossed the market square in single file, and the choir that was practising missed no note at all.",
]
STORIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True), min_size=2, max_size=4)


@given(STORIES)
@settings(max_examples=60)
def test_the_order_of_the_texts_makes_no_other_pairs(stories: list[list[str]]) -> None:
    """Whom a text shares what with does not hang on who was added first."""
    texts = [" ".join(sentences) for sentences in stories]
    last = len(texts) - 1
    turned = {frozenset((last - text, a, b) for text, a, b in pair) for pair in shared_of(texts[::-1])}
    assert shared_of(texts) == turned


@given(STORIES)
@settings(max_examples=60)
def test_every_sentence_that_two_texts_share_is_found_and_no_other(stories: list[list[str]]) -> None:
    texts = [" ".join(sentences) for sentences in stories]
    found = shared_of(texts)
    for one in range(len(texts)):
        for other in range(one):
            pairs = [pair for pair in found if {place[0] for place in pair} == {one, other}]
            for sentence in SENTENCES:
                both = sentence in texts[one] and sentence in texts[other]
                covered = any(
                    place[0] == one and Span(place[1], place[2]).overlaps(_span(texts[one], sentence))
                    for pair in pairs
                    for place in pair
                )
                assert covered == both


def _span(text: str, sentence: str) -> Span:
    """The sentence without its first and last words, beside which a passage may end; empty where it is not there."""
    at = text.find(sentence)
    return Span(at + 30, at + len(sentence) - 30) if at >= 0 else Span(len(text), len(text))


@given(st.sampled_from(SENTENCES), WORDS, WORDS)
def test_asking_finds_what_the_pairs_show(sentence: str, before: list[str], behind: list[str]) -> None:
    """From either of two texts, the other; and each by the words of itself."""
    texts = [f"{' '.join(before)} {sentence} In Karsk.", f"It is so. {sentence} {' '.join(behind)}"]
    made = segment(rows(texts))
    bits = library_bits([made])
    for text in texts:
        (seen,), _ = lookup(tokens([text]), [made], bits, ASKED)
        assert set(seen.passages.text_b.tolist()) == {0, 1}
        words = seen.passages.pieces
        assert (words.a_end - words.a >= 15).sum() >= 2


# Damage


WHOLE = written(segment(rows([" ".join(SENTENCES), " ".join(SENTENCES[:3]), "x" * 900])))
HEAD = WHOLE.index(b"\0" * 24)  # its length, behind which zeros stand


@pytest.mark.parametrize("seed", range(60))
def test_a_segment_that_is_cut_off_is_damaged(seed: int) -> None:
    size = random.Random(seed).randrange(len(WHOLE))
    with pytest.raises(DamagedSegmentError, match=r"a\.seg: damaged .*whence rebuild"):
        unpacked(memoryview(WHOLE[:size]), "a.seg")


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 1000, b"whence passages\n" + b"\xff" * 8, b"whence passages\n" + bytes(8), b"SQLite format 3\0" * 9],
)
def test_what_is_no_segment_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedSegmentError):
        unpacked(memoryview(data), "a.seg")


@given(st.integers(0, HEAD), st.integers(0, 255))
@settings(max_examples=400)
def test_no_change_of_its_head_is_anything_but_damage(at: int, byte: int) -> None:
    """It is told, or it is the segment it was."""
    data = WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    try:
        found = unpacked(memoryview(data), "a.seg")
    except DamagedSegmentError:
        return
    assert arrays(found) == arrays(unpacked(memoryview(WHOLE), "a.seg"))


@given(st.one_of(st.integers(0, 2000), st.integers(0, len(WHOLE) - 1)), st.integers(0, 7))
@example(542, 0)  # the count of all words
@settings(max_examples=300)
def test_a_flipped_bit_makes_no_other_error(at: int, bit: int) -> None:
    """Whatever is asked of a segment with a fault in it is answered, or it is damaged."""
    data = bytearray(WHOLE)
    data[at] ^= 1 << bit
    try:
        made = unpacked(memoryview(bytes(data)), "a.seg")
        for seen in lookup(tokens([" ".join(SENTENCES)]), [made], library_bits([made]), ASKED)[0]:
            pieces = seen.passages.pieces
            seen.texts.spans(seen.passages.text_b, pieces.b, pieces.b_end)
        set(_pairs(made))
    except DamagedSegmentError:
        pass
