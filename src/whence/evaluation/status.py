"""Polarity and outlook of verbs against a CSV of annotated ones (the columns of MATRES, Ning et al. 2018).

Of each row: `before`, `verb`, `after`, `docid`, `eventid`, and the label in the column that begins with `can_the_verb`,
with its confidence beside it. Four labels are counted: anchorable (told as having happened), intention (wish, opinion),
negation, hypothetical (condition). The few rows with another label are left out, and of a verb annotated several times
(the same `docid` and `eventid`) the row of the highest confidence counts, once.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.compare.outlook import told
from whence.compare.outlook.told import label_of
from whence.errors import UsageError
from whence.evaluation.outcome import Outcome
from whence.model.text import Span

LABELS = {
    "yes_its_anchorable": "actual",
    "no_its_intentionwishopinion": "intention",
    "no_its_negation": "negation",
    "no_its_hypotheticalcondition": "hypothetical",
}
_TAG = re.compile(r"<[^<>]*>")
_AGREED = 0.7  # from here on the annotators agreed well


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A verb in its sentence, with its label, one of the four words of `LABELS`, and how far annotators agreed."""

    text: str
    verb: Span
    label: str
    document: str
    event: str
    confidence: float


def score(path: Path) -> Outcome:
    """Accuracy and F1 of each label, 0 to 1. Raises UsageError where a column is missing."""
    rows = read(path)
    predicted = [label_of(told(row.text, Span(0, len(row.text)), row.verb)) for row in rows]
    gold = [row.label for row in rows]
    agreed = [(a, b) for a, b, row in zip(gold, predicted, rows, strict=True) if row.confidence >= _AGREED]
    figures = {
        "accuracy": _accuracy(zip(gold, predicted, strict=True)),
        "negation_f1": _f1(gold, predicted, "negation"),
        "intention_f1": _f1(gold, predicted, "intention"),
        "hypothetical_f1": _f1(gold, predicted, "hypothetical"),
        "actual_f1": _f1(gold, predicted, "actual"),
        "accuracy_agreed": _accuracy(agreed),
        "count": float(len(rows)),
    }
    lines = [
        json.dumps({"docid": row.document, "eventid": row.event, "gold": row.label, "predicted": label})
        for row, label in zip(rows, predicted, strict=True)
    ]
    return Outcome([f"{name:16} {value:.3f}" for name, value in figures.items()], lines, figures)


def read(path: Path) -> list[Row]:
    """The verbs of a file, each once. Raises UsageError where a column is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    column = _label_column(path, rows)
    best: dict[tuple[str, str], Row] = {}
    for number, row in enumerate(rows):
        label = LABELS.get(row[column])
        if label is None:
            continue
        made = _row(row, label, row.get(f"{column}:confidence") or "0")
        key = (made.document, made.event or str(number))
        if key not in best or made.confidence > best[key].confidence:
            best[key] = made
    return list(best.values())


def _label_column(path: Path, rows: Sequence[Mapping[str, str]]) -> str:
    columns = list(rows[0]) if rows else []
    found = [
        name for name in columns if name.startswith("can_the_verb") and not name.endswith((":confidence", "_gold"))
    ]
    if not found or not {"before", "verb", "after"} <= set(columns):
        raise UsageError(f"{path}: columns before, verb, after and can_the_verb… were expected")
    return found[0]


def _row(row: Mapping[str, str], label: str, confidence: str) -> Row:
    before, after = _TAG.sub(" ", row["before"]), _TAG.sub(" ", row["after"])
    verb = row["verb"].strip()
    start = len(before) + 1 if before else 0
    text = f"{before} {verb} {after}" if before else f"{verb} {after}"
    return Row(
        text=text,
        verb=Span(start, start + len(verb)),
        label=label,
        document=row.get("docid") or "",
        event=row.get("eventid") or "",
        confidence=float(confidence),
    )


def _accuracy(pairs: Iterable[tuple[str, str]]) -> float:
    found = [a == b for a, b in pairs]
    return round(sum(found) / len(found), 4) if found else 0.0


def _f1(gold: Sequence[str], predicted: Sequence[str], label: str) -> float:
    both = sum(1 for a, b in zip(gold, predicted, strict=True) if a == b == label)
    either = gold.count(label) + predicted.count(label)
    return round(2 * both / either, 4) if either else 0.0
