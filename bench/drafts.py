"""Drafts that quote, on disk with the sources they are held against: articles of the corpus where it is there, our own
annotated ones where it is not.

Three sets of articles are kept apart: those quoted, those held back (quoted, but not among the sources), and a quarry.
What sources are wanted beyond those quoted is invented from the quarry's sentences in another order, so that every text
differs and no sentence that is quoted stands in hundreds of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.texts import GOLD
from eval import polnear
from eval.checks.generate import make

SEED = 1
_MORE = re.compile(r"(?<=[.?!])\s+")
_PARAGRAPH = 3  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Articles quoted, held back and to be quarried."""

    quoted: list[str]
    held_back: list[str]
    quarry: list[str]

    def draft(self, quotations: int) -> str:
        """A draft with so many quotations, of each kind of `eval.checks.generate` equally many."""
        return make(self.quoted, SEED, quotations, held_back=self.held_back).draft

    def sources(self, number: int) -> list[str]:
        """The articles quoted, and as many invented ones as are wanted beyond."""
        return [*self.quoted, *islice(self._invented(), number - len(self.quoted))]

    def one_line(self, size: int) -> str:
        """So many characters of invented articles, without a line break."""
        parts: list[str] = []
        length = 0
        for article in self._invented():
            parts.append(" ".join(article.split()))
            length += len(parts[-1]) + 1
            if length > size:
                break
        return " ".join(parts)[:size]

    def _invented(self) -> Iterator[str]:
        """Articles without end, of the lengths of those quarried."""
        chance = random.Random(SEED)
        cut = [_MORE.split(text) for text in self.quarry]
        sentences = [sentence for text in cut for sentence in text]
        while True:
            length = len(chance.choice(cut)) // _PARAGRAPH + 1
            yield "\n\n".join(" ".join(chance.choices(sentences, k=_PARAGRAPH)) for _ in range(length))


def name() -> str:
    """What the articles are."""
    return "PolNeAR articles" if polnear.available("train") else "our own gold articles"


def library(quoted: int) -> Library:
    """So many articles to quote (half of all where there are too few), a third as many held back, the rest to quarry.

    With 300 of the corpus, draft and sources are those of `eval.checks.score.case("train", 1)`.
    """
    paths = polnear.articles("train") if polnear.available("train") else sorted(GOLD.glob("*/*.txt"))
    articles = [path.read_text(encoding="utf-8") for path in paths]
    random.Random(SEED).shuffle(articles)
    first = min(quoted, len(articles) // 2)
    second = first + first // 3
    return Library(quoted=articles[:first], held_back=articles[first:second], quarry=articles[second:])


@contextmanager
def on_disk(texts: Sequence[str]) -> Generator[Path]:
    """The texts as files of a folder."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:06}.txt").write_text(text, encoding="utf-8", newline="")
        yield Path(folder)
