"""Cues of several words, matched token by token, each with whatever the lexicon says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Generic, TypeVar

from whence.compare.lexicon import table

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases by their first word. `a|b` in a phrase is either word; the longest that fits wins.

    >>> found = Phrases([("in protest at|over", "protest"), ("in", "place")])
    >>> found.at("they left in protest over pay".split(), 2)
    (5, 'protest')
    """

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, list[tuple[tuple[frozenset[str], ...], T]]] = {}
        for phrase, held in entries:
            parts = tuple(frozenset(part.split("|")) for part in phrase.split())
            for first in parts[0]:
                by_first.setdefault(first, []).append((parts, held))
        self._by_first = {first: sorted(found, key=lambda one: -len(one[0])) for first, found in by_first.items()}

    def at(self, words: Sequence[str], index: int) -> tuple[int, T] | None:
        """Where the longest phrase that starts at `index` ends, and what is held with it."""
        return next(self.each(words, index), None)

    def each(self, words: Sequence[str], index: int) -> Iterator[tuple[int, T]]:
        """All that start at `index`, longest first: several entries may hold the same phrase."""
        for parts, held in self._by_first.get(words[index], ()):
            end = index + len(parts)
            if end <= len(words) and all(words[index + k] in part for k, part in enumerate(parts)):
                yield end, held


@cache
def listed(name: str, key: str) -> frozenset[str]:
    """A word list of a lexicon: its table `lists`, key `key`."""
    return frozenset(str(table(name)["lists"][key]).split())
