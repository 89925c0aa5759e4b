"""What the cues around a verb or a noun of happening come to: polarity, outlook, stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.compare.linear import Floats, installed
from whence.compare.outlook.cues import Cue, of_verb
from whence.compare.outlook.features import features
from whence.compare.outlook.nouns import is_noun, of_noun
from whence.compare.outlook.withheld import withheld_in
from whence.language.tokens import Line, tokens
from whence.model.incident import Outlook, Polarity, Stage, Withheld
from whence.model.text import Span

MODEL = "status"
MARGIN = 0.3
_OUTLOOKS = {
    "intended": Outlook.INTENDED,
    "attempted": Outlook.INTENDED,
    "purpose": Outlook.INTENDED,
    "threatened": Outlook.THREATENED,
    "expected": Outlook.EXPECTED,
    "hypothetical": Outlook.HYPOTHETICAL,
    "condition": Outlook.HYPOTHETICAL,
    "modal intended": Outlook.INTENDED,
    "modal hypothetical": Outlook.HYPOTHETICAL,
}
_FLIPS = frozenset(("negation", "negative", "foiled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a happening is told. `cues` are the words that say so, in the order of the text.

    `stage` is how far it went where the words tell; of what has not happened the outlook speaks.
    """

    polarity: Polarity = Polarity.POSITIVE
    outlook: Outlook = Outlook.HAPPENED
    stage: Stage = Stage.ACCOMPLISHED
    withheld: Withheld | None = None
    cues: tuple[Span, ...] = ()


def told(text: str, clause: Span, trigger: Span) -> Told:
    """How the words of `clause` (best the whole sentence, or the statement's content) tell the happening at `trigger`.

    What a verb of saying does (“denied that”) is the status of the statement and no part of this: its content stays
    as worded.

    >>> found = told("They failed to reach the dam.", Span(0, 29), Span(15, 20))
    >>> found.polarity.value, found.outlook.value
    ('negative', 'happened')
    """
    return told_in(tokens(text, clause, []), trigger)


def told_in(line: Line, trigger: Span) -> Told:
    """The same for a clause cut into tokens already, where several triggers stand in it."""
    at = next((index for index in range(len(line)) if line.end[index] > trigger.start), None)
    if at is None:
        return Told()
    if is_noun(line, at):
        last = max((index for index in range(at, len(line)) if line.start[index] < trigger.end), default=at)
        cues = of_noun(line, last)
        found = by_rules(cues)
    else:
        cues = of_verb(line, at)
        found = _settled(by_rules(cues), line, at, cues)
    said = withheld_in(line, at)
    spans = {line.span(cue.first, cue.last) for cue in cues} | ({said[1]} if said else set[Span]())
    if said and said[0] is Withheld.NOT_RULED_OUT and found.outlook is Outlook.HAPPENED:
        found = replace(found, polarity=Polarity.POSITIVE, outlook=Outlook.HYPOTHETICAL)
    return replace(found, withheld=said[0] if said else None, cues=tuple(sorted(spans)))


def by_rules(cues: Sequence[Cue]) -> Told:
    """What cues, innermost first, come to: each negative one turns the polarity, the innermost outlook holds."""
    polarity, outlook, stage = Polarity.POSITIVE, Outlook.HAPPENED, Stage.ACCOMPLISHED
    for cue in cues:
        if cue.sort in _FLIPS:
            polarity = Polarity.POSITIVE if polarity is Polarity.NEGATIVE else Polarity.NEGATIVE
        if outlook is Outlook.HAPPENED:
            outlook = _OUTLOOKS.get(cue.sort, outlook)
        if stage is Stage.ACCOMPLISHED:
            stage = _stage(cue.sort)
    if cues and cues[0].sort == "modal intended" and any(cue.sort == "condition" for cue in cues):
        outlook = Outlook.HYPOTHETICAL  # “would have fired if”
    return Told(polarity=polarity, outlook=outlook, stage=stage)


def _stage(sort: str) -> Stage:
    match sort:
        case "foiled":
            return Stage.FOILED
        case "attempted":
            return Stage.ATTEMPTED
        case "threatened":
            return Stage.THREATENED
        case _:
            return Stage.ACCOMPLISHED


def _settled(found: Told, line: Line, at: int, cues: Sequence[Cue]) -> Told:
    """The rules' answer, or the model's where it is much surer of another."""
    model = installed(MODEL)
    verdict = label_of(found)
    if model is None or verdict == "negation":
        return found
    return as_labelled(found, preferred(verdict, model.chances(features(line, at, cues, verdict)), model.labels))


def preferred(verdict: str, chances: Sequence[float] | Floats, labels: Sequence[str]) -> str:
    """The label of the rules, unless it is not “negation” and the model finds another one more probable by `MARGIN`."""
    if verdict == "negation":
        return verdict
    found = dict(zip(labels, chances, strict=True))
    best = max(labels, key=lambda label: found[label])
    return best if found[best] - found.get(verdict, 0.0) > MARGIN else verdict


def label_of(found: Told) -> str:
    """The one word for polarity and outlook that the model knows: actual, intention, negation, hypothetical."""
    if found.polarity is Polarity.NEGATIVE:
        return "negation"
    if found.outlook is Outlook.HAPPENED:
        return "actual"
    return "hypothetical" if found.outlook is Outlook.HYPOTHETICAL else "intention"


def as_labelled(found: Told, label: str) -> Told:
    """`found` changed as little as makes its label this one."""
    if label_of(found) == label:
        return found
    match label:
        case "negation":
            return replace(found, polarity=Polarity.NEGATIVE)
        case "actual":
            return replace(found, polarity=Polarity.POSITIVE, outlook=Outlook.HAPPENED, stage=Stage.ACCOMPLISHED)
        case "hypothetical":
            return replace(found, polarity=Polarity.POSITIVE, outlook=Outlook.HYPOTHETICAL)
        case _:
            kept = found.outlook if found.outlook in (Outlook.THREATENED, Outlook.EXPECTED) else Outlook.INTENDED
            return replace(found, polarity=Polarity.POSITIVE, outlook=kept)
