"""Where an outlet is at home, read off its name or address: “The Paris News”, “richmondregister.com”, “.co.uk”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import CITY, Gazetteer, gazetteer

_HOST = re.compile(r"(?:[a-z]+://)?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_MOST_LABELS, _LONGEST, _LONGEST_NAME = 6, 60, 200


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(str(table("places")["outlets"][key]).split())


@dataclass(frozen=True, slots=True)
class Home:
    """Rows of the places that the outlet's name may mean, and the country that its address ends in ("" for none).

    `sure`: the outlet is a known one. `anywhere`: its address ends in no country, as most in the United States do.
    """

    rows: tuple[int, ...] = ()
    country: str = ""
    sure: bool = False
    anywhere: bool = False


def home(publisher: str | None) -> Home:
    """Where the publisher, given by name or address, is at home.

    >>> home("woodstock-gazette.co.uk").country
    'GB'
    """
    if not publisher:
        return Home()
    known = gazetteer()
    host = _HOST.fullmatch(publisher.strip().partition("/")[0]) or _HOST.match(publisher.strip())
    names = list(_labels(host[1].lower())) if host else [publisher[:_LONGEST_NAME]]
    country = _country(host[1].lower(), known) if host else ""
    for name in names:
        folded = fold(name).removeprefix("the ")
        if folded in known.outlets:
            row = known.outlets[folded]
            return Home((row,), country or known.country_of(row), sure=True)
    rows = [row for name in names for row in (_squeezed(name) if host else _spelled(name))]
    kept = [row for row in dict.fromkeys(rows) if known.kind[row] != CITY or _fits(row, country, known)]
    return Home(tuple(kept), country, anywhere=bool(host and not country))


def _fits(row: int, country: str, known: Gazetteer) -> bool:
    return country in ("", known.country_of(row))


def _country(host: str, known: Gazetteer) -> str:
    last = host.rpartition(".")[2]
    if last == "uk":
        return "GB"
    return last.upper() if last not in _listed("anywhere") and last.upper() in known.nations else ""


def _labels(host: str) -> Iterator[str]:
    """The parts of an address that can be names."""
    for label in host.split(".")[:-1][-_MOST_LABELS:]:
        if label not in _listed("not_names"):
            yield label[:_LONGEST]


def _spelled(name: str) -> list[int]:
    """The longest place names among the words of an outlet's name that are not an outlet's."""
    known = gazetteer()
    words = fold(name).split()
    for size in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            part = words[at : at + size]
            if part[0] in _listed("words") or part[-1] in _listed("words"):
                continue
            if rows := known.named(" ".join(part)):
                return rows
    return []


def _squeezed(label: str) -> list[int]:
    """The places whose names are left of “richmondandtwickenhamtimes” once the words of outlets are taken off."""
    if "-" in label:
        return _spelled(label.replace("-", " "))
    known = gazetteer()
    for left in _stripped(label):
        for part in (left, *left.split("and")):
            name = table("places")["outlets"]["short"].get(part) or _without_spaces().get(part)
            if name and (rows := known.named(name)):
                return rows
    return []


def _stripped(label: str) -> Iterator[str]:
    """The label without words of outlets at its ends, one after the other, the label itself last."""
    left, words = label, sorted(_listed("words"), key=lambda word: (-len(word), word))
    while True:
        end = next((word for word in words if left.endswith(word) and len(left) > len(word)), "")
        start = "" if end else next((w for w in words if left.startswith(w) and len(left) > len(w)), "")
        if not end and not start:
            break
        left = left.removesuffix(end) if end else left.removeprefix(start)
        if left not in _listed("words"):
            yield left
    if left == label:
        yield label


@cache
def _without_spaces() -> dict[str, str]:
    """Names of towns, counties and regions by their letters alone."""
    known = gazetteer()
    return {
        key.replace(" ", ""): key
        for key, kind in zip(known.keys, known.kind.tolist(), strict=True)
        if kind <= CITY and len(key) > 3 and not key.isdigit()
    }
