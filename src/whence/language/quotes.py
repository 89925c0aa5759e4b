"""Quotations: pairs of marks, speech behind a dash, and quotations that run over several blocks.

A slip in one block never reaches the next: a mark that is never closed ends with its block at the latest, and before
the words that say who spoke where those stand inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.language.dialogue import opens_speech, spoken, words_before_tag
from whence.language.marks import SINGLES, Marked, Pair, pair
from whence.model.text import Block, Span

_REACH = 60  # blocks in which a closing mark may end what an earlier block opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Quoted words. `span` includes the marks, `inner` does not; `depth` 0 is outermost.

    `mark` is the opening mark as written. `closed` is False when the closing mark is missing. `continues` is True when
    the quotation runs on in the next block, which opens with a mark of its own; `continued` marks such a later piece.
    """

    span: Span
    inner: Span
    mark: str
    depth: int
    closed: bool
    continues: bool = False
    continued: bool = False


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Quote, ...]:
    """Every quotation, in order of the opening marks.

    >>> from whence.model.text import Role
    >>> line = "“Two masts,” said Ms Ito, “and no ‘crew’.”"
    >>> block = Block(span=Span(0, len(line)), role=Role.PARAGRAPH)
    >>> [line[quote.inner.start : quote.inner.end] for quote in quotations(line, [block])]
    ['Two masts,', 'and no ‘crew’.', 'crew']
    """
    marked = [pair(text, block.span) for block in blocks]
    found = [_slips_cut(item.pairs) for item in marked]
    runs = _runs_on(text, blocks, found)
    closing = _closed_later(marked)
    result: list[Quote] = []
    for index, block in enumerate(blocks):
        pairs = _settled(text, found[index], kept_open=runs[index] or closing[index])
        quotes = [*_quotes(pairs), *_speech(text, block, pairs)]
        quotes = _nested(sorted(quotes, key=lambda quote: (quote.span.start, -quote.span.end)))
        if runs[index]:
            quotes = [replace(quote, continues=True) if not quote.closed else quote for quote in quotes]
        if index and runs[index - 1]:
            quotes[0] = replace(quotes[0], continued=True)
        result.extend(quotes)
    return tuple(result)


def _slips_cut(pairs: list[Pair]) -> list[Pair]:
    """A quotation that is never closed ends where the next one with its mark opens, and is not around it."""
    slip = next((index for index, item in enumerate(pairs) if not item.closed), None)
    if slip is None:
        return pairs
    opening = pairs[slip]
    outer_end = 0
    for item in pairs[slip + 1 :]:
        if item.start >= outer_end and item.mark == opening.mark:
            return [*pairs[:slip], replace(opening, end=item.start), *pairs[slip + 1 :]]
        outer_end = max(outer_end, item.end)
    return pairs


def _runs_on(text: str, blocks: Sequence[Block], found: list[list[Pair]]) -> list[bool]:
    """For each block: its last quotation is left open, and the next block opens with the same mark.

    Single marks left open count only when a mark closes the chain; otherwise they are apostrophes and are dropped here.
    """
    runs = [False] * len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        pairs = found[index]
        opening = next((item for item in pairs if not item.closed), None)
        if opening is None:
            continue
        following = found[index + 1][:1] if index + 1 < len(blocks) else []
        runs[index] = opening.end == blocks[index].span.end and any(
            item.mark == opening.mark and not text[blocks[index + 1].span.start : item.start].strip()
            for item in following
        )
        if not runs[index] and opening.mark in SINGLES:
            found[index] = [item for item in pairs if item.closed]
    return runs


def _closed_later(marked: Sequence[Marked]) -> list[bool]:
    """For each block: a closing mark without its mate stands in one of the next blocks."""
    result = [False] * len(marked)
    stray = len(marked) + _REACH
    for index in range(len(marked) - 1, -1, -1):
        result[index] = stray - index <= _REACH
        if marked[index].stray:
            stray = index
    return result


def _settled(text: str, pairs: list[Pair], *, kept_open: bool) -> list[Pair]:
    """An opening mark whose mate nobody set: the quoted words end before “, he said”, where that is said."""
    opening = next((item for item in pairs if not item.closed), None)
    if opening is None or kept_open:
        return pairs
    closed = [item for item in pairs if item.closed]
    end = words_before_tag(text, Span(opening.start + 1, opening.end), _outer(closed))
    if end is None:
        return pairs
    return [replace(item, end=end) if item is opening else item for item in pairs]


def _outer(pairs: Sequence[Pair]) -> list[Span]:
    """The spans of the pairs that stand in no other."""
    spans: list[Span] = []
    for item in pairs:
        if not spans or item.start >= spans[-1].end:
            spans.append(Span(item.start, item.end))
    return spans


def _quotes(pairs: Sequence[Pair]) -> list[Quote]:
    return [
        Quote(
            span=Span(item.start, item.end),
            inner=Span(item.start + 1, item.end - item.closed),
            mark=item.mark,
            depth=0,
            closed=item.closed,
        )
        for item in pairs
        if item.end > item.start + 1
    ]


def _speech(text: str, block: Block, pairs: Sequence[Pair]) -> list[Quote]:
    if not opens_speech(text, block):
        return []
    return [
        Quote(span=outer, inner=Span(inner, outer.end), mark=text[outer.start], depth=0, closed=True)
        for outer, inner in spoken(text, block.span, _outer(pairs))
    ]


def _nested(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, each with its depth. They lie inside one another or apart."""
    around: list[int] = []
    result: list[Quote] = []
    for quote in quotes:
        while around and around[-1] <= quote.span.start:
            around.pop()
        result.append(replace(quote, depth=len(around)) if around else quote)
        around.append(quote.span.end)
    return result
