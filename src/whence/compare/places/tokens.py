"""The words and marks of a text, as the names of places need them, and what sort of word each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import COUNTRY, gazetteer
from whence.language.lexicon import kinds
from whence.language.people import voice_words

_TOKEN = re.compile(r"[^\W\d_](?:[\w&’']*[\w])?|\d[\w,]*|[^\w\s]")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_KNOWN = 45  # ten times the logarithm: thirty thousand people


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: where it stands, as written, and in lower case."""

    start: int
    end: int
    word: str
    low: str

    @property
    def capital(self) -> bool:
        """It begins with a capital letter."""
        return self.word[0].isupper()


def tokens(text: str) -> list[Token]:
    """The words and marks of a text, a possessive cut off its word.

    >>> [token.word for token in tokens("Paris’s mayor")]
    ['Paris', 'mayor']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match.group()) if len(match.group()) > 2 else match.group()
        found.append(Token(match.start(), match.start() + len(word), word, word.lower()))
    return found


@cache
def listed(*keys: str) -> frozenset[str]:
    """The words of some lists about names of places."""
    return frozenset(word for key in keys for word in str(table("places")["names"][key]).split())


def generic() -> frozenset[str]:
    """Words that say what a name is: road, river, county."""
    return listed("roads", "waters", "others")


@cache
def titles() -> frozenset[str]:
    """Words before the name of a person."""
    held = voice_words()
    return frozenset((*held.titles, *held.honorifics)) | listed("titles")


def beside(words: Sequence[Token], at: int) -> Token | None:
    """The token at this place; None outside the text."""
    return words[at] if 0 <= at < len(words) else None


def sort(token: Token | None) -> str:
    """What sort of word it is: a small word by its kind, a capital by what it can be, a mark as itself."""
    if token is None:
        return "end"
    if token.low in titles():
        return "title"
    if token.word[0].isdigit():
        return "number"
    if not token.word[0].isalpha():
        return token.word
    return _capital(token) if token.capital else kinds().get(token.low, "n")


def _capital(token: Token) -> str:
    low = token.low
    if low in listed("directions"):
        return "Direction"
    if low in generic():
        return "Generic"
    if low in voice_words().name_words:
        return "Body"
    if low in voice_words().given:
        return "Given"
    if len(token.word) == 1:
        return "Initial"
    if low in kinds():
        return "Small"
    return "Place" if _well_known(low) else "Name"


@cache
def _well_known_names() -> frozenset[str]:
    known = gazetteer()
    return frozenset(
        key
        for key, people, kind in zip(known.keys, known.people.tolist(), known.kind.tolist(), strict=True)
        if people > _KNOWN or kind == COUNTRY
    )


def _well_known(low: str) -> bool:
    """A town, region or country of some size has this name."""
    return fold(low) in _well_known_names()


def shape(token: Token | None) -> str:
    """The word itself where it is small or common; else what sort it is."""
    if token is None:
        return "end"
    if not token.capital or token.low in generic() or token.low in titles():
        return token.low
    return sort(token)
