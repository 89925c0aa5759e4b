"""From a mention to what its voice tells: who, to whom, where, when, how many, with what, how it ended, who did it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from whence.compare.accounts.values import value
from whence.compare.accounts.words import Outcome, kinds_of_tool, listed, outcomes, plain, stems, unprovoked, verbs
from whence.compare.causes import links
from whence.compare.events.words import listed as acts_listed
from whence.compare.events.words import noun_act
from whence.compare.responses import responses
from whence.model.incident import (
    Account,
    EventClass,
    Grade,
    Granularity,
    Mention,
    Outlook,
    Place,
    Polarity,
    Quantity,
    Slot,
    Stage,
)
from whence.model.speech import Status
from whence.model.text import Span

_HEDGES = frozenset((Status.SPECULATED, Status.QUESTIONED, Status.CONDITIONAL, Status.DOUBTED, Status.PRESCRIBED))
_HARM = frozenset((EventClass.ASSAULT, EventClass.CRIME, EventClass.ACCIDENT))
_AHEAD = frozenset((Outlook.INTENDED, Outlook.EXPECTED, Outlook.THREATENED))
FIGURE = "figure"  # the mode of a number or an outcome told without an act
_OWNER = re.compile(r"([^,;’']{1,80})[’']s?\s")
_OTHERS = re.compile(r"\b(?:no one|nobody|none|no) (?:else|other|others|further)\b", re.IGNORECASE)
_FURTHER = re.compile(
    r"\b(?:other|others|another|additional|extra|more(?! than)|of (?:the|its|their|his|her) "
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten))\b",
    re.IGNORECASE,
)
_BEFORE = 16  # characters before a place
LOOSE_ROLES = frozenset(("other", "share", "money"))  # of a number without an act
_UNWILLED = frozenset((EventClass.ACCIDENT, EventClass.NATURAL_HAZARD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An account with what it takes to compare it.

    `voice` names the one who tells, the same in every document; `said` is the day it was published (ISO 8601). `words`
    are stems of the sentence, `verb` those of the act, `doers` of who does it. `start` and `end`: the days that the
    sentence speaks of.
    `hedged`: put forward as possible only. `ahead`: still to come. `negative`: told as not so, in words or by a denial.
    """

    account: Account
    voice: str
    said: str | None = None
    event_class: EventClass = EventClass.STATEMENT
    verb: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    start: str | None = None
    end: str | None = None
    hedged: bool = False
    ahead: bool = False
    aside: bool = False  # too little to hold against others: of further ones, or only beside what is denied
    stage: Stage = Stage.ACCOMPLISHED
    negative: bool = False
    fraction: tuple[float, float] | None = None
    approximate: bool = False
    place: Place | None = None
    doers: frozenset[str] = frozenset()
    loose: bool = False  # not exact: “near” a place, a target that is counted, a further number, no reason at all
    outcome: Outcome | None = None
    granularity: Granularity | None = field(default=None)


def tellings(
    mention: Mention,
    text: str,
    scope: Span,
    *,
    name: Callable[[str], str],
    said: str | None,
    authorities: Collection[str] = (),
    main: bool = True,
) -> Iterator[Telling]:
    """What the innermost voice of a mention tells. `scope` is the sentence of the act, as far as it is this voice's.

    `name` gives a voice's name from its id in the document, `said` the day of publication; `authorities` are the ids of
    voices that speak for a state. Of what is denied only the `main` act of a sentence is told.
    """
    if _outside(mention, text, scope, main=main):
        return
    others = _OTHERS.search(text, scope.start, scope.end) is not None
    first = replace(_first(mention, text, scope, name, said), aside=others)
    event = mention.event
    told = _Teller(text, scope, first, first.account.voice in authorities)
    yield first
    if event.withheld is not None:
        return
    if not first.negative:
        yield from told.outcomes(mention, main=main)
    if event.event_class is not EventClass.STATEMENT:
        yield from told.parties(mention)
    for quantity in mention.quantities:
        if first.account.status is not Status.DENIED and (not first.negative or quantity.high == 0):
            yield told.number(quantity)
    if first.negative:
        return
    yield from told.where(mention)
    yield from told.when(mention)
    yield from told.why()


def _outside(mention: Mention, text: str, scope: Span, *, main: bool) -> bool:
    """What the status of the statement says nothing about: “denied that it was overloaded when it sank”.

    Of what is denied that is all but the main act, and one in a clause of time. Of what is only supposed or asked it is
    what is taken for granted: “the explosion”, “the blast that killed three”.
    """
    status, event = mention.path[-1].status, mention.event
    if event.withheld is not None:
        return False
    before = text[scope.start : event.trigger.start].lower()
    if status is Status.DENIED:
        return not main or not listed("subordinating").isdisjoint(before.split())
    if status not in _HEDGES or main:
        return False
    noun = noun_act(text[event.trigger.start : event.trigger.end].lower()) is not None
    phrase = text[event.clause.start : event.trigger.start].lower().split()
    return (noun and phrase[:1] == ["the"]) or before.split()[-1:] in (["that"], ["which"], ["who"])


def _first(mention: Mention, text: str, scope: Span, name: Callable[[str], str], said: str | None) -> Telling:
    """Whether it happened."""
    event, last = mention.event, mention.path[-1]
    nobody = any(
        quantity.high == 0 and event.clause.covers(quantity.text) and text[quantity.text.start].isalpha()
        for quantity in mention.quantities
    )
    times = [time for time in mention.times if time.start and time.end]
    account = Account(
        voice=last.voice,
        via=tuple(level.voice for level in mention.path[:-1]),
        status=last.status,
        slot=Slot.HAPPENED,
        value=value(text, event.clause),
        document=mention.document,
        spans=(event.clause,),
        polarity=event.polarity,
        outlook=event.outlook,
        withheld=event.withheld,
    )
    return Telling(
        account=account,
        voice=name(last.voice),
        said=said,
        event_class=event.event_class,
        doers=frozenset(word for span in event.actor for word in stems(text[span.start : span.end])) - listed("ours"),
        verb=frozenset() if event.mode == FIGURE else verbs(text[event.trigger.start : event.trigger.end]),
        words=stems(text[scope.start : scope.end]),
        start=min((str(time.start) for time in times), default=None),
        end=max((str(time.end) for time in times), default=None),
        hedged=last.status in _HEDGES or event.outlook is Outlook.HYPOTHETICAL,
        ahead=event.outlook in _AHEAD,
        stage=event.stage,
        negative=(nobody or event.polarity is Polarity.NEGATIVE) != (last.status is Status.DENIED),
    )


def is_tool(words: str) -> bool:
    """The words name what something is done with."""
    return any(word in kinds_of_tool() for word in plain(words))


def is_single(words: str) -> bool:
    """They speak of one thing that is used, not of several: “the drone”."""
    found = [word for word in plain(words) if word in kinds_of_tool()]
    return bool(found) and not any(word.endswith("s") for word in found)


def responsible(words: str) -> str:
    """Who can be made responsible: of “Varsland’s drones” Varsland, of “nine drones” nobody.

    >>> responsible("Varsland’s drones"), responsible("nine drones"), responsible("the militia")
    ('Varsland', '', 'the militia')
    """
    if listed("nature") & set(plain(words)[-1:]):
        return ""
    if not is_tool(words):
        return words
    owner = _OWNER.match(words)
    if owner:
        return owner[1]
    return ""


@dataclass(frozen=True, slots=True)
class _Teller:
    """Makes further accounts of the voice of `first`."""

    text: str
    scope: Span
    first: Telling
    authority: bool

    def _account(self, slot: Slot, span: Span, words: str | None = None) -> Account:
        shown = value(self.text, span) if words is None else words
        return replace(self.first.account, slot=slot, value=shown, spans=(span,))

    def number(self, quantity: Quantity) -> Telling:
        """How many."""
        account = replace(
            self._account(Slot.HOW_MANY, quantity.text),
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            role=quantity.role,
            as_of=quantity.as_of or self.first.said,
        )
        further = _FURTHER.search(self.text, quantity.text.start, quantity.text.end) is not None
        return replace(
            self.first,
            account=account,
            fraction=quantity.fraction,
            approximate=quantity.approximate,
            loose=further,
        )

    def outcomes(self, mention: Mention, *, main: bool) -> Iterator[Telling]:
        """How it ended; `fraction` is 1 to 1 where it is told of a single thing or of all.

        What stands beside the clause of the act is told of the `main` act of the sentence. Of what kind the target is
        only its own words tell.
        """
        share = next((quantity.fraction for quantity in mention.quantities if quantity.fraction), None)
        single = (1.0, 1.0) if is_single(self.text[self.scope.start : self.scope.end]) else None
        for found in outcomes(self.text, self.scope.start, self.scope.end):
            words = Span(found.start, found.end)
            if not main and not mention.event.clause.covers(words):
                continue
            if found.sort == "kind" and not any(span.overlaps(words) for span in mention.event.recipient):
                continue
            account = self._account(Slot.OUTCOME, words)
            yield replace(self.first, account=account, outcome=found, fraction=share or single)

    def parties(self, mention: Mention) -> Iterator[Telling]:
        """Who, to whom, with what, and who is made responsible."""
        event = mention.event
        act = self.text[event.trigger.start : event.trigger.end].lower()
        noun = act.endswith("ing") or noun_act(act) is not None
        suffering = event.event_class in _UNWILLED and not event.recipient and not noun
        for span in event.actor if not (suffering or event.event_class is EventClass.NATURAL_HAZARD) else ():
            name = self._doer(span)
            yield replace(self.first, account=self._account(Slot.WHO, span, name))
            doer = responsible(name)
            if event.event_class in _HARM and doer and not acts_listed("vehicles") & set(plain(doer)[-2:]):
                account = replace(self._account(Slot.RESPONSIBLE, span, doer), grade=self._grade(doer))
                yield replace(self.first, account=account)
        if event.agentless and not event.actor and event.event_class in _HARM:
            account = replace(self._account(Slot.RESPONSIBLE, event.trigger, ""), grade=Grade.UNSTATED)
            yield replace(self.first, account=account)
        if self.first.negative:
            return
        for span in event.actor if suffering and event.event_class is EventClass.ACCIDENT else event.recipient:
            if plain(self.text[span.start : span.end])[:1] and not self._is_nobody(span):
                counted = any(quantity.text.overlaps(span) for quantity in mention.quantities)
                yield replace(self.first, account=self._account(Slot.TO_WHOM, span), loose=counted)
        for span in event.instrument or tuple(
            span for span in event.actor if is_tool(self.text[span.start : span.end])
        ):
            yield replace(self.first, account=self._account(Slot.WITH_WHAT, span))

    def _is_nobody(self, span: Span) -> bool:
        return self.text[span.start : span.end].lower().split()[0] in listed("nobody")

    def _doer(self, span: Span) -> str:
        """The words for the doer; “we” and “our” are the voice itself."""
        words = value(self.text, span)
        first = words.lower().split()[:1]
        return self.first.voice if first and first[0] in listed("ours") else words

    def _grade(self, name: str) -> Grade:
        first = self.first
        if first.negative:
            return Grade.DENIED
        if first.hedged:
            return Grade.POSSIBLE
        if name != first.voice and not first.account.via:
            return Grade.REPORTED_AS_FACT
        if name == first.voice or set(plain(name)) & set(plain(first.voice)):
            return Grade.CLAIMED_OR_ADMITTED
        return Grade.ACCUSED_BY_AUTHORITIES if self.authority else Grade.ACCUSED

    def where(self, mention: Mention) -> Iterator[Telling]:
        """Where: the first place behind a word such as “in”, and not the name of a people."""
        for place in mention.places:
            before = self.text[max(self.scope.start, place.text.start - _BEFORE) : place.text.start].lower().split()
            found = [word for word in before[-2:] if word in listed("places")]
            if not found or place.demonym:
                continue
            account = self._account(Slot.WHERE, place.text, place.name)
            yield replace(self.first, account=account, place=place, loose=not listed("near").isdisjoint(before))
            return

    def when(self, mention: Mention) -> Iterator[Telling]:
        """When."""
        for time in mention.times:
            if time.start and time.end and time.granularity is not Granularity.VAGUE:
                account = self._account(Slot.WHEN, time.text, time.value)
                yield replace(self.first, account=account, start=time.start, end=time.end, granularity=time.granularity)

    def why(self) -> Iterator[Telling]:
        """Why: a cause, an act that it answers, or that nothing called for it."""
        clause = self.first.account.spans[0]
        found = [link.cause for link in links(self.text, self.scope) if link.effect.overlaps(clause)]
        found += [tie.cause for tie in responses(self.text, self.scope) if tie.effect.overlaps(clause)]
        shown = {value(self.text, span).lower(): span for span in reversed(found)}
        for words_of, span in shown.items():
            if any(words_of.startswith(f"{other} ") for other in shown):
                continue  # the shorter of two readings
            words = stems(self.text[span.start : span.end])
            yield replace(self.first, account=self._account(Slot.WHY, span), words=words)
        if match := unprovoked(self.text, self.scope):
            yield replace(self.first, account=self._account(Slot.WHY, match), loose=True)
