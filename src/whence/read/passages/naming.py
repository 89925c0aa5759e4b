"""Whose a passage is that is set off: its label, the sentence before it, a credit beside it, the voice before it."""

from __future__ import annotations

import re

from whence.model.speech import Quotation
from whence.model.text import Document, Role, Span
from whence.read.passages.ear import Ear
from whence.read.passages.excerpts import Region, credit_at_end
from whence.read.passages.introductions import named_source, source_before
from whence.read.passages.stretches import Stretch
from whence.read.voices.mentions import MentionRole

_ROLES = {"turn": MentionRole.TURN, "embed": MentionRole.EMBED}


def open_region(document: Document, region: Region, parent: Stretch | None, ear: Ear) -> Stretch:
    """The stretch of a region, with its source where label, introduction, credit or the last voice names one."""
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


def _name_region(document: Document, region: Region, stretch: Stretch, ear: Ear) -> None:
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
    document: Document, region: Region, ear: Ear, *, ended_with_colon: bool
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
    last = document.blocks[region.last - 1].span
    words = document[last].rstrip()
    named = credit_at_end(words) if region.kind == "quote" else None
    return Span(last.start + named.start("name"), last.start + len(words) - 1) if named else None
