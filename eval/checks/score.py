"""Hold what `whence check` says against the truth."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval import polnear
from eval.checks.generate import Case, Quotation, make
from whence.ingest.plain import read_plain
from whence.model.reuse import Check, Op
from whence.model.text import Document
from whence.read.article import read
from whence.read.quoted import quoted
from whence.trace.checks import check, sources
from whence.trace.words import WORD, fold


@dataclass(frozen=True, slots=True)
class Outcome:
    """One quotation, and what was said of it (None: the reader did not see it as a quotation)."""

    truth: Quotation
    said: Check | None


def run(case: Case) -> list[Outcome]:
    """Every quotation of the case checked."""
    among = sources([read_plain(text, uri=f"{number}") for number, text in enumerate(case.sources)])
    draft = read_plain(case.draft, uri="draft")
    reading = read(draft)
    said = {item.spans[0].start: item for item in quoted(reading) if not item.skipped}
    starts = sorted(said)
    outcomes: list[Outcome] = []
    for truth in case.quotations:
        start, end = truth.pieces[0]
        mine = next((said[at] for at in starts if start - 2 <= at < end), None)
        outcomes.append(Outcome(truth, check(draft, mine, among) if mine else None))
    return outcomes


def located(outcome: Outcome) -> bool:
    """Whether the original, or one of those as good, is the place the quotation was taken from."""
    check_, truth = outcome.said, outcome.truth
    if check_ is None:
        return False
    if not truth.places:
        return check_.original is None
    options = [item for item in (check_.original, *check_.further, *check_.alternatives) if item]
    return all(
        any(
            item.uri == str(article) and any(span.start < end and span.end > start for span in item.spans)
            for item in options
        )
        or any(_same_words(item, truth) for item in options)
        for article, start, end in truth.places
    )


def _same_words(_item: object, _truth: Quotation) -> bool:
    return False


def right(outcome: Outcome) -> bool:
    """Whether the verdict is the one that holds."""
    return outcome.said is not None and outcome.said.verdict.value in outcome.truth.verdict.split("|")


def consequence_found(outcome: Outcome) -> bool:
    """Whether every consequence of the change is named."""
    named = {edit.consequence.value for edit in outcome.said.edits} if outcome.said else set[str]()
    return outcome.truth.consequences - {"none"} <= named


def labels(outcome: Outcome, document: Document) -> tuple[int, int]:
    """Of the words of the original: how many have the right fate, of how many."""
    check_, truth = outcome.said, outcome.truth
    if check_ is None or check_.original is None or not truth.labels or check_.original.uri != document.uri:
        return 0, 0
    left = [edit.original for edit in check_.edits if edit.op is Op.DELETE]
    changed = [edit.original for edit in check_.edits if edit.op is Op.REPLACE]
    good = total = 0
    for start, end, fate in truth.labels:
        found = WORD.search(document.text, start, end)
        if found is None or not fold(found.group()):
            continue
        at = found.start()
        mine = (
            "left out"
            if any(at in span for span in left)
            else "changed"
            if any(at in span for span in changed)
            else "kept"
        )
        total += 1
        good += mine == fate
    return good, total


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="train")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    articles = [path.read_text(encoding="utf-8") for path in polnear.articles(options.part)]
    random.Random(options.seed).shuffle(articles)
    case = make(articles[:300], options.seed, held_back=articles[300:400])
    began = time.process_time()
    outcomes = run(case)
    spent = time.process_time() - began
    show(case, outcomes, verbose=options.verbose)
    print(f"{spent:.2f} CPU seconds")


def show(case: Case, outcomes: Sequence[Outcome], *, verbose: bool) -> None:
    documents = [read_plain(text, uri=f"{number}") for number, text in enumerate(case.sources)]
    rows: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        row = rows.setdefault(outcome.truth.kind, Counter())
        row["all"] += 1
        row["verdict"] += right(outcome)
        row["located"] += located(outcome)
        row["consequence"] += consequence_found(outcome)
        row["unseen"] += outcome.said is None
        if outcome.truth.places:
            good, total = labels(outcome, documents[outcome.truth.places[0][0]])
            row["good"] += good
            row["words"] += total
            if verbose and good < total:
                print(
                    "LABELS",
                    good,
                    total,
                    outcome.truth.kind,
                    outcome.truth.text,
                    [l for l in outcome.truth.labels if l[2] != "kept"],
                    outcome.said and outcome.said.edits,
                )
        if verbose and not (right(outcome) and located(outcome) and consequence_found(outcome)):
            said = outcome.said
            print(
                "MISS",
                outcome.truth.kind,
                "|",
                outcome.truth.text,
                "|",
                case.draft[outcome.truth.pieces[0][0] - 30 : outcome.truth.pieces[-1][1] + 20]
                if said is None
                else (
                    said.verdict.value,
                    located(outcome),
                    [
                        (
                            e.op.value,
                            case.draft[e.quote.start : e.quote.end],
                            documents[int(said.original.uri)].text[e.original.start : e.original.end],
                            e.marked,
                            e.consequence.value,
                        )
                        for e in said.edits
                    ]
                    if said.original
                    else None,
                ),
            )
    total = sum(rows.values(), Counter[str]())
    for name, row in [*rows.items(), ("all", total)]:
        n = row["all"]
        print(
            f"{name:<24} {n:4d}  verdict {100 * row['verdict'] / n:6.1f}  located {100 * row['located'] / n:6.1f}  consequence {100 * row['consequence'] / n:6.1f}  words {100 * row['good'] / max(row['words'], 1):6.2f}  unseen {row['unseen']}"
        )


if __name__ == "__main__":
    main()
