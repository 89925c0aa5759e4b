"""The weights of the resolver of place names, fitted to articles whose names have been located by hand.

Run `python -m training.incidents place_mentions` before: names found beside the marked ones count as context.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from scipy.optimize import minimize

from whence.compare.places.evidence import PRIOR, Field, field_of
from whence.compare.places.gazetteer import COUNTRY, gazetteer, kilometres
from whence.compare.places.home import home
from whence.compare.places.mentions import mentions
from whence.compare.places.names import names_of
from whence.compare.places.resolve import CONTEXT, context, softmax
from whence.model.text import Span

TO = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "data" / "places.toml"
_HELD_BACK = 0.005  # the strength of the squared penalty on the weights
_NEAR = 161.0


def main(corpora: Path) -> None:
    """Fit on all articles, and write the weights; `places_check` tells what the same reaches on others."""
    alone, together = fitted(ElementTree.parse(corpora / "places_lgl.xml").getroot())
    lines = ["# Weights of the resolver of place names: made by `python -m training.incidents places`."]
    for title, names, values in (("alone", PRIOR, alone), ("together", (*PRIOR, *CONTEXT), together)):
        lines += [f"\n[{title}]", *(f"{name} = {value:.3f}" for name, value in zip(names, values, strict=True))]
    TO.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def fitted(articles: Iterable[ElementTree.Element]) -> tuple[np.ndarray, np.ndarray]:
    """The weights for these articles, without context, and with it."""
    return fit([_field(article) for article in articles])


def fit(fields: Sequence[tuple[Field, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The weights without context, and with it."""
    start = np.zeros(len(PRIOR))
    start[0] = 1
    alone = _fit([(field.prior, field.group, gold) for field, gold in fields], start)
    together = np.concatenate([alone, np.zeros(len(CONTEXT))])
    for _ in range(3):
        rows = [(_second(field, alone, together), field.group, gold) for field, gold in fields]
        together = _fit(rows, together)
    return alone, together


def _second(field: Field, alone: np.ndarray, together: np.ndarray) -> np.ndarray:
    """The columns of the second round."""
    chances = softmax(field.prior @ alone.astype(np.float32), field.group)
    first = np.concatenate([field.prior, context(field, chances)], 1)
    chances = softmax(first @ together.astype(np.float32), field.group)
    return np.concatenate([field.prior, context(field, chances)], 1)


def _field(article: ElementTree.Element) -> tuple[Field, np.ndarray]:
    """The candidates of an article, how many of a name's mentions each is right for, and the outlet's home."""
    text = article.findtext("text") or ""
    toponyms = {_span(item): item.find("gaztag") for item in article.iter("toponym")}
    at = home(article.findtext("domain"))
    beside = [span for span in mentions(text) if not any(span.overlaps(other) for other in toponyms)]
    field = field_of(text, names_of(text, sorted([*toponyms, *beside])), at, None)
    gold = np.zeros(len(field.rows))
    for number, name in enumerate(field.names):
        mine = field.group == number
        for span in name.mentions:
            tag = toponyms.get(span)
            if tag is not None:
                gold[mine] += _right(tag, field.rows[mine])
    return field, gold


def _span(item: ElementTree.Element) -> Span:
    return Span(int(item.findtext("start") or 0), int(item.findtext("end") or 0))


def _right(tag: ElementTree.Element, rows: np.ndarray) -> np.ndarray:
    """Which candidates are the place meant: the country itself, or a place not far from it."""
    known = gazetteer()
    kind = known.kind[rows]
    if (tag.findtext("fcode") or "").startswith("PCL"):
        nation = tag.find("country")
        code = int(nation.get("geonameid", 0)) if nation is not None else 0
        return (kind == COUNTRY) & (known.geonameid[rows] == code)
    here = (float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0))
    far = kilometres(known.lat[rows], known.lon[rows], here)
    return (known.geonameid[rows] == int(tag.get("geonameid", 0))) | ((kind != COUNTRY) & (far < _NEAR))


def _fit(rows: list[tuple[np.ndarray, np.ndarray, np.ndarray]], start: np.ndarray) -> np.ndarray:
    """The weights that make the right candidates of each name most probable."""
    features, groups, gold, first = [], [], [], 0
    for table, group, right in rows:
        features.append(table)
        groups.append(group + first)
        gold.append(right)
        first += int(group.max()) + 1 if len(group) else 0
    x, group, right = np.concatenate(features).astype(np.float64), np.concatenate(groups), np.concatenate(gold)
    count = np.zeros(first)
    np.maximum.at(count, group, right)
    used = count > 0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        top = np.full(first, -np.inf)
        np.maximum.at(top, group, scores)
        raised = np.exp(scores - top[group])
        total = np.bincount(group, raised, first)
        chance = raised / total[group]
        good = np.bincount(group, chance * (right > 0), first)
        good = np.where(used, np.maximum(good, 1e-9), 1)
        weight = np.where(used, np.sqrt(count), 0)
        value = -(weight * np.log(good)).sum() + _HELD_BACK * len(rows) * (w**2).sum() / 2
        push = weight[group] * (chance - chance * (right > 0) / good[group])
        return value, x.T @ push + _HELD_BACK * len(rows) * w

    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return done.x
