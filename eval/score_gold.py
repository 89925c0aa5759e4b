"""Score what `whence blame --json` prints against gold passages that stand in files."""

from __future__ import annotations

from pathlib import Path

from whence.measure import passages
from whence.measure.passages import MEASURES, Gold, Outcome, locate, same_voice, score_article

__all__ = ["MEASURES", "Gold", "Outcome", "locate", "read_gold", "same_voice", "score_article"]


def read_gold(path: Path) -> list[Gold]:
    """The passages of one gold file; the annotators' word `author` is the contract's `own`."""
    return passages.read_gold(path.read_text(encoding="utf-8"))
