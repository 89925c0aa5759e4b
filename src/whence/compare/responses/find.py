"""Which act is said to answer which, inside the sentences of one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.compare.causes.clauses import OPENERS, OPENERS_TOO, Tokens, governed_by, left_of, right_of
from whence.compare.responses.cues import Cue, bare_cues, cue_at, words
from whence.language.sentences import sentences
from whence.language.tokens import Line, tokens
from whence.model.incident import Answer, Event, Polarity
from whence.model.speech import Status
from whence.model.text import Span

_LONGEST = 400  # tokens of a sentence that are looked at
_CONDITIONS = frozenset(("if", "unless", "in", "should"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One act (`effect`) said to answer another (`cause`): the words of their clauses, and the events in them.

    `cause_event`, `effect_event`: places in the list of events that was given, None where none stands in the clause.
    `status` is conditional where the answer is (“if they cross”), else asserted: how the voice puts it forward the
    statement tells. `cue`: the words that tie the two.
    """

    cause: Span
    effect: Span
    relation: Answer
    polarity: Polarity
    status: Status
    cue: tuple[Span, ...]
    cause_event: int | None = None
    effect_event: int | None = None


def responses(text: str, span: Span | None = None, events: Sequence[Event] = ()) -> tuple[Tie, ...]:
    """The answers told in `span` (the content of a statement; default: the whole text), in the order of their cues.

    >>> text = "The raid was retaliation for the ambush."
    >>> [tie] = responses(text)
    >>> text[tie.effect.start : tie.effect.end], tie.relation.value, text[tie.cause.start : tie.cause.end]
    ('The raid was', 'retaliation_for', 'the ambush')
    """
    whole = span or Span(0, len(text))
    found: list[Tie] = []
    before: Span | None = None
    for sentence in sentences(text, whole, []):
        line = tokens(text, sentence, [])
        found += list(_in_sentence(line)) or _to_the_last(line, before)
        before = sentence
    return tuple(_with_events(tie, events) for tie in found)


def _in_sentence(line: Line) -> Iterator[Tie]:
    limit = min(len(line), _LONGEST)
    line = line.part(0, limit)
    index = 0
    while index < limit:
        found = cue_at(line, index)
        if found is None:
            index += 1
            continue
        end, cue = found
        tie = _tie(line, index, end, cue)
        if tie is not None:
            yield tie
        index = end


def _to_the_last(line: Line, before: Span | None) -> list[Tie]:
    """“… In retaliation, Korvia closed its port”: what is answered is the sentence before, of the same statement."""
    if before is None:
        return []
    for index in range(min(len(line), _LONGEST)):
        found = bare_cues().at(line.word, index)
        if found is None or (index and line.kind[index - 1] == "D"):
            continue
        end, relation = found
        start = end + 1 if line.kind[end : end + 1] == "," else end
        effect = left_of(line, index) or right_of(line, start)
        if effect is None:
            return []
        return [
            Tie(
                cause=before,
                effect=line.span(*effect),
                relation=relation,
                polarity=_polarity(line, index),
                status=Status.ASSERTED,
                cue=(line.span(index, end),),
            )
        ]
    return []


def _tie(line: Line, index: int, end: int, cue: Cue) -> Tie | None:
    cause, effect = _arguments(line, index, end, cue)
    if cause is None or effect is None or (cue.left == "hostile" and not _threat(line, effect)):
        return None
    relation, flavour = _relation(line, cue, cause, effect)
    conditional = relation is Answer.THREATENED_RESPONSE_TO and (
        line.word[index] in _CONDITIONS or "any" in line.word[cause[0] : cause[0] + 2] or "any" in line.word[index:end]
    )
    return Tie(
        cause=line.span(*cause),
        effect=line.span(*effect),
        relation=relation,
        polarity=_polarity(line, index),
        status=Status.CONDITIONAL if conditional else Status.ASSERTED,
        cue=tuple(sorted((line.span(index, end), *flavour))),
    )


def _threat(line: Line, effect: Tokens) -> bool:
    """The answer is a hostile act still to come."""
    told = line.word[effect[0] : effect[1]]
    return any(word in words("threat") for word in told) and any(word in words("hostile") for word in told)


def _arguments(line: Line, index: int, end: int, cue: Cue) -> tuple[Tokens | None, Tokens | None]:
    """Cause and effect, as tokens."""
    right = right_of(line, end)
    match cue.layout:
        case "cause effect":
            return left_of(line, index), right
        case "cause by":
            return _by(line, index, right)
        case "cause on":
            return _on(line, right)
        case _:
            conjunction = cue.relation in (Answer.SEQUENCE_ONLY, Answer.THREATENED_RESPONSE_TO)
            right = _cut_at_verb(line, right) if cue.left == "near protesting" else right
            return right, governed_by(line, index, right, OPENERS_TOO if conjunction else OPENERS)


def _cut_at_verb(line: Line, right: Tokens | None) -> Tokens | None:
    """What a protest is against, without the verb of the protest: “a march against prices | ended in clashes”."""
    if right is None:
        return None
    for at in range(right[0] + 1, right[1]):
        if line.kind[at] in "vVA" or (line.word[at].endswith("ed") and line.kind[at - 1] in "nN"):
            return right[0], at
    return right


def _by(line: Line, index: int, right: Tokens | None) -> tuple[Tokens | None, Tokens | None]:
    """“retaliated for the raid by closing the port”; “the raid escalated the dispute”."""
    if right is None:
        return None, None
    for at in range(right[0] + 1, right[1] - 1):
        if line.word[at] in words("by"):
            return (right[0], at), (at + 1, right[1])
    return right, left_of(line, index)


def _on(line: Line, right: Tokens | None) -> tuple[Tokens | None, Tokens | None]:
    if right is None:
        return None, None
    for at in range(right[0] + 1, right[1] - 1):
        if line.word[at] == "on":
            return (at + 1, right[1]), (right[0], at)
    return None, None


def _relation(line: Line, cue: Cue, cause: Tokens, effect: Tokens) -> tuple[Answer, list[Span]]:
    """A bare sequence is more where the answer is called retaliation or self-defence in the same sentence."""
    if cue.relation is not Answer.SEQUENCE_ONLY:
        return cue.relation, []
    for at, word in enumerate(line.word):
        if cause[0] <= at < cause[1]:
            continue
        if word in words("retaliating"):
            return Answer.RETALIATION_FOR, [line.span(at, at + 1)]
        if word in ("self-defence", "self-defense"):
            return Answer.SELF_DEFENCE_AGAINST, [line.span(at, at + 1)]
        if effect[0] <= at < effect[1] and at and _fires_back(line.word[at - 1], word):
            return Answer.SELF_DEFENCE_AGAINST, [line.span(at - 1, at + 1)]
    return cue.relation, []


def _fires_back(first: str, second: str) -> bool:
    return (first in words("returned") and second == "back") or (first in ("returned", "return") and second == "fire")


def _polarity(line: Line, index: int) -> Polarity:
    """Negative where “not” stands before the cue, in the clause of the answer."""
    if line.word[index] == "nothing":
        return Polarity.NEGATIVE
    for at in range(index - 1, max(-1, index - 10), -1):
        if line.kind[at] in ",;:TS":
            break
        if line.word[at] in words("negation"):
            return Polarity.NEGATIVE
    return Polarity.POSITIVE


def _with_events(tie: Tie, events: Sequence[Event]) -> Tie:
    if not events:
        return tie
    cue = tie.cue[0]
    return Tie(
        cause=tie.cause,
        effect=tie.effect,
        relation=tie.relation,
        polarity=tie.polarity,
        status=tie.status,
        cue=tie.cue,
        cause_event=_nearest(events, tie.cause, cue),
        effect_event=_nearest(events, tie.effect, cue),
    )


def _nearest(events: Sequence[Event], within: Span, cue: Span) -> int | None:
    """The event whose trigger lies in the clause, nearest to the cue."""
    inside = [place for place, event in enumerate(events) if within.covers(event.trigger)]
    return min(inside, key=lambda place: abs(events[place].trigger.start - cue.start), default=None)
