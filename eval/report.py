"""Scores as tables: the text of `eval/RESULTS.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from eval.score_gold import MEASURES, Outcome
from whence.measure.passages import percentages
from whence.present.wording import certainty

QUOTATIONS = ("direct", "indirect", "mixed", "block", "own")
STATUSES = (
    "questioned",
    "conditional",
    "prescribed",
    "denied",
    "doubted",
    "speculated",
    "reported",
    "claimed",
    "asserted",
)


def both_table(rows: Iterable[tuple[str, Sequence[Outcome]]]) -> str:
    """The measures of several readings, a line each."""
    body = [[name, *(f"{value:.1f}" for value in percentages(outcomes).values())] for name, outcomes in rows]
    return _markdown(["", *(f"{measure} %" for measure in MEASURES)], body)


def lost(before: Iterable[Outcome], after: Iterable[Outcome]) -> int:
    """How many passages have their whole chain right before and not after."""
    return sum(one.chain and not other.chain for one, other in zip(before, after, strict=True))


def reliability_table(outcomes: Iterable[Outcome]) -> str:
    """Of the passages that others than the document are said to speak: how sure the reader was, how often right."""
    steps = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)
    told = [outcome for outcome in outcomes if outcome.got_chain is not None and len(outcome.got_chain) > 1]
    body: list[list[str]] = []
    for low, high in pairwise(steps):
        chosen = [outcome for outcome in told if low <= outcome.confidence < high]
        if chosen:
            mean = sum(outcome.confidence for outcome in chosen) / len(chosen)
            right = sum(outcome.voice for outcome in chosen) / len(chosen)
            word = certainty(chosen[0].confidence)
            body.append([f"{low:.1f} to {min(high, 1):.1f}", word, str(len(chosen)), f"{mean:.2f}", f"{right:.2f}"])
    return _markdown(["confidence", "shown as", "passages", "mean confidence", "voice right"], body)


def gold_tables(outcomes: Sequence[Outcome], genre: Callable[[str], str]) -> str:
    """The totals of one part, then by genre, by depth of the chain and by type of quotation."""
    groupings: list[tuple[str, Callable[[Outcome], str]]] = [
        ("genre", lambda outcome: genre(outcome.article)),
        ("links in the chain", lambda outcome: str(len(outcome.gold.chain))),
        ("quotation", lambda outcome: outcome.gold.quotation),
        ("status", lambda outcome: outcome.gold.status),
    ]
    tables = [_table("", [("all", outcomes)])]
    tables += [_table(name, _groups(outcomes, key)) for name, key in groupings]
    return "\n".join(tables)


def confusion(title: str, pairs: Iterable[tuple[str, str]], labels: Sequence[str]) -> str:
    """A table of annotated (rows) against read (columns) labels."""
    counts = Counter(pairs)
    columns = [label for label in (*labels, "none") if any(got == label for _, got in counts)]
    rows = [label for label in labels if any(want == label for want, _ in counts)]
    body = [[row, *(str(counts[row, column] or "·") for column in columns)] for row in rows]
    return _markdown([title, *columns], body)


def polnear_table(scores: Mapping[str, Any]) -> str:
    """F1 (times 100) by class: the whole attribution, then the content by several measures."""
    measures = ("attrib", "match", "exact", "soft")
    header = ["", "attributions", "predicted", "whole attribution P", "R", "F1", "content F1", "exact F1", "soft F1"]
    body: list[list[str]] = []
    for name, row in scores.items():
        precision, recall, _ = row["attrib"]
        figures = [precision, recall, *(row[measure][2] for measure in measures)]
        body.append([name, str(row["n_gold"]), str(row["n_pred"]), *(f"{figure:.1f}" for figure in figures)])
    return _markdown(header, body)


def misses(outcomes: Iterable[Outcome]) -> list[str]:
    """A line for each passage that is not right in everything: the anchor, then what was wanted and what was read."""
    return [f"{outcome.gold.anchor}\n    {_difference(outcome)}" for outcome in outcomes if not _all_right(outcome)]


def _all_right(outcome: Outcome) -> bool:
    return all(outcome.right(measure) for measure in MEASURES)


def _difference(outcome: Outcome) -> str:
    if not outcome.found:
        return "not in the text read"
    if outcome.got_chain is None:
        return "no statement speaks here"
    wanted = " > ".join(names[0] for names in outcome.gold.chain)
    parts = [
        (outcome.voice and outcome.chain, wanted, " > ".join(outcome.got_chain)),
        (outcome.quotation, outcome.gold.quotation, outcome.got_quotation),
        (outcome.status, outcome.gold.status, outcome.got_status),
    ]
    return "; ".join(f"want {want}, got {got}" for right, want, got in parts if not right)


def _groups(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> list[tuple[str, list[Outcome]]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return sorted(groups.items())


def _table(title: str, groups: Sequence[tuple[str, Sequence[Outcome]]]) -> str:
    body = [
        [name, str(len(group)), *(f"{share:.1f}" for share in percentages(group).values())] for name, group in groups
    ]
    return _markdown([title, "passages", "found %", "voice %", "chain %", "quotation %", "status %"], body)


def _markdown(header: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in header[1:])]
    return "".join(f"| {' | '.join(row)} |\n" for row in [header, rule, *body])
