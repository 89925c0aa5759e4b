"""How a text makes an organisation responsible: as a fact, by its own claim, or as suspected (after MUC-4, 1992)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from whence.compare.events import events
from whence.compare.events.words import acts
from whence.compare.lexicon import table
from whence.compare.linear import installed
from whence.compare.templates.wire import MOST_SENTENCES, sentences, stems, words
from whence.model.incident import EventClass
from whence.model.text import Span

MODEL = "responsibility"
FACT, CLAIMED, SUSPECTED = "fact", "claimed", "suspected"
_BESIDE = 12  # words on either side of a name
_NEAR = 8
_MENTIONS = 12  # sentences
_PLACES = 4  # in one sentence
_HARM = frozenset((EventClass.ASSAULT, EventClass.CRIME))
_GRADED = frozenset((CLAIMED, SUSPECTED, "accused"))


def responsibility(text: str, names: Sequence[str]) -> tuple[str, float]:
    """One of "fact", "claimed", "suspected" for the organisation that has these names in the text, and its chance.

    Without an installed model: "claimed" or "suspected" where a word for it stands near a name, else "fact".
    """
    found = features(text, names)
    model = installed(MODEL)
    if model is not None:
        return model.best(found)
    for cue, grade in ((CLAIMED, CLAIMED), (SUSPECTED, SUSPECTED), ("accused", SUSPECTED)):
        if f"near:{cue}" in found:
            return grade, 0.5
    return FACT, 0.5


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {key: frozenset(str(line).split()) for key, line in table("events")["responsibility"].items()}


def features(text: str, names: Sequence[str]) -> set[str]:
    """The words around the names, which graded words stand on which side of them, and what the whole text holds."""
    told = list(islice(sentences(text), MOST_SENTENCES))
    split = [words(sentence) for sentence in told]
    wanted = [tuple(words(" ".join(name.lower().split()))) for name in names]
    found: set[str] = {f"name:{word}" for name in wanted for word in name}
    seen = 0
    for number, (sentence, line) in enumerate(zip(told, split, strict=True)):
        places = list(islice((place for name in wanted if name for place in _found(line, name)), _PLACES))
        if not places or seen >= _MENTIONS:
            continue
        found.add(f"at:{min(number, 3)}")
        seen += 1
        found.update(_around(sentence, line, places))
        if number:
            found.update(f"p:{key}" for key, cues in _cues().items() if cues & set(split[number - 1]))
        if number + 1 < len(split):
            found.update(f"n:{key}" for key, cues in _cues().items() if cues & set(split[number + 1]))
    found.add(f"mentions:{min(seen, 4)}")
    whole = {word for line in split for word in line}
    found.update(f"text:{key}" for key in (CLAIMED, SUSPECTED, "denied") if _cues()[key] & whole)
    if "claimed" in whole and "responsibility" in whole:
        found.add("text:claimed responsibility")
    return found


def _around(sentence: str, line: list[str], places: list[tuple[int, int]]) -> Iterator[str]:
    base = stems(sentence)
    yield from (f"s:{word}" for word in base)
    yield from (f"s:{one} {two}" for one, two in pairwise(base))
    for start, end in places:
        left, right = base[max(0, start - _BESIDE) : start], base[end : end + _BESIDE]
        yield from (f"l:{word}" for word in left)
        yield from (f"r:{word}" for word in right)
        yield from (f"l:{one} {two}" for one, two in pairwise(left[-5:]))
        yield from (f"r:{one} {two}" for one, two in pairwise(right[:5]))
        for key, cues in _cues().items():
            before, after = cues & set(line[max(0, start - _NEAR) : start]), cues & set(line[end : end + _NEAR])
            if before:
                yield f"before:{key}"
            if after:
                yield f"after:{key}"
            if before or after:
                yield f"near:{key}"
    yield from _roles(sentence, {" ".join(line[start:end]) for start, end in places})
    acted = any(act.event_class in _HARM for word in line for act in acts().get(word, ()))
    keys = [key for key, cues in _cues().items() if cues & set(line)]
    for key in keys:
        yield f"in:{key}"
        yield f"in:{key}:{acted}"
    if acted:
        yield "acted"
        if not set(keys) & _GRADED:
            yield "acted:plain"


def _roles(sentence: str, names: set[str]) -> Iterator[str]:
    """Of which acts the organisation is the actor, and of which it is the one to whom they are done."""
    for event in events(sentence, Span(0, len(sentence))):
        for side, spans in (("A", event.actor), ("R", event.recipient)):
            shown = " ".join(word for span in spans for word in words(sentence[span.start : span.end]))
            if any(name in shown for name in names):
                yield f"{side}:{event.event_class}"
                yield f"{side}:{event.event_class}:{event.embedded is not None}"


def _found(line: list[str], name: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for start in range(len(line) - len(name) + 1):
        if tuple(line[start : start + len(name)]) == name:
            yield start, start + len(name)
