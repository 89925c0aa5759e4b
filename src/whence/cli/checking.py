"""`whence check`."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import click

from whence.cli.library import blamed
from whence.cli.screen import (
    PIPED,
    Run,
    bar,
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
from whence.errors import WhenceError
from whence.model.reuse import Verdict
from whence.project import Checks, check_all
from whence.project.library import Library

_FAILED_ON = 3
_FILES = ("html", "csv", "xlsx")


def _verdicts(_context: click.Context, _option: click.Parameter, value: str | None) -> frozenset[Verdict]:
    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    known = {verdict.value for verdict in Verdict}
    if wrong := [name for name in names if name not in known]:
        raise click.BadParameter(f"{', '.join(wrong)}: no verdict; there are {', '.join(sorted(known))}")
    return frozenset(map(Verdict, names))


class _ManySources(click.Command):
    """`--sources a b c`: all that follows is a source, up to the next option. Shells write out `sources/*.txt` so."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments with `--sources` before each source."""
        written: list[str] = []
        many = False
        for arg in args:
            if arg == "--sources":
                many = True
            elif many and not (arg.startswith("-") and len(arg) > 1):
                written += ["--sources", arg]
            else:
                many = False
                written.append(arg)
        return super().parse_args(ctx, written)


@click.command(cls=_ManySources)
@click.argument("drafts", nargs=-1, metavar="DRAFT…")
@click.option(
    "--sources", "sources", multiple=True, metavar="PATH…",
    help="Files, folders or addresses to search: all that follow, up to the next option.",
)  # fmt: skip
@click.option("--library", metavar="LIB", help="A library to search, in place of --sources.")
@click.option(
    "--style", metavar="DESK", default="", help="House rules: reuters, ap, guardian, strict, or a .toml file."
)
@click.option(
    "--fail-on", metavar="VERDICTS", callback=_verdicts, default="",
    help="Exit with 3 when one of these occurs: altered,trimmed,spliced,untraced …",
)  # fmt: skip
@click.option("--json", "form", flag_value="json", help="One JSON object for each draft.")
@click.option("--jsonl", "form", flag_value="jsonl", help="The same, each on one line.")
@click.option(
    "--html", metavar="FILE", type=click.Path(dir_okay=False), help="One page, side by side, to print and tick."
)
@click.option("--csv", metavar="FILE", type=click.Path(dir_okay=False), help="A row for each quotation.")
@click.option("--xlsx", metavar="FILE", type=click.Path(dir_okay=False), help="The same for Excel.")
@click.option("--no-pager", is_flag=True, help="Print long output without a pager.")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into a private network.")
@click.option(
    "--model", default="none", show_default=True, metavar="NAME",
    help="The trained tagger that reads the draft beside the rules: small, none, or an ONNX file.",
)  # fmt: skip
def check(
    *,
    drafts: tuple[str, ...],
    sources: tuple[str, ...],
    library: str | None,
    style: str,
    fail_on: frozenset[Verdict],
    form: str | None,
    html: str | None,
    csv: str | None,
    xlsx: str | None,
    no_pager: bool,
    allow_private: bool,
    model: str,
) -> None:
    """Hold the quotations of a draft against their originals, word by word.

    DRAFT and the sources are files (.txt, .md, .html, .docx, .pdf, .srt, .vtt, .jsonl), folders or web addresses; a
    DRAFT may be - for standard input. Nothing leaves this machine, and only the sources you name are searched.
    With --library and no DRAFT, the quotations of the library's own documents are held against the others of it, and
    what was found is kept for `whence search verdict:altered`.
    Exit code: 0 all well, 1 a draft could not be read, 2 wrong usage, 3 a verdict of --fail-on occurred.

    \b
    whence check draft.md --sources interviews/
    whence check draft.docx --sources speech.vtt statement.pdf
    whence check draft.md --sources sources/ --html quotations.html
    whence check drafts/ --sources sources/ --style ap --fail-on altered,trimmed,spliced,untraced
    whence check draft.md --library news.whence
    """
    files = {"html": html, "csv": csv, "xlsx": xlsx}
    _check_files(files, form)
    if bool(sources) == bool(library):
        raise click.UsageError("name what to search: either --sources PATH… or --library LIB")
    if library and not drafts:
        sys.exit(_judge(library, form, fail_on))
    if not drafts:
        raise click.UsageError("name a DRAFT to check")
    run = Run()
    check_model(model, None, run)
    against = Library(library).check_all if library else partial(check_all, sources=sources)
    outcomes = against(
        drafts, style=style, stdin=sys.stdin.buffer, allow_private=allow_private, note=run.notes.append, model=model
    )
    kept: list[Checks] = []
    try:
        with progress("check", outcomes, drafts, to_file=any(files.values())) as seen:
            checked = run.kept(seen)
            if not any(files.values()):
                with quiet_pipe():
                    _print(checked, kept, form or "terminal", paged=not no_pager)
            kept.extend(checked)  # a pager or a pipe may be left before the end; the exit code counts every draft
        _write(kept, files)
    except WhenceError as error:
        raise click.UsageError(str(error)) from error
    tell(run, several=run.read + len(run.failures) > 1)
    sys.exit(1 if run.failures else _FAILED_ON if _occurs(kept, fail_on, style) else 0)


def _judge(folder: str, form: str | None, fail_on: frozenset[Verdict]) -> int:
    """The library's own quotations; a line of standard output for each verdict. The exit code."""
    with blamed(), bar("check") as told:
        counts = Library(folder).judge(told)
    ranked = [(verdict.value, counts[verdict]) for verdict in Verdict]
    if form:
        echo_json(json.dumps(dict(ranked)))
    else:
        send((f"{count:>9,} {name}" for name, count in ranked), colour=False)
    return _FAILED_ON if any(counts[verdict] for verdict in fail_on) else 0


def _check_files(files: dict[str, str | None], form: str | None) -> None:
    for name, path in files.items():
        if path and form:
            raise click.UsageError(f"--{name} goes without --json and --jsonl")
        if path and not Path(path).absolute().parent.is_dir():
            raise click.UsageError(f"--{name} {path}: there is no such folder")


def _occurs(kept: Sequence[Checks], fail_on: frozenset[Verdict], style: str) -> bool:
    """A verdict that was named occurs; under house rules only where they do not permit what was changed."""
    return any(check.verdict in fail_on and not (style and check.permitted) for draft in kept for check in draft.checks)


def _print(checked: Iterable[Checks], kept: list[Checks], form: str, *, paged: bool) -> None:
    """Print each draft as it comes, and put it with those that are kept."""
    from whence.present import contract
    from whence.present.checks import terminal

    if form in ("json", "jsonl"):
        dump = contract.compact if form == "jsonl" else contract.lines
        for draft in checked:
            kept.append(draft)
            echo_json(dump(draft.to_json()))
        return
    encode_anything()
    colour = wants_colour()
    size = shutil.get_terminal_size(PIPED)

    def rows() -> Iterable[str]:
        for draft in checked:
            yield from [""] * min(len(kept), 1)
            kept.append(draft)
            yield from terminal.render(draft.checked, columns=size.columns, colour=colour)

    if paged and sys.stdout.isatty():
        show(chain(rows()), size.lines, colour=colour)
    else:
        send(rows(), colour=colour)


def _write(kept: Sequence[Checks], files: dict[str, str | None]) -> None:
    from whence.present.checks import page, tables

    checked = [draft.checked for draft in kept]
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: page.render(checked).encode("utf-8", "backslashreplace"),
        "csv": lambda: tables.to_csv(checked).encode("utf-8", "backslashreplace"),
        "xlsx": lambda: tables.to_xlsx(checked),
    }
    for name, path in files.items():
        if not path or not checked:
            continue
        try:
            Path(path).write_bytes(makers[name]())
        except OSError as error:
            raise click.UsageError(f"--{name} {path}: {error.strerror}") from error
        click.echo(f"wrote {path}", err=True)
