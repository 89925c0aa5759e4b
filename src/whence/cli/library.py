"""`whence add`, `remove`, `info`, `verify`, `rebuild`, `trace`, `reuse` and `voices`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import io
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whence.cli.screen import (
    PIPED,
    bar,
    echo_json,
    encode_anything,
    quiet_pipe,
    send,
    show,
    wants_colour,
)
from whence.errors import StorageError, WhenceError

if TYPE_CHECKING:
    from whence.model.library import Pair
    from whence.project.adding import Tally
    from whence.project.library import Library

_NAME = "news.whence"
_NO_ROOM = 75  # the exit code for what may be tried again (EX_TEMPFAIL)
LIBRARY = click.option(
    "--library", "folder", default=_NAME, show_default=True, metavar="LIB", envvar="WHENCE_LIBRARY", show_envvar=True,
    help="The folder of the library.",
)  # fmt: skip
FOLDER = click.argument("folder", metavar="[LIB]", default=_NAME, envvar="WHENCE_LIBRARY")
MODEL = click.option(
    "--model", default="small", show_default=True, metavar="NAME",
    help="What reads the voices: small, none (the rules alone), unread (no voices: the text alone), or an ONNX file.",
)  # fmt: skip
PROCESSES = click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read [one for each core].")


def library(folder: str) -> Library:
    """The library in this folder. What of its corrections cannot be understood is told."""
    from whence.project.library import Library

    found = Library(folder)
    for entry in found.corrections.damaged():
        click.echo(f"whence: {folder}/corrections.toml, line {entry.line}: not understood: {entry.problem}", err=True)
    return found


@contextmanager
def blamed() -> Generator[None]:
    """An error of the caller's, or of a document's, is told in a sentence."""
    try:
        with quiet_pipe():
            yield
    except StorageError as error:
        click.echo(f"whence: {error}", err=True)
        sys.exit(_NO_ROOM)
    except WhenceError as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH…")
@LIBRARY
@MODEL
@PROCESSES
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into a private network.")
def add(*, inputs: tuple[str, ...], folder: str, model: str, jobs: int | None, allow_private: bool) -> None:
    """Add articles to a library: pages, texts, JSON lines, captures (WARC, WACZ), feeds, folders, addresses.

    The library is made when it is not there. The same document again changes nothing, so a run that was cut off is
    simply started again. Another text at an address that is known becomes a new edition. What cannot be read is set
    aside with the reason (`whence info --quarantine`). Nothing is fetched but the addresses you name.
    Exit code: 0 all well, 1 something was set aside, 2 wrong usage, 75 the disk is full.

    \b
    whence add archive/ --library news.whence
    whence add captures.warc.gz feed.xml
    whence add millions.jsonl --model unread
    """
    began = time.monotonic()
    with blamed(), _running() as told:
        tally = library(folder).add(*inputs, model=model, jobs=jobs, allow_private=allow_private, told=told)
    for note in tally.notes:
        click.echo(f"whence: {note}", err=True)
    seconds = max(time.monotonic() - began, 1e-9)
    click.echo(f"whence: {tally.sentence()}; {tally.bytes / 1e6:,.1f} MB in {seconds:,.1f} s", err=True)
    if tally.failed:
        click.echo(f"whence: `whence info {folder} --quarantine` says what was set aside and why", err=True)
    tell_corrections(folder)
    sys.exit(1 if tally.failed else 0)


def tell_corrections(folder: str) -> None:
    """Say what became of the corrections after texts or readings changed, where there are some."""
    from collections import Counter

    from whence.model.correction import CorrectionState
    from whence.project.library import Library

    with blamed():
        counts = Counter(item.state for item in Library(folder).corrections)
    if counts:
        total, lost = counts.total(), counts[CorrectionState.LOST]
        tail = f", {lost:,} of them lost: `whence correct --library {folder}` says which" if lost else ""
        count = "1 correction by a person is" if total == 1 else f"{total:,} corrections by a person are"
        click.echo(f"whence: {count} respected{tail}", err=True)


@contextmanager
def _running() -> Generator[Callable[[Tally], None]]:
    """A line on standard error that is written over, where somebody watches it."""
    if not sys.stderr.isatty():
        yield lambda _tally: None
        return
    began = time.monotonic()

    def told(tally: Tally) -> None:
        done = tally.new + tally.known
        rate = done / max(time.monotonic() - began, 1e-9)
        click.echo(f"\r{tally.sentence()} · {rate:,.0f} documents/s   ", nl=False, err=True)

    yield told
    click.echo("\r" + " " * 79 + "\r", nl=False, err=True)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ID|ADDRESS…")
@LIBRARY
def remove(*, names: tuple[str, ...], folder: str) -> None:
    """Remove editions by their id, or all editions of an address.

    An id is what `--json` calls a document's id. Removed documents come back when they are added again.

    \b
    whence remove https://southportdaily.example/ferry --library news.whence
    """
    with blamed():
        count = library(folder).remove(*names)
    click.echo(f"whence: {count} removed", err=True)


@click.command()
@FOLDER
@click.option("--quarantine", is_flag=True, help="What could not be added, and why.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def info(*, folder: str, quarantine: bool, as_json: bool) -> None:
    """What a library holds, in numbers. LIB is its folder, news.whence when it is left out."""
    from whence.present.contract import compact
    from whence.present.library import contract, terminal

    with blamed():
        if quarantine:
            failures = library(folder).quarantine()
            values = contract.quarantined(failures)
            lines = (f"{failure.uri}: {failure.problem}" for failure in failures)
        else:
            numbers = library(folder).info()
            values, lines = contract.info(numbers), terminal.info(asdict(numbers))
        if as_json:
            echo_json(compact(values))
        else:
            send(lines, colour=False)


@click.command()
@FOLDER
def verify(*, folder: str) -> None:
    """Check everything in a library and say what is damaged, and what to do about it.

    LIB is its folder, news.whence when it is left out. Exit code: 0 all well, 1 something is damaged.
    """
    with blamed(), bar("verify") as told:
        damages = library(folder).verify(told)
    for damage in damages:
        click.echo(f"{damage.where}: {damage.problem}")
    click.echo(f"whence: {len(damages) or 'nothing'} damaged", err=True)
    sys.exit(1 if damages else 0)


@click.command()
@FOLDER
@click.option(
    "--model", default=None, metavar="NAME", help="Read every text's voices anew as well: small, none, or an ONNX file."
)
def rebuild(*, folder: str, model: str | None) -> None:
    """Make the indexes of a library anew from its texts, and with --model its voices as well.

    LIB is its folder, news.whence when it is left out. What a person has put right stays so (`whence correct`).
    """
    with blamed(), bar("rebuild") as told:
        library(folder).rebuild(model=model, told=told)
    tell_corrections(folder)


@click.command()
@click.argument("source", metavar="INPUT|WORDS")
@LIBRARY
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--no-pager", is_flag=True, help="Print long output without a pager.")
def trace(*, source: str, folder: str, as_json: bool, no_pager: bool) -> None:
    """Where the passages of an article, or some words, stand in a library: who has them, who first, who took from whom.

    The earliest is the earliest in this library. What is no file or address is taken for words.

    \b
    whence trace article.html --library news.whence
    whence trace "they walked in and nobody was there" --library news.whence
    """
    from whence.present.contract import lines
    from whence.present.library import contract, terminal

    with blamed():
        found = library(folder).trace(source)
        if as_json:
            echo_json(lines(contract.traced(found)))
        else:
            print_lines(lambda columns: terminal.traced(found, columns), paged=not no_pager)


@click.command()
@FOLDER
@click.option("--jsonl", "as_lines", is_flag=True, help="One JSON object a line (the default).")
@click.option("--parquet", metavar="FILE", type=click.Path(dir_okay=False), help="Write a Parquet file.")
def reuse(*, folder: str, as_lines: bool, parquet: str | None) -> None:
    """Every passage that two documents of a library share, the earlier document first where dates say so.

    LIB is its folder, news.whence when it is left out. Footers and other boilerplate are left out.
    """
    if as_lines and parquet:
        raise click.UsageError("--jsonl goes without --parquet")
    with blamed(), bar("reuse") as told:
        pairs = library(folder).reuse(told)
        if parquet:
            from whence.present.library.parquet import write

            count = write(pairs, Path(parquet))
            click.echo(f"wrote {parquet}: {count:,} pairs", err=True)
            return
        _write_pairs(pairs)


def _write_pairs(pairs: Iterable[Pair]) -> None:
    """Many lines, quickly: what varies in them is written by hand, what holds words by the JSON encoder."""
    from json import dumps

    names: dict[tuple[str, str], str] = {}

    def side(document: str, uri: str) -> str:
        found = names.get((document, uri))
        if found is None:
            found = names[document, uri] = f'"document": {dumps(document)}, "uri": {dumps(uri)}'
        return found

    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", write_through=False)
    for item in pairs:
        out.write(
            f'{{"a": {{{side(item.document_a, item.uri_a)}, "start": {item.a.start}, "end": {item.a.end}}}, '
            f'"b": {{{side(item.document_b, item.uri_b)}, "start": {item.b.start}, "end": {item.b.end}}}, '
            f'"score": {item.score}, "passage": {item.passage}}}\n'
        )
    out.flush()
    out.detach()


@click.command()
@FOLDER
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="Show so many.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--merge", nargs=2, metavar="NAME NAME", help="Note that two names are one voice.")
@click.option(
    "--split",
    nargs=3,
    metavar="NAME ADDRESS OTHER",
    help="Note that NAME is OTHER in documents whose address begins with ADDRESS.",
)
def voices(
    *, folder: str, most: int, as_json: bool, merge: tuple[str, str] | None, split: tuple[str, str, str] | None
) -> None:
    """Who is quoted in a library, how often, by whom and through whom.

    LIB is its folder, news.whence when it is left out. What you merge and split is kept in corrections.toml in that
    folder, which no rebuild touches.
    """
    from whence.present.contract import compact
    from whence.present.library import contract, terminal

    with blamed():
        known = library(folder)
        if merge:
            known.corrections.merge(*merge)
        if split:
            known.corrections.split(*split)
        found = known.voices(most=most)
        if as_json:
            echo_json(compact(contract.heard(found)))
        else:
            print_lines(lambda columns: terminal.heard(found, columns), paged=False)


def print_lines(lines: Callable[[int], Iterator[str]], *, paged: bool) -> None:
    """The lines on the screen, in a pager where they are `paged` and do not fit."""
    encode_anything()
    size = shutil.get_terminal_size(PIPED)
    if paged and sys.stdout.isatty():
        show(lines(size.columns), size.lines, colour=wants_colour())
    else:
        send(lines(size.columns), colour=False)
