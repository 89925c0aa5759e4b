"""Which place a name is: candidates weighed by themselves and by the other places of the article.

A conditional logit over the candidates of each name (McFadden 1974), whose context features are expectations under the
chances of the other names' candidates, taken twice (mean field); besides, how near each name's nearest candidate is,
however improbable. Its weights were fitted by `python -m training.incidents places`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from whence.compare.places.evidence import PRIOR, Field, Floats
from whence.compare.places.gazetteer import COUNTRY, COUNTY, FEATURE, REGION, Gazetteer, gazetteer

CONTEXT = (
    "same_country", "same_region", "region_named", "near", "around", "far", "any_near", "any_around", "any_region",
)  # fmt: skip
_NEAR, _AROUND, _FAR = 40.0, 160.0, 600.0  # kilometres at which a place counts half
_EARTH = 6371.0
_ROUNDS = 2


def chances_of(field: Field) -> Floats:
    """How probable each candidate is among those of its name."""
    alone, together = weights()
    chances = softmax(field.prior @ alone, field.group)
    for _ in range(_ROUNDS):
        features = np.concatenate([field.prior, context(field, chances)], 1)
        chances = softmax(features @ together, field.group)
    return chances


@cache
def weights() -> tuple[Floats, Floats]:
    """The weights of `PRIOR` alone, and of `PRIOR` and `CONTEXT` together."""
    text = (resources.files("whence.compare") / "data" / "places.toml").read_text(encoding="utf-8")
    written: Mapping[str, Mapping[str, float]] = tomllib.loads(text)
    alone = [written["alone"][name] for name in PRIOR]
    together = [written["together"][name] for name in (*PRIOR, *CONTEXT)]
    return np.array(alone, np.float32), np.array(together, np.float32)


def softmax(scores: Floats, group: NDArray[np.int64]) -> Floats:
    """The chances of the candidates of each group."""
    if not len(scores):
        return scores
    top = np.full(int(group.max()) + 1, -np.inf, np.float32)
    np.maximum.at(top, group, scores)
    raised = np.exp(scores - top[group])
    return (raised / np.bincount(group, raised)[group]).astype(np.float32)


def context(field: Field, chances: Floats) -> Floats:
    """The columns `CONTEXT` of every candidate, given the chances of all. Other names only: a name is no witness."""
    if not len(field.rows):
        return np.zeros((0, len(CONTEXT)), np.float32)
    known = gazetteer()
    rows, group = field.rows, field.group
    kind = known.kind[rows]
    mass = (chances * field.weight[group]).astype(np.float32)
    apart = group[:, None] != group[None, :]
    inside = (kind != COUNTRY) & (kind != FEATURE)
    local = (kind >= COUNTY) & (kind != FEATURE)
    others = np.maximum(mass.sum() - np.bincount(group, mass)[group], 1e-6)
    nation, region = known.country[rows], known.region[rows]
    same_region = (region[:, None] == region[None, :]) & apart & inside[:, None]
    squared = _squared(rows, known)
    near, around, far = (apart / (1 + squared / reach**2) for reach in (_NEAR, _AROUND, _FAR))
    small = (kind >= COUNTY).astype(np.float32)
    columns = [
        ((nation[:, None] == nation[None, :]) & apart) @ mass / others,
        same_region @ (mass * inside) / others,
        np.log1p(same_region @ (mass * (kind == REGION))),
        small * np.log1p(near @ (mass * local)),
        small * np.log1p(around @ (mass * local)),
        np.log1p(far @ (mass * (kind != FEATURE))),
        small * np.log1p(_best(near * small, group)),
        small * np.log1p(_best(around * small, group)),
        np.log1p(_best(same_region.astype(np.float32), group)),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _squared(rows: NDArray[np.int64], known: Gazetteer) -> Floats:
    """The squared distances between all places in kilometres, straight through the earth."""
    lat, lon = np.radians(known.lat[rows]), np.radians(known.lon[rows])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1).astype(np.float32)
    return np.maximum(2 - 2 * (points @ points.T), 0) * np.float32(_EARTH**2)


def _best(pairs: Floats, group: NDArray[np.int64]) -> Floats:
    """The sum over the names of what their best candidate gives; a name with many candidates counts less."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(starts, append=len(group))
    return (np.maximum.reduceat(pairs, starts, axis=1) / np.sqrt(sizes)).sum(1)
