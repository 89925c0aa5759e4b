"""Footers, disclaimers, newsletter blurbs: words in many texts at the same distance from their end or beginning.

A sentence that many quote stands here in one text and there in another; what a publisher sets under every article does
not. A copy of a whole article shares both distances and most of its words, and is none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages.prints import WORDS, Prints
from whence.trace.passages.tokens import Longs

MANY = 5  # texts that must share words and distance
SHARE = 0.015  # of all texts with the words, those that must have them at that distance
COPY = 0.5  # a text of which more than this is boilerplate is a copy of others
_HOLE = 8  # words between two marked ones that are marked too
_TAIL = 14  # words to the end, or from the beginning, that are marked with what stands beside them


def common(prints: Prints, distances: Longs) -> NDArray[np.bool_]:
    """Which fingerprints many texts have at this very distance. In any order."""
    keys = prints.astype(np.int64) << 31 | np.minimum(distances, (1 << 31) - 1)
    order = np.argsort(keys, kind="stable")
    found = np.zeros(len(keys), bool)
    found[order] = is_many(_sizes(keys[order]), _sizes(keys[order] >> 31))
    return found


def is_many(here: Longs, anywhere: Longs) -> NDArray[np.bool_]:
    """Whether so many texts at one distance are many, of all that have the words: a much-quoted sentence has some."""
    return here >= np.maximum(MANY, SHARE * anywhere)


def _sizes(ordered: Longs) -> Longs:
    """Of each value how often it occurs, in order."""
    if not len(ordered):
        return ordered
    firsts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.append(firsts, len(ordered)))
    return np.repeat(sizes, sizes)


def words(places: Longs, begins: Longs, texts: Longs) -> Longs:
    """The words that are boilerplate, where the fingerprints at these places are; `texts` are those they stand in.

    What lies between two of them, and up to the border of the text, is boilerplate as well. Some are named twice.
    """
    if not len(places):
        return places
    order = np.argsort(places, kind="stable")
    places, texts = places[order], texts[order]
    begin, end = begins[texts], begins[texts + 1]
    following = np.append(places[1:], -1)
    same_text = np.append(texts[1:] == texts[:-1], False)
    reach = places + WORDS
    joined = same_text & (following - reach <= _HOLE)
    stop = np.where(joined, following, reach)
    stop = np.where(~joined & (end - reach <= _TAIL), end, stop)
    first = np.ones(len(places), bool)
    first[1:] = ~joined[:-1]
    start = np.where(first & (places - begin <= _TAIL), begin, places)
    sizes = stop - start
    offsets = np.cumsum(sizes) - sizes
    return np.repeat(start - offsets, sizes) + np.arange(int(sizes.sum()))
