"""The record of a court: who examines ("BY MS. DUQUETTE:") and which witness answers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from whence.model.text import Span
from whence.read.voices.figure import Figure
from whence.read.voices.names import PERSON, UNKNOWN, Name, fold
from whence.read.voices.stage import Stage, names_in

_EXAMINES = re.compile(
    r"^\W{0,4}(?:[A-Z-]+ ){0,2}BY (?P<who>(?:MR|MRS|MS|DR)\b\.? [^a-z\n:]{2,40}):?\s*$", re.MULTILINE
)
_WITNESS_CALLED = re.compile(r"^\W{0,4}DIRECT EXAMINATION\b", re.MULTILINE)
_OPENS_QUESTION = re.compile(r"(?:^|\n)\W{0,2}Q[.:]?\s+$")


def examiner_of(stage: Stage, span: Span, label: str) -> Figure | None:
    """Whom the last "BY MS. DUQUETTE:" before a question names."""
    if stage.examinations is None:
        stage.examinations = [Span(*match.span("who")) for match in _EXAMINES.finditer(stage.document.text)]
    index = bisect_left(stage.examinations, span.start, key=lambda named: named.start) - 1
    found = names_in(stage, stage.examinations[index])[:1] if index >= 0 else ()
    if not found:
        return None
    figure = stage.one(stage.figures.of(found[0]))
    figure.also(label, f"“{label}” labels what {figure.name} asks")
    return figure


def witness_at(stage: Stage, at: int) -> Figure | None:
    """Who answers: whom the others address by name most often while this witness is examined."""
    text = stage.document.text
    if stage.witnesses_called is None:
        stage.witnesses_called = [0, *(match.end() for match in _WITNESS_CALLED.finditer(text))]
    called = stage.witnesses_called
    number = bisect_right(called, at)
    if number not in stage.witnesses:
        end = called[number] if number < len(called) else len(text)
        nobody_before = not stage.witnesses.get(number - 1)
        stage.witnesses[number] = _addressed_most(stage, called[number - 1], end) or (
            _addressed_most(stage, 0, end) if nobody_before else None
        )
    return stage.witnesses[number]


def _addressed_most(stage: Stage, begin: int, end: int) -> Figure | None:
    """The person addressed most often between two places; those who have a label of their own are no witnesses."""
    counts: Counter[Figure] = Counter()
    labels = {fold(label.split()[-1]) for label in stage.answering()}
    for name in stage.names[bisect_left(stage.starts, begin) : bisect_left(stage.starts, end)]:
        if name.last in labels or not _is_addressed(stage.document.text, name):
            continue
        figure = stage.one(stage.figures.of(name))
        if figure.nature in (PERSON, UNKNOWN) and figure is not stage.own:
            counts[figure] += 1
    return counts.most_common(1)[0][0] if counts else None


def _is_addressed(text: str, name: Name) -> bool:
    """ "Q. Mr. Pankratz, did you see it?" and "You're under oath, Mr. Pankratz." """
    ends = text[max(0, name.lead - 2) : name.lead] == ", " and text[name.end : name.end + 1] in (".", "?", "!")
    opens = _OPENS_QUESTION.search(text[max(0, name.lead - 12) : name.lead]) is not None
    return bool(name.titles) and (ends or (opens and text[name.end : name.end + 1] == ","))
