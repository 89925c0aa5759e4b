"""What each clause of a text says happened: the act, who did it, to whom, with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from whence.compare.events.clauses import clause
from whence.compare.events.doers import settle
from whence.compare.events.found import Found
from whence.compare.events.parties import Range, after, before, owner, shown
from whence.compare.events.triggers import Trigger, cues, triggers
from whence.compare.events.words import listed, noun_act
from whence.compare.outlook import withheld
from whence.language.sentences import sentences
from whence.language.tokens import Line, tokens
from whence.model.incident import Event, EventClass, Stage
from whence.model.text import Span

_TO_WHOM = frozenset(
    ("on", "against", "to", "with", "at", "for", "of", "from", "in", "into", "over", "upon", "towards")
)
_EMBEDDING = frozenset(("of", "for", "to", "from", "over", "about", "that", "against", "on"))
_NEGATED = frozenset(("not", "never"))
_CLAUSE_ENDS = ";:.?"
_BY = 8
_LINKED = 12  # tokens between an accusation and what it is for
_MOST = 4_000  # tokens of a sentence that are read


def events(text: str, span: Span) -> list[Event]:
    """The happenings told in `span`, in the order of their words.

    Classes come from the lexicon (`classify` asks the trained model). A passive without a doer is `agentless`;
    `embedded` is a place in the list returned. Polarity and outlook are left to `whence.compare.outlook`.

    >>> text = "Guards from Orvale shelled a mill."
    >>> [event.event_class.value for event in events(text, Span(0, len(text)))]
    ['ASSAULT']
    """
    found: list[Event] = []
    for sentence in sentences(text, span, ()):
        first = len(found)
        for event in _told(text, sentence):
            inner = event.embedded
            found.append(event if inner is None else replace(event, embedded=inner + first))
    return found


def _told(text: str, sentence: Span) -> Iterator[Event]:
    line = tokens(text, sentence, ())
    if len(line) > _MOST:
        line = line.part(0, _MOST)
    silent = withheld(text, sentence)
    acts = [one for one in triggers(line) if silent is None or not silent[1].overlaps(line.span(one.first, one.last))]
    verbs = frozenset(
        place for one in acts for place in range(one.first, one.last) if one.voice != "noun" or place != one.first
    )
    found = _with_parties(line, acts, verbs)
    if silent is not None:
        at = next((i for i in range(len(line)) if line.start[i] >= silent[1].start), 0)
        voice = before(line, at, verbs)
        yield Event(
            trigger=silent[1], clause=sentence, event_class=EventClass.STATEMENT, mode="comment",
            actor=(shown(line, voice),) if voice else (), withheld=silent[0], cues=(silent[1],),
        )  # fmt: skip
    shift = 0 if silent is None else 1
    clauses = [clause(line, found, index, verbs) for index in range(len(found))]
    for index, one in enumerate(found):
        yield _event(line, one, clauses[index], shift, verbs)


def _event(line: Line, one: Found, words: Span, shift: int, verbs: frozenset[int]) -> Event:
    trigger = one.trigger
    cue = cues(line, trigger.first)
    stage = one.stage
    if cue is not None:
        stage = Stage.FOILED if cue[0] == "foiled" else Stage.ATTEMPTED
    tool = (
        _instrument(line, trigger, verbs) if trigger.event_class in (EventClass.ASSAULT, EventClass.INTERCEPT) else None
    )
    return Event(
        trigger=line.span(trigger.first, trigger.last),
        clause=words,
        event_class=trigger.event_class,
        mode=trigger.mode,
        confidence=trigger.sure,
        actor=(shown(line, one.actor),) if one.actor else (),
        recipient=(shown(line, one.recipient),) if one.recipient else (),
        instrument=(shown(line, tool),) if tool else (),
        agentless=one.agentless,
        stage=stage,
        cues=(line.span(cue[1], cue[1] + 1),) if cue else (),
        embedded=None if one.embedded is None else one.embedded + shift,
    )


def _with_parties(line: Line, acts: list[Trigger], verbs: frozenset[int]) -> list[Found]:
    found: list[Found] = []
    for index, trigger in enumerate(acts):
        one = Found(trigger)
        outer = _outer(line, found, trigger)
        if trigger.voice == "noun":
            _noun_parties(line, one, verbs)
        elif trigger.voice == "active":
            one.actor = _subject(line, trigger, found, verbs)
            one.recipient = _object(line, trigger, verbs)
        else:
            one.recipient = _subject(line, trigger, found, verbs)
            one.actor = _by(line, trigger.last, verbs)
            one.agentless = one.actor is None
        settle(line, one, found)
        if outer is not None:
            outer.embedded = index
            if "that" not in line.word[outer.trigger.last : trigger.first]:
                _inherit(outer, one)
        found.append(one)
    return found


def _outer(line: Line, found: list[Found], trigger: Trigger) -> Found | None:
    """The act whose content this one is: “accused Y of”, “threatened to”, “denied V-ing”."""
    if not found or not found[-1].trigger.embeds or found[-1].embedded is not None:
        return None
    last = found[-1]
    link = trigger.first - 1
    while link > last.trigger.last and line.kind[link] in "DnN#aA" and line.word[link] not in _EMBEDDING:
        link -= 1
    between = line.kind[last.trigger.last : trigger.first]
    if trigger.first - last.trigger.last > _LINKED or any(kind in ";:.?R" for kind in between):
        return None
    if trigger.tense == "ing" and trigger.first == last.trigger.last:
        return last
    whole = trigger.voice == "noun" or line.word[link] == "that" or link == trigger.first - 1
    return last if whole and line.word[link] in _EMBEDDING else None


def _inherit(outer: Found, one: Found) -> None:
    """Who does what is accused, threatened or asked for."""
    doer = outer.recipient if outer.trigger.embeds == "recipient" else outer.actor
    if one.trigger.voice in ("active", "noun"):
        one.actor = doer or one.actor
        if one.recipient == one.actor:
            one.recipient = None
    if outer.trigger.event_class is EventClass.THREATEN:
        one.stage = Stage.THREATENED


def _subject(line: Line, trigger: Trigger, found: list[Found], verbs: frozenset[int]) -> Range | None:
    """The noun phrase left of the verb; that of the verb before where this one is joined to it by “and” or “to”."""
    at = trigger.first
    while at > 1 and line.word[at - 1] in _NEGATED and line.kind[at - 2] in "Aa":
        at -= 2  # “were peaceful and did not attack”
    left = line.kind[at - 1] if at else "."
    joined = (
        left == "C"
        or (left == "," and trigger.tense == "ing")
        or (at and line.word[at - 1] in ("to", "by", "of", "for"))
    )
    if joined or (left == "a" and at > 1 and line.kind[at - 2] == "C"):
        last = found[-1] if found else None
        if last is not None and last.actor and line.kind[at - 1] != "C":
            return last.actor
        if last is not None:
            return last.recipient if last.trigger.voice == "passive" and trigger.voice == "passive" else last.actor
        return _first_phrase(line, at, verbs)
    return _behind_act(line, before(line, trigger.first, verbs), found, verbs)


def _behind_act(line: Line, phrase: Range | None, found: list[Found], verbs: frozenset[int]) -> Range | None:
    """“The militia's attack on Brell killed”: not Brell but the militia, or else the attack."""
    last = found[-1] if found else None
    if phrase is None or last is None or last.trigger.voice != "noun" or last.recipient is None:
        return phrase
    if phrase[1] != last.recipient[1]:
        return phrase
    return last.actor or before(line, last.trigger.last, verbs)


def _first_phrase(line: Line, at: int, verbs: frozenset[int]) -> Range | None:
    """The noun phrase before the first auxiliary or reporting verb of the sentence: “X said it plans to V”."""
    for place in range(1, at):
        if line.kind[place] in "AVv" and (found := before(line, place, verbs)):
            return found
    return None


def _object(line: Line, trigger: Trigger, verbs: frozenset[int]) -> Range | None:
    at = trigger.last
    while at < len(line) and line.kind[at] in "at":
        at += 1
    if at < len(line) and line.word[at] in _TO_WHOM:
        at += 1
    return after(line, at, verbs)


def _by(line: Line, at: int, verbs: frozenset[int]) -> Range | None:
    """Who does it in the passive."""
    for place in range(at, min(at + _BY, len(line))):
        if line.kind[place] in _CLAUSE_ENDS:
            return None
        if line.word[place] == "by":
            return after(line, place + 1, verbs)
    return None


def _noun_parties(line: Line, one: Found, verbs: frozenset[int]) -> None:
    """“NP's attack on NP”, “attack by NP on NP”, “attack on NP by NP”."""
    trigger = one.trigger
    one.actor = owner(line, trigger.first, verbs)
    at = trigger.last
    for _ in range(2):
        if at >= len(line) or line.word[at] not in _TO_WHOM | {"by"}:
            break
        found = after(line, at + 1, verbs)
        if found is None:
            break
        if line.word[at] == "by":
            one.actor = found
        elif line.word[at] not in ("in", "at", "from", "for", "over") and one.recipient is None:
            one.recipient = found
        elif noun_act(line.word[found[1] - 1]):
            break
        at = found[1]


def _instrument(line: Line, trigger: Trigger, verbs: frozenset[int]) -> Range | None:
    """What it was done with: “with rockets”, “using a drone”, or the word before: “drone strike”."""
    if trigger.voice == "noun" and trigger.first and line.word[trigger.first - 1] in listed("weapons"):
        return trigger.first - 1, trigger.first
    for place in range(trigger.last, min(trigger.last + 16, len(line))):
        if line.kind[place] in _CLAUSE_ENDS:
            return None
        if line.word[place] in listed("instrument"):
            found = after(line, place + 1, verbs)
            if found and any(line.word[i] in listed("weapons") for i in range(*found)):
                return found
    return None
