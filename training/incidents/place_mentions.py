"""The model that tells names of places from other names, fitted to articles whose places have been marked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from training.incidents.fit import fit
from whence.compare.linear import Linear, write
from whence.compare.places.mentions import MODEL, possible
from whence.compare.places.signs import Around, signs
from whence.compare.places.tokens import tokens

TO = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "data"
BUCKETS, COST = 1 << 14, 10.0


def main(corpora: Path) -> None:
    """Fit on all articles, and write the model; `places_check` tells what the same reaches on others."""
    write(fitted(ElementTree.parse(corpora / "places_lgl.xml").getroot()), TO / f"{MODEL}.npz")


def fitted(articles: Iterable[ElementTree.Element]) -> Linear:
    """A model of the possible names of these articles."""
    rows, labels = zip(*(example for article in articles for example in examples(article)), strict=True)
    return fit(rows, labels, count=BUCKETS, cost=COST, balanced=False)


def examples(article: ElementTree.Element) -> Iterator[tuple[list[str], str]]:
    """Each possible name of an article, and whether it is marked."""
    text = article.findtext("text") or ""
    marked = {(int(t.findtext("start") or 0), int(t.findtext("end") or 0)) for t in article.iter("toponym")}
    words = tokens(text)
    around = Around(words)
    for one in possible(text, words):
        found = signs(one.first, one.last, one.rows, words, around)
        yield found, "place" if (one.span.start, one.span.end) in marked else "other"
