"""Fingerprints of texts: hashes of five words on end, thinned by winnowing.

Winnowing (Schleimer, Wilkerson & Aiken 2003) keeps the smallest hash of every four neighbours, so any eight words that
two texts share leave at least one fingerprint in both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages.tokens import Hashes, Longs, Tokens

WORDS = 5  # of a fingerprint
WINDOW = 4
Prints = NDArray[np.uint32]
_STEP, _LAST = np.uint64(0x100000001B3), np.uint64(0x94D049BB133111EB)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


def every(found: Tokens) -> tuple[Prints, Longs]:
    """The fingerprint of every five words of one text, and the word that each begins with: what a query asks with."""
    hashes = _hashes(found)
    places = np.flatnonzero(hashes != _NONE)
    return _short(hashes[places]), places


def winnowed(found: Tokens) -> tuple[Prints, Longs]:
    """The fingerprints that stand for these texts, and the word that each begins with, in order of the words.

    Those of a text do not depend on the texts beside it: at its ends a window holds what there is.
    """
    border = np.full(WINDOW - 1, _NONE)
    hashes = np.concatenate([border, _hashes(found), border])
    count = len(hashes) - WINDOW + 1
    least = hashes[:count].copy()
    for step in range(1, WINDOW):
        np.minimum(least, hashes[step : step + count], out=least)
    chosen = np.zeros(len(hashes), bool)
    for step in range(WINDOW):
        chosen[step : step + count] |= hashes[step : step + count] == least
    places = np.flatnonzero(chosen & (hashes != _NONE))
    return _short(hashes[places]), places - len(border)


def _hashes(found: Tokens) -> Hashes:
    """One for each word that four others of its text follow; all ones where they do not."""
    count = len(found) - WORDS + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    with np.errstate(over="ignore"):
        hashes = found.hashes[:count].copy()
        for step in range(1, WORDS):
            hashes *= _STEP
            hashes += found.hashes[step : step + count]
        hashes ^= hashes >> np.uint64(31)
        hashes *= _LAST
    for border in range(1, WORDS):
        crossing = found.begins[1:-1] - border
        hashes[crossing[(crossing >= 0) & (crossing < count)]] = _NONE
    return hashes


def _short(hashes: Hashes) -> Prints:
    return (hashes >> np.uint64(32)).astype(np.uint32)
