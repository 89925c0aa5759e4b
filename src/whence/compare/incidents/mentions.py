"""Mentions to incidents: acts told in reports of one story, by their words and by what stands around them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from whence.compare.incidents.learned import chances, learned
from whence.compare.incidents.likeness import linked
from whence.compare.incidents.profile import stem
from whence.model.text import Span

Floats = NDArray[np.float32]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEFORE, _AFTER = 7, 6  # words around the act that count as its surroundings
_CONTENT = 2.0  # a word that weighs more is no small word
_SIDE = 2  # content words on either side
_ALIKE = 0.35  # acts whose words are less alike are never joined
_TOGETHER = 0.53  # mean chance of two groups that are joined
_LARGEST = 700  # mentions that are compared pair by pair
_EARLY = 0.25
_MOST_WORDS = 80  # words of a sentence that are looked at, on either side of the act
_SAYING = frozenset(
    stem(word)
    for word in "say said tell told report announce confirm according add claim statement comment ask".split()
)
_LIGHT = frozenset(
    stem(word)
    for word in "be is was are were have had do make made take took get got go went come came give gave happen occur "
    "include begin began start".split()
)
FEATURES = 17


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


@dataclass(frozen=True, slots=True)
class _Act:
    """A mention as counted words."""

    document: int
    sentence: tuple[int, int]
    stems: tuple[str, ...]
    head: str
    near: Mapping[str, float]
    around: Mapping[str, float]
    names: frozenset[str]
    left: frozenset[str]
    right: frozenset[str]
    rare: float
    early: bool


def group_mentions(mentions: Sequence[Told]) -> list[int]:
    """A group for each mention, counted from 0 in order of first appearance. Only mentions of one story are joined."""
    stories: dict[int, list[int]] = {}
    for at, mention in enumerate(mentions):
        stories.setdefault(mention.story, []).append(at)
    found = [0] * len(mentions)
    count = 0
    for members in stories.values():
        told = [mentions[at] for at in members]
        for block in _blocks(told):
            groups = _grouped([told[at] for at in block])
            for at, group in zip(block, groups, strict=True):
                found[members[at]] = count + group
            count += max(groups) + 1
    order: dict[int, int] = {}
    return [order.setdefault(group, len(order)) for group in found]


def _blocks(told: Sequence[Told]) -> Iterator[list[int]]:
    """All mentions of a story; of a great story those with words of one kind, a bounded number at a time."""
    if len(told) <= _LARGEST:
        yield list(range(len(told)))
        return
    heads: dict[str, list[int]] = {}
    for at, mention in enumerate(told):
        heads.setdefault(_head(_stems(mention)), []).append(at)
    for group in heads.values():
        for start in range(0, len(group), _LARGEST):
            yield group[start : start + _LARGEST]


def _grouped(told: Sequence[Told]) -> list[int]:
    if len(told) == 1:
        return [0]
    pairs, features = act_pairs(told)
    same = np.zeros((len(told), len(told)), np.float32)
    if len(pairs):
        found = chances(crossed(features), learned().same_act)
        for (one, other), chance in zip(pairs, found, strict=True):
            if contradiction(told[one], told[other]) is None:
                same[one, other] = same[other, one] = chance
    return linked(same, _TOGETHER)


def contradiction(one: Told, other: Told) -> str | None:
    """What of day, city and victims' names cannot be of one incident; None where nothing is. Numbers never matter."""
    if one.days and other.days and max(one.days[0] - other.days[1], other.days[0] - one.days[1]) > 1:
        return "day"
    if one.city and other.city and one.city != other.city:
        return "city"
    if one.victims and other.victims and not one.victims & other.victims:
        return "victim"
    return None


def act_pairs(told: Sequence[Told]) -> tuple[list[tuple[int, int]], Floats]:
    """The pairs of mentions whose words are alike, and their features (pairs, `FEATURES`)."""
    acts = _acts(told)
    documents = len({act.document for act in acts})
    spread = Counter(head for _, head in {(act.document, act.head) for act in acts})
    often = Counter(act.head for act in acts)
    alike = _likeness(sorted(spread))
    pairs: list[tuple[int, int]] = []
    rows: list[list[float]] = []
    for one, other in combinations(range(len(acts)), 2):
        first, second = acts[one], acts[other]
        like = alike[first.head, second.head]
        shared = not set(first.stems).isdisjoint(second.stems)
        if like < _ALIKE and not shared:
            continue
        share = min(spread[first.head], spread[second.head]) / documents
        times = max(often[act.head] / spread[act.head] for act in (first, second))
        pairs.append((one, other))
        rows.append(_features(first, second, max(like, 0.0), float(shared), share, times))
    return pairs, np.array(rows, np.float32).reshape(len(rows), FEATURES)


def crossed(features: Floats) -> Floats:
    """The features and the products of any two of them (a like name says more where the word is the same)."""
    one, other = np.triu_indices(FEATURES)
    return np.concatenate([features, features[:, one] * features[:, other]], 1)


def _features(first: _Act, second: _Act, like: float, shared: float, share: float, times: float) -> list[float]:
    near, around = _cosine(first.near, second.near), _cosine(first.around, second.around)
    names = len(first.names & second.names)
    both = bool(first.names) and bool(second.names)
    same_document = first.document == second.document
    saying = first.head in _SAYING and second.head in _SAYING
    base = [
        near,
        around,
        names / max(1, min(len(first.names), len(second.names))),
        float(both and not names),
        float(len(first.left & second.left) + len(first.right & second.right)),
        float(same_document),
        float(same_document and first.sentence == second.sentence),
        float(saying),
        float(first.head in _LIGHT or second.head in _LIGHT),
        share,
        min(first.rare, second.rare),
        float(first.early and second.early),
        math.log(times),
        float(saying) * near,
    ]
    same = float(first.head == second.head)
    return [same, shared, like**2, *base]


def _acts(told: Sequence[Told]) -> list[_Act]:
    sentences = [_words(mention) for mention in told]
    stems = Counter(stem(word) for words, _, _ in sentences for word in set(words))
    weights = learned().weights(Counter(dict.fromkeys(stems, 1)), 1)
    found: list[_Act] = []
    for mention, (words, first, last) in zip(told, sentences, strict=True):
        others = [(at, word, stem(word)) for at, word in enumerate(words) if not first <= at < last]
        content = [(at, base) for at, _, base in others if weights[base] > _CONTENT]
        head_stems = _stems(mention)
        head = _head(head_stems)
        found.append(
            _Act(
                document=mention.document,
                sentence=(mention.sentence.start, mention.sentence.end),
                stems=head_stems,
                head=head,
                near={base: weights[base] for at, _, base in others if first - _BEFORE <= at < last + _AFTER},
                around={base: weights[base] for _, _, base in others},
                names=frozenset(word.lower() for at, word, _ in others if at and word[0].isupper()),
                left=frozenset(base for _, base in [pair for pair in content if pair[0] < first][-_SIDE:]),
                right=frozenset(base for _, base in [pair for pair in content if pair[0] >= last][:_SIDE]),
                rare=min(weights.get(head, 8.0), 8.0) / 8,
                early=mention.span.start < _EARLY * len(mention.text),
            )
        )
    return found


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


def _stems(mention: Told) -> tuple[str, ...]:
    words = [match.group() for match in _WORD.finditer(mention.text, mention.span.start, mention.span.end)]
    return tuple(stem(word) for word in words) or (mention.text[mention.span.start : mention.span.end],)


def _head(stems: Sequence[str]) -> str:
    """The word that tells what was done: the last one after a verb that says little ("took place")."""
    return stems[-1] if stems[0] in _LIGHT else stems[0]


def _likeness(heads: Sequence[str]) -> dict[tuple[str, str], float]:
    """How alike two words are used, for every pair of them."""
    vectors = {head: learned().vector(head) for head in heads}
    found: dict[tuple[str, str], float] = {}
    for one in heads:
        for other in heads:
            first, second = vectors[one], vectors[other]
            if one == other:
                found[one, other] = 1.0
            else:
                found[one, other] = 0.0 if first is None or second is None else float(first @ second)
    return found


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    shared = sum(value * value for word, value in one.items() if word in other)
    if not shared:
        return 0.0
    return shared / math.sqrt(sum(value**2 for value in one.values()) * sum(value**2 for value in other.values()))
