"""`whence serve`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from whence.cli.library import FOLDER, blamed
from whence.cli.screen import MODEL
from whence.errors import UsageError

_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command()
@FOLDER
@click.option("--port", type=click.IntRange(0, 65535), metavar="PORT", help="[8642, or any where that is taken]")
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@click.option("--allow-fetch", is_flag=True, help="Let a web address be read that is pasted on the page.")
@MODEL
def serve(*, folder: str, port: int | None, no_open: bool, allow_fetch: bool, model: str) -> None:
    """Read in a browser on this machine: articles, voices, lineage, quotations, search.

    The address that is printed opens the reader once; no other machine can reach it. Pages only read the library.
    Ctrl-C ends it.

    \b
    whence serve news.whence
    whence serve                      articles and drafts can be read without a library
    """
    with blamed():
        if missing := [name for name in _NEEDED if find_spec(name) is None]:
            raise UsageError(f'the reader needs the extra: pip install "whence[web]" ({", ".join(missing)} missing)')
        from whence.web.serving import serve as run

        def told(address: str) -> None:
            click.echo(f"whence: the reader is at {address} (this address works once)", err=True)
            if not no_open:
                click.launch(address)

        run(Path(folder), port=port, model=model, fetches=allow_fetch, told=told)
