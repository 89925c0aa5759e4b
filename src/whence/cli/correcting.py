"""`whence correct`: what a person has put right in a library."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from whence.cli.library import LIBRARY, blamed, library
from whence.cli.screen import PIPED, echo_json, encode_anything, send

if TYPE_CHECKING:
    from whence.model.correction import Correction
    from whence.project.correcting import Corrections

Given = tuple[str, ...] | None


@click.command()
@LIBRARY
@click.option("--speaker", nargs=3, metavar="DOCUMENT WORDS NAME", help="These words are said by NAME.")
@click.option("--status", nargs=3, metavar="DOCUMENT WORDS STATUS", help="These words are put forward like that.")
@click.option("--not-original", nargs=3, metavar="DOCUMENT WORDS OTHER", help="A quotation does not come from OTHER.")
@click.option("--not-witness", nargs=3, metavar="DOCUMENT WORDS OTHER", help="A passage does not stand in OTHER.")
@click.option("--merge", nargs=2, metavar="NAME NAME", help="Two names are one voice, called by the first.")
@click.option("--split", nargs=3, metavar="NAME ADDRESS OTHER", help="NAME is OTHER where the address begins so.")
@click.option("--same-incident", nargs=4, metavar="DOCUMENT WORDS OTHER WORDS", help="Both tell one incident.")
@click.option("--not-same-incident", nargs=4, metavar="DOCUMENT WORDS OTHER WORDS", help="They tell two incidents.")
@click.option("--kind", default="", metavar="KIND", help="What a speaker is that the document does not name.")
@click.option("--why", default="", metavar="NOTE", help="A note beside the correction.")
@click.option("--undo", metavar="ID", help="Take a correction back.")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def correct(
    *, folder: str, speaker: Given, status: Given, not_original: Given, not_witness: Given, merge: Given, split: Given,
    same_incident: Given, not_same_incident: Given, kind: str, why: str, undo: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Put right who speaks, how, what matches, what is one incident; without options, list it and what became of it.

    DOCUMENT is an address or an id, WORDS some of the words that are said. All of it is kept in corrections.toml in
    the library's folder, to read, share and commit: texts do not change, every view says what was corrected, and no
    rebuild touches it. Exit code: 0 all well, 1 something is lost or cannot be understood, 2 wrong usage.

    \b
    whence correct --speaker https://daily.example/ferry "every rivet" "Ada Lind"
    whence correct --status https://daily.example/ferry "known about the crack" denied
    whence correct --undo 0a1b2c3d4e5f
    """
    from whence.present.library import corrections as shown

    with blamed():
        known = library(folder).corrections
        done: list[Correction] = []
        if speaker:
            done.append(known.speaker(*speaker, kind=kind, why=why))
        if status:
            done.append(known.status(*status, why=why))
        if not_original:
            done.append(known.not_original(*not_original, why=why))
        if not_witness:
            done.append(known.not_witness(*not_witness, why=why))
        if merge:
            done.append(known.merge(*merge, why=why))
        if split:
            done.append(known.split(*split, why=why))
        if same_incident:
            done.append(known.same_incident(*same_incident, why=why))
        if not_same_incident:
            done.append(known.not_same_incident(*not_same_incident, why=why))
        if undo:
            gone = known.undo(undo)
            click.echo(f"whence: taken back: {shown.says(gone)}", err=True)
        for item in done:
            click.echo(f"{item.id}  {shown.says(item)}")
        if not done and not undo:
            _list(known, as_json=as_json)


def _list(known: Corrections, *, as_json: bool) -> None:
    from whence.model.correction import CorrectionState
    from whence.present.contract import compact
    from whence.present.library import corrections as shown

    found, damaged = list(known), known.damaged()
    encode_anything()
    if as_json:
        echo_json(compact(shown.to_json(found, damaged)))
    else:
        send(shown.lines(found, damaged, shutil.get_terminal_size(PIPED).columns), colour=False)
    sys.exit(1 if damaged or any(item.state is CorrectionState.LOST for item in found) else 0)
