"""Who was heard last: for quotations that float, run on in the next paragraph, or follow a colon."""

from __future__ import annotations

from dataclasses import dataclass, field

from whence.language.quotes import Quote
from whence.model.speech import Quotation
from whence.read.passages.paragraphs import Passage, Told, outermost, quote_at, read_quoted
from whence.read.passages.stretches import Stretch, Unit

_FLOAT_REACH = 3  # blocks a speaker stays in the ear


@dataclass(slots=True, kw_only=True)
class Ear:
    """Who was heard last in a region: for quotations that float, run on, or follow a colon."""

    last: Stretch | None = None
    heard: list[Unit] = field(default_factory=list[Unit])  # the sentences of the block before
    block: int = -99
    leads: Stretch | None = None
    leads_block: int = -99
    open: Stretch | None = None  # a quotation without its closing mark that runs on in the next block


def claim_loose(passage: Passage, item: Told, number: int, ear: Ear, sink: list[Stretch]) -> None:
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
    runs_on = any(quote.continues for quote in _quotes(passage, item))
    lead.quotation = Quotation.BLOCK if runs_on or lead.quotation is Quotation.BLOCK else Quotation.DIRECT
    reread(passage, lead, item)


def _float(passage: Passage, item: Told, ear: Ear, sink: list[Stretch]) -> None:
    last = ear.last
    if last is None and any(quote.continues for quote in _quotes(passage, item)):
        last = Stretch(parent=passage.speaker, quotation=Quotation.DIRECT, rule="", confidence=0.5, block=passage.block)
        ear.block = passage.block
    if last is None or _asks_in_dialogue(passage, item):
        return
    if ear.block == passage.block and last.quotation is Quotation.DIRECT and _under(last, passage.speaker):
        _join(passage, last, item)
    elif passage.block - ear.block <= _FLOAT_REACH:
        outer, stretch = _floating(last, passage, item)
        reread(passage, stretch, item)
        sink.append(outer)
        ear.last, ear.block = stretch, passage.block


def _asks_in_dialogue(passage: Passage, item: Told) -> bool:
    """“— And your neighbours?”: a question behind a dash is the interviewer's."""
    dashed = any(quote.mark == "—" for quote in _quotes(passage, item))
    return dashed and passage.text[item.loose[-1].start : item.loose[-1].end].rstrip().endswith("?")


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
    reread(passage, stretch, item)


def reread(passage: Passage, stretch: Stretch, item: Told) -> None:
    """Read the quoted words of a sentence again, from within, under the stretch that speaks them."""
    inner = passage.within(stretch)
    for quote in _quotes(passage, item):
        read_quoted(inner, stretch, quote)
    item.unit.taken.extend((stretch, i, i + 1) for i, letter in enumerate(item.unit.line.kind) if letter == "q")


def _quotes(passage: Passage, item: Told) -> list[Quote]:
    return [quote for span in item.loose if (quote := quote_at(passage.quotes, span)) is not None]


def name_open(passage: Passage, item: Told, ear: Ear) -> None:
    """A quotation over several paragraphs whose speaker a later one names: the earlier ones are the same voice's."""
    if ear.open is None or ear.open.cue or not item.stretches:
        return
    named = item.stretches[0]
    within = [quote for span in named.content for quote in outermost(passage.quotes, span)]
    if named.source and any(quote.continued for quote in within):
        ear.open.same_as = named.origin()
        ear.open.rule = "the quotation goes on in the next paragraph, which names the speaker"


def mark_open(quotes: list[Quote], ear: Ear, index: int) -> None:
    """Remember a quotation whose closing mark is missing and that the next block takes up."""
    runs_on = any(quote.continues for quote in quotes)
    ear.open = ear.last if runs_on and ear.last is not None and ear.block == index else None


def innermost(stretch: Stretch) -> Stretch:
    """Past the outlets that relay it, the stretch of the one who speaks."""
    while len(stretch.children) == 1 and _relays(stretch, stretch.children[0]):
        stretch = stretch.children[0]
    return stretch


def _relays(outer: Stretch, inner: Stretch) -> bool:
    return outer.content == inner.content and outer.cue == inner.cue


def through_same(stretch: Stretch, ear: Ear) -> Stretch:
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
