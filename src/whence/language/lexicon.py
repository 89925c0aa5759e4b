"""Words that report, and small words, loaded once from the TOML files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from whence.model.speech import Status

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting verb: the status it gives its content, and the frames in which content can follow it."""

    lemma: str
    stance: Status
    frames: frozenset[str]
    person: bool
    particle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One inflected form of a reporting verb. `tense` is base, present, past, participle (both -ed) or ing."""

    tense: str
    cue: Cue


@cache
def _table(name: str) -> Mapping[str, Any]:
    path = resources.files("whence.language") / "lexicons" / f"{name}.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(path: str) -> frozenset[str]:
    """A word list by its table and key: `words("abbreviations.anywhere")`, `words("settings.listeners")`."""
    table, _, key = path.partition(".")
    name = "words" if table in _table("words") else "speech"
    return frozenset(str(_table(name)[table][key]).split())


@cache
def phrases(key: str) -> tuple[str, ...]:
    """The multi-word cues of one kind, longest first."""
    return tuple(sorted(_table("speech")["phrases"][key], key=len, reverse=True))


@cache
def listing(path: str) -> frozenset[str]:
    """A list of phrases: `listing("excerpts.works")`."""
    table, _, key = path.partition(".")
    return frozenset(str(phrase) for phrase in _table("speech")[table][key])


def listed(path: str) -> str:
    """The same as alternatives of a regular expression, longest first, with either apostrophe."""
    found = sorted(listing(path), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(str(phrase)).replace("'", "['’]") for phrase in found)


@cache
def forms() -> Mapping[str, tuple[Form, ...]]:
    """Every inflected form of every reporting verb, lower case, with what it may be."""
    merged: dict[str, Cue] = {}
    spelled: dict[str, tuple[str, str]] = {}
    for group in _table("speech")["verbs"]:
        for entry in str(group["words"]).split():
            lemma, past, participle = _principal(entry)
            spelled[lemma] = (past, participle)
            merged[lemma] = _merge(merged.get(lemma), lemma, group)
    found: dict[str, list[Form]] = {}
    for lemma, cue in merged.items():
        for form, tense in _inflect(lemma.partition("_")[0], *spelled[lemma]):
            if form in words("nouns.always"):
                continue
            found.setdefault(form, []).append(Form(tense=tense, cue=cue))
    return {form: tuple(options) for form, options in found.items()}


@cache
def idioms() -> Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    """Fixed reporting phrases by their first word: the words of each, and the cue they make."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for group in _table("speech")["idioms"]:
        frames = frozenset(group.get("frames", ("clause", "quote")))
        stance = Status(group["stance"])
        for phrase in group["words"]:
            for parts in _spellings(str(phrase)):
                cue = Cue(lemma=" ".join(parts), stance=stance, frames=frames, person=False)
                found.setdefault(parts[0], []).append((parts, cue))
    return {word: tuple(sorted(options, key=lambda option: -len(option[0]))) for word, options in found.items()}


@cache
def noun_cues() -> Mapping[str, Cue]:
    """Nouns of saying and thinking, with the ways their content follows: "claim that", "refusal to"."""
    found: dict[str, Cue] = {}
    for group in _table("speech")["noun_cues"]:
        for noun in str(group["words"]).split():
            known = found.get(noun)
            frames = frozenset(group["frames"]) | (known.frames if known else frozenset[str]())
            stance = known.stance if known else Status(group["stance"])
            found[noun] = Cue(lemma=noun, stance=stance, frames=frames, person=False)
    return found


def _spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    """A phrase as written; one that opens with "make/made/made" in every form of that verb."""
    first, *rest = phrase.split()
    if "/" not in first:
        yield (first, *rest)
        return
    for form in dict.fromkeys(form for form, _ in _inflect(first.partition("/")[0], *_principal(first)[1:])):
        yield (form, *rest)


def _merge(known: Cue | None, lemma: str, group: Mapping[str, Any]) -> Cue:
    frames = frozenset(group["frames"]) | (known.frames if known else frozenset[str]())
    stance = known.stance if known else Status(group["stance"])
    person = bool(group.get("person")) or bool(known and known.person)
    particle = lemma.partition("_")[2].replace("_", " ") or None
    return Cue(lemma=lemma.partition("_")[0], stance=stance, frames=frames, person=person, particle=particle)


def inflected(entry: str) -> Iterator[tuple[str, str]]:
    """Every form of a verb with its tense, as in `Form`; an irregular verb is written base/past/participle.

    >>> sorted(form for form, _ in inflected("rob"))
    ['rob', 'robbed', 'robbing', 'robs']
    """
    yield from _inflect(*_principal(entry))


def _principal(entry: str) -> tuple[str, str, str]:
    parts = entry.split("/")
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    past = _past(entry.partition("_")[0])
    return entry, past, past


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _doubled(verb: str) -> str:
    short = len(verb) <= 4 and verb[-1] in "bdgmnpt" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return verb + verb[-1] if short or verb in ("admit", "rebut", "commit", "refer") else verb


def _inflect(verb: str, past: str, participle: str) -> Iterator[tuple[str, str]]:
    yield verb, "base"
    yield _present(verb), "present"
    yield past, "past"
    if participle != past:
        yield participle, "participle"
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else _doubled(verb)
    yield stem + "ing", "ing"


def _present(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")) or verb == "go":
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


@cache
def kinds() -> Mapping[str, str]:
    """The kind letter of each small word (see `whence.language.tokens`)."""
    letters = {
        "determiner": "D", "subject": "P", "object": "O", "relative": "R", "that": "T", "preposition": "I",
        "conjunction": "C", "subordinator": "S", "auxiliary": "A", "adverb": "a", "time": "t", "verb": "v",
    }  # fmt: skip
    table: dict[str, str] = {}
    for name, letter in letters.items():
        for word in str(_table("words")["kinds"][name]).split():
            table.setdefault(word, letter)
    for form, options in forms().items():
        table.setdefault(form, "G" if all(option.tense == "ing" for option in options) else "V")
    return table
