"""What places reach on outlets that nothing was fitted to: four parts by outlet, each judged by models of the rest."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from xml.etree import ElementTree
from zlib import crc32

import numpy as np

from training.incidents import place_mentions, places
from whence.compare.places import mentions, resolve
from whence.evaluation.places import score

PARTS = 4


def main(corpora: Path) -> None:
    """Print the figures of each part, and their means weighted by the located names."""
    articles = list(ElementTree.parse(corpora / "places_lgl.xml").getroot())
    part = [crc32((article.findtext("domain") or "").encode()) % PARTS for article in articles]
    total: Counter[str] = Counter()
    for held in range(PARTS):
        taught = [article for article, number in zip(articles, part, strict=True) if number != held]
        judged = [article for article, number in zip(articles, part, strict=True) if number == held]
        figures = _judged(taught, judged)
        print(held, json.dumps(figures))
        count = figures["count"]
        total.update({name: value * count for name, value in figures.items() if name != "count"} | {"count": count})
    print({name: round(value / total["count"], 4) for name, value in total.items() if name != "count"})


def _judged(taught: list[ElementTree.Element], judged: list[ElementTree.Element]) -> dict[str, float]:
    model = place_mentions.fitted(taught)
    with patch.object(mentions, "installed", lambda _: model):
        alone, together = (weights.astype(np.float32) for weights in places.fitted(taught))
        with patch.object(resolve, "weights", lambda: (alone, together)), TemporaryDirectory() as folder:
            root = ElementTree.Element("articles")
            root.extend(judged)
            ElementTree.ElementTree(root).write(Path(folder) / "part.xml", encoding="utf-8")
            return score(Path(folder) / "part.xml").figures
