"""How long and how often: durations and sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from whence.compare.times import meaning
from whence.compare.times.days import MONTHS, WEEKDAYS, daypart_value, first
from whence.compare.times.frame import SIZES, UNITS, Frame, duration, moved, single
from whence.compare.times.meaning import Meaning
from whence.compare.times.relative import counted
from whence.compare.times.words import Part

_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W",
    "monthly": "P1M", "bimonthly": "P2M", "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
}  # fmt: skip
_MOST = 100_000  # units that a calendar is asked about


def lasting(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“three days”, “the past two months”, “a five-year”, “2 1/2 years”: a past or coming one has its days as well."""
    count, name = counted(parts)
    if any(part.kind == "h" or part.word == "1/2" for part in parts):
        count = (count or 0) + 0.5 if parts[0].kind != "h" else 0.5
    told = duration(count, name) if count is None or count == int(count) else _halved(count, name)
    lead = first(parts, "LN")
    if lead is None or frame.published is None or count is None or count != int(count) or count > _MOST:
        return told
    back = lead.kind == "L"
    if single(name) in ("hour", "minute", "second"):
        return told
    end = moved(frame.published, int(-count if back else count), name)
    if end is None:
        return told
    days = (end + timedelta(days=1), frame.published) if back else (frame.published, end)
    return replace(told, start=days[0].isoformat(), end=days[1].isoformat(), anchor="published")


def _halved(count: float, name: str) -> Meaning:
    """“2½ years” → P2Y6M, “a minute and a half” → PT1M30S."""
    unit, whole = single(name), int(count)
    if count - whole != 0.5 or unit not in ("year", "minute", "hour", "day"):
        return duration(count, name)
    begin = f"{whole * SIZES.get(unit, 1)}{UNITS[unit]}" if whole else ""
    rest = {"year": "6M", "minute": "30S", "hour": "30M", "day": "T12H"}[unit]
    return meaning.vague(f"P{'T' if unit in ('minute', 'hour') else ''}{begin}{rest}")


def often(parts: Sequence[Part], _: Frame) -> Meaning | None:
    """“every month”, “each Thursday”, “daily”, “Tuesday nights”, “every two weeks”."""
    adverb = first(parts, "D")
    if adverb:
        return meaning.vague(_ADVERBS[adverb.word])
    if weekday := first(parts, "WG"):
        return meaning.vague(_weekly(weekday, first(parts, "TX")))
    if month := first(parts, "M"):
        return meaning.vague(f"XXXX-{MONTHS[month.word]:02}")
    if season := first(parts, "Ss"):
        return meaning.vague(f"XXXX-{meaning.SEASONS[season.word.removesuffix('s')][0]}")
    if part := first(parts, "TX"):
        return meaning.vague(f"XXXX-XX-XX{daypart_value(replace(part, word=part.word.removesuffix('s')))}")
    if first(parts, "wv"):
        return meaning.vague("XXXX-WXX-WE")
    count, name = counted(parts)
    return duration(count, name)


def _weekly(weekday: Part, part: Part | None) -> str:
    number = WEEKDAYS.get(weekday.word.removesuffix("s"))
    suffix = daypart_value(replace(part, word=part.word.removesuffix("s"))) if part else ""
    return f"XXXX-WXX-{number + 1}{suffix}" if number is not None else "XXXX-WXX"
