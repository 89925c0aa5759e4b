"""Runs of one pair of texts as passages: what belongs together, how much it tells, whether that is more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import compiled
from whence.trace.passages.runs import Runs
from whence.trace.passages.segment import Floats
from whence.trace.passages.sides import Side, for_kernel, same
from whence.trace.passages.tokens import Longs

_ELIDED, _PUT_IN = 60, 12  # words that may be left out between two runs of a passage, and words put in their place
_OVERLAP = 6
_PIECE = 6  # words left out on either side that part a passage into pieces


@dataclass(frozen=True, slots=True)
class Least:
    """What a passage must have to be told from chance: words that are the same, and the bits that these tell; less
    where it begins with the opening mark of a quotation.
    """

    words: int = 13
    bits: float = 110.0
    quoted_words: int = 8
    quoted_bits: float = 70.0


REUSE = Least()
ASKED = Least(words=5, bits=30.0, quoted_words=5, quoted_bits=30.0)  # for words that somebody asks for by themselves


@dataclass(frozen=True, slots=True)
class Passages:
    """Pieces of passages that two texts share, in order: words `a` to `a_end` of text `text_a` as `b` to `b_end`.

    Pieces with one number in `passage` belong together: words were left out between them. `score` is the share of the
    words that are the same, `bits` what the whole passage tells.
    """

    pieces: Runs
    passage: Longs
    text_a: Longs
    text_b: Longs
    score: Floats
    bits: Floats

    def __len__(self) -> int:
        return len(self.passage)

    @property
    def firsts(self) -> Longs:
        """The first piece of each passage."""
        apart = np.ones(len(self.passage), bool)
        apart[1:] = self.passage[1:] != self.passage[:-1]
        return np.flatnonzero(apart)

    def scores(self, firsts: Longs) -> NDArray[np.floating]:
        """Of each passage the share of its words that are the same."""
        sizes = self.pieces.a_end - self.pieces.a
        return np.add.reduceat(self.score * sizes, firsts) / np.add.reduceat(sizes, firsts)


def passages(found: Runs, one: Side, other: Side, least: Least = REUSE) -> Passages:
    """The passages that mean something, of runs in any order."""
    text_a, text_b = one.text_of(found.a), other.text_of(found.b)
    order = np.lexsort((found.a, text_a * np.int64(len(other.begins)) + text_b))
    found, text_a, text_b = found[order], text_a[order], text_b[order]
    shared, bits = _shared(found, one, other)
    chain: Longs = np.cumsum(~_goes_on(found, text_a, text_b), dtype=np.int64)
    words = np.bincount(chain, shared, minlength=1)[chain]
    told = np.bincount(chain, bits, minlength=1).astype(np.float64)[chain]
    kept = (words >= least.words) & (told >= least.bits)
    short = np.flatnonzero(~kept & (words >= least.quoted_words) & (told >= least.quoted_bits))
    kept[short] = _is_quoted(found[short], chain[short], one, other)
    return _pieces(found[kept], chain[kept], text_a[kept], text_b[kept], shared[kept], told[kept])


def _shared(found: Runs, one: Side, other: Side) -> tuple[Longs, NDArray[np.float64]]:
    """Of each run how many words are the same, and how much these tell."""
    sizes = found.a_end - found.a
    if not len(sizes):
        return sizes, np.zeros(0)
    kernel = compiled.kernel
    if kernel is not None:
        return kernel.shared(for_kernel(one), for_kernel(other), one.bits, found.a, found.a_end, found.b)
    firsts = np.cumsum(sizes) - sizes
    steps = np.arange(int(sizes.sum())) - np.repeat(firsts, sizes)
    a, b = np.repeat(found.a, sizes) + steps, np.repeat(found.b, sizes) + steps
    right = same(one, a, other, b)
    bits = np.where(right, one.bits[one.words[a]], np.float32(0))
    return np.add.reduceat(right.astype(np.int64), firsts), np.add.reduceat(bits, firsts, dtype=np.float64)


def _goes_on(found: Runs, text_a: Longs, text_b: Longs) -> NDArray[np.bool_]:
    """Whether each run goes on with the passage of the one before: in both texts a little further on."""
    going = np.zeros(len(found), bool)
    left, put = found.a[1:] - found.a_end[:-1], found.b[1:] - found.b_end[:-1]
    near = (
        (np.minimum(left, put) >= -_OVERLAP) & (np.maximum(left, put) <= _ELIDED) & (np.minimum(left, put) <= _PUT_IN)
    )
    going[1:] = near & (text_a[1:] == text_a[:-1]) & (text_b[1:] == text_b[:-1])
    return going


def _is_quoted(found: Runs, chain: Longs, one: Side, other: Side) -> NDArray[np.bool_]:
    """Whether the passage of each run begins, on the later side, at or beside the opening mark of a quotation."""
    if not len(chain):
        return np.zeros(0, bool)
    first = np.ones(len(chain), bool)
    first[1:] = chain[1:] != chain[:-1]
    starts = np.flatnonzero(first)
    opened = np.zeros(len(starts), bool)
    for side, places in ((one, found.a[starts]), (other, found.b[starts])):
        beside = np.concatenate([places - 1, places, places + 1])
        opened |= side.is_opened(beside).reshape(3, -1).any(axis=0)
    return opened[np.cumsum(first) - 1]


def _pieces(
    found: Runs, chain: Longs, text_a: Longs, text_b: Longs, shared: Longs, told: NDArray[np.float64]
) -> Passages:
    """Runs of a passage with little between them as one piece."""
    if not len(found):
        none = np.zeros(0, np.int64)
        return Passages(found, none, none, none, none.astype(np.float32), none.astype(np.float32))
    apart = np.ones(len(found), bool)
    apart[1:] = (
        (chain[1:] != chain[:-1])
        | (found.a[1:] - found.a_end[:-1] > _PIECE)
        | (found.b[1:] - found.b_end[:-1] > _PIECE)
        | (found.b[1:] < found.b[:-1])
    )
    firsts = np.flatnonzero(apart)
    pieces = Runs(
        found.a[firsts],
        np.maximum.reduceat(found.a_end, firsts),
        found.b[firsts],
        np.maximum.reduceat(found.b_end, firsts),
    )
    size = np.maximum(pieces.a_end - pieces.a, pieces.b_end - pieces.b)
    score = np.minimum(np.add.reduceat(shared, firsts) / size, 1.0).astype(np.float32)
    _, passage = np.unique(chain[firsts], return_inverse=True)
    return Passages(pieces, passage, text_a[firsts], text_b[firsts], score, told[firsts].astype(np.float32))
