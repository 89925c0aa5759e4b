"""What stands beside a person's name: roles, age and the body spoken for. Looks at a short window on each side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from whence.language.people import Noun, VoiceWords, voice_words
from whence.read.voices.names import PERSON, Name

_BEFORE, _AFTER = 64, 110
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[,;:()—–.]")
_STARTS = frozenset(
    (
        "a",
        "an",
        "the",
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "one",
        "another",
        "who",
        "is",
        "was",
        "became",
        "former",
        "then",
        "also",
        "as",
    )
)
_COPULA = frozenset(("is", "was", "became", "as"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A role noun beside a name, the words it comes with, and where the body it speaks for starts (None: none)."""

    noun: Noun
    phrase: str
    modifiers: tuple[str, ...]
    body_at: int | None = None
    opens_at: int = 0  # where the words before the modifiers start
    possessive: str = ""  # "his" in "his lawyer, Ada Lind"
    owned: bool = False  # "his lawyer", "Roe's lawyer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """All that is said about a person where the name stands."""

    roles: tuple[Beside, ...] = ()
    age: str = ""
    gender: str = ""


def neighbourhood(text: str, name: Name) -> Neighbourhood:
    """Roles, age and gender told beside a name.

    >>> from whence.read.voices.names import names
    >>> text = "Police chief Ada Lind, 43, a mother of two"
    >>> found = neighbourhood(text, names(text)[-1])
    >>> [role.noun.head for role in found.roles], found.age, found.gender
    (['chief', 'mother'], '43', 'f')
    """
    lexicon = voice_words()
    before = _before(text, name.lead, lexicon)
    after, age = _after(text, name.end, lexicon)
    titles = _title_roles(name, lexicon)
    roles = tuple(role for role in (titles, before, after) if role)
    gender = next((role.noun.gender for role in roles if role.noun.gender), "")
    return Neighbourhood(roles=roles, age=age, gender=gender)


def _title_roles(name: Name, lexicon: VoiceWords) -> Beside | None:
    """The last title that is a role: "minister" in "Interior Minister"; "Mr" is none."""
    for index in range(len(name.titles) - 1, -1, -1):
        title = name.titles[index]
        noun = lexicon.nouns.get(title)
        if noun is None and title in lexicon.titles and title not in lexicon.shown_titles and title != "sir":
            noun = Noun(title, PERSON, lexicon.titles[title])
        if noun and noun.nature in (PERSON, "spokesperson"):
            return Beside(noun=noun, phrase=" ".join(name.titles), modifiers=name.titles[:index])
    return None


def _before(text: str, lead: int, lexicon: VoiceWords) -> Beside | None:
    """ "police chief Ada Lind", "the mayor, Ada Lind" and "his lawyer, Ada Lind"."""
    if text[lead - 1 : lead] != " ":
        return None
    words = [
        (match.group(), match.start() + max(0, lead - _BEFORE))
        for match in _WORD.finditer(text[max(0, lead - _BEFORE) : lead])
    ]
    comma = bool(words) and words[-1][0] == ","
    if comma:
        words.pop()
    if not words:
        return None
    noun = person_noun(words[-1][0], lexicon)
    if noun is None or noun.plural:
        return None
    first = len(words) - 1
    while first > 0 and len(words) - first < 5 and _modifies(words[first - 1][0], lexicon):
        first -= 1
    opener = words[first - 1][0].lower() if first else ""
    owned = opener in lexicon.possessives or opener.endswith(("'s", "’s", "s'", "s’"))
    if comma and not owned and opener not in ("the", "a", "an", "one", "another"):
        return None
    modifiers = tuple(word.lower() for word, _ in words[first:-1])
    phrase = " ".join(word for word, _ in words[first:])
    possessive = opener if opener in lexicon.possessives else ""
    return Beside(
        noun=noun,
        phrase=phrase,
        modifiers=modifiers,
        possessive=possessive,
        owned=owned,
        opens_at=words[max(0, first - 1)][1],
    )


def _modifies(word: str, lexicon: VoiceWords) -> bool:
    low = word.lower()
    if low in lexicon.after_head or low in lexicon.definite or low in lexicon.possessives or low in lexicon.indefinite:
        return False
    return word[0].isalpha() and not low.endswith(("'s", "’s")) and low not in lexicon.openers


def _after(text: str, end: int, lexicon: VoiceWords) -> tuple[Beside | None, str]:
    """ ", 43, a spokeswoman for the Ministry of Ports," and " is the mayor"."""
    if text[end : end + 1] not in (",", " ", "("):
        return None, ""
    age = ""
    words: list[tuple[str, int]] = []
    apposed = False
    for match in _WORD.finditer(text, end, min(len(text), end + _AFTER)):
        word = match.group()
        if not words and word in (",", "("):
            apposed = True
        elif not words and apposed and word.isdigit() and len(word) <= 3:
            age = word
        elif not words and word in (")",):
            continue
        elif word in ",;:()—–." or len(words) > 9:
            break
        else:
            words.append((word, match.start()))
    return _apposition(words, lexicon, apposed=apposed), age


def _apposition(words: list[tuple[str, int]], lexicon: VoiceWords, *, apposed: bool) -> Beside | None:
    if not words:
        return None
    low = words[0][0].lower()
    if apposed and not (
        low in _STARTS or person_noun(words[0][0], lexicon) or low in lexicon.modifiers or words[0][0][0].isupper()
    ):
        return None
    if not apposed and not (low in _COPULA and len(words) > 1 and words[1][0].lower() in ("a", "an", "the")):
        return None
    for index, (word, _) in enumerate(words[:8]):
        lower = word.lower()
        if index and lower in lexicon.after_head and lower not in ("is", "was", "who"):
            return None
        noun = person_noun(word, lexicon)
        following = words[index + 1][0].lower() if index + 1 < len(words) else ""
        if noun and not noun.plural and (not following or following in lexicon.after_head):
            return _beside(words, index, noun, lexicon)
    return None


def _beside(words: list[tuple[str, int]], index: int, noun: Noun, lexicon: VoiceWords) -> Beside:
    following = words[index + 1][0].lower() if index + 1 < len(words) else ""
    body_at = words[index + 2][1] if following in ("for", "of", "at", "with") and index + 2 < len(words) else None
    start = 0
    while start < index and words[start][0].lower() in _STARTS:
        start += 1
    modifiers = tuple(word.lower() for word, _ in words[start:index])
    opener = words[0][0].lower()
    return Beside(
        noun=noun,
        phrase=" ".join(word for word, _ in words[start : index + 1]),
        modifiers=modifiers,
        body_at=body_at,
        possessive=opener if opener in lexicon.possessives else "",
        opens_at=words[0][1],
        owned=opener in lexicon.possessives or opener.endswith(("'s", "’s")),
    )


def person_noun(word: str, lexicon: VoiceWords) -> Noun | None:
    """The noun when the word is one for a person, a spokesperson included."""
    noun = lexicon.nouns.get(word.lower())
    return noun if noun and noun.nature in (PERSON, "spokesperson") else None


PLACES_TOO = frozenset(("city", "state", "town", "county", "district", "house", "border", "side", "market", "service"))


def kind_beside(text: str, name: Name) -> tuple[str, str] | None:
    """The kind of voice that a body noun beside a name gives it, and the noun.

    >>> from whence.read.voices.names import names
    >>> text = "The agency Tarnews told Ossing Bladet, a local paper, that"
    >>> [kind_beside(text, name) for name in names(text)]
    [('official_body', 'agency'), ('outlet', 'paper')]
    """
    lexicon = voice_words()
    before = text[max(0, name.lead - 48) : name.lead].replace(",", " ,").split()
    comma = bool(before) and before[-1] == ","
    if comma:
        before.pop()
    noun = before[-1] if before else ""
    if noun in lexicon.bodies and noun not in PLACES_TOO and (not comma or _starts_phrase(before[-7:-1], lexicon)):
        return lexicon.bodies[noun], noun
    if text[name.end : name.end + 2] != ", ":
        return None
    return _apposed_body(text[name.end + 2 : name.end + 72], lexicon)


def _starts_phrase(words: list[str], lexicon: VoiceWords) -> bool:
    """The phrase that ends with these words is no part of a longer one: "of the district administration, Ada Lind"."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].lower() in ("the", "a", "an", "its", "their"):
            return index == 0 or words[index - 1].lower() not in lexicon.after_head
        if words[index].lower() in lexicon.after_head:
            return False
    return False


def _apposed_body(window: str, lexicon: VoiceWords) -> tuple[str, str] | None:
    words = [match.group() for match in _WORD.finditer(window)]
    if words[:1] == ["which"]:
        return "organisation", "organisation"
    if not words or words[0] not in ("a", "an", "the", "its", "their", "another"):
        return None
    for word, following in pairwise(words[1:8]):
        if word in lexicon.bodies and (not following[0].isalpha() or following in lexicon.after_head):
            return lexicon.bodies[word], word
        if not word[0].isalpha() or word in lexicon.after_head:
            return None
    return None
