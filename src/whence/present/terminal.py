"""The terminal view: a gutter grouped by voice beside the wrapped text, or above it where the terminal is narrow.

In the text column a line that begins with `‹` holds the words around a statement, one voice back on its chain (`‹‹`
two).
Nothing is told by colour alone, and no control character of the article reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from whence.model.speech import Reading, Voice
from whence.present import wording
from whence.present.characters import turns_right, visible, width, wrap
from whence.present.choose import EVERYTHING, Choice, chosen_lines
from whence.present.pieces import Group, Line, groups, lines

NARROWEST = 24
_STACKED = 64  # below this many columns the gutter stands above the text
_WIDEST_TEXT = 100
_LEGEND = 12
_PALETTE = (32, 166, 133, 37, 136, 99, 168, 67, 101, 173, 61, 72)  # readable on light and dark, no red against green
_BOLD, _DIM = "1", "2"

Cell = tuple[str, str]  # words, and the style they are painted in


@dataclass(frozen=True, slots=True)
class _Page:
    """One rendering: the reading, the width, the colour of each voice (empty: none), whether to paint at all."""

    reading: Reading
    columns: int
    painted: bool
    voices: dict[str, Voice]
    colours: dict[str, str]
    digits: int


def render(reading: Reading, *, columns: int = 80, colour: bool = False, choice: Choice = EVERYTHING) -> Iterator[str]:
    """The lines of the view, without line ends."""
    everything = lines(reading)
    page = _Page(
        reading=reading,
        columns=max(columns, NARROWEST),
        painted=colour,
        voices={voice.id: voice for voice in reading.voices},
        colours=_colours(reading),
        digits=len(str(everything[-1].number)) if everything else 1,
    )
    shown = chosen_lines(reading, everything, choice)
    body = _stacked if page.columns < _STACKED else _beside
    for row in chain(_top(page, everything, shown), body(page, groups(reading, shown))):
        yield "".join(_paint(page, cell) for cell in row).rstrip()


def _top(page: _Page, everything: Sequence[Line], shown: Sequence[Line]) -> Iterator[list[Cell]]:
    """Title, origin, banner, figures and legend."""
    document = page.reading.document
    heads = (
        (document.title or "", _BOLD),
        (wording.origin(document), ""),
        (wording.republished(document), ""),
        (wording.banner(document), _BOLD),
        (wording.summary(wording.figures(page.reading, everything)), ""),
        (wording.sentence(page.reading.read_by.note), _BOLD),
        (wording.notice(shown, everything), _BOLD),
    )
    for text, style in heads:
        if text:
            yield from ([(line, style)] for line in wrap(text, page.columns))
    yield from _legend(page)
    if any(piece.back for line in everything for piece in line.pieces):
        yield from ([(line, "")] for line in wrap(wording.STEPS_BACK, page.columns))
    yield []


def _legend(page: _Page) -> Iterator[list[Cell]]:
    """The voices with their numbers of statements, most first, in their colours."""
    speakers = sorted(wording.speakers(page.reading), key=lambda item: -item[1])
    row: list[Cell] = [("Voices:", "")]
    used = 7
    for voice, count in speakers[:_LEGEND]:
        entry = f"{visible(voice.name)} {count}" if count else visible(voice.name)
        for index, part in enumerate(wrap(entry, page.columns - 8)):
            if used + 3 + width(part) > page.columns:
                yield row
                row, used = [(" " * 7, "")], 7
            gap = " · " if index == 0 and used > 7 else " "
            row += [(gap, ""), (part, page.colours.get(voice.id, ""))]
            used += len(gap) + width(part)
    yield row
    if len(speakers) > _LEGEND:
        yield [(f"        and {len(speakers) - _LEGEND} more", "")]


def _beside(page: _Page, shown: Sequence[Group]) -> Iterator[list[Cell]]:
    name = 32 if page.columns >= 100 else 22
    gutter = name + 9
    columns = min(page.columns - gutter - 2, _WIDEST_TEXT)
    yield [(f" {'VOICE':<{name}} {'SURE':<6}   {'':{page.digits}} TEXT", _DIM)]
    nothing: list[Cell] = []
    for group in shown:
        rule = ("┊" if wording.group_certainty(group) == "unsure" else "│", page.colours.get(_speaker(group), ""))
        for label, words in zip_longest(_gutter(page, group, name), _text(page, group, columns), fillvalue=nothing):
            yield _row(label, rule, words, gutter)


def _stacked(page: _Page, shown: Sequence[Group]) -> Iterator[list[Cell]]:
    for group in shown:
        voices, sure = _chain(page, group), wording.group_certainty(group)
        name = wording.label(voices, group.status) + (f" ({sure})" if sure else "")
        yield from ([(line, _name_style(page, group))] for line in wrap(name, page.columns))
        for extra in _extras(voices, group):
            yield from ([(f"  {line}", "")] for line in wrap(extra, page.columns - 2))
        yield from ([(" ", ""), *row] for row in _text(page, group, page.columns - 1))
        yield []


def _gutter(page: _Page, group: Group, columns: int) -> Iterator[list[Cell]]:
    """Name and status with the certainty beside them, then the chain and the role."""
    voices = _chain(page, group)
    sure = wording.group_certainty(group)
    for line in wrap(wording.label(voices, group.status), columns):
        yield [(" ", ""), (line, _name_style(page, group)), (" " * (columns - width(line) + 1) + sure, "")]
        sure = ""
    for extra in _extras(voices, group):
        yield from ([(f"   {line}", "")] for line in wrap(extra, columns + 5))


def _text(page: _Page, group: Group, columns: int) -> Iterator[list[Cell]]:
    """The group's words, each piece on lines of its own, sentences numbered."""
    for line in group.lines:
        number = str(line.number) if line.starts else ""
        for piece in line.pieces:
            mark = wording.steps_back(piece.back)
            room = columns - page.digits - 2 - len(mark)
            for words in wrap(page.reading.document[piece.span], max(room, 8)):
                yield [(f"{number:>{page.digits}} ", _DIM), (mark + words, _DIM if mark else "")]
                number, mark = "", " " * len(mark)


def _row(label: Sequence[Cell], rule: Cell, words: Sequence[Cell], gutter: int) -> list[Cell]:
    """Gutter, rule and text. Marks around the rule keep both sides in place where one runs from right to left."""
    left = "".join(text for text, _ in label)
    mark = "\u200e" if any(turns_right(text) for text, _ in (*label, *words)) else ""
    pad = " " * (gutter - width(left))
    return [*label, (pad + mark, ""), rule, (mark + " ", ""), *words]


def _extras(voices: Sequence[Voice], group: Group) -> list[str]:
    role = f"({wording.ROLES[group.role]})" if group.role else ""
    return [part for part in (wording.via(voices), role) if part]


def _chain(page: _Page, group: Group) -> list[Voice]:
    return [page.voices[voice_id] for voice_id in group.chain]


def _speaker(group: Group) -> str:
    return group.chain[-1] if group.chain else ""


def _name_style(page: _Page, group: Group) -> str:
    return ";".join(part for part in (_BOLD, page.colours.get(_speaker(group), "")) if part)


def _colours(reading: Reading) -> dict[str, str]:
    """A colour for each voice in the order of the reading; the document's own words keep the terminal's colour."""
    own = {statement.chain[0].voice for statement in reading.statements if statement.chain}
    others = [voice.id for voice in reading.voices if voice.id not in own]
    return {voice_id: f"38;5;{_PALETTE[index % len(_PALETTE)]}" for index, voice_id in enumerate(others)}


def _paint(page: _Page, cell: Cell) -> str:
    text, style = cell
    return f"\x1b[{style}m{text}\x1b[0m" if page.painted and style and text else text
