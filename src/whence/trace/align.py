"""A quotation laid word by word over stretches of the texts: the cheapest way to make it of their words.

Affine gaps (Gotoh 1982) with two differences that quotations ask for: leaving words out costs next to nothing where an
ellipsis says so, and the next word may come from anywhere, at a price (Ukkonen & Tichy's block moves), so that a
quotation joined from two places is found as that. One row of the table is one operation on arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.index import Floats, Index, Longs
from whence.trace.quote import Sought
from whence.trace.seek import Stretch
from whence.trace.variants import canonical
from whence.trace.words import Ints

_VARIANT, _ALIKE, _OTHER = 0.15, 0.6, 1.0  # a word put for another: the same spelled otherwise, akin, any
_ADDED = 1.02  # a little more than another word in its place: at the ends both are possible
_LEFT_OUT, _EACH = 0.8, 0.04
_BRACKETED = 0.3  # whatever is done within brackets, or next to them
_MARKED, _EACH_MARKED = 0.05, 0.001
_ONWARD, _ELSEWHERE = 2.6, 3.4  # the next word stands far behind in the same text; or anywhere
_ONWARD_MARKED = 0.5
_FOREVER = np.float32(1e6)
_AKIN = 4  # letters two words begin with to be akin
_START, _NEXT, _LEFT, _MOVED, _PUT_IN = range(5)  # nothing before; the neighbour; words left out; from elsewhere; added


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each word of the quotation the place of the word it stands for, -1 where it was added.

    `cost` is what the changes cost together.
    """

    places: Longs
    cost: float


@dataclass(frozen=True, slots=True)
class _Table:
    """The words of the stretches, one stretch a row; 0 and -1 fill up the shorter ones."""

    places: Longs
    numbers: Ints
    variants: Ints
    akin: Ints
    there: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Row:
    """For each place the least cost of having used it last, and the way that leads there."""

    cost: Floats
    how: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class _Jumps:
    """What going from one stretch (row) to another (column) costs: little onward in one text where a mark says so."""

    plain: Floats
    marked: Floats

    def at(self, quote: Sought, i: int) -> Floats:
        """Before this word of the quotation."""
        return self.marked if quote.gap[i] else self.plain


class Variants:
    """For each word of a vocabulary two more numbers: of its canonical spelling, and of what it begins with."""

    def __init__(self, forms: Sequence[str]) -> None:
        """`forms` may grow later on."""
        self._forms = forms
        self._numbers: dict[str, int] = {}
        self._known: dict[int, tuple[int, int]] = {}

    def of(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Both numbers of each of these words."""
        distinct, inverse = np.unique(numbers, return_inverse=True)
        found = np.array([self._of(int(number)) for number in distinct], np.int32).reshape(-1, 2)
        return found[inverse, 0].reshape(numbers.shape), found[inverse, 1].reshape(numbers.shape)

    def _of(self, number: int) -> tuple[int, int]:
        known = self._known.get(number)
        if known is None:
            spelling = canonical(self._forms[number])
            begins = spelling[:_AKIN] if len(spelling) > _AKIN else f"={spelling}"
            known = self._known[number] = self._number(f"v{spelling}"), self._number(begins)
        return known

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def align(index: Index, quote: Sought, stretches: Sequence[Stretch], variants: Variants, *, moves: bool) -> Alignment:
    """The cheapest alignment with these stretches, in their order; `moves`: the next word may stand anywhere."""
    table = _table(index, stretches, variants)
    jumps = _jumps(stretches, moves=moves)
    return _traced(quote, table, jumps, _rows(quote, table, _costs(quote, table, variants), jumps))


def _table(index: Index, stretches: Sequence[Stretch], variants: Variants) -> _Table:
    width = max(item.last - item.first for item in stretches)
    places = np.full((len(stretches), width), -1, np.int64)
    for row, item in enumerate(stretches):
        places[row, : item.last - item.first] = np.arange(item.first, item.last)
    there = places >= 0
    numbers = np.where(there, index.numbers[places], 0)
    return _Table(places, numbers, *variants.of(numbers), there)


def _jumps(stretches: Sequence[Stretch], *, moves: bool) -> _Jumps:
    texts = np.array([item.text for item in stretches])
    firsts = np.array([item.first for item in stretches])
    onward = (texts[:, None] == texts[None, :]) & (firsts[:, None] < firsts[None, :])
    plain = (
        np.where(onward, np.float32(_ONWARD), np.float32(_ELSEWHERE))
        if moves
        else np.full_like(onward, _FOREVER, np.float32)
    )
    return _Jumps(plain, np.where(onward, np.float32(_ONWARD_MARKED), plain))


def _costs(quote: Sought, table: _Table, variants: Variants) -> Iterator[Floats]:
    """For each word of the quotation what each word of the stretches costs in its place: one row at a time."""
    spellings, begins = variants.of(quote.numbers)
    for i, number in enumerate(quote.numbers):
        cost = np.where(table.akin == begins[i], np.float32(_ALIKE), np.float32(_OTHER))
        cost = np.where(table.variants == spellings[i], np.float32(_VARIANT), cost)
        if quote.bracketed[i]:
            cost = np.minimum(cost, np.float32(_BRACKETED))
        cost = np.where(table.numbers == number, np.float32(0), cost)
        yield np.where(table.there, cost, _FOREVER).astype(np.float32)


def _rows(quote: Sought, table: _Table, costs: Iterable[Floats], jumps: _Jumps) -> list[_Row]:
    """For each word of the quotation what it costs at least to have used each place last, and how it was come by."""
    added = 0.0
    rows: list[_Row] = []
    for i, cost in enumerate(costs):
        least, how = np.full_like(cost, added), np.full(cost.shape, _START, np.int8)
        if rows:
            before = rows[-1].cost
            _lower(least, how, _gapped(before, *_leaving(quote, i)), _LEFT)
            _lower(least, how, (before.min(1)[:, None] + jumps.at(quote, i)).min(0)[:, None], _MOVED)
            onward = np.full_like(cost, _FOREVER)
            onward[:, 1:] = before[:, :-1]
            _lower(least, how, onward, _NEXT)
        least += cost
        if rows:
            _lower(least, how, np.where(table.there, rows[-1].cost + np.float32(_adding(quote, i)), _FOREVER), _PUT_IN)
        rows.append(_Row(least, how))
        added += _adding(quote, i)
    return rows


def _lower(least: Floats, how: NDArray[np.int8], other: Floats, way: int) -> None:
    """Where the other way costs less, take it; contiguous words win where both cost the same."""
    better = other <= least if way == _NEXT else other < least
    np.copyto(least, other, where=better)
    how[better] = way


def _adding(quote: Sought, i: int) -> float:
    return _BRACKETED / 2 if quote.bracketed[i] else _ADDED


def _leaving(quote: Sought, i: int) -> tuple[float, float]:
    """What it costs to leave words out before this word: to begin with, and for each."""
    if quote.gap[i]:
        return _MARKED, _EACH_MARKED
    if quote.bracketed[i] or quote.bracketed[i - 1]:
        return _BRACKETED, _EACH
    return _LEFT_OUT, _EACH


def _gapped(before: Floats, open_: float, each: float) -> Floats:
    """The least cost of coming to each place with at least one word left out before it."""
    steps = np.arange(before.shape[1], dtype=np.float32) * np.float32(each)
    least = np.minimum.accumulate(before - steps, axis=1)
    found = np.full_like(before, _FOREVER)
    found[:, 2:] = least[:, :-2] + steps[2:] - np.float32(each) + np.float32(open_)
    return found


def _traced(quote: Sought, table: _Table, jumps: _Jumps, rows: list[_Row]) -> Alignment:
    """The way back from the cheapest end."""
    places = np.full(len(quote), -1, np.int64)
    r, c = _cheapest(rows[-1].cost)
    cost = float(rows[-1].cost[r, c])
    for i in range(len(quote) - 1, -1, -1):
        how = int(rows[i].how[r, c])
        if how == _PUT_IN:
            continue
        places[i] = table.places[r, c]
        if how == _START:
            break
        before = rows[i - 1].cost
        if how == _NEXT:
            c -= 1
        elif how == _LEFT:
            each = _leaving(quote, i)[1]
            c = int((before[r, : c - 1] - np.float32(each) * np.arange(c - 1, dtype=np.float32)).argmin())
        else:
            r = int((before.min(1) + jumps.at(quote, i)[:, r]).argmin())
            c = int(before[r].argmin())
    return Alignment(places, cost)


def _cheapest(cost: Floats) -> tuple[int, int]:
    r, c = np.unravel_index(int(cost.argmin()), cost.shape)
    return int(r), int(c)
