"""Expressions of time of a text, or one that stands alone, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from whence.compare.lexicon import table
from whence.compare.times import meaning
from whence.compare.times.believed import believed
from whence.compare.times.frame import Frame
from whence.compare.times.meaning import Meaning
from whence.compare.times.rules import Shape, longest, meant, read, shapes
from whence.compare.times.tense import tenses, tenses_in
from whence.compare.times.words import Part, parts
from whence.model.incident import Time
from whence.model.text import Span

_LONGEST_EXPRESSION = 300  # characters of an expression that stands alone
_REMEMBERED = 60  # expressions that later ones are counted from
_REFERENCES = (meaning.PAST, meaning.PRESENT, meaning.FUTURE)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def times(text: str, published: str | None, spans: Sequence[Span] | None = None) -> list[Time]:
    """The expressions of time in a text, in order, each with its TIMEX3 value and the days it covers.

    `published` is the document's date (ISO 8601; what follows the day is not looked at; a bare year or month is too
    little to count from). `spans` are the pieces of the text to look in, in order; None: all of it. What is counted
    from the event told before ("a day later") takes the expression before it for that.

    A bare weekday is the latest on or before that day, unless a future tense stands around it; a month or a day without
    its year is the nearest, one to come counted half as far again. The value of "two weeks ago" is a day, and it covers
    the week of that day. A day that does not exist, or could as well be a month ("03/04/2024"), is not told.

    >>> [time.value for time in times("It sank on Friday and was found a day later.", "2024-03-05")]
    ['2024-03-01', '2024-03-02']
    """
    day = _day(published)
    found: list[Time] = []
    seen: list[Meaning] = []
    for piece in spans if spans is not None else (Span(0, len(text)),):
        for span, told in _in_piece(text, piece, day, seen):
            seen.append(told)
            found.append(_time(span, told))
    return found


def value(
    expression: str, published: str | None, previous: Sequence[Meaning] = (), context: str = ""
) -> Meaning | None:
    """What an expression that is known to be one means; None where that cannot be said.

    `previous` are the meanings of the expressions before it, the last one last; `context` the words around it (a future
    tense sends "Friday" forward).

    >>> value("a day earlier", "2024-03-05", [value("March 1", "2024-03-05")]).value
    '2024-02-29'
    """
    written = expression[:_LONGEST_EXPRESSION].strip()
    line = parts(written, 0, len(written))
    frame = Frame(_day(published), previous, *tenses_in(written, context))
    return _reference(written) or read(line, frame) or longest(line, frame)


def _day(published: str | None) -> date | None:
    if published is None or not _FULL_DATE.match(published):
        return None
    year, month, number = (int(piece) for piece in published[:10].split("-"))
    return meaning.date_of(year, month, number)


def _in_piece(
    text: str, piece: Span, published: date | None, seen: Sequence[Meaning]
) -> Iterator[tuple[Span, Meaning]]:
    """`seen` may grow between two of them."""
    line = parts(text, max(0, piece.start), min(len(text), piece.end))
    vague = _references(text, piece)
    for shape in (*shapes(line), None):
        start = line[shape.begin].start if shape else piece.end
        while vague and vague[-1][0].end <= start:
            yield vague.pop()
        told = _told(shape, line, published, seen) if shape else None
        if shape and told:
            span = Span(start, line[shape.end - 1].end)
            while vague and vague[-1][0].start < span.end:
                vague.pop()
            yield span, told


def _told(shape: Shape, line: Sequence[Part], published: date | None, seen: Sequence[Meaning]) -> Meaning | None:
    if not believed(shape, line):
        return None
    return meant(shape, line, Frame(published, seen[-_REMEMBERED:], *tenses(line, shape.begin, shape.end)))


def _time(span: Span, told: Meaning) -> Time:
    return Time(
        text=span, value=told.value, granularity=told.granularity, start=told.start, end=told.end, anchor=told.anchor
    )


@cache
def _vague() -> re.Pattern[str]:
    """The vague phrases that are told in any text."""
    listed = sorted((phrase for key in _REFERENCES for phrase in _phrases_of(key)), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?<!\bas )(?:{'|'.join(map(re.escape, listed))})(?![\w-]| (?:as|after)\b)", re.IGNORECASE
    )


def _phrases_of(key: str) -> Sequence[str]:
    """The vague phrases of PAST_REF and the like."""
    return tuple(str(phrase) for phrase in table("times")["vague"][key])


@cache
def _meanings() -> Mapping[str, str]:
    """Which reference each vague phrase is, those that are one only by themselves included."""
    lists = (table("times")["vague"], table("times")["alone"])
    return {str(phrase): key for listed in lists for key, found in listed.items() for phrase in found}


def _references(text: str, piece: Span) -> list[tuple[Span, Meaning]]:
    """The vague phrases of a piece of text, the last one first."""
    found = _vague().finditer(text, piece.start, piece.end)
    told = [(Span(match.start(), match.end()), meaning.vague(_meanings()[match.group().lower()])) for match in found]
    return told[::-1]


def _reference(expression: str) -> Meaning | None:
    """“now”, “the past”: by the whole expression, or without its article."""
    low = " ".join(expression.lower().replace("’", "'").split())
    bare = low.removeprefix("the ").removeprefix("a ")
    reference = _meanings().get(low) or _meanings().get(bare) or _turned(bare)
    return meaning.vague(reference) if reference else None


def _turned(words: str) -> str | None:
    """“future quarters”, “recent weeks and months”."""
    turn, _, rest = words.partition(" ")
    if not rest.endswith("s"):
        return None
    return next((key for key, turns in table("times")["turned"].items() if turn in turns), None)
