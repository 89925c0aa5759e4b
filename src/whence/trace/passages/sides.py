"""The two sides that are compared: rows of words with borders between their texts, and words that are passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import compiled
from whence.trace.passages.borders import Borders
from whence.trace.passages.segment import Floats, Segment, Words
from whence.trace.passages.tokens import Bytes, Longs, Tokens

if TYPE_CHECKING:
    from whence.trace.passages import kernel

_NONE = np.zeros(0, np.uint8)


@dataclass(frozen=True, slots=True)
class Side:
    """`words` are 16-bit hashes, `borders` those of the texts, `bits` what each hash tells.

    `masked` (bits, or None) marks boilerplate: such a word is the same as no other. `is_opened` says of words (or
    places beside them) whether a quotation mark opens before each.
    """

    words: Words
    borders: Borders
    is_opened: Callable[[Longs], NDArray[np.bool_]]
    bits: Floats
    masked: Bytes | None = None

    @property
    def begins(self) -> Longs:
        """The first word of each text, and the count of all."""
        return self.borders.begins

    def text_of(self, words: Longs) -> Longs:
        """Which text each of these words belongs to."""
        return self.borders.text_of(words)

    def is_masked(self, words: Longs) -> NDArray[np.bool_]:
        """Whether each of these words is boilerplate."""
        return np.zeros(len(words), bool) if self.masked is None else _bit(self.masked, words)


def of_segment(made: Segment, masked: Bytes | None = None) -> Side:
    """The texts of a segment."""
    return Side(made.words, made.borders, made.is_opened, made.bits, masked)


def of_tokens(found: Tokens, bits: Floats, masked: Bytes | None = None) -> Side:
    """Texts with these tokens; `bits` are those of the library that they are compared with."""
    words = (found.hashes >> np.uint64(48)).astype(np.uint16)
    return Side(words, Borders(found.begins), found.is_opened, bits, masked)


def mask(words: Longs, count: int) -> Bytes:
    """Bits for `count` words, set where they are among `words`."""
    marked = np.zeros(count, bool)
    marked[words] = True
    return np.packbits(marked, bitorder="little")


def for_kernel(side: Side) -> kernel.Side:
    """A side as the kernel takes it, where there is one."""
    assert compiled.kernel is not None
    return compiled.kernel.Side(side.words, side.begins, _NONE if side.masked is None else side.masked)


def same(one: Side, a: Longs, other: Side, b: Longs) -> NDArray[np.bool_]:
    """Whether the words are the same, pair by pair, and neither is boilerplate."""
    found = one.words[a] == other.words[b]
    if one.masked is not None:
        found &= ~_bit(one.masked, a)
    if other.masked is not None:
        found &= ~_bit(other.masked, b)
    return found


def _bit(bits: Bytes, places: Longs) -> NDArray[np.bool_]:
    return ((bits[places >> 3] >> (places & 7).astype(np.uint8)) & 1).astype(bool)
