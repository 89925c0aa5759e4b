"""What a time expression means: its TIMEX3 value with the days it covers, and the arithmetic of both.

Weeks are those of ISO 8601 (Monday to Sunday, week 1 has the first Thursday); seasons are those of the northern
hemisphere, by whole months, a winter named after the year it begins in. Years 1000 to 2200.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from whence.model.incident import Granularity

FIRST_YEAR, LAST_YEAR = 1000, 2200
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "fall": ("FA", 9), "autumn": ("FA", 9), "winter": ("WI", 12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A `Time` without its place in a text: see there for the fields."""

    value: str
    granularity: Granularity
    start: str | None = None
    end: str | None = None
    anchor: str = "text"

    @property
    def first(self) -> date | None:
        """The first day it covers."""
        return date.fromisoformat(self.start) if self.start else None

    @property
    def base(self) -> date | None:
        """The day that others are counted from: the one its value names, or else the first it covers."""
        return date.fromisoformat(self.value[:10]) if _DAY.match(self.value) else self.first

    def anchored(self, anchor: str) -> Meaning:
        """The same, counted from something else."""
        return replace(self, anchor=anchor)


def _in_range(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _beyond(year: int) -> Meaning:
    """A year whence does not count in."""
    return vague(PAST if year < FIRST_YEAR else FUTURE)


def _meaning(value: str, granularity: Granularity, first: date, last: date) -> Meaning:
    return Meaning(value=value, granularity=granularity, start=first.isoformat(), end=last.isoformat())


def vague(value: str) -> Meaning:
    """A time that no calendar tells: PAST_REF, PRESENT_REF, FUTURE_REF, or a value with X for what is not known."""
    return Meaning(value=value, granularity=Granularity.VAGUE, anchor="none")


def unknown(value: str, granularity: Granularity) -> Meaning:
    """A time whose year or day the words leave open and no date of publication settles: "XXXX-09", "XXXX-WXX-5"."""
    return Meaning(value=value, granularity=granularity, anchor="none")


def day(when: date) -> Meaning:
    """One day."""
    if not _in_range(when.year):
        return _beyond(when.year)
    return _meaning(when.isoformat(), Granularity.DAY, when, when)


def days(first: date, last: date) -> Meaning:
    """From one day to another, both inside: "2024-03-03/2024-03-05"."""
    value = f"{first.isoformat()}/{last.isoformat()}"
    return _meaning(value, Granularity.DAY, first, last)


def date_of(year: int, month: int, number: int) -> date | None:
    """A day of the calendar; None for one that does not exist or lies outside of what whence counts."""
    if not (_in_range(year) and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def about(when: date, around: Meaning) -> Meaning:
    """A day that was counted to in weeks or months: its value names it, but it covers what it lies in."""
    return replace(around, value=day(when).value)


def week(when: date) -> Meaning:
    """The week of a day."""
    if not _in_range(when.year):
        return _beyond(when.year)
    year, number, weekday = when.isocalendar()
    monday = when - timedelta(days=weekday - 1)
    return _meaning(f"{year:04}-W{number:02}", Granularity.WEEK, monday, monday + timedelta(days=6))


def weekend(when: date) -> Meaning:
    """The weekend of the week of a day."""
    found = week(when)
    monday = found.first
    if monday is None:
        return found
    return _meaning(f"{found.value}-WE", Granularity.WEEK, monday + timedelta(days=5), monday + timedelta(days=6))


def month(year: int, number: int) -> Meaning:
    """A month; `number` may lie outside 1 to 12 and is carried over to the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not _in_range(year):
        return _beyond(year)
    last = date(year, number, monthrange(year, number)[1])
    return _meaning(f"{year:04}-{number:02}", Granularity.MONTH, date(year, number, 1), last)


def months(year: int, number: int, count: int) -> tuple[date, date] | None:
    """The first and the last day of some months in a row; None outside the years that whence counts."""
    first, last = month(year, number), month(year, number + count - 1)
    if first.start is None or last.end is None:
        return None
    return date.fromisoformat(first.start), date.fromisoformat(last.end)


def _named(value: str, granularity: Granularity, year: int, number: int, count: int) -> Meaning:
    covered = months(year, number, count)
    return _meaning(value, granularity, *covered) if covered else _beyond(year)


def quarter(year: int, number: int) -> Meaning:
    """A quarter of the calendar year; `number` is carried over like that of a month."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return _named(f"{year:04}-Q{number}", Granularity.QUARTER, year, 3 * number - 2, 3)


def half(year: int, number: int) -> Meaning:
    """The first or the second half of a year."""
    return _named(f"{year:04}-H{number}", Granularity.QUARTER, year, 6 * number - 5, 6)


def season(year: int, name: str) -> Meaning:
    """A season by its English name."""
    code, number = SEASONS[name]
    return _named(f"{year:04}-{code}", Granularity.SEASON, year, number, 3)


def year(number: int) -> Meaning:
    """A calendar year."""
    return _named(f"{number:04}", Granularity.YEAR, number, 1, 12)


def years(first: int, last: int) -> Meaning | None:
    """From one year to another, both inside: "2012/2013"; None where the second is not later."""
    if first >= last or not (_in_range(first) and _in_range(last)):
        return None
    return _meaning(f"{first:04}/{last:04}", Granularity.YEAR, date(first, 1, 1), date(last, 12, 31))


def decade(first: int) -> Meaning:
    """The ten years that begin with a year ending in 0."""
    return _named(f"{first // 10:03}", Granularity.DECADE, first, 1, 120)


def century(number: int) -> Meaning:
    """The 20th century is "19" in TIMEX3, and here 1900 to 1999."""
    return _named(f"{number - 1:02}", Granularity.CENTURY, 100 * (number - 1), 1, 1200)


def during(when: Meaning, suffix: str) -> Meaning:
    """A time of a day: "T14:30", "TEV" (evening), "TNI" (night); the night ends on the next day."""
    if when.granularity is not Granularity.DAY or "/" in when.value:
        return when
    first = when.first
    end = when.end
    if first is not None and suffix == "TNI":
        end = (first + timedelta(days=1)).isoformat()
    return replace(when, value=when.value + suffix, granularity=Granularity.TIME, end=end)
