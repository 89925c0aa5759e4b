"""Two numbers: of the same thing or not, and whether some value fits both."""

from __future__ import annotations

from math import inf

from whence.compare.accounts.tell import Telling
from whence.compare.accounts.words import listed
from whence.compare.numbers import unit_class
from whence.model.incident import Relation

_CLOSE = 1.3  # two approximate numbers no further apart than this are a spread of estimates
_PRECISE = 3  # an interval that much narrower tells more
_NOTHING_SAID = frozenset(("other", "share"))
_OPPOSED = (frozenset(("hit", "intercepted")), frozenset(("destroyed", "intercepted")), frozenset(("hit", "missed")))


def figures(one: Telling, other: Telling) -> tuple[Relation, str] | None:
    """The relation of two numbers and why; None where they have nothing to do with each other."""
    if one.loose or other.loose:
        return None
    if one.fraction and other.fraction and _opposed(one, other):
        return Relation.TENSION, "These are shares of different things."
    if one.voice != other.voice and _opposed(one, other) and _share_and_hits(one, other):
        return Relation.TENSION, "A share stands beside a number, of outcomes that stand against each other."
    scope = _other_scope(one, other)
    if scope:
        return Relation.DIFFERENT_SCOPE, scope
    first, second = _interval(one), _interval(other)
    if first is None or second is None:
        return _shares(one, other)
    if first[0] > second[1] or second[0] > first[1]:
        return _disjoint(one, other, first, second)
    return _meeting(one, other, first, second)


def _interval(telling: Telling) -> tuple[float, float] | None:
    low, high = telling.account.low, telling.account.high
    if low is None and high is None:
        return None
    return (-inf if low is None else low, inf if high is None else high)


def _opposed(one: Telling, other: Telling) -> bool:
    return frozenset((one.account.role or "", other.account.role or "")) in _OPPOSED


def _share_and_hits(one: Telling, other: Telling) -> bool:
    """A share of what was sent was stopped, and a number of targets was hit."""
    share, number = (one, other) if one.fraction else (other, one)
    return share.fraction is not None and share.account.role == "intercepted" and number.account.role == "hit"


def _other_scope(one: Telling, other: Telling) -> str:
    """Why the numbers are not of one thing; empty where they are."""
    first, second = one.account, other.account
    if first.role != second.role:
        return "The numbers are of different things."
    unit, unit_2 = first.unit or "", second.unit or ""
    if unit_class(unit) != unit_class(unit_2):
        return "The numbers are of different things."
    if unit != unit_2 and unit not in listed("people") and unit_2 not in listed("people"):
        return "The numbers are of different groups."
    if unit != unit_2:
        whole, part = (one, other) if unit in listed("people") else (other, one)
        if (part.account.low or 0) <= (inf if whole.account.high is None else whole.account.high):
            return "A number is of a part of those that another counts."
    if first.role in _NOTHING_SAID | {"destroyed"}:
        units = {word for telling in (one, other) for word in telling.words if word.startswith(unit[:4])}
        shared = (one.words & other.words) - units
        if (first.role == "destroyed" and one.verb != other.verb) or not shared:
            return "The numbers are of what happened to different ones."
    return ""


def _disjoint(
    one: Telling, other: Telling, first: tuple[float, float], second: tuple[float, float]
) -> tuple[Relation, str]:
    low, high = (first, second) if first[1] < second[0] else (second, first)
    close = low[1] > 0 and high[0] / low[1] <= _CLOSE
    if close and (one.approximate or other.approximate):
        return Relation.TENSION, "Estimates of the same thing that are near each other."
    return Relation.CONFLICT, "The same is counted, and no number fits all."


def _meeting(
    one: Telling, other: Telling, first: tuple[float, float], second: tuple[float, float]
) -> tuple[Relation, str]:
    if first == second:
        return Relation.AGREE, "Both give the same number."
    widths = sorted((first[1] - first[0], second[1] - second[0]))
    inside = (first[0] <= second[0] and second[1] <= first[1]) or (second[0] <= first[0] and first[1] <= second[1])
    vague = one.approximate and other.approximate and widths[1] < inf
    if inside and not vague and (widths[0] == 0 or widths[1] > _PRECISE * widths[0]):
        return Relation.DETAIL, "A more precise number fits a wider one."
    return Relation.AGREE, "Some number fits both."


def _shares(one: Telling, other: Telling) -> tuple[Relation, str] | None:
    if not one.fraction or not other.fraction:
        return None
    if one.fraction[0] > other.fraction[1] or other.fraction[0] > one.fraction[1]:
        return Relation.CONFLICT, "Shares of the same are told, and no share fits all."
    return Relation.AGREE, "The shares fit each other."
