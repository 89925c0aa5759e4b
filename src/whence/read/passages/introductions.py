"""Who a passage that is set off is from, told from the sentence that introduces it."""

from __future__ import annotations

import re

from whence.language.lexicon import listed, listing
from whence.language.tokens import Line
from whence.model.text import Span
from whence.read.attribution.subjects import first_phrase
from whence.read.passages.relays import outlet

NAME = r"[^\W\d_a-z][\w’'.&-]*(?:[ \u00a0]+(?:(?:of|the|for|and|de|la|&|at)[ \u00a0]+)*[^\W\d_a-z][\w’'.&-]*){0,6}"
_WORK = listed("excerpts.works")
_WORKS = listing("excerpts.works")
_NOTHING_SAID = listing("excerpts.says_nothing")
NAMED = re.compile(
    rf"(?:\b(?:from|via|courtesy of)\s+(?:[\w’'-]+\s+){{0,5}}?(?:{_WORK})\s+(?:at|in|by|from|on|for)\s+"
    rf"(?:the\s+)?(?P<a>{NAME})"
    rf"|\b(?:from|in)\s+(?P<c>{NAME}?)(?:’|')s?\s+(?:[\w-]+\s+){{0,3}}?(?:{_WORK})"
    rf"|\b(?i:{listed('excerpts.led_by')})\s+(?:the\s+)?(?P<b>{NAME}))"
)


def named_source(text: str, span: Span) -> Span | None:
    """“Here's more from Southport Daily:”: the name in a set phrase."""
    named = NAMED.search(text, span.start, span.end)
    if named is None:
        return None
    group = next(key for key in "acb" if named.group(key))
    return Span(named.start(group), named.end(group))


def source_before(line: Line) -> Span | None:
    """The source a sentence with a colon introduces, when no reporting verb and no set phrase says it.

    An outlet it mentions, else somebody's work ("its report"), else its subject.
    """
    place = outlet(line, 0, len(line)) or _work(line)
    if place is not None:
        return line.span(*place)
    subject = first_phrase(line, len(line) - 1)
    if subject is None or _NOTHING_SAID & set(line.word[subject[0] : subject[1]]) or "t" in line.kind[slice(*subject)]:
        return None
    return line.span(*subject)


def _definite(line: Line, index: int) -> bool:
    """“Its report”, “the union's letter”, not “a statement”: the words name whose it is, or which."""
    words = line.word[max(0, index - 4) : index]
    return not {"a", "an", "following"} & set(words)


def _work(line: Line) -> tuple[int, int] | None:
    for index in range(1, len(line)):
        if line.word[index] in _WORKS and line.kind[index - 1] in "DnN" and _definite(line, index):
            start = index - 1
            while start > 0 and line.kind[start] in "nN#" and line.kind[start - 1] in "DnN":
                start -= 1
            return (start, index + 1)
    return None
