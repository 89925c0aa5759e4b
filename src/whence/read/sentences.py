"""Sentences, found after the quotations: a quotation never splits the sentence that reports it.

Two levels: `sentences` gives the reporting sentences of a block (quoted words are passed over whole), and called again
with the inside of a quotation it gives the sentences inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.model.text import Span
from whence.read.lexicon import words

# A possible end: marks, then closing marks or brackets, then white space.
_END = re.compile(r"(?:[.!?…]+|\.(?: \.)+)[\"“”’'»«)\]]*(?=\s|$)|\n[ \t\r]*\n\s*")
_QUOTE_END = re.compile(r"[)\]]*(?=\s|$)")
_START = re.compile(r"\s*([\"“„«»‘'(\[—–-]*)([^\W_]?)")
_LAST_WORD = re.compile(r"([^\W_](?:[^\s\"“”«»(]{0,14}))\.$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$|^[^\W\d_]$")
_ASKED = re.compile(r"\s*(?:[^\W\d_][\w.’'-]*\s+){1,5}?([a-z]+)\b")


def sentences(text: str, span: Span, quotes: Sequence[Span]) -> Iterator[Span]:
    """The sentences of `span`, trimmed of white space. `quotes` are the outermost quotations in it, in order."""
    start = span.start
    for end in _ends(text, span, quotes):
        sentence = trimmed(text, Span(start, end))
        if len(sentence):
            yield sentence
        start = end
    last = trimmed(text, Span(start, span.end))
    if len(last):
        yield last


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    inside = text[span.start : span.end]
    left = len(inside) - len(inside.lstrip())
    right = len(inside.rstrip())
    return Span(span.start + left, span.start + max(left, right))


def _ends(text: str, span: Span, quotes: Sequence[Span]) -> Iterator[int]:
    position, number = span.start, 0
    while position < span.end:
        while number < len(quotes) and quotes[number].end <= position:
            number += 1
        limit = quotes[number].start if number < len(quotes) else span.end
        match = _END.search(text, position, max(position, min(limit, span.end)))
        if match and (match.end() < limit or limit == span.end or text[limit - 1].isspace()):
            position = max(match.end(), position + 1)
            if "\n" in match.group() or _is_end(text, match.start(), match.end(), span.end):
                yield match.end()
            continue
        if number >= len(quotes) or quotes[number].start >= span.end:
            return
        position = min(quotes[number].end, span.end)
        if _quote_ends_sentence(text, quotes[number], span.end):
            yield position
        number += 1


def _is_end(text: str, start: int, end: int, limit: int) -> bool:
    following = _START.match(text, end, limit)
    if following is None or following.end() == end:
        return True
    mark, letter = following.groups()
    if not letter and not mark:
        return True
    if text[start:end] == "." and _is_abbreviation(text, start, letter):
        return False
    if letter.islower():
        return bool(mark) and mark[-1] in '"“„«' and text[start] != "…"
    return True


def _is_abbreviation(text: str, at: int, letter: str) -> bool:
    last = _LAST_WORD.search(text, max(0, at - 16), at + 1)
    if last is None:
        return False
    word = last.group(1)
    if word.lower() in words("abbreviations.before_name"):
        return True
    if word.lower() in words("abbreviations.anywhere"):
        return not letter.isupper()
    return bool(_INITIALS.match(word)) and (len(word) == 1 or letter.islower())


def _quote_ends_sentence(text: str, quote: Span, limit: int) -> bool:
    """A quotation that ends like a sentence, before something that looks like a new one."""
    if quote.end >= limit:
        return True
    inside_end = text[quote.end - 2 : quote.end - 1]
    if inside_end not in ".!?…":
        return False
    rest = _QUOTE_END.match(text, quote.end, limit)
    following = _START.match(text, rest.end() if rest else quote.end, limit)
    if rest is None or following is None or not (following.group(2).isupper() or following.group(1)):
        return False
    return not (inside_end in "!?…" and _asked(text, quote.end, limit))


def _asked(text: str, at: int, limit: int) -> bool:
    """“Will you go?” Ms Ito asked."""
    match = _ASKED.match(text, at, min(limit, at + 120))
    return match is not None and match.group(1) in words("tags.verbs")
