"""Days and clock times: dates, weekdays, today, the day before, Friday evening, 10 p.m. on Monday."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from whence.compare.times import meaning
from whence.compare.times.frame import Frame, moved
from whence.compare.times.meaning import Meaning
from whence.compare.times.words import Part
from whence.model.incident import Granularity

WEEKDAYS = {name.lower(): number for number, name in enumerate(day_name)}
MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_DEICTIC = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}
_DAYPARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TMO", "daybreak": "TMO",
    "dusk": "TEV", "nightfall": "TEV", "tonight": "TNI", "overnight": "TNI",
}  # fmt: skip
_CLOCKS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?\W?([ap])?")
_FEW = 7  # days
_AHEAD, _AHEAD_TOLD = 1.5, 0.5  # how far off the future counts: most news tells what was, unless the words do not
_EVENT = frozenset(("previous", "preceding", "prior", "following", "ensuing", "subsequent"))


def first(parts: Sequence[Part], kinds: str) -> Part | None:
    """The first part of one of these kinds."""
    return next((part for part in parts if part.kind in kinds), None)


def iso(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“2024-03-01”, “2024-03-01T14:30Z”, “2024-W09”, “2012-13” (two years)."""
    written = parts[0].word
    if not written[5].isdecimal():
        return _week_or_quarter(written)
    year, number = int(written[:4]), int(written[5:7])
    if len(written) == 7 and number == (year + 1) % 100:
        return meaning.years(year, year + 1)
    if len(written) == 7:
        return meaning.month(year, number) if 1 <= number <= 12 and year >= meaning.FIRST_YEAR else None
    when = meaning.date_of(year, number, int(written[8:10]))
    if when is None:
        return None
    if len(written) == 10:
        return meaning.day(when)
    hour, minute = int(written[11:13]), int(written[14:16])
    return meaning.during(meaning.day(when), f"T{hour:02}:{minute:02}") if hour <= 24 and minute <= 59 else None


def _week_or_quarter(written: str) -> Meaning | None:
    """“2024-W09”, “2024-W09-5”, “2024-Q1”."""
    year, number = int(written[:4]), int(written[6:8])
    if written[5] == "q":
        return meaning.quarter(year, number)
    try:
        when = date.fromisocalendar(year, number, int(written[9:] or 1))
    except ValueError:  # a week that the year does not have
        return None
    return meaning.day(when) if written[9:] else meaning.week(when)


def slashed(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“25/12/2023”, “2023/12/25”; None where day and month could be either. “9/11” is the day of 2001."""
    numbers = [int(piece) for piece in parts[0].word.split("/")]
    if parts[0].word == "9/11":
        return meaning.day(date(2001, 9, 11))
    if len(numbers) != 3:
        return None
    one, two, three = numbers
    if one > 31:
        return _on(one, two, three)
    year = three if three > 99 else three + (2000 if three < 70 else 1900)
    if one > 12 or one == two:
        return _on(year, two, one)
    return _on(year, one, two) if two > 12 else None


def _on(year: int, month: int, number: int) -> Meaning | None:
    when = meaning.date_of(year, month, number)
    return meaning.day(when) if when else None


def calendar(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“Friday, Oct. 13”, “13 October 1989”, “the 3rd of May last year”."""
    named = _month_and_day(parts)
    if named is None:
        return None
    month, number = named
    year = stated_year(parts, frame)
    if year is not None:
        return _on(year, month, number)
    if frame.published is None:
        known = meaning.date_of(2000, month, number)
        return meaning.unknown(f"XXXX-{month:02}-{number:02}", Granularity.DAY) if known else None
    lead = first(parts, "LN")
    told = replace(frame, ahead=lead.kind == "N", behind=lead.kind == "L") if lead else frame
    near = _nearest(told, month, number, first(parts, "W"))
    return meaning.day(near).anchored("published") if near else None


def _month_and_day(parts: Sequence[Part]) -> tuple[int, int] | None:
    if feast := first(parts, "y"):
        month, _, number = feast.word.partition("-")
        return int(month), int(number)
    named, counted = first(parts, "M"), first(parts, "no")
    if named is None or counted is None or counted.number is None:
        return None
    return MONTHS[named.word], counted.number


def span(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“March 3-5”, “3 to 5 March 2024”."""
    month = first(parts, "M")
    numbers = [part for part in parts if part.kind in "no"]
    if month is None or len(numbers) < 2:
        return None
    year = stated_year(parts, frame)
    ends: list[date] = []
    for number in numbers[:2]:
        dated = [part for part in parts if part.kind in "MY"]
        told = calendar([*dated, number], frame) if year is None else _on(year, MONTHS[month.word], number.number or 0)
        when = told.first if told else None
        if when is None:
            return None
        ends.append(when)
    if ends[0] >= ends[1]:
        return None
    return meaning.days(ends[0], ends[1]).anchored("text" if year else "published")


def stated_year(parts: Sequence[Part], frame: Frame) -> int | None:
    """The year of “May 3, 2024”, “May 3 last year”."""
    if told := first(parts, "Y"):
        return told.number
    unit = next((at for at, part in enumerate(parts) if part.word == "year"), None)
    if not unit or frame.published is None or parts[unit - 1].kind not in "LNH":
        return None
    return frame.published.year + {"L": -1, "N": 1}.get(parts[unit - 1].kind, 0)


def _nearest(frame: Frame, month: int, number: int, weekday: Part | None) -> date | None:
    """The nearest such day, what is to come counted half as far again; one on the weekday named, if there is."""
    published = frame.published or date.min
    options = [meaning.date_of(published.year + step, month, number) for step in (-1, 0, 1)]
    ahead = _AHEAD_TOLD if frame.ahead else _AHEAD
    near = sorted((when for when in options if when), key=lambda when: _distance(when, published, ahead))
    if weekday:
        fitting = [when for when in near if when.weekday() == WEEKDAYS[weekday.word]]
        near = fitting or near
    told = [when for when in near if frame.behind and when <= published]
    if near:
        return (told or near)[0]
    further = (meaning.date_of(published.year + step, month, number) for step in (-2, 2, -3, 3, -4, 4))
    return next((when for when in further if when), None)  # 29 February


def _distance(when: date, published: date, ahead: float) -> float:
    apart = (when - published).days
    return apart * ahead if apart > 0 else -apart


def weekday(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“Friday”, “last Friday”, “next Friday”, “the previous Friday”."""
    told = first(parts, "W")
    if told is None:
        return None
    number = WEEKDAYS[told.word]
    lead = first(parts, "LN") or first(parts, "HJ")  # “this past Friday”
    event = frame.event()
    start = frame.published
    anchor = "published"
    if lead and lead.word in _EVENT | {"that", "same"} and event:
        start, anchor = event.first, "previous"
    if start is None:
        return meaning.unknown(f"XXXX-WXX-{number + 1}", Granularity.DAY)
    back, on = (start.weekday() - number) % 7, (number - start.weekday()) % 7
    if lead and lead.kind == "L":
        when = moved(start, -(back or 7), "day")
    elif lead and lead.kind == "N":
        when = moved(start, on or 7, "day")
    elif frame.ahead or (lead and lead.kind == "H"):
        when = moved(start, on, "day")
    else:
        when = moved(start, -back, "day")
    return meaning.day(when).anchored(anchor) if when else None


def deictic(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“yesterday”, “tonight”, “the day after tomorrow”."""
    told = first(parts, "d")
    if told is None:
        return None
    step = _DEICTIC[told.word]
    if relation := first(parts, "g"):
        step += 1 if relation.word == "after" else -1
    when = moved(frame.published, step, "day") if frame.published else None
    if when is None:
        return meaning.unknown("XXXX-XX-XX", Granularity.DAY)
    found = meaning.day(when).anchored("published")
    return meaning.during(found, "TNI") if told.word == "tonight" else found


def same_day(_: Sequence[Part], frame: Frame) -> Meaning | None:
    """“the day”, “that day”, “the same day”: the last day told; else that of publication."""
    told = frame.last(Granularity.DAY, Granularity.TIME)
    if told and told.first:
        return meaning.day(told.first).anchored("previous")
    if frame.published is None:
        return meaning.unknown("XXXX-XX-XX", Granularity.DAY)
    return meaning.day(frame.published).anchored("published")


def next_day(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“the next day”, “the previous day”, “the day before”: from the last day told."""
    told = same_day(parts, frame)
    lead = first(parts, "LNg")
    if told is None or told.first is None or lead is None:
        return told
    forward = lead.kind == "N" or lead.word == "after"
    when = moved(told.first, 1 if forward else -1, "day")
    return meaning.day(when).anchored(told.anchor) if when else None


def night(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“last night”, “overnight” (both the one before the day of publication), “this morning”, “the evening”."""
    told = first(parts, "TO")
    if told is None:
        return None
    lead = first(parts, "LNHJ")
    start = frame.published
    anchor = "published"
    step = 0
    if beside := first(parts, "g"):
        day = same_day(parts, frame)
        step = 1 if beside.word == "after" else -1
        start, anchor = (day.first, day.anchor) if day else (start, anchor)
    elif lead and lead.word in ("last", "previous"):
        step = -1
    elif lead and lead.kind == "N":
        step = 1
    elif told.kind == "O":
        step = -1
    elif lead is None or lead.kind == "J":
        day = same_day(parts, frame)
        start, anchor = (day.first, day.anchor) if day else (start, anchor)
    when = moved(start, step, "day") if start else None
    suffix = _DAYPARTS[told.word]
    if when is None:
        return meaning.unknown(f"XXXX-XX-XX{suffix}", Granularity.TIME)
    return meaning.during(meaning.day(when).anchored(anchor), suffix)


def clock(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“10 p.m.”, “noon”: on the last day told, where that is near the day of publication."""
    told = first(parts, "C")
    time = clock_value(told.word) if told else None
    if time is None:
        return None
    day = same_day(parts, frame)
    if day is None or day.first is None:
        return meaning.unknown(f"XXXX-XX-XX{time}", Granularity.TIME)
    if frame.published and abs((day.first - frame.published).days) > _FEW:
        day = meaning.day(frame.published).anchored("published")
    return meaning.during(day, time)


def clock_value(word: str) -> str | None:
    """“2.15pm” → "T14:15"; None for a time no clock shows."""
    if word in _CLOCKS:
        return _CLOCKS[word]
    match = _CLOCK.match(word)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[4]
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02}:{minute:02}"


def daypart_value(part: Part) -> str | None:
    """The suffix of a part of the day or a clock time."""
    return clock_value(part.word) if part.kind == "C" else _DAYPARTS.get(part.word)
