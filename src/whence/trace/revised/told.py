"""The quotations of two editions: added, removed, their words altered, or given to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from whence.model.revised import Change, How, Place, Subject
from whence.model.text import Span
from whence.trace.revised.pairs import Pair, paired
from whence.trace.revised.sides import Side, Unit
from whence.trace.revised.wordwise import edits
from whence.trace.words import fold

_FEW = 3  # fewer words stand somewhere by chance


def quotations(old: Side, new: Side) -> Iterator[Change]:
    """What changed in the quotations of two editions."""
    found = paired(old.quotations, new.quotations, old.vocabulary)
    for pair in found.pairs:
        yield from _altered(old, new, pair)
        yield from _given_to_another(old, new, pair)
    for unit in found.removed:
        elsewhere = _unquoted(new, unit)
        if not _quoted(new, elsewhere):
            yield Change(subject=Subject.QUOTATION, how=How.REMOVED, earlier=old.place((unit,)), later=elsewhere)
    for unit in found.added:
        elsewhere = _unquoted(old, unit)
        if not _quoted(old, elsewhere):
            yield Change(subject=Subject.QUOTATION, how=How.ADDED, earlier=elsewhere, later=new.place((unit,)))


def _altered(old: Side, new: Side, pair: Pair) -> Iterator[Change]:
    before, after = old.place(pair.earlier), new.place(pair.later)
    if pair.same:
        return
    if found := edits(old, before.spans, new, after.spans):
        yield Change(subject=Subject.QUOTATION, how=How.ALTERED, earlier=before, later=after, edits=found)


def _given_to_another(old: Side, new: Side, pair: Pair) -> Iterator[Change]:
    """The words are said to be somebody else's: other names, and other words that name them."""
    before, after = pair.earlier[0], pair.later[0]
    names = old.names(before), new.names(after)
    if not all(names) or names[0] & names[1] or _source(old, before) == _source(new, after):
        return
    yield Change(
        subject=Subject.VOICE, how=How.ALTERED, earlier=old.place(pair.earlier), later=new.place(pair.later)
    )  # fmt: skip


def _source(side: Side, unit: Unit) -> list[str]:
    """The words that name who speaks."""
    source = unit.statement.chain[-1].source if unit.statement else ()
    return [fold(word) for span in source for word in side.document[span].split()]


def _unquoted(side: Side, unit: Unit) -> Place | None:
    """Where the words of a quotation stand in the other edition; None where they do not."""
    forms = np.array(unit.forms, np.int32)
    numbers = side.words.numbers
    if len(forms) < _FEW:
        return None
    for place in np.flatnonzero(numbers[: len(numbers) - len(forms) + 1] == forms[0]):
        if (numbers[place : place + len(forms)] == forms).all():
            span = Span(int(side.words.starts[place]), int(side.words.ends[place + len(forms) - 1]))
            return Place(words=side.document[span], spans=(span,))
    return None


def _quoted(side: Side, place: Place | None) -> bool:
    """Whether the words stand within a longer quotation."""
    return place is not None and any(span.covers(place.spans[0]) for span in side.quoted_spans)
