"""Text made safe to show: nothing an article holds may move the cursor, turn the line round or hide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Joiners that scripts and emoji need, and the soft hyphen of many news pages: shown as they are, or not at all.
_KEPT = frozenset("\u200c\u200d\u00ad")
# Format characters that are drawn: Arabic, Syriac and Kaithi number and verse signs.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def visible(text: str) -> str:
    """The text on one line, white space folded, each control or hidden character as a chip that names it.

    >>> visible("the\\x1b[31mred \\u202e team\\n won")
    'the⟨U+001B⟩[31mred ⟨U+202E⟩ team won'
    """
    return " ".join(text.split()) if _plain(text) else " ".join(chipped(text).split())


def chipped(text: str) -> str:
    """The text with each control or hidden character as a chip; white space stays."""
    return "".join(chip(char) if is_hidden(char) else char for char in text)


def chip(char: str) -> str:
    """What stands for a character that must not be shown."""
    return f"⟨U+{ord(char):04X}⟩"


def is_hidden(char: str) -> bool:
    """True for control characters, bidirectional controls, invisible format characters and half pairs."""
    if char.isspace() or char in _KEPT or char in _DRAWN:
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs")


def width(text: str) -> int:
    """How many terminal columns the text takes.

    >>> width("ab"), width("漢字"), width("e\\u0301")
    (2, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def turns_right(text: str) -> bool:
    """True when some of the text runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def wrap(text: str, columns: int) -> list[str]:
    """The lines of `visible(text)`, none wider than `columns`; a word that is too long is cut.

    >>> wrap("Police closed the bridge", 10)
    ['Police', 'closed the', 'bridge']
    """
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for word in _cut_words(visible(text), columns):
        size = width(word)
        if line and used + 1 + size > columns:
            lines.append(" ".join(line))
            line, used = [], 0
        used += size + (1 if line else 0)
        line.append(word)
    return [*lines, " ".join(line)] if line else lines or [""]


def _plain(text: str) -> bool:
    """True when no character can be hidden; `isprintable` is quick and says no to every one that is."""
    return text.isprintable()


def _columns(char: str) -> int:
    if char == "\u00ad" or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _cut_words(text: str, columns: int) -> Iterator[str]:
    for word in text.split():
        if width(word) <= columns:
            yield word
        else:
            yield from _cut(word, columns)


def _cut(word: str, columns: int) -> Iterator[str]:
    start = used = 0
    for index, char in enumerate(word):
        size = _columns(char)
        if used + size > columns and index > start:
            yield word[start:index]
            start, used = index, 0
        used += size
    yield word[start:]
