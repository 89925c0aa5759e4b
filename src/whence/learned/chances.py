"""How probable the pieces of a paragraph are under a linear-chain CRF, and which of them to name.

A reading wants labels that fit together: the best sequence (`decode.viterbi`). Who asks for single spans wants as many
as possible exactly right: here each piece counts its probability, less what a piece must be worth to be named at all,
and the set that is worth most is taken (minimum Bayes risk). The worth that maximises F1 is half of the F1 that is
reached (Lewis 1995, "Evaluating and optimizing autonomous text classification systems").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.learned.decode import KINDS, Floats, Piece

LEAST = (0.4, 0.37, 0.33)  # the probability from which a source, a cue, a content is named
_Doubles = NDArray[np.float64]
_Ints = NDArray[np.int64]
_TOGETHER = 128  # paragraphs of like length summed at once
_STRIDE = 64  # units by which a piece's reach is looked at


def likely(emissions: Sequence[Floats], moves: Floats, least: Sequence[float] = LEAST) -> list[dict[Piece, float]]:
    """The pieces of each paragraph, in order, and how probable it is that exactly these units are one.

    `emissions` holds (units, labels) for each; `moves` is (labels + 1, labels), its last row for the first unit; label
    0 is outside, then a begin and an inside label for each kind. `least` is for each kind the probability that a piece
    must have.
    """
    result: list[dict[Piece, float]] = [{} for _ in emissions]
    for rows, summed in _together(emissions, moves):
        found = [item for kind in range(len(KINDS)) for item in summed.candidates(kind, least[kind])]
        for row, options in zip(rows, _by_paragraph(found, summed.begins), strict=True):
            result[row] = _heaviest(options, least)
    return result


def span_chances(emissions: Sequence[Floats], moves: Floats, spans: Sequence[Sequence[Piece]]) -> list[list[float]]:
    """For each piece of each paragraph: how probable it is that exactly these units are marked so."""
    result: list[list[float]] = [[] for _ in emissions]
    for rows, summed in _together(emissions, moves):
        for row, offset in zip(rows, summed.begins, strict=True):
            result[row] = [summed.chance(piece, int(offset)) for piece in spans[row]]
    return result


def _together(emissions: Sequence[Floats], moves: Floats) -> Iterator[tuple[list[int], _Summed]]:
    """Paragraphs of like length summed together, with their numbers; those without units are left out."""
    order = sorted((len(item), row) for row, item in enumerate(emissions) if len(item))
    for at in range(0, len(order), _TOGETHER):
        rows = [row for _, row in order[at : at + _TOGETHER]]
        yield rows, _summed([emissions[row] for row in rows], moves)


@dataclass(frozen=True, slots=True)
class _Summed:
    """Paragraphs one after the other with the sums over all label sequences before and behind each unit, in logs."""

    begins: _Ints  # of each paragraph
    final: _Ints  # for each unit: the last one of its paragraph
    emissions: _Doubles
    before: _Doubles
    after: _Doubles
    total: _Doubles  # for each unit: of its whole paragraph
    inner: _Doubles

    def chance(self, piece: Piece, offset: int) -> float:
        """How probable a piece is, counted from this paragraph's first unit."""
        begin, inside = 1 + 2 * KINDS.index(piece.kind), 2 + 2 * KINDS.index(piece.kind)
        first, last = offset + piece.first, offset + piece.last - 1
        score = self.before[first, begin] - self.total[first]
        if last > first:
            score += self.inner[begin, inside] + self.inner[inside, inside] * (last - first - 1)
            score += self.emissions[first + 1 : last + 1, inside].sum()
        score += self._ending(np.array([last]), inside if last > first else begin, inside)[0]
        return float(np.exp(min(0.0, score)))

    def candidates(self, kind: int, least: float) -> list[tuple[int, int, int, float]]:
        """Every piece of this kind that is at least so probable: kind, first, last, probability."""
        begin, inside = 1 + 2 * kind, 2 + 2 * kind
        starts = np.flatnonzero(np.exp(self.before[:, begin] + self.after[:, begin] - self.total) >= least)
        alone = np.exp(self.before[starts, begin] + self._ending(starts, begin, inside) - self.total[starts])
        found = [(kind, int(i), int(i) + 1, float(p)) for i, p in zip(starts, alone, strict=True) if p >= least]
        inside_sum = np.concatenate([[0.0], np.cumsum(self.emissions[:, inside])])
        reach = 1
        while len(starts):
            lasts = starts[:, None] + np.arange(reach, reach + _STRIDE)
            there = lasts <= self.final[starts][:, None]
            lasts = np.minimum(lasts, self.final[starts][:, None])
            steps = self.inner[begin, inside] + self.inner[inside, inside] * (lasts - starts[:, None] - 1)
            run = inside_sum[lasts + 1] - inside_sum[starts + 1][:, None]
            score = (self.before[starts, begin] - self.total[starts])[:, None] + steps + run
            going_on = there & (np.exp(score + self.after[lasts, inside]) >= least)
            rows, columns = np.nonzero(going_on)
            ends = lasts[rows, columns]
            chances = np.exp(score[rows, columns] + self._ending(ends, inside, inside))
            found += [
                (kind, int(starts[row]), int(end) + 1, float(p))
                for row, end, p in zip(rows, ends, chances, strict=True)
                if p >= least
            ]
            starts = starts[going_on[:, -1]]
            reach += _STRIDE
        return found

    def _ending(self, units: _Ints, label: int, inside: int) -> _Doubles:
        """The sum over what may follow a piece that ends here with this label: anything but its going on."""
        following = np.minimum(units + 1, len(self.emissions) - 1)
        onward = self.inner[label] + self.emissions[following] + self.after[following]
        onward[:, inside] = -np.inf
        return np.where(units == self.final[units], 0.0, _sum(onward, 1))


def _summed(emissions: Sequence[Floats], moves: Floats) -> _Summed:
    """The forward and the backward pass over paragraphs in order of length."""
    lengths = np.array([len(item) for item in emissions])
    longest, count, inner = int(lengths[-1]), len(emissions), moves[:-1].astype(np.float64)
    padded = np.zeros((longest, count, moves.shape[1]))
    for row, item in enumerate(emissions):
        padded[: len(item), row] = item
    before, after = np.zeros_like(padded), np.zeros_like(padded)
    before[0] = padded[0] + moves[-1]
    longer = np.searchsorted(lengths, np.arange(longest), side="right")  # the first paragraph with a unit i
    for i in range(1, longest):
        here = slice(longer[i], None)
        before[i, here] = _sum(before[i - 1, here, :, None] + inner, 1) + padded[i, here]
    for i in range(longest - 2, -1, -1):
        here = slice(longer[i + 1], None)
        after[i, here] = _sum(inner + (padded[i + 1, here] + after[i + 1, here])[:, None, :], 2)
    rows = np.repeat(np.arange(count), lengths)
    begins = np.cumsum(lengths) - lengths
    places = np.arange(len(rows)) - begins[rows]
    return _Summed(
        begins=begins,
        final=(begins + lengths - 1)[rows],
        emissions=padded[places, rows],
        before=before[places, rows],
        after=after[places, rows],
        total=_sum(before[lengths - 1, np.arange(count)], 1)[rows],
        inner=inner,
    )


def _by_paragraph(
    found: Sequence[tuple[int, int, int, float]], begins: _Ints
) -> list[list[tuple[int, int, int, float]]]:
    """The candidates of each paragraph, counted from its first unit, in order of their ends."""
    parts: list[list[tuple[int, int, int, float]]] = [[] for _ in begins]
    for kind, first, last, chance in found:
        home = int(np.searchsorted(begins, first, side="right")) - 1
        offset = int(begins[home])
        parts[home].append((last - offset, first - offset, kind, chance))
    return [sorted(part) for part in parts]


def _heaviest(options: Sequence[tuple[int, int, int, float]], least: Sequence[float]) -> dict[Piece, float]:
    """Those that do not overlap and are worth most together (weighted interval scheduling)."""
    ends = [last for last, _, _, _ in options]
    worth = [0.0]
    room: list[int] = []
    for _, first, kind, chance in options:
        room.append(bisect_right(ends, first))
        worth.append(max(worth[-1], worth[room[-1]] + chance - least[kind]))
    chosen: list[tuple[Piece, float]] = []
    at = len(options)
    while at:
        if worth[at] == worth[at - 1]:
            at -= 1
            continue
        last, first, kind, chance = options[at - 1]
        chosen.append((Piece(KINDS[kind], first, last), chance))
        at = room[at - 1]
    return dict(reversed(chosen))


def _sum(scores: _Doubles, axis: int) -> _Doubles:
    """log Σ exp, safe for large numbers."""
    most = scores.max(axis, keepdims=True)
    return (most + np.log(np.exp(scores - most).sum(axis, keepdims=True))).squeeze(axis)
