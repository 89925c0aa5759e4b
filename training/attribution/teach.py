"""Labels drawn from an ensemble: what teachers would give, in proportion to how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from training.attribution.encode import Encoded
from training.attribution.model import LABEL_COUNT, Tagger, forbidden
from training.attribution.train import emissions_of

_TOGETHER = 256


def taught(teachers: Sequence[Tagger], articles: list[list[Encoded]], draws: int, seed: int) -> list[list[Encoded]]:
    """Every paragraph with `draws` sequences of labels, drawn from the mean of the teachers' CRFs.

    Training on draws is training on the ensemble's whole distribution, one sample at a time (Kim & Rush 2016 do so with
    the best sequence alone).
    """
    scores = [emissions_of(teacher, articles) for teacher in teachers]
    moves = np.mean([(teacher.moves + forbidden()).detach().numpy() for teacher in teachers], 0)
    chance = np.random.default_rng(seed)
    places = [(a, p) for a, article in enumerate(articles) for p, item in enumerate(article) if len(item.first)]
    places.sort(key=lambda place: len(articles[place[0]][place[1]].first))
    result = [list(article) for article in articles]
    for at in range(0, len(places), _TOGETHER):
        chosen = places[at : at + _TOGETHER]
        mean = [np.mean([part[a][p] for part in scores], 0) for a, p in chosen]
        for (a, p), labels in zip(chosen, _drawn(mean, moves, draws, chance), strict=True):
            result[a][p] = replace(articles[a][p], drawn=labels)
    return result


def crossed(
    teachers: Sequence[Tagger], articles: list[list[Encoded]], folds: Sequence[int], draws: int, seed: int
) -> list[list[Encoded]]:
    """Every article taught by the one teacher trained without it: what that is sure of it has not learnt by heart.

    `folds` holds for each article the number of that teacher.
    """
    result = list(articles)
    for number, teacher in enumerate(teachers):
        mine = [at for at, fold in enumerate(folds) if fold == number]
        for at, article in zip(mine, taught([teacher], [articles[at] for at in mine], draws, seed), strict=True):
            result[at] = article
    return result


def _drawn(emissions: list[np.ndarray], moves: np.ndarray, draws: int, chance: np.random.Generator) -> list[np.ndarray]:
    """Forward filtering, backward sampling; (draws, units) for each paragraph."""
    lengths = np.array([len(item) for item in emissions])
    count, longest = len(emissions), int(lengths.max())
    padded = np.zeros((longest, count, LABEL_COUNT), np.float32)
    for row, item in enumerate(emissions):
        padded[: len(item), row] = item
    before = np.empty_like(padded)
    before[0] = padded[0] + moves[-1]
    for i in range(1, longest):
        options = before[i - 1][:, :, None] + moves[:-1]
        most = options.max(1)
        summed = most + np.log(np.exp(options - most[:, None]).sum(1))
        before[i] = np.where((i < lengths)[:, None], summed + padded[i], before[i - 1])
    found = np.zeros((draws, longest, count), np.int8)
    for draw in range(draws):
        label = _pick(before[-1], chance)
        for i in range(longest - 1, -1, -1):
            found[draw, i] = label
            if i:
                earlier = _pick(before[i - 1] + moves[:-1][:, label].T, chance)
                label = np.where(i < lengths, earlier, label)
    return [found[:, : lengths[row], row] for row in range(count)]


def _pick(scores: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    return (scores + chance.gumbel(size=scores.shape)).argmax(1)
