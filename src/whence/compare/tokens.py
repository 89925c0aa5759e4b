"""Words, numbers and marks of a text, for what reads times and quantities: hyphens stand alone, clock times do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ISO_TIME = r"[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?"
_TOKEN = re.compile(
    r"(?P<iso>(?<![\w/.-])\d{4}-(?:W\d\d(?:-[1-7])?|Q[1-4])(?![\w-])|(?<![\w/.-])\d{4}-\d\d(?:-\d\d(?:"
    + _ISO_TIME
    + r")?)?(?![\w-]))"
    r"|(?P<slashed>(?<![\w/.-])\d{1,4}/\d{1,2}(?:/\d{2,4})?(?![\w/]))"
    r"|(?P<clock>(?<![\w:.,])\d{1,2}(?:[:.]\d\d)?[ \u00a0\u202f]?[ap](?:\.[ \u00a0]?m\.?|m)(?!\w)"
    r"|(?<![\w:.,])\d{1,2}:\d\d(?::\d\d)?(?![\w:]))"
    r"|(?P<decade>(?<![\w,.])(?:\d{3}0|['’‘]?\d0)['’]?s(?!\w))"
    r"|(?P<ordinal>(?<![\w,.])\d{1,3}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<number>\d{1,15}(?:,\d{3}(?!\d)){0,5}(?:\.\d{1,9}(?![\w]))?)"
    r"|(?P<abbreviation>(?<!\w)[A-Za-z]\.(?:[A-Za-z]\.)+)"
    r"|(?P<possessive>(?<=\w)['’]s?(?!\w))"
    r"|(?P<word>[^\W\d_]{1,40}(?:['’](?!s\b)[^\W\d_]{1,20})?)"
    r"|(?P<mark>[^\w\s]|_)"
    r"|(?P<rest>\w{1,200})"
)


@dataclass(frozen=True, slots=True)
class Token:
    """Where it starts and ends, its words in lower case (straight apostrophe), and which shape of token it is."""

    start: int
    end: int
    word: str
    shape: str
    capital: bool


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of the text between two offsets, in order.

    >>> [token.word for token in tokens("Mid-May at 2.15pm", 0, 17)]
    ['mid', '-', 'may', 'at', '2.15pm']
    """
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        word = raw.lower()
        if "’" in word or "‘" in word:
            word = word.replace("’", "'").replace("‘", "'")
        yield Token(match.start(), match.end(), word, str(match.lastgroup), raw[0].isupper())
