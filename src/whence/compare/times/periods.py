"""Weeks, months, quarters, seasons, years: named, or counted from publication or from what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from whence.compare.times import meaning
from whence.compare.times.days import MONTHS, first, next_day, same_day, stated_year
from whence.compare.times.frame import KINDS, Frame, away, left_open, moved, of_unit, shifted
from whence.compare.times.meaning import Meaning
from whence.compare.times.words import Part
from whence.model.incident import Granularity

_FROM_EVENT = frozenset(("previous", "preceding", "prior", "following", "ensuing", "subsequent"))
_AS_BEFORE = frozenset(("that", "same", "comparable", "corresponding", "those"))


def _lead(parts: Sequence[Part]) -> Part | None:
    """“last”, “next”, “this”, “that”; the first two where there are both (“this past week”)."""
    return first(parts, "LN") or first(parts, "HJ")


def _step(lead: Part | None) -> int:
    return {"L": -1, "N": 1}.get(lead.kind, 0) if lead else 0


def unit(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“last week”, “this month”, “the next year”, “the following week”, “that year”, “the month”."""
    told = first(parts, "qp") or next((part for part in reversed(parts) if part.kind == "U"), None)
    if told is None:
        return None
    lead = _lead(parts)
    if told.kind in "qp":
        return _quarterly(parts, lead, frame)
    name = told.word
    if name in ("hour", "minute", "second"):
        return None
    if name == "day":
        return next_day(parts, frame) if first(parts, "LNg") else same_day(parts, frame)
    beside = first(parts, "g")
    event = frame.event()
    if beside and event and event.first:
        return away(event.first, 1 if beside.word == "after" else -1, name).anchored("previous")
    return _counted(name, lead, frame)


def _counted(name: str, lead: Part | None, frame: Frame) -> Meaning:
    event = frame.event()
    if lead and lead.word in _FROM_EVENT and event and event.first:
        return away(event.first, _step(lead), name).anchored("previous")
    if name in KINDS and (lead is None or lead.word in _AS_BEFORE):
        told = frame.last(KINDS[name])
        within = event if lead else None
        if told and (lead or name == "week"):
            return told.anchored("previous")
        if within and within.first:
            return of_unit(within.first, name).anchored("previous")
    if frame.published is None:
        return left_open(name)
    return away(frame.published, _step(lead), name).anchored("published")


def _quarterly(parts: Sequence[Part], lead: Part | None, frame: Frame) -> Meaning | None:
    """“the quarter”, “this quarter”, “the latest period”, “the year-ago quarter”, “the 1988 quarter”."""
    year_ago = first(parts, "AE") is not None
    told = frame.quarter()
    year = stated_year(parts, frame)
    if year_ago and told:
        return shifted(told, -1, "year").anchored("previous")
    if year is not None and told and told.first:
        return _in_year(told, year).anchored("previous")
    quarter = next((part for part in parts if part.kind == "q"), None)
    if lead and lead.word in ("last", "next", "this", "current", "past", "coming", "present") and quarter:
        if frame.published is None:
            return left_open("quarter")
        return away(frame.published, _step(lead), "quarter").anchored("published")
    if lead and lead.word in _FROM_EVENT and told:
        return shifted(told, _step(lead), "quarter").anchored("previous")
    return told or left_open("quarter")


def _in_year(told: Meaning, year: int) -> Meaning:
    """The same quarter of another year."""
    if told.granularity is not Granularity.QUARTER or told.first is None:
        return meaning.year(year)
    return shifted(told, year - told.first.year, "year")


def quarter(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“the third quarter of 2023”, “Q3”, “last year's fourth quarter”, “the year-ago third quarter”."""
    told = first(parts, "Qo")
    if told is None or told.number is None or not 1 <= told.number <= 4:
        return None
    year = stated_year(parts, frame)
    if year is not None:
        return meaning.quarter(year, told.number)
    if frame.published is None:
        return meaning.unknown(f"XXXX-Q{told.number}", Granularity.QUARTER)
    now = (frame.published.month + 2) // 3
    started = frame.published.year if told.number <= now else frame.published.year - 1
    if frame.ahead and told.number != now:
        started = frame.published.year if told.number > now else frame.published.year + 1
    if first(parts, "AE"):
        started -= 1
    return meaning.quarter(started, told.number).anchored("published")


def half(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“the first half of 2024”, “the last half of this year”, “the second half of the 1980s”."""
    at = next(place for place, part in enumerate(parts) if part.kind == "h")
    if decade := first(parts, "K"):
        return meaning.decade(decade.number or 0)
    number = first(parts[:at], "o")
    place = number.number if number else {"latter": 2, "last": 2, "early": 1}.get(parts[at - 1].word)
    year = stated_year(parts, frame)
    if place not in (1, 2):
        return None
    if year is not None:
        return meaning.half(year, place)
    if frame.published is None:
        return meaning.unknown(f"XXXX-H{place}", Granularity.QUARTER)
    begun = place == 1 or frame.published.month > 6 or frame.ahead or first(parts, "U") is not None
    return meaning.half(frame.published.year if begun else frame.published.year - 1, place).anchored("published")


def month(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“September”, “May 2023”, “last May”, “next May”, “this May”, “June last year”."""
    told = first(parts, "M")
    if told is None:
        return None
    number = MONTHS[told.word]
    year = stated_year(parts, frame)
    if year is not None:
        return meaning.month(year, number)
    if frame.published is None:
        return meaning.unknown(f"XXXX-{number:02}", Granularity.MONTH)
    return meaning.month(_year_of_month(number, _lead(parts), frame, frame.published), number).anchored("published")


def _year_of_month(number: int, lead: Part | None, frame: Frame, published: date) -> int:
    here = published.year
    if lead and lead.kind == "L":
        return here if number < published.month else here - 1
    if lead and lead.kind == "N":
        return here if number > published.month else here + 1
    if lead and lead.kind == "H":
        return here
    back = 11 if frame.behind else 4 if frame.ahead else 7  # how far back it may lie: most news tells what was
    away = (number - published.month + back) % 12 - back
    return (here * 12 + published.month - 1 + away) // 12


def season(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“summer 2023”, “last winter”, “this past spring”, “the fall”: without a year the latest that has begun."""
    told = first(parts, "S")
    if told is None:
        return None
    year = stated_year(parts, frame)
    if year is not None:
        return meaning.season(year, told.word)
    code, begins = meaning.SEASONS[told.word]
    if frame.published is None:
        return meaning.unknown(f"XXXX-{code}", Granularity.SEASON)
    return meaning.season(_year_of_season(begins, first(parts, "H") or _lead(parts), frame), told.word).anchored(
        "published"
    )


def _year_of_season(begins: int, lead: Part | None, frame: Frame) -> int:
    published = frame.published or date.min
    started = published.year if published.month >= begins else published.year - 1
    running = (published.month - begins) % 12 < 3
    if lead and lead.kind == "N":
        return started + 1
    if lead and lead.kind == "L":
        return started - 1 if running else started
    if (lead and lead.kind == "H") or frame.ahead:
        return started if running else published.year
    return started


def weekend(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“the weekend”, “last weekend”, “this weekend”: without more the latest that has begun."""
    if frame.published is None:
        return meaning.unknown("XXXX-WXX-WE", Granularity.WEEK)
    lead = _lead(parts)
    within = frame.published.weekday() >= 5
    step = 0 if within else -1
    if lead and lead.kind == "L":
        step = -1
    elif lead and lead.kind == "N":
        step = 1
    elif frame.ahead or (lead and lead.kind == "H"):
        step = 0
    when = moved(frame.published, step, "week")
    return meaning.weekend(when).anchored("published") if when else None


def year(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“1989”, “fiscal 1989”, “the year 2000”, “mid-1996”."""
    told = first(parts, "Yc")
    if told is None or told.number is None or not meaning.FIRST_YEAR <= told.number <= meaning.LAST_YEAR:
        return None
    return meaning.year(told.number)


def years(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“2012-13”, “1998-2002”, “from 1998 to 2002”."""
    told = [part.number or 0 for part in parts if part.kind in "Ync"]
    if len(told) != 2:
        return None
    begin, end = told
    return meaning.years(begin, end + begin // 100 * 100 if end < 100 else end)


def year_end(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“year-end”, “last year's end”: its last day; “month-end”: the month."""
    unit = first(parts, "U")
    if unit and unit.word != "year":
        return None if frame.published is None else of_unit(frame.published, unit.word).anchored("published")
    year = stated_year(parts, frame)
    if year is None and frame.published is None:
        return meaning.unknown("XXXX-12-31", Granularity.DAY)
    if year is None and frame.published is not None:
        return meaning.day(date(frame.published.year, 12, 31)).anchored("published")
    last = meaning.date_of(year or 0, 12, 31)
    return meaning.day(last) if last else None


def decade(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“the 1990s”, “the late '70s”, “the nineties”."""
    told = first(parts, "K")
    return meaning.decade(told.number) if told and told.number else None


def century(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“the 20th century”."""
    told, unit = first(parts, "o"), first(parts, "U")
    if told is None or unit is None or unit.word != "century":
        return None
    return meaning.century(told.number) if told.number else None
