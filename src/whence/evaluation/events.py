"""Classes of events against tab-separated lines of marked sentences (the columns of the PLOVER training file).

Of each row: `sentence`, `marked_sentence` (`<s>` actor `</s>`, `<t>` recipient `</t>`), `sentence_id`, `gold_root`, the
class, where YIELD stands for CONCEDE and RETREAT, and `gold_penta`, the quad, 1 to 4 (verbal cooperation, material
cooperation, verbal conflict, material conflict). The most probable class counts, also where `classify` would abstain.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.compare.events import chances, classify
from whence.compare.events.classify import YIELD
from whence.errors import UsageError
from whence.evaluation.outcome import Outcome
from whence.model.text import Span

QUADS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1",
    "COOPERATE": "2", "AID": "2", YIELD: "2", "CONCEDE": "2", "RETREAT": "2",
    "REQUEST": "3", "REJECT": "3", "ACCUSE": "3", "THREATEN": "3",
    "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}  # fmt: skip
_COLUMNS = frozenset(("sentence_id", "sentence", "marked_sentence", "gold_root", "gold_penta"))
_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence without its marks, the first marked actor and recipient, its class and quad."""

    number: str
    text: str
    raw: str
    actor: Span | None
    recipient: Span | None
    label: str
    quad: str


def score(path: Path) -> Outcome:
    """Sentences with actor and recipient marked. Raises UsageError where a column is missing."""
    rows = read(path)
    return outcome(rows, [likeliest(row.text, row.actor, row.recipient) for row in rows])


def score_raw(path: Path) -> Outcome:
    """The bare sentences, where actor and recipient have to be found. Raises UsageError where a column is missing."""
    rows = read(path)
    return outcome(rows, [likeliest(row.raw, None, None) for row in rows])


def likeliest(text: str, actor: Span | None, recipient: Span | None) -> str:
    """The most probable class, CONCEDE and RETREAT as YIELD."""
    known = chances(text, actor, recipient)
    if known:
        return max(known, key=lambda label: known[label])
    found, _ = classify(text, actor, recipient)
    return "" if found is None else merged(found)


def merged(label: str) -> str:
    """The class as the file names it."""
    return YIELD if label in ("CONCEDE", "RETREAT") else str(label)


def outcome(rows: Sequence[Row], predicted: Sequence[str]) -> Outcome:
    """Accuracy, macro-F1 over the classes that gold has, and macro-F1 of the quads, 0 to 1."""
    gold = [row.label for row in rows]
    quads = [row.quad for row in rows]
    figures = {
        "accuracy": sum(a == b for a, b in zip(gold, predicted, strict=True)) / max(1, len(rows)),
        "macro_f1": macro_f1(gold, predicted),
        "quad_macro_f1": macro_f1(quads, [QUADS.get(label, "") for label in predicted]),
        "count": float(len(rows)),
    }
    lines = [
        json.dumps({"sentence_id": row.number, "gold": row.label, "predicted": label})
        for row, label in zip(rows, predicted, strict=True)
    ]
    return Outcome([f"{name:14} {value:.3f}" for name, value in figures.items()], lines, figures)


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The mean of the F1 of each label of gold."""
    labels = sorted(set(gold))
    pairs = list(zip(gold, predicted, strict=True))
    total = 0.0
    for label in labels:
        both = sum(a == b == label for a, b in pairs)
        either = sum(a == label for a, _ in pairs) + sum(b == label for _, b in pairs)
        total += 2 * both / either
    return total / max(1, len(labels))


def read(path: Path) -> list[Row]:
    """The rows of a file. Raises UsageError where a column is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file, delimiter="\t")
        absent = _COLUMNS - set(table.fieldnames or ())
        if absent:
            raise UsageError(f"{path}: no column {', '.join(sorted(absent))}")
        return [_row(held) for held in table]


def _row(held: dict[str, str]) -> Row:
    text, marks = unmarked(held["marked_sentence"] or "")
    return Row(
        number=held["sentence_id"],
        text=text,
        raw=held["sentence"] or "",
        actor=marks.get("s"),
        recipient=marks.get("t"),
        label=merged(held["gold_root"]),
        quad=held["gold_penta"],
    )


def unmarked(sentence: str) -> tuple[str, dict[str, Span]]:
    """A sentence without its marks, and the first span of each kind of mark.

    >>> unmarked("<s>Guards</s> shelled <t>a mill</t>.")[1]
    {'s': Span(start=0, end=6), 't': Span(start=15, end=21)}
    """
    pieces: list[str] = []
    opened: dict[str, int] = {}
    found: dict[str, Span] = {}
    length = last = 0
    for mark in _MARK.finditer(sentence):
        pieces.append(sentence[last : mark.start()])
        length += mark.start() - last
        last = mark.end()
        kind = mark.group()[-2]
        if mark.group()[1] != "/":
            opened[kind] = length
        elif kind in opened and length > opened[kind]:
            found.setdefault(kind, Span(opened.pop(kind), length))
    pieces.append(sentence[last:])
    return "".join(pieces), found
