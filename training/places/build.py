"""Putting the gazetteer together, and writing it as one `.npz` without any object in it."""

from __future__ import annotations

import io
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.places import sources
from training.places.sources import Entity
from whence.compare.places.fold import fold

HERE = Path(__file__).parent
KINDS = ("country", "region", "county", "city", "feature")
_KNOWN = 300_000  # a river or mountain counts like a city of so many people
_CELL = 0.25  # degrees: a middle is that of the cells with towns, so that one large city does not draw it


def table(name: str) -> Mapping[str, Any]:
    """A table written by hand, from beside this file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def gather(post_codes: Path) -> list[Entity]:
    """Every place of the gazetteer."""
    regions, counties = sources.subdivisions()
    towns = sources.cities()
    inside = sources.places_by_subdivision()
    sources.mark_capitals(towns)
    offices, by_county = sources.post_offices(post_codes)
    nations = sources.countries()
    for region in regions.values():
        _centre(region, inside.get(region.geonameid, ()))
    for county in counties:
        near = by_county.get((county.region, fold(county.name).removesuffix(" county").removesuffix(" parish")), ())
        _centre(county, inside.get(county.geonameid) or [(lat, lon, 0) for lat, lon in near])
        _county_names(county)
    by_country: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for town in towns:
        by_country[town.country].append((town.lat, town.lon, town.population))
    for code, nation in nations.items():
        _centre(nation, by_country.get(code, ()))
    _by_hand(regions, nations, towns)
    places = [*nations.values(), *regions.values(), *counties]
    places = [place for place in places if place.lat or place.lon]
    towns = [town for town in towns if sources.kept(town) or town.aliases]
    return [*places, *towns, *_new(offices, towns), *_features(), *_continents()]


def _centre(entity: Entity, towns: Sequence[tuple[float, float, int]]) -> None:
    """The mean of the cells that have towns, and the sum of their people."""
    cells = {(round(lat / _CELL), round(lon / _CELL)) for lat, lon, _ in towns}
    if not cells:
        return
    entity.lat = sum(lat for lat, _ in cells) / len(cells) * _CELL
    entity.lon = sum(lon for _, lon in cells) / len(cells) * _CELL
    entity.population = entity.population or sum(people for _, _, people in towns)


def _county_names(county: Entity) -> None:
    """“Clarke County” also as Clarke; “Oxfordshire” as it is; “Cork” also as County Cork and Co Cork."""
    bare = county.name.removesuffix(" County").removesuffix(" Parish")
    if county.country == "US":
        county.aliases = {bare} if bare != county.name else set[str]()
    if county.country == "IE":
        county.aliases |= {f"County {bare}", f"Co {bare}", f"Co. {bare}"}
    if county.country == "GB":
        county.aliases |= {f"County {bare}"} if county.region == "GB.NIR" else set[str]()


def _by_hand(regions: Mapping[str, Entity], nations: Mapping[str, Entity], towns: Iterable[Entity]) -> None:
    written = table("countries")
    for code, names in written["names"].items():
        for name in names.split("|"):
            (nations[code].short if name.isupper() else nations[code].aliases).add(name)
    for code, people in written["demonyms"].items():
        nations[code].people |= set(people.split("|"))
    for country, codes in table("regions").items():
        for code, row in codes.items():
            region = regions[f"{country}.{code}"]
            region.lat, region.lon = row.get("at", (region.lat, region.lon))
            region.short |= set(row.get("short", ()))
            region.people |= set(row["people"].split("|") if "people" in row else ())
            region.aliases |= set(row["names"].split("|") if "names" in row else ())
    largest: dict[str, Entity] = {}
    for town in sorted(towns, key=lambda town: town.population):
        largest[f"{town.name} {town.country}"] = town
    for key, names in table("cities")["names"].items():
        if key in largest:
            largest[key].aliases |= set(names.split("|"))
            largest[key].short |= {name for name in names.split("|") if name.endswith(".")}
        else:
            print(f"no city {key}")


def _new(offices: Iterable[Entity], towns: Iterable[Entity]) -> list[Entity]:
    """The places with a post office that no town of the same name and state stands for."""
    known = {(fold(town.name), town.region) for town in towns}
    return [office for office in offices if (fold(office.name), office.region) not in known]


def _continents() -> list[Entity]:
    found = sources.continents()
    for continent in found:
        continent.people = set(table("features")["continents"].get(continent.name, "").split("|")) - {""}
    return found


def _features() -> list[Entity]:
    written = table("features")
    found = {
        name: Entity(name, "feature", country, 0, lat, lon, _KNOWN)
        for name, (lat, lon, country) in written["places"].items()
    }
    for name, people in written["people"].items():
        found[name].people = set(people.split("|"))
    return list(found.values())


def write(places: Sequence[Entity], path: Path) -> None:
    """Write the gazetteer; `whence.compare.places.gazetteer` reads it."""
    ordered = sorted(places, key=lambda place: (fold(place.name), -place.population))
    codes = sorted({place.country for place in ordered})
    regions = sorted({place.region for place in ordered})
    aliases = sorted(
        {(fold(alias), at) for at, place in enumerate(ordered) for alias in place.aliases}
        - {(fold(place.name), at) for at, place in enumerate(ordered)}
    )
    people = sorted((fold(word), at) for at, place in enumerate(ordered) for word in place.people)
    short = sorted((word, at) for at, place in enumerate(ordered) for word in place.short)
    keys = [fold(place.name) for place in ordered]
    arrays = {
        "keys": _text(keys),
        "shown": _text(
            "" if place.name == key.title() else place.name for place, key in zip(ordered, keys, strict=True)
        ),
        "geonameid": np.array([place.geonameid for place in ordered], np.uint32),
        "lat": np.array([round(place.lat / 90 * 32767) for place in ordered], np.int16),
        "lon": np.array([round(place.lon / 180 * 32767) for place in ordered], np.int16),
        "people": np.array([round(10 * math.log10(place.population + 1)) for place in ordered], np.uint8),
        "kind": np.array([KINDS.index(place.kind) for place in ordered], np.uint8),
        "country": np.array([codes.index(place.country) for place in ordered], np.uint8),
        "region": np.array([regions.index(place.region) for place in ordered], np.uint16),
        "countries": _text(codes),
        "regions": _text(regions),
        "aliases": _text(word for word, _ in aliases),
        "alias_of": np.array([at for _, at in aliases], np.uint32),
        "demonyms": _text(word for word, _ in people),
        "demonym_of": np.array([at for _, at in people], np.uint32),
        "abbreviations": _text(word for word, _ in short),
        "abbreviation_of": np.array([at for _, at in short], np.uint32),
    }
    arrays |= _hints(ordered, regions)
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    path.write_bytes(held.getvalue())
    print({name: len(array) for name, array in arrays.items()}, f"{path.stat().st_size / 1e6:.2f} MB")


def _hints(ordered: Sequence[Entity], regions: Sequence[str]) -> dict[str, np.ndarray]:
    """Capitals, dialling codes by region, and the homes of outlets, as rows."""
    codes = [
        (code, regions.index(region)) for region, codes in table("phones")["codes"].items() for code in codes.split()
    ]
    largest: dict[str, int] = {}
    for at, place in enumerate(ordered):
        key = place.country if place.kind == "country" else f"{place.name} {place.country}"
        if key not in largest or ordered[largest[key]].population < place.population:
            largest[key] = at
    outlets = sorted((name, largest[home]) for name, home in table("outlets")["outlets"].items())
    return {
        "capitals": np.array([at for at, place in enumerate(ordered) if place.capital], np.uint32),
        "phones": _text(code for code, _ in codes),
        "phone_of": np.array([region for _, region in codes], np.uint16),
        "outlets": _text(name for name, _ in outlets),
        "outlet_of": np.array([at for _, at in outlets], np.uint32),
    }


def _text(words: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)
