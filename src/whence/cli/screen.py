"""What goes to the screen: colours, pages, progress, and what is told at the end."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import chain, islice
from typing import TypeVar

import click

from whence.errors import WhenceError
from whence.model.text import Failure
from whence.project import SMALL, count

Outcome = TypeVar("Outcome")
PIPED = (100, 24)  # columns and rows where no terminal and no COLUMNS says otherwise

MODEL = click.option(
    "--model",
    default=SMALL,
    show_default=True,
    metavar="NAME",
    help="The trained tagger: small, none, or an ONNX file.",
)
JOBS = click.option("--jobs", type=click.IntRange(1), metavar="N", help="Threads for the tagger [every core].")


@dataclass
class Run:
    """One call of the command: what failed, what was left out, how many were read, since when."""

    failures: list[Failure] = field(default_factory=list[Failure])
    notes: list[str] = field(default_factory=list[str])
    read: int = 0
    began: float = field(default_factory=time.monotonic)

    def kept(self, outcomes: Iterable[Outcome | Failure]) -> Iterator[Outcome]:
        """What could be read; the rest is told at the end."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
            else:
                self.read += 1
                yield outcome


def check_model(model: str, jobs: int | None, run: Run) -> None:
    """Load the tagger before the first article: a name that is wrong ends the call, no runtime is told."""
    from whence.project import reader, without_model

    try:
        reader(model, jobs)
    except WhenceError as error:
        raise click.UsageError(str(error)) from error
    if why := without_model(model):
        run.notes.append(why)


def send(rows: Iterable[str], *, colour: bool) -> None:
    """The lines, one by one."""
    for row in rows:
        click.echo(row, color=colour)


def show(rows: Iterator[str], height: int, *, colour: bool) -> None:
    """A pager for what does not fit on the screen."""
    first = list(islice(rows, height))
    if len(first) < height:
        send(first, colour=colour)
    else:
        click.echo_via_pager((f"{row}\n" for row in chain(first, rows)), color=colour)


def echo_json(text: str) -> None:
    """One JSON text. Half of a character pair cannot be encoded; as the escape \\udxxx it stays valid JSON."""
    click.echo(text.encode("utf-8", "backslashreplace"))


@contextmanager
def progress(
    label: str, outcomes: Iterable[Outcome | Failure], inputs: tuple[str, ...], *, to_file: bool
) -> Generator[Iterable[Outcome | Failure], None, None]:
    """A bar with the time left on standard error, where somebody watches it and nothing else is on that screen."""
    watched = sys.stderr.isatty() and (to_file or not sys.stdout.isatty())
    total = count(inputs) if watched else None
    if not watched or total == 1:
        yield outcomes
        return
    with click.progressbar(outcomes, length=total, label=label, show_pos=True, file=sys.stderr) as bar:
        yield bar


@contextmanager
def bar(label: str) -> Generator[Callable[[float], None]]:
    """A bar with the time left on standard error, where somebody watches it."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as shown:
        yield lambda share: shown.update(max(0, int(1000 * share) - shown.pos))


def tell(run: Run, *, several: bool) -> None:
    """Notes and failures, and for several inputs a summary, on standard error."""
    from whence.present.characters import visible

    for note in run.notes:
        click.echo(f"whence: {visible(note)}", err=True)
    for failure in run.failures:
        click.echo(f"whence: {visible(failure.uri)}: {visible(failure.problem)}", err=True)
    if several:
        seconds = time.monotonic() - run.began
        click.echo(f"whence: {run.read} read, {len(run.failures)} failed, {seconds:.1f} s", err=True)


def wants_colour() -> bool:
    """NO_COLOR before FORCE_COLOR before what the terminal can do."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def encode_anything() -> None:
    """On a terminal that lacks a character, its escape is printed."""
    if isinstance(sys.__stdout__, TextIOWrapper):
        sys.__stdout__.reconfigure(errors="backslashreplace")


@contextmanager
def quiet_pipe() -> Generator[None, None, None]:
    """A reader such as `head` that has seen enough is no error."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more on its way out; that must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
