"""A document as stretches: blocks in their regions, paragraph after paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from whence.language.quotes import Quote, quotations
from whence.language.sentences import trimmed
from whence.language.tokens import tokens
from whence.model.speech import Quotation, Sentence
from whence.model.text import Block, Document, Role, Span
from whence.read.passages.ear import Ear, claim_loose, innermost, mark_open, name_open, through_same
from whence.read.passages.echoes import echoes
from whence.read.passages.excerpts import Region, regions
from whence.read.passages.naming import open_region
from whence.read.passages.paragraphs import Passage, Told, told
from whence.read.passages.stretches import Stretch, Unit
from whence.read.tagger import RULES, Tagger


@dataclass(slots=True, kw_only=True)
class Assembly:
    """All stretches of a document in reading order of their parents, and its sentences with their own words."""

    tagger: Tagger = RULES
    stretches: list[Stretch] = field(default_factory=list[Stretch])
    own: list[Unit] = field(default_factory=list[Unit])
    sentences: list[Sentence] = field(default_factory=list[Sentence])
    unclaimed: list[tuple[Passage, Told]] = field(default_factory=list["tuple[Passage, Told]"])  # titles that quote


def assemble(document: Document, tagger: Tagger = RULES) -> Assembly:
    """Read every block of the document; each sentence ends up in `own` or in a region's units."""
    text, blocks = document.text, document.blocks
    quotes = quotations(text, blocks)
    by_block = _by_block(blocks, quotes)
    waiting = regions(text, blocks, quotes)[::-1]
    around: list[tuple[int, Stretch]] = []  # the regions that hold the block, outermost first, with where they end
    ears: dict[int, Ear] = {}
    result = Assembly(tagger=tagger)
    for index, block in enumerate(blocks):
        around = [(last, stretch) for last, stretch in around if index < last]
        while waiting and waiting[-1].first <= index:
            region = waiting.pop()
            around.append((region.last, _opened(document, region, around, ears, result)))
        parent = around[-1][1] if around else None
        ear = ears.setdefault(id(parent), Ear())
        _read_block(document, index, block, by_block[index], parent, ear, result)
    result.own.extend(_between(document))
    result.stretches.extend(list(echoes(document, result.stretches, result.unclaimed)))
    return result


def _opened(
    document: Document,
    region: Region,
    around: Sequence[tuple[int, Stretch]],
    ears: dict[int, Ear],
    result: Assembly,
) -> Stretch:
    parent = around[-1][1] if around else None
    stretch = open_region(document, region, parent, ears.setdefault(id(parent), Ear()))
    (parent.children if parent is not None else result.stretches).append(stretch)
    return stretch


def _between(document: Document) -> Iterator[Unit]:
    """Text that belongs to no block (a rule, the time of a live entry): nobody else's words either."""
    position = 0
    for block in (*document.blocks, None):
        gap = trimmed(document.text, Span(position, block.span.start if block else len(document.text)))
        if len(gap):
            yield Unit(span=gap, line=tokens(document.text, Span(gap.start, gap.start), []))
        position = block.span.end if block else position


def _by_block(blocks: Sequence[Block], quotes: Sequence[Quote]) -> list[list[Quote]]:
    placed: list[list[Quote]] = [[] for _ in blocks]
    index = 0
    for quote in quotes:
        while index < len(blocks) and blocks[index].span.end <= quote.span.start:
            index += 1
        if index < len(blocks):
            placed[index].append(quote)
    return placed


_REPEATING = (Role.HEADLINE, Role.HEADING, Role.PULL_QUOTE, Role.CAPTION)


_TITLES = (Role.HEADLINE, Role.HEADING)


def _read_block(
    document: Document,
    index: int,
    block: Block,
    quotes: list[Quote],
    parent: Stretch | None,
    ear: Ear,
    result: Assembly,
) -> None:
    span = _body(document.text, block)
    passage = Passage(
        text=document.text,
        quotes=quotes,
        speaker=parent,
        block=index,
        title_case=block.role in _TITLES,
        tagger=result.tagger,
    )
    sink = parent.children if parent is not None else result.stretches
    units = parent.units if parent is not None else result.own
    if parent is not None:
        _pass_on(document.text, span, parent, result)
    if span.start > block.span.start:
        label = Span(block.span.start, span.start)
        result.own.append(Unit(span=label, line=tokens(document.text, label, [])))
    excerpt = parent is not None and parent.quotation is Quotation.BLOCK
    wrapping = _wrapping(document.text, span, quotes) if excerpt else None
    note = block.role is Role.CORRECTION
    items = told(passage, wrapping or span)
    if wrapping and items:
        items[0].unit.span = Span(span.start, items[0].unit.span.end)
        items[-1].unit.span = Span(items[-1].unit.span.start, trimmed(document.text, span).end)
    for number, item in enumerate(items):
        if number == 0:
            name_open(passage, item, ear)
        units.append(item.unit)
        result.sentences.append(Sentence(span=item.unit.span, block=index))
        if block.role in _REPEATING:
            if item.loose and parent is None:
                result.unclaimed.append((passage, item))
        else:
            claim_loose(passage, item, number, ear, sink)
        for stretch in item.stretches:
            if note and _is_this_article(document, stretch):
                continue
            if not stretch.source and stretch.same_as is None and ear.last is not None:
                stretch.same_as = ear.last.origin()
            sink.append(through_same(stretch, ear))
            ear.last, ear.block = innermost(sink[-1]), index
        if number == 0:
            ear.heard = []
        ear.heard.append(item.unit)
        ear.leads = item.leads
        ear.leads_block = index if item.leads is not None else -99
    mark_open(quotes, ear, index)


_ITSELF = frozenset("version article story headline caption report column post".split())


def _is_this_article(document: Document, stretch: Stretch) -> bool:
    """“An earlier version of this article said …”: a note of the outlet's own, nobody else's words."""
    return any(_ITSELF & set(document[span].lower().split()) for span in stretch.source)


def _pass_on(text: str, span: Span, speaker: Stretch, result: Assembly) -> None:
    """What a passage says, everybody around it passes on, out to the document itself."""
    around: Stretch | None = speaker
    while around is not None:
        around.content.append(span)
        around = around.parent
    result.own.append(Unit(span=span, line=tokens(text, Span(span.start, span.start), [])))


def _wrapping(text: str, span: Span, quotes: list[Quote]) -> Span | None:
    """What stands inside marks that belong to the excerpt and not to somebody in it.

    They stand around the whole of its paragraph, or open it and are not closed where others open.
    """
    for quote in quotes:
        if quote.depth == 0 and not text[span.start : quote.span.start].strip():
            if not text[quote.span.end : span.end].strip(" .\n"):
                return trimmed(text, quote.inner)
            return None if quote.closed else trimmed(text, Span(quote.inner.start, span.end))
    return None


def _body(text: str, block: Block) -> Span:
    """The block without the label of a transcript turn."""
    label = block.speaker_span
    if block.role is not Role.TURN or label is None or not block.span.covers(label):
        return block.span
    start = label.end
    while start < block.span.end and text[start] in ".: \u00a0\t\n":
        start += 1
    return Span(start, block.span.end)
