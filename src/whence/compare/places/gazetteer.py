"""The gazetteer that came with whence, read once: names, and the places that bear them."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from whence.compare.lexicon import table
from whence.compare.places.fold import fold

COUNTRY, REGION, COUNTY, CITY, FEATURE = range(5)
_RADIUS = 6371.0
_COUNTY_SIZE = (0.6, 0.8)  # degrees from the middle of a county to its edge
_SHORTEST = 4  # letters that must be left of a name


@dataclass(frozen=True)
class Gazetteer:
    """Columns with a row for each place, sorted by folded name, and the names that lead to a row.

    `aliases`, sorted too, lead to the rows `alias_of`; `shown` has the names that differ from the folded ones. `people`
    is ten times the decimal logarithm of the population, `region` the row in `regions` (GeoNames codes like "US.TX"),
    `country` the row in `countries`; `phones` gives the region of a dialling code, `outlets` the row of the place where
    an outlet is at home that does not say it by its name.
    """

    keys: list[str]
    aliases: list[str]
    alias_of: NDArray[np.uint32]
    demonyms: Mapping[str, Sequence[int]]
    abbreviations: Mapping[str, Sequence[int]]
    geonameid: NDArray[np.uint32]
    lat: NDArray[np.float32]
    lon: NDArray[np.float32]
    people: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    country: NDArray[np.uint8]
    region: NDArray[np.uint16]
    countries: list[str]
    regions: list[str]
    shown: bytes
    capitals: frozenset[int]
    phones: Mapping[str, int]
    outlets: Mapping[str, int]

    def named(self, folded: str) -> list[int]:
        """The rows of the places of this name, folded; the best known first."""
        return [*_equal(self.keys, folded), *(int(self.alias_of[at]) for at in _equal(self.aliases, folded))]

    def knows(self, folded: str) -> bool:
        """Some place has this name."""
        return _has(self.keys, folded) or _has(self.aliases, folded)

    def name(self, row: int) -> str:
        """The name of a place as GeoNames writes it."""
        return self._shown[row] or self.keys[row].title()

    def country_of(self, row: int) -> str:
        """The ISO code of the country of a place; empty for a sea or a continent."""
        return self.countries[int(self.country[row])]

    def at(self, row: int) -> tuple[float, float]:
        """Latitude and longitude of a place."""
        return float(self.lat[row]), float(self.lon[row])

    def lies_in(self, row: int, outer: int) -> bool:
        """The place lies in the region, county or country, as far as codes and distances tell."""
        if row == outer or self.country[row] != self.country[outer]:
            return False
        if self.kind[outer] == COUNTRY:
            return True
        if self.region[row] != self.region[outer]:
            return False
        if self.kind[outer] == REGION:
            return True
        (north, east), (lat, lon) = self.at(row), self.at(outer)
        return abs(north - lat) < _COUNTY_SIZE[0] and abs(east - lon) < _COUNTY_SIZE[1]

    @cached_property
    def _shown(self) -> list[str]:
        return self.shown.decode("utf-8").split("\n")

    @cached_property
    def nations(self) -> Mapping[str, int]:
        """The row of each country by its ISO code."""
        rows = np.flatnonzero(self.kind == COUNTRY)
        return {self.country_of(row): row for row in rows.tolist()}


def kilometres(lat: NDArray[np.float32], lon: NDArray[np.float32], at: tuple[float, float]) -> NDArray[np.float32]:
    """The distance of each point from `at` (degrees), on a sphere."""
    north, east = np.radians(lat - at[0]), np.radians(lon - at[1])
    half = np.sin(north / 2) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(at[0])) * np.sin(east / 2) ** 2
    return (2 * _RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))).astype(np.float32)


def _has(words: Sequence[str], word: str) -> bool:
    at = bisect_left(words, word)
    return at < len(words) and words[at] == word


def _equal(words: Sequence[str], word: str) -> range:
    """The places in a sorted list at which the word stands."""
    first = last = bisect_left(words, word)
    while last < len(words) and words[last] == word:
        last += 1
    return range(first, last)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer. About a tenth of a second the first time."""
    packed = (resources.files("whence.compare") / "data" / "places.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as held:
        return Gazetteer(
            keys=_words(held["keys"]),
            aliases=_words(held["aliases"]),
            alias_of=held["alias_of"],
            demonyms=_grouped(_words(held["demonyms"]), held["demonym_of"]),
            abbreviations=_grouped(_words(held["abbreviations"]), held["abbreviation_of"]),
            geonameid=held["geonameid"],
            lat=(held["lat"] * np.float32(90 / 32767)).astype(np.float32),
            lon=(held["lon"] * np.float32(180 / 32767)).astype(np.float32),
            people=held["people"],
            kind=held["kind"],
            country=held["country"],
            region=held["region"],
            countries=_words(held["countries"]),
            regions=_words(held["regions"]),
            shown=held["shown"].tobytes(),
            capitals=frozenset(held["capitals"].tolist()),
            phones=dict(zip(_words(held["phones"]), held["phone_of"].tolist(), strict=True)),
            outlets=dict(zip(_words(held["outlets"]), held["outlet_of"].tolist(), strict=True)),
        )


def _words(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\n")


def _grouped(words: Sequence[str], rows: NDArray[np.uint32]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for word, row in zip(words, rows, strict=True):
        found.setdefault(word, []).append(int(row))
    return found


def candidates(name: str) -> list[int]:
    """The rows of the places that a name as written can stand for: abbreviations, names, and the words for people."""
    known = gazetteer()
    if name in known.abbreviations:
        return list(known.abbreviations[name])
    folded = fold(name)
    people = known.demonyms.get(folded, ())
    return [*people, *(row for row in known.named(folded) if row not in people)]


def loosely(name: str) -> list[int]:
    """The rows for a name that the gazetteer does not have, by what is left of it: “W. Paris”, “Town of Paris”."""
    known, lists = gazetteer(), table("places")["loosely"]
    folded = fold(name)
    first, _, rest = folded.partition(" ")
    tries: list[str] = [f"{lists['first'][first]} {rest}"] if first in lists["first"] else []
    tries += [folded.removeprefix(f"{lead} ") for lead in lists["before"] if folded.startswith(f"{lead} ")]
    tries += [
        folded.removesuffix(tail) for tail in lists["after"] if folded.endswith(tail) and len(folded) > len(tail) + 3
    ]
    tries += [rest] if first in str(lists["directions"]).split() else []
    for one in tries:
        if len(one) >= _SHORTEST and (rows := known.named(one)):
            return rows
    return []
