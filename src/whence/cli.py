"""The command line: parse, call, print. Only this module prints or exits."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from whence import __version__
from whence.model.text import Failure
from whence.project import Blame, blame_all


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="whence")
def main() -> None:
    """git blame for the news: whose voice is every sentence, through whom, and how sure."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--json", "form", flag_value="json", default="json", help="One JSON object for each article.")
@click.option("--jsonl", "form", flag_value="jsonl", help="The same, one object a line.")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into a private network.")
def blame(inputs: tuple[str, ...], form: str, allow_private: bool) -> None:
    """Show an article sentence by sentence, each with the voices it came through."""
    from whence.present import contract

    failures: list[Failure] = []
    for reading in _kept(blame_all(inputs, stdin=sys.stdin.buffer, allow_private=allow_private), failures):
        data = reading.to_json()
        line = contract.compact(data) if form == "jsonl" else contract.lines(data)
        # Half of a character pair cannot be encoded; written as the escape \udxxx it stays valid JSON.
        click.echo(line.encode("utf-8", "backslashreplace"))
    for failure in failures:
        click.echo(f"whence: {failure.uri}: {failure.problem}", err=True)
    sys.exit(1 if failures else 0)


def _kept(outcomes: Iterable[Blame | Failure], failures: list[Failure]) -> Iterator[Blame]:
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            yield outcome
