"""How far the words of an act reach: its clause, cut before the next act, without what is left dangling."""

from __future__ import annotations

from collections.abc import Sequence

from whence.compare.events.found import Found
from whence.compare.events.parties import after, hedged
from whence.compare.events.words import listed
from whence.language.tokens import Line
from whence.model.text import Span

_ENDS = ";:.?"
_DANGLING = "CSRTIPA,-(x"
_ARTICLES = frozenset(("a", "an", "the", "its", "their", "his", "her", "our", "this", "that"))
_OWN = "nNa#t"  # what may stand before a noun of its phrase
_LONGEST = 8


def clause(line: Line, found: Sequence[Found], index: int, verbs: frozenset[int]) -> Span:
    """From the first party (or the act) to the last word before the next act's clause begins.

    A noun that names an act ("in the strike") is part of the clause that it stands in; as an act of its own it has its
    noun phrase alone, with what prepositions tie to it.
    """
    one = found[index]
    first = min(part[0] for part in one.parts())
    least = max(part[1] for part in one.parts())
    if one.trigger.voice == "noun":
        start = min(first, phrase_start(line, one.trigger.first))
        return line.span(start, _past_ties(line, least, verbs))
    last = _limit(line, found, index, least)
    while last > least and (line.kind[last - 1] in _DANGLING or line.word[last - 1] in _ARTICLES):
        last -= 1
    return line.span(hedged(line, first), last)


def phrase_start(line: Line, at: int) -> int:
    """Where the noun phrase begins whose noun is token `at`: “an unprovoked attack”."""
    start = at
    while start and at - start < _LONGEST and line.kind[start - 1] in _OWN:
        start -= 1
    if start and line.kind[start - 1] == "D":
        return start - 1
    while start < at and line.kind[start] in "ta":
        start += 1
    return start


def _past_ties(line: Line, last: int, verbs: frozenset[int]) -> int:
    """Where the phrase of a noun ends, with times and with what prepositions tie to it: “on Sunday”, “in Tolva”."""
    while last < len(line):
        if line.kind[last] == "t":
            last += 1
        elif (line.word[last] in listed("before_times") and line.kind[last + 1 : last + 2] == "t") or (
            line.kind[last] == "I" and line.kind[last + 1 : last + 2] == "t"
        ):
            last += 2
        elif line.kind[last] == "I" and (found := after(line, last + 1, verbs)) is not None:
            last = found[1]
        else:
            return last
    return last


def _limit(line: Line, found: Sequence[Found], index: int, least: int) -> int:
    limit = len(line)
    for other in found[index + 1 :]:
        if other.trigger.voice == "noun" and _inside(line, other, found[index]):
            least = max(least, *(part[1] for part in other.parts()))
            continue
        limit = min([part[0] for part in other.parts() if part[0] >= least], default=other.trigger.first)
        break
    last = least
    while last < limit and line.kind[last] not in _ENDS:
        last += 1
    return last


def _inside(line: Line, other: Found, one: Found) -> bool:
    """The noun stands in the clause of the verb: behind a preposition, or in what it is done to."""
    start = phrase_start(line, other.trigger.first)
    if other.actor:
        start = min(start, other.actor[0])
    done_to = one.recipient is not None and start < one.recipient[1]
    return line.kind[start - 1 : start] == "I" or done_to or start == one.trigger.last
