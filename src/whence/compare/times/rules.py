"""The shapes of expressions of time, over the letters of `words`; the first rule that fits a place decides.

No pattern repeats without a bound, so reading is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from whence.compare.times import days, lengths, meaning, periods, relative
from whence.compare.times.frame import Frame, of_unit
from whence.compare.times.meaning import Meaning
from whence.compare.times.words import Part

Reader = Callable[[Sequence[Part], Frame], "Meaning | None"]

_LEAD = "(?:t?l?m(?:-|ft?|it?)?|[EF]i?t?)?"  # early, mid-, the end of, earlier in the
_COUNT = "(?:(?:aB?)?zf?|a?c|n|aB?)"
_MANY = f"(?:{_COUNT}(?:[Rr-]{_COUNT})?)"
_UNIT = "[UVq]"
_SO = f"(?:R(?:B|{_COUNT}))?"  # "or so", "or two"
_MONTHDAY = "M,?t?[no](?![UVqn])"
_DAYMONTH = "t?[no]f?M"
_OF_YEAR = "(?:,?[if]?t?k?Y|,?i?[LHN]U|,?ft?[LHN]U)"

_DAYS: dict[str, tuple[str, Reader]] = {
    "iso": ("I", days.iso),
    "slashed": ("Z", days.slashed),
    "span": (f"(?:M[no][-r][no]|[no][-r]t?[no]f?M){_OF_YEAR}?", days.span),
    "calendar": (f"(?:W,?j?)?[LN]?(?:{_MONTHDAY}|{_DAYMONTH}){_OF_YEAR}?", days.calendar),
    "feast": (f"(?:W,?j?)?[LNH]?y{_OF_YEAR}?", days.calendar),
    "relative_today": ("tUgd|d", days.deictic),
    "weekday": ("t?(?:HL|HN|[LNHJ])?W", days.weekday),
}
_DAY = "(?:" + "|".join(pattern for pattern, _ in _DAYS.values()) + ")"


def _read(rules: Mapping[str, tuple[str, Reader]], parts: Sequence[Part], frame: Frame) -> Meaning | None:
    letters = "".join(part.kind for part in parts)
    for pattern, reader in rules.values():
        if re.fullmatch(pattern, letters) and (told := reader(parts, frame)):
            return told
    return None


def _timed(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """A day with a part of it or a clock time: “Friday evening”, “10 p.m. on May 3”, “early Saturday”."""
    letters = "".join(part.kind for part in parts)
    found = re.search(_DAY, letters)
    if found is None:
        return None
    inside = list(parts[found.start() : found.end()])
    told = _read(_DAYS, inside, frame)
    rest = [*parts[: found.start()], *parts[found.end() :]]
    time = days.first(rest, "C") or days.first(rest, "TO")
    suffix = days.daypart_value(time) if time else None
    return meaning.during(told, suffix) if told and suffix else told


def _within(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """“the week of Nov. 6”, “the quarter ended Sept. 30”, “the month of May”."""
    told = periods.month(parts, frame) if parts[-1].kind == "M" else _read(_DAYS, parts[3:], frame)
    if told is None or told.first is None or parts[-1].kind == "M":
        return told
    return of_unit(told.first, parts[1].word).anchored(told.anchor)


_RULES: dict[str, tuple[str, Reader]] = {
    "timed": (
        f"(?:F|{_LEAD})(?:[CO],?j?t?|t?(?:m-?)?Tfj?t?|(?:m-?)?T){_DAY}|{_LEAD}{_DAY}(?:,?j?C|,?it?m?-?T|m?-?[TO])"
        f"|{_LEAD}{_DAY}",
        _timed,
    ),
    "often": ("eo?(?:a?[nc])?[UVqMSTw]|eWT?|G[TX]?|WX|(?:S|m)?X|D|[LN]?[nc]?s|a?[nc]?v", lengths.often),
    "of_date": (f"tU(?:f|b|r)(?:{_DAY}|M)", _within),
    "ago": (f"[cn]GA|B{{0,2}}(?:t?{_MANY}-?|t)?{_UNIT}{_SO}-?A", relative.ago),
    "earlier": (f"B{{0,2}}(?:{_MANY}-?|t)?{_UNIT}{_SO}-?[EF]|B{{0,2}}{_MANY}{_UNIT}g(?=[.,Rr]|$)", relative.earlier),
    "hence": (f"i{_MANY}{_UNIT}", relative.hence),
    "day_before": ("tUg(?=[.,Rr]|$)|tJ?[LN]U", periods.unit),
    "quarter": (
        f"{_LEAD}t?(?:J|[LHN])?(?:U-?[AE])?k?(?:[LHN]UP)?k?Y?P?(?:o-?q|Q){_OF_YEAR}?|oft?q{_OF_YEAR}",
        periods.quarter,
    ),
    "quarter_of": (
        "(?:t?B?J?U-?[AE]l?[qp]|t?YP?-?[qp]|t?[LHN]UP[qp]|t[Jl]?[qp][LHN]U|t[Jl]?[qp]aUA)",
        periods.unit,
    ),
    "half": (f"t?(?:[LNH]?UP|YP?)?[oLml]?-?h{_OF_YEAR}|t?[oLm]hft?(?:K|U)|t?(?:[LNH]?UP|YP?)?o-?h", periods.half),
    "month": (f"{_LEAD}(?:t?(?:HL|HN|[LNH]))?M{_OF_YEAR}?", periods.month),
    "season": (f"{_LEAD}t?(?:HL|HN|[LNHJ])?S{_OF_YEAR}?", periods.season),
    "century": ("t?(?:m-?)?o-?U", periods.century),
    "decade": ("t?(?:m-?)?K", periods.decade),
    "years": ("Y[-r](?:Y|[nc](?![UVq]))", periods.years),
    "year_end": ("t?[LNH]?UP?-?m(?:f?Y|[LN]U)?|t?[LNH]?YP?-?m|m(?:f|-)?(?:[LNH]U|Y)-?m", periods.year_end),
    "lasting": (
        f"(?:j?B){{0,2}}t?[LNHJE]{{0,2}}(?:{_MANY}|nZ)[lB]{{0,2}}-?(?:l-)?{_UNIT}(?:Rah|-[x])?|h-?a{_UNIT}|B{{0,2}}t?[LN]?(?:{_COUNT})?{_UNIT}Rah",
        lengths.lasting,
    ),
    "weekend": (f"{_LEAD}t?(?:HL|HN|[LNHJ])?k?w", periods.weekend),
    "unit": (f"{_LEAD}t?(?:HL|HN|JJ|[LNHJ])k?[UVqp](?:RB)?|{_LEAD}t[kl]?[UqpV]|m-U", periods.unit),
    "night": ("F?t?(?:[LNHJ])?(?:m-?)?T|O|tTg(?=[.,Rr]|$)", days.night),
    "clock": ("C", days.clock),
    "year": (f"{_LEAD}t?k?Y|t?U[Yc]", periods.year),
}
# Shapes that are a time only where one is known to stand.
_ALONE: dict[str, tuple[str, Reader]] = {
    "some": ("x?V(?:RV)?|U", lengths.lasting),
    "ordinal": ("o", periods.quarter),
    "bare": ("q", periods.unit),
}
_ALL = {**_DAYS, **_RULES, **_ALONE}


@dataclass(frozen=True, slots=True)
class Shape:
    """Some parts in a row that have the shape of a rule."""

    rule: str
    begin: int
    end: int


@cache
def _pattern(rules: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{_ALL[name][0]})" for name in rules))


def shapes(parts: Sequence[Part]) -> Iterator[Shape]:
    """The shapes of the parts, in order, without overlaps."""
    letters = "".join(part.kind for part in parts)
    for match in _pattern(tuple(_RULES)).finditer(letters):
        yield Shape(str(match.lastgroup), match.start(), match.end())


def meant(shape: Shape, parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """What the parts of a shape mean; None for a day that does not exist and the like."""
    return _ALL[shape.rule][1](parts[shape.begin : shape.end], frame)


def read(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """What parts mean that are an expression of time as a whole; None where no rule fits all of them."""
    return _read(_ALL, parts, frame)


def longest(parts: Sequence[Part], frame: Frame) -> Meaning | None:
    """What the longest shape inside the parts means."""
    found = sorted(shapes(parts), key=lambda shape: shape.begin - shape.end)
    return next((told for shape in found if (told := meant(shape, parts, frame))), None)
