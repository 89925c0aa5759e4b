"""The words of a voice, taken apart: its head, its name, what stands behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.compare.phrases import Phrases

_WORD = re.compile(r"[^\W_]+(?:[-’'.&/][^\W_]+)*\.?|&")
_END = frozenset(
    (
        "of for at in from with who that which near on to by under close against about over into after before including"
        " familiar involved briefed seen stuck arriving speaking inside behind published released where whose taken"
        " travelling working said told"
    ).split()
)
_LONGEST = 60  # words that are looked at
_AHEAD = 140  # characters behind the voice's words that can tell about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """`words` of the voice and `head`, those up to the first preposition or comma, both as written.

    `low` and `low_head` are the same in small letters; `behind` are the words that follow the voice in its sentence,
    `aside` those between the first commas (“Lumen, a rights group, said”).
    """

    words: tuple[str, ...]
    head: tuple[str, ...]
    low: tuple[str, ...]
    low_head: tuple[str, ...]
    behind: tuple[str, ...]
    aside: tuple[str, ...]


def phrase_of(words: str, behind: str = "") -> Phrase:
    """The phrase of a voice; `behind` is the text after it."""
    segment = re.split(r"[,;:(—–]", words, maxsplit=1)[0]
    found = _tokens(words)
    head = _tokens(segment)
    cut = next((at for at, word in enumerate(head) if at and word in _END), len(head))
    rest = words[len(segment) :] or behind[:_AHEAD]
    aside = rest[1:].split(",", 1)[0] if rest[:1] == "," else ""
    return Phrase(
        words=found,
        head=head[:cut],
        low=_lower(found),
        low_head=_lower(head[:cut]),
        behind=_lower(_tokens(re.split(r"[.;!?”\n]", behind[:_AHEAD], maxsplit=1)[0])),
        aside=_lower(_tokens(aside)),
    )


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(match.group().rstrip(".") or match.group() for match in _WORD.finditer(text))[:_LONGEST]


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in words)


@cache
def nouns(section: str) -> dict[str, str]:
    """From each word of the tables of a section to its key; where a word stands in several the earlier one wins."""
    found: dict[str, str] = {}
    for key, line in table("kinds")[section].items():
        for word in str(line).split():
            found.setdefault(word, key)
    return found


@cache
def among(section: str, key: str) -> frozenset[str]:
    """One word list."""
    return frozenset(str(table("kinds")[section][key]).split())


@cache
def unattributed() -> Phrases[bool]:
    """The phrases by which a text gives no source."""
    return Phrases((str(phrase), True) for phrase in table("kinds")["unattributed"]["phrases"])
