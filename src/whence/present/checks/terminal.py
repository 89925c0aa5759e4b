"""The terminal view: each quotation over its original, changed words between signs, the gravest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whence.model.reuse import Check, Checked, Op, Original
from whence.model.text import Document
from whence.present import wording as whose
from whence.present.characters import wrap
from whence.present.checks import strips, wording
from whence.present.checks.strips import Piece

_BOLD, _DIM = "1", "2"
_PUT_IN, _LEFT_OUT = "1;34", "1;35"  # no red against green
_SIGNS = {Op.INSERT: ("{+", "+}"), Op.DELETE: ("[-", "-]"), Op.REPLACE: ("{~", "~}")}
_PAINTED = {"{+": _PUT_IN, "[-": _LEFT_OUT, "{~": _LEFT_OUT}
_CLOSING = ("+}", "-]", "~}")
_SIGN = re.compile(r"(\{\+|\[-|\{~|\+\}|-\]|~\})")
_LEGEND = "Signs: {+put in+}  {~changed~}  [-left out-]; ° where an ellipsis, an interruption or brackets say so."
_ALTERNATIVES = 5


def render(checked: Checked, *, columns: int = 80, colour: bool = False) -> Iterator[str]:
    """The lines of the view, without line ends."""
    document = checked.reading.document
    texts = {source.id: source for source in checked.sources}
    paint = _Paint(colour)
    for text, style in (
        (document.title or "", _BOLD),
        (whose.origin(document), ""),
        (whose.banner(document), _BOLD),
        (wording.summary(checked), ""),
        (f"House rules: {checked.style}" if checked.style else "", ""),
    ):
        if text:
            yield from (paint(line, style) for line in wrap(text, columns))
    yield from (paint(line, _DIM) for line in wrap(_LEGEND, columns))
    numbers = {id(check): number for number, check in enumerate(checked.checks, 1)}
    for check in wording.by_gravity(checked.checks):
        yield ""
        yield from _check(checked, check, numbers[id(check)], texts, columns, paint)
    yield from _left(checked, columns, paint)


class _Paint:
    """Colour where it is wanted; nothing is told by it alone."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"{self.start(style)}{text}{self.end()}" if style and text else text

    def start(self, style: str) -> str:
        """From here on."""
        return f"\x1b[{style}m" if self._colour else ""

    def end(self) -> str:
        """No longer."""
        return "\x1b[0m" if self._colour else ""


def _check(
    checked: Checked, check: Check, number: int, texts: dict[str, Document], columns: int, paint: _Paint
) -> Iterator[str]:
    draft = checked.reading.document
    who = wording.speaker(checked, check)
    permitted = " · permitted" if checked.style and check.edits and not wording.problem(check) else ""
    head = f"{number}. {wording.VERDICTS[check.verdict].upper()}{permitted}{' · ' + who if who else ''}"
    yield from (paint(line, _BOLD) for line in wrap(head, columns))
    yield from wrap(wording.sentence(check), columns)
    yield from _strip("quote", strips.quote(check, draft), columns, paint)
    for original in (check.original, *check.further):
        if original is not None:
            yield from _original(original, texts[original.document], columns, paint)
    for note in check.notes:
        yield from (f"  ! {line}" for line in wrap(wording.note(note), columns - 4))
    for item in check.rejected:
        told = f"A person has said that this is not its original: {item.title or item.uri}"
        yield from (f"  ! {line}" for line in wrap(told, columns - 4))
    yield from _alternatives(check, texts, columns)


def _original(original: Original, source: Document, columns: int, paint: _Paint) -> Iterator[str]:
    before, after = (
        wording.context(source.text, original.spans[0])[0],
        wording.context(source.text, original.spans[-1])[1],
    )
    pieces = [Piece(before), *strips.original(original, source), Piece(after)]
    yield from _strip("source", pieces, columns, paint)
    said = f" · said by {original.speaker}" if original.speaker else ""
    yield from (paint(f"         {line}", _DIM) for line in wrap(wording.where(original, source) + said, columns - 9))


def _strip(name: str, pieces: list[Piece], columns: int, paint: _Paint) -> Iterator[str]:
    """A side in words with signs, wrapped, its changed words painted."""
    text = "".join(_signed(piece) for piece in pieces)
    lines = wrap(text, columns - 9)
    style = ""
    for index, line in enumerate(lines):
        painted, style = _painted(line, style, paint)
        yield paint(f"{name if not index else '':>7}  ", _DIM) + painted


def _signed(piece: Piece) -> str:
    if piece.gap:
        return " | "
    if piece.edit is None:
        return piece.text
    opening, closing = _SIGNS[piece.edit.op]
    return f"{opening}{piece.text}{closing}{'°' if piece.edit.marked else ''}"


def _painted(line: str, style: str, paint: _Paint) -> tuple[str, str]:
    """The line with its changed words painted, and the style that goes on in the next one: no line leaves it on."""
    parts = [paint.start(style)] if style else []
    for part in _SIGN.split(line):
        if part in _PAINTED:
            style = _PAINTED[part]
            parts += [paint.start(style), part]
        elif style and part in _CLOSING:
            style = ""
            parts += [part, paint.end()]
        else:
            parts.append(part)
    return "".join(parts) + (paint.end() if style else ""), style


def _alternatives(check: Check, texts: dict[str, Document], columns: int) -> Iterator[str]:
    if not check.alternatives:
        return
    shown = [wording.where(item, texts[item.document]) for item in check.alternatives[:_ALTERNATIVES]]
    more = len(check.alternatives) - len(shown)
    words = f"also in: {'; '.join(shown)}{f'; and {more} more' if more > 0 else ''}"
    yield from (f"         {line}" for line in wrap(words, columns - 9))


def _left(checked: Checked, columns: int, paint: _Paint) -> Iterator[str]:
    """What was not checked and not searched, each with the reason."""
    draft = checked.reading.document
    if checked.skipped:
        yield ""
        yield paint("Not checked", _BOLD)
        for item in checked.skipped:
            words = " … ".join(draft[span] for span in item.spans)
            yield from _hung(f"“{words}”: {item.skipped}", columns)
    if checked.not_searched:
        yield ""
        yield paint(wording.NOT_SEARCHED, _BOLD)
        for failure in checked.not_searched:
            yield from _hung(f"{failure.uri}: {failure.problem}", columns)


def _hung(text: str, columns: int) -> Iterable[str]:
    return (f"  {line}" for line in wrap(text, columns - 2))
