"""A document as stretches: blocks in their regions, paragraph after paragraph, with what floats and what runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from whence.model.speech import Quotation, Sentence
from whence.model.text import Block, Document, Role, Span
from whence.read.excerpts import Region, regions
from whence.read.introductions import named_source, source_before
from whence.read.paragraphs import Passage, Told, read_quoted, told
from whence.read.quotes import Quote, quotations
from whence.read.sentences import trimmed
from whence.read.stretches import Stretch, Unit
from whence.read.tokens import tokens
from whence.read.voice_mentions import MentionRole

_FLOAT_REACH = 3  # blocks a speaker stays in the ear


@dataclass(slots=True, kw_only=True)
class Assembly:
    """All stretches of a document in reading order of their parents, and its sentences with their own words."""

    stretches: list[Stretch] = field(default_factory=list[Stretch])
    own: list[Unit] = field(default_factory=list[Unit])
    sentences: list[Sentence] = field(default_factory=list[Sentence])
    unclaimed: list[tuple[Passage, Told]] = field(default_factory=list["tuple[Passage, Told]"])  # titles that quote


@dataclass(slots=True, kw_only=True)
class _Ear:
    """Who was heard last in a region: for quotations that float, run on, or follow a colon."""

    last: Stretch | None = None
    heard: list[Unit] = field(default_factory=list[Unit])  # the sentences of the block before
    block: int = -99
    leads: Stretch | None = None
    leads_block: int = -99
    open: Stretch | None = None  # a quotation without its closing mark that runs on in the next block


def assemble(document: Document) -> Assembly:
    """Read every block of the document; each sentence ends up in `own` or in a region's units."""
    text, blocks = document.text, document.blocks
    quotes = quotations(text, blocks)
    by_block = _by_block(blocks, quotes)
    found = regions(text, blocks, quotes)
    result = Assembly()
    speakers: dict[int, Stretch] = {}
    ears: dict[int, _Ear] = {0: _Ear()}
    for index, block in enumerate(blocks):
        around = [number for number, region in enumerate(found) if region.first <= index < region.last] if found else []
        parent: Stretch | None = None
        for number in around:
            if number not in speakers:
                speakers[number] = _open_region(document, found[number], parent, ears)
                if parent is not None:
                    parent.children.append(speakers[number])
                else:
                    result.stretches.append(speakers[number])
            parent = speakers[number]
        ear = ears.setdefault(id(parent) if parent else 0, _Ear())
        _read_block(document, index, block, by_block[index], parent, ear, result)
    result.own.extend(_between(document))
    _echo(document, result)
    return result


def _echo(document: Document, result: Assembly) -> None:
    """A headline or pull quote repeats words of the article: they are whose they are there."""
    if not result.unclaimed:
        return
    spoken = [stretch for stretch in _all(result.stretches) if stretch.quotation is not Quotation.INDIRECT]
    folded = [(fold("".join(document[span] for span in stretch.content)), stretch) for stretch in spoken]
    for passage, item in result.unclaimed:
        words = fold("".join(document[span] for span in item.loose))
        said = next((stretch for text, stretch in folded if len(words) >= _SHORTEST_ECHO and words in text), None)
        if said is None:
            continue
        echo = Stretch(
            parent=passage.speaker,
            quotation=Quotation.DIRECT,
            rule="the same words stand in the article",
            confidence=0.9,
            content=list(item.loose),
            same_as=said.origin(),
            block=passage.block,
        )
        _reread(passage, echo, item)
        result.stretches.append(echo)


_SHORTEST_ECHO = 12  # letters


def fold(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def _all(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    for stretch in stretches:
        yield stretch
        yield from _all(stretch.children)


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


# --- regions ---

_ROLES = {"turn": MentionRole.TURN, "embed": MentionRole.EMBED}


def _open_region(document: Document, region: Region, parent: Stretch | None, ears: dict[int, _Ear]) -> Stretch:
    ear = ears.get(id(parent) if parent else 0, _Ear())
    stretch = Stretch(
        parent=parent,
        quotation=Quotation.DIRECT if region.kind == "turn" else Quotation.BLOCK,
        rule=region.rule,
        confidence=0.95 if region.source else 0.7,
        source=[region.source] if region.source else [],
        cue=[region.cue] if region.cue else [],
        role=_ROLES.get(region.kind, MentionRole.EXCERPT),
        block=region.first,
    )
    if region.source is None:
        _name_region(document, region, stretch, ear)
    return stretch


def _name_region(document: Document, region: Region, stretch: Stretch, ear: _Ear) -> None:
    """A block quote's source: the sentence before it, a credit line beside it, or the last voice heard before it."""
    lead = ear.leads if ear.leads_block == region.first - 1 else None
    if lead is not None and lead.stance is not None:
        stretch.source, stretch.cue, stretch.stance, stretch.confidence = lead.source, lead.cue, lead.stance, 0.92
        stretch.same_as = lead.same_as
        stretch.rule += "; the sentence before it names the source"
        return
    source, rule, confidence = _introduced_by(document, region, ear, ended_with_colon=lead is not None)
    if source is not None:
        stretch.source, stretch.rule, stretch.confidence = [source], f"{stretch.rule}; {rule}", confidence
        return
    if ear.last is not None and ear.block >= region.first - 1:
        stretch.same_as, stretch.confidence = ear.last.origin(), 0.7
        stretch.rule += "; goes on from the voice before it"
        return
    stretch.rule += "; nothing beside it names the source"
    stretch.confidence = 0.4


def _introduced_by(
    document: Document, region: Region, ear: _Ear, *, ended_with_colon: bool
) -> tuple[Span | None, str, float]:
    credit = _credit(document, region)
    if credit is not None:
        return credit, "credited beside it", 0.9
    if not ear.heard:
        return None, "", 0.0
    named = named_source(document.text, ear.heard[-1].span)
    if named is not None:
        return named, "introduced by name", 0.9
    if not ended_with_colon:
        return None, "", 0.0
    for unit in reversed(ear.heard):
        source = source_before(unit.line)
        if source is not None:
            return source, "the words before it name the source", 0.75
    return None, "", 0.0


_CREDIT_TAIL = re.compile(r"\s*(?:\(?@|·|\|)")  # handle and time of a post


def _credit(document: Document, region: Region) -> Span | None:
    for index in (region.last - 1, region.last):
        if index < len(document.blocks) and document.blocks[index].role is Role.CREDIT:
            span = document.blocks[index].span
            words = document[span]
            cut = len(words) - len(words.lstrip("—–-( \u00a0\t"))
            name = _CREDIT_TAIL.split(words, maxsplit=1)[0] if cut == 0 else words
            end = len(name.rstrip(") .\n"))
            if cut < end:
                return Span(span.start + cut, span.start + end)
    return None


# --- blocks ---

_REPEATING = (Role.HEADLINE, Role.HEADING, Role.PULL_QUOTE, Role.CAPTION)
_TITLES = (Role.HEADLINE, Role.HEADING)


def _read_block(
    document: Document,
    index: int,
    block: Block,
    quotes: list[Quote],
    parent: Stretch | None,
    ear: _Ear,
    result: Assembly,
) -> None:
    span = _body(document.text, block)
    passage = Passage(text=document.text, quotes=quotes, speaker=parent, block=index, title_case=block.role in _TITLES)
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
    items = told(passage, trimmed(document.text, wrapping.inner) if wrapping else span)
    for number, item in enumerate(items):
        units.append(item.unit)
        result.sentences.append(Sentence(span=item.unit.span, block=index))
        if block.role in _REPEATING:
            if item.loose and parent is None:
                result.unclaimed.append((passage, item))
        else:
            _claim_loose(passage, item, number, ear, sink)
        for stretch in item.stretches:
            if note and _is_this_article(document, stretch):
                continue
            if not stretch.source and stretch.same_as is None and ear.last is not None:
                stretch.same_as = ear.last.origin()
            sink.append(_through_same(stretch, ear))
            ear.last, ear.block = _speaker(sink[-1]), index
        ear.heard = [*ear.heard, item.unit] if number else [item.unit]
        ear.leads = item.leads
        ear.leads_block = index if item.leads is not None else -99
    _mark_open(quotes, ear, index)


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


def _wrapping(text: str, span: Span, quotes: list[Quote]) -> Quote | None:
    """Marks around the whole of an excerpt's paragraph belong to the excerpt, not to somebody inside it."""
    for quote in quotes:
        if quote.depth == 0 and not text[span.start : quote.span.start].strip():
            return quote if not text[quote.span.end : span.end].strip(" .\n") else None
    return None


def _speaker(stretch: Stretch) -> Stretch:
    """Past the outlets that relay it, the stretch of the one who speaks."""
    while len(stretch.children) == 1 and _relays(stretch, stretch.children[0]):
        stretch = stretch.children[0]
    return stretch


def _relays(outer: Stretch, inner: Stretch) -> bool:
    return outer.content == inner.content and outer.cue == inner.cue


def _through_same(stretch: Stretch, ear: _Ear) -> Stretch:
    """“In the same broadcast he …”: put under the outlet that relayed the voice before it."""
    before = ear.last.parent if ear.last is not None else None
    if not stretch.same_relay or before is None or before is stretch.parent:
        return stretch
    outer = Stretch(
        parent=stretch.parent,
        quotation=stretch.quotation,
        rule="the same outlet goes on relaying",
        confidence=0.85,
        content=list(stretch.content),
        cue=list(stretch.cue),
        same_as=before.origin(),
        block=stretch.block,
        children=[stretch],
    )
    stretch.parent = outer
    return outer


def _body(text: str, block: Block) -> Span:
    """The block without the label of a transcript turn."""
    label = block.speaker_span
    if block.role is not Role.TURN or label is None or not block.span.covers(label):
        return block.span
    start = label.end
    while start < block.span.end and text[start] in ".: \u00a0\t\n":
        start += 1
    return Span(start, block.span.end)


def _claim_loose(passage: Passage, item: Told, number: int, ear: _Ear, sink: list[Stretch]) -> None:
    """Quoted words that no cue in their sentence claims: they run on, follow a colon, or float."""
    if not item.floats:
        return
    if ear.open is not None and number == 0:
        _join(passage, ear.open, item)
    elif ear.leads is not None and (
        ear.leads_block == passage.block or (ear.leads_block == passage.block - 1 and not number)
    ):
        _follow(passage, ear.leads, item)
        sink.append(ear.leads)
        ear.last, ear.block = ear.leads, passage.block
    elif ear.last is not None:
        _float(passage, item, ear, sink)


def _follow(passage: Passage, lead: Stretch, item: Told) -> None:
    """What a sentence with a colon led to; words of several paragraphs are a passage set off."""
    lead.content.extend(item.loose)
    runs_on = any(quote.continues and quote.span in item.loose for quote in passage.quotes)
    lead.quotation = Quotation.BLOCK if runs_on or lead.quotation is Quotation.BLOCK else Quotation.DIRECT
    _reread(passage, lead, item)


def _float(passage: Passage, item: Told, ear: _Ear, sink: list[Stretch]) -> None:
    last = ear.last
    if last is None:
        return
    if ear.block == passage.block and last.quotation is Quotation.DIRECT and _under(last, passage.speaker):
        _join(passage, last, item)
    elif passage.block - ear.block <= _FLOAT_REACH:
        outer, stretch = _floating(last, passage, item)
        _reread(passage, stretch, item)
        sink.append(outer)
        ear.last, ear.block = stretch, passage.block


def _under(stretch: Stretch, speaker: Stretch | None) -> bool:
    """The stretch hangs under this speaker, with nothing but relaying outlets between."""
    parent = stretch.parent
    while parent is not None and parent is not speaker and _relays(parent, stretch):
        parent = parent.parent
    return parent is speaker


def _floating(before: Stretch, passage: Passage, item: Told) -> tuple[Stretch, Stretch]:
    """A quotation without a cue: the last voice, through the same outlets. Gives the outermost and the innermost."""
    chain = [before]
    parent = before.parent
    while parent is not None and parent is not passage.speaker and _relays(parent, chain[-1]):
        chain.append(parent)
        parent = parent.parent
    around = passage.speaker
    made: list[Stretch] = []
    for original in reversed(chain):
        stretch = Stretch(
            parent=around,
            quotation=Quotation.BLOCK if before.quotation is Quotation.BLOCK else Quotation.DIRECT,
            rule="quoted words without a cue go on with the last speaker",
            confidence=0.72,
            content=list(item.loose),
            same_as=original.origin(),
            block=passage.block,
        )
        if made:
            made[-1].children.append(stretch)
        made.append(stretch)
        around = stretch
    return made[0], made[-1]


def _join(passage: Passage, stretch: Stretch, item: Told) -> None:
    outer = stretch.parent
    while outer is not None and outer is not passage.speaker and _relays(outer, stretch):
        outer.content.extend(item.loose)
        outer = outer.parent
    stretch.content.extend(item.loose)
    _reread(passage, stretch, item)


def _reread(passage: Passage, stretch: Stretch, item: Told) -> None:
    inner = Passage(text=passage.text, quotes=passage.quotes, speaker=stretch, block=passage.block)
    for quote in passage.quotes:
        if quote.span in item.loose:
            read_quoted(inner, stretch, quote)
    item.unit.taken.extend((stretch, i, i + 1) for i, letter in enumerate(item.unit.line.kind) if letter == "q")


def _mark_open(quotes: list[Quote], ear: _Ear, index: int) -> None:
    runs_on = any(quote.continues for quote in quotes)
    ear.open = ear.last if runs_on and ear.last is not None and ear.block == index else None
