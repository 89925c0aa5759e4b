"""Paragraphs as numbers: word pieces, windows of neighbouring paragraphs, and batches of like length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

from training.attribution.corpora import LABELS, TYPES, Article, Paragraph
from whence.learned.windows import CLS, MOST_PIECES, SEP, UNKNOWN

MASK = 103
_ENDS = (1012, 1029, 999)  # . ? !
_LABEL = {label: number for number, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A paragraph: pieces of all units one after the other, and for each unit its first piece and label."""

    ids: np.ndarray
    case: np.ndarray
    quoted: np.ndarray
    first: np.ndarray
    labels: np.ndarray
    spans: list[tuple[int, int, int, int]]  # type, first unit, last unit (inclusive), attribution
    linked: bool
    drawn: np.ndarray | None = None  # (draws, units): labels that teachers would give, one of them at a time
    gold: bool = True


def encode(paragraph: Paragraph, tokenizer: Tokenizer, cache: dict[str, list[int]]) -> Encoded:
    """The numbers of a paragraph."""
    ids: list[int] = []
    case: list[int] = []
    quoted: list[int] = []
    first: list[int] = []
    found = paragraph.units
    for word, kind, state in zip(found.words, found.case, found.quoted, strict=True):
        pieces = cache.get(word)
        if pieces is None:
            pieces = cache[word] = tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES] or [UNKNOWN]
        first.append(len(ids))
        ids += pieces
        case += [kind] * len(pieces)
        quoted += [state] * len(pieces)
    return Encoded(
        np.array(ids, np.int32),
        np.array(case, np.int8),
        np.array(quoted, np.int8),
        np.array(first, np.int32),
        np.array([_LABEL[label] for label in paragraph.labels()], np.int8),
        [(TYPES.index(p.kind), p.first, p.last - 1, p.attribution) for p in paragraph.pieces],
        paragraph.linked,
    )


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring paragraphs as one input."""

    ids: np.ndarray
    case: np.ndarray
    quoted: np.ndarray
    first: np.ndarray
    labels: np.ndarray
    paragraph: np.ndarray  # of each unit: its number in the window
    spans: list[tuple[int, int, int, int]]
    linked: bool


def window(group: Sequence[Encoded]) -> Window:
    """Several paragraphs as one input: [CLS] a [SEP] b [SEP]."""
    ids: list[np.ndarray] = [np.array([CLS], np.int32)]
    case: list[np.ndarray] = [np.zeros(1, np.int8)]
    quoted: list[np.ndarray] = [np.zeros(1, np.int8)]
    first: list[np.ndarray] = []
    spans: list[tuple[int, int, int, int]] = []
    units, at = 0, 1
    for item in group:
        ids += [item.ids, np.array([SEP], np.int32)]
        case += [item.case, np.zeros(1, np.int8)]
        quoted += [item.quoted, np.zeros(1, np.int8)]
        first.append(item.first + at)
        spans += [(kind, start + units, end + units, number) for kind, start, end, number in item.spans]
        at += len(item.ids) + 1
        units += len(item.first)
    return Window(
        np.concatenate(ids), np.concatenate(case), np.concatenate(quoted), np.concatenate(first),
        np.concatenate([item.labels for item in group]),
        np.concatenate([np.full(len(item.first), number) for number, item in enumerate(group)]),
        spans, all(item.linked for item in group),
    )  # fmt: skip


def cut(item: Encoded, most: int) -> list[Encoded]:
    """A paragraph in parts of at most `most` pieces, cut between units."""
    if len(item.ids) <= most:
        return [item]
    parts: list[Encoded] = []
    begin = 0
    while begin < len(item.first):
        end = begin
        limit = item.first[begin] + most - MOST_PIECES
        while end < len(item.first) and item.first[end] < limit:
            end += 1
        parts.append(_part(item, begin, end))
        begin = end
    return parts


def broken(item: Encoded, chance: random.Random, share: float) -> list[Encoded]:
    """The paragraph, or now and then its sentences: some corpora are cut into those."""
    if chance.random() >= share:
        return [item]
    ends = [int(unit) + 1 for unit in np.flatnonzero(np.isin(item.ids[item.first], _ENDS))]
    borders = [0, *(end for end in ends if end < len(item.first) - 1), len(item.first)]
    return [_part(item, begin, end) for begin, end in pairwise(borders)]


def _part(item: Encoded, begin: int, end: int) -> Encoded:
    """The units from `begin` to the one before `end` as a paragraph of their own."""
    stop = item.first[end] if end < len(item.first) else len(item.ids)
    pieces = slice(item.first[begin], stop)
    inside = [
        (kind, max(s, begin) - begin, min(e, end - 1) - begin, number)
        for kind, s, e, number in item.spans
        if s < end and e >= begin
    ]
    drawn = None if item.drawn is None else np.stack([_begun(row[begin:end]) for row in item.drawn])
    return Encoded(
        item.ids[pieces],
        item.case[pieces],
        item.quoted[pieces],
        item.first[begin:end] - item.first[begin],
        _begun(item.labels[begin:end]),
        inside,
        item.linked,
        drawn,
        item.gold,
    )


def _begun(labels: np.ndarray) -> np.ndarray:
    """Labels whose first does not go on with what was cut off."""
    labels = labels.copy()
    if labels[0] and labels[0] % 2 == 0:
        labels[0] -= 1
    return labels


def with_labels(item: Encoded, chance: random.Random, share: float) -> Encoded:
    """The paragraph as it is trained on this time: with its own labels, or with a draw of the teachers'."""
    if item.drawn is None or (item.gold and chance.random() >= share):
        return item
    return replace(item, labels=item.drawn[chance.randrange(len(item.drawn))])


def windows(paragraphs: Sequence[Encoded], longest: int) -> list[list[int]]:
    """Runs of neighbouring paragraphs of at most `longest` pieces together, as indices."""
    groups: list[list[int]] = []
    size = longest + 1
    for index, item in enumerate(paragraphs):
        if size + len(item.ids) + 1 > longest:
            groups.append([])
            size = 1
        groups[-1].append(index)
        size += len(item.ids) + 1
    return groups


def training_windows(
    articles: Sequence[Sequence[Encoded]],
    chance: random.Random,
    longest: int,
    share: float = 0.0,
    break_up: float = 0.0,
) -> list[Window]:
    """All articles in windows of chance lengths, other ones each time this is called."""
    found: list[Window] = []
    for article in articles:
        pieces = [piece for item in article for piece in broken(item, chance, break_up)]
        parts = [with_labels(part, chance, share) for item in pieces for part in cut(item, longest - 2)]
        at = 0
        while at < len(parts):
            limit = chance.choice([32, 64, 128, longest, longest, longest])
            size, end = 1, at
            while end < len(parts) and (end == at or size + len(parts[end].ids) + 1 <= limit):
                size += len(parts[end].ids) + 1
                end += 1
            found.append(window(parts[at:end]))
            at = end
    return found


def rounded(length: int) -> int:
    """The length a window is padded to: few shapes, so that the compiled kernels are used again."""
    return -(-length // 16) * 16


def batches(found: Sequence[Window], chance: random.Random, most: int) -> list[list[Window]]:
    """Windows of like length together, `most` pieces in a batch with the padding, in chance order."""
    order = sorted(found, key=lambda item: (rounded(len(item.ids)), chance.random()))
    result: list[list[Window]] = [[]]
    for item in order:
        last = result[-1]
        length = rounded(len(item.ids))
        if last and ((len(last) + 1) * length > most or length != rounded(len(last[0].ids))):
            result.append([])
        result[-1].append(item)
    chance.shuffle(result)
    return result


def articles_of(found: Sequence[Article], tokenizer: Tokenizer) -> list[list[Encoded]]:
    """Every paragraph of every article as numbers."""
    cache: dict[str, list[int]] = {}
    return [[encode(paragraph, tokenizer, cache) for paragraph in article.paragraphs] for article in found]
