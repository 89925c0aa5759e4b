"""Where a quotation may come from: the stretches of the texts that share most of its rarer words and word pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whence.trace.index import Floats, Index, Longs
from whence.trace.quote import Sought

_MOST_HITS = 40_000  # places looked at for one quotation, the rarest pairs first
_AT_LEAST = 3  # pairs looked at however frequent they are
_RARE = 400  # a single word seen no more often than this is looked at alone
_LEAST_STRETCH = 48
_KEPT = 48  # stretches compared word by word
_SHARE = 0.34  # a stretch must share this much of what the best one shares


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to the one before `last` of one text, in places of the index. `score`: the bits it shares."""

    text: int
    first: int
    last: int
    score: float


def stretches(index: Index, quote: Sought) -> list[Stretch]:
    """The stretches that share most with the quotation, best first; none when nothing is shared."""
    places, words, bits = _hits(index, quote)
    if not len(places):
        return []
    size = max(_LEAST_STRETCH, 2 * len(quote))
    found: dict[tuple[int, int], float] = {}
    for shift in (0, size // 2):
        _score(found, index, (places + shift) // size, words, bits, places, size, shift)
    return _kept(index, found, size, len(quote))


def _hits(index: Index, quote: Sought) -> tuple[Longs, Longs, Floats]:
    """Places that hold a pair of the quotation, or a rare word of it; which word of it, and how much that tells."""
    numbers = quote.numbers
    known = numbers < len(index.bits)
    total = len(index.numbers)
    low, high = index.pairs(numbers[:-1], numbers[1:])
    counts = high - low
    order = np.argsort(counts, kind="stable")
    order = order[counts[order] > 0]
    enough = np.searchsorted(np.cumsum(counts[order]), _MOST_HITS, "right")
    parts: list[tuple[Longs, int, float]] = [
        (index.pair_places[low[i] : high[i]], int(i), float(np.log2(total / counts[i])))
        for i in order[: max(int(enough), _AT_LEAST)]
    ]
    for i in np.flatnonzero(known):
        where = index.places(int(numbers[i]))
        if 0 < len(where) <= _RARE:
            parts.append((where, int(i), float(index.bits[numbers[i]])))
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)
    lengths = [len(where) for where, _, _ in parts]
    return (
        np.concatenate([where for where, _, _ in parts]),
        np.repeat([i for _, i, _ in parts], lengths).astype(np.int64),
        np.repeat([told for _, _, told in parts], lengths).astype(np.float32),
    )


def _score(
    found: dict[tuple[int, int], float], index: Index, buckets: Longs, words: Longs, bits: Floats, places: Longs,
    size: int, shift: int,
) -> None:  # fmt: skip
    """Sum for each bucket of `size` places and each text in it what its distinct words tell."""
    texts = np.searchsorted(index.begins, places, "right") - 1
    wide = int(words.max()) + 1
    keys = (texts * (len(index.numbers) // size + 2) + buckets) * wide + words
    order = np.lexsort((-bits, keys))
    keys, first = keys[order], np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    chosen = order[first]
    homes, inverse = np.unique(keys[first] // wide, return_inverse=True)
    sums = np.bincount(inverse, bits[chosen])
    least = _SHARE * sums.max()
    for home, total in zip(homes[sums >= least], sums[sums >= least], strict=True):
        text, bucket = divmod(int(home), len(index.numbers) // size + 2)
        found[text, bucket * size - shift] = float(total)


def _kept(index: Index, found: dict[tuple[int, int], float], size: int, length: int) -> list[Stretch]:
    """The best buckets with what stands around them; those of one text that touch are one stretch."""
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    least = _SHARE * best[0][1] if best else 0.0
    margin = length + 8
    spans = sorted((text, first, score) for (text, first), score in best[:_KEPT] if score >= least)
    merged: list[Stretch] = []
    for text, first, shared in spans:
        score = shared
        begin, end = int(index.begins[text]), int(index.begins[text + 1]) - 1
        low, high = max(first - margin, begin), min(first + size + margin, end)
        if merged and merged[-1].text == text and low <= merged[-1].last:
            last = merged.pop()
            low, high, score = last.first, max(high, last.last), max(score, last.score)
        merged.append(Stretch(text, low, high, score))
    return sorted(merged, key=lambda item: (-item.score, item.first))
