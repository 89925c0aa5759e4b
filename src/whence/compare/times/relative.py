"""Times counted in units: “two weeks ago”, “a day later”, “in three months”, “two Fridays ago”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from whence.compare.times import meaning
from whence.compare.times.days import WEEKDAYS, first
from whence.compare.times.frame import Frame, away, counted_to, duration, left_open, moved, shifted, single
from whence.compare.times.meaning import Meaning
from whence.compare.times.words import Part
from whence.model.incident import Granularity

_DAILY = (Granularity.DAY, Granularity.TIME)
_FINER = {
    "day": (*_DAILY, Granularity.WEEK),
    "week": (*_DAILY, Granularity.WEEK),
    "hour": _DAILY,
    "minute": _DAILY,
    "month": (*_DAILY, Granularity.WEEK, Granularity.MONTH),
}  # what can be moved by so small a unit


def ago(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“two weeks ago”, “a year ago”, “months ago”, “10 days from now”."""
    if weekday := first(parts, "G"):
        return _weekdays_ago(weekday, counted(parts)[0], frame)
    count, name = counted(parts)
    forward = first(parts, "A") is None
    if count is None:
        return meaning.vague(meaning.FUTURE if forward else meaning.PAST)
    if single(name) in ("hour", "minute", "second"):
        return left_open("day") if frame.published is None else meaning.day(frame.published).anchored("published")
    if single(name) == "year" and count == 1 and not forward and (told := frame.period()):
        return shifted(told, -1, "year").anchored("previous")
    if frame.published is None:
        return left_open(single(name))
    return counted_to(frame.published, int(count if forward else -count), name).anchored("published")


def _weekdays_ago(weekday: Part, count: float | None, frame: Frame) -> Meaning | None:
    """“two Fridays ago”."""
    number = WEEKDAYS.get(weekday.word.removesuffix("s"))
    if frame.published is None or number is None or count is None:
        return None
    last = -((frame.published.weekday() - number) % 7 or 7)
    when = moved(frame.published, last - 7 * (int(count) - 1), "day")
    return meaning.day(when).anchored("published") if when else None


def hence(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“in two weeks”: from publication on where the future is told, else how long it took."""
    count, name = counted(parts)
    if count is None or not frame.ahead or frame.published is None:
        return duration(count, name)
    return counted_to(frame.published, int(count), name).anchored("published")


def earlier(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“two weeks earlier”, “a day later”: from the last time told; as precise as that."""
    count, name = counted(parts)
    forward = any(part.kind == "F" or part.word == "after" for part in parts)
    told = frame.period() if single(name) in ("year", "quarter") else None
    told = told or frame.last(*_FINER.get(single(name), tuple(Granularity)))
    if count is None:
        return meaning.vague(meaning.FUTURE if forward else meaning.PAST)
    if single(name) in ("hour", "minute", "second"):
        return told.anchored("previous") if told and told.granularity is Granularity.DAY else None
    if told is None and frame.published is None:
        return left_open(single(name))
    steps = int(count if forward else -count)
    if told is None or told.first is None:
        return away(frame.published or date.min, steps, name).anchored("published")
    return shifted(told, steps, name).anchored("previous")


def counted(parts: Sequence[Part]) -> tuple[float | None, str]:
    """How many of which unit: (2, "weeks"); None for “several weeks”, “years”."""
    unit = next((part for part in parts if part.kind in "UVqXs"), None)
    name = unit.word if unit else "day"
    number = first(parts, "ncYz")
    if number is None:
        return (None if unit and unit.kind == "V" else 1), name
    if number.kind == "z":
        return (2 if number.word == "couple" else None), name
    return float(number.number or 0), name
