"""Sentences, found after the quotations: a quotation never splits the sentence that reports it.

Two levels: `sentences` gives the reporting sentences of a block (quoted words are passed over whole), and called again
with the inside of a quotation it gives the sentences inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.language.lexicon import kinds, words
from whence.model.text import Span

_CLOSING = "\"“”‘’'»«)]"
# A possible end: marks, then closing marks or brackets, then white space. A run of dots is tried once, from its start.
_END = re.compile(
    r"(?<![.!?…])(?:\.(?:[ \u00a0]\.)+|[.!?…]++)[\"“”’'»«)\]]*+(?=\s|$)"
    r"|\n[ \t\r]*+\n\s*+"
)
_BRACKETS = re.compile(r"[)\]]*+(?=\s|$)")
_START = re.compile(r"\s*+(?P<mark>[\"“„«‘'(\[—–-]*+)[ \u00a0]?+(?P<word>(?:[^\W_][\w’']{0,20})?)(?P<dot>\.?)")
_LAST_WORD = re.compile(r"(?<![^\W_])([^\W_][^\s\"“”«»(]{0,14})\.$")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_NAME = r"[^\W\d_a-z][\w.’'-]{0,30}"
_ASKED = re.compile(
    rf"\s*+{_NAME}(?:\s(?:{_NAME}|of|de|van|von|al|the)){{0,5}}(?:,[^,.;:!?\n]{{1,80}},)?\s(?P<verb>[a-z]+)\b"
)
_QUOTE_OPENERS = '"“„«'
_NUMBERED = frozenset(
    ("no", "nos", "art", "fig", "sec", "ref", "est", "ft", "v", "vs")
)  # words, unless a number follows
_AFTER_NAMES = frozenset(("jr", "sr", "st", "dept", "mt"))
_CLOCK = frozenset(("a.m", "p.m", "etc"))
_NEVER_LAST = frozenset(("i.e", "e.g"))
_SMALL_WORDS = frozenset("DPSTCIR")
_ASIDE = 120  # how far behind a quotation its reporting verb is looked for


def sentences(text: str, span: Span, quotes: Sequence[Span]) -> Iterator[Span]:
    """The sentences of `span`, trimmed of white space. `quotes` are the outermost quotations in it, in order.

    >>> text = "Mr. Roe left at 5 p.m. on Monday. “Why?” Ms Ito asked."
    >>> [text[sentence.start : sentence.end] for sentence in sentences(text, Span(0, len(text)), [Span(34, 40)])]
    ['Mr. Roe left at 5 p.m. on Monday.', '“Why?” Ms Ito asked.']
    """
    start = span.start
    for end in (*_ends(text, span, quotes), span.end):
        sentence = trimmed(text, Span(start, end))
        if len(sentence):
            yield sentence
        start = end


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    inside = text[span.start : span.end]
    left = len(inside) - len(inside.lstrip())
    right = len(inside.rstrip())
    return Span(span.start + left, span.start + max(left, right))


def _ends(text: str, span: Span, quotes: Sequence[Span]) -> Iterator[int]:
    position = span.start
    for quote in quotes:
        if quote.end <= position or quote.start >= span.end:
            continue
        yield from _ends_between(text, Span(position, max(position, quote.start)), span.end)
        position = min(quote.end, span.end)
        if _quote_ends_sentence(text, quote, span.end):
            yield position
    yield from _ends_between(text, Span(position, span.end), span.end)


def _ends_between(text: str, span: Span, limit: int) -> Iterator[int]:
    """Sentence ends in words outside quotations. What touches the quotation after them is no end."""
    for match in _END.finditer(text, span.start, span.end):
        touches = match.end() == span.end < limit and not text[span.end - 1].isspace()
        if not touches and ("\n" in match.group() or _is_end(text, match.start(), match.end(), limit)):
            yield match.end()


def _is_end(text: str, start: int, end: int, limit: int) -> bool:
    following = _START.match(text, end, limit)
    if following is None or not following.group().strip():
        return True
    if text[start:end] == "." and _is_abbreviation(text, start, following):
        return False
    return _begins(following) and not (following["mark"] and text[start] == "…" and following["word"][:1].islower())


def _begins(following: re.Match[str]) -> bool:
    """What follows can be the beginning of a sentence: no small letter, unless in a quotation of its own."""
    return not following["word"][:1].islower() or following["mark"][-1:] in tuple(_QUOTE_OPENERS)


def _is_abbreviation(text: str, at: int, following: re.Match[str]) -> bool:
    """The dot belongs to the word before it, and the sentence goes on."""
    last = _LAST_WORD.search(text, max(0, at - 16), at + 1)
    if last is None:
        return False
    word, low = last.group(1), last.group(1).lower()
    number = following["word"][:1].isdigit()
    if low in _NEVER_LAST:
        return True
    if low in _NUMBERED:
        return number or (low in ("v", "vs") and not _small(following))
    if low in _CLOCK:
        return following["word"][:1].islower() or kinds().get(following["word"].lower()) == "t"
    if word == "I":
        return len(following["word"]) == 1 and bool(following["dot"])
    if low in _AFTER_NAMES or low in words("abbreviations.anywhere") or _INITIALS.fullmatch(word):
        return not _small(following)
    return low in words("abbreviations.before_name")


def _small(following: re.Match[str]) -> bool:
    """A sentence begins with a small word that no name begins with: “… of the U.S. The dollar fell.”"""
    word = following["word"]
    return word[:1].isupper() and not following["dot"] and kinds().get(word.lower(), "") in _SMALL_WORDS


def _quote_ends_sentence(text: str, quote: Span, limit: int) -> bool:
    """A quotation that ends like a sentence, before something that looks like a new one."""
    if quote.end >= limit:
        return True
    last = text[max(quote.start, quote.end - 6) : quote.end].rstrip(_CLOSING + " \u00a0\u202f")[-1:]
    rest = _BRACKETS.match(text, quote.end, limit)
    apart = text[quote.end - 1].isspace()  # a quotation never closed ends behind a space, where the next one opens
    if last not in tuple(".!?…") or not (rest or apart):
        return False
    following = _START.match(text, rest.end() if rest else quote.end, limit)
    if following is None or not (following["mark"] or following["word"]) or not _begins(following):
        return False
    return last == "." or not _asked(text, quote.end, limit)


def _asked(text: str, at: int, limit: int) -> bool:
    """“Will you go?” Ms Ito asked."""
    match = _ASKED.match(text, at, min(limit, at + _ASIDE))
    return match is not None and match["verb"] in words("tags.verbs")
