"""Documents read, incidents out: this stage's own parts put together. No input, no output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from whence.compare.accounts import Telling, comparisons, responsibilities, tellings
from whence.compare.accounts.tell import FIGURE, LOOSE_ROLES
from whence.compare.chains import chains
from whence.compare.corrected import corrected
from whence.compare.heard import Heard
from whence.compare.incidents import group_documents
from whence.compare.kinds import voice_kind
from whence.compare.label import label
from whence.compare.merge import Merged, merged
from whence.compare.names import Names
from whence.compare.origins import origins
from whence.compare.reasons import reasons as few
from whence.compare.responses import Tie, responses
from whence.compare.told import Nesting, heard
from whence.model.correction import Paired
from whence.model.incident import (
    Compared,
    EventClass,
    Granularity,
    Incident,
    Mention,
    Place,
    Precision,
    Response,
    Slot,
    SourceKind,
    Time,
)
from whence.model.speech import Reading, Statement, Status
from whence.model.text import Span

_FINE = (Precision.POINT, Precision.CITY, Precision.ADMIN1, Precision.COUNTRY, Precision.UNKNOWN)
_FINER = {grain: at for at, grain in enumerate(Granularity)}
_DAYS = 10  # event days of one document that are looked at


@dataclass(frozen=True, slots=True)
class _Group:
    """An incident in the making."""

    merged: Merged
    heard: tuple[Heard, ...]


def compared(
    readings: Sequence[Reading],
    copies: Collection[tuple[str, str]] = (),
    together: Sequence[Paired] = (),
    apart: Sequence[Paired] = (),
) -> Compared:
    """The incidents that the documents tell, what each voice says of them, and what is said to answer what.

    `copies` are pairs of documents (ids) that share most of their text. `together` and `apart` are tellings that a
    person says are one incident, or are two: that holds, whatever the grouping says. Incidents come in the order of how
    many documents tell them, then of the documents given; their ids count from "i1".
    """
    by_id = {reading.document.id: reading for reading in readings}
    told = {document: _told(reading) for document, reading in by_id.items()}
    grouped = group_documents(
        [reading.document.text for reading in by_id.values()],
        [_days(told[document], reading) for document, reading in by_id.items()],
    )
    stories = dict(zip(by_id, grouped.groups, strict=True))
    every = [item for items in told.values() for item in items]
    found = corrected(merged(every, by_id, stories), [item.mention for item in every], by_id, together, apart)
    groups = [_Group(group, tuple(every[at] for at in group.members)) for group in found]
    groups = sorted(filter(_shown, groups), key=lambda group: (-_documents(group), group.merged.members[0]))
    names = Names(list(by_id.values()))
    reasons = {document: why for document, why in zip(by_id, grouped.reasons, strict=True) if why}
    incidents = tuple(
        _incident(f"i{number}", group, by_id, names, copies, reasons) for number, group in enumerate(groups, 1)
    )
    where = {
        (item.mention.document, item.mention.event.trigger): incident.id
        for incident, group in zip(incidents, groups, strict=True)
        for item in group.heard
    }
    answers = tuple(answer for reading in by_id.values() for answer in _answers(reading, told, where))
    return Compared(
        documents=tuple(by_id), incidents=incidents, responses=answers, chains=chains(answers, names.of)
    )  # fmt: skip


def _days(found: Sequence[Heard], reading: Reading) -> set[int]:
    """The days that a document's happenings are dated to; its own date where none is."""
    days = {
        date.fromisoformat(time.start[:10]).toordinal()
        for item in found
        for time in item.mention.times
        if time.start and time.end and time.start[:10] == time.end[:10]
    }
    published = reading.document.published
    if published and len(published) >= 10:
        days |= {date.fromisoformat(published[:10]).toordinal()} if _is_day(published) else set()
    return set(sorted(days)[-_DAYS:])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _shown(group: _Group) -> bool:
    """More than a remark, a bare number or a headline that the text below does not take up."""
    told = [item.mention.event.event_class for item in group.heard if not item.title]
    return any(event_class is not EventClass.STATEMENT for event_class in told)


def _documents(group: _Group) -> int:
    return len({item.mention.document for item in group.heard})


def _incident(
    name: str,
    group: _Group,
    readings: Mapping[str, Reading],
    names: Names,
    copies: Collection[tuple[str, str]],
    reasons: Mapping[str, str],
) -> Incident:
    mentions = tuple(item.mention for item in group.heard)
    told = _tellings(group, readings, names)
    kind = Counter(
        mention.event.event_class for mention in mentions if mention.event.event_class is not EventClass.STATEMENT
    ).most_common(1)[0][0]
    modes = Counter(mention.event.mode for mention in mentions if mention.event.event_class is kind)
    time = _time(mentions)
    reports = [(item.document, tuple(names.of(item.document, level.voice) for level in item.path)) for item in mentions]
    documents = list(dict.fromkeys(mention.document for mention in mentions))
    shared = [reasons[document] for document in documents if document in reasons]
    return Incident(
        id=name,
        event_class=kind,
        label=label(group.heard, readings, kind),
        mentions=mentions,
        mode=modes.most_common(1)[0][0],
        place=_place(mentions),
        start=time.start if time else None,
        end=time.end if time else None,
        granularity=time.granularity if time else Granularity.VAGUE,
        why_merged=few(shared, group.merged.why),
        accounts=tuple(telling.account for telling in told),
        comparisons=comparisons(told),
        responsibility=responsibilities(told),
        origins=origins(reports, copies),
        corrected=group.merged.corrected,
    )


def _tellings(group: _Group, readings: Mapping[str, Reading], names: Names) -> list[Telling]:
    """What every voice tells; an account that a voice gives twice in one document is kept once."""
    found: dict[tuple[object, ...], Telling] = {}
    official = {
        document: _authorities(readings[document]) for document in {item.mention.document for item in group.heard}
    }
    for item in group.heard:
        if item.title:  # it cuts short what the text below tells
            continue
        mention = item.mention
        document = readings[mention.document].document
        named = {level.voice: names.of(mention.document, level.voice) for level in mention.path}
        for telling in tellings(
            mention,
            document.text,
            item.scope,
            name=named.__getitem__,
            said=document.published,
            authorities=official[mention.document],
            main=item.main,
        ):
            account = telling.account
            if mention.event.mode == FIGURE and (account.slot is Slot.HAPPENED or account.role in LOOSE_ROLES):
                continue  # a number without an act tells how many, no more
            key = (account.document, account.voice, account.slot, account.value.lower(), account.status, account.spans)
            found.setdefault(key, telling)
    return [telling for telling in found.values() if not _told_in_another(telling, found.values())]


def _told(reading: Reading) -> list[Heard]:
    """The happenings of a document; a headline counts as text where there is no other."""
    found = heard(reading)
    return found if any(not item.title for item in found) else [replace(item, title=False) for item in found]


def _told_in_another(telling: Telling, others: Collection[Telling]) -> bool:
    """“The strike” of “four were killed in the strike” is no further account of what happened."""
    account = telling.account
    if account.slot is not Slot.HAPPENED:
        return False
    return any(
        other.account.slot is Slot.HAPPENED
        and (other.account.document, other.account.voice) == (account.document, account.voice)
        and other.account.spans != account.spans
        and other.account.spans[0].covers(account.spans[0])
        for other in others
    )


def _authorities(reading: Reading) -> frozenset[str]:
    """The voices of a document that speak for a state."""
    return frozenset(
        voice.id for voice in reading.voices if voice_kind(voice, reading.document.text) is SourceKind.OFFICIAL_BODY
    )


def _place(mentions: Sequence[Mention]) -> Place | None:
    """The place named most often, the finest of those named as often."""
    found: dict[tuple[str, int], list[Place]] = {}
    for mention in mentions:
        for place in mention.places:
            found.setdefault((place.name, place.geonameid), []).append(place)
    if not found:
        return None
    return min(found.values(), key=lambda same: (-len(same), _FINE.index(same[0].precision), same[0].name))[0]


def _time(mentions: Sequence[Mention]) -> Time | None:
    """The day told most often, or else the finest period."""
    known = [time for mention in mentions for time in mention.times if time.start and time.end]
    if not known:
        return None
    often = Counter((time.start, time.end) for time in known)
    return min(known, key=lambda time: (_FINER[time.granularity], -often[time.start, time.end], time.start or ""))


def _answers(
    reading: Reading, told: Mapping[str, Sequence[Heard]], where: Mapping[tuple[str, Span], str]
) -> Iterator[Response]:
    """What the voices of a document say answers what, where both are incidents."""
    document = reading.document
    nesting = Nesting(reading.statements)
    for statement in reading.statements:
        events = [item.mention.event for item in told[document.id] if item.mention.statement == statement.id]
        if not events:
            continue
        for scope in nesting.own_parts(statement):
            for tie in responses(document.text, scope, events):
                if tie.cause_event is None or tie.effect_event is None:
                    continue
                cause = where.get((document.id, events[tie.cause_event].trigger))
                effect = where.get((document.id, events[tie.effect_event].trigger))
                if cause and effect and cause != effect:
                    yield _response(document.id, statement, tie, cause, effect)


def _response(document: str, statement: Statement, tie: Tie, cause: str, effect: str) -> Response:
    return Response(
        voice=statement.chain[-1].voice,
        document=document,
        spans=tuple(sorted((tie.cause, tie.effect), key=lambda span: span.start)),
        cause=cause,
        effect=effect,
        relation=tie.relation,
        status=tie.status if tie.status is Status.CONDITIONAL else statement.status,
        polarity=tie.polarity,
        cue=tie.cue,
    )
