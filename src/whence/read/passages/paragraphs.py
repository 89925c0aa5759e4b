"""One block of text read: its sentences, and the stretches that other voices speak in them.

Contents are read again for what they report in their turn, inside out, to any depth a newsroom writes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.language.quotes import Quote
from whence.language.sentences import sentences, trimmed
from whence.language.tokens import Line, tokens
from whence.model.speech import Quotation, Status
from whence.model.text import Span
from whence.read.attribution.found import Found
from whence.read.passages.introductions import source_before
from whence.read.passages.relays import cited, relay, says_the_same
from whence.read.passages.stretches import Stretch, Unit
from whence.read.status.stance import cue_stance
from whence.read.tagger import RULES, Tagger, tagged

DEEPEST = 8  # a chain of more links than this is a slip of the reader, not of the press

_SURE = {
    "that": 0.93, "clause": 0.84, "quote": 0.95, "colon": 0.93, "tag": 0.93, "mixed": 0.82, "according": 0.95,
    "whether": 0.8, "to": 0.62, "whom-to": 0.75, "object": 0.62, "preposition": 0.62, "as": 0.75, "of": 0.8,
}  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class Passage:
    """What is being read: a text, its quotations, and the stretch that speaks it (None: the document itself)."""

    text: str
    quotes: Sequence[Quote]
    speaker: Stretch | None
    block: int
    title_case: bool = False
    tagger: Tagger = RULES

    def within(self, speaker: Stretch) -> Passage:
        """The same text, read again as what `speaker` says."""
        return replace(self, speaker=speaker, title_case=False)


@dataclass(slots=True, kw_only=True, eq=False)
class Told:
    """A sentence read: its unit, the stretches in it, and the quotations that no cue claims."""

    unit: Unit
    stretches: list[Stretch]
    loose: list[Span]
    floats: bool  # the sentence is quoted words and nothing else
    leads: Stretch | None = None  # ends with a colon after this stretch's cue: what it reports comes next


def told(passage: Passage, span: Span) -> list[Told]:
    """The sentences of `span`, read."""
    outer = outermost(passage.quotes, span)
    result: list[Told] = []
    number = 0
    for sentence in sentences(passage.text, span, [quote.span for quote in outer]):
        while number < len(outer) and outer[number].span.end <= sentence.start:
            number += 1
        inside: list[Quote] = []
        index = number
        while index < len(outer) and outer[index].span.start < sentence.end:
            inside.append(outer[index])
            index += 1
        result.append(_sentence(passage, sentence, inside))
    return result


def outermost(quotes: Sequence[Quote], span: Span) -> list[Quote]:
    """The quotations inside `span` that no other of them holds, in order."""
    found: list[Quote] = []
    index = bisect_left(quotes, span.start, key=_start)
    while index < len(quotes) and quotes[index].span.start < span.end:
        quote = quotes[index]
        if span.covers(quote.span) and (not found or quote.span.start >= found[-1].span.end):
            found.append(quote)
        index += 1
    return found


def quote_at(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The quotation that stands exactly at `span`."""
    index = bisect_left(quotes, span.start, key=_start)
    while index < len(quotes) and quotes[index].span.start == span.start:
        if quotes[index].span == span:
            return quotes[index]
        index += 1
    return None


def _start(quote: Quote) -> int:
    return quote.span.start


def _sentence(passage: Passage, sentence: Span, quotes: list[Quote]) -> Told:
    line = tokens(passage.text, sentence, quotes, title_case=passage.title_case)
    unit = Unit(span=sentence, line=line)
    stretches: list[Stretch] = []
    leads: Stretch | None = None
    claimed: set[int] = set()
    shared: Stretch | None = None
    for found in tagged(passage.tagger, line):
        if passage.speaker is not None and not _is_reported(found):
            continue
        stretch = _stretch(passage, line, found, shared)
        if not found.content:
            leads = stretch
            continue
        shared = stretch if stretch.source or stretch.same_as else shared
        stretches.append(relayed(line, found, stretch))
        _take(unit, stretches[-1], found)
        for first, last in found.content:
            claimed.update(range(first, last))
        _read_again(passage, stretch, line, found, quotes)
    if leads is None and line.kind.endswith(":"):
        leads = _lead(passage, line)
    loose = [line.span(i, i + 1) for i, letter in enumerate(line.kind) if letter == "q" and i not in claimed]
    return Told(
        unit=unit,
        stretches=stretches,
        loose=loose,
        floats=not line.kind.strip(".,;:-?()xqC") and bool(loose),
        leads=leads,
    )


_WHOLE_TEXT = frozenset(
    "following statement letter text excerpt excerpts passage full post memo note message release writes wrote".split()
)


def _lead(passage: Passage, line: Line) -> Stretch | None:
    """“The office issued the following statement:” and no verb of the lexicon: the subject speaks what comes next."""
    source = source_before(line)
    if source is None:
        return None
    block = bool(_WHOLE_TEXT & set(line.word))
    return Stretch(
        parent=passage.speaker,
        quotation=Quotation.BLOCK if block else Quotation.DIRECT,
        rule="a sentence that ends with a colon introduces it",
        confidence=0.75,
        source=[source],
        cue=[line.span(len(line) - 1, len(line))],
        block=passage.block,
    )


def relayed(line: Line, found: Found, stretch: Stretch) -> Stretch:
    """The stretch itself, or the stretch of the outlet that relays it, with it inside."""
    through = relay(line, found)
    behind = cited(line, found) if through is None else None
    if through is None and behind is None:
        stretch.same_relay = says_the_same(line, found)
        return stretch
    outer = replace(stretch, content=list(stretch.content), units=[], children=[stretch])
    if through is not None:
        outer.source, outer.same_as, outer.rule = (
            [line.span(*through)],
            None,
            "an outlet the source spoke to or was quoted by",
        )
    elif behind is not None:
        stretch.source, stretch.same_as, stretch.rule = [line.span(*behind)], None, "the source an outlet cites"
    stretch.parent = outer
    return outer


def _breaks(line: Line, found: Found) -> bool:
    """One clause in two pieces: neither of them is quoted words."""
    pieces = found.content
    return len(pieces) == 2 and not any(line.kind[first:last].strip(".,;:-?()xC") == "q" for first, last in pieces)


def _take(unit: Unit, stretch: Stretch, found: Found) -> None:
    parts = [*found.content, found.cue, *([found.source] if found.source else [])]
    unit.taken.extend((stretch, first, last) for first, last in parts)


def _stretch(passage: Passage, line: Line, found: Found, shared: Stretch | None) -> Stretch:
    return Stretch(
        parent=passage.speaker,
        quotation=_quotation(line, found),
        rule=found.rule,
        confidence=_confidence(found),
        content=[span for first, last in found.content for span in line.spans(first, last)],
        source=[line.span(*found.source)] if found.source else [],
        cue=[line.span(*found.cue)],
        stance=cue_stance(line, *found.cue, found.verb.stance if found.verb else Status.ASSERTED),
        same_as=None if found.source else shared,
        breaks=_breaks(line, found),
        block=passage.block,
    )


def _confidence(found: Found) -> float:
    """The rule's, or the trained tagger's where that is surer; less where the tagger found nothing."""
    return max(_SURE.get(found.frame, 0.7) * found.weight, found.confidence or 0.0)


def _quotation(line: Line, found: Found) -> Quotation:
    letters = "".join(line.kind[first:last] for first, last in found.content)
    if "q" not in letters:
        return Quotation.INDIRECT
    if letters.strip(".,;:-?()xC").replace("q", "").strip(".,;:-?()xC") or found.frame in (
        "mixed",
        "object",
        "as",
        "of",
    ):
        return Quotation.MIXED
    return Quotation.DIRECT


def _read_again(passage: Passage, stretch: Stretch, line: Line, found: Found, quotes: list[Quote]) -> None:
    """Units and nested stretches of a content: its plain words as part of this line, its quoted words from within."""
    inner = passage.within(stretch)
    by_start = {quote.span.start: quote for quote in quotes}
    if stretch.breaks:
        _read_part(inner, stretch, line.without_gap(*found.content))
        return
    for first, last in found.content:
        if line.kind[first:last].strip(".,;:-?()xC").strip("q"):
            _read_part(inner, stretch, line.part(first, last))
            continue
        for index in range(first, last):
            if line.kind[index] == "q":
                read_quoted(inner, stretch, by_start[line.start[index]])


_ATTITUDES = frozenset(("object", "to", "preposition"))


def _is_reported(found: Found) -> bool:
    """Inside somebody's words only what is said, denied or asked is a further voice's, not what is wanted or backed."""
    return found.frame not in _ATTITUDES or (found.verb is not None and found.verb.stance is not Status.ASSERTED)


def _read_part(passage: Passage, stretch: Stretch, line: Line) -> None:
    """Words in the reporter's paraphrase, quoted pieces among them."""
    unit = Unit(span=line.span(0, len(line)), line=line)
    stretch.units.append(unit)
    if depth(stretch) >= DEEPEST:
        return
    shared: Stretch | None = None
    for found in tagged(passage.tagger, line):
        whole = bool(found.content) and found.content[0][0] == 0 and found.content[-1][1] == len(line)
        if not found.content or whole or not _is_reported(found):
            continue
        child = _stretch(passage, line, found, shared)
        shared = child if child.source else shared
        stretch.children.append(relayed(line, found, child))
        _take(unit, stretch.children[-1], found)
        _read_again(passage, child, line, found, outermost(passage.quotes, unit.span))


def read_quoted(passage: Passage, stretch: Stretch, quote: Quote) -> None:
    """Quoted words, read as sentences of their own under the voice that speaks them."""
    span = trimmed(passage.text, quote.inner)
    if not len(span):
        return
    if depth(stretch) >= DEEPEST:
        stretch.units.append(Unit(span=span, line=tokens(passage.text, span, [])))
        return
    settle(stretch, told(passage, span))


def settle(stretch: Stretch, sentences_told: list[Told]) -> None:
    """Hang what was read inside a content under the stretch that speaks it."""
    for item in sentences_told:
        stretch.units.append(item.unit)
        stretch.children.extend(item.stretches)
        if item.floats and stretch.children:
            _continue_last(stretch, item)


def _continue_last(stretch: Stretch, item: Told) -> None:
    last = stretch.children[-1]
    if last.quotation is Quotation.DIRECT and item.loose:
        last.content.extend(item.loose)


def depth(stretch: Stretch | None) -> int:
    """How many stretches stand around and including this one."""
    count = 0
    while stretch is not None:
        count += 1
        stretch = stretch.parent
    return count
