"""The quotations of a reading, as they can be held against their originals: whose they are, and in which pieces.

A quotation that a tag interrupts ("“We will win,” he said, “and soon.”") is one. Where the tag ends a sentence, the
next marks open another one. Scare quotes and titles are nobody's words: they are listed with the reason and not looked
for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from whence.language.lexicon import kinds
from whence.language.quotes import Quote, quotations
from whence.language.sentences import trimmed
from whence.model.reuse import Quoted
from whence.model.speech import Quotation, Reading, Statement
from whence.model.text import Block, Role, Span

FEW = 4  # fewer words that nobody says are scare quotes, a name or a term
_LONGEST_TITLE = 10
_SMALL = "DICT"  # kinds of words that titles leave small: the, of, and, that
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BLOCKS = frozenset((Role.BLOCK_QUOTE, Role.EMBED))
_OF_TITLES = re.compile(
    r"\b(?:titled|entitled|headlined|named|dubbed|book|novel|film|movie|song|album|single|play|series|show|programme|program"
    r"|podcast|magazine|essay|article|column|report|memoir|documentary|exhibition|painting|poem|game|musical|opera"
    r"|headline|slogan|hashtag|headlines)\b[\s,:]*(?:\w+[\s,:]+){0,2}$",
    re.IGNORECASE,
)


def quoted(reading: Reading) -> tuple[Quoted, ...]:
    """The quotations of the text in order: outer ones, those inside them, and block quotes."""
    document = reading.document
    found = quotations(document.text, document.blocks)
    owners = _Owners(reading)
    result = [*_blocks(reading, owners), *_marked(reading, found, owners)]
    return tuple(sorted(_once(result), key=_place))


def _place(item: Quoted) -> tuple[int, int]:
    return item.spans[0].start, -item.spans[-1].end


def _once(found: Sequence[Quoted]) -> Iterator[Quoted]:
    """A block quote whose marks hold all of it is one quotation, not two."""
    seen: set[tuple[Span, ...]] = set()
    for item in found:
        if item.spans not in seen:
            seen.add(item.spans)
            yield item


class _Owners:
    """Which statements of somebody else hold a place."""

    def __init__(self, reading: Reading) -> None:
        spans = sorted(
            ((span.start, -span.end, len(item.chain), number) for number, item in enumerate(reading.statements)
             if len(item.chain) > 1 for span in item.content)
        )  # fmt: skip
        self._statements = reading.statements
        self._starts = [start for start, _, _, _ in spans]
        self._around: list[tuple[int, int, int | None]] = []  # end, statement, the span around it
        open_: list[int] = []
        for index, (start, end, _, number) in enumerate(spans):
            while open_ and self._around[open_[-1]][0] <= start:
                open_.pop()
            self._around.append((-end, number, open_[-1] if open_ else None))
            open_.append(index)

    def of(self, span: Span) -> list[Statement]:
        """The statements whose content holds the span, the longest chain first, of one chain the outer first."""
        found: list[Statement] = []
        index: int | None = bisect_right(self._starts, span.start) - 1
        while index is not None and index >= 0:
            end, number, around = self._around[index]
            if end >= span.end:
                found.append(self._statements[number])
            index = around
        found.reverse()
        return sorted(found, key=_shallow)


def _shallow(statement: Statement) -> int:
    return -len(statement.chain)


class _Sentences:
    """Which sentence a place stands in."""

    def __init__(self, reading: Reading) -> None:
        self._starts = [sentence.span.start for sentence in reading.sentences]

    def at(self, place: int) -> int:
        """The number of the sentence."""
        return bisect_right(self._starts, place)


def _marked(reading: Reading, found: Sequence[Quote], owners: _Owners) -> Iterator[Quoted]:
    """What stands in quotation marks."""
    text = reading.document.text
    sentences = _Sentences(reading)
    run: list[Span] = []
    owners_of_run: list[Statement] = []
    before: Quote | None = None
    for quote in found:
        inner = trimmed(text, quote.inner)
        words = _words(text, inner)
        if words is None:
            continue
        mine = owners.of(words)
        if quote.depth:
            yield _one(text, [inner], mine, nested=True)
            continue
        shared = _shared(owners_of_run, mine)
        if before is not None and _goes_on(sentences, before, quote, shared):
            run.append(inner)
            owners_of_run = shared or owners_of_run or mine
        else:
            if run:
                yield _one(text, run, owners_of_run, nested=False)
            run, owners_of_run = [inner], mine
        before = quote
    if run:
        yield _one(text, run, owners_of_run, nested=False)


def _words(text: str, span: Span) -> Span | None:
    """From the first word to the last: whose they are does not depend on the marks at the ends."""
    first = _WORD.search(text, span.start, span.end)
    if first is None:
        return None
    end = span.end
    while not text[end - 1].isalnum():
        end -= 1
    return Span(first.start(), end)


def _shared(one: Sequence[Statement], other: Sequence[Statement]) -> list[Statement]:
    ids = {statement.id for statement in other if statement.quotation is Quotation.DIRECT}
    return [statement for statement in one if statement.id in ids]


def _goes_on(sentences: _Sentences, before: Quote, quote: Quote, shared: Sequence[Statement]) -> bool:
    """The same quotation after an interruption, or in the next paragraph."""
    if quote.continued and before.continues:
        return True
    return bool(shared) and sentences.at(before.span.start) == sentences.at(quote.span.start)


def _one(text: str, spans: Sequence[Span], owners: Sequence[Statement], *, nested: bool) -> Quoted:
    owner = owners[0] if owners else None
    said = owner is not None and owner.quotation in (Quotation.DIRECT, Quotation.MIXED, Quotation.BLOCK)
    return Quoted(
        spans=tuple(spans),
        statement=owner.id if owner else None,
        voice=owner.chain[-1].voice if owner else None,
        skipped=_why_nobodys(text, spans, owner if said else None, nested=nested),
    )


def _why_nobodys(text: str, spans: Sequence[Span], owner: Statement | None, *, nested: bool) -> str:
    if len(spans) > 1:
        return ""
    found = [match.group() for match in _WORD.finditer(text, spans[0].start, spans[0].end)]
    own_marks = owner is not None and owner.quotation is Quotation.DIRECT and not nested
    if not own_marks and _is_title(text, spans[0], found):
        return "a title or a name, nobody's words"
    if len(found) < FEW and (owner is None or nested):
        return "a few words in quotation marks that nobody is said to have spoken"
    return ""


def _is_title(text: str, span: Span, found: Sequence[str]) -> bool:
    if not found or len(found) > _LONGEST_TITLE:
        return False
    large = [word for word in found[:-1] if kinds().get(word.lower(), " ") not in _SMALL]
    capitals = all(
        word[0].isupper() or word[0].isdigit() for word in [*large, found[-1]]
    )  # the last one is never small
    announced = bool(_OF_TITLES.search(text[max(0, span.start - 60) : span.start].rstrip("\"“”‘’'«»„ ") + " "))
    return capitals and (announced or len(found) > 1)


def _blocks(reading: Reading, owners: _Owners) -> Iterator[Quoted]:
    """Block quotes and embeds, paragraph after paragraph of one group."""
    group: list[Block] = []
    for block in reading.document.blocks:
        if group and (block.role not in _BLOCKS or block.group != group[-1].group):
            yield from _group(reading, group, owners)
            group = []
        if block.role in _BLOCKS:
            group.append(block)
    if group:
        yield from _group(reading, group, owners)


def _group(reading: Reading, blocks: Sequence[Block], owners: _Owners) -> Iterator[Quoted]:
    text = reading.document.text
    spans: list[Span] = []
    whose: list[Statement] = []
    for block in blocks:
        span = _without_marks(text, block.span)
        words = _words(text, span)
        mine = owners.of(words) if words else []
        if mine:
            whose = whose or mine
            spans.append(span)
    if spans:
        yield _one(text, spans, whose, nested=False)


def _without_marks(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in '"“”„«»>'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”„«»'):
        end -= 1
    return Span(start, end)
