"""Dates as news pages write them, read as ISO 8601 and no more precise than they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_WINDOW = 400  # a date line is short: nothing beyond is looked at, so no text can make this slow

_MONTH_WORDS = """
1 january jan januar janvier enero gennaio janeiro januari jänner
2 february feb februar février fevrier febrero febbraio fevereiro februari
3 march mar märz mars marzo março maart mrz
4 april apr avril abril aprile
5 may mai mayo maggio maio mei
6 june jun juni juin junio giugno junho
7 july jul juli juillet julio luglio julho
8 august aug août aout agosto augustus
9 september sept sep septembre septiembre settembre setembro
10 october oct oktober okt octobre octubre ottobre outubro
11 november nov novembre noviembre novembro
12 december dec dezember dez décembre diciembre dicembre dezembro
"""
_MONTHS = {
    word: int(number)
    for number, *words in (line.split() for line in _MONTH_WORDS.split("\n") if line)
    for word in words
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
# Zones whose letters mean one offset only: IST, CST and ET do not, and stay unsaid.
_ZONES = {
    "z": "Z", "gmt": "Z", "utc": "Z", "bst": "+01:00", "wet": "Z", "cet": "+01:00", "mez": "+01:00",
    "cest": "+02:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00",
    "est": "-05:00", "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00", "mst": "-07:00", "mdt": "-06:00",
}  # fmt: skip

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.])(\d{1,4})([/.])(\d{1,2})\2(\d{4}|\d{1,2})(?![\d/])")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s{{1,3}}(?:of\s|de\s)?({_MONTH})\b\.?(?:,?\s{{1,3}}(?:de\s|del\s)?(\d{{4}})\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\b\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[:.]\d)(?:,?\s{{1,3}}(\d{{4}})\b)?", re.IGNORECASE
)
_MONTH_YEAR = re.compile(rf"(?<!\d\s)\b({_MONTH})\b\.?,?\s{{1,3}}(?:de\s)?(\d{{4}})\b", re.IGNORECASE)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::\d{2}(?:\.\d{1,6})?)?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?(?:\s?Uhr\b)?\s?\(?(?P<zone>[A-Za-z]{1,4}\b|[+-]\d{2}:?\d{2}\b)?\)?"
)
_TIME_AFTER = re.compile(rf"(?:T|[,\s]{{0,3}}(?:at|um|à|a las|[-–—|•·@])?\s?)(?<![\d:]){_CLOCK}", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}(?:,|\s[-–—|•·])?\s?(?:on\s|am\s|le\s)?(?:[A-Za-z]{{3,9}}\.?,?\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where it stands, and what it is (None when the year is left unsaid)."""

    start: int
    end: int
    value: str | None


def read_date(text: str) -> str | None:
    """The first full date in a short text, as precise as it is given there.

    >>> read_date("Published 3 March 2024 14:05 GMT | Updated 4 March 2024")
    '2024-03-03T14:05Z'
    >>> read_date("December 14th, 2022"), read_date("März 2024"), read_date("3 March")
    ('2022-12-14', '2024-03', None)
    """
    found = find_date(text)
    return found.value if found else None


def find_date(text: str) -> FoundDate | None:
    """The first date in a short text, its time of day included; dates without a year are found, but have no value.

    >>> find_date("PORT ALDER, March 3 (Coastal Press)")
    FoundDate(start=12, end=19, value=None)
    """
    text = text[:_WINDOW]
    if not _DIGIT.search(text):
        return None
    candidates = [*_iso(text), *_slashed(text), *_named(text)]
    if not candidates:
        return None
    best = min(candidates, key=lambda found: (found.value is None, found.start, -found.end))
    if best.value is None or len(best.value) < len("2024-03-03"):
        return best
    return _with_time(text, best)


def _iso(text: str) -> list[FoundDate]:
    return [
        FoundDate(match.start(), match.end(), value)
        for match in _ISO.finditer(text)
        if (value := _value(match[1], match[2], match[3]))
    ]


def _slashed(text: str) -> list[FoundDate]:
    """2024/03/01, 01.03.2024, and 13/03/2024 where only one reading is possible; else the year alone is sure."""
    found: list[FoundDate] = []
    for match in _SLASHED.finditer(text):
        first, mark, second, third = match.groups()
        if len(first) == 4:
            value = _value(first, second, third)
        elif len(third) != 4:
            value = None
        elif mark == "." or first == second:
            value = _value(third, second, first)
        else:
            readings = {_value(third, second, first), _value(third, first, second)} - {None}
            value = readings.pop() if len(readings) == 1 else third if readings else None
        if value:
            found.append(FoundDate(match.start(), match.end(), value))
    return found


def _named(text: str) -> list[FoundDate]:
    found: list[FoundDate] = []
    for match in _DAY_MONTH.finditer(text):
        found += _dated(match, match[3], match[2], match[1])
    for match in _MONTH_DAY.finditer(text):
        found += _dated(match, match[3], match[1], match[2])
    for match in _MONTH_YEAR.finditer(text):
        found += _dated(match, match[2], match[1], None)
    return found


def _dated(match: re.Match[str], year: str | None, month: str, day: str | None) -> list[FoundDate]:
    number = str(_MONTHS[month.lower()])
    value = _value(year or "2000", number, day)  # 2000 was a leap year: 29 February may lack its year
    return [FoundDate(match.start(), match.end(), value if year else None)] if value else []


def _value(year: str, month: str, day: str | None) -> str | None:
    if not 1600 <= int(year) <= 2200:
        return None
    try:
        checked = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return checked.isoformat() if day else checked.isoformat()[:7]


def _with_time(text: str, found: FoundDate) -> FoundDate:
    if (after := _TIME_AFTER.match(text, found.end)) and (clock := _clock(after)):
        return FoundDate(found.start, _clock_end(after), f"{found.value}T{clock}")
    earliest = max(0, found.start - 40)
    before = _TIME_BEFORE.search(text[earliest : found.start])
    if before and (clock := _clock(before)):
        return FoundDate(earliest + before.start(), found.end, f"{found.value}T{clock}")
    return found


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, half = int(match["hour"]), match["minute"], match["half"]
    if minute is None and half is None:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23 or int(minute or 0) > 59:
        return None
    return f"{hour:02d}:{minute or '00'}{_zone(match['zone'])}"


def _zone(word: str | None) -> str:
    if not word:
        return ""
    if word[0] in "+-":
        return f"{word[:3]}:{word[-2:]}"
    return _ZONES.get(word.lower(), "")


def _clock_end(match: re.Match[str]) -> int:
    """The end of the time; a word after it that is no time zone stays outside."""
    zone = match["zone"]
    known = not zone or zone[0] in "+-" or zone.isupper() or zone.lower() in _ZONES
    return match.end() if known else len(match.string[: match.start("zone")].rstrip(" ("))
