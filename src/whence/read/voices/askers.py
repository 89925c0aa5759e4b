"""Who asks under the label "Q": the writer of an interview, a reporter who says who he is, or one who is called."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from whence.model.text import Role, Span
from whence.read.voices.court import examiner_of
from whence.read.voices.figure import Figure
from whence.read.voices.names import PERSON, UNKNOWN
from whence.read.voices.stage import UNNAMED, Stage, Verdict

_LOOKED_AT = 160
_CAPITAL = r"[^\W\d_a-z][\w.’'-]{1,20}"
_INTRODUCES = re.compile(
    rf"[.:\s]{{0,4}}(?:(?:Hi|Hello|Yes|Thanks|Thank you)[,.]?\s)?(?P<who>{_CAPITAL}(?:\s{_CAPITAL}){{1,3}})"
    rf"(?:,(?:\s(?:with|from|at))?|\s(?:with|from))\s(?P<where>(?:[Tt]he\s)?{_CAPITAL}(?:\s[\w.’'&-]{{1,20}}){{0,5}})[.:]\s"
)
_CALLS = re.compile(
    rf"(?:\n|[.?!:]\s|[-—–]\s?)(?P<who>{_CAPITAL}?(?:\s{_CAPITAL})?)"
    r"(?:,\s(?:in|at|on|over|go|you|please|then)\b[^.?!]{0,30}|\s(?:first|next|again|now))?[.?!]$"
)
_GREETING = frozenset("good thank thanks yes no hi hello ok okay well madam sir mr mr. ms ms. mrs mrs.".split())


def settle_asker(stage: Stage, span: Span, label: str) -> Verdict:
    """A turn of "Q": in an interview the one whose byline it is, in a briefing a voice of its own."""
    if _wrote_it(stage, label.lower()):
        return Verdict(figure=stage.own, note=f"“{label}” asks: the interviewer is who wrote this", sureness=0.8)
    examiner = examiner_of(stage, span, label)
    if examiner:
        return Verdict(figure=examiner, note=f"“{label}” asks: examination by {examiner.name}", sureness=0.9)
    introduced = _introduced(stage, span, label)
    if introduced:
        return Verdict(figure=introduced, note=f"“{label}” says who asks: {introduced.name}", sureness=0.9)
    called = _called(stage, span, label)
    if called:
        return Verdict(figure=called, note=f"“{label}”: {called.name} is called just before", sureness=0.75)
    figure = stage.shared(span.start, label, UNNAMED)
    return Verdict(figure=figure, note=f"“{label}” asks: nothing says who, nor whether it is one person", sureness=0.8)


def _wrote_it(stage: Stage, low: str) -> bool:
    """One person with a byline asks one other; whoever is called the interviewer speaks for the text in any case."""
    if low == "interviewer":
        return True
    return stage.own.nature == PERSON and len(stage.answering()) <= 1


def _introduced(stage: Stage, span: Span, label: str) -> Figure | None:
    """ "Q. Dmitri Falk, Inland Freight Journal. …": the questioner himself."""
    match = _INTRODUCES.match(stage.document.text, span.end, span.end + _LOOKED_AT)
    if match is None or match["who"].split()[0].lower() in _GREETING:
        return None
    figure = _person_at(stage, match.start("who"), match.end("who"))
    if figure is not None:
        figure.also(label, f"“{label}” labels what {figure.name} asks")
        figure.also(match["where"], f"{figure.name} asks for “{match['where']}”")
    return figure


def _called(stage: Stage, span: Span, label: str) -> Figure | None:
    """ "So with that -- Carla?" at the end of the turn before."""
    blocks = stage.document.blocks
    index = bisect_right(stage.scene.paragraphs, span.start) - 2
    if index < 0 or blocks[index].role is not Role.TURN or (blocks[index].speaker or "") == label:
        return None
    end = blocks[index].span.end
    start = max(0, blocks[index].span.start - 1, end - 60)
    match = _CALLS.search(stage.document.text, start, end)
    if match is None or match["who"].strip().lower() in _GREETING:
        return None
    figure = _person_at(stage, match.start("who"), match.end("who"))
    if figure is not None:
        figure.also(label, f"“{label}” labels what {figure.name} asks, called just before")
    return figure


def _person_at(stage: Stage, start: int, end: int) -> Figure | None:
    """The person named in exactly these words."""
    index = bisect_left(stage.starts, start)
    name = stage.names[index] if index < len(stage.names) else None
    if name is None or name.start != start or name.end != end:
        return None
    figure = stage.one(stage.figures.of(name))
    return figure if figure.nature in (PERSON, UNKNOWN) and figure is not stage.own else None
