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
_AT_ONCE = 200_000  # costs worked out at a time
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
    any: bool

    def at(self, quote: Sought, i: int) -> Floats:
        """Before this word of the quotation."""
        return self.marked if quote.gap[i] else self.plain


class Variants:
    """For each word of a vocabulary two more numbers: of its canonical spelling, and of what it begins with."""

    def __init__(self, forms: Sequence[str]) -> None:
        """`forms` may grow later on."""
        self._forms = forms
        self._numbers: dict[str, int] = {}
        self._known = np.zeros((0, 2), np.int32)  # 0: not looked at yet

    def of(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Both numbers of each of these words."""
        if len(self._known) < len(self._forms):
            self._known = np.pad(self._known, ((0, len(self._forms) - len(self._known)), (0, 0)))
        for number in np.unique(numbers[self._known[numbers, 0] == 0]).tolist():
            self._known[number] = self._of(number)
        found = self._known[numbers]
        return found[..., 0], found[..., 1]

    def _of(self, number: int) -> tuple[int, int]:
        spelling = canonical(self._forms[number])
        begins = spelling[:_AKIN] if len(spelling) > _AKIN else f"={spelling}"
        return self._number(f"v{spelling}"), self._number(begins)

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
    return _Jumps(plain, np.where(onward, np.float32(_ONWARD_MARKED), plain), any=moves or bool(onward.any()))


def _costs(quote: Sought, table: _Table, variants: Variants) -> Iterator[Floats]:
    """For each word of the quotation what each word of the stretches costs in its place; some words at a time."""
    spellings, begins = variants.of(quote.numbers)
    other = np.where(quote.bracketed, np.float32(_BRACKETED), np.float32(_OTHER))
    alike, variant = np.minimum(other, np.float32(_ALIKE)), np.minimum(other, np.float32(_VARIANT))
    step = max(1, _AT_ONCE // table.numbers.size)
    for at in range(0, len(quote), step):
        some = np.s_[at : at + step, None, None]
        cost = np.where(table.akin == begins[some], alike[some], other[some])
        np.copyto(cost, variant[some], where=table.variants == spellings[some])
        cost[table.numbers == quote.numbers[some]] = 0
        cost[:, ~table.there] = _FOREVER
        yield from cost


def _rows(quote: Sought, table: _Table, costs: Iterable[Floats], jumps: _Jumps) -> list[_Row]:
    """For each word of the quotation what it costs at least to have used each place last, and how it was come by."""
    added = 0.0
    rows: list[_Row] = []
    steps = np.arange(table.numbers.shape[1], dtype=np.float32)
    for i, cost in enumerate(costs):
        least, how = np.full(cost.shape, added, np.float32), np.full(cost.shape, _START, np.int8)
        if rows:
            before = rows[-1].cost
            _lower(least[:, 2:], how[:, 2:], _gapped(before, steps, *_leaving(quote, i)), _LEFT)
            if jumps.any:
                _lower(least, how, (before.min(1)[:, None] + jumps.at(quote, i)).min(0)[:, None], _MOVED)
            _lower(least[:, 1:], how[:, 1:], before[:, :-1], _NEXT)
        least += cost
        if rows:
            _lower(least, how, rows[-1].cost + np.float32(_adding(quote, i)), _PUT_IN)
        rows.append(_Row(least, how))
        added += _adding(quote, i)
    return rows


def _lower(least: Floats, how: NDArray[np.int8], other: Floats, way: int) -> None:
    """Where the other way costs less, take it; contiguous words win where both cost the same."""
    better = other <= least if way == _NEXT else other < least
    np.copyto(least, other, where=better)
    how[better] = way


def _gapped(before: Floats, steps: Floats, open_: float, each: float) -> Floats:
    """The least cost of coming to each place but the first two with at least one word left out before it."""
    lengths = steps * np.float32(each)
    least = np.minimum.accumulate(before - lengths, axis=1)
    return least[:, :-2] + (lengths[2:] + np.float32(open_ - each))


def _adding(quote: Sought, i: int) -> float:
    return _BRACKETED / 2 if quote.bracketed[i] else _ADDED


def _leaving(quote: Sought, i: int) -> tuple[float, float]:
    """What it costs to leave words out before this word: to begin with, and for each."""
    if quote.gap[i]:
        return _MARKED, _EACH_MARKED
    if quote.bracketed[i] or quote.bracketed[i - 1]:
        return _BRACKETED, _EACH
    return _LEFT_OUT, _EACH


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
