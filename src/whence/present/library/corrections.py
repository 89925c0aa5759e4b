"""Corrections in words, in the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from whence.model.correction import (
    Corrected,
    Correction,
    CorrectionKind,
    CorrectionState,
    DamagedEntry,
    Noted,
    Selector,
)
from whence.present.characters import visible, wrap
from whence.present.contract import FORMAT

_SHOWN = 80  # characters of the words that a correction is about
STATES = {
    CorrectionState.HOLDS: "holds",
    CorrectionState.MOVED: "moved: other words stand around these now",
    CorrectionState.LOST: "lost",
    CorrectionState.ABSENT: "not in this library",
}


def says(item: Correction) -> str:
    """A correction as a sentence.

    >>> says(Correction(kind=CorrectionKind.MERGE, names=("Ada Lind", "A. Lind")))
    '“Ada Lind” and “A. Lind” are one voice.'
    """
    names = " and ".join(f"“{name}”" for name in item.names)
    about = words(item.words)
    was = f"; read as {item.was}" if item.was else ""
    told = {
        CorrectionKind.MERGE: f"{names} are one voice.",
        CorrectionKind.SPLIT: f"{names} is {item.now} where the address begins with {item.document}.",
        CorrectionKind.SPEAKER: f"“{about}” is said by {item.now}{was}.",
        CorrectionKind.STATUS: f"“{about}” is put forward as {item.now}{was}.",
        CorrectionKind.NOT_ORIGINAL: f"“{about}” does not come from {item.now}.",
        CorrectionKind.NOT_WITNESS: f"“{about}” does not stand in {item.now}.",
        CorrectionKind.SAME_INCIDENT: f"“{about}” and “{words(item.other_words)}” tell one incident.",
        CorrectionKind.NOT_SAME_INCIDENT: f"“{about}” tells another incident than “{words(item.other_words)}”.",
    }
    return told[item.kind] + (f" {item.why}" if item.why else "")


def words(named: Selector | None) -> str:
    """The words that a correction is about, cut short."""
    if named is None:
        return ""
    exact = " ".join(named.exact.split()).strip('“”"„«»')
    cut = named.end or len(exact) > _SHOWN
    return f"{exact[:_SHOWN]}…" if cut else exact


def was(found: Iterable[Corrected]) -> str:
    """What had been read where a person has put something right; empty where nobody has.

    >>> was([Corrected(field="speaker", was="Ada Lind", correction="")])
    'corrected by a person: read as Ada Lind'
    """
    read = ", ".join(dict.fromkeys(item.was for item in found if item.was))
    return f"corrected by a person: read as {read}" if read else ""


def state(item: Noted) -> str:
    """What became of a correction, in words."""
    return STATES[item.state] + (f": {item.reason}" if item.reason else "")


def lines(found: Sequence[Noted], damaged: Iterable[DamagedEntry], columns: int) -> Iterator[str]:
    """A few lines for each correction: its id and state, what it says, the document it is about."""
    for item in found:
        yield f"{item.correction.id}  {visible(state(item))}"
        yield from (f"    {line}" for line in wrap(says(item.correction), columns - 4))
        if item.correction.words is not None:
            places = " and ".join(filter(None, (item.correction.document, item.correction.other)))
            yield from (f"    {line}" for line in wrap(f"in {places}", columns - 4))
    for entry in damaged:
        yield f"line {entry.line}: not understood: {visible(entry.problem)}"
    if not found:
        yield "Nothing was put right by a person."


def to_json(found: Iterable[Noted], damaged: Iterable[DamagedEntry]) -> dict[str, Any]:
    """The object that `whence correct --json` prints."""
    return {
        "format": FORMAT,
        "corrections": [_correction(item) for item in found],
        "damaged": [asdict(entry) for entry in damaged],
    }


def _correction(noted: Noted) -> dict[str, Any]:
    item = noted.correction
    named = item.kind in (CorrectionKind.MERGE, CorrectionKind.SPLIT)
    return {
        "id": item.id,
        "kind": item.kind.value,
        "names": list(item.names) if named else [],
        "address": item.document or None,
        "words": asdict(item.words) if item.words else None,
        "other_address": item.other or None,
        "other_words": asdict(item.other_words) if item.other_words else None,
        "now": item.now or None,
        "was": item.was or None,
        "why": item.why,
        "state": noted.state.value,
        "reason": noted.reason,
        "document": noted.key or None,
        "says": says(item),
    }
