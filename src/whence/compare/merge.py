"""Mentions of one incident put together: by their words, and where one sentence or one thing ties two acts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from whence.compare.accounts.tell import is_tool
from whence.compare.accounts.words import plain, verbs
from whence.compare.heard import Heard
from whence.compare.incidents import Told, group_mentions
from whence.compare.incidents.mentions import contradiction
from whence.compare.incidents.profile import stem
from whence.compare.responses import responses
from whence.compare.ties import opposed, same_doer, tolls
from whence.model.incident import EventClass, Mention, Outlook, Precision, Regrouped
from whence.model.speech import Reading
from whence.model.text import Span

_VIOLENT = frozenset((EventClass.ASSAULT, EventClass.INTERCEPT))
_HARM = _VIOLENT | {EventClass.ACCIDENT}
_LOOKED_AT = 100  # mentions of a group that are held against those of another
_MONTH = 31
_FAR = 400  # characters between an act and its consequence
_VAGUE = frozenset(
    "nobody dead injured victims casualties person people man men woman women child children them him her it us others "
    "one civilians".split()
)
_LOSSES = frozenset("kill injure wound hurt destroy damage hit strike".split())
_HURT = frozenset("kill injure wound hurt".split())
_IS = re.compile(r"\s(?:was|is|were|had been)(?: not)?(?: an?| no| the)(?: [\w-]{1,20}){0,3}\s")
_LAST_NAME = re.compile(r"\b([^\W\d_a-z][^\W\d_]{2,40})\W*$")


@dataclass(frozen=True, slots=True)
class Merged:
    """Places of the mentions of one incident, in order, and a sentence for each reason they are together.

    `corrected` is what a person has put together or apart.
    """

    members: tuple[int, ...]
    why: tuple[str, ...]
    corrected: tuple[Regrouped, ...] = ()


def merged(heard: Sequence[Heard], readings: Mapping[str, Reading], stories: Mapping[str, int]) -> list[Merged]:
    """The incidents of these mentions. `stories` is the group of each document.

    An act and the one that it is said to answer are never one.
    """
    numbers = {document: at for at, document in enumerate(readings)}
    told = [_told(item, readings, numbers, stories) for item in heard]
    groups = _Groups(told, _answering(heard, readings) | opposed(heard, readings))
    for one, other, why in _same_sentence(heard, told, readings):
        groups.join(one, other, why)
    by_words: dict[int, int] = {}
    for at, group in enumerate(group_mentions(_with_victims(heard, told, readings))):
        first = by_words.setdefault(group, at)
        if first != at:
            groups.join(first, at, _alike(heard[first], heard[at], readings))
    for find in (_same_thing, _consequences):
        for one, other, why in find(heard, told, readings):
            groups.join(one, other, why)
    for one, other, why in tolls(heard, readings):
        groups.join(one, other, why)
    return groups.all()


def _with_victims(heard: Sequence[Heard], told: Sequence[Told], readings: Mapping[str, Reading]) -> list[Told]:
    """With who was killed or hurt, where a noun tells it: “three guards” and “five workers” are no like words."""
    found: list[Told] = []
    for item, one in zip(heard, told, strict=True):
        text = readings[item.mention.document].document.text
        hurt = verbs(_words(item, readings)) & _HURT
        nouns = [word for span in item.mention.event.recipient for word in plain(text[span.start : span.end])[-1:]]
        victims = frozenset(stem(word) for word in nouns if hurt and word not in _VAGUE)
        found.append(replace(one, victims=victims))
    return found


def _answering(heard: Sequence[Heard], readings: Mapping[str, Reading]) -> set[tuple[int, int]]:
    """Pairs of mentions one of which is said to answer the other."""
    sentences: dict[tuple[str, Span], list[int]] = {}
    for at, item in enumerate(heard):
        sentences.setdefault((item.mention.document, item.scope), []).append(at)
    found: set[tuple[int, int]] = set()
    for (document, scope), places in sentences.items():
        if len(places) < 2:
            continue
        events = [heard[at].mention.event for at in places]
        for tie in responses(readings[document].document.text, scope, events):
            if tie.cause_event is not None and tie.effect_event is not None:
                found.add((places[tie.cause_event], places[tie.effect_event]))
    return found


class _Groups:
    """Mentions joined one by one, with the reasons."""

    def __init__(self, told: Sequence[Told], apart: Collection[tuple[int, int]]) -> None:
        self._told = told
        self._parent = list(range(len(told)))
        self._members = {at: [at] for at in range(len(told))}
        self._why: dict[int, list[str]] = {}
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int, why: str) -> None:
        """Put two groups together, unless something in them says that they are two incidents."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second or not self._compatible(first, second):
            return
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        reasons = [*self._why.pop(first, []), *self._why.pop(second, []), why]
        self._why[first] = list(dict.fromkeys(reasons))

    def _compatible(self, one: int, other: int) -> bool:
        """No mention of one group contradicts one of the other in day, city or victim, or answers it."""
        left, right = self._members[one], self._members[other]
        if any(not self._apart.get(at, set()).isdisjoint(right) for at in left):
            return False
        return all(
            contradiction(self._told[first], self._told[second]) is None
            for first in left[:_LOOKED_AT]
            for second in right[:_LOOKED_AT]
        )

    def all(self) -> list[Merged]:
        return [Merged(tuple(sorted(members)), tuple(self._why.get(at, ()))) for at, members in self._members.items()]


def _told(item: Heard, readings: Mapping[str, Reading], numbers: Mapping[str, int], stories: Mapping[str, int]) -> Told:
    mention = item.mention
    document = readings[mention.document].document
    return Told(
        document=numbers[mention.document],
        story=stories[mention.document],
        text=document.text,
        span=mention.event.trigger,
        sentence=item.scope,
        days=_days(mention),
        city=_only_city(mention),
    )


def _days(mention: Mention) -> tuple[int, int] | None:
    """The days that a mention can be of, as ordinals; None where its clause names no period, several or a long one."""
    periods = {
        (date.fromisoformat(time.start[:10]).toordinal(), date.fromisoformat(time.end[:10]).toordinal())
        for time in mention.times
        if time.start and time.end and mention.event.clause.covers(time.text)
    }
    if len(periods) != 1 or mention.event.outlook is not Outlook.HAPPENED:
        return None
    first, last = next(iter(periods))
    return (first, last) if last - first <= _MONTH else None


def _only_city(mention: Mention) -> str | None:
    cities = {
        place.name.lower()
        for place in mention.places
        if place.precision is Precision.CITY and place.geonameid and mention.event.clause.covers(place.text)
    }
    return next(iter(cities)) if len(cities) == 1 else None


def _words(item: Heard, readings: Mapping[str, Reading]) -> str:
    span = item.mention.event.trigger
    return " ".join(readings[item.mention.document].document.text[span.start : span.end].split())


def _alike(one: Heard, other: Heard, readings: Mapping[str, Reading]) -> str:
    first, second = _words(one, readings), _words(other, readings)
    if first.lower() == second.lower():
        return f"“{first}” is told in like words in reports of one story."
    return f"“{first}” and “{second}” are told in like surroundings in reports of one story."


def _same_sentence(
    heard: Sequence[Heard], _told: Sequence[Told], readings: Mapping[str, Reading]
) -> Iterator[tuple[int, int, str]]:
    """Acts of violence in one sentence, one of them without parties of its own: “killed in the attack”."""
    for at, (one, other) in enumerate(pairwise(heard)):
        first, second = one.mention, other.mention
        if first.document != second.document or one.scope != other.scope:
            continue
        acts = (first.event, second.event)
        between = readings[first.document].document.text[acts[0].trigger.end : acts[1].trigger.start]
        if _IS.fullmatch(between):
            words = f"“{_words(one, readings)}” and “{_words(other, readings)}”"
            yield at, at + 1, f"{words}: the one is said to be, or not to be, the other."
        if all(act.event_class in _VIOLENT for act in acts) and any(not (act.actor or act.recipient) for act in acts):
            words = f"“{_words(one, readings)}” and “{_words(other, readings)}”"
            yield at, at + 1, f"{words} are told in one sentence of one act."


def _same_thing(
    heard: Sequence[Heard], told: Sequence[Told], readings: Mapping[str, Reading]
) -> Iterator[tuple[int, int, str]]:
    """Harms in one story done with the same means, or to what has the same name: drones launched, hit, shot down."""
    seen: dict[tuple[int, str], int] = {}
    for at, item in enumerate(heard):
        for word, key in sorted(_telling(item, readings[item.mention.document].document.text)):
            first = seen.setdefault((told[at].story, key), at)
            if first != at:
                acts = f"“{_words(heard[first], readings)}” and “{_words(item, readings)}”"
                yield first, at, f"{acts} are told of the same thing (“{word}”) in reports of one story."


def _telling(item: Heard, text: str) -> set[tuple[str, str]]:
    """The means of an act, the names of its targets that are no places, its target with the act; each with a key."""
    event = item.mention.event
    if event.event_class not in _HARM:
        return set()
    spans = (event.trigger, *event.actor, *event.recipient, *event.instrument)
    words = {word for span in spans for word in plain(text[span.start : span.end]) if is_tool(word)}
    acts = verbs(text[event.trigger.start : event.trigger.end])
    found: set[tuple[str, str]] = set()
    for span in event.recipient:
        last = _LAST_NAME.search(text, span.start, span.end)
        if last and not any(place.geonameid and place.text.overlaps(span) for place in item.mention.places):
            words.add(last[1].lower())
        for target in plain(text[span.start : span.end])[-1:]:
            if target not in _VAGUE and not target[0].isdigit():
                found |= {(target, f"{act} {stem(target)}") for act in acts}
    return found | {(word, stem(word)) for word in words}


def _consequences(
    heard: Sequence[Heard], _told: Sequence[Told], readings: Mapping[str, Reading]
) -> Iterator[tuple[int, int, str]]:
    """A loss told without a doer, right behind an act of violence: “12 aircraft were destroyed”."""
    last: int | None = None
    for at, item in enumerate(heard):
        event = item.mention.event
        if event.event_class not in _VIOLENT or event.outlook is not Outlook.HAPPENED:
            continue
        before = heard[last] if last is not None else None
        text = readings[item.mention.document].document.text
        if not event.agentless and not (before and same_doer(before, item, text)):
            last = at
            continue
        if last is None or before is None or before.mention.document != item.mention.document:
            continue
        near = 0 <= event.trigger.start - before.mention.event.trigger.start <= _FAR
        if near and verbs(_words(item, readings)) & _LOSSES:
            how = "without a doer" if event.agentless else "of the same doer"
            yield last, at, f"“{_words(item, readings)}” is told {how}, behind “{_words(before, readings)}”."
