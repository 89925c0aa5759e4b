"""A reading as mentions: each happening that a statement tells, with its times, places, numbers and path of voices."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

from whence.compare.accounts.tell import FIGURE
from whence.compare.accounts.words import outcomes
from whence.compare.events import events
from whence.compare.heard import Heard
from whence.compare.numbers import quantities
from whence.compare.outlook import told, withheld
from whence.compare.places import places
from whence.compare.pronouns import named, speaker_of
from whence.compare.responses import responses
from whence.compare.times import times
from whence.language.sentences import sentences
from whence.model.incident import Event, EventClass, Level, Mention, Place, Polarity, Quantity, Stage, Time, Withheld
from whence.model.speech import Reading, Statement, Status
from whence.model.text import Role, Span

__all__ = ["Heard", "Nesting", "heard"]
_MOST = 5_000  # sentences of one document that are looked at
_IN_A_PLACE = frozenset(("in", "at", "from", "off", "on", "over", "near", "to"))
_ACCUSING = ("blame", "accus")
_FOR = re.compile(r"\s*([^,;]{1,80}?)\s(?:for|of)\s(?:the\s|an?\s)?(?:[\w’'-]+\s){0,2}")
_ASIDE = frozenset((Role.BYLINE, Role.DATELINE, Role.CREDIT))
_Part = TypeVar("_Part", Time, Place)


@dataclass(frozen=True, slots=True)
class _Found:
    """Times and places of a whole document."""

    times: Sequence[Time]
    places: Sequence[Place]


def heard(reading: Reading) -> list[Heard]:
    """The happenings of a document in the order of its statements; what one voice relays of another is the other's."""
    document = reading.document
    found = _Found(
        times=times(document.text, document.published),
        places=places(document.text, publisher=document.publisher),
    )
    nesting = Nesting(reading.statements)
    roles = _Roles(reading)
    cues = sorted({span for statement in reading.statements for link in statement.chain for span in link.cue})
    counter = count()
    result: list[Heard] = []
    for statement in reading.statements:
        path = nesting.path(statement)
        for scope in nesting.own_parts(statement):
            for sentence in sentences(document.text, scope, ()):
                if next(counter) >= _MOST:
                    return result
                role = roles.of(sentence)
                if role in _ASIDE:
                    continue
                said = [
                    replace(item, title=role is Role.HEADLINE)
                    for item in _in_sentence(reading, statement, path, sentence, found, cues)
                ]
                result += named(said, result, document.text, speaker_of(statement))
    return result


class _Roles:
    """What the block is for that a sentence stands in."""

    def __init__(self, reading: Reading) -> None:
        self._blocks = sorted(reading.document.blocks, key=lambda block: block.span.start)
        self._starts = [block.span.start for block in self._blocks]

    def of(self, sentence: Span) -> Role:
        at = bisect_right(self._starts, sentence.start) - 1
        return self._blocks[at].role if at >= 0 else Role.PARAGRAPH


class Nesting:
    """Which statements lie in which."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        """The statements of one document."""
        self._by_voices: dict[tuple[str, ...], list[Statement]] = {}
        for statement in statements:
            self._by_voices.setdefault(_voices(statement), []).append(statement)
        self._pieces = sorted(
            (span.start, span.end, len(statement.chain)) for statement in statements for span in statement.content
        )
        self._starts = [start for start, _, _ in self._pieces]

    def path(self, statement: Statement) -> tuple[Level, ...]:
        """One status for each link of the chain: that of the statement around this one which ends at the link."""
        levels: list[Level] = []
        for depth, link in enumerate(statement.chain, 1):
            around = statement
            if depth < len(statement.chain):
                outer = self._by_voices.get(_voices(statement)[:depth], ())
                around = next((other for other in outer if _covers(other, statement)), None)
            levels.append(Level(voice=link.voice, status=around.status if around else Status.ASSERTED))
        return tuple(levels)

    def own_parts(self, statement: Statement) -> list[Span]:
        """The content of a statement without what other voices say in it."""
        parts: list[Span] = []
        for piece in statement.content:
            start = piece.start
            for at in range(bisect_left(self._starts, piece.start), bisect_left(self._starts, piece.end)):
                first, last, depth = self._pieces[at]
                if depth <= len(statement.chain) or last > piece.end or last <= start:
                    continue
                if first > start:
                    parts.append(Span(start, first))
                start = last
            if start < piece.end:
                parts.append(Span(start, piece.end))
        return parts


def _voices(statement: Statement) -> tuple[str, ...]:
    return tuple(link.voice for link in statement.chain)


def _covers(outer: Statement, inner: Statement) -> bool:
    return all(any(span.covers(piece) for span in outer.content) for piece in inner.content)


def _in_sentence(
    reading: Reading,
    statement: Statement,
    path: tuple[Level, ...],
    sentence: Span,
    found: _Found,
    cues: Sequence[Span],
) -> Iterator[Heard]:
    text = reading.document.text
    refused = _refused(reading, statement)
    acts = [_with_outlook(text, sentence, event) for event in _acts(text, sentence, cues)]
    acts = [replace(event, withheld=event.withheld or refused) for event in acts]
    acts = [_accused(text, sentence, _somewhere(text, event), statement) for event in acts]
    counted = quantities(text, sentence)
    if all(event.embedded is None for event in acts):
        acts = [event for event in acts if not _no_meeting(text, event, counted)]
    denied = {event.embedded for event in acts if event.event_class is EventClass.REJECT and event.embedded is not None}
    if not acts and (counted or any(outcomes(text, sentence.start, sentence.end))):
        acts = [_bare(sentence, counted)]
    silent = next((event for event in acts if event.withheld and event.actor), None)
    for at, event in enumerate(acts):
        shown = replace(event, polarity=_turned(event.polarity)) if at in denied else event
        yield Heard(
            mention=Mention(
                document=reading.document.id,
                statement=statement.id,
                path=_withholding(reading, path, silent) if silent and event.withheld else path,
                event=shown,
                times=tuple(_near(found.times, event, acts, sentence)),
                places=tuple(_near(found.places, event, acts, sentence)),
                quantities=tuple(item for item in counted if _owner(item, acts) == at),
            ),
            scope=sentence,
            main=at == 0,
        )


def _no_meeting(text: str, event: Event, counted: Sequence[Quantity]) -> bool:
    """“The hospital received four bodies”: to receive so many of something is not to meet them."""
    received = text[event.trigger.start : event.trigger.end].lower() in ("receive", "receives", "received", "receiving")
    return received and any(item.text.overlaps(span) for item in counted for span in event.recipient)


def _somewhere(text: str, event: Event) -> Event:
    """“The ferry sank in a gale”: what stands behind “in” is not whom an accident befell."""
    if event.event_class is not EventClass.ACCIDENT:
        return event
    kept = tuple(
        span for span in event.recipient if text[event.trigger.end : span.start].strip().lower() not in _IN_A_PLACE
    )
    return replace(event, recipient=kept)


def _accused(text: str, sentence: Span, event: Event, statement: Statement) -> Event:
    """“blamed the union for the fire”: where the verb is the cue of the statement, the union is whom it names."""
    cue = " ".join(text[span.start : span.end] for span in statement.chain[-1].cue).lower()
    found = _FOR.fullmatch(text, sentence.start, event.trigger.start)
    if event.actor or not found or not cue.startswith(_ACCUSING):
        return event
    return replace(event, actor=(Span(*found.span(1)),))


def _refused(reading: Reading, statement: Statement) -> Withheld | None:
    """What the cue of the innermost voice withholds: “declined to comment on”, “could not verify”."""
    text = reading.document.text
    for cue in statement.chain[-1].cue:
        at = bisect_right(reading.sentences, cue.start, key=lambda sentence: sentence.span.start) - 1
        if at >= 0 and (found := withheld(text, reading.sentences[at].span)) and found[1].overlaps(cue):
            return found[0]
    return None


def _acts(text: str, sentence: Span, reporting: Sequence[Span]) -> list[Event]:
    """The acts of a sentence, without words that report or that only tie two others: “was retaliation for the raid”."""
    found = events(text, sentence)
    cues = [cue for tie in responses(text, sentence, found) for cue in tie.cue]
    first = bisect_left(reporting, sentence.start, key=lambda cue: cue.start)
    cues += reporting[first : bisect_left(reporting, sentence.end, key=lambda cue: cue.start)]
    kept = [at for at, event in enumerate(found) if not any(cue.overlaps(event.trigger) for cue in cues)]
    moved = {before: after for after, before in enumerate(kept)}
    return [
        replace(found[at], embedded=None if (inner := found[at].embedded) is None else moved.get(inner)) for at in kept
    ]


def _withholding(reading: Reading, path: tuple[Level, ...], silent: Event) -> tuple[Level, ...]:
    """The path with the voice that will not say behind it, where the document knows it as a voice."""
    for voice in reading.voices:
        if any(mention.overlaps(span) for mention in voice.mentions for span in silent.actor):
            return path if voice.id == path[-1].voice else (*path, Level(voice=voice.id, status=path[-1].status))
    return path


def _with_outlook(text: str, sentence: Span, event: Event) -> Event:
    how = told(text, sentence, event.trigger)
    withheld: Withheld | None = event.withheld or how.withheld
    cues = tuple(sorted({*event.cues, *how.cues}))
    stage = event.stage if how.stage is Stage.ACCOMPLISHED else how.stage
    polarity = Polarity.POSITIVE if how.stage is Stage.FOILED else how.polarity  # that it was foiled, its stage tells
    return replace(event, polarity=polarity, outlook=how.outlook, stage=stage, withheld=withheld, cues=cues)


def _turned(polarity: Polarity) -> Polarity:
    return Polarity.POSITIVE if polarity is Polarity.NEGATIVE else Polarity.NEGATIVE


def _bare(sentence: Span, counted: Sequence[Quantity]) -> Event:
    """A number or an outcome told without a verb that the lexicon knows."""
    trigger = counted[0].text if counted else sentence
    return Event(trigger=trigger, clause=sentence, event_class=EventClass.STATEMENT, mode=FIGURE)


def _near(found: Sequence[_Part], event: Event, acts: Sequence[Event], sentence: Span) -> list[_Part]:
    """Those in the clause of the act, or else those of the sentence that stand in no other act's clause."""
    inside = [item for item in found if sentence.covers(item.text)]
    own = [item for item in inside if event.clause.covers(item.text)]
    return own or [item for item in inside if not any(act.clause.covers(item.text) for act in acts)]


def _owner(item: Quantity, acts: Sequence[Event]) -> int:
    """The act whose clause holds the number, the nearest trigger first."""
    return min(
        range(len(acts)),
        key=lambda at: (not acts[at].clause.covers(item.text), abs(acts[at].trigger.start - item.text.start)),
    )
