"""What an expression is counted from: the day of publication, and the times told before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whence.compare.times import meaning
from whence.compare.times.meaning import Meaning
from whence.model.incident import Granularity

_RECENT = 4  # times looked back at for what "the period" and "a year earlier" mean
_YEAR = 365  # days
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
SIZES = {"fortnight": 2, "decade": 10, "century": 100}
_LEFT_OPEN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX"}
KINDS = {
    "week": Granularity.WEEK, "month": Granularity.MONTH, "quarter": Granularity.QUARTER, "year": Granularity.YEAR,
    "decade": Granularity.DECADE, "century": Granularity.CENTURY,
}  # fmt: skip
_CLOCK = frozenset(("second", "minute", "hour"))
_PLURALS = {"centuries": "century"}


@dataclass(frozen=True, slots=True)
class Frame:
    """`published`: the document's day; `seen`: what was told before, the last one last.

    `ahead`: the words around tell the future; `behind`: the past.
    """

    published: date | None
    seen: Sequence[Meaning] = ()
    ahead: bool = False
    behind: bool = False

    def event(self) -> Meaning | None:
        """The last time told that a calendar knows."""
        return next((told for told in reversed(self.seen) if told.start), None)

    def last(self, *kinds: Granularity) -> Meaning | None:
        """The last time told that is as precise as one of these."""
        return next((told for told in reversed(self.seen) if told.start and told.granularity in kinds), None)

    def period(self) -> Meaning | None:
        """The quarter that a text of figures is about, where one was told a moment ago."""
        near = any(told.granularity is Granularity.QUARTER for told in self.seen[-_RECENT:])
        return self._topic() if near else None

    def _topic(self) -> Meaning | None:
        """The last quarter told; those of a year ago only where there is no other."""
        told = [one for one in self.seen if one.granularity is Granularity.QUARTER and one.start]
        own = [one for one in told if one.anchor != "previous" and self._new(one)]
        return (own or told or [None])[-1]

    def _new(self, told: Meaning) -> bool:
        """It began less than a year before the text was published."""
        first = told.first
        return self.published is None or (first is not None and (self.published - first).days < _YEAR)

    def quarter(self) -> Meaning | None:
        """The last quarter told; else the last one that was over when the text was published."""
        if told := self._topic():
            return told
        if self.published is None:
            return None
        return meaning.quarter(self.published.year, (self.published.month - 1) // 3).anchored("published")


def single(unit: str) -> str:
    """ "weeks" → "week"."""
    return _PLURALS.get(unit, unit.removesuffix("s"))


def duration(count: float | None, unit: str) -> Meaning:
    """ISO 8601: "P3D", "PT4H", "PXM" for some months."""
    unit = single(unit)
    number = "X" if count is None else f"{count * SIZES.get(unit, 1):g}"
    designator = {"decade": "DE", "century": "CE"}.get(unit, UNITS[unit]) if count is None else UNITS[unit]
    if unit == "quarter" and count is not None:
        number, designator = f"{count * 3:g}", "M"
    return meaning.vague(f"P{'T' if unit in _CLOCK else ''}{number}{designator}")


def of_unit(when: date, unit: str) -> Meaning:
    """The day, week, month … in which a day lies."""
    unit = single(unit)
    if unit in ("week", "fortnight"):
        return meaning.week(when)
    if unit == "month":
        return meaning.month(when.year, when.month)
    if unit == "quarter":
        return meaning.quarter(when.year, (when.month + 2) // 3)
    if unit == "year":
        return meaning.year(when.year)
    if unit == "decade":
        return meaning.decade(when.year // 10 * 10)
    if unit == "century":
        return meaning.century(when.year // 100 + 1)
    return meaning.day(when)


def moved(when: date, count: int, unit: str) -> date | None:
    """A day so many units away (the last of its month where the month is shorter); None outside the calendar."""
    unit = single(unit)
    count *= SIZES.get(unit, 1)
    try:
        if unit in ("week", "fortnight"):
            return when + timedelta(weeks=count)
        if unit in ("day", *_CLOCK):
            return when + timedelta(days=count if unit == "day" else 0)
    except OverflowError:
        return None
    step = {"month": count, "quarter": 3 * count}.get(unit, 12 * count)
    place = when.year * 12 + when.month - 1 + step
    found = None
    for back in range(4):
        found = found or meaning.date_of(place // 12, place % 12 + 1, when.day - back)
    return found


def away(when: date, count: int, unit: str) -> Meaning:
    """The day, week, month, year … that lies so many of them after (before: negative) a day."""
    found = moved(when, count, unit)
    return of_unit(found, unit) if found else meaning.vague(meaning.PAST if count < 0 else meaning.FUTURE)


def counted_to(when: date, count: int, unit: str) -> Meaning:
    """The same for “two weeks ago”, whose value is a day, but which is no surer than a week."""
    told = away(when, count, unit)
    day = moved(when, count, unit)
    return meaning.about(day, told) if day and told.granularity is Granularity.WEEK else told


def shifted(told: Meaning, count: int, unit: str) -> Meaning:
    """A told time moved by so many units; it stays as precise as it was, or gets as coarse as the unit."""
    base = told.base
    found = moved(base, count, unit) if base else None
    if found is None:
        return meaning.vague(meaning.PAST if count < 0 else meaning.FUTURE)
    kind = told.granularity
    if told.base != told.first or kind in (Granularity.DAY, Granularity.TIME):
        wider = {"day": "day", "week": "week", "fortnight": "week"}.get(single(unit), "month")
        return meaning.about(found, of_unit(found, wider))
    if kind is Granularity.QUARTER:
        return _quarterly(told, found)
    names = {
        Granularity.WEEK: "week",
        Granularity.MONTH: "month",
        Granularity.YEAR: "year",
        Granularity.DECADE: "decade",
    }
    return of_unit(found, names.get(kind, "year"))


def _quarterly(told: Meaning, first: date) -> Meaning:
    if "-H" in told.value:
        return meaning.half(first.year, (first.month + 5) // 6)
    return of_unit(first, "quarter")


def left_open(unit: str) -> Meaning:
    """A day, week, month … that no date of publication settles."""
    return meaning.unknown(_LEFT_OPEN.get(unit, "XXXX"), KINDS.get(unit, Granularity.DAY))
