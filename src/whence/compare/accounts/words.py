"""The words that make accounts comparable: outcomes, sides, tools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from whence.compare.events.words import acts
from whence.compare.incidents.profile import stem
from whence.compare.lexicon import table
from whence.model.text import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How something ended: `group` is one of those of `sort`, two of which cannot both be so."""

    sort: str
    group: str
    start: int
    end: int


@cache
def listed(key: str) -> frozenset[str]:
    """One of the small word lists."""
    return frozenset(str(table("accounts")["words"][key]).split())


@cache
def kinds_of_tool() -> Mapping[str, str]:
    """The kind of each tool."""
    return {word: kind for kind, line in table("accounts")["tools"].items() for word in str(line).split()}


@cache
def sides() -> Mapping[str, str]:
    """The side of each word for a party that has one."""
    return {word: side for side, line in table("accounts")["sides"].items() for word in str(line).split()}


@cache
def _outcomes() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """By their first word, the phrases of outcomes, the longest first, each with its sort and group."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for sort, groups in table("accounts")["outcomes"].items():
        for group, phrases in groups.items():
            for phrase in phrases:
                words = tuple(str(phrase).split())
                found.setdefault(words[0], []).append((words, str(sort), str(group)))
    return {first: tuple(sorted(options, key=lambda option: -len(option[0]))) for first, options in found.items()}


@cache
def near(sort: str) -> frozenset[frozenset[str]]:
    """Pairs of groups of one sort that differ in degree only."""
    words = str(table("accounts")["near"].get(sort, "")).split()
    return frozenset(frozenset(pair) for pair in zip(words[::2], words[1::2], strict=False))


def outcomes(text: str, start: int, end: int) -> Iterator[Outcome]:
    """The outcomes told between two offsets of the text, one for each sort and group."""
    matches = list(_WORD.finditer(text, start, end))
    words = [match.group().lower() for match in matches]
    seen: set[tuple[str, str]] = set()
    for at, word in enumerate(words):
        for phrase, sort, group in _outcomes().get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase and (sort, group) not in seen:
                seen.add((sort, group))
                yield Outcome(sort, group, matches[at].start(), matches[at + len(phrase) - 1].end())


def plain(words: str) -> tuple[str, ...]:
    """The words in lower case, without genitives and articles.

    >>> plain("The Varsland army’s drones")
    ('varsland', 'army', 'drones')
    """
    found = (match.group().lower().replace("’", "'").removesuffix("'s") for match in _WORD.finditer(words))
    return tuple(word for word in found if word not in listed("skip"))


def stems(words: str) -> frozenset[str]:
    """The stems of the same words."""
    return frozenset(stem(word) for word in plain(words))


def verbs(words: str) -> frozenset[str]:
    """The acts that the words name, each in its base form where the lexicon has it ("stole" and "steal" are one)."""
    return frozenset(acts()[word][0].lemma if word in acts() else stem(word) for word in plain(words))


def unprovoked(text: str, scope: Span) -> Span | None:
    """Where the words say that nothing called for it, or that it was meant to provoke."""
    found = _unprovoked().search(text, scope.start, scope.end)
    return Span(found.start(), found.end()) if found else None


@cache
def _unprovoked() -> re.Pattern[str]:
    listed_ones = sorted(table("accounts")["unprovoked"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed_ones))})\b", re.IGNORECASE)
