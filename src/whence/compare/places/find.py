"""From a text to its places: names found, resolved together, and told as `Place`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whence.compare.places.evidence import Field, Floats, field_of
from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import CITY, COUNTRY, COUNTY, REGION, Gazetteer, gazetteer, kilometres
from whence.compare.places.home import home
from whence.compare.places.mentions import mentions
from whence.compare.places.names import names_of
from whence.compare.places.resolve import chances_of
from whence.model.incident import Place, Precision
from whence.model.text import Span

_LONGEST = 400_000  # characters that are looked at: beyond is no article
_PRECISION = {COUNTRY: Precision.COUNTRY, REGION: Precision.ADMIN1, COUNTY: Precision.ADMIN1, CITY: Precision.CITY}
_AT_ONCE = 150  # names that are resolved together
_SAME = 50.0  # kilometres within which two candidates are one answer
_LIKELY, _MOST_OTHERS = 0.05, 5
_STAND_IN = 0.3  # how far the place named nearest is believed to be near a name that nothing is known about
_SURE_COUNTRY = 0.5


def places(text: str, *, publisher: str | None = None, country_hint: str | None = None) -> list[Place]:
    """The names of places in a text, in order, each with the place it most probably is.

    `publisher` is the outlet's name or address (“The Paris News”, “theparisnews.com”), `country_hint` an ISO 3166 code.
    A name that the gazetteer lacks has `geonameid` 0, precision `unknown`, the country that the text is about, and the
    coordinates of the place named nearest to it.

    >>> [(place.name, place.country) for place in places("The road from Oslo to Bergen was closed.")]
    [('Oslo', 'NO'), ('Bergen', 'NO')]
    """
    found = mentions(text[:_LONGEST])
    return _told(text, found, found, publisher, country_hint)


def located(
    text: str, spans: Sequence[Span], *, publisher: str | None = None, country_hint: str | None = None
) -> list[Place]:
    """The same for names that are known already: a place for each span, in the order given.

    Names found elsewhere in the text help to tell which places are meant.
    """
    given = sorted(set(spans))
    starts = [span.start for span in given]
    beside = [span for span in mentions(text[:_LONGEST]) if not _covered(span, given, starts)]
    told = dict(zip(given, _told(text, given, sorted([*given, *beside]), publisher, country_hint), strict=True))
    return [told[span] for span in spans]


def _covered(span: Span, given: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, span.end)
    return at > 0 and any(span.overlaps(other) for other in given[max(0, at - 3) : at])


@dataclass(frozen=True, slots=True)
class _Answer:
    """The most probable row of a name, how probable it is with its close neighbours, and what else it could be."""

    row: int
    chance: float
    others: tuple[int, ...]


def _told(
    text: str, wanted: Sequence[Span], all_spans: Sequence[Span], publisher: str | None, hint: str | None
) -> list[Place]:
    names, at_home = names_of(text, all_spans), home(publisher)
    answers: dict[Span, _Answer] = {}
    countries: dict[str, float] = {}
    for first in range(0, len(names), _AT_ONCE):
        field = field_of(text, names[first : first + _AT_ONCE], at_home, hint)
        chances = chances_of(field)
        for code, mass in _countries(field, chances).items():
            countries[code] = countries.get(code, 0.0) + mass
        for at, name in enumerate(field.names):
            if answer := _answer(field, chances, at):
                answers |= dict.fromkeys(name.mentions, answer)
    known = gazetteer()
    country = _most(countries)
    anchors = [span for span in all_spans if span in answers and known.kind[answers[span].row] in (COUNTY, CITY)]
    anchors = anchors or [span for span in all_spans if span in answers and known.kind[answers[span].row] == REGION]
    return [
        _place(text, span, answers[span], known)
        if span in answers
        else _unknown(text, span, country, _nearest(span, anchors, answers), known)
        for span in wanted
    ]


def _answer(field: Field, chances: Floats, group: int) -> _Answer | None:
    """The candidate of a name round which most of the chance lies."""
    known = gazetteer()
    first, last = np.searchsorted(field.group, (group, group + 1))
    if first == last:
        return None
    rows, mine = field.rows[first:last], chances[first:last]
    best = int(mine.argmax())
    row = int(rows[best])
    far = kilometres(known.lat[rows], known.lon[rows], known.at(row))
    close = (far < _SAME) & ((known.kind[rows] == COUNTRY) == (known.kind[row] == COUNTRY))
    likely = [at for at in np.argsort(-mine).tolist() if mine[at] >= _LIKELY and not close[at]]
    others = tuple(int(known.geonameid[rows[at]]) for at in likely if known.geonameid[rows[at]])
    return _Answer(row, float(mine[close].sum()), others[:_MOST_OTHERS])


def _countries(field: Field, chances: Floats) -> Mapping[str, float]:
    """How many names lie in each country, by their chances."""
    known = gazetteer()
    mass = np.bincount(known.country[field.rows], chances, len(known.countries))
    return {known.countries[at]: float(mass[at]) for at in np.flatnonzero(mass).tolist()}


def _most(countries: Mapping[str, float]) -> str | None:
    """The country in which most of the text's names lie."""
    best = max(countries, key=lambda code: countries[code], default="")
    return best if best and countries[best] >= _SURE_COUNTRY * sum(countries.values()) else None


def _nearest(span: Span, anchors: Sequence[Span], answers: dict[Span, _Answer]) -> _Answer | None:
    """The answer for the place named nearest in the text."""
    at = bisect_left(anchors, span)
    close = anchors[max(0, at - 1) : at + 1]
    if not close:
        return None
    return answers[min(close, key=lambda other: abs(other.start - span.start))]


def _place(text: str, span: Span, answer: _Answer, known: Gazetteer) -> Place:
    row = answer.row
    lat, lon = known.at(row)
    return Place(
        text=span,
        name=known.name(row),
        geonameid=int(known.geonameid[row]),
        country=known.country_of(row) or None,
        lat=round(lat, 3),
        lon=round(lon, 3),
        precision=_PRECISION.get(int(known.kind[row]), Precision.UNKNOWN),
        ambiguous_with=answer.others,
        confidence=round(min(answer.chance, 1.0), 3),
        demonym=row in known.demonyms.get(fold(text[span.start : span.end]), ()),
    )


def _unknown(text: str, span: Span, country: str | None, near: _Answer | None, known: Gazetteer) -> Place:
    name = " ".join(text[span.start : span.end].split())
    if near is None:
        return Place(text=span, name=name, country=country)
    lat, lon = known.at(near.row)
    return Place(
        text=span,
        name=name,
        country=known.country_of(near.row) or country,
        lat=round(lat, 3),
        lon=round(lon, 3),
        confidence=round(_STAND_IN * near.chance, 3),
    )
