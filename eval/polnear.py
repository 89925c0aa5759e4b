"""Score whence on PolNeAR-style attributions (content, source, cue) with the scorer that stands beside the corpus.

`python -m eval.polnear --part train --first 50` prints the scorer's table for some articles. Corpus and scorer lie
outside this project, in `../shared`, because the texts belong to their publishers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import whence
from whence.model.speech import Reading, Statement
from whence.model.text import Span

Attribution = dict[str, list[list[int]]]
Choice = Callable[[Reading], list[Attribution]]

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpora" / "polnear"
SCORER = SHARED / "tools" / "score_polnear.py"


def available(part: str = "dev") -> bool:
    """Whether corpus and scorer are there."""
    return SCORER.is_file() and (CORPUS / part / "text").is_dir()


def score(part: str = "dev") -> dict[str, dict[str, Any]]:
    """The scorer's figures for every article of a part, by class of quotation, for each way to compare."""
    return {name: json.loads(_scorer(articles(part), choose, "--json")) for name, choose in WAYS.items()}


def articles(part: str) -> list[Path]:
    """The text files of a part, by name."""
    return sorted((CORPUS / part / "text").glob("*.txt"))


def predictions(paths: Iterable[Path], choose: Choice) -> Iterator[str]:
    """A JSON line for each article: the statements of others than the document, as `choose` picks them."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            reading = whence.blame_text(file.read(), uri=path.name).reading
        yield json.dumps({"doc": path.name, "attributions": choose(reading)})


def outermost(reading: Reading) -> list[Attribution]:
    """The statements one link below the document that have a cue: PolNeAR puts each word into one attribution at most,
    and each attribution has a cue. Where an outlet passes on the very same words of somebody else, the speaker counts.
    """
    by_depth = sorted(reading.statements, key=lambda statement: len(statement.chain))
    deepest = {statement.content: statement for statement in by_depth}
    first = [s for s in reading.statements if len(s.chain) == 2 and s.chain[-1].cue]
    return [_attribution(deepest[statement.content]) for statement in first]


def every(reading: Reading) -> list[Attribution]:
    """Every statement of somebody else, nested and floating too: what the corpus leaves out counts as wrong."""
    return [_attribution(statement) for statement in reading.statements if len(statement.chain) > 1]


WAYS: dict[str, Choice] = {"outermost statements with a cue": outermost, "every statement": every}


def _attribution(statement: Statement) -> Attribution:
    link = statement.chain[-1]
    return {"content": _pairs(statement.content), "source": _pairs(link.source), "cue": _pairs(link.cue)}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _scorer(paths: list[Path], choose: Choice, *options: str) -> str:
    """Run the scorer over the articles at `paths` only, by showing it a folder of links to them."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "text")
        texts.mkdir()
        for path in paths:
            (texts / path.name).symlink_to(path)
        predicted = Path(folder, "predicted.jsonl")
        predicted.write_text("".join(f"{line}\n" for line in predictions(paths, choose)), encoding="utf-8")
        gold = paths[0].parents[1] / "attributions"
        command = [sys.executable, SCORER, "--gold", gold, "--text", texts, *options, predicted]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description="Score whence on PolNeAR.")
    parser.add_argument("--part", default="dev", choices=["train", "dev", "annotator-training"])
    parser.add_argument("--first", type=int, help="only so many articles, spread evenly over the part")
    options = parser.parse_args()
    if not available(options.part):
        sys.exit("not run: the corpus is not there")
    paths = articles(options.part)
    step = max(1, len(paths) // options.first) if options.first else 1
    for name, choose in WAYS.items():
        print(f"== {name}\n{_scorer(paths[::step][: options.first], choose)}", end="")


if __name__ == "__main__":
    main()
