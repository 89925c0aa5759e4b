"""Place names against articles whose places were marked and located by hand, as XML (the form of LGL)."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from whence.errors import UsageError
from whence.evaluation.outcome import Outcome
from whence.model.text import Span

if TYPE_CHECKING:
    from whence.model.incident import Place

_NEAR = 161.0  # kilometres: a hundred miles, the measure of the field
_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Gold:
    """A name as marked, and where it is: the GeoNames id of its country, its point; `country`: it is a country."""

    span: Span
    nation: int | None
    point: tuple[float, float] | None
    country: bool


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the gold: its number, text, the address of its outlet, and its names."""

    number: str
    text: str
    publisher: str | None
    names: Sequence[Gold]


def score(path: Path) -> Outcome:
    """Score place names against the articles of one XML file.

    With the marked spans given: `country`, the share of all names located in some country for which the country is
    right; `within_161km`, the share of the located names that are not themselves countries for which the point is no
    more than 161 km off. A name for which nothing was found counts as wrong in both. From the text alone:
    `span_precision`, `span_recall` and `span_f1` of exact spans, over all marked names, located or not;
    `found_country` and `found_within_161km`, the two shares where the name itself must be found as well. `count`: the
    located names. The outlet's address (`domain`) is given as publisher. Raises UsageError where the file is not such
    XML.
    """
    from whence.compare.places import located, places

    tally: Counter[str] = Counter()
    predictions: list[str] = []
    for article in _articles(path):
        spans = [name.span for name in article.names]
        given = located(article.text, spans, publisher=article.publisher)
        found = places(article.text, publisher=article.publisher)
        by_span = {place.text: place for place in found}
        for name, place in zip(article.names, given, strict=True):
            _count(tally, "", name, place)
            _count(tally, "found_", name, by_span.get(name.span))
        marked = set(spans)
        tally["both"] += len(marked & by_span.keys())
        tally["marked"] += len(marked)
        tally["told"] += len(by_span)
        predictions.append(_line(article, given, found))
    figures = _figures(tally)
    return Outcome([f"{name:20} {value:.3f}" for name, value in figures.items()], predictions, figures)


def _articles(path: Path) -> Iterator[Article]:
    try:
        root = ElementTree.parse(path).getroot()
        for item in root.iter("article"):
            yield Article(
                number=item.get("docid", ""),
                text=item.findtext("text") or "",
                publisher=item.findtext("domain"),
                names=[_gold(name) for name in item.iter("toponym")],
            )
    except (ElementTree.ParseError, ValueError, TypeError) as error:
        raise UsageError(f"{path}: not the XML of articles with toponyms ({error})") from error


def _gold(item: ElementTree.Element) -> Gold:
    span = Span(int(item.findtext("start") or ""), int(item.findtext("end") or ""))
    tag = item.find("gaztag")
    if tag is None:
        return Gold(span, None, None, country=False)
    nation = tag.find("country")
    return Gold(
        span,
        int(nation.get("geonameid", "0")) if nation is not None else None,
        (float(tag.findtext("lat") or ""), float(tag.findtext("lon") or "")),
        country=(tag.findtext("fcode") or "").startswith("PCL"),
    )


def _count(tally: Counter[str], way: str, name: Gold, place: Place | None) -> None:
    from whence.compare.places.gazetteer import gazetteer

    if name.nation is not None:
        known = gazetteer()
        row = known.nations.get(place.country or "") if place else None
        tally[f"{way}countries"] += 1
        tally[f"{way}country"] += row is not None and int(known.geonameid[row]) == name.nation
    if name.point is not None and not name.country:
        tally[f"{way}points"] += 1
        tally[f"{way}near"] += place is not None and _apart(name.point, place) <= _NEAR
    tally["located"] += name.point is not None and not way


def _apart(point: tuple[float, float], place: Place) -> float:
    """Kilometres from a point to a place; infinite where the place was not settled."""
    if place.lat is None or place.lon is None:
        return float("inf")
    one, other = radians(point[0]), radians(place.lat)
    half = sin((other - one) / 2) ** 2 + cos(one) * cos(other) * sin(radians(place.lon - point[1]) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))


def _figures(tally: Counter[str]) -> dict[str, float]:
    precision = tally["both"] / max(1, tally["told"])
    recall = tally["both"] / max(1, tally["marked"])
    figures = {
        "country": tally["country"] / max(1, tally["countries"]),
        "within_161km": tally["near"] / max(1, tally["points"]),
        "found_country": tally["found_country"] / max(1, tally["found_countries"]),
        "found_within_161km": tally["found_near"] / max(1, tally["found_points"]),
        "span_f1": 2 * precision * recall / max(1e-9, precision + recall),
        "span_precision": precision,
        "span_recall": recall,
    }
    return {name: round(value, 4) for name, value in figures.items()} | {"count": float(tally["located"])}


def _line(article: Article, given: Sequence[Place], found: Sequence[Place]) -> str:
    """What was predicted for an article: for the marked names, and from the text alone."""
    told = {"given": [_shown(place) for place in given], "found": [_shown(place) for place in found]}
    return json.dumps({"docid": article.number, **told}, ensure_ascii=False)


def _shown(place: Place) -> dict[str, object]:
    return {
        "span": [place.text.start, place.text.end],
        "name": place.name,
        "geonameid": place.geonameid,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "confidence": place.confidence,
        "ambiguous_with": list(place.ambiguous_with),
    }
