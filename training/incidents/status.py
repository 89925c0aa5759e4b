"""The model behind `whence.compare.outlook`: verbs told as actual, intended or hypothetical.

Rules decide what is negated; the model sees their verdict among its features and is heard where it is much surer of
another one. Trained on all of `matres_timebank.csv`; the figures printed are of five parts, split by document, each
judged by rules and a model that saw only the other four.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from training.incidents.fit import fit
from whence.compare.linear import Linear, write
from whence.compare.outlook.cues import of_verb
from whence.compare.outlook.features import features
from whence.compare.outlook.told import by_rules, label_of, preferred
from whence.evaluation.status import Row, read
from whence.language.tokens import tokens
from whence.model.text import Span

TARGET = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "data" / "status.npz"
PARTS = 5


def main(corpora: Path) -> None:
    rows = read(corpora / "matres_timebank.csv")
    seen = [_seen(row) for row in rows]
    part = [crc32(row.document.encode()) % PARTS for row in rows]
    right = 0
    for held in range(PARTS):
        model = _train([(row, one) for row, one, at in zip(rows, seen, part, strict=True) if at != held])
        for row, (verdict, found), at in zip(rows, seen, part, strict=True):
            if at == held:
                right += preferred(verdict, model.chances(found), model.labels) == row.label
    print(f"accuracy {right / len(rows):.4f} on {len(rows)} verbs, each judged without its document")
    TARGET.parent.mkdir(exist_ok=True)
    write(_train(list(zip(rows, seen, strict=True))), TARGET)


def _seen(row: Row) -> tuple[str, list[str]]:
    """The verdict of the rules and the features of one verb."""
    line = tokens(row.text, Span(0, len(row.text)), [])
    at = next((index for index in range(len(line)) if line.end[index] > row.verb.start), len(line) - 1)
    cues = of_verb(line, at)
    verdict = label_of(by_rules(cues))
    return verdict, list(features(line, at, cues, verdict))


def _train(pairs: list[tuple[Row, tuple[str, list[str]]]]) -> Linear:
    kept = [(row.label, found) for row, (_, found) in pairs if row.label != "negation"]
    return fit([found for _, found in kept], [label for label, _ in kept], count=1 << 15, cost=3, balanced=False)
