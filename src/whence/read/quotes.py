"""Quotation marks, paired in one pass over each block. A slip in one block never reaches the next.

The pass keeps a stack of open marks; what a mark is (opening, closing, apostrophe) is decided from the characters on
both sides and from what is open. No expression backtracks, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from whence.model.text import Block, Span

_MARKS = re.compile(r"[\"“”„‟«»‹›‘’‚'＂]")
_OPENERS = "“„‟«‹‘‚"
_MATE = {
    "“": "”",
    "„": "“",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘",
    '"': '"',
    "'": "'",
    "＂": "＂",
}
_ALSO_CLOSES = {"„": "“”", "‚": "‘’", "“": '"', "‘": "'", '"': "”"}
_DEEPEST = 12  # marks nested deeper than this are typing slips or an attack
_LONGEST_SINGLE = 2_000  # a single mark closes within this many characters or is an apostrophe
_ELIDED = re.compile(r"(?:\d\ds?\b|(?:tis|twas|til|em|cause|n|round|bout)\b)", re.IGNORECASE)
_BEFORE_OPEN = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-/>*_…")
_SURE_END = frozenset(".,!?…;:—–")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Quoted words. `span` includes the marks, `inner` does not; `depth` 0 is outermost.

    `closed` is False when the closing mark is missing (the quote then ends with its block). `continues` is True when the
    quotation runs on in the next block, which opens with a mark of its own; `continued` marks such a later piece.
    """

    span: Span
    inner: Span
    mark: str
    depth: int
    closed: bool
    continues: bool = False
    continued: bool = False


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    nested: bool  # a mark of the same shape was already open


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Quote, ...]:
    """Every pair of quotation marks, in order of their opening marks; a quotation over several blocks is chained."""
    found = [_without_swallowing(sorted(_block_quotes(text, block.span), key=_order)) for block in blocks]
    for index in range(len(found) - 1):
        if _runs_on(found[index], found[index + 1], text, blocks[index + 1]):
            found[index][-1] = replace(found[index][-1], continues=True)
            found[index + 1][0] = replace(found[index + 1][0], continued=True)
    return tuple(quote for quotes in found for quote in quotes)


def _order(quote: Quote) -> tuple[int, int]:
    return (quote.span.start, -quote.span.end)


def _runs_on(quotes: list[Quote], following: list[Quote], text: str, block: Block) -> bool:
    """An unclosed quote, and a next block that opens with the same mark: one quotation of several paragraphs."""
    if not quotes or not following or quotes[-1].closed or quotes[-1].depth:
        return False
    opening = following[0]
    return opening.mark == quotes[-1].mark and not text[block.span.start : opening.span.start].strip()


def _without_swallowing(quotes: list[Quote]) -> list[Quote]:
    """A quote that is never closed ends where the next one opens, and does not count as being around it."""
    slip = next((index for index, quote in enumerate(quotes) if not quote.closed), None)
    if slip is None or slip + 1 == len(quotes):
        return quotes
    open_quote, later = quotes[slip], quotes[slip + 1 :]
    same = next(
        (quote for quote in later if quote.mark == open_quote.mark and quote.depth == open_quote.depth + 1), None
    )
    if same is None:
        return quotes
    end = same.span.start
    cut = replace(open_quote, span=Span(open_quote.span.start, end), inner=Span(open_quote.inner.start, end))
    lowered = [
        replace(quote, depth=quote.depth - 1) if quote.depth and quote.span.start >= end else quote for quote in later
    ]
    return [*quotes[:slip], *([cut] if len(cut.inner) else []), *lowered]


def _block_quotes(text: str, block: Span) -> Iterator[Quote]:
    stack: list[_Open] = []
    singles = _single_ends(text, block)
    for match in _MARKS.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > block.start else "\n"
        after = text[at + 1] if at + 1 < block.end else "\n"
        if _closes(stack, mark, before, after, singles, at, text):
            yield from _close(stack, mark, at)
        elif _opens(stack, mark, before, after, singles, at, text) and len(stack) < _DEEPEST:
            stack.append(_Open(mark, at, any(item.mark == mark for item in stack)))
    yield from _left_open(stack, text, block)


def _closes(stack: list[_Open], mark: str, before: str, after: str, singles: _Singles, at: int, text: str) -> bool:
    if not stack or not any(_mates(item.mark, mark) for item in stack[-3:]):
        return False
    if mark in "’'‘":
        return singles.ends(at) and not (_mates('"', mark))
    if mark in '"＂':
        looks_open = before in _BEFORE_OPEN and after.isalnum() and before not in "—–-"
        return not looks_open
    if mark in "«»‹›":
        return (
            not (before in _BEFORE_OPEN and not after.isspace() and stack[-1].mark != _MATE[mark])
            or not after.isalnum()
        )
    return True


def _mates(opening: str, mark: str) -> bool:
    return mark == _MATE[opening] or mark in _ALSO_CLOSES.get(opening, "")


def _opens(stack: list[_Open], mark: str, before: str, after: str, singles: _Singles, at: int, text: str) -> bool:
    if after.isspace() and mark not in "«‹»›„":
        return False
    if mark in "“„‟«‹":
        return True
    if mark == "‘":
        return singles.later(at) or not before.isalnum()
    loose = before in _BEFORE_OPEN or (before in _OPENERS + "\"'" and any(item.at < at for item in stack))
    if mark in '"＂':
        return loose or not before.isalnum()
    if mark == "'":
        return loose and not _ELIDED.match(text, at + 1) and singles.later(at)
    return mark in "»›" and loose and after.isalnum()


def _close(stack: list[_Open], mark: str, at: int) -> Iterator[Quote]:
    """Close the nearest mate; what was opened inside it and never closed is dropped as a slip."""
    while stack:
        item = stack.pop()
        if _mates(item.mark, mark):
            yield Quote(
                span=Span(item.at, at + 1), inner=Span(item.at + 1, at), mark=item.mark, depth=len(stack), closed=True
            )
            return


def _left_open(stack: list[_Open], text: str, block: Span) -> Iterator[Quote]:
    """An opening mark without its mate: the quotation runs to the end of the block, unless it is a single mark."""
    sound = [item for item in stack if item.mark not in "'‘‚"]
    if not sound:
        return
    item = sound[0]
    if block.end > item.at + 1 and (len(sound) == 1 or not text[block.start : item.at].strip()):
        yield Quote(
            span=Span(item.at, block.end), inner=Span(item.at + 1, block.end), mark=item.mark, depth=0, closed=False
        )


class _Singles:
    """Where single marks can end a quotation, found once for a block."""

    def __init__(self, sure: list[int], doubtful: list[int]) -> None:
        self._all = sorted(sure + doubtful)
        self._sure = sure
        self._doubtful = frozenset(doubtful)
        self._known = frozenset(self._all)
        self._cursor = 0
        self._sure_cursor = 0

    def later(self, at: int) -> bool:
        """An end stands close enough behind this opening mark."""
        while self._cursor < len(self._all) and self._all[self._cursor] <= at:
            self._cursor += 1
        return self._cursor < len(self._all) and self._all[self._cursor] - at < _LONGEST_SINGLE

    def ends(self, at: int) -> bool:
        """This mark ends a quotation: surely, or because no surer end follows ("the boys' club" does not)."""
        if at not in self._known:
            return False
        if at not in self._doubtful:
            return True
        while self._sure_cursor < len(self._sure) and self._sure[self._sure_cursor] <= at:
            self._sure_cursor += 1
        no_later = self._sure_cursor >= len(self._sure)
        return no_later or self._sure[self._sure_cursor] - at > _LONGEST_SINGLE


_SINGLE_END = re.compile(r"(?<=\S)['’‘](?![^\W_])")


def _single_ends(text: str, block: Span) -> _Singles:
    sure: list[int] = []
    doubtful: list[int] = []
    for match in _SINGLE_END.finditer(text, block.start, block.end):
        at = match.start()
        if text[at] == "‘" and (at + 1 >= block.end or not text[at + 1].isspace()):
            continue
        plural = text[at - 1] in "sSzx" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
        (doubtful if plural else sure).append(at)
    return _Singles(sure, doubtful)
