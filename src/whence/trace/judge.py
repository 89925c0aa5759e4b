"""From changes to a verdict: what the alignment shows, not what the writer meant."""

from __future__ import annotations

from collections.abc import Iterable

from whence.model.reuse import Edit, Op, Verdict


def judge(edits: Iterable[Edit], *, spliced: bool = False) -> Verdict:
    """The first verdict that holds, in the order of `Verdict`. `spliced`: joined from separate places, unmarked."""
    shown = {(edit.op is Op.DELETE, edit.marked) for edit in edits}
    if spliced:
        return Verdict.SPLICED
    if (False, False) in shown:
        return Verdict.ALTERED
    if (True, False) in shown:
        return Verdict.TRIMMED
    if (False, True) in shown:
        return Verdict.BRACKETED
    return Verdict.ELIDED if shown else Verdict.VERBATIM
