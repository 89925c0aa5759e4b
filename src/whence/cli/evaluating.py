"""`whence models` and `whence eval`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.screen import JOBS, MODEL
from whence.errors import WhenceError

if TYPE_CHECKING:
    from whence.evaluation.outcome import Outcome


@click.command()
def models() -> None:
    """List the trained taggers that came with whence, whether they are whole, and what they were measured at."""
    from whence.learned.installed import installed, missing

    for model in installed():
        size = model.path.stat().st_size / 1e6 if model.path.is_file() else 0.0
        state = "whole" if model.whole() else "missing or damaged: install whence again"
        click.echo(f"{model.name}  {model.about}  {size:.1f} MB  {state}")
        click.echo(f"  {model.path}")
        figures = ", ".join(f"{name} {value:.1f}" for name, value in model.figures.items())
        click.echo(f"  sha256 {model.sha256}\n  on PolNeAR dev: {figures}")
    if why := missing():
        click.echo(f"no model can run: {why}")


@click.group("eval")
def evaluate() -> None:
    """Measure whence on articles that you have annotated yourself."""


_TASKS = {
    "times": "Date expressions and their values, as tab-separated lines (the first of each document is its date).",
    "places": "Place names of articles with their coordinates, as XML.",
    "events": "The class of what a sentence tells, as tab-separated lines; --raw for sentences without marked actors.",
    "status": "Verbs told as actual, negated, intended or hypothetical, as CSV.",
    "incidents": "Which documents and which mentions tell the same incident: a folder of annotated articles.",
    "templates": "Incident templates of wire texts: a folder of texts with their keys.",
    "causes": "Cause and effect in sentences, as CSV.",
}


def _task(name: str, about: str) -> None:
    """Make the command of one task: a figure for each thing measured, as JSON."""

    @evaluate.command(name, help=about)
    @click.argument("path", metavar="FILE", type=click.Path(exists=True, path_type=Path))
    @click.option("--predictions", metavar="FILE", type=click.Path(dir_okay=False), help="Write what was predicted.")
    @click.option("--raw", is_flag=True, hidden=name != "events", help="Sentences whose actors are not marked.")
    def command(*, path: Path, predictions: str | None, raw: bool) -> None:
        module = import_module(f"whence.evaluation.{name}")
        try:
            outcome: Outcome = module.score_raw(path) if raw and name == "events" else module.score(path)
            if predictions:
                Path(predictions).write_text("".join(f"{line}\n" for line in outcome.predictions), encoding="utf-8")
        except (WhenceError, OSError) as error:
            raise click.UsageError(str(error)) from error
        click.echo(json.dumps(outcome.figures, indent=1))

    _ = command


for _name, _about in _TASKS.items():
    _task(_name, _about)


@evaluate.command()
@click.argument("paths", nargs=-1, required=True, metavar="GOLD…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", required=True, type=click.Choice(["cofenet", "brat", "blame"]), help="How the gold is written."
)
@click.option("--predictions", metavar="FILE", type=click.Path(dir_okay=False), help="Write what was predicted.")
@MODEL
@JOBS
def attribution(*, paths: tuple[Path, ...], form: str, predictions: str | None, model: str, jobs: int | None) -> None:
    """Score source, cue and content against gold.

    \b
    cofenet  JSON lines with "tokens" and BIO "labels": exact spans
    brat     a folder with NAME.txt and NAME.ann, or with text/ and attributions/: whole attributions
    blame    NAME.gold.jsonl beside NAME.txt, .html or .md: voice, chain, quotation, status

    \b
    whence eval attribution --format cofenet valid.jsonl
    whence eval attribution --format brat annotated/ --predictions found.jsonl
    whence eval attribution --format blame gold/*.gold.jsonl
    """
    from whence.evaluation.attribution import attribution as score

    try:
        outcome = score(form, paths, model=model, jobs=jobs)
        if predictions:
            Path(predictions).write_text("".join(f"{line}\n" for line in outcome.predictions), encoding="utf-8")
    except (WhenceError, OSError) as error:
        raise click.UsageError(str(error)) from error
    for line in outcome.table:
        click.echo(line)
