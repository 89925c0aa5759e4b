"""How alike documents are, through an inverted index: work grows with the words they share, not with all pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
_RARE = 8  # a word in no more rows is counted pair by pair, others as columns of a table
_COLUMNS = 2_048
_TELLING = 50  # a word in more rows than this, and than a fiftieth of all, does not make neighbours


class Index:
    """Rows of weighted words, of length one each, and in which rows every word stands."""

    __slots__ = ("_ends", "_frequency", "_place", "_posted", "_row", "_start", "_value", "_word", "count", "norms")

    def __init__(self, rows: Sequence[Mapping[str, float]]) -> None:
        """Words are weighted as given; a row without words is like none."""
        self.count = len(rows)
        known: dict[str, int] = {}
        words = [known.setdefault(word, len(known)) for row in rows for word in row]
        values = [value for row in rows for value in row.values()]
        lengths = np.array([len(row) for row in rows], np.int64)
        self._ends = np.cumsum(lengths)
        self._row = np.repeat(np.arange(self.count), lengths)
        self._word = np.array(words, np.int64)
        raw = np.array(values, np.float64)
        squares = np.bincount(self._row, raw * raw, self.count)
        self.norms = np.maximum(np.sqrt(squares), 1e-6)
        self._value = (raw / self.norms[self._row]).astype(np.float32)
        order = np.argsort(self._word, kind="stable")
        self._place, self._posted = self._row[order], self._value[order]
        self._frequency = np.bincount(self._word, minlength=len(known)).astype(np.int64)
        self._start = np.cumsum(self._frequency) - self._frequency

    def neighbours(self, at: int) -> Floats:
        """The cosine of row `at` with every row, as far as telling words make it."""
        first = int(self._ends[at - 1]) if at else 0
        words, values = self._word[first : self._ends[at]], self._value[first : self._ends[at]]
        telling = self._frequency[words] <= max(_TELLING, self.count // 50)
        words, values = words[telling], values[telling]
        posted = self._posts(words)
        found = np.bincount(
            self._place[posted], self._posted[posted] * np.repeat(values, self._frequency[words]), self.count
        )
        return found.astype(np.float32)

    def _posts(self, words: Places) -> Places:
        """Where the rows of these words are listed."""
        counts = self._frequency[words]
        offset = np.repeat(self._start[words] - (np.cumsum(counts) - counts), counts)
        return offset + np.arange(int(counts.sum()))

    def matrix(self) -> Floats:
        """The cosine of every row with every row: for a block of some thousand rows at most."""
        found = np.zeros((self.count, self.count), np.float32)
        if not self.count:
            return found
        found += self._rare()
        common = np.flatnonzero(self._frequency > _RARE)
        for first in range(0, len(common), _COLUMNS):
            words = common[first : first + _COLUMNS]
            table = np.zeros((self.count, len(words)), np.float32)
            posted = self._posts(words)
            table[self._place[posted], np.repeat(np.arange(len(words)), self._frequency[words])] = self._posted[posted]
            found += table @ table.T
        return found

    def _rare(self) -> Floats:
        """What words in few rows add: for those in two rows, in three, and so on, all their pairs at once."""
        found = np.zeros(self.count * self.count)
        for often in range(1, _RARE + 1):
            words = np.flatnonzero(self._frequency == often)
            posted = self._start[words][:, None] + np.arange(often)
            places, values = self._place[posted], self._posted[posted]
            cells = places[:, :, None] * self.count + places[:, None, :]
            products = values[:, :, None] * values[:, None, :]
            found += np.bincount(cells.ravel(), products.ravel(), self.count * self.count)
        return found.reshape(self.count, self.count).astype(np.float32)


def blocks(index: Index, *, least: float, neighbours: int, largest: int) -> list[list[int]]:
    """Rows that hang together, in blocks of `largest` at most: the likest pairs are joined first.

    Only pairs with a cosine of `least`, and of each row its `neighbours` likest, are looked at.
    """
    if index.count <= largest:
        return [list(range(index.count))]
    parent = list(range(index.count))
    size = [1] * index.count

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in _likest(index, least, neighbours):
        first, second = sorted((root(one), root(other)))
        if first != second and size[first] + size[second] <= largest:
            parent[second] = first
            size[first] += size[second]
    found: dict[int, list[int]] = {}
    for at in range(index.count):
        found.setdefault(root(at), []).append(at)
    return list(found.values())


def _likest(index: Index, least: float, neighbours: int) -> Iterator[tuple[int, int]]:
    """Pairs of rows, the likest first."""
    ones: list[NDArray[np.int64]] = []
    others: list[NDArray[np.int64]] = []
    scores: list[Floats] = []
    for at in range(index.count):
        row = index.neighbours(at)
        row[at] = 0
        near = np.argpartition(-row, neighbours)[:neighbours] if index.count > neighbours else np.arange(index.count)
        near = near[(row[near] >= least) & (near > at)]
        ones.append(np.full(len(near), at))
        others.append(near)
        scores.append(row[near])
    one, other, score = np.concatenate(ones), np.concatenate(others), np.concatenate(scores)
    for at in np.lexsort((other, one, -score)):
        yield int(one[at]), int(other[at])


def linked(likeness: Floats, least: float) -> list[int]:
    """Groups by average linkage: two groups are joined while their mean likeness is `least` or more.

    The chain of nearest neighbours (Murtagh 1983) gives the same tree as joining the likest pair first. Returns a
    number for each row, counted from 0 in order of first appearance.
    """
    count = len(likeness)
    near = likeness.astype(np.float32, copy=True)
    np.fill_diagonal(near, -1)
    size = np.ones(count, np.float32)
    joins: list[tuple[float, int, int]] = []
    alive = np.ones(count, bool)
    chain: list[int] = []
    while alive.any():
        if not chain:
            chain.append(int(alive.argmax()))
        at = chain[-1]
        best = int(near[at].argmax())
        if near[at, best] < least:  # nothing is near enough to this one, now or later
            alive[at] = False
            near[at, :] = near[:, at] = -1
            chain.pop()
            continue
        if len(chain) > 1 and near[at, chain[-2]] >= near[at, best]:
            best = chain[-2]
        if len(chain) < 2 or best != chain[-2]:
            chain.append(best)
            continue
        del chain[-2:]
        keep, gone = min(at, best), max(at, best)
        joins.append((float(near[keep, gone]), keep, gone))
        row = (near[keep] * size[keep] + near[gone] * size[gone]) / (size[keep] + size[gone])
        row[~alive] = -1
        row[keep] = row[gone] = -1
        size[keep] += size[gone]
        alive[gone] = False
        near[keep, :] = near[:, keep] = row
        near[gone, :] = near[:, gone] = -1
    return _numbered(count, [(one, other) for _, one, other in joins])


def _numbered(count: int, joins: Sequence[tuple[int, int]]) -> list[int]:
    parent = list(range(count))
    for one, other in joins:  # `one` is smaller and was a root when they were joined
        parent[other] = one
    names: dict[int, int] = {}
    found: list[int] = []
    for at in range(count):
        top = at
        while parent[top] != top:
            top = parent[top]
        found.append(names.setdefault(top, len(names)))
    return found
