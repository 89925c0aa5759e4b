"""Many texts as one row of words in which a run of words is found at once: by sorted pairs of neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from whence.trace.lexicon import commonness
from whence.trace.words import Ints, Vocabulary, Words, words

Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
MOST_BITS = 16.0  # a word seen once among millions tells no more than this
_RARE_BITS = 15.0
_BEFORE = 200_000  # words that what is known beforehand is worth


@dataclass(frozen=True)
class Index:
    """The words of all texts one after the other, a 0 behind each text.

    `begins` holds where each text begins, and the end of the last.
    """

    vocabulary: Vocabulary
    numbers: Ints
    starts: Ints
    ends: Ints
    begins: Longs

    @cached_property
    def bits(self) -> Floats:
        """For each word of the vocabulary, how much its presence tells: its surprisal in bits.

        The library's own counts and what is known of English beforehand: a small library is no measure of a word.
        """
        forms = self.vocabulary.forms
        counts = np.bincount(self.numbers, minlength=len(forms)).astype(np.float32)
        before = np.exp2(-np.array([commonness().get(form, _RARE_BITS) for form in forms], np.float32))
        share = (counts + _BEFORE * before) / np.float32(len(self.numbers) + _BEFORE)
        return np.minimum(-np.log2(share), np.float32(MOST_BITS))

    @cached_property
    def _pairs(self) -> tuple[Longs, Longs]:
        """Neighbouring words as one number each, sorted, and where they stand."""
        keys = _joined(self.numbers[:-1], self.numbers[1:])
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    @cached_property
    def _singles(self) -> tuple[Longs, Longs]:
        """Where each word stands: the places in order of the words, and for each word the first of its places."""
        counts = np.bincount(self.numbers, minlength=len(self.vocabulary.forms))
        return np.argsort(self.numbers, kind="stable"), np.concatenate([[0], np.cumsum(counts)])

    def pairs(self, first: Ints, second: Ints) -> tuple[Longs, Longs]:
        """For each pair of words the stretch of `pair_places` that holds its places: from, to."""
        keys, _ = self._pairs
        wanted = _joined(first, second)
        return np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")

    @property
    def pair_places(self) -> Longs:
        """Where pairs stand, in their order."""
        return self._pairs[1]

    def places(self, number: int) -> Longs:
        """Where a word stands."""
        order, firsts = self._singles
        return order[firsts[number] : firsts[number + 1]] if number + 1 < len(firsts) else order[:0]

    def text_at(self, place: int) -> int:
        """Which text a place lies in."""
        return int(np.searchsorted(self.begins, place, "right")) - 1


def _joined(first: Ints, second: Ints) -> Longs:
    return first.astype(np.int64) << 32 | second


def index(texts: Sequence[str]) -> Index:
    """The index of these texts. Linear in their length, but for the sorting."""
    vocabulary = Vocabulary()
    return joined([words(text, vocabulary) for text in texts], vocabulary)


def joined(found: Sequence[Words], vocabulary: Vocabulary) -> Index:
    """The index of texts whose words were counted with this vocabulary."""
    lengths = np.array([len(item) + 1 for item in found], np.int64)
    return Index(
        vocabulary,
        _row([item.numbers for item in found]),
        _row([item.starts for item in found]),
        _row([item.ends for item in found]),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]),
    )


def _row(columns: Sequence[Ints]) -> Ints:
    """One behind the other, a 0 behind each."""
    gap = np.zeros(1, np.int32)
    return np.concatenate([part for column in columns for part in (column, gap)] or [gap])
