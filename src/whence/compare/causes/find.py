"""`EFFECT <signal> CAUSE`, or the other way round, by the signal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whence.compare.causes.signals import Signal, Sort, fits, has_verb, signals
from whence.language.sentences import sentences
from whence.language.tokens import Line, tokens
from whence.model.text import Span

__all__ = ["Link", "Sort", "links"]

_LONGEST = 400  # tokens of a sentence that are looked at
_STOPS = frozenset(";:-(?.")
_AFTER_COMMA = frozenset(("and", "but", "who", "which", "while", "when", "where", "whose", "though", "although"))


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
    right = _right(line, end)
    left = _left(line, index)
    if signal.cause == "right" and (left is None or _opens(line, index, left, signal)):
        left = _main_clause(line, right) or (left if left and left[1] - left[0] > 1 else None)
    if right is None or left is None:
        return None
    cause, effect = (right, left) if signal.cause == "right" else (left, right)
    return Link(cause=line.span(*cause), effect=line.span(*effect), signal=line.span(index, end), sort=signal.sort)


def _right(line: Line, start: int) -> tuple[int, int] | None:
    """From a signal to the end of its clause."""
    end = start
    while end < len(line) and not _ends(line, end, start):
        end += 1
    return (start, end) if end > start else None


def _ends(line: Line, at: int, start: int) -> bool:
    if line.kind[at] in _STOPS:
        return line.kind[at] != "-" or line.start[at] > line.end[at - 1]
    if line.kind[at] == ",":
        return at > start + 1
    return False


def _left(line: Line, end: int) -> tuple[int, int] | None:
    """From the beginning of the clause to a signal; None where the signal opens it."""
    while end and line.kind[end - 1] in ",x":
        end -= 1
    start = end
    while start and not _begins(line, start):
        start -= 1
    while start < end and line.word[start] in ("that", "and", "but", ","):
        start += 1
    return (start, end) if end > start else None


def _begins(line: Line, at: int) -> bool:
    """A clause begins at this token, seen from the right."""
    before = line.kind[at - 1]
    if before in _STOPS:
        return before != "-" or line.start[at - 1] > line.end[at - 2] if at > 1 else True
    if before == "T" and at > 1 and line.kind[at - 2] in "VG":
        return True
    return before == "," and line.word[at] in _AFTER_COMMA


def _opens(line: Line, index: int, left: tuple[int, int], signal: Signal) -> bool:
    """The signal opens a clause of its own: behind “that”, a verb of saying, a mark, or words without a verb."""
    before = line.kind[index - 1]
    if before in "TSC" or line.text[line.start[index - 1]] in "“„`" or line.text[line.start[index]].isupper():
        return True
    if before == "V" and signal.sort in (Sort.CONDITION, Sort.SEQUENCE):
        return True
    return before == "," and not has_verb(line, *left)


def _main_clause(line: Line, right: tuple[int, int] | None) -> tuple[int, int] | None:
    """“Following the raid, dockers walked out”: what comes behind the comma."""
    if right is None or right[1] + 1 >= len(line) or line.kind[right[1]] != ",":
        return None
    start = right[1] + 1
    return None if line.kind[start] in "xV" else _right(line, start)
