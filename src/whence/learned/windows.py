"""Paragraphs as the model's input: word pieces, and windows of neighbouring paragraphs that are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from whence.learned.units import Units

CLS, SEP, UNKNOWN = 101, 102, 100
MOST_PIECES = 6  # of one unit: a web address or a tag is not spelled out

Ints = NDArray[np.int32]


class Vocabulary(Protocol):
    """Word pieces of one unit."""

    def __call__(self, word: str, /) -> list[int]:
        """Their numbers; empty when the unit has none."""
        ...


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of (a part of) one paragraph; `first` holds each unit's first piece."""

    paragraph: int
    offset: int  # of the part's first unit in the paragraph
    ids: list[int]
    case: list[int]
    quoted: list[int]
    first: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring parts that are read as one input, [CLS] a [SEP] b [SEP]."""

    parts: list[Pieces]
    length: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like length as the arrays the model takes."""

    windows: list[Window]
    feed: dict[str, Ints]


def pieces(paragraphs: Sequence[Units], vocabulary: Vocabulary, longest: int) -> Iterator[Pieces]:
    """The word pieces of each paragraph; one that makes more than `longest` comes in parts, cut behind sentences."""
    for number, item in enumerate(paragraphs):
        part = Pieces(number, 0, [], [], [], [])
        for unit, word in enumerate(item.words):
            found = vocabulary(word)[:MOST_PIECES] or [UNKNOWN]
            if len(part.ids) + len(found) > longest:
                part, rest = _cut(part, item, unit)
                yield part
                part = rest
            part.first.append(len(part.ids))
            part.ids.extend(found)
            part.case.extend([item.case[unit]] * len(found))
            part.quoted.extend([item.quoted[unit]] * len(found))
        if part.first:
            yield part


_ENDS = frozenset((".", "?", "!", "...", ";"))


def _cut(part: Pieces, paragraph: Units, at: int) -> tuple[Pieces, Pieces]:
    """A part in two, behind the last end of a sentence in its second half where there is one."""
    border = at
    for unit in range(at - 1, part.offset + (at - part.offset) // 2, -1):
        closed = paragraph.words[unit] == "”" and paragraph.words[unit - 1] in _ENDS
        if closed or (paragraph.words[unit] in _ENDS and paragraph.words[unit + 1] != "”"):
            border = unit + 1
            break
    count = border - part.offset
    if count >= len(part.first):
        return part, Pieces(part.paragraph, border, [], [], [], [])
    piece = part.first[count]
    return (
        Pieces(
            part.paragraph, part.offset, part.ids[:piece], part.case[:piece], part.quoted[:piece], part.first[:count]
        ),
        Pieces(
            part.paragraph,
            border,
            part.ids[piece:],
            part.case[piece:],
            part.quoted[piece:],
            [first - piece for first in part.first[count:]],
        ),
    )


def windows(parts: Iterable[Pieces], longest: int) -> list[Window]:
    """Runs of neighbours of at most `longest` pieces together; a part that is longer stands alone."""
    found: list[Window] = []
    run: list[Pieces] = []
    length = 1
    for part in parts:
        size = len(part.ids) + 1
        if run and length + size > longest:
            found.append(Window(run, length))
            run, length = [], 1
        run.append(part)
        length += size
    if run:
        found.append(Window(run, length))
    return found


def batches(found: Sequence[Window], most: int) -> Iterator[Batch]:
    """The windows in order of length, those of one length together, at most `most` pieces in a batch: no padding."""
    for length, alike in groupby(sorted(found, key=_length), key=_length):
        run = list(alike)
        step = max(1, most // length)
        for at in range(0, len(run), step):
            yield _batch(run[at : at + step], length)


def _length(window: Window) -> int:
    return window.length


def _batch(found: list[Window], length: int) -> Batch:
    rows = len(found)
    units = max(sum(len(part.first) for part in window.parts) for window in found)
    ids, case, quoted = (np.zeros((rows, length), np.int32) for _ in range(3))
    first = np.zeros((rows, units), np.int32)
    for row, window in enumerate(found):
        ids[row, 0] = CLS
        at, unit = 1, 0
        for part in window.parts:
            end = at + len(part.ids)
            ids[row, at:end] = part.ids
            case[row, at:end] = part.case
            quoted[row, at:end] = part.quoted
            first[row, unit : unit + len(part.first)] = np.array(part.first, np.int32) + at
            ids[row, end] = SEP
            at, unit = end + 1, unit + len(part.first)
    lengths = np.array([window.length for window in found], np.int32)
    return Batch(found, {"ids": ids, "case": case, "quoted": quoted, "length": lengths, "first": first})
