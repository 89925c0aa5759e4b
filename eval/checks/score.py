"""Hold what `whence check` says against the truth: `python -m eval.checks.score`."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from eval import polnear
from eval.checks.generate import Case, Quotation, make
from whence.ingest.plain import read_plain
from whence.model.reuse import Check, Op
from whence.model.text import Document
from whence.read.article import read
from whence.read.quoted import quoted
from whence.trace.checks import check, sources
from whence.trace.words import WORD

SOURCES, HELD_BACK, QUOTATIONS = 300, 100, 400
_ALARMS = ("false_alarms", "typography")
UNCHANGED = ("verbatim", "elided", "bracketed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One quotation, and what was said of it (None: the reader did not see it as a quotation)."""

    truth: Quotation
    said: Check | None

    @property
    def right(self) -> bool:
        """Whether the verdict is the one that holds."""
        return self.said is not None and self.said.verdict.value in self.truth.verdict.split("|")

    @property
    def located(self) -> bool:
        """Whether the original, or one of those as good, is the place that the quotation was taken from."""
        if self.said is None or not self.truth.places:
            return self.said is not None and self.said.original is None
        options = [item for item in (self.said.original, *self.said.further, *self.said.alternatives) if item]
        return all(
            any(
                item.uri == str(article) and any(span.start < end and span.end > start for span in item.spans)
                for item in options
            )
            for article, start, end in self.truth.places
        )

    @property
    def named(self) -> bool:
        """Whether every consequence of the change is named."""
        named = {edit.consequence.value for edit in self.said.edits} if self.said else set[str]()
        return self.truth.consequences - {"none"} <= named

    def labels(self, document: Document) -> tuple[int, int]:
        """Of the words of the original: how many have the right fate, of how many."""
        if self.said is None or self.said.original is None or self.said.original.uri != document.uri:
            return 0, 0
        left = [edit.original for edit in self.said.edits if edit.op is Op.DELETE]
        changed = [edit.original for edit in self.said.edits if edit.op is Op.REPLACE]
        good = total = 0
        for start, end, fate in self.truth.labels:
            found = WORD.search(document.text, start, end)
            if found is None:
                continue
            at = found.start()
            mine = "left out" if any(at in span for span in left) else "kept"
            mine = "changed" if any(at in span for span in changed) else mine
            total += 1
            good += mine == fate
        return good, total


def case(part: str, seed: int) -> Case:
    """A draft of 400 quotations from 300 articles of a part of the corpus; a hundred others are held back."""
    articles = [path.read_text(encoding="utf-8") for path in polnear.articles(part)]
    random.Random(seed).shuffle(articles)
    known = min(SOURCES, len(articles) * 3 // 4)
    return make(articles[:known], seed, QUOTATIONS, held_back=articles[known : known + HELD_BACK])


def run(given: Case) -> list[Outcome]:
    """Every quotation of the case checked."""
    among = sources([read_plain(text, uri=f"{number}") for number, text in enumerate(given.sources)])
    draft = read_plain(given.draft, uri="draft")
    seen = [item for item in quoted(read(draft)) if not item.skipped]
    outcomes: list[Outcome] = []
    for truth in given.quotations:
        start, end = truth.pieces[0]
        mine = next((item for item in seen if start - 2 <= item.spans[0].start < end), None)
        outcomes.append(Outcome(truth, check(draft, mine, among) if mine else None))
    return outcomes


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in per cent."""

    verdict: float
    located: float
    consequence: float
    false_alarms: float
    typography: float
    words: float


def figures(given: Case, outcomes: Sequence[Outcome]) -> Figures:
    """The figures that the project promises."""
    documents = [read_plain(text, uri=f"{number}") for number, text in enumerate(given.sources)]
    kept = [item for item in outcomes if item.truth.verdict in UNCHANGED]
    typed = [item for item in outcomes if item.truth.kind == "verbatim, typography"]
    grave = [item for item in outcomes if item.truth.consequences & {"negation", "number", "hedge"}]
    counts = [item.labels(documents[item.truth.places[0][0]]) for item in outcomes if item.truth.places]
    return Figures(
        verdict=_share(item.right for item in outcomes),
        located=_share(item.located for item in outcomes),
        consequence=_share(item.named for item in grave),
        false_alarms=100 - _share(item.right for item in kept),
        typography=100 - _share(item.right for item in typed),
        words=100 * sum(good for good, _ in counts) / max(sum(total for _, total in counts), 1),
    )


def _share(right: Iterator[bool] | Sequence[bool]) -> float:
    found = list(right)
    return 100 * sum(found) / max(len(found), 1)


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for each kind of change."""
    rows: dict[str, Counter[str]] = {}
    for item in outcomes:
        row = rows.setdefault(item.truth.kind, Counter())
        row.update(n=1, verdict=item.right, located=item.located, named=item.named, unseen=item.said is None)
    yield "| kind | quotations | verdict % | located % | consequence % |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, row in sorted(rows.items()):
        shares = " | ".join(f"{100 * row[key] / row['n']:.1f}" for key in ("verdict", "located", "named"))
        yield f"| {name} | {row['n']} | {shares} |"


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of several drafts, by the seed that made each, and all their outcomes."""

    part: str
    figures: dict[int, Figures]
    outcomes: tuple[Outcome, ...]

    @property
    def least(self) -> dict[str, float]:
        """The worst of each figure, with what must not occur as the share in which it does not."""
        rows = [asdict(item) for item in self.figures.values()]
        return {name: min(100 - row[name] if name in _ALARMS else row[name] for row in rows) for name in rows[0]}

    def rows(self) -> Iterator[str]:
        """A table of the figures, and one of the kinds of change."""
        made = f"Drafts of {QUOTATIONS} quotations from up to {SOURCES} articles of PolNeAR {self.part}"
        yield f"{made}, a row for each seed (per cent):\n"
        yield "| seed | verdict | located | consequence named | false alarms | on typography | words |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        for seed, item in self.figures.items():
            yield f"| {seed} | " + " | ".join(f"{value:.2f}" for value in asdict(item).values()) + " |"
        yield ""
        yield from table(self.outcomes)


def measured(part: str, seeds: Sequence[int]) -> Run:
    """A draft for each seed made, checked and scored."""
    found: dict[int, Figures] = {}
    outcomes: list[Outcome] = []
    for seed in seeds:
        given = case(part, seed)
        mine = run(given)
        found[seed] = figures(given, mine)
        outcomes += mine
    return Run(part, found, tuple(outcomes))


def missed(given: Case, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The quotations that were judged, located or explained wrongly, for whoever tunes on this part."""
    for item in outcomes:
        if item.right and item.located and item.named:
            continue
        said = item.said
        told = "not seen" if said is None else f"{said.verdict.value}, {'located' if item.located else 'elsewhere'}"
        edits = [
            (edit.op.value, given.draft[edit.quote.start : edit.quote.end], edit.marked, edit.consequence.value)
            for edit in (said.edits if said else ())
        ]
        yield f"{item.truth.kind}: {' | '.join(item.truth.text)} -> {told} {edits}"


def main() -> None:
    """Print the figures of some seeds."""
    parser = argparse.ArgumentParser(prog="python -m eval.checks.score")
    parser.add_argument("--part", default="train", help="the part of the corpus the articles come from")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    for seed in options.seeds:
        given = case(options.part, seed)
        began = time.process_time()
        outcomes = run(given)
        spent = time.process_time() - began
        if options.verbose:
            print("\n".join(missed(given, outcomes)))
        print(seed, figures(given, outcomes), f"{spent:.2f} s")


if __name__ == "__main__":
    main()
