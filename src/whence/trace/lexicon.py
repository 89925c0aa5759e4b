"""The words that carry a change's consequence, as data: a linguist adds to them without touching code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def _table() -> Mapping[str, Any]:
    path = resources.files("whence.trace") / "lexicons" / "changes.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(key: str) -> frozenset[str]:
    """A list of folded words: `words("hedges")`."""
    return frozenset(str(_table()[key]).split())


@cache
def pairs(key: str) -> Mapping[str, str]:
    """A table from one form to another: `pairs("contractions")`."""
    return {str(name): str(value) for name, value in _table()[key].items()}


@cache
def numbers(key: str) -> Mapping[str, float]:
    """A table from a word to its value: `numbers("cardinals")`."""
    return {str(name): float(value) for name, value in _table()[key].items()}


@cache
def listing(key: str) -> tuple[str, ...]:
    """A list of phrases."""
    return tuple(str(phrase) for phrase in _table()[key])


def alternatives(key: str) -> str:
    """A list of phrases as alternatives of a regular expression, longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(listing(key), key=lambda item: (-len(item), item)))


@cache
def commonness() -> Mapping[str, float]:
    """How common the commonest words are, in bits."""
    return {word: float(bits) for bits, line in reversed(_table()["common"].items()) for word in str(line).split()}
