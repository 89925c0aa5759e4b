"""Where one text ends and the next begins, in a row of all their words."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from whence.trace.passages.tokens import Longs

_MANY = 20_000  # words asked for from which on a table pays
_SMALL = 6  # a row of the table for each 64 words
BLOCK = 10
_STEPS = 4  # texts gone on from what the table says, before the rest is searched for


class Borders:
    """`begins` are the first word of each text, and the count of all."""

    def __init__(self, begins: Longs) -> None:
        """`begins` never fall."""
        self.begins = begins

    def text_of(self, words: Longs) -> Longs:
        """Which text each of these words belongs to."""
        if len(words) < _MANY:
            return np.searchsorted(self.begins, words, "right") - 1
        found = self._table[words >> _SMALL]
        for _ in range(_STEPS):
            behind = self.begins[found + 1] <= words
            if not behind.any():
                return found
            found += behind
        rest = np.flatnonzero(self.begins[found + 1] <= words)
        found[rest] = np.searchsorted(self.begins, words[rest], "right") - 1
        return found

    @cached_property
    def blocks(self) -> Longs:
        """The text that the first word of each block of `1 << BLOCK` belongs to; and the last text."""
        return np.append(self._firsts(BLOCK), len(self.begins) - 2)

    @cached_property
    def _table(self) -> Longs:
        return self._firsts(_SMALL)

    def _firsts(self, bits: int) -> Longs:
        """The text that the first word of each block of `1 << bits` belongs to."""
        words = np.arange((int(self.begins[-1]) >> bits) + 1, dtype=np.int64) << bits
        return np.minimum(np.searchsorted(self.begins, words, "right") - 1, len(self.begins) - 2)
