"""Source kinds and answers against the gold in `eval/gold/incidents`: `python -m eval.incidents.score [--dev]`.

Every line is read as an article of its own would be, by the rules alone. A source kind is right when the voice found at
the annotated words is given it; words at which no voice is found are judged by themselves. An answer is right when its
relation and polarity are, and its clauses cover the annotated words of effect and cause; its voice when the innermost
statement around the cue is that voice's. The gold was written by one annotator: there is no agreement to print.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import whence
from whence.compare.kinds import source_kind, voice_kind
from whence.compare.responses import Tie, responses
from whence.model.speech import Reading
from whence.model.text import Span

GOLD = Path(__file__).resolve().parents[1] / "gold" / "incidents"
Row = dict[str, Any]
Figures = Mapping[str, float]

# The least each figure of the test half may be.
FLOORS = {"source_kinds": {"macro_f1": 0.80}, "responses": {"f1": 0.75, "voice": 0.75}}


def rows(name: str, half: str) -> list[Row]:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["half"] == half]


def read(text: str) -> Reading:
    return whence.blame_text(text, model="none").reading


def score_kinds(gold: Sequence[Row]) -> Figures:
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    there = Counter(str(row["kind"]) for row in gold)
    for row in gold:
        found = kind_of(row["text"], Span(*row["voice"]))
        given[found] += 1
        right[row["kind"]] += found == row["kind"]
    each = [2 * right[kind] / (given[kind] + there[kind]) for kind in there]
    return {"macro_f1": sum(each) / len(each), "accuracy": sum(right.values()) / len(gold), "count": len(gold)}


def kind_of(text: str, words: Span) -> str:
    """The source kind of the voice at these words, or of the words where the reader finds no voice there."""
    for voice in read(text).voices:
        if any(mention.overlaps(words) for mention in voice.mentions):
            return voice_kind(voice, text).value
    return source_kind(text, words).value


def score_responses(gold: Sequence[Row]) -> Figures:
    right = found = there = voiced = 0
    for row in gold:
        ties = responses(row["text"])
        found += len(ties)
        there += len(row["links"])
        hits = [tie for link in row["links"] for tie in ties if _same(tie, link)][: len(row["links"])]
        right += len(hits)
        voiced += sum(_same_voice(_voice_at(row["text"], tie), _bare(row["voice"])) for tie in hits)
    return {
        "f1": 2 * right / (found + there),
        "precision": right / found,
        "recall": right / there,
        "voice": voiced / right,
    }


def _same(tie: Tie, link: Row) -> bool:
    clauses = tie.cause.covers(Span(*link["cause"])) and tie.effect.covers(Span(*link["effect"]))
    return clauses and tie.relation == link["relation"] and tie.polarity == link["polarity"]


def _voice_at(text: str, tie: Tie) -> str:
    """The name of the innermost voice whose statement holds the cue; empty for the document's own."""
    reading = read(text)
    around = [one for one in reading.statements if any(span.overlaps(tie.cue[0]) for span in one.content)]
    innermost = max(around, key=lambda one: len(one.chain), default=None)
    if innermost is None or len(innermost.chain) < 2:
        return ""
    return _bare(reading.voice(innermost.chain[-1].voice).name)


def _same_voice(found: str, gold: str) -> bool:
    """The same name, or one that holds the other; the document's own voice is the empty name."""
    return found == gold or bool(found and gold and (found in gold or gold in found))


def _bare(name: str) -> str:
    low = name.lower().removeprefix("the ").removeprefix("its ")
    return low.split(",")[0]


TASKS: dict[str, Callable[[Sequence[Row]], Figures]] = {"source_kinds": score_kinds, "responses": score_responses}


def main() -> int:
    """Print a line for each file of gold; 1 where a figure of the test half is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="the half for tuning instead")
    half = "dev" if parser.parse_args().dev else "test"
    missed = False
    for name, score in TASKS.items():
        figures = score(rows(name, half))
        print(f"{name:14}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))
        missed |= half == "test" and any(figures[key] < least for key, least in FLOORS[name].items())
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
