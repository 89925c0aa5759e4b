"""What ties mentions beside their words, and what keeps them apart: tolls without an act, acts the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.compare.accounts.tell import FIGURE
from whence.compare.accounts.words import plain, sides, stems
from whence.compare.heard import Heard
from whence.model.incident import EventClass, Outlook
from whence.model.speech import Reading
from whence.model.text import Span

_HARM = frozenset((EventClass.ASSAULT, EventClass.ACCIDENT, EventClass.NATURAL_HAZARD))
_VICTIMS = frozenset(("dead", "injured", "missing"))
_MOST = 400  # mentions with a side that are held against each other


def tolls(heard: Sequence[Heard], readings: Mapping[str, Reading]) -> Iterator[tuple[int, int, str]]:
    """A number of victims told without an act, and the harm that the same document told last."""
    last: int | None = None
    for at, item in enumerate(heard):
        mention = item.mention
        if last is not None and heard[last].mention.document != mention.document:
            last = None
        event = mention.event
        if event.event_class in _HARM and event.outlook is Outlook.HAPPENED:
            last = at
        counted = [quantity for quantity in mention.quantities if quantity.role in _VICTIMS]
        if last is None or event.mode != FIGURE or not counted:
            continue
        text = readings[mention.document].document.text
        yield last, at, f"“{_words(text, counted[0].text)}” is told behind “{_act(text, heard[last])}”."


def opposed(heard: Sequence[Heard], readings: Mapping[str, Reading]) -> set[tuple[int, int]]:
    """Pairs of attacks that go in opposite directions: police on protesters, protesters on police."""
    directed = [(at, *_sides(item, readings)) for at, item in enumerate(heard)]
    known = [(at, doer, target) for at, doer, target in directed if doer][:_MOST]
    found: set[tuple[int, int]] = set()
    for place, (one, doer, target) in enumerate(known):
        for other, doer_2, target_2 in known[place + 1 :]:
            if doer != doer_2 and (target == doer_2 or target_2 == doer) and target != target_2:
                found.add((one, other))
    return found


def _sides(item: Heard, readings: Mapping[str, Reading]) -> tuple[str, str]:
    """Which side does it and to which it is done; empty where a word for it has none."""
    event, text = item.mention.event, readings[item.mention.document].document.text
    if event.event_class is not EventClass.ASSAULT:
        return "", ""
    return _side(text, event.actor), _side(text, event.recipient)


def _side(text: str, spans: Sequence[Span]) -> str:
    found = {sides()[word] for span in spans for word in plain(text[span.start : span.end]) if word in sides()}
    return next(iter(found)) if len(found) == 1 else ""


def same_doer(one: Heard, other: Heard, text: str) -> bool:
    """A pronoun in the second stands for the doer of the first: “The army shelled the mill. It killed five.”"""
    return any(
        span.end <= other.scope.start and stems(text[span.start : span.end]) == stems(text[first.start : first.end])
        for span in other.mention.event.actor
        for first in one.mention.event.actor
    )


def _act(text: str, item: Heard) -> str:
    return _words(text, item.mention.event.trigger)


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
