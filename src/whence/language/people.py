"""What words tell about voices, loaded once from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FEMALE, MALE = "f", "m"


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that can be a source.

    `nature` is person, spokesperson, crowd, someone, statement, or a kind of voice.
    """

    head: str  # singular
    nature: str
    gender: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceWords:
    """Every word list the settling of voices needs; lower case throughout, apostrophes straight."""

    nouns: Mapping[str, Noun]
    bodies: Mapping[str, str]  # "airline" -> organisation, also where the noun can be a person
    fillers: frozenset[str]
    humans: frozenset[str]
    writers: frozenset[str]
    pairs: frozenset[str]
    askers: frozenset[str]
    answerers: frozenset[str]
    younger: frozenset[str]
    elder: frozenset[str]
    lesser: frozenset[str]
    adjectival: frozenset[str]
    hiding: frozenset[str]
    pieces: frozenset[str]
    inverse: Mapping[str, frozenset[str]]
    broader: Mapping[str, frozenset[str]]
    generic: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]  # title -> gender or ""
    honorifics: frozenset[str]
    shown_titles: frozenset[str]
    abbreviations: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    modifiers: frozenset[str]
    given: Mapping[str, str]  # given name -> gender or ""
    surname_endings: tuple[tuple[str, str], ...]
    pronouns: Mapping[str, str]  # "him" -> "he"
    possessives: Mapping[str, str]  # "his" -> "he"
    indefinite: frozenset[str]
    definite: frozenset[str]
    after_head: frozenset[str]
    relative: frozenset[str]
    junk_before: frozenset[str]
    openers: frozenset[str]
    own_phrases: tuple[str, ...]
    prepositions: frozenset[str]
    locative: frozenset[str]
    finite: frozenset[str]
    name_words: Mapping[str, str]  # a word inside a name -> kind of voice
    known: Mapping[str, str]  # a whole name -> kind of voice, or place
    acronyms: Mapping[str, str]
    place_words: frozenset[str]
    adjectives: frozenset[str]


@cache
def voice_words() -> VoiceWords:
    """The English word lists."""
    roles, bodies = _table("roles"), _table("bodies")
    special = roles["special"]
    titles, given, closed = _table("titles"), _table("given_names"), _table("pronouns")
    return VoiceWords(
        nouns=_nouns(roles, bodies),
        bodies=_body_heads(bodies),
        fillers=frozenset(special["fillers"]),
        humans=frozenset(special["humans"]),
        writers=frozenset(special["writers"]),
        pairs=frozenset(special["pairs"]),
        askers=frozenset(special["askers"]),
        answerers=frozenset(special["answerers"]),
        younger=frozenset(special["younger"]),
        elder=frozenset(special["elder"]),
        lesser=frozenset(special["lesser"]),
        adjectival=frozenset(roles["adjectival"]["words"]),
        hiding=frozenset(roles["hiding"]["words"]),
        pieces=frozenset(bodies["piece"]["heads"]),
        inverse={noun: frozenset(others) for noun, others in roles["inverse"].items()},
        broader={noun: frozenset(narrower) for noun, narrower in roles["broader"].items()},
        generic={noun: frozenset(fits) for noun, fits in bodies["generic"].items()},
        titles=_gendered({key: titles[key]["words"] for key in ("any", "female", "male")}),
        honorifics=frozenset(titles["honorifics"]["all"]),
        shown_titles=frozenset(titles["honorifics"]["shown"]),
        abbreviations=frozenset(titles["abbreviations"]["words"]),
        suffixes=frozenset(titles["suffixes"]["words"]),
        particles=frozenset(titles["particles"]["words"]),
        modifiers=frozenset(titles["modifiers"]["words"]),
        given=_given(given),
        surname_endings=tuple(
            (ending, gender)
            for gender, key in ((FEMALE, "female"), (MALE, "male"))
            for ending in given["surname_endings"][key]
        ),
        pronouns={
            word: key for key in ("he", "she", "they", "it", "i", "we", "you", "who") for word in closed[key]["words"]
        },
        possessives=dict(closed["possessive"]),
        indefinite=frozenset(closed["determiners"]["indefinite"]),
        definite=frozenset(closed["determiners"]["definite"]),
        after_head=frozenset(closed["after_head"]["words"]),
        relative=frozenset(closed["relative"]["words"]),
        junk_before=frozenset(closed["junk_before"]["words"]),
        openers=frozenset(closed["openers"]["words"]),
        own_phrases=tuple(closed["own"]["phrases"]),
        prepositions=frozenset(closed["prepositions"]["all"]),
        locative=frozenset(closed["prepositions"]["place"]),
        finite=frozenset(closed["finite"]["words"]),
        name_words=_name_words(bodies),
        known=_known(bodies),
        acronyms=dict.fromkeys(bodies["official_body"]["acronyms"], "official_body"),
        place_words=frozenset(bodies["places"]["words"]),
        adjectives=frozenset(bodies["adjectives"]["words"]),
    )


def _table(name: str) -> Mapping[str, Any]:
    path = resources.files("whence.language") / "lexicons" / f"{name}.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _gendered(groups: Mapping[str, list[str]]) -> dict[str, str]:
    signs = {"any": "", "female": FEMALE, "male": MALE}
    return {word: signs[key] for key, words in groups.items() for word in words}


def _given(table: Mapping[str, Any]) -> dict[str, str]:
    """A name listed for both genders tells neither."""
    found: dict[str, str] = {}
    for key, gender in (("female", FEMALE), ("male", MALE), ("any", "")):
        for word in str(table[key]["words"]).lower().split():
            found[word] = gender if found.get(word, gender) == gender else ""
    return found


def _nouns(roles: Mapping[str, Any], bodies: Mapping[str, Any]) -> dict[str, Noun]:
    """Singulars and plurals; where a noun stands in several lists the earlier list wins."""
    found: dict[str, Noun] = {}
    for noun, gender in _gendered(roles["spokespeople"]).items():
        _add(found, noun, "spokesperson", gender)
    for section in ("persons", "kin"):
        for noun, gender in sorted(_gendered(roles[section]).items(), key=lambda item: not item[1]):
            _add(found, noun, "person", gender)
    for nature, section in (("statement", "statement"), ("document", "document")):
        for noun in bodies[section]["heads"]:
            _add(found, noun, nature, "")
    for section in ("outlet", "official_body", "organisation"):
        for noun in bodies[section]["heads"]:
            _add(found, noun, section, "")
    for noun in roles["crowds"]["words"]:
        found.setdefault(noun, Noun(noun, "crowd", plural=True))
    for noun in roles["someone"]["words"]:
        found.setdefault(noun, Noun(noun, "someone"))
    for plural, noun in roles["plurals"].items():
        known = found[noun]
        found[plural] = Noun(noun, known.nature, known.gender, plural=True)
    return found


def _add(found: dict[str, Noun], noun: str, nature: str, gender: str) -> None:
    found.setdefault(noun, Noun(noun, nature, gender))
    found.setdefault(plural_of(noun), Noun(noun, nature, gender, plural=True))


def plural_of(noun: str) -> str:
    """The regular plural.

    >>> plural_of("spokeswoman"), plural_of("deputy"), plural_of("boss")
    ('spokeswomen', 'deputies', 'bosses')
    """
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def _name_words(bodies: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in ("outlet", "official_body", "organisation"):
        for word in bodies[kind].get("words", []):
            found.setdefault(word, kind)
    for kind in ("official_body", "organisation"):
        for word in bodies[kind]["heads"]:
            found.setdefault(word, kind)
    return found


def _body_heads(bodies: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in ("outlet", "official_body", "organisation"):
        for word in bodies[kind]["heads"]:
            found.setdefault(word, kind)
    return found


def _known(bodies: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in ("outlet", "official_body", "organisation", "places"):
        for name in bodies[kind]["names"]:
            found.setdefault(name.lower(), "place" if kind == "places" else kind)
    return found
