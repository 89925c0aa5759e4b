"""The lexicon of happenings: which words name an act, of which class, and what words mean together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.language.lexicon import inflected
from whence.language.people import plural_of
from whence.model.incident import EventClass


@dataclass(frozen=True, slots=True)
class Act:
    """A verb or noun that names an act.

    `tense` is that of `whence.language.lexicon.Form`, "noun" for a noun; `particles` are the words that must follow;
    `embeds` says whose act the one that follows is: of the "actor", of the "recipient", or "" where none follows.
    """

    lemma: str
    tense: str
    event_class: EventClass
    mode: str | None = None
    particles: tuple[str, ...] = ()
    embeds: str = ""


@cache
def acts() -> Mapping[str, tuple[Act, ...]]:
    """The acts that a word can name, verbs before nouns, those with more particles first."""
    found: dict[str, list[Act]] = {}
    for group in table("events")["verbs"]:
        for entry in str(group["words"]).split():
            lemma, particles = _parts(entry.partition("/")[0])
            for form, tense in forms_of(entry):
                act = Act(
                    lemma, tense, EventClass(group["class"]), group.get("mode"), particles, group.get("embeds", "")
                )
                found.setdefault(form, []).append(act)
    for group in table("events")["nouns"]:
        for noun in str(group["words"]).split():
            for form in dict.fromkeys((noun, plural_of(noun))):
                found.setdefault(form, []).append(Act(noun, "noun", EventClass(group["class"]), group.get("mode")))
    return {form: tuple(sorted(options, key=lambda act: -len(act.particles))) for form, options in found.items()}


def noun_act(word: str) -> Act | None:
    """The act that a word names as a noun, if any."""
    return next((act for act in acts().get(word, ()) if act.tense == "noun"), None)


@cache
def verb_kinds() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The kinds of a verb form, each with the particles that must follow."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, line in table("events")["kinds"]["verbs"].items():
        for entry in str(line).split():
            _, particles = _parts(entry.partition("/")[0])
            for form in dict.fromkeys(form for form, _ in forms_of(entry)):
                found.setdefault(form, []).append((kind, particles))
    return {form: tuple(kinds) for form, kinds in found.items()}


@cache
def noun_kinds() -> Mapping[str, tuple[str, ...]]:
    """The kinds of a noun, singular or plural."""
    found: dict[str, list[str]] = {}
    for kind, line in table("events")["kinds"]["nouns"].items():
        for noun in str(line).split():
            for form in dict.fromkeys((noun, plural_of(noun))):
                found.setdefault(form, []).append(kind)
    return {form: tuple(kinds) for form, kinds in found.items()}


@cache
def frames() -> Mapping[tuple[str, str], tuple[EventClass, bool]]:
    """What a kind of verb makes of a kind of noun, and whether its subject is the one to whom it is done."""
    return {
        (frame["verb"], frame["noun"]): (EventClass(frame["class"]), bool(frame.get("passive")))
        for frame in reversed(table("events")["frames"])
    }


@cache
def listed(key: str) -> frozenset[str]:
    """A word list of the lexicon."""
    return frozenset(str(table("events")["lists"][key]).split())


def _parts(entry: str) -> tuple[str, tuple[str, ...]]:
    head, *particles = entry.split("_")
    return head, tuple(particles)


def forms_of(entry: str) -> Iterator[tuple[str, str]]:
    """The forms of the first word of an entry; a fourth part is another spelling of its past."""
    parts = [part.partition("_")[0] for part in entry.split("/")]
    yield from inflected("/".join(parts[:3]))
    for other in parts[3:]:
        yield other, "past"
    for past in parts[1:]:
        if past.endswith("ed") and not past.endswith("ied"):
            yield past[:-2] + "ing", "ing"
