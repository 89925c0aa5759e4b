"""What the words around a number do to it: “at least”, “about”, “or more” open its interval, or make it wider."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from whence.compare.lexicon import table
from whence.compare.numbers.amount import ALMOST, Amount
from whence.compare.tokens import Token

_ABOUT = 0.1  # "about n" is n give or take a tenth
_CENT = 0.01  # what "more than" adds to money
_LONGEST_PHRASE = 4


@cache
def _comparators(key: str) -> Mapping[tuple[str, ...], str]:
    return {tuple(phrase.split()): name for name, listed in table("numbers")[key].items() for phrase in listed}


def compared(line: Sequence[Token], found: Amount) -> Amount:
    """With the phrases before and behind that make the interval wider, or open it."""
    before, size = _phrase(line, found.begin, "comparators", forward=-1)
    after, length = _phrase(line, found.end, "after", forward=1)
    told = replace(found, begin=found.begin - size, end=found.end + length)
    for name in (before, after):
        told = _bounded(told, name) if name else told
    return told


def _phrase(line: Sequence[Token], at: int, key: str, *, forward: int) -> tuple[str | None, int]:
    """The longest phrase that ends before (or starts at) a token."""
    listed = _comparators(key)
    for size in range(_LONGEST_PHRASE, 0, -1):
        begin, end = (at - size, at) if forward < 0 else (at, at + size)
        if begin < 0 or end > len(line):
            continue
        words = tuple(token.word for token in line[begin:end])
        if words in listed:
            return listed[words], size
    return None, 0


def _bounded(found: Amount, name: str) -> Amount:
    if found.low is None and found.fraction:
        return _bounded_share(found, name, found.fraction)
    low, high = found.low, found.high
    if low is None or name == "exactly":
        return found
    whole = low == int(low) and found.currency is None
    if name == "at_least":
        return replace(found, high=None)
    if name == "more_than":
        return replace(found, low=low + 1 if whole else low + _CENT, high=None)
    if high is None:
        return found
    whole = whole and high == int(high)
    below = high - 1 if whole else high - _CENT
    if name == "at_most":
        return replace(found, low=0.0)
    if name == "fewer_than":
        return replace(found, low=0.0, high=max(below, 0.0))
    less, more = _around(low, high, whole=whole)
    if name == "nearly":
        share = (0.85, ALMOST) if found.fraction else None
        return replace(found, low=min(less, below), high=max(below, 0.0), approximate=True, fraction=share)
    if name == "slightly_more":
        above = low + 1 if whole else low + _CENT
        return replace(found, low=above, high=max(more, above), approximate=True)
    return replace(found, low=less, high=more, approximate=True)


def _around(low: float, high: float, *, whole: bool) -> tuple[float, float]:
    less, more = low * (1 - _ABOUT), high * (1 + _ABOUT)
    return (float(math.floor(less + 1e-9)), float(math.ceil(more - 1e-9))) if whole else (less, more)


def _bounded_share(found: Amount, name: str, fraction: tuple[float, float]) -> Amount:
    low, high = fraction
    bounds = {
        "at_least": (low, max(high, 1.0)),
        "more_than": (low + 1 - ALMOST, max(high, 1.0)),
        "at_most": (0.0, high),
        "fewer_than": (0.0, high - 1 + ALMOST),
        "nearly": (0.85 if high == 1.0 else low * (1 - _ABOUT), high - 1 + ALMOST),
        "about": (low * (1 - _ABOUT), min(high * (1 + _ABOUT), max(high, 1.0))),
        "slightly_more": (low + 1 - ALMOST, high * (1 + _ABOUT)),
    }.get(name)
    if bounds is None:
        return found
    loose = name in ("about", "nearly", "slightly_more")
    return replace(found, fraction=(min(bounds), max(bounds)), approximate=found.approximate or loose)
