"""The signals of cause and effect, and where each counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from whence.compare.lexicon import table
from whence.compare.phrases import Phrases, listed
from whence.language.tokens import Line

_REACH, _NEAR = 14, 3  # tokens before a signal in which the word it needs may stand


class Sort(StrEnum):
    """How a signal ties effect and cause; a purpose is a cause that is still to come."""

    CAUSE = "cause"
    PURPOSE = "purpose"
    CONDITION = "condition"
    SEQUENCE = "sequence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """On which side of it the cause stands, and what must stand left and right of it."""

    cause: str
    sort: Sort
    left: str
    right: str


@cache
def signals() -> Phrases[Signal]:
    """All signals of the lexicon."""
    entries: list[tuple[str, Signal]] = []
    for group in table("causes")["signals"]:
        signal = Signal(
            cause=group["cause"], sort=Sort(group["sort"]), left=group.get("left", ""), right=group.get("right", "")
        )
        entries.extend((str(phrase), signal) for phrase in group["words"])
    return Phrases(entries)


def fits(signal: Signal, line: Line, start: int, end: int) -> bool:
    """Whether the signal, at these tokens, has left and right of it what it needs."""
    return end < len(line) and _left_fits(signal.left, line, start) and _right_fits(signal.right, line, end)


def _left_fits(need: str, line: Line, start: int) -> bool:
    match need:
        case "act":
            return _any_before(line, start, listed("causes", "protesting"), _REACH)
        case "near act":
            return _any_before(line, start, listed("causes", "protesting"), _NEAR)
        case "near protest":
            return _any_before(line, start, listed("causes", "rising"), _NEAR)
        case "punished":
            return _any_before(line, start, listed("causes", "punished"), _REACH)
        case "no noun":
            return start > 0 and line.word[start - 1] not in listed("causes", "known")
        case "opening":
            return start == 0 or line.kind[start - 1] in "T:-." or line.text[line.start[start]].isupper()
        case "pause":
            return start > 0 and line.kind[start - 1] == ","
        case "verb":
            return (
                start > 0
                and line.kind[start - 1] not in "D#"
                and line.word[start - 1] not in ("to", "was", "were", "been", "be")
            )
        case _:
            return True


def _any_before(line: Line, start: int, wanted: frozenset[str], reach: int) -> bool:
    return any(word in wanted for word in line.word[max(0, start - reach) : start])


def _right_fits(need: str, line: Line, end: int) -> bool:
    match need:
        case "happening":
            return line.kind[end] not in "#t,.;:" and not _time(line, end)
        case "told":
            return line.kind[end] not in "#t,.;:" and not _time(line, end) and has_verb(line, end)
        case "condition":
            return line.word[end] not in listed("causes", "no_condition") and line.kind[end] not in ",.;:?"
        case "plain":
            return line.word[end] not in ("by", "off", "in", "at", "on", "with", "and", ",", ".")
        case _:
            return line.kind[end] not in ".;:?"


def _time(line: Line, end: int) -> bool:
    """“after the weekend”, “over the past year”: no happening follows."""
    units = listed("causes", "units")
    return line.word[end] in units or (line.kind[end] == "D" and line.word[min(end + 1, len(line) - 1)] in units)


def has_verb(line: Line, start: int, limit: int | None = None) -> bool:
    """A verb between two tokens, or before the next comma or stop."""
    end = line.next(",;:.?", start, len(line)) if limit is None else limit
    return any(
        line.kind[at] in "AvV" or (line.kind[at] == "n" and line.word[at].endswith("ed")) for at in range(start, end)
    )
