"""Wire texts in capitals as sentences and words: bracketed notes left out, line breaks inside paragraphs undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.compare.events.features import stem

_NOTE = re.compile(r"\[[^\[\]]{0,80}\]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_SENTENCE = re.compile(r"(?<=[.?!\"])\s+(?=[A-Z\"])")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+")
MOST_SENTENCES = 400


def sentences(text: str) -> Iterator[str]:
    """The sentences, in lower case, single spaces.

    >>> list(sentences("[TEXT] A MILL IN BRELL\\nBURNED.  NOBODY WAS HURT."))
    ['a mill in brell burned.', 'nobody was hurt.']
    """
    for paragraph in _PARAGRAPH.split(_NOTE.sub(" ", text)):
        shown = " ".join(paragraph.split())
        yield from (part.lower() for part in _SENTENCE.split(shown) if part)


def words(sentence: str) -> list[str]:
    """The words and numbers of a sentence in lower case."""
    return _WORD.findall(sentence)


def stems(sentence: str) -> list[str]:
    """The same in the form in which the models know them."""
    return [stem(word) for word in words(sentence)]
