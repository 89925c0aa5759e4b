"""The tagger: paragraphs in, attributions out, as spans of the text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from whence.learned.chances import likely, span_chances
from whence.learned.decode import KINDS, Floats, Piece, pieces, viterbi
from whence.learned.linker import Attribution, linked
from whence.learned.model import Model
from whence.learned.units import Units, units
from whence.model.speech import Tagged
from whence.model.text import Span

_TOGETHER = 8_000  # units scored at once: bounds the memory that a book takes
_LONGEST = 20_000  # characters: no paragraph of an article is longer
_WORD = re.compile(r"[^\W\d_]")
_DECODED = 128  # paragraphs decoded at once
TAGS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))


@dataclass(slots=True)
class _Run:
    """Neighbouring paragraphs scored: all their units one after the other, and what the model says of each."""

    first: int  # the number of the first paragraph
    begins: list[int]  # of each paragraph, and the end of the last
    emissions: Floats
    ends: Floats
    window: NDArray[np.int64]


def tagged(model: Model, text: str, paragraphs: Sequence[Span]) -> list[Tagged]:
    """The attributions that the model finds in the paragraphs (neighbours, in order), in the order of the text."""
    cut = [units(text, span) for span in paragraphs if len(span) <= _LONGEST and _WORD.search(text, *_ends(span))]
    found = [item for run in _runs(model, cut) for item in _attributions(model, run, cut)]
    return sorted(found, key=_place)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def labels(model: Model, paragraphs: Sequence[Units]) -> list[list[str]]:
    """A BIO tag for each unit of each paragraph: those spans of which most can be expected to be exactly right."""
    return [
        _bio(len(emissions), found)
        for run in _runs(model, paragraphs)
        for emissions, found in _likely(run, model.moves, model.least)
    ]


def _likely(run: _Run, moves: Floats, least: Sequence[float]) -> Iterator[tuple[Floats, Iterable[Piece]]]:
    emissions = [run.emissions[begin:end] for begin, end in pairwise(run.begins)]
    return zip(emissions, likely(emissions, moves, least), strict=True)


def _bio(count: int, found: Iterable[Piece]) -> list[str]:
    tags = ["O"] * count
    for piece in found:
        tags[piece.first : piece.last] = [f"I-{piece.kind}"] * (piece.last - piece.first)
        tags[piece.first] = f"B-{piece.kind}"
    return tags


def _place(found: Tagged) -> tuple[int, int]:
    return found.content[0].start, found.content[0].end


def _runs(model: Model, paragraphs: Sequence[Units]) -> Iterator[_Run]:
    """All paragraphs, some thousand units at a time."""
    first, size = 0, 0
    for number, item in enumerate(paragraphs):
        if size and size + len(item) > _TOGETHER:
            yield _run(model, paragraphs[first:number], first)
            first, size = number, 0
        size += len(item)
    if size:
        yield _run(model, paragraphs[first:], first)


def _run(model: Model, paragraphs: Sequence[Units], first: int) -> _Run:
    begins = [0, *accumulate(len(item) for item in paragraphs)]
    emissions = np.zeros((begins[-1], len(TAGS)), np.float32)
    ends = np.zeros((begins[-1], model.width), np.float32)
    window = np.zeros(begins[-1], np.int64)
    for number, scores in enumerate(model.scores(paragraphs)):
        at = 0
        for part in scores.window.parts:
            count = len(part.first)
            start = begins[part.paragraph] + part.offset
            emissions[start : start + count] = scores.emissions[at : at + count]
            ends[start : start + count] = scores.ends[at : at + count]
            window[start : start + count] = number
            if part.offset:
                # A content that goes on behind a cut was scored as one that begins there.
                emissions[start, 2::2] = np.maximum(emissions[start, 2::2], emissions[start, 1::2])
            at += count
    return _Run(first, begins, emissions, ends, window)


def _decoded(emissions: Floats, begins: Sequence[int], moves: Floats) -> NDArray[np.int64]:
    best = np.zeros(len(emissions), np.int64)
    spans = [(begin, end) for begin, end in pairwise(begins) if end > begin]
    spans.sort(key=_length)
    for at in range(0, len(spans), _DECODED):
        chosen = spans[at : at + _DECODED]
        found = viterbi([emissions[begin:end] for begin, end in chosen], moves)
        for (begin, end), path in zip(chosen, found, strict=True):
            best[begin:end] = path
    return best


def _length(place: tuple[int, int]) -> int:
    return place[1] - place[0]


def _attributions(model: Model, run: _Run, paragraphs: Sequence[Units]) -> Iterator[Tagged]:
    spans = [span for number in range(len(run.begins) - 1) for span in paragraphs[run.first + number].spans]
    chances = _chances(model, run)
    for item in linked(list(chances), run.ends, model.near, run.window):
        yield _as_spans(item, spans, chances, model.calibration)


def _chances(model: Model, run: _Run) -> dict[Piece, float]:
    """Every piece that is marked, in order, and how probable it is."""
    best = _decoded(run.emissions, run.begins, model.moves)
    marked = [(begin, end, found) for begin, end in pairwise(run.begins) if (found := pieces(best[begin:end]))]
    emitted = [run.emissions[begin:end] for begin, end, _ in marked]
    chances = span_chances(emitted, model.moves, [here for _, _, here in marked])
    return {
        Piece(piece.kind, piece.first + begin, piece.last + begin): chance
        for (begin, _, here), sure in zip(marked, chances, strict=True)
        for piece, chance in zip(here, sure, strict=True)
    }


def _as_spans(
    item: Attribution, spans: Sequence[Span], chances: dict[Piece, float], calibration: tuple[float, float]
) -> Tagged:
    def span(piece: Piece) -> Span:
        return Span(spans[piece.first].start, spans[piece.last - 1].end)

    used = [*item.content, *(piece for piece in (item.source, item.cue) if piece)]
    return Tagged(
        content=tuple(span(piece) for piece in item.content),
        source=span(item.source) if item.source else None,
        cue=span(item.cue) if item.cue else None,
        confidence=_calibrated(min(chances[piece] for piece in used) * item.chance, *calibration),
    )


def _calibrated(chance: float, slope: float, shift: float) -> float:
    """The model's chance as the share that proves right at such chances (Platt 1999)."""
    sure = min(max(chance, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(slope * math.log(sure / (1 - sure)) + shift)))
