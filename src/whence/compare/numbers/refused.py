"""Numbers that count nothing: a room, an aeroplane, a score, an age, a house, a telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.compare.numbers.amount import Amount
from whence.compare.numbers.heads import known, listed, plural
from whence.compare.tokens import Token

_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = frozenset("-–—‐‑")


def refused(line: Sequence[Token], found: Amount) -> bool:
    """The number is a name, an age or the like."""
    return _glued(line, found) or _named(line, found) or _aged(line, found) or _compound(line, found)


def _at(line: Sequence[Token], at: int) -> str:
    return line[at].word if 0 <= at < len(line) else ""


def _glued(line: Sequence[Token], found: Amount) -> bool:
    """“F-16”, “G7”, “555-0142”, “2-1”, “+44 20”, “#7”."""
    first, last = line[found.core], line[found.end - 1]
    before = line[found.core - 1] if found.core else None
    after = line[found.end] if found.end < len(line) else None
    if (
        before
        and before.end == first.start
        and (before.shape != "mark" or before.word in "+#_/.,:" or before.word in _DASHES)
    ):
        return True
    if after is None or after.start != last.end:
        return False
    digits = first.shape == "number"
    further = found.end + 1 < len(line) and line[found.end + 1].shape == "number"
    return (after.shape in ("word", "rest") and digits) or (after.word in (*_DASHES, "/", ":", "_") and further)


def _named(line: Sequence[Token], found: Amount) -> bool:
    """“Room 12”, “Boeing 737”, “No. 5”, “12 Main Street”."""
    if line[found.core].word == "all" and found.core and line[found.core].capital:
        return line[found.core - 1].word not in (".", "“", '"', ":")
    if line[found.core].word == "score" and line[found.end - 1].word != "of":
        return True
    if line[found.core].shape != "number" or found.currency:
        return False
    before = found.core - 1
    if _at(line, before) == "." and _at(line, before - 1) in ("no", "nos", "p", "pp", "vol", "art", "sec"):
        return True
    if _at(line, before) in listed("before"):
        return True
    following = [token for token in line[found.end : found.end + 3] if token.shape == "word"]
    if _YEAR.fullmatch(line[found.core].word) and not any(known(token.word) for token in following):  # “2005 levels”
        return found.end == found.core + 1
    if any(token.word in listed("after") and token.capital for token in following):
        return True
    inside = before > 0 and line[before].capital and line[before - 1].word not in (".", "“", '"', ":")
    return inside and found.begin == found.core and not any(plural(token.word) for token in following)


def _aged(line: Sequence[Token], found: Amount) -> bool:
    """“Ana Roe, 45, said”, “(45)”, “aged 45”."""
    before, after = _at(line, found.core - 1), _at(line, found.end)
    if before in ("aged", "age"):
        return True
    bracketed = before == "(" and after == ")"
    named = found.core > 1 and line[found.core - 2].capital and found.begin == found.core
    return bracketed or (named and before == "," and after in (",", "."))


def _compound(line: Sequence[Token], found: Amount) -> bool:
    """“a 12-member team”, “a three-storey house”."""
    if _at(line, found.end) in _DASHES and line[found.end].start == line[found.end - 1].end:
        return True
    return _at(line, found.end) in ("old", "o'clock", "°")
