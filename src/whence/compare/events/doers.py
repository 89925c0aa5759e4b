"""Who really does what a verb tells: an attack or a flood as its subject is no doer, and a ferry hits by accident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.compare.events.found import Found
from whence.compare.events.parties import Range
from whence.compare.events.words import listed, noun_act
from whence.language.tokens import Line
from whence.model.incident import EventClass

_HARM = frozenset((EventClass.ASSAULT, EventClass.ACCIDENT))


def settle(line: Line, one: Found, earlier: Sequence[Found]) -> None:
    """Change an act whose doer is a noun of happening.

    “The flood destroyed”: a natural hazard. “A drone strike killed”: the doer is that of the strike, where it is said.
    “The ferry hit a sandbank”: an accident.
    """
    if one.actor is None or one.trigger.voice == "noun" or one.trigger.event_class not in _HARM:
        return
    head = _head(line, one.actor)
    act = noun_act(line.word[head])
    if act is not None and act.event_class is EventClass.NATURAL_HAZARD:
        if line.word[head + 1 : head + 2] != ["of"]:
            one.trigger = replace(one.trigger, event_class=EventClass.NATURAL_HAZARD, mode=None)
    elif act is not None and act.event_class in _HARM and line.word[head] not in listed("weapons"):
        mine = next((other for other in earlier if other.trigger.first == head), None)
        one.subject = one.actor
        one.actor = mine.actor if mine is not None else None
        one.agentless = one.actor is None
    elif line.word[head] in listed("vehicles") and one.trigger.mode is None:
        one.trigger = replace(one.trigger, event_class=EventClass.ACCIDENT)


def _head(line: Line, phrase: Range) -> int:
    """The noun of a noun phrase: the last word before a preposition, or the first that names an act or a vehicle."""
    end = next((at for at in range(phrase[0] + 1, phrase[1]) if line.kind[at] in "I,"), phrase[1])
    vehicle = next((at for at in range(phrase[0], end) if line.word[at] in listed("vehicles")), None)
    return end - 1 if vehicle is None or noun_act(line.word[end - 1]) else vehicle
