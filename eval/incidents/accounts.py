"""Relations of accounts against `eval/gold/incidents/accounts.jsonl`: `python -m eval.incidents.accounts [--dev]`.

Each side of a pair is read as an article of its own, published by its voice on its date; the two are taken to be of one
incident, and the strongest relation found between them in the annotated slot counts. Misses of the dev half only are
printed. The gold was written by one annotator before anything was tuned: there is no agreement to print.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from whence.compare.accounts import Telling, relate, tellings
from whence.compare.told import heard
from whence.ingest.plain import read_plain
from whence.model.incident import Relation
from whence.project import reader

GOLD = Path(__file__).resolve().parents[1] / "gold" / "incidents" / "accounts.jsonl"
FLOOR = 0.85  # precision of `conflict` on the test half
_STRONGEST = ("conflict", "tension", "update", "different_scope", "detail", "agree", "none")


def told(side: dict[str, str]) -> list[Telling]:
    document = replace(
        read_plain(side["text"], uri=f"{side['voice']}.txt"), publisher=side["voice"], published=side["date"]
    )
    reading = reader("none", 1)(document)
    found: list[Telling] = []
    for one in heard(reading):
        found += tellings(
            one.mention,
            document.text,
            one.scope,
            name=lambda voice: reading.voice(voice).name,
            said=side["date"],
            main=one.main,
        )
    return found


def relation(row: dict[str, Any]) -> tuple[str, str]:
    """The strongest relation in the annotated slot, and its note."""
    found = [
        (related.relation.value, related.note)
        for one, other in product(told(row["one"]), told(row["other"]))
        if one.account.slot.value == row["slot"] and (related := relate(one, other)) is not None
    ]
    return min(found, key=lambda item: _STRONGEST.index(item[0]), default=("none", ""))


def measure(part: str, *, verbose: bool) -> dict[str, float]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    pairs: Counter[tuple[str, str]] = Counter()
    for row in (row for row in rows if row["part"] == part):
        found, note = relation(row)
        pairs[row["label"], found] += 1
        if verbose and found != row["label"]:
            print(f"{row['id']} {row['slot']}: {row['label']}, found {found}: {note}")
            print(f"    {row['one']['text']} | {row['other']['text']}")
    right = sum(count for (gold, found), count in pairs.items() if gold == found)
    figures: dict[str, float] = {"pairs": pairs.total(), "accuracy": right / pairs.total()}
    for label in Relation:
        right = pairs[label.value, label.value]
        given = sum(n for (_, found), n in pairs.items() if found == label.value)
        there = sum(n for (gold, _), n in pairs.items() if gold == label.value)
        figures[f"{label.value}_precision"] = right / given if given else 1.0
        figures[f"{label.value}_recall"] = right / there if there else 1.0
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="the dev half, with its misses")
    asked = parser.parse_args()
    figures = measure("dev" if asked.dev else "test", verbose=asked.dev)
    print(json.dumps(figures, indent=1))
    if figures["conflict_precision"] < FLOOR:
        sys.exit(f"conflict: precision {figures['conflict_precision']} is below {FLOOR}")


if __name__ == "__main__":
    main()
