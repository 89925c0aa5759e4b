"""What two mentions of one story have in common, as numbers: for many pairs at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.compare.incidents.acts import LIGHT, SAYING, Act, Told, acts
from whence.compare.incidents.learned import learned
from whence.compare.incidents.likeness import Index

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Values = NDArray[np.floating] | Flags
_ALIKE = 0.35  # acts whose words are less alike are never joined
_EARLY = 0.25
_NEAREST = 2


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of mentions (`one` before `other`) whose words are alike; `features` has a row for each feature."""

    one: Places
    other: Places
    features: Floats


def act_pairs(told: Sequence[Told]) -> Pairs:
    """The pairs of these mentions that may tell the same act, and their features. Work grows with all pairs."""
    found, weights = acts(told)
    heads = _Heads.of(found)
    alike = heads.like[np.ix_(heads.of_act, heads.of_act)]
    shared = _shared([dict.fromkeys(act.stems, 1.0) for act in found]) > 0
    one, other = np.nonzero(np.triu((alike >= _ALIKE) | shared, 1))
    pair = _Pair(found, weights, one, other)
    rows = [
        *_by_words(pair, heads, shared),
        *_by_surroundings(pair),
        *_by_arguments(pair),
        *_by_form(pair),
        *_by_place(pair),
        *_by_heads(pair, heads, len({act.document for act in found})),
    ]
    return Pairs(one, other, np.stack([np.asarray(row, np.float32) for row in rows]))


@dataclass(frozen=True, slots=True)
class _Heads:
    """The different heads of the acts: which each act has, how alike any two are used, in how many documents and how
    often each stands, how alike their surroundings are, how often two stand in one sentence and in one document.
    """

    of_act: Places
    like: Floats
    spread: Floats
    often: Floats
    surroundings: Floats
    in_sentence: Floats
    in_document: Floats
    saying: Floats
    light: Floats

    @classmethod
    def of(cls, found: Sequence[Act]) -> _Heads:
        """The heads of these acts."""
        names = sorted({act.head for act in found})
        rows = {name: row for row, name in enumerate(names)}
        of_act = np.array([rows[act.head] for act in found], np.int64)
        like = _cosines(_vectors([{name: 1.0} for name in names]))
        np.fill_diagonal(like, 1)
        totals: list[Counter[str]] = [Counter() for _ in names]
        for act in found:
            totals[rows[act.head]].update(act.near)
        contexts = [{word: math.sqrt(total) for word, total in held.items() if total > 0} for held in totals]
        in_document, spread = _together(of_act, [act.document for act in found], len(names))
        in_sentence, _ = _together(of_act, [(act.document, act.sentence) for act in found], len(names))
        return cls(
            of_act=of_act,
            like=like,
            spread=spread,
            often=np.bincount(of_act, minlength=len(names)).astype(np.float32),
            surroundings=Index(contexts).matrix(),
            in_sentence=in_sentence,
            in_document=in_document,
            saying=np.array([name in SAYING for name in names], np.float32),
            light=np.array([name in LIGHT for name in names], np.float32),
        )


@dataclass(frozen=True, slots=True)
class _Pair:
    """The acts and weights of stems, and which two acts are compared."""

    acts: Sequence[Act]
    weights: Mapping[str, float]
    one: Places
    other: Places

    def of(self, values: Iterable[float]) -> tuple[Floats, Floats]:
        """A value of each act, for the first and for the second of each pair."""
        found = np.fromiter(values, np.float32, len(self.acts))
        return found[self.one], found[self.other]

    def at(self, table: Floats) -> Floats:
        """The cell of each pair."""
        return table[self.one, self.other]

    def common(self, sets: Sequence[Collection[str]]) -> tuple[Values, Flags]:
        """How much of the smaller set the other one holds, and whether both have something and nothing in common."""
        shared = self.at(_shared([dict.fromkeys(held, 1.0) for held in sets]))
        least = np.minimum(*self.of(len(held) for held in sets))
        return shared / np.maximum(least, 1), (least > 0) & (shared < 0.5)

    def cosines(self, vectors: Floats) -> Floats:
        """The cosine of two vectors of length one."""
        return np.einsum("ij,ij->i", vectors[self.one], vectors[self.other])


def _by_words(pair: _Pair, heads: _Heads, shared: Flags) -> list[Values]:
    """The acts themselves; the very first feature, the same head, tells most."""
    one, other = heads.of_act[pair.one], heads.of_act[pair.other]
    rare = pair.of(act.rare for act in pair.acts)
    spelled = {text: at for at, text in enumerate(sorted({act.spelled for act in pair.acts}))}
    spelling = pair.of(spelled[act.spelled] for act in pair.acts)
    return [
        one == other,
        shared[pair.one, pair.other],
        np.maximum(heads.like[one, other], 0),
        spelling[0] == spelling[1],
        np.minimum(*rare),
        np.maximum(*rare),
        heads.saying[one] * heads.saying[other],
        np.maximum(heads.light[one], heads.light[other]),
    ]


def _by_surroundings(pair: _Pair) -> list[Values]:
    near, around = [act.near for act in pair.acts], [act.around for act in pair.acts]
    return [
        pair.at(Index(near).matrix()),
        pair.at(Index(around).matrix()),
        pair.cosines(_vectors(near)),
        pair.cosines(_vectors(around)),
        *pair.common([act.numbers for act in pair.acts]),
    ]


def _by_arguments(pair: _Pair) -> list[Values]:
    """Content words on either side."""
    left, right = [act.left for act in pair.acts], [act.right for act in pair.acts]
    nearest = [[dict.fromkeys(words[:_NEAREST], 1.0) for words in side] for side in (left, right)]
    weighed = [[{word: math.sqrt(pair.weights[word]) for word in words} for words in side] for side in (left, right)]
    return [
        pair.at(_shared(nearest[0])) + pair.at(_shared(nearest[1])),
        *(pair.at(_shared(side)) for side in weighed),
        *(pair.cosines(_vectors(side)) for side in nearest),
    ]


def _by_form(pair: _Pair) -> list[Values]:
    """Whether the acts are worded as real, as several, as known, as going on, like a name."""
    unreal = pair.of(act.unreal for act in pair.acts)
    plural = pair.of(act.plural for act in pair.acts)
    ongoing = pair.of(act.ongoing for act in pair.acts)
    return [
        unreal[0] + unreal[1],
        unreal[0] != unreal[1],
        plural[0] + plural[1],
        plural[0] != plural[1],
        ongoing[0] != ongoing[1],
        np.add(*pair.of(act.capital for act in pair.acts)),
        np.add(*pair.of(act.definite for act in pair.acts)),
        np.add(*pair.of(act.indefinite for act in pair.acts)),
    ]


def _by_place(pair: _Pair) -> list[Values]:
    """Where in their documents the acts are told."""
    place = pair.of(act.place for act in pair.acts)
    return [
        np.minimum(*place),
        np.maximum(*place) < _EARLY,
        np.add(*pair.of(act.opens for act in pair.acts)),
    ]


def _by_heads(pair: _Pair, heads: _Heads, documents: int) -> list[Values]:
    """How often the words of the acts stand in the story, alone and together."""
    one, other = heads.of_act[pair.one], heads.of_act[pair.other]
    differ = (one != other).astype(np.float32)
    spread, times = heads.spread, heads.often / heads.spread
    return [
        np.minimum(spread[one], spread[other]) / documents,
        np.maximum(spread[one], spread[other]) / documents,
        np.log(np.maximum(times[one], times[other])),
        np.log(heads.often[one] + heads.often[other]),
        np.full(len(one), math.log(documents), np.float32),
        heads.surroundings[one, other],
        heads.in_sentence[one, other] * differ,
        heads.in_document[one, other] * differ,
    ]


def _together(of_act: Places, units: Sequence[object], heads: int) -> tuple[Floats, Floats]:
    """How often two heads stand in one unit, as a share of the rarer one's units; and how many units each is in."""
    numbers: dict[object, int] = {}
    rows = [numbers.setdefault(unit, len(numbers)) for unit in units]
    present = np.zeros((heads, len(numbers)), np.float32)
    present[of_act, rows] = 1
    count = present.sum(1)
    return present @ present.T / np.minimum.outer(count, count), count


def _shared(rows: Sequence[Mapping[str, float]]) -> Floats:
    """The sum of products of the words of every row with those of every row."""
    index = Index(rows)
    return (index.matrix() * np.outer(index.norms, index.norms)).astype(np.float32)


def _vectors(rows: Sequence[Mapping[str, float]]) -> Floats:
    """The weighted mean of the vectors of the words of each row, of length one; zeros where no word is known."""
    known = learned()
    found = np.zeros((len(rows), known.vectors.shape[1]), np.float32)
    for at, words in enumerate(rows):
        places = [(known.rows[word], weight) for word, weight in words.items() if word in known.rows]
        if places:
            where, weights = zip(*places, strict=True)
            found[at] = np.array(weights, np.float32) @ known.vectors[list(where)].astype(np.float32)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)


def _cosines(vectors: Floats) -> Floats:
    return vectors @ vectors.T
