"""The word lists of this stage, loaded once from the TOML files in `lexicons/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of word lists: `table("times")` is `lexicons/times.en.toml`."""
    path = resources.files("whence.compare") / "lexicons" / f"{name}.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def classes(name: str, key: str) -> Mapping[str, str]:
    """The class of each word, of a table with a line of words for each class."""
    lines: Mapping[str, str] = table(name)[key]
    return {word: kind for kind, line in lines.items() for word in line.split()}


@cache
def numbers(name: str, key: str) -> Mapping[str, float]:
    """A table from a word to its number."""
    return {str(word): float(value) for word, value in table(name)[key].items()}
