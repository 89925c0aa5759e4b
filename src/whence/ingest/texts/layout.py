"""From the lines of a plain-text file to its paragraphs: blank lines, hard wraps, indentation and ">" marks.

A file is laid out in one of two ways: its lines are paragraphs, or its lines were broken at some width (a wire at 72
columns) and belong together until a blank line, an indentation or a line that clearly starts something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.model.text import Role

_WIDEST_WRAP = 120
_NARROWEST_WRAP = 38
_PROSE = 60
_TERMINAL = ".!?…:;"
_CLOSING = "\"'”’»)]›“*_"
_SEPARATOR = re.compile(r"[\s*=_#~.·•—–-]+|-\s?30\s?-|\(?(?:ENDS?|ends)\)?")
_QUOTE_PREFIX = re.compile(r"[ \t]{0,40}(?:>[ \t]?){1,12}")
_NEW_LINE_START = re.compile(
    r"[•‣▪◦]\s?|[*–—-]{1,2}\s|\d{1,3}[.)]\s|\(?\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?|[A-Z]{3,4}\b)"
    r"|[A-Z][A-Z .,'’-]{1,40}:\s|[QA][.:]\s|Q\s"
    r"|\[|\((?:Source|Photo|Image|Credit)|(?:By|BY|Photo|Image|Caption|Correction|Source|Published|Updated)\b[:\s]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph as it lies in the file: its place, its indentation in columns, its ">" marks, its lines.

    `role` is what the markup of the file says it is for, where the file has markup.
    """

    start: int
    end: int
    indent: int
    marks: int
    lines: int
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of the first character after indentation and ">" marks
    end: int  # after the last character that is no white space
    full_end: int  # of the line without its line break
    row: int
    indent: int
    marks: int


def pieces(text: str) -> list[Piece]:
    """The paragraphs of a text, in order, lines of nothing but rules and stars left out.

    >>> text = "The harbour\\n\\n> It reopened.\\n> Nobody said why.\\n"
    >>> [(text[piece.start : piece.end], piece.marks) for piece in pieces(text)]
    [('The harbour', 0), ('It reopened.', 1), ('Nobody said why.', 1)]
    """
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    found: list[list[_Line]] = []
    for line in lines:
        if found and _continues(text, found[-1], line, width):
            found[-1].append(line)
        else:
            found.append([line])
    return [_piece(group) for group in found if not _SEPARATOR.fullmatch(text[group[0].start : group[-1].end][:200])]


def ends_sentence(text: str, end: int) -> bool:
    """True when the text before `end` closes with a mark that ends a sentence, quotation marks aside."""
    tail = text[max(0, end - 8) : end].rstrip(_CLOSING + " ")
    return bool(tail) and tail[-1] in _TERMINAL


def depths(text: str, found: Sequence[Piece]) -> list[int]:
    """How many block quotes stand around each piece, from its ">" marks or its indentation."""
    base = min((piece.indent for piece in found if not piece.marks and len_of(piece) >= _PROSE), default=0)
    set_in = _indents_quote(text, found, base)
    levels: list[int] = []
    result: list[int] = []
    for piece in found:
        if piece.marks:
            result.append(piece.marks)
            continue
        while levels and piece.indent < levels[-1]:
            levels.pop()
        is_prose = len_of(piece) >= _PROSE or ends_sentence(text, piece.end)
        if set_in and is_prose and piece.indent >= (levels[-1] if levels else base) + 2:
            levels.append(piece.indent)
        result.append(len(levels))
    return result


def len_of(piece: Piece) -> int:
    """The length of a piece in characters."""
    return piece.end - piece.start


def _lines(text: str) -> Iterator[_Line]:
    """The lines with something on them; `row` counts the empty ones too."""
    offset = 0
    for row, raw in enumerate(text.splitlines(keepends=True)):
        full_end = offset + len(raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        prefix = _QUOTE_PREFIX.match(raw)
        marks = prefix[0].count(">") if prefix else 0
        inside = offset + (prefix.end() if prefix else 0)
        content = text[inside:full_end]
        start = inside + len(content) - len(content.lstrip())
        end = inside + len(content.rstrip())
        if start < end:
            yield _Line(start, end, full_end, row, _columns(text[inside:start]), marks)
        offset += len(raw)


def _columns(blank: str) -> int:
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in blank)


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """The column at which lines were broken, or None when lines are paragraphs."""
    followed = [(line, after) for line, after in pairwise(lines) if after.row == line.row + 1]
    if not followed:
        return None
    lengths = sorted(_width(line) for line, _ in followed)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    too_long = sum(_width(line) > width + 12 for line in lines)
    full = sum(not _has_room(text, line, after, width) for line, after in followed)
    lowercase = any(text[after.start].islower() for _, after in followed)
    ended = sum(ends_sentence(text, line.end) for line, _ in followed)
    if (
        ended * 5 > len(followed) * 3
        or too_long > len(lines) // 20
        or full * 2 < len(followed)
        or not (lowercase or full > 2)
    ):
        return None
    return width


def _width(line: _Line) -> int:
    return line.end - line.start + line.indent + 2 * line.marks


def _has_room(text: str, line: _Line, after: _Line, width: int) -> bool:
    """True when the next line's first word would have fitted on this line: the break was meant."""
    head = text[after.start : min(after.end, after.start + 60)]
    return _width(line) + 1 + len(head.split(maxsplit=1)[0]) <= width - 6


def _continues(text: str, group: Sequence[_Line], line: _Line, width: int | None) -> bool:
    last = group[-1]
    if width is None or line.row != last.row + 1 or line.marks != last.marks:
        return False
    ended = ends_sentence(text, last.end)
    room = _has_room(text, last, line, width)
    if _NEW_LINE_START.match(text, line.start, line.end) and (ended or room):
        return False
    if line.indent >= last.indent + 2 and (ended or len(group) > 1) and not _NEW_LINE_START.match(text, group[0].start):
        return False
    if line.indent + 2 <= last.indent and len(group) > 1:
        return False
    if _SEPARATOR.fullmatch(text, line.start, min(line.end, line.start + 200)):
        return False
    return not room or text[line.start].islower()


def _piece(group: Sequence[_Line]) -> Piece:
    first, second = group[0], group[min(1, len(group) - 1)]
    return Piece(start=first.start, end=group[-1].end, indent=second.indent, marks=first.marks, lines=len(group))


def _indents_quote(text: str, found: Sequence[Piece], base: int) -> bool:
    """Tell set-in excerpts from the first-line indents of a text whose lines are paragraphs."""
    prose = [piece for piece in found if not piece.marks and len_of(piece) >= _PROSE]
    indented = [number for number, piece in enumerate(prose) if piece.indent >= base + 2]
    if not indented:
        return False
    if any(prose[number].lines > 1 for number in indented):
        return True
    before = [piece for piece in found if piece.end <= prose[indented[0]].start]
    if before and text[before[-1].end - 1] == ":":
        return True
    returns = any(piece.indent < base + 2 for piece in prose[indented[0] :])
    return returns and len(indented) * 10 <= len(prose) * 7
