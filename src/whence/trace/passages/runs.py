"""Runs: words that two texts share at one distance from each other, grown from shared fingerprints.

A run goes on over a word that differs while most words are the same (X-drop, Altschul et al. 1990); where words were
put in or left out, it may go on at another distance if three words on end are the same there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import compiled
from whence.trace.passages.prints import WORDS
from whence.trace.passages.sides import Side, for_kernel, same
from whence.trace.passages.tokens import Longs

_NEAR = 10  # words between two fingerprints at one distance that are taken for one run
_DROP, _OTHER = 2.5, 1.0  # a run ends where its score has fallen so far; what a word that differs costs
_LEAP, _AGAIN = 4, 3  # words left out on either side of a leap; words that must be the same behind it
_LEAPS = 4
_WORTH = 6  # words that a run must have to leap from its ends
_FAR = 999
_AHEAD = np.arange(_LEAP + 1)
_PRICES = 2 * (_AHEAD[:, None] + _AHEAD) + np.abs(
    _AHEAD[:, None] - _AHEAD
)  # of leaving out so many words here and there
_PRICES[0, 0] = _FAR
_ONE_TEXT = 2  # borders
_LONGEST = 63  # bits of a key
_BITS = 31  # of the number of a word
_FIRST, _STRIDE, _LONG = 3, 8, 256  # words looked at in one step: so many that differ end a run; then, at most
_CELLS = 2_000_000  # pairs of words looked at together
_ROWS = 50_000  # leaps looked at in one step
_OUTSIDE, _NONE, _NEITHER = -1, -2, -3  # no word; boilerplate, which is the same as nothing on the other side


@dataclass(frozen=True, slots=True)
class Runs:
    """Words `a` to the one before `a_end` of one side stand as `b` to `b_end` on the other; one run a row."""

    a: Longs
    a_end: Longs
    b: Longs
    b_end: Longs

    def __len__(self) -> int:
        return len(self.a)

    def __getitem__(self, chosen: NDArray[np.integer] | NDArray[np.bool_]) -> Runs:
        return Runs(self.a[chosen], self.a_end[chosen], self.b[chosen], self.b_end[chosen])


def joined(parts: Sequence[Runs]) -> Runs:
    """Several as one."""
    return Runs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Runs.__slots__))


def runs(one: Side, other: Side, a: Longs, b: Longs) -> Runs:
    """The runs that grow from fingerprints at the words `a` of one side and `b` of the other, each pair once."""
    if not len(a):
        return Runs(a, a, b, b)
    kernel = compiled.kernel
    if kernel is None:
        return _strided(one, other, a, b)
    mine, theirs = for_kernel(one), for_kernel(other)
    order = np.argsort(_near_keys(one, a, b))
    grown = Runs(*kernel.grown(mine, theirs, a[order], b[order], _NEAR))
    leapt = Runs(*kernel.leapt(mine, theirs, grown.a, grown.a_end, grown.b, grown.b_end))
    if not len(leapt):
        return grown
    found = joined([grown, leapt])
    found = found[np.argsort(_near_keys(one, found.a, found.b))]
    return Runs(*kernel.merged(mine, theirs, found.a, found.a_end, found.b, found.b_end))


def _near_keys(one: Side, a: Longs, b: Longs) -> Longs:
    """Numbers in order of the text of `a`, then as `_keys`: what is compared next is near what was compared last. Where
    such numbers would be too large, `_keys`.
    """
    if len(one.begins) == _ONE_TEXT:
        return _keys(a, b)
    texts, distance = one.text_of(a), b - a
    texts -= texts.min()
    distance -= distance.min()
    words = a - a.min()
    wide = int(distance.max()).bit_length(), int(words.max()).bit_length()
    if int(texts.max()).bit_length() + sum(wide) > _LONGEST:
        return _keys(a, b)
    return (((texts << wide[0]) | distance) << wide[1]) | words


def _keys(a: Longs, b: Longs) -> Longs:
    """Numbers in order of the distance and then of `a`: of one distance, words in order are of texts in order."""
    return (b - a << _BITS) + a


def _strided(one: Side, other: Side, a: Longs, b: Longs) -> Runs:
    """Words are compared some at a time for all runs together."""
    right = np.ones(len(a), bool)
    for step in range(WORDS):
        right &= same(one, a + step, other, b + step)
    a, b = a[right], b[right]
    seeds = _merged(Runs(a, a + WORDS, b, b + WORDS), one, other, _NEAR)
    grown = _merged(_grown(seeds, one, other), one, other, 1)
    leapt = [*_leapt(grown, one, other, 1), *_leapt(grown, one, other, -1)]
    return _merged(joined([grown, *leapt]), one, other, 1) if leapt else grown


def _merged(found: Runs, one: Side, other: Side, near: int) -> Runs:
    """Those of one pair of texts and one distance that touch, or nearly do, as one; in order."""
    if not len(found):
        return found
    distance = found.b - found.a
    order = np.argsort(_near_keys(one, found.a, found.b))
    found, distance = found[order], distance[order]
    pairs = _pairs(found, one, other)
    apart = np.ones(len(found), bool)
    apart[1:] = (pairs[1:] != pairs[:-1]) | (distance[1:] != distance[:-1])
    reached = _reached(found.a_end, apart)
    apart[1:] |= found.a[1:] > reached[:-1] + near
    firsts = np.flatnonzero(apart)
    return Runs(
        found.a[firsts],
        np.maximum.reduceat(found.a_end, firsts),
        found.b[firsts],
        np.maximum.reduceat(found.b_end, firsts),
    )


def _reached(ends: Longs, apart: NDArray[np.bool_]) -> Longs:
    """The furthest end so far within each group."""
    group = np.cumsum(apart)
    lift = group * (int(ends.max(initial=0)) + 1)
    return np.maximum.accumulate(ends + lift) - lift


def _pairs(found: Runs, one: Side, other: Side) -> Longs:
    """A number for each pair of texts."""
    return one.text_of(found.a) * np.int64(len(other.begins)) + other.text_of(found.b)


def _grown(found: Runs, one: Side, other: Side) -> Runs:
    """Each run as far as its words go on being the same, most of them."""
    limits = _limits(found, one, other)
    before = _reach(one, other, found.a - 1, found.b - 1, limits, -1)
    behind = _reach(one, other, found.a_end, found.b_end, limits, 1)
    return Runs(found.a - before, found.a_end + behind, found.b - before, found.b_end + behind)


_Limits = tuple[Longs, Longs, Longs, Longs]


def _limits(found: Runs, one: Side, other: Side) -> _Limits:
    """The borders of the texts on both sides: first word and the one behind the last, of each."""
    mine, theirs = one.text_of(found.a), other.text_of(found.b)
    return one.begins[mine], one.begins[mine + 1], other.begins[theirs], other.begins[theirs + 1]


def _reach(one: Side, other: Side, a: Longs, b: Longs, limits: _Limits, step: int) -> Longs:
    """How many words from these on belong to the run, in the direction of `step`."""
    score, best = np.zeros(len(a)), np.zeros(len(a))
    reached = np.zeros(len(a), np.int64)
    going, done, stride = np.arange(len(a)), 0, _FIRST
    while len(going):
        mine = _words(one, a[going] + step * done, stride * step, limits[0][going], limits[1][going], _NONE)
        theirs = _words(other, b[going] + step * done, stride * step, limits[2][going], limits[3][going], _NEITHER)
        scores = score[going, None] + np.cumsum(np.where(mine == theirs, 1.0, -_OTHER), axis=1)
        peaks = np.maximum.accumulate(np.maximum(scores, best[going, None]), axis=1)
        over = (scores <= peaks - _DROP) | (mine == _OUTSIDE) | (theirs == _OUTSIDE)
        ended = over.any(axis=1)
        scores[np.arange(stride) >= np.where(ended, over.argmax(axis=1), stride)[:, None]] = -np.inf
        top = scores.argmax(axis=1)
        most = scores[np.arange(len(going)), top]
        better = most > best[going]
        reached[going[better]] = done + top[better] + 1
        best[going[better]] = most[better]
        score[going] = scores[:, -1]
        going = going[~ended]
        done += stride
        stride = max(_STRIDE, min(2 * stride, _LONG, _CELLS // max(len(going), 1)))
    return reached


def _words(side: Side, places: Longs, many: int, first: Longs, end: Longs, masked: int) -> NDArray[np.int32]:
    """For each place a row of so many words from there on, backwards where `many` is below zero.

    `_OUTSIDE` stands for what is not of the text, `masked` for boilerplate.
    """
    at = places[:, None] + np.arange(0, many, 1 if many > 0 else -1)
    inside = (at >= first[:, None]) & (at < end[:, None])
    at = np.where(inside, at, 0)
    found = np.where(inside, side.words[at].astype(np.int32), _OUTSIDE)
    return np.where(side.is_masked(at) & inside, masked, found) if side.masked is not None else found


def _leapt(found: Runs, one: Side, other: Side, step: int) -> list[Runs]:
    """What goes on behind (or before) the runs at another distance, leap after leap."""
    found = found[found.a_end - found.a >= _WORTH]
    limits = _limits(found, one, other)
    a, b = (found.a_end, found.b_end) if step > 0 else (found.a - 1, found.b - 1)
    parts: list[Runs] = []
    for _ in range(_LEAPS):
        here, there, landed = _landing(one, other, a, b, limits, step)
        if not landed.any():
            break
        here, there = here[landed], there[landed]
        limits = (limits[0][landed], limits[1][landed], limits[2][landed], limits[3][landed])
        size = _reach(one, other, here, there, limits, step)
        a, b = here + step * size, there + step * size
        parts.append(Runs(here, a, there, b) if step > 0 else Runs(a + 1, here + 1, b + 1, there + 1))
    return parts


def _landing(
    one: Side, other: Side, a: Longs, b: Longs, limits: _Limits, step: int
) -> tuple[Longs, Longs, NDArray[np.bool_]]:
    """The nearest places behind these where words on end are the same again; and whether there are any."""
    parts = [_landed(one, other, a, b, limits, step, np.s_[at : at + _ROWS]) for at in range(0, len(a), _ROWS)]
    price = np.concatenate([part.min(axis=1) for part in parts]) if parts else np.zeros(0)
    best = np.concatenate([part.argmin(axis=1) for part in parts]) if parts else np.zeros(0, np.int64)
    mine, theirs = np.divmod(best, _LEAP + 1)
    return a + step * mine, b + step * theirs, price < _FAR


def _landed(one: Side, other: Side, a: Longs, b: Longs, limits: _Limits, step: int, rows: slice) -> NDArray[np.int64]:
    """For some of the places, what each leap costs that lands on words that are the same."""
    many = (_LEAP + _AGAIN) * step
    mine = _words(one, a[rows], many, limits[0][rows], limits[1][rows], _NONE)
    theirs = _words(other, b[rows], many, limits[2][rows], limits[3][rows], _NEITHER)
    alike = (mine[:, :, None] == theirs[:, None, :]) & (mine[:, :, None] != _OUTSIDE)
    size = _LEAP + 1
    again = np.ones((len(mine), size, size), bool)
    for ahead in range(_AGAIN):
        again &= alike[:, ahead : ahead + size, ahead : ahead + size]
    return np.where(again, _PRICES, _FAR).reshape(len(mine), -1)
