"""`whence search`: sentences of a library on the screen, in a file, and as citations."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from whence.cli.library import LIBRARY, blamed, library, print_lines
from whence.cli.screen import echo_json, encode_anything


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="QUERY…")
@LIBRARY
@click.option("--first", type=click.IntRange(0), default=0, help="Leave out the first so many.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="Show so many.")
@click.option("--json", "form", flag_value="json", help="One JSON object.")
@click.option("--csv", "form", flag_value="csv", help="A row for each sentence.")
@click.option("--xlsx", metavar="FILE", type=click.Path(dir_okay=False), help="Write an Excel file.")
@click.option("--parquet", metavar="FILE", type=click.Path(dir_okay=False), help="Write a Parquet file.")
@click.option(
    "--cite",
    type=click.Choice(["plain", "markdown", "wikipedia", "bibtex", "ris", "csl"]),
    help="Each sentence as a citation, with the voices it came through.",
)
def search(
    *, words: tuple[str, ...], folder: str, first: int, most: int, form: str | None, xlsx: str | None,
    parquet: str | None, cite: str | None,
) -> None:  # fmt: skip
    """Sentences by words, voice and status. Any string is a query; all that it asks for must hold.

    Words and "phrases", by:NAME, via:NAME, status:, quotation:, kind:, unnamed:yes or no, lang:, after:DATE (or on it),
    before:DATE, and verdict: of what `whence check --library LIB` has found.

    \b
    whence search 'pier "second harbour" by:"Ministry of Ports" via:southport'
    whence search 'status:denied unnamed:yes after:2024-01'
    whence search verdict:altered
    whence search by:okoro --most 5 --cite bibtex
    """
    from whence.present.contract import compact
    from whence.present.library import contract, sheets, tables, terminal

    if sum(map(bool, (form, xlsx, parquet, cite))) > 1:
        raise click.UsageError("one of --json, --csv, --xlsx, --parquet and --cite at a time")
    with blamed():
        answer = library(folder).search(" ".join(words), first=first, most=most)
        if file := xlsx or parquet:
            Path(file).write_bytes(sheets.to_xlsx(answer, first) if xlsx else sheets.to_parquet(answer, first))
            click.echo(f"wrote {file}: {len(answer.hits):,} of {answer.count:,} rows", err=True)
        elif cite:
            encode_anything()
            click.echo(library(folder).cite(*answer.hits, form=cite), nl=False)
        elif form == "json":
            echo_json(compact(contract.found(answer)))
        elif form == "csv":
            click.echo(tables.found(answer), nl=False)
        else:
            print_lines(lambda columns: terminal.found(answer, columns), paged=False)
