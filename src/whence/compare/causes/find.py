"""`EFFECT <signal> CAUSE`, or the other way round, by the signal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whence.compare.causes.clauses import OPENERS, OPENERS_TOO, governed_by, left_of, right_of
from whence.compare.causes.signals import Signal, Sort, fits, signals
from whence.language.sentences import sentences
from whence.language.tokens import Line, tokens
from whence.model.text import Span

__all__ = ["Link", "Sort", "links"]

_LONGEST = 400  # tokens of a sentence that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words of a cause, words of its effect, and the signal that ties them."""

    cause: Span
    effect: Span
    signal: Span
    sort: Sort


def links(text: str, span: Span | None = None) -> tuple[Link, ...]:
    """The links inside the sentences of `span` (default: the whole text), in the order of their signals.

    >>> text = "Dockers walked out in protest at the new rota."
    >>> [(text[link.effect.start : link.effect.end], text[link.cause.start : link.cause.end]) for link in links(text)]
    [('Dockers walked out', 'the new rota')]
    """
    whole = span or Span(0, len(text))
    return tuple(link for sentence in sentences(text, whole, []) for link in _in_sentence(tokens(text, sentence, [])))


def _in_sentence(line: Line) -> Iterator[Link]:
    index, limit = 0, min(len(line), _LONGEST)
    line = line.part(0, limit)
    while index < limit:
        found = _signal(line, index)
        if found is None:
            index += 1
            continue
        end, signal = found
        link = _link(line, index, end, signal)
        if link is not None:
            yield link
        index = end


def _signal(line: Line, index: int) -> tuple[int, Signal] | None:
    for end, signal in signals().each(line.word, index):
        if fits(signal, line, index, end):
            return end, signal
    return None


def _link(line: Line, index: int, end: int, signal: Signal) -> Link | None:
    right = right_of(line, end)
    if signal.cause == "left":
        cause, effect = left_of(line, index), right
    else:
        openers = OPENERS_TOO if signal.sort in (Sort.CONDITION, Sort.SEQUENCE) else OPENERS
        cause, effect = right, governed_by(line, index, right, openers)
    if cause is None or effect is None:
        return None
    return Link(cause=line.span(*cause), effect=line.span(*effect), signal=line.span(index, end), sort=signal.sort)
