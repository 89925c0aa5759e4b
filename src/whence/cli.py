"""The command line: parse, call, print. Only this module prints or exits."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence import __version__
from whence.errors import UsageError, WhenceError
from whence.model.text import Failure
from whence.project import SMALL, Blame, blame_all, blame_demo, count

if TYPE_CHECKING:
    from whence.present.choose import Choice

_PIPED = (100, 24)  # columns and rows where no terminal and no COLUMNS says otherwise


@dataclass
class _Run:
    """One call of the command: what failed, what was left out, how many were read, since when."""

    failures: list[Failure] = field(default_factory=list[Failure])
    notes: list[str] = field(default_factory=list[str])
    read: int = 0
    began: float = field(default_factory=time.monotonic)

    def kept(self, outcomes: Iterable[Blame | Failure]) -> Iterator[Blame]:
        """The articles that could be read; the others are told at the end."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
            else:
                self.read += 1
                yield outcome


_MODEL = click.option(
    "--model",
    default=SMALL,
    show_default=True,
    metavar="NAME",
    help="The trained tagger: small, none, or an ONNX file.",
)
_JOBS = click.option("--jobs", type=click.IntRange(1), metavar="N", help="Threads for the tagger [every core].")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="whence")
def main() -> None:
    """git blame for the news: whose voice every sentence is, through whom, and how sure.

    \b
    whence demo                       see it on a bundled article
    whence blame page.html            a saved page, in the terminal
    whence blame --help               more examples
    """


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--voice", metavar="NAME", help="Only what this voice says (part of its name is enough).")
@click.option("--status", metavar="STATUS", help="Only what is put forward like this: denied, claimed, reported …")
@click.option("-L", "span", metavar="FIRST,LAST", help="Only these sentences: 10,20 or 10,+5 or 10, or 10.")
@click.option("--json", "form", flag_value="json", help="One JSON object for each article.")
@click.option("--jsonl", "form", flag_value="jsonl", help="The same, each on one line: use this for several.")
@click.option("--porcelain", "form", flag_value="porcelain", help="One tab-separated line for each piece of text.")
@click.option("--html", "page", metavar="FILE", type=click.Path(dir_okay=False), help="Write one self-contained page.")
@click.option("--no-pager", is_flag=True, help="Print long output without a pager.")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into a private network.")
@_MODEL
@_JOBS
def blame(
    *,
    inputs: tuple[str, ...],
    voice: str | None,
    status: str | None,
    span: str | None,
    form: str | None,
    page: str | None,
    no_pager: bool,
    allow_private: bool,
    model: str,
    jobs: int | None,
) -> None:
    """Show an article sentence by sentence, each with the voices it came through.

    INPUT is a file (.html, .txt, .md, .jsonl), a folder, a web address, or - for standard input.
    Exit code: 0 all well, 1 some articles could not be read, 2 wrong usage.

    \b
    whence blame page.html
    whence blame https://example.org/news/story --voice "Ministry"
    whence blame page.html --status denied
    whence blame page.html -L 10,20
    whence blame archive/ --jsonl > voices.jsonl
    whence blame page.html --html report.html
    pbpaste | whence blame -
    """
    if form and page:
        raise click.UsageError("--html goes without --json, --jsonl and --porcelain")
    if page and not Path(page).absolute().parent.is_dir():
        raise click.UsageError(f"--html {page}: there is no such folder")
    choice = _choice(voice, status, span)
    run = _Run()
    _check_model(model, jobs, run)
    outcomes = blame_all(
        inputs, stdin=sys.stdin.buffer, allow_private=allow_private, note=run.notes.append, model=model, jobs=jobs
    )
    with _quiet_pipe(), _progress(outcomes, inputs, to_file=bool(page)) as seen:
        articles = run.kept(seen)
        if page:
            _write_page(articles, Path(page), choice)
        else:
            _print(articles, form or "terminal", choice, paged=not no_pager)
    _tell(run, several=len(inputs) > 1 or run.read + len(run.failures) > 1)
    sys.exit(1 if run.failures else 0)


@main.command()
def demo() -> None:
    """Show `blame` on a short invented article that comes with whence."""
    from whence.present.choose import EVERYTHING

    with _quiet_pipe():
        _print([blame_demo()], "terminal", EVERYTHING, paged=True)


@main.command()
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


@main.group("eval")
def evaluate() -> None:
    """Measure whence on articles that you have annotated yourself."""


@evaluate.command()
@click.argument("paths", nargs=-1, required=True, metavar="GOLD…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", required=True, type=click.Choice(["cofenet", "brat", "blame"]), help="How the gold is written."
)
@click.option("--predictions", metavar="FILE", type=click.Path(dir_okay=False), help="Write what was predicted.")
@_MODEL
@_JOBS
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
    from whence import evaluation

    try:
        outcome = evaluation.attribution(form, paths, model=model, jobs=jobs)
        if predictions:
            Path(predictions).write_text("".join(f"{line}\n" for line in outcome.predictions), encoding="utf-8")
    except (WhenceError, OSError) as error:
        raise click.UsageError(str(error)) from error
    for line in outcome.table:
        click.echo(line)


def _check_model(model: str, jobs: int | None, run: _Run) -> None:
    """Load the tagger before the first article: a name that is wrong ends the call, no runtime is told."""
    from whence.project import reader, without_model

    try:
        reader(model, jobs)
    except WhenceError as error:
        raise click.UsageError(str(error)) from error
    if why := without_model(model):
        run.notes.append(why)


def _choice(voice: str | None, status: str | None, span: str | None) -> Choice:
    from whence.present.choose import Choice, sentence_range, status_named

    try:
        first, last = sentence_range(span) if span else (1, None)
        return Choice(voice=voice, status=status_named(status) if status else None, first=first, last=last)
    except UsageError as error:
        raise click.UsageError(str(error)) from error


def _print(articles: Iterable[Blame], form: str, choice: Choice, *, paged: bool) -> None:
    from whence.present import contract, porcelain, terminal
    from whence.present.choose import chosen

    if form in ("json", "jsonl"):
        dump = contract.compact if form == "jsonl" else contract.lines
        for article in articles:
            data = contract.to_json(chosen(article.reading, choice))
            # Half of a character pair cannot be encoded; as the escape \udxxx it stays valid JSON.
            click.echo(dump(data).encode("utf-8", "backslashreplace"))
        return
    _encode_anything()
    colour = _wants_colour()
    size = shutil.get_terminal_size(_PIPED)
    if form == "porcelain":
        rows = (row for article in articles for row in porcelain.render(article.reading, choice=choice))
        _send(rows, colour=False)
        return
    views = (
        terminal.render(article.reading, columns=size.columns, colour=colour, choice=choice) for article in articles
    )
    rows = (row for number, view in enumerate(views) for row in chain([""] * min(number, 1), view))
    if paged and sys.stdout.isatty():
        _page(rows, size.lines, colour=colour)
    else:
        _send(rows, colour=colour)


def _send(rows: Iterable[str], *, colour: bool) -> None:
    for row in rows:
        click.echo(row, color=colour)


def _page(rows: Iterator[str], height: int, *, colour: bool) -> None:
    """A pager for what does not fit on the screen."""
    first = list(islice(rows, height))
    if len(first) < height:
        _send(first, colour=colour)
    else:
        click.echo_via_pager((f"{row}\n" for row in chain(first, rows)), color=colour)


def _write_page(articles: Iterable[Blame], path: Path, choice: Choice) -> None:
    from whence.present import page

    readings = [article.reading for article in articles]
    if not readings:
        return
    try:
        path.write_text(page.render(readings, choice=choice), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise click.UsageError(f"--html {path}: {error.strerror}") from error
    click.echo(f"wrote {path}", err=True)


@contextmanager
def _progress(
    outcomes: Iterable[Blame | Failure], inputs: tuple[str, ...], *, to_file: bool
) -> Generator[Iterable[Blame | Failure], None, None]:
    """A bar with the time left on standard error, where somebody watches it and nothing else is on that screen."""
    watched = sys.stderr.isatty() and (to_file or not sys.stdout.isatty())
    total = count(inputs) if watched else None
    if not watched or total == 1:
        yield outcomes
        return
    with click.progressbar(outcomes, length=total, label="blame", show_pos=True, file=sys.stderr) as bar:
        yield bar


def _tell(run: _Run, *, several: bool) -> None:
    from whence.present.characters import visible

    for note in run.notes:
        click.echo(f"whence: {visible(note)}", err=True)
    for failure in run.failures:
        click.echo(f"whence: {visible(failure.uri)}: {visible(failure.problem)}", err=True)
    if several:
        seconds = time.monotonic() - run.began
        click.echo(f"whence: {run.read} read, {len(run.failures)} failed, {seconds:.1f} s", err=True)


def _wants_colour() -> bool:
    """NO_COLOR before FORCE_COLOR before what the terminal can do."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _encode_anything() -> None:
    """On a terminal that lacks a character, its escape is printed."""
    if isinstance(sys.__stdout__, TextIOWrapper):
        sys.__stdout__.reconfigure(errors="backslashreplace")


@contextmanager
def _quiet_pipe() -> Generator[None, None, None]:
    """A reader such as `head` that has seen enough is no error."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more on its way out; that must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
