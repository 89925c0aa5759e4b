"""The words by which a clause says how it is put forward, loaded once from `status.en.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from whence.model.speech import Status

_CLASSES = {"BE": "be", "ME": "me", "NOT": "not"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in a row that give a status: those `before` the word looked up (nearest first), and those `after` it."""

    status: Status
    before: tuple[frozenset[str], ...]
    after: tuple[frozenset[str], ...]


@cache
def _table() -> Mapping[str, Any]:
    path = resources.files("whence.language") / "lexicons" / "status.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def status_words(path: str) -> frozenset[str]:
    """A word list by its table and key: `status_words("could.open")`."""
    table, _, key = path.partition(".")
    return frozenset(str(_table()[table][key]).split())


@cache
def single_words() -> Mapping[str, Status]:
    """Words that give a status on their own."""
    return {word: status for status in Status for word in str(_table().get(status, {}).get("words", "")).split()}


@cache
def phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases to try at each word, those of the status that comes first in front."""
    found: dict[str, list[Phrase]] = {}
    for status in Status:
        for pattern in _table().get(status, {}).get("phrases", ()):
            elements = str(pattern).split()
            anchor = next(index for index, element in enumerate(elements) if element not in _CLASSES)
            phrase = Phrase(
                status=status,
                before=_choices(elements[:anchor])[::-1],
                after=_choices(elements[anchor + 1 :]),
            )
            for word in elements[anchor].split("|"):
                found.setdefault(word, []).append(phrase)
    return {word: tuple(options) for word, options in found.items()}


def _choices(elements: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(
        status_words(f"classes.{_CLASSES[element]}") if element in _CLASSES else frozenset(element.split("|"))
        for element in elements
    )
