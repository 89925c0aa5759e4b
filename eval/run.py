"""`python -m eval.run`: read the gold articles and PolNeAR, write `eval/RESULTS.md`, check the pinned floors.

`--dev` prints the dev part only and writes nothing; `--verbose NAME…` prints the misses of dev articles (`all` for
every one). The misses of the test part are never printed, so that nobody tunes on them.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import whence
from eval import polnear, report
from eval.checks import score as checks
from eval.score_gold import Outcome, read_gold, score_article
from whence.errors import SourceError
from whence.evaluation import attribution as evaluation

HERE = Path(__file__).parent
GENRES = (
    *("blog", "briefs", "broadsheet", "court", "essay", "factcheck", "feature", "foreign"),
    *("interview", "live", "metro", "release", "repost", "transcript", "wire"),
    *("aggregator", "analysis", "briefing", "city", "column", "company", "council", "health", "hearing"),
    *("memo", "memory", "profile", "regional", "sport", "verdict"),
)
MEASURED = HERE.parent / "src" / "whence" / "project" / "measured.toml"
MEASURED_HEADER = """\
# What the reader was measured at, written by `python -m eval.run`: the row "held-out, rules and tagger" of its results.
"""
SHOWN = {
    "voice": "the voice",
    "chain": "the whole chain",
    "quotation": "whose words (quoted, in other words, own)",
    "status": "how it is put forward",
}
CHECK_SEEDS = (1, 2, 3)
HEADER = """# Results

Made by `python -m eval.run`; change the reader, not this file. What the columns mean, and why there are two parts:
[README.md](README.md).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The scores of one part of the gold articles, and why an article could not be read."""

    articles: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    failures: tuple[str, ...]


def score_part(name: str, model: str = "small") -> Part:
    """Read and score every gold article of `dev` or `test`, with the rules and the trained tagger of this name."""
    outcomes: list[Outcome] = []
    failures: list[str] = []
    gold_files = sorted((HERE / "gold" / name).glob("*.gold.jsonl"))
    for path in gold_files:
        article = article_name(path)
        blame = None
        try:
            blame = whence.blame(article_file(path), model=model).to_json()
        except SourceError as error:
            failures.append(f"{article}: {error.problem}")
        outcomes += score_article(article, read_gold(path), blame)
    return Part(
        articles=tuple(article_name(path) for path in gold_files),
        outcomes=tuple(outcomes),
        failures=tuple(failures),
    )


def article_name(gold_file: Path) -> str:
    """`harbour` for `harbour.gold.jsonl`."""
    return gold_file.name.removesuffix(".gold.jsonl")


def article_file(gold_file: Path) -> Path:
    """The article that a gold file annotates. Raises SourceError when there is none."""
    for suffix in (".txt", ".html", ".md"):
        article = gold_file.with_name(article_name(gold_file) + suffix)
        if article.is_file():
            return article
    raise SourceError(gold_file.name, "no article stands beside it")


def genre(article: str) -> str:
    """The genre that an article's name says (the first word that is one): `live` for `b_live_flood`."""
    return next((word for word in article.split("_") if word in GENRES), "other")


def results(dev: Part, test: Part, polnear_scores: dict[str, Any] | None, checked: checks.Run | None) -> str:
    """The text of RESULTS.md."""
    parts = [HEADER, _both(dev, test), _tagger_alone(), _checks_text(checked)]
    parts += [_part_text("Held-out part", test), _part_text("Dev part (the reader is tuned on it)", dev)]
    parts.append(_confusions(dev))
    parts.append("## PolNeAR dev\n")
    for name, scores in (polnear_scores or {}).items():
        parts.append(f"{name[0].upper()}{name[1:]}:\n\n{report.polnear_table(scores)}")
    if not polnear_scores:
        parts.append("not run: the corpus is not here\n")
    return "\n".join(parts)


def missed_floors(test: Part, polnear_scores: dict[str, Any] | None, checked: checks.Run | None = None) -> list[str]:
    """A sentence for each pinned floor that is not reached; corpora that are not here are not judged."""
    floors: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    measured = {("test", measure): value for measure, value in report.percentages(test.outcomes).items()}
    if polnear_scores:
        outermost = next(iter(polnear_scores.values()))
        measured |= {("polnear", name): row["attrib"][2] for name, row in outermost.items()}
    if checked:
        measured |= {("checks", name): value for name, value in checked.least.items()}
    pinned = {(table, name): floor for table, rows in floors.items() for name, floor in rows.items()}
    return [
        f"{table} {name}: {measured[table, name]:.1f} is below the floor of {floor:.1f}"
        for (table, name), floor in pinned.items()
        if (table, name) in measured and measured[table, name] < floor
    ]


def _both(dev: Part, test: Part) -> str:
    """What the trained tagger changes: the rules alone beside rules and tagger, on the same passages."""
    rows = [
        ("held-out, rules alone", score_part("test", "none").outcomes),
        ("held-out, rules and tagger", test.outcomes),
        ("dev, rules alone", score_part("dev", "none").outcomes),
        ("dev, rules and tagger", dev.outcomes),
    ]
    lost = [report.lost(rows[0][1], rows[1][1]), report.lost(rows[2][1], rows[3][1])]
    return "\n".join(
        [
            "## The rules alone, and with the trained tagger\n",
            report.both_table(rows),
            f"Whole chains that the rules had right and both together have not: held-out {lost[0]}, dev {lost[1]}; "
            f"the other way round: held-out {report.lost(rows[1][1], rows[0][1])}, "
            f"dev {report.lost(rows[3][1], rows[2][1])}.\n",
            "## How sure, and how often right (held-out part, statements of others)\n",
            report.reliability_table(test.outcomes),
        ]
    )


def _tagger_alone() -> str:
    """The trained tagger on the corpora, by `whence eval attribution`."""
    heading = "## The trained tagger alone\n"
    if not polnear.available():
        return f"{heading}\nnot run: the corpora are not here\n"
    spans = evaluation.attribution(
        "cofenet", [polnear.SHARED / "corpora" / "cofenet" / "valid.jsonl"], model="small", jobs=None
    )
    whole = evaluation.attribution("brat", [polnear.CORPUS / "dev"], model="small", jobs=None)
    first = ["Exact spans, CofeNet valid:\n", "```", *spans.table, "```\n"]
    second = ["Whole attributions, PolNeAR dev:\n", "```", *whole.table, "```\n"]
    return "\n".join([heading, *first, *second])


def _checks_text(checked: checks.Run | None) -> str:
    """`whence check` on drafts made from articles of the dev part, every change known."""
    rows = checked.rows() if checked else ["not run: the corpora are not here"]
    return "\n".join(["## Quotations checked\n", *rows, ""])


def _part_text(title: str, part: Part) -> str:
    heading = f"## {title}: {len(part.articles)} articles, {len(part.outcomes)} passages\n"
    failures = "".join(f"- not read: {failure}\n" for failure in part.failures)
    return "\n".join(text for text in (heading, report.gold_tables(part.outcomes, genre), failures) if text)


def _confusions(part: Part) -> str:
    quotations = [(outcome.gold.quotation, outcome.got_quotation) for outcome in part.outcomes]
    statuses = [(outcome.gold.status, outcome.got_status) for outcome in part.outcomes]
    return "\n".join(
        [
            "## Dev part: annotated (rows) and read (columns)\n",
            report.confusion("quotation", quotations, report.QUOTATIONS),
            report.confusion("status", statuses, report.STATUSES),
        ]
    )


def _print_misses(dev: Part, names: Sequence[str]) -> None:
    for article in dev.articles if "all" in names else names:
        print(f"== {article}")
        print("\n".join(report.misses(outcome for outcome in dev.outcomes if outcome.article == article)))


def _verbose(names: Sequence[str]) -> None:
    dev = score_part("dev")
    unknown = set(names) - {"all", *dev.articles}
    if unknown:
        sys.exit(f"no dev article is called {', '.join(sorted(unknown))} (the test part stays unseen)")
    _print_misses(dev, names)


def _write_results() -> int:
    dev, test = score_part("dev"), score_part("test")
    polnear_scores = polnear.score() if polnear.available() else None
    checked = checks.measured("dev", CHECK_SEEDS) if polnear.available() else None
    text = results(dev, test, polnear_scores, checked)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    MEASURED.write_text(_shown_in_the_reader(test), encoding="utf-8")
    print(text)
    missed = missed_floors(test, polnear_scores, checked)
    print("\n".join(missed) or "every floor is reached", file=sys.stderr)
    return 1 if missed else 0


def _shown_in_the_reader(test: Part) -> str:
    """What the reader's page about quality tells of the held-out part."""
    shares = report.percentages(test.outcomes)
    lines = [f'"{name}" = {shares[measure]:.1f}' for measure, name in SHOWN.items()]
    about = f"articles = {len(test.articles)}\npassages = {len(test.outcomes)}\n"
    return "\n".join([f"{MEASURED_HEADER}{about}", "[right]", *lines, ""])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description="Score whence on annotated articles.")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--dev", action="store_true", help="print the dev part only, write nothing")
    only.add_argument("--verbose", nargs="+", metavar="NAME", help="print the misses of dev articles, or of all")
    options = parser.parse_args()
    if options.verbose:
        _verbose(options.verbose)
        return 0
    if options.dev:
        dev = score_part("dev")
        print(_part_text("Dev part", dev), _confusions(dev), sep="\n")
        return 0
    return _write_results()


if __name__ == "__main__":
    sys.exit(main())
