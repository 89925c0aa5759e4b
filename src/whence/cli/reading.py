"""`whence blame` and `whence demo`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.screen import (
    JOBS,
    MODEL,
    PIPED,
    Run,
    check_model,
    echo_json,
    encode_anything,
    progress,
    quiet_pipe,
    send,
    show,
    tell,
    wants_colour,
)
from whence.errors import UsageError
from whence.project import Blame, blame_all, blame_demo

if TYPE_CHECKING:
    from whence.present.choose import Choice


@click.command()
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
@MODEL
@JOBS
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
    run = Run()
    check_model(model, jobs, run)
    outcomes = blame_all(
        inputs, stdin=sys.stdin.buffer, allow_private=allow_private, note=run.notes.append, model=model, jobs=jobs
    )
    with quiet_pipe(), progress("blame", outcomes, inputs, to_file=bool(page)) as seen:
        articles = run.kept(seen)
        if page:
            _write_page(articles, Path(page), choice)
        else:
            _print(articles, form or "terminal", choice, paged=not no_pager)
    tell(run, several=len(inputs) > 1 or run.read + len(run.failures) > 1)
    sys.exit(1 if run.failures else 0)


@click.command()
def demo() -> None:
    """Show `blame` on a short invented article that comes with whence."""
    from whence.present.choose import EVERYTHING

    with quiet_pipe():
        _print([blame_demo()], "terminal", EVERYTHING, paged=True)


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
            echo_json(dump(contract.to_json(chosen(article.reading, choice))))
        return
    encode_anything()
    colour = wants_colour()
    size = shutil.get_terminal_size(PIPED)
    if form == "porcelain":
        rows = (row for article in articles for row in porcelain.render(article.reading, choice=choice))
        send(rows, colour=False)
        return
    views = (
        terminal.render(article.reading, columns=size.columns, colour=colour, choice=choice) for article in articles
    )
    rows = (row for number, view in enumerate(views) for row in chain([""] * min(number, 1), view))
    if paged and sys.stdout.isatty():
        show(rows, size.lines, colour=colour)
    else:
        send(rows, colour=colour)


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
