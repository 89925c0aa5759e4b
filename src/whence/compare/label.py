"""A name for an incident, from the words of its mentions: “strike on two airfields (Orvane)”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from whence.compare.accounts.values import value
from whence.compare.accounts.words import plain
from whence.compare.events.words import acts, forms_of, noun_act
from whence.compare.heard import Heard
from whence.compare.incidents.profile import stem
from whence.compare.lexicon import table
from whence.language.lexicon import kinds
from whence.model.incident import EventClass
from whence.model.speech import Reading
from whence.model.text import Span

_LONGEST = 90  # characters of a label
_GAP = 12  # characters between a noun and the words for whom it is done to
_NAME = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}"
_SITE = re.compile(rf"\s(?:on|in|at|near|off|against)\s(?:the\s\w+\sof\s)?({_NAME})")
_WHERE = re.compile(r"\s*((?:at|in|on|near|off|outside)\s(?:the\s|a\s)?(?:[\w’'-]+\s){0,3}[\w’'-]+)")
_SKIPPED = frozenset(("its", "their", "his", "her", "our", "my", "this", "that", "these", "those", "them", "it"))


@dataclass(frozen=True, slots=True)
class _Named:
    """What one mention gives a label: the act as a noun, the words that join its target, the target."""

    act: str
    joint: str
    target: str


def label(heard: Sequence[Heard], readings: Mapping[str, Reading], kind: EventClass) -> str:
    """A noun phrase for the commonest act of this class, what it was done to or where, and a place in brackets.

    A consequence (“killed”) names an incident only where nothing else does. A number that is told differently is left
    out.
    """
    items = [item for item in heard if item.mention.event.event_class is kind]
    items = [item for item in items if not item.title] or items
    told = [found for item in items if (found := _named(item, readings[item.mention.document].document.text))]
    main = [found for found in told if found.act not in _losses()] or told
    if not main:
        return kind.value.lower().replace("_", " ")
    act = Counter(found.act for found in main).most_common(1)[0][0]
    tail = _target([found for found in main if found.act == act]) or _site_of(act, items, readings)
    shown = f"{act}{tail}" if tail else f"{_tool(act, items, readings)}{act}"
    place = _place(heard, readings, shown)
    return _cut(f"{shown} ({place})" if place else shown)


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0]


@cache
def _losses() -> frozenset[str]:
    return frozenset(str(table("events")["label"]["losses"]).split())


@cache
def _nouns() -> Mapping[str, str]:
    return {str(verb): str(noun) for verb, noun in table("events")["nominal"].items()}


@cache
def _joints() -> Mapping[str, str]:
    return {noun: joint for joint in ("on", "against", "with") for noun in str(table("events")["label"][joint]).split()}


def _named(item: Heard, text: str) -> _Named | None:
    event = item.mention.event
    words = text[event.trigger.start : event.trigger.end].lower().split()
    act, is_noun = _act(words)
    if not act:
        return None
    if act == "hit" and event.event_class is EventClass.ACCIDENT:
        act = "collision"
    unwilled = event.event_class in (EventClass.ACCIDENT, EventClass.NATURAL_HAZARD)
    spans = event.recipient or (event.actor if unwilled and not is_noun and not words[-1].endswith("ing") else ())
    for span in spans:
        target = value(text, span)
        if not plain(target) or target.lower().split()[0] in _SKIPPED:
            continue
        between = text[event.trigger.end : span.start]
        own = (is_noun or len(words) > 1) and 0 < len(between) <= _GAP and between.strip().isalpha()
        joint = between.strip() if own else _joints().get(act, "of")
        return _Named(act, joint, _lowered(target))
    return _Named(act, "", "")


def _act(words: Sequence[str]) -> tuple[str, bool]:
    """The act as a noun, and whether the words are one already; empty for a verb that has none."""
    last = noun_act(words[-1])
    if last is not None:
        return last.lemma, len(words) == 1
    found = acts().get(words[0], ())
    if not found:
        stem_of = words[0].removesuffix("ed")
        gerund = f"{stem_of}ing" if stem_of != words[0] else words[0]
        return " ".join([gerund, *words[1:]]), len(words) == 1
    lemma, particles = found[0].lemma, " ".join(words[1:])
    if lemma in _nouns():
        return _nouns()[lemma], False
    if noun_act(lemma) is not None:
        return lemma, False
    gerund = next((form for form, tense in forms_of(lemma) if tense == "ing"), lemma)
    return f"{gerund} {particles}".strip(), False


def _lowered(words: str) -> str:
    """With a small first letter, where the first word is no name."""
    first = words.split(maxsplit=1)[0]
    return words[0].lower() + words[1:] if kinds().get(first.lower(), "n") in "D#" else words


def _target(named: Sequence[_Named]) -> str:
    """What the act was done to, in the words told most often; without its number where that differs."""
    by_noun: dict[str, list[_Named]] = {}
    for found in named:
        if found.target:
            by_noun.setdefault(stem(plain(found.target)[-1]), []).append(found)
    if not by_noun:
        return ""
    same = max(by_noun.values(), key=len)
    often = Counter(found.target for found in same)
    best = max(same, key=lambda found: (often[found.target], len(found.target)))
    counts = {number for found in named if found.target and (number := " ".join(_count(found.target)))}
    target = " ".join(best.target.split()[len(_count(best.target)) :]) if len(counts) > 1 else best.target
    return f" {best.joint} {target}" if target else ""


def _count(words: str) -> list[str]:
    """The number that the words begin with, if they do."""
    found: list[str] = []
    for word in words.split()[:-1]:
        if not (
            word[0].isdigit() or (kinds().get(word.lower()) in ("#", "D") and word.lower() not in ("the", "a", "an"))
        ):
            break
        found.append(word)
    return found


def _site_of(act: str, items: Sequence[Heard], readings: Mapping[str, Reading]) -> str:
    """Where it was, in the words right behind the act."""
    found: Counter[str] = Counter()
    for item in items:
        event, text = item.mention.event, readings[item.mention.document].document.text
        if item.title or _act(text[event.trigger.start : event.trigger.end].lower().split())[0] != act:
            continue
        match = _WHERE.match(text, event.trigger.end, event.clause.end)
        if match and not any(time.text.overlaps(Span(*match.span(1))) for time in item.mention.times):
            found[" ".join(match[1].split())] += 1
    return f" {found.most_common(1)[0][0]}" if found else ""


def _tool(act: str, items: Sequence[Heard], readings: Mapping[str, Reading]) -> str:
    """“drone ” of “drone strike”, where a mention says so."""
    for item in items:
        event, text = item.mention.event, readings[item.mention.document].document.text
        for span in event.instrument:
            if text[span.end : event.trigger.start] == " " and text[event.trigger.start : event.trigger.end] == act:
                return f"{text[span.start : span.end].lower()} "
    return ""


def _place(heard: Sequence[Heard], readings: Mapping[str, Reading], shown: str) -> str:
    """The name behind “in” or “on” in most of the reports, where the label has it not."""
    documents: dict[str, set[str]] = {}
    for item in heard:
        if not item.title:
            for name in _sites(readings[item.mention.document].document.text, item):
                documents.setdefault(name, set()).add(item.mention.document)
    every = {item.mention.document for item in heard}
    often = sorted(documents, key=lambda name: (-len(documents[name]), name))
    if not often or often[0] in shown or 2 * len(documents[often[0]]) < len(every):
        return ""
    return often[0]


def _sites(text: str, item: Heard) -> Iterator[str]:
    times = [time.text for time in item.mention.times]
    for match in _SITE.finditer(text, item.scope.start, item.scope.end):
        at = Span(*match.span(1))
        if not any(time.overlaps(at) for time in times) and kinds().get(match[1].split()[0].lower()) != "t":
            yield match[1].removesuffix("'s").removesuffix("’s")
