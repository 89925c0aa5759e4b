"""What a measurement gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures as lines of a table and by name, and what was predicted: a JSON line for each passage or article."""

    table: list[str]
    predictions: list[str]
    figures: dict[str, float]
