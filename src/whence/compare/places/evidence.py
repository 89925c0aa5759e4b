"""The candidates of all names of an article as one table, with what is known of each by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.compare.places.gazetteer import CITY, COUNTRY, COUNTY, FEATURE, REGION, Gazetteer, gazetteer
from whence.compare.places.home import Home
from whence.compare.places.names import MOST_EACH, Name

Floats = NDArray[np.float32]
PRIOR = (
    "people", "country", "region", "county", "feature", "office", "alias", "capital", "people_of", "namesake", "within",
    "not_within", "counties", "county_elsewhere", "not_county", "domain_country", "domain_open", "in_publisher",
    "in_publisher_people", "phone", "country_people", "region_people", "capital_namesake",
)  # fmt: skip
_AT = {name: at for at, name in enumerate(PRIOR)}
_MOST = 1_200  # candidates at once
_STRENGTH = {"capital_namesake": 4}  # rare but telling: the penalty on its weight is to be small
_LARGE = 55  # of `people`: a city of 300,000
_PHONE = re.compile(r"(?<![\d-])\(?([2-9]\d\d)\)?[-. /]{1,2}\d{3}[-. ]\d{4}(?!\d)")


@dataclass(slots=True)
class Field:
    """All candidates of an article: rows of the gazetteer, in order of the names.

    `group` says whose each is (the outlet's own last, where its name is none of the article's), `weight` how much each
    name counts for the others, `prior` has the columns `PRIOR`.
    """

    names: list[Name]
    rows: NDArray[np.int64]
    group: NDArray[np.int64]
    weight: Floats
    prior: Floats


def field_of(text: str, names: list[Name], home: Home, hint: str | None) -> Field:
    """The table of candidates; `hint` is the ISO code of the country that the text is probably about."""
    rows: list[int] = []
    group: list[int] = []
    for at, name in enumerate(names):
        taken = name.rows[: max(1, min(MOST_EACH, _MOST - len(rows)))]
        rows += taken
        group += [at] * len(taken)
    if not {*rows}.intersection(home.rows):
        rows += home.rows[:MOST_EACH]
        group += [len(names)] * len(home.rows[:MOST_EACH])
    weight = [1 + float(np.log(len(name.mentions))) for name in names] + [2.0 if home.sure else 1.0]
    table = np.array(rows, np.int64)
    prior = np.zeros((len(table), len(PRIOR)), np.float32)
    field = Field(names, table, np.array(group, np.int64), np.array(weight, np.float32), prior)
    if len(table):
        known = gazetteer()
        _plain(field, known)
        _beside(field, known)
        _outlet(field, home, hint, known)
        _phones(field, text, known)
    return field


def _plain(field: Field, known: Gazetteer) -> None:
    """Size and kind."""
    rows, prior = field.rows, field.prior
    kind = known.kind[rows]
    prior[:, _AT["people"]] = known.people[rows] / 10
    for name, which in (("country", COUNTRY), ("region", REGION), ("county", COUNTY), ("feature", FEATURE)):
        prior[:, _AT[name]] = kind == which
    for name in ("country", "region"):
        prior[:, _AT[f"{name}_people"]] = prior[:, _AT[name]] * prior[:, _AT["people"]]
    prior[:, _AT["office"]] = (kind == CITY) & (known.geonameid[rows] == 0)
    prior[:, _AT["capital"]] = [row in known.capitals for row in rows.tolist()]


def _beside(field: Field, known: Gazetteer) -> None:
    """How the candidate bears the name, and what stands beside it: its region, the word counties, the whole name."""
    whole = {name.key for name in field.names}
    cities = known.kind[field.rows] == CITY
    for at, name in enumerate(field.names):
        mine = np.flatnonzero(field.group == at)
        towns = field.rows[mine[cities[mine]]].tolist()
        for one in mine.tolist():
            row = int(field.rows[one])
            for sign in _signs(row, name, towns, whole, known):
                field.prior[one, _AT[sign]] = _STRENGTH.get(sign, 1)


def _signs(row: int, name: Name, towns: Sequence[int], whole: set[str], known: Gazetteer) -> list[str]:
    full, kind = known.keys[row], known.kind[row]
    found: list[str] = []
    if full != name.key:
        found.append("alias")
    if row in known.demonyms.get(name.key, ()):
        found.append("people_of")
    if kind == REGION and any(known.people[town] > _LARGE for town in towns):
        found.append("namesake")
    if kind == REGION and known.capitals.intersection(towns):
        found.append("capital_namesake")  # “Washington” is the city, unless the text is about the state
    if name.within:
        found.append("within" if any(known.lies_in(row, outer) for outer in name.within) else "not_within")
    if kind == COUNTY and name.counties:
        found.append("counties")
    if kind == COUNTY and full != name.key and full in whole:
        found.append("county_elsewhere")
    if kind != COUNTY and whole & {f"{name.key} county", f"county {name.key}"}:
        found.append("not_county")
    return found


def _outlet(field: Field, home: Home, hint: str | None, known: Gazetteer) -> None:
    """The country of the outlet's address, and whether its name is the candidate's."""
    rows, prior = field.rows, field.prior
    nation = known.nations.get((hint or home.country).upper())
    if nation is not None:
        prior[:, _AT["domain_country"]] = known.country[rows] == known.country[nation]
    elif home.anywhere:
        prior[:, _AT["domain_open"]] = known.country[rows] == known.country[known.nations["US"]]
    named = np.isin(rows, np.array(home.rows, np.int64)) & (known.kind[rows] >= COUNTY)
    prior[:, _AT["in_publisher"]] = named
    prior[:, _AT["in_publisher_people"]] = named * known.people[rows] / 10


def _phones(field: Field, text: str, known: Gazetteer) -> None:
    """The share of the article's telephone numbers that are of the candidate's region."""
    codes: Sequence[str] = _PHONE.findall(text)
    regions = [known.phones[code] for code in codes if code in known.phones]
    for region in set(regions):
        mine = known.region[field.rows] == region
        field.prior[mine, _AT["phone"]] = regions.count(region) / len(regions)
