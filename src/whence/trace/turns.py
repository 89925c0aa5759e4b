"""Words beside a quotation that turn it: the sentence that goes on with “but”, the “I don't believe that” before it."""

from __future__ import annotations

import re

from whence.model.text import Span
from whence.trace import lexicon
from whence.trace.words import WORD, fold

_REST = 600  # characters of a sentence that are looked at
_LEAD = 60
_STOP = re.compile(r"[.?!…][\"”’»')\]]*(?:\s+(?![a-z\s])|$)|\n\s*\n|;\s")
_MARK = re.compile(r"[“”\"«»‘]|(?<=[,.?!])’(?=\s)")
_OPENING = "“«‘"
_LEADING = re.compile(
    r"(?:^|(?<=[\s“\"‘'(]))"
    r"(?:(?:not|cannot|n['’]t|never|no longer|hardly|if|unless|whether|den(?:y|ies|ied)|doubt(?:s|ed)?)"
    r"(?:\s+(?:be|been|say|said|saying|think|thought|believe|believed|mean|that|it|the|a|an|really|true|case|i|we|is|was)){0,4})"
    r"[\s,:“\"‘']*$",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(
    r"\b\w+n['’]t(?:\s+(?:say|said|saying|think|believe|mean|know|that|it|the|a|an|is|was)){0,4}[\s,:“\"‘']*$",
    re.IGNORECASE,
)


def cut_before(text: str, end: int) -> Span | None:
    """The “but”, “if” or “unless” with which the sentence goes on behind `end`; None where it does not.

    >>> text = "We will sign, but only in June."
    >>> text[slice(14, 17)], cut_before(text, 12)
    ('but', Span(start=14, end=17))
    """
    rest = text[end : end + _REST]
    stop = _STOP.search(rest)
    sentence = _spoken(rest[: stop.start()] if stop else rest)
    for match in WORD.finditer(sentence):
        if fold(match.group()) in lexicon.words("conjunctions_that_turn"):
            return Span(end + match.start(), end + match.end())
    return _phrase(sentence, end)


def _spoken(sentence: str) -> str:
    """The rest of a quoted sentence with the reporter's words blanked: “…,” he said, “but only in June.”"""
    marks = _MARK.findall(sentence)
    if not marks or marks[0] in _OPENING:
        return sentence
    parts = _MARK.split(sentence)
    return " ".join(" " * len(part) if number % 2 else part for number, part in enumerate(parts))


def _phrase(sentence: str, end: int) -> Span | None:
    low = sentence.lower()
    places = [(low.find(phrase), phrase) for phrase in lexicon.listing("turning_phrases") if phrase in low]
    if not places:
        return None
    at, phrase = min(places)
    return Span(end + at, end + at + len(phrase))


def cut_after(text: str, start: int) -> Span | None:
    """The words directly before `start`, in its sentence, that deny or condition what follows; None where none do.

    >>> text = "I don't think that we will sign."
    >>> text[slice(2, 18)], cut_after(text, 19)
    ("don't think that", Span(start=2, end=18))
    """
    lead = text[max(0, start - _LEAD) : start]
    lead = lead[lead.rfind("\n\n") + 1 :]
    match = _CONTRACTED.search(lead) or _LEADING.search(lead)
    if match is None:
        return None
    words = match.group().rstrip(" ,:“\"‘'\n")
    first = start - len(lead) + match.start()
    return Span(first, first + len(words))
