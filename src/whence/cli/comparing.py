"""`whence compare`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.library import blamed
from whence.cli.screen import (
    JOBS,
    MODEL,
    PIPED,
    Run,
    check_model,
    echo_json,
    encode_anything,
    quiet_pipe,
    send,
    show,
    tell,
    wants_colour,
)

if TYPE_CHECKING:
    from whence.project.comparing import Comparison


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("--library", metavar="LIB", help="Compare the documents of a library, in place of PATH….")
@click.option("--query", metavar="QUERY", default="", help="Of the library, those with a sentence that this finds.")
@click.option("--since", metavar="DATE", default="", help="Of the library, those published on this day or later.")
@click.option("--json", "form", flag_value="json", help="One JSON object.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object for each incident, each on one line.")
@click.option("--csv", "form", flag_value="csv", help="A row for each account.")
@click.option("--html", metavar="FILE", type=click.Path(dir_okay=False), help="One page, to read and print.")
@click.option("--no-pager", is_flag=True, help="Print long output without a pager.")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into a private network.")
@MODEL
@JOBS
def compare(
    *,
    paths: tuple[str, ...],
    library: str | None,
    query: str,
    since: str,
    form: str | None,
    html: str | None,
    no_pager: bool,
    allow_private: bool,
    model: str,
    jobs: int | None,
) -> None:
    """Lay side by side what different voices tell of the same incident.

    Questions stand down, voices across, contested rows first. Each account keeps its voice, its chain and how it is put
    forward. A conflict says that two accounts cannot both hold, never which of them does.
    Exit code: 0 all well, 1 an article could not be read, 2 wrong usage.

    \b
    whence compare monday/*.html
    whence compare monday/ --html incident.html
    whence compare --library news.whence --query "airfield drones" --since 2024-03-01
    """
    if bool(paths) == bool(library):
        raise click.UsageError("name what to compare: either PATH… or --library LIB")
    if (query or since) and not library:
        raise click.UsageError("--query and --since choose from a library: name it with --library LIB")
    run = Run()
    check_model(model, jobs, run)
    with blamed():
        found = _found(paths, library, query, since, allow_private, model, jobs, run)
    run.failures += found.failures
    run.notes += found.notes
    run.read = len(found.readings)
    encode_anything()
    with quiet_pipe():
        if html:
            _write(found, html)
        if form or not html:
            _print(found, form, paged=not no_pager)
    tell(run, several=len(paths) > 1)
    sys.exit(1 if run.failures else 0)


def _found(
    paths: tuple[str, ...],
    library: str | None,
    query: str,
    since: str,
    allow_private: bool,
    model: str,
    jobs: int | None,
    run: Run,
) -> Comparison:
    from whence.project.comparing import compare_articles
    from whence.project.library import Library

    if library:
        return Library(library).compare(query=query, since=since)
    return compare_articles(
        paths, stdin=sys.stdin.buffer, allow_private=allow_private, note=run.notes.append, model=model, jobs=jobs
    )


def _print(found: Comparison, form: str | None, *, paged: bool) -> None:
    if form == "csv":
        click.echo(found.to_csv().encode("utf-8", "backslashreplace"), nl=False)
    elif form == "json":
        from whence.present.contract import lines

        echo_json(lines(found.to_json()))
    elif form == "jsonl":
        for incident in found.to_json()["incidents"]:
            echo_json(json.dumps(incident, ensure_ascii=False))
    else:
        _show(found, paged=paged)


def _show(found: Comparison, *, paged: bool) -> None:
    from whence.present.compared import terminal

    colour = wants_colour()
    size = shutil.get_terminal_size(PIPED)
    rows = terminal.render(found.compared, found.readings, columns=size.columns, colour=colour)
    if paged and sys.stdout.isatty():
        show(iter(rows), size.lines, colour=colour)
    else:
        send(rows, colour=colour)


def _write(found: Comparison, path: str) -> None:
    try:
        Path(path).write_text(found.to_html(), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise click.UsageError(f"--html {path}: {error.strerror}") from error
    click.echo(f"wrote {path}", err=True)
