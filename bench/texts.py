"""What is read when speed is measured: news articles where the corpus is there, invented ones where it is not."""

from __future__ import annotations

import itertools
from pathlib import Path

from eval import polnear

GOLD = Path(__file__).resolve().parents[1] / "eval" / "gold"

_SENTENCES = (
    "Police closed the harbour bridge on Monday after a barge struck one of its piers. ",
    "“Two cars were involved,” a spokesman for the coast guard told reporters, “and nobody was hurt.” ",
    "The ministry of ports denied that it had been warned about the pier in {year}. ",
    "According to Ada Lind, who runs the ferry, officials had said the repairs “may take years”. ",
    "She asked whether the city would pay, and if it did not, who would. ",
    "The Southport Daily reported in {year} that inspectors claimed the steel was sound. ",
    "That winter was mild. ",
)


def articles() -> tuple[str, list[str]]:
    """A name for the texts, and the texts."""
    if polnear.available():
        return "the PolNeAR dev articles", [_text(path) for path in polnear.articles("dev")]
    return "the plain-text gold articles", [_text(path) for path in sorted(GOLD.glob("*/*.txt"))]


def one_paragraph(size: int) -> str:
    """An invented article of `size` characters without a line break."""
    text: list[str] = []
    length = 0
    for number, sentence in enumerate(itertools.cycle(_SENTENCES)):
        text.append(sentence.format(year=1900 + number % 120))
        length += len(text[-1])
        if length >= size:
            return "".join(text)[:size]
    raise AssertionError("a cycle does not end")


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
