"""Whether the words around an expression of time tell the future or the past."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from whence.compare.lexicon import table
from whence.compare.times.words import Part, parts

_REACH = 12  # words on either side that are looked at
_STOPS = frozenset((".", ";", ":", "?", "!", '"', "“", "”", "but", "while", "when"))
_BETWEEN = frozenset(("on", "late", "early", "in", ",", "the"))
_ONWARD = frozenset(("to", "until", "till", "for"))  # “postponed to March”


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(str(table("times")["tense"][key]).split())


def tenses(line: Sequence[Part], begin: int, end: int) -> tuple[bool, bool]:
    """Whether the clause of the parts from `begin` to `end` tells the future, and whether it tells the past.

    The future in “will meet Friday”, “On Friday he will go”; the past in “said Friday he will go”, “met in May”.
    """
    before = [part.word for part in line[max(0, begin - _REACH) : begin]][::-1]
    after = [part.word for part in line[end : end + _REACH]]
    near = next((word for word in before[:3] if word not in _BETWEEN), "")
    if near in _listed("report") or before[:1] == ["since"]:
        return False, True
    clause = _clause(before)
    future = _listed("future")
    if any(word in future or word.endswith("'ll") for word in (*clause, *_clause(after))):
        return True, False
    return False, not _ONWARD.intersection(before[:1]) and any(map(_past, clause))


def _past(word: str) -> bool:
    regular = word.endswith("ed") and len(word) > 4
    return (regular or word in _listed("past")) and word not in _listed("report")


def _clause(words: Sequence[str]) -> list[str]:
    """The words as far as the clause goes."""
    end = next((place for place, word in enumerate(words) if word in _STOPS), len(words))
    return list(words[:end])


def tenses_in(expression: str, context: str) -> tuple[bool, bool]:
    """The same for an expression in the words around it; of words without the expression, all stand before it."""
    at = context.find(expression) if expression else -1
    before = parts(context, 0, at if at >= 0 else len(context))
    after = parts(context, at + len(expression), len(context)) if at >= 0 else []
    return tenses([*before, *after], len(before), len(before))
