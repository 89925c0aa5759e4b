"""What was learned from other texts: how common words are, which are like each other, what tells stories and acts."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from whence.compare.incidents.trees import Trees, from_arrays, one_question
from whence.language.lexicon import kinds

Floats = NDArray[np.float32]
_PLAIN = 1000  # texts that are taken to lie behind those at hand, where none were counted
_SMALL, _EVERYWHERE = frozenset("DPORTICSAa"), 104  # letters of small words, and what says that most texts have them
STEPS = 16  # a byte holds 16 times the natural logarithm of 1 + how many documents a word stands in


@dataclass(frozen=True, slots=True)
class Learned:
    """`seen`: bytes, in how many of `documents` texts the word of a bucket stood (see `STEPS`).

    `vectors` (rows, dimensions) are bytes of length about 127, `rows` the row of each stem. `same_story` are weights of
    features, the last one the constant; `same_act` are trees.
    """

    documents: int
    seen: NDArray[np.uint8]
    rows: Mapping[str, int]
    vectors: NDArray[np.int8]
    same_story: Floats
    same_act: Trees

    def occurrences(self, stem: str) -> float:
        """In about how many of the background texts the stem stood."""
        at = crc32(stem.encode("utf-8", "surrogatepass")) & (len(self.seen) - 1)
        return math.expm1(float(self.seen[at]) / STEPS)

    def weights(self, frequencies: Counter[str], count: int) -> dict[str, float]:
        """How much each word tells: its inverse document frequency in these `count` documents and the background."""
        total = count + self.documents + 1
        return {word: math.log(total / (here + self.occurrences(word) + 0.5)) for word, here in frequencies.items()}

    def vector(self, stem: str) -> Floats | None:
        """A vector of length one that is near those of words used alike; None for a word never seen."""
        at = self.rows.get(stem)
        if at is None:
            return None
        found = self.vectors[at].astype(np.float32)
        return found / max(float(np.linalg.norm(found)), 1e-6)


@cache
def learned() -> Learned:
    """What came with whence; without it, plain rules as weights."""
    path = resources.files("whence.compare") / "data" / "incidents.npz"
    return _read(path.read_bytes()) if path.is_file() else by_rule()


def by_rule() -> Learned:
    """Documents that share a third of their telling words are of one story, in which like words tell one act; small
    words (articles, prepositions …) tell nothing.
    """
    seen = np.zeros(1 << 14, np.uint8)
    for word, letter in kinds().items():
        if letter in _SMALL:
            seen[crc32(word.encode()) & (len(seen) - 1)] = _EVERYWHERE
    return Learned(_PLAIN, seen, {}, np.zeros((0, 1), np.int8), _rule(17, 12.0, -4.0), one_question(0.5, -3.0, 2.0))


def _rule(size: int, first: float, constant: float) -> Floats:
    """Weights of which the first feature alone counts."""
    found = np.zeros(size, np.float32)
    found[0], found[-1] = first, constant
    return found


def _read(data: bytes) -> Learned:
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        rows = {str(stem): at for at, stem in enumerate(str(held["stems"]).split())}
        return Learned(
            int(held["documents"]), held["seen"], rows, held["vectors"], held["same_story"], from_arrays(held)
        )


def chances(features: Floats, weights: Floats) -> Floats:
    """Logistic regression: how probable it is, for each row of features."""
    return (1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))).astype(np.float32)
