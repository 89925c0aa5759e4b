"""A voice that neither asserts nor denies: what it withholds, and the words for it."""

from __future__ import annotations

from functools import cache

from whence.compare.lexicon import table
from whence.compare.phrases import Phrases
from whence.language.tokens import Line, tokens
from whence.model.incident import Withheld
from whence.model.text import Span


@cache
def _phrases() -> Phrases[Withheld]:
    return Phrases(
        (str(phrase), Withheld(key)) for key, phrases in table("outlook")["withheld"].items() for phrase in phrases
    )


def withheld(text: str, clause: Span) -> tuple[Withheld, Span] | None:
    """What the first such words of a clause withhold, and where they stand; None where there are none.

    >>> withheld("The ministry declined to comment.", Span(0, 33))
    (<Withheld.DECLINED: 'declined'>, Span(start=13, end=32))
    """
    line = tokens(text, clause, [])
    return next((found for index in range(len(line)) if (found := _at(line, index))), None)


def withheld_in(line: Line, at: int) -> tuple[Withheld, Span] | None:
    """The last such words of the clause that end at this token or before it, or cover it."""
    for index in range(at, -1, -1):
        if line.kind[index] in ".;?" and index < at:
            return None
        if found := _at(line, index):
            return found
    return None


def _at(line: Line, index: int) -> tuple[Withheld, Span] | None:
    found = _phrases().at(line.word, index)
    return (found[1], line.span(index, found[0])) if found else None
