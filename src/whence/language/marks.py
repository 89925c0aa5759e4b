"""The quotation marks of one block, paired in one pass.

A stack holds the open marks; what a mark is (opening, closing, apostrophe) is decided from the characters on both sides
and from what is open. No expression backtracks, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from whence.model.text import Span

SINGLES = "'‘’‚"
_MARKS = re.compile(r"[\"“”„‟«»‹›‘’‚'＂]")
_OPENERS = "“„‟«‹‘‚\"'"
_MATES = {
    "“": '”"',
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’",
    '"': '"”',
    "'": "'",
    "＂": "＂",
}
_DEEPEST = 12  # marks open at once; the oldest beyond these was a slip
_MOST = 200_000  # marks of one block that are looked at: a paragraph with more is no article
_NEAR = 3  # a mark closes one of the last few opened
_LONGEST_SINGLE = 2_000  # a single mark closes within this many characters or is an apostrophe
_ELIDED = re.compile(r"(?:\d\ds?\b|(?:tis|twas|til|em|cause|n|round|bout)\b)", re.IGNORECASE)
_DASHES = "—–-"
_BEFORE_OPEN = frozenset(" \t\n\r\u00a0\u2009\u202f([{/>*_…" + _DASHES)
_SINGLE_END = re.compile(r"(?<=\S)['’‘](?![^\W_])")


@dataclass(frozen=True, slots=True)
class Pair:
    """Offsets of an opening mark and behind its closing one. Not `closed`: it runs to the end of the block."""

    start: int
    end: int
    mark: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """The pairs of a block in order of their opening marks. `stray`: a closing mark stands there without its mate."""

    pairs: list[Pair]
    stray: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and the characters beside it; the ends of the block count as line ends."""

    shape: str
    at: int
    before: str
    after: str

    @property
    def loose(self) -> bool:
        """What stands before it leaves room for an opening mark."""
        return self.before in _BEFORE_OPEN


@dataclass(slots=True)
class _Pass:
    """The state of the pass over one block."""

    text: str
    ends: _SingleEnds
    open: list[_Mark] = field(default_factory=list[_Mark])
    stray: bool = False


def pair(text: str, block: Span) -> Marked:
    """Every quotation of the block, outer before inner."""
    state = _Pass(text, _single_ends(text, block))
    found = list(_paired(state, block))
    if last := _left_open(state, block):
        found.append(last)
    return Marked(sorted(found, key=lambda item: (item.start, -item.end)), state.stray)


def _paired(state: _Pass, block: Span) -> Iterator[Pair]:
    for match in islice(_MARKS.finditer(state.text, block.start, block.end), _MOST):
        at = match.start()
        before = state.text[at - 1] if at > block.start else "\n"
        after = state.text[at + 1] if at + 1 < block.end else "\n"
        mark = _Mark(match.group(), at, before, after)
        if _closes(state, mark):
            opening = _pop_mate(state.open, mark.shape)
            yield Pair(opening.at, at + 1, opening.shape, closed=True)
        elif _opens(state, mark):
            if len(state.open) == _DEEPEST:
                state.open.pop(0)
            state.open.append(mark)
        elif mark.shape in '”»"' and not mark.loose:
            state.stray = True


def _closes(state: _Pass, mark: _Mark) -> bool:
    if not any(mark.shape in _MATES[item.shape] for item in state.open[-_NEAR:]):
        return False
    if mark.shape in SINGLES:
        return state.ends.ends(mark.at)
    if mark.shape in '"＂':
        return not (mark.loose and mark.before not in _DASHES and mark.after.isalnum())
    if mark.shape in "«»‹›":
        turned = mark.loose and not mark.after.isspace() and mark.shape not in _MATES[state.open[-1].shape]
        return not (turned and mark.after.isalnum())
    return True


def _pop_mate(stack: list[_Mark], shape: str) -> _Mark:
    """The nearest open mark that `shape` closes; what was opened inside it and never closed is dropped as a slip."""
    while shape not in _MATES[stack[-1].shape]:
        stack.pop()
    return stack.pop()


def _opens(state: _Pass, mark: _Mark) -> bool:
    shape = mark.shape
    if mark.after.isspace() and shape not in "«‹»›„":
        return False
    if shape in "“„‟«‹":
        return True
    if shape == "‘":
        return state.ends.later(mark.at) or not mark.before.isalnum()
    if shape in '"＂‚':
        return not mark.before.isalnum()
    loose = mark.loose or (mark.before in _OPENERS and bool(state.open))
    if shape == "'":
        begins = mark.after.isupper() and (mark.before == "\n" or state.text[mark.at - 2 : mark.at] in (": ", ", "))
        return loose and not _ELIDED.match(state.text, mark.at + 1) and (state.ends.later(mark.at) or begins)
    return shape in "»›" and loose and mark.after.isalnum()


def _left_open(state: _Pass, block: Span) -> Pair | None:
    """An opening mark without its mate: the quotation runs to the end of the block.

    A single mark counts only before a sentence; whether it is an apostrophe after all is told by the next block.
    """
    text = state.text
    sound = [mark for mark in state.open if mark.shape not in SINGLES]
    if sound:
        first = sound[0]
        if len(sound) > 1 and text[block.start : first.at].strip():
            return None
    else:
        first = next((mark for mark in state.open if mark.loose and mark.after.isupper()), None)
    if first is None or first.at + 1 >= block.end:
        return None
    return Pair(first.at, block.end, first.shape, closed=False)


class _SingleEnds:
    """Where single marks can end a quotation, found once for a block. Asked in the order of the text."""

    def __init__(self, sure: list[int], doubtful: list[int]) -> None:
        self._sure = sure
        self._doubtful = frozenset(doubtful)
        self._all = sorted(sure + doubtful)
        self._known = frozenset(self._all)

    def later(self, at: int) -> bool:
        """An end stands close enough behind this opening mark."""
        return _within(self._all, at, _LONGEST_SINGLE)

    def ends(self, at: int) -> bool:
        """This mark ends a quotation: surely, or because no surer end follows ("the boys' club" does not)."""
        if at not in self._known:
            return False
        return at not in self._doubtful or not _within(self._sure, at, _LONGEST_SINGLE)


def _within(offsets: list[int], at: int, reach: int) -> bool:
    following = bisect_right(offsets, at)
    return following < len(offsets) and offsets[following] - at < reach


def _single_ends(text: str, block: Span) -> _SingleEnds:
    sure: list[int] = []
    doubtful: list[int] = []
    for match in islice(_SINGLE_END.finditer(text, block.start, block.end), _MOST):
        at = match.start()
        after = text[at + 1 : min(at + 3, block.end)]
        if text[at] == "‘" and after[:1].isalnum():
            continue
        plural = text[at - 1] in "sSzx" and after[:1] == " " and after[1:].islower()
        (doubtful if plural else sure).append(at)
    return _SingleEnds(sure, doubtful)
