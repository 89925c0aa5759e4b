"""The names of a text, each in one sense, with what they can be and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import COUNTRY, COUNTY, REGION, candidates, gazetteer, loosely
from whence.model.text import Span

MOST_EACH = 60  # candidates of one name
_WITHIN = re.compile(r",\s+((?:[A-Z][\w.’'-]{0,20})(?:\s[A-Z][\w.’'-]{0,20}){0,3})")
_COUNTIES = re.compile(
    r"(?:(?:,|,? and|,? or|/)\s?[A-Z][\w’'-]{1,20}){0,8}\s(?:[Cc]ounties|[Pp]arishes)\b|\s(?:county|parish)\b"
)


@dataclass(slots=True)
class Name:
    """A name of the article: its mentions, and the rows of the gazetteer it may be, the largest first.

    `within` are the rows of the region or country that stands behind it (“Paris, Texas”), `counties`: the word stands
    behind it (“Clay and Lee counties”).
    """

    key: str
    mentions: list[Span]
    rows: list[int]
    within: list[int]
    counties: bool


def names_of(text: str, mentions: Sequence[Span]) -> list[Name]:
    """The names among the mentions, one sense each; “Paris, Texas” beside “Paris, France” are two."""
    told: dict[tuple[str, bool, str], Name] = {}
    bare: list[tuple[str, bool, Span]] = []
    for span in mentions:
        words = text[span.start : span.end]
        key, counties = _key(words), _COUNTIES.match(text, span.end) is not None
        region, within = _within(text, span.end)
        if not within:
            bare.append((key, counties, span))
            continue
        name = told.setdefault((key, counties, region), Name(key, [], _inside(_rows(words), within), within, counties))
        name.mentions.append(span)
    names = list(told.values())
    first = {(name.key, name.counties): name for name in reversed(names)}
    for key, counties, span in bare:
        name = first.get((key, counties))
        if name is None:
            name = first[key, counties] = Name(key, [], _rows(text[span.start : span.end]), [], counties)
            names.append(name)
        name.mentions.append(span)
    return names


def _key(words: str) -> str:
    return words if words in gazetteer().abbreviations else fold(words)


def _rows(words: str) -> list[int]:
    """The candidates of a name, the largest first."""
    people = gazetteer().people
    return sorted(candidates(words) or loosely(words), key=lambda row: -int(people[row]))[:MOST_EACH]


def _inside(rows: list[int], within: Sequence[int]) -> list[int]:
    """Of some places those that lie in the region behind the comma; all where none does."""
    return [row for row in rows if any(gazetteer().lies_in(row, outer) for outer in within)] or rows


def _within(text: str, end: int) -> tuple[str, list[int]]:
    """The region or country that follows behind a comma: its name, folded, and what it may be."""
    match = _WITHIN.match(text, end)
    if not match:
        return "", []
    known = gazetteer()
    words = match[1].split(" ")
    for size in range(len(words), 0, -1):
        part = " ".join(words[:size])
        for form in (part, part.rstrip(".,;'’"), f"{part}."):
            rows = [row for row in candidates(form) if known.kind[row] in (COUNTRY, REGION, COUNTY)]
            if rows and fold(form) not in known.demonyms:
                return fold(form), rows
    return "", []
