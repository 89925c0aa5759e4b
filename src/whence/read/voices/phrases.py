"""People and bodies that stand in the text without a name: "a woman", "residents of the old town", "the company"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whence.language.people import Noun, VoiceWords, voice_words

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\s\w]")
_REACH = 420  # characters looked back
_NEW = frozenset(("a", "an", "one", "another"))
PEOPLE = frozenset(("person", "spokesperson", "crowd"))
BODIES = frozenset(("organisation", "official_body", "outlet"))
DOCUMENTS = frozenset(("document",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase that can be what a pronoun goes back to."""

    start: int
    end: int
    noun: Noun
    definite: bool = False
    owned_at: int | None = None  # where "his" stands in "his doctor"


def phrases_before(text: str, at: int, natures: frozenset[str] = PEOPLE) -> Iterator[Phrase]:
    """The phrases before a place, nearest first: "a woman", "the residents", "officials".

    >>> text = "Some residents fled. A woman stayed."
    >>> [text[phrase.start : phrase.end] for phrase in phrases_before(text, len(text))]
    ['A woman', 'Some residents']
    """
    lexicon = voice_words()
    start = text.rfind("\n\n\n", max(0, at - _REACH), at)
    start = max(0, at - _REACH) if start < 0 else start
    while 0 < start < at and text[start - 1].isalnum():
        start += 1
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, at)]
    for index in range(len(words) - 1, -1, -1):
        word = words[index][0]
        noun = lexicon.nouns.get(word.lower()) if word.islower() or index == 0 or words[index - 1][0] in ".!?" else None
        if noun and noun.nature in natures and _ends_phrase(words, index, lexicon):
            first = _first_word(words, index, noun, lexicon)
            if first is not None:
                yield _phrase(words, first, index, noun)


def _phrase(words: list[tuple[str, int, int]], first: int, last: int, noun: Noun) -> Phrase:
    lexicon = voice_words()
    before = words[first - 1] if first else ("", 0, 0)
    return Phrase(
        start=words[first][1],
        end=words[last][2],
        noun=noun,
        definite=words[first][0].lower() in lexicon.definite,
        owned_at=before[1] if before[0].lower() in lexicon.possessives else None,
    )


def _ends_phrase(words: list[tuple[str, int, int]], index: int, lexicon: VoiceWords) -> bool:
    """No noun or name follows: "a police officer" ends at "officer", "spokeswoman Ada Lind" is a title."""
    if index + 1 == len(words):
        return True
    following = words[index + 1][0]
    low = words[index][0].lower()
    if low in lexicon.adjectival and following[0].isalpha() and following not in lexicon.after_head:
        return False
    if following == "," or following in lexicon.after_head:
        for number in range(index + 1, min(index + 8, len(words) - 1)):
            if words[number][0] == ",":
                return not words[number + 1][0][0].isupper()
            if not words[number][0][0].isalpha():
                return True
        return True
    return not following[0].isupper() and following not in lexicon.nouns and following not in ("'", "’")


def _first_word(words: list[tuple[str, int, int]], index: int, noun: Noun, lexicon: VoiceWords) -> int | None:
    """Where the phrase starts; None when it is an apposition, or a single person the text already spoke of."""
    first = index
    while first > 0 and index - first < 4 and _modifies(words[first - 1][0], lexicon):
        first -= 1
    opener = words[first - 1][0].lower() if first else ""
    owned = opener in lexicon.possessives
    if opener in _NEW or opener in lexicon.definite or opener in lexicon.indefinite:
        first -= 1
    before = words[first - 1][0].lower() if first else ""
    if not owned and before in (",", "is", "was", "as", "became", "be", "been"):
        return None
    if not noun.plural and opener not in _NEW and opener not in lexicon.definite and not owned:
        return None
    return index if noun.plural and opener not in lexicon.definite and opener not in lexicon.indefinite else first


def _modifies(word: str, lexicon: VoiceWords) -> bool:
    low = word.lower()
    closed = (
        low in lexicon.after_head or low in lexicon.definite or low in lexicon.indefinite or low in lexicon.possessives
    )
    return (
        word[0].isalpha()
        and word.islower()
        and not closed
        and low not in lexicon.pronouns
        and (low not in lexicon.openers or low in lexicon.modifiers)
    )
