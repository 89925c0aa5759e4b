"""The command line: parse, call, print. Only this package prints or exits."""

from __future__ import annotations

import click

from whence import __version__
from whence.cli.checking import check
from whence.cli.comparing import compare
from whence.cli.correcting import correct
from whence.cli.evaluating import evaluate, models
from whence.cli.library import add, info, rebuild, remove, reuse, trace, verify, voices
from whence.cli.reading import blame, demo
from whence.cli.searching import search
from whence.cli.serving import serve
from whence.cli.watching import diff, watch


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="whence")
def main() -> None:
    """git blame for the news: whose voice every sentence is, through whom, and how sure.

    \b
    whence demo                       see it on a bundled article
    whence blame page.html            a saved page, in the terminal
    whence blame --help               more examples
    """


for command in (
    blame, check, compare, add, trace, search, voices, correct, reuse, watch, diff, serve, info, verify, rebuild,
    remove, demo, models, evaluate,
):  # fmt: skip
    main.add_command(command)
