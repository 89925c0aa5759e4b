"""The models behind `whence.compare.events.classify`: the class of a clause, with and without marked actors.

Trained on all of `plover_train.tsv`; the figures printed are of five parts, split by sentence, each judged by a model
that saw only the other four. Sentences that share most of their words stand in the same part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from training.incidents.fit import fit
from whence.compare.events.classify import MARKED, UNMARKED
from whence.compare.events.features import features
from whence.compare.linear import Linear, write
from whence.evaluation.events import Row, outcome, read

DATA = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "data"
PARTS = 5
ALIKE = 0.5  # of the words, from here on two sentences stand in one part


def main(corpora: Path) -> None:
    rows = read(corpora / "plover_train.tsv")
    part = parts([row.text for row in rows])
    for name, seen in (
        (MARKED, [features(row.text, row.actor, row.recipient) for row in rows]),
        (UNMARKED, [features(row.raw, None, None) for row in rows]),
    ):
        figures = outcome(rows, _judged(rows, seen, part)).figures
        print(name, " ".join(f"{key} {value:.3f}" for key, value in figures.items()))
        write(_train(rows, seen), DATA / f"{name}.npz")


def _judged(rows: Sequence[Row], seen: Sequence[list[str]], part: Sequence[int]) -> list[str]:
    """The class of each row by a model that has not seen its part."""
    models: list[Linear] = []
    for held in range(PARTS):
        kept = [at for at in range(len(rows)) if part[at] != held]
        models.append(_train([rows[at] for at in kept], [seen[at] for at in kept]))
    return [models[at].best(found)[0] for at, found in zip(part, seen, strict=True)]


def _train(rows: Sequence[Row], seen: Sequence[list[str]]) -> Linear:
    return fit(seen, [row.label for row in rows], count=1 << 16, cost=30, balanced=False)


def parts(texts: Sequence[str]) -> list[int]:
    """A part for each sentence; sentences that share half their words or more stand in one part."""
    words = [frozenset(re.findall(r"\w+", text.lower())) for text in texts]
    group = list(range(len(texts)))
    for later, mine in enumerate(words):
        for earlier in range(later):
            shared = len(mine & words[earlier])
            if 2 * shared >= ALIKE * (len(mine) + len(words[earlier])) and shared:
                old, new = group[later], group[earlier]
                group = [new if one == old else one for one in group]
    return [crc32(texts[one].encode()) % PARTS for one in group]
