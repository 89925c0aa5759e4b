"""Causes against sentences with gold: which sentences tie cause and effect, and which is which.

Two kinds of CSV file, told apart by their columns. `text`, `label` (1: causal): `cued_precision` is the share of the
sentences with a link that are causal, `cued_recall` the share of the causal ones in which a link is found.
`text_w_pairs` (`<ARG0>` cause, `<ARG1>` effect, `<SIG0>` signal): `direction` is the share of links at a gold signal in
which the right one of the two comes first, `span_f1` the F1 of words of cause, effect and signal over the relations
with a signal. Links that say no more than that one thing came after another are not counted as causes, but have a
direction.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.compare.causes import Link, Sort, links
from whence.errors import UsageError
from whence.evaluation.outcome import Outcome
from whence.model.text import Span

_TAG = re.compile(r"<(/?)(ARG0|ARG1|SIG\d)>")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    """A gold relation: spans of the text without its tags."""

    text: str
    cause: Span
    effect: Span
    signal: tuple[Span, ...]


def score(path: Path) -> Outcome:
    """The figures of one file. Raises UsageError where its columns are of neither kind."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = rows[0].keys() if rows else ()
    if "text_w_pairs" in columns:
        return _directions(rows)
    if "text" in columns and "label" in columns:
        return _sentences(rows)
    raise UsageError(f"{path}: columns text and label, or text_w_pairs, were expected")


def _sentences(rows: Sequence[Mapping[str, str]]) -> Outcome:
    found = [[link for link in links(row["text"]) if link.sort is not Sort.SEQUENCE] for row in rows]
    causal = [row["label"] == "1" for row in rows]
    right = sum(1 for one, is_causal in zip(found, causal, strict=True) if one and is_causal)
    figures = {
        "cued_precision": _share(right, sum(map(bool, found))),
        "cued_recall": _share(right, sum(causal)),
        "count": float(len(rows)),
    }
    lines = [
        json.dumps({"index": row.get("index"), "links": [_shown(link) for link in one]})
        for row, one in zip(rows, found, strict=True)
    ]
    return Outcome(_table(figures), lines, figures)


def _directions(rows: Sequence[Mapping[str, str]]) -> Outcome:
    right = compared = 0
    shared = ours = gold = 0
    lines: list[str] = []
    for row in rows:
        relation = _relation(row["text_w_pairs"])
        if relation is None:
            continue
        link = _at(links(relation.text), relation.signal)
        gold += sum(len(part) for part in _gold_words(relation))
        lines.append(json.dumps({"index": row.get("index"), "link": _shown(link) if link else None}))
        if link is None:
            continue
        compared += 1
        right += (link.cause.start < link.effect.start) == (relation.cause.start < relation.effect.start)
        predicted = [_words(relation.text, (span,)) for span in (link.cause, link.effect, link.signal)]
        ours += sum(len(part) for part in predicted)
        shared += sum(len(a & b) for a, b in zip(predicted, _gold_words(relation), strict=True))
    figures = {
        "direction": _share(right, compared),
        "direction_count": float(compared),
        "span_f1": _share(2 * shared, ours + gold),
        "count": float(len(lines)),
    }
    return Outcome(_table(figures), lines, figures)


def _relation(tagged: str) -> _Relation | None:
    """The relation that the tags mark; None without a signal, or with a tag that has no end."""
    text: list[str] = []
    length = position = 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for match in _TAG.finditer(tagged):
        piece = tagged[position : match.start()]
        text.append(piece)
        length += len(piece)
        position = match.end()
        name = match.group(2)
        if not match.group(1):
            opened[name] = length
        elif name in opened:
            spans[name] = Span(opened[name], length)
    text.append(tagged[position:])
    signal = tuple(span for name, span in spans.items() if name.startswith("SIG"))
    if not signal or "ARG0" not in spans or "ARG1" not in spans:
        return None
    return _Relation(text="".join(text), cause=spans["ARG0"], effect=spans["ARG1"], signal=signal)


def _at(found: Iterable[Link], signal: Sequence[Span]) -> Link | None:
    return next((link for link in found if any(link.signal.overlaps(one) for one in signal)), None)


def _gold_words(relation: _Relation) -> tuple[set[int], set[int], set[int]]:
    """The words of cause, effect and signal, by where they start; a signal is not part of the others."""
    signal = _words(relation.text, relation.signal)
    cause, effect = (_words(relation.text, (span,)) - signal for span in (relation.cause, relation.effect))
    return cause, effect, signal


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    return {match.start() for span in spans for match in _WORD.finditer(text, span.start, span.end)}


def _shown(link: Link) -> dict[str, object]:
    return {
        "cause": [link.cause.start, link.cause.end],
        "effect": [link.effect.start, link.effect.end],
        "signal": [link.signal.start, link.signal.end],
        "sort": link.sort.value,
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _table(figures: Mapping[str, float]) -> list[str]:
    return [f"{name:16} {value:.3f}" for name, value in figures.items()]
