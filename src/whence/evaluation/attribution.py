"""Voices and attributions against gold: source, cue and content, chains, statuses."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.errors import UsageError
from whence.evaluation.outcome import Outcome
from whence.project import blame, cores, reader

if TYPE_CHECKING:
    from whence.learned.model import Model
    from whence.measure.attributions import Attribution
    from whence.model.speech import Reading, Statement, Tagged
    from whence.model.text import Document, Span


def attribution(form: str, paths: Sequence[Path], *, model: str, jobs: int | None) -> Outcome:
    """Score the gold at `paths`, written as `cofenet`, `brat` or `blame` (see `whence eval attribution --help`).

    Raises UsageError when gold is missing or broken, or the tagger that two of the forms measure cannot run.
    """
    if form == "cofenet":
        return _cofenet(paths, _tagger(model, jobs))
    if form == "brat":
        return _brat(paths, _tagger(model, jobs), reader(model, jobs))
    return _blame(paths, model, jobs)


def _tagger(model: str, jobs: int | None) -> Model:
    """The trained tagger alone. Raises UsageError where there is none."""
    from whence.learned import installed

    if model == installed.NONE or installed.missing():
        raise UsageError(f"this measures the trained tagger: {installed.missing() or '--model none has none'}")
    from whence.learned.model import Model

    return Model(installed.find(model)[0], jobs or cores())


def _cofenet(paths: Sequence[Path], tagger: Model) -> Outcome:
    from whence.learned.tag import labels
    from whence.learned.units import from_tokens
    from whence.measure import spans

    rows = [row for path in paths for row in _rows(path)]
    predicted: list[list[str]] = []
    for _, passages in groupby(rows, key=_article):
        predicted += labels(tagger, [from_tokens(row["tokens"]) for row in passages])
    marked = [(row["labels"], tags) for row, tags in zip(rows, predicted, strict=True) if "labels" in row]
    scores = spans.score_spans([gold for gold, _ in marked], [tags for _, tags in marked])
    figures = {kind: score.f1 for kind, score in scores.items()}
    return Outcome(spans.table(scores), [json.dumps({"labels": tags}) for tags in predicted], figures)


def _article(row: dict[str, Any]) -> Any:
    """Passages with one `id` are neighbours in an article; without one each stands alone."""
    return row.get("id", id(row))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if len(row["tokens"]) != len(row.get("labels", row["tokens"])):
                raise ValueError("as many labels as tokens are needed")
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}, line {number}: no tagged passage ({error})") from error
        yield row


def _brat(paths: Sequence[Path], tagger: Model, read: Callable[[Document], Reading]) -> Outcome:
    """Whole attributions: the tagger's, with the source that the rules found where it names none."""
    from whence.ingest.plain import read_plain
    from whence.learned.paragraphs import paragraphs
    from whence.learned.tag import tagged
    from whence.measure import attributions

    articles: list[tuple[str, Sequence[Attribution], Sequence[Attribution]]] = []
    predictions: list[str] = []
    for text_file, gold_file in _standoff(paths):
        with text_file.open(encoding="utf-8", newline="") as file:
            text = file.read()
        statements = read(read_plain(text, uri=text_file.name)).statements if text.strip() else ()
        found = [_attribution(_with_source(item, statements)) for item in tagged(tagger, text, paragraphs(text))]
        if gold_file is not None:
            articles.append((text, attributions.read_brat(gold_file.read_text(encoding="utf-8")), found))
        predictions.append(json.dumps({"doc": text_file.name, "attributions": [asdict(item) for item in found]}))
    scores = attributions.score_attributions(articles)
    return Outcome(attributions.table(scores), predictions, {name: row.attrib.f1 for name, row in scores.items()})


def _with_source(item: Tagged, statements: Sequence[Statement]) -> Tagged:
    """The attribution with the words that name the source of the same content, outermost, in the reading."""
    if item.source is not None:
        return item
    size = sum(len(span) for span in item.content)
    for statement in statements:
        link = statement.chain[-1]
        if len(statement.chain) != 2 or not link.cue or not link.source:
            continue
        shared = sum(_shared(one, other) for one in item.content for other in statement.content)
        if 2 * shared > size:
            return replace(item, source=link.source[0])
    return item


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _standoff(folders: Sequence[Path]) -> Iterator[tuple[Path, Path | None]]:
    """Each text with its annotations, if any; of several annotators (NAME_WHO.ann) the file first by name."""
    for folder in folders:
        texts = folder / "text" if (folder / "text").is_dir() else folder
        golds = folder / "attributions" if (folder / "attributions").is_dir() else folder
        first: dict[str, Path] = {}
        for path in sorted(golds.glob("*.ann")):
            first.setdefault(path.stem, path)
            first.setdefault(path.stem.rsplit("_", 1)[0], path)
        for text in sorted(texts.glob("*.txt")):
            yield text, first.get(text.stem)


def _attribution(item: Tagged) -> Attribution:
    from whence.measure.attributions import Attribution

    return Attribution(
        content=tuple((span.start, span.end) for span in item.content),
        source=tuple((span.start, span.end) for span in (item.source,) if span),
        cue=tuple((span.start, span.end) for span in (item.cue,) if span),
    )


def _blame(paths: Sequence[Path], model: str, jobs: int | None) -> Outcome:
    from whence.measure import passages

    outcomes: list[passages.Outcome] = []
    predictions: list[str] = []
    for path in paths:
        name = path.name.removesuffix(".jsonl").removesuffix(".gold")
        article = next((path.with_name(name + suffix) for suffix in (".txt", ".html", ".md", ".htm")
                        if path.with_name(name + suffix).is_file()), None)  # fmt: skip
        if article is None:
            raise UsageError(f"{path}: no {name}.txt, .html or .md stands beside it")
        read = blame(article, model=model, jobs=jobs).to_json()
        gold = passages.read_gold(path.read_text(encoding="utf-8"))
        outcomes += passages.score_article(name, gold, read)
        predictions.append(json.dumps(read, ensure_ascii=False))
    return Outcome(passages.table(outcomes), predictions, passages.percentages(outcomes))
