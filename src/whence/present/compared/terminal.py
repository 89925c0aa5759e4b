"""The terminal view: questions down, voices across, contested rows first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from whence.model.incident import Compared
from whence.model.speech import Reading
from whence.present.characters import visible, width, wrap
from whence.present.compared import wording
from whence.present.compared.view import Answered, Cell, Row, Table, ToldChain, answers, tables, told_chains

_QUESTION = 16  # columns of the question
_NARROWEST = 22  # columns of a voice
_MARKS = {True: "! ", False: "  "}
_BOLD, _DIM = "1", "2"


def render(
    compared: Compared, readings: Sequence[Reading], *, columns: int = 80, colour: bool = False
) -> Iterator[str]:
    """The lines of the view, without line ends."""
    count = len(compared.incidents)
    heading = f"{count} incident{'' if count == 1 else 's'} in {len(readings)} documents" if count else wording.NOTHING
    yield _painted(heading, _BOLD, colour)
    for table in tables(compared, readings):
        yield ""
        yield from _incident(table, columns, colour)
    yield from _answers(list(answers(compared, readings)), columns, colour)
    yield from _chains(list(told_chains(compared)), columns, colour)
    yield ""
    yield from (_painted(line, _DIM, colour) for line in wrap(wording.DISCLAIMER, columns))


def _painted(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text


def _incident(table: Table, columns: int, colour: bool) -> Iterator[str]:
    incident = table.incident
    yield from (_painted(line, _BOLD, colour) for line in wrap(f"{incident.id}. {incident.label}", columns))
    known = (wording.CLASSES[incident.event_class], wording.when(incident), wording.where(incident))
    yield from wrap(" · ".join([*(part for part in known if part), wording.reports(incident)]), columns)
    for reason in incident.why_merged:
        yield from (_painted(f"  {line}", _DIM, colour) for line in wrap(f"one incident: {reason}", columns - 2))
    for note in incident.corrected:
        if note.how == "apart":
            yield from (_painted(f"  {line}", _DIM, colour) for line in wrap(note.says, columns - 2))
    across = max(1, (columns - _QUESTION) // (_NARROWEST + 1))
    for first in range(0, len(table.columns), across):
        yield ""
        yield from _grid(table, first, min(first + across, len(table.columns)), columns, colour)
    for row in table.rows:
        for relation, note in row.notes:
            mark = _MARKS[relation in wording.CONTESTED]
            words = f"{row.question} {wording.RELATIONS[relation]}: {note}"
            for place, line in enumerate(wrap(words, columns - 2)):
                yield (mark if not place else "  ") + line


def _grid(table: Table, first: int, last: int, columns: int, colour: bool) -> Iterator[str]:
    size = max(8, (columns - _QUESTION) // (last - first) - 1)
    heads = [column.name + (" (changed its account)" if column.changed else "") for column in table.columns[first:last]]
    yield from (_painted(line, _BOLD, colour) for line in _side_by_side(["", *heads], size))
    for row in table.rows:
        cells = row.cells[first:last]
        if any(cells):
            yield from _side_by_side([_question(row), *(_words(cell) for cell in cells)], size)


def _question(row: Row) -> str:
    return _MARKS[row.contested].strip() + (" " if row.contested else "") + row.question


def _words(cell: Cell | None) -> str:
    """The accounts of a cell; a dot where the voice is silent."""
    if cell is None:
        return "·"
    return "; ".join(
        f"{told.says}: {visible(told.value)}"
        + (f" ({told.interval})" if told.interval else "")
        + (f" via {' ‹ '.join(reversed(told.via[1:]))}" if len(told.via) > 1 else "")
        + (f" ×{count}" if count > 1 else "")
        for told, count in cell.told
    )


def _side_by_side(cells: Sequence[str], size: int) -> Iterator[str]:
    wrapped = [wrap(cell, _QUESTION - 1 if not place else size) for place, cell in enumerate(cells)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        row = [
            part + " " * max(0, (_QUESTION - 1 if not place else size) - width(part))
            for place, part in enumerate(parts)
        ]
        yield " ".join(row).rstrip()


def _answers(found: Sequence[Answered], columns: int, colour: bool) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield _painted("What is said to answer what", _BOLD, colour)
    for item in found:
        words = f"{item.voice} {item.says}: {item.effect} — {item.relation} — {item.cause}"
        for place, line in enumerate(wrap(words, columns - 2)):
            yield ("- " if not place else "  ") + line


def _chains(found: Sequence[ToldChain], columns: int, colour: bool) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield _painted("Action and response, as each voice tells it", _BOLD, colour)
    for chain in found:
        apart = f"; begins elsewhere than {', '.join(chain.apart)}" if chain.apart else ""
        words = f"{chain.voice}: begins with {chain.start}{apart}"
        for place, line in enumerate(wrap(words, columns - 2)):
            yield ("- " if not place else "  ") + line
        for step in chain.steps:
            yield from (f"    {line}" for line in wrap(f"then {step}", columns - 4))
