"""A mention as counted words: the act itself, and what stands near it in its sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.compare.incidents.learned import learned
from whence.compare.incidents.profile import NUMBER_WORDS, stem
from whence.model.text import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEFORE, _AFTER = 7, 6  # words around the act that count as its surroundings
_CONTENT = 2.0  # a word that weighs more is no small word
_SIDE = 3  # content words on either side
_MOST_WORDS = 80  # words of a sentence that are looked at, on either side of the act
_UNKNOWN = 8.0  # no word weighs more
SAYING = frozenset(
    stem(word)
    for word in "say said tell told report announce confirm according add claim statement comment ask".split()
)
LIGHT = frozenset(
    stem(word)
    for word in "be is was are were have had do make made take took get got go went come came give gave happen occur "
    "include begin began start".split()
)
_UNREAL = frozenset("will would could may might can should must not never no if to whether".split())
_DEFINITE = frozenset("the this that its his".split())
_INDEFINITE = frozenset("a an another".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act as one document tells it. `story` is the group of the document, `sentence` lies around `span` in `text`.

    `days` (proleptic ordinals of the first and the last day that it can be), `city` and `victims` (names in lower case)
    are what two mentions of one incident must not contradict each other in; None or empty where they are not known.
    """

    document: int
    story: int
    text: str
    span: Span
    sentence: Span
    days: tuple[int, int] | None = None
    city: str | None = None
    victims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A mention as counted words. `near` and `around` hold the weights of the stems near it and in its sentence.

    `left` and `right` are the nearest content words, the nearest first; `place` is where in its document it stands,
    from 0 to 1.
    """

    document: int
    sentence: int
    stems: frozenset[str]
    head: str
    spelled: str
    near: Mapping[str, float]
    around: Mapping[str, float]
    numbers: frozenset[str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    rare: float
    place: float
    unreal: bool
    plural: bool
    ongoing: bool
    capital: bool
    definite: bool
    indefinite: bool
    opens: bool


def acts(told: Sequence[Told]) -> tuple[list[Act], dict[str, float]]:
    """The acts as counted words, and the weight of each stem."""
    sentences = [_words(mention) for mention in told]
    stems = {stem(word) for words, _, _ in sentences for word in words}
    weights = learned().weights(Counter(dict.fromkeys(stems, 1)), 1)
    return [_act(mention, *found, weights) for mention, found in zip(told, sentences, strict=True)], weights


def _act(mention: Told, words: list[str], first: int, last: int, weights: Mapping[str, float]) -> Act:
    others = [(at, word, stem(word)) for at, word in enumerate(words) if not first <= at < last]
    content = [(at, base) for at, _, base in others if weights[base] > _CONTENT]
    lower = {word.lower() for _, word, _ in others}
    before = {word.lower() for word in words[max(0, first - 4) : first]}
    nearest = {word.lower() for word in words[max(0, first - 2) : first]}
    end = words[last - 1].lower() if last > first else ""
    stems = head_stems(mention)
    return Act(
        document=mention.document,
        sentence=mention.sentence.start,
        stems=frozenset(stems),
        head=head(stems),
        spelled=" ".join(words[first:last]).lower(),
        near={base: weights[base] for at, _, base in others if first - _BEFORE <= at < last + _AFTER},
        around={base: weights[base] for _, _, base in others},
        numbers=frozenset(word for word in lower if word[0].isdigit() or word in NUMBER_WORDS),
        left=tuple(base for at, base in content if at < first)[: -_SIDE - 1 : -1],
        right=tuple(base for at, base in content if at >= last)[:_SIDE],
        rare=min(weights.get(head(stems), _UNKNOWN), _UNKNOWN) / _UNKNOWN,
        place=mention.span.start / max(1, len(mention.text)),
        unreal=not before.isdisjoint(_UNREAL),
        plural=end.endswith("s") and not end.endswith("ss"),
        ongoing=end.endswith("ing"),
        capital=last > first and words[first][0].isupper(),
        definite=not nearest.isdisjoint(_DEFINITE),
        indefinite=not nearest.isdisjoint(_INDEFINITE),
        opens=mention.sentence.start == 0,
    )


def _words(mention: Told) -> tuple[list[str], int, int]:
    """The words of the sentence near the act, and which of them are the act."""
    before = [match.group() for match in _WORD.finditer(mention.text, mention.sentence.start, mention.span.start)][
        -_MOST_WORDS:
    ]
    inside = [match.group() for match in _WORD.finditer(mention.text, mention.span.start, mention.span.end)]
    after: list[str] = []
    for match in _WORD.finditer(mention.text, mention.span.end, mention.sentence.end):
        if len(after) == _MOST_WORDS:
            break
        after.append(match.group())
    return [*before, *inside, *after], len(before), len(before) + len(inside)


def head_stems(mention: Told) -> tuple[str, ...]:
    """The stems of the words of the act."""
    words = [match.group() for match in _WORD.finditer(mention.text, mention.span.start, mention.span.end)]
    return tuple(stem(word) for word in words) or (mention.text[mention.span.start : mention.span.end],)


def head(stems: Sequence[str]) -> str:
    """The word that tells what was done: the last one after a verb that says little ("took place")."""
    return stems[-1] if stems[0] in LIGHT else stems[0]
