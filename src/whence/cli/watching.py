"""`whence watch` and `whence diff`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from whence.cli.library import LIBRARY, MODEL, PROCESSES, blamed, library
from whence.cli.screen import PIPED, echo_json, encode_anything, send, show, wants_colour

if TYPE_CHECKING:
    from whence.model.revised import Revision


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ADDRESS|ID [ID]")
@LIBRARY
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line for each two editions.")
@click.option("--no-pager", is_flag=True, help="Print long output without a pager.")
def diff(*, names: tuple[str, ...], folder: str, as_json: bool, no_pager: bool) -> None:
    """What changed between the editions of a document: quotations, numbers, denials, statements, the headline.

    An ADDRESS is told from each of its editions to the next, an ID against the edition before it, two against each
    other.

    \b
    whence diff https://southportdaily.example/harbour --library news.whence
    """
    if len(names) > 2:
        raise click.UsageError("one address, or at most two ids")
    with blamed():
        found = library(folder).changes(*names)
        if as_json:
            _lines(found)
        else:
            _print(_rendered(found), paged=not no_pager)


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="ADDRESS|DIR…")
@LIBRARY
@MODEL
@PROCESSES
@click.option("--once", is_flag=True, help="Look once at what is due, and end: for cron.")
@click.option(
    "--every", type=click.FloatRange(60.0), default=900.0, show_default=True, metavar="SECONDS",
    help="Between two looks at a feed or folder; a feed that asks for more gets more.",
)  # fmt: skip
@click.option(
    "--pause", type=click.FloatRange(0.0), default=2.0, show_default=True, metavar="SECONDS",
    help="Between two requests to one host; a robots.txt that asks for more gets more.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line for each new edition.")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into a private network.")
def watch(
    *, sources: tuple[str, ...], folder: str, model: str, jobs: int | None, once: bool, every: float, pause: float,
    as_json: bool, allow_private: bool,
) -> None:  # fmt: skip
    """Watch feeds (RSS, Atom), pages and folders: add what is new, and tell what changed in what was there before.

    The pages that a feed leads to are read as their robots.txt allows, and looked at again for a week, ever more
    seldom. What was seen is remembered in the library's folder. Changes are printed; all else goes to standard error.
    Ctrl-C ends it. Exit code: 0 all well, 1 something could not be read (with --once), 2 wrong usage.

    \b
    whence watch https://southportdaily.example/feed.xml --library news.whence
    whence watch https://southportdaily.example/feed.xml drafts/ --once --json
    """
    with blamed():
        watched = library(folder).watch(
            *sources, every=every, pause=pause, model=model, jobs=jobs, allow_private=allow_private, told=_tell
        )
        encode_anything()
        found = watched.once() if once else watched
        try:
            if as_json:
                _lines(found)
            else:
                send(_rendered(found), colour=False)
        except KeyboardInterrupt:
            watched.stop()
        finally:
            _tell(watched.seen.sentence())
    sys.exit(1 if once and watched.seen.failed else 0)


def _tell(problem: str) -> None:
    from whence.present.characters import visible

    click.echo(f"whence: {visible(problem)}", err=True)


def _lines(found: Iterable[Revision]) -> None:
    from whence.present.contract import compact
    from whence.present.library import revisions

    for item in found:
        echo_json(compact(revisions.to_json(item)))


def _rendered(found: Iterable[Revision]) -> Iterator[str]:
    from whence.present.library import revisions

    columns = shutil.get_terminal_size(PIPED).columns
    for item in found:
        yield from revisions.render(item, columns)
        yield ""


def _print(lines: Iterator[str], *, paged: bool) -> None:
    encode_anything()
    if paged and sys.stdout.isatty():
        show(lines, shutil.get_terminal_size(PIPED).lines, colour=wants_colour())
    else:
        send(lines, colour=False)
