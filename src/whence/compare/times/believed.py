"""Whether a shape that could be a time is one in its text: “May”, “2000”, “a quarter”, “Sun” may be something else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from whence.compare.lexicon import table
from whence.compare.times.rules import Shape
from whence.compare.times.words import Part


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(str(table("times")["beside"][key]).split())


def believed(shape: Shape, line: Sequence[Part]) -> bool:
    """The words around do not speak against it."""
    before = line[shape.begin - 1].word if shape.begin else ""
    after = line[shape.end].word if shape.end < len(line) else ""
    inside = line[shape.begin : shape.end]
    if _glued(shape, line) or (shape.rule in ("unit", "quarter_of") and _compound(shape, line)):
        return False
    if shape.rule in ("year", "years"):
        return _year(inside, before, after)
    if shape.rule == "month":
        return _month(inside, before, line[shape.end : shape.end + 1])
    if shape.rule == "timed":
        return _day(inside, line[shape.end : shape.end + 1]) and not _name(shape, line)
    if shape.rule == "season":
        return len(inside) > 1 or before in _listed("season")
    if shape.rule == "half":
        return any(part.kind in "YUK" for part in inside)
    return _period(shape, inside, after) and not _name(shape, line)


def _name(shape: Shape, line: Sequence[Part]) -> bool:
    """A word alone with a capital inside a sentence: “USA Today”, “the Dallas Morning News”."""
    only = line[shape.begin]
    if shape.end - shape.begin > 1 or only.kind not in "dDTOw" or not only.capital or not shape.begin:
        return False
    return line[shape.begin - 1].kind != "."


def _compound(shape: Shape, line: Sequence[Part]) -> bool:
    """“the quarter-final”, “the week-long”."""
    after = line[shape.end] if shape.end < len(line) else None
    return after is not None and after.kind == "-" and after.start == line[shape.end - 1].end


def _glued(shape: Shape, line: Sequence[Part]) -> bool:
    """Letters or signs stand right before or behind: “B2024”, “$2000”, “2024a”."""
    begin, end = line[shape.begin].start, line[shape.end - 1].end
    before = line[shape.begin - 1] if shape.begin else None
    after = line[shape.end] if shape.end < len(line) else None
    if before and before.end == begin and (before.word in "$€£#@&_" or before.word[-1:].isalnum()):
        return True
    return bool(after and after.start == end and (after.word[:1].isalnum() or after.word in "%_"))


def _year(inside: Sequence[Part], before: str, after: str) -> bool:
    if before in _listed("numbered") or (before and before in "$€£#@"):
        return False
    if len(inside) > 1:
        return not (inside[0].kind == "B" and _counts(after))
    if inside[0].number is None or inside[0].kind != "Y":
        return False
    if _counts(after):
        return before in ("the", "in", "since", "during") and 1800 <= inside[0].number <= 2100
    return before in _listed("year") or 1900 <= inside[0].number <= 2100


def _counts(after: str) -> bool:
    """The word behind could be what is counted."""
    plural = after.endswith("s") and len(after) > 3 and after not in _listed("ends_in_s")
    return plural or after in _listed("counted") or after in ("%", "°")


def _month(inside: Sequence[Part], before: str, after: Sequence[Part]) -> bool:
    month = next(part for part in inside if part.kind == "M")
    if not month.capital:
        return False
    if len(inside) == 1 and after and after[0].capital and before not in _listed("month_before_name"):  # “June Lind”
        return False
    if month.word not in _listed("months_that_are_words") or len(inside) > 1:
        return True
    return before in _listed("month") - ({"the", "and", "to"} if month.word == "march" else {"to", "and"})


def _day(inside: Sequence[Part], after: Sequence[Part]) -> bool:
    """Weekdays and months have a capital; a month and a number are no date before what the number counts."""
    named = [part for part in inside if part.kind in "WM"]
    if any(not part.capital and part.word != "today" for part in named):
        return False
    slashed = next((part for part in inside if part.kind == "Z"), None)
    if slashed and slashed.word.count("/") < 2:
        return slashed.word == "9/11"
    if inside[-1].kind in "no" and after and len(inside) > 1 and inside[-2].kind == "M":
        return (
            not (after[0].word.endswith("s") and after[0].word not in _listed("ends_in_s")) or inside[-2].word != "may"
        )
    return True


def _period(shape: Shape, inside: Sequence[Part], after: str) -> bool:
    letters = "".join(part.kind for part in inside)
    if shape.rule == "unit" and letters in ("tq", "tp", "tU", "tV", "tkp", "tlp", "tlU", "tlq"):
        if after in ("before", "after"):
            return False
        return (
            inside[-1].kind in "Uq" and inside[-1].word not in ("second", "minute", "hour", "century") and after != "of"
        )
    if shape.rule == "lasting":
        if after == "of" and inside[-1].word == "quarters":  # “three quarters of the voters”
            return inside[0].number != 3
        return letters[-2:] not in ("aq", "aU") or inside[-1].word not in ("quarter", "second")
    if shape.rule == "often":
        return letters not in ("s", "v", "X")
    if shape.rule == "night":
        if after in ("before", "after"):
            return False
        return letters != "T" and (letters != "tT" or inside[-1].word in ("morning", "evening", "afternoon", "night"))
    return True
