"""A quotation held against the texts: found, compared, judged, remarked upon."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whence.model.reuse import Check, Note, NoteKind, Original, Quoted, Verdict
from whence.model.text import Document, Span
from whence.trace.align import Variants
from whence.trace.edits import Piece, piece
from whence.trace.find import Found, find
from whence.trace.index import Index, index
from whence.trace.judge import judge
from whence.trace.quote import Sought, sought
from whence.trace.turns import cut_after, cut_before

_MOST_ALTERNATIVES = 50
_FAR = 8  # words left out unmarked over the end of a paragraph are a join of two places
_SENTENCES_APART = 12  # the same over the ends of two sentences
_TOO_FAR = 40  # the same wherever
_END = re.compile(r"[.?!][\"”’»')\]]*\s")

# Who speaks at a place of a source, and whether it is the one a quotation is given to (None: nobody can say).
Speaker = Callable[[Document, Span, Quoted], tuple[str | None, bool | None]]


def nobody(_document: Document, _span: Span, _quoted: Quoted) -> tuple[str | None, bool | None]:
    """Where it is not known who speaks in the sources."""
    return None, None


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents that quotations are looked for in, indexed."""

    documents: tuple[Document, ...]
    index: Index
    variants: Variants


def sources(documents: Sequence[Document]) -> Sources:
    """The documents, indexed. Linear in their length."""
    made = index([document.text for document in documents])
    return Sources(tuple(documents), made, Variants(made.vocabulary.forms))


def check(draft: Document, item: Quoted, among: Sources, speaker: Speaker = nobody) -> Check:
    """What is found of one quotation of the draft. Never raises for what the texts say."""
    quote = sought(draft.text, item.spans, among.index.vocabulary)
    found = find(among.index, quote, among.variants)
    searched = len(among.documents)
    if not found:
        return Check(quoted=item, verdict=Verdict.UNTRACED, original=None, searched=searched)
    options = [_option(draft, quote, one, among, item, speaker) for one in found[: _MOST_ALTERNATIVES + 1]]
    options.sort(key=_preference)
    best, others = options[0], options[1:]
    others.sort(key=_by_date)
    original = best.originals[0]
    return Check(
        quoted=item,
        verdict=best.verdict,
        original=original,
        edits=original.edits,
        further=best.originals[1:],
        alternatives=tuple(option.originals[0] for option in others),
        notes=tuple(_notes(among, best)),
        searched=searched,
    )


@dataclass(frozen=True, slots=True)
class _Option:
    """One way the quotation may have come about: one original, or several for one that was spliced."""

    verdict: Verdict
    originals: tuple[Original, ...]
    number: int  # of the first document
    edits: int


def _preference(option: _Option) -> tuple[object, ...]:
    """The fewest changes, then whose speaker agrees, then the earliest dated, then as given."""
    first = option.originals[0]
    return -_ORDER[option.verdict], option.edits, first.same_speaker is not True, first.published or "9", option.number


def _by_date(option: _Option) -> tuple[str, int]:
    return option.originals[0].published or "9", option.number


_ORDER = {verdict: number for number, verdict in enumerate(Verdict)}


def _option(draft: Document, quote: Sought, found: Found, among: Sources, item: Quoted, speaker: Speaker) -> _Option:
    parts = _parts(quote, found, among)
    texts = list(dict.fromkeys(text for _, _, text in parts))
    pieces = [
        (text, piece(quote, found.alignment, first, last, draft.text, among.documents[text].text, among.index))
        for first, last, text in parts
    ]
    verdict = judge([edit for _, one in pieces for edit in one.edits], spliced=len(parts) > 1)
    originals = tuple(
        _original(among, text, [one for number, one in pieces if number == text], verdict, item, speaker)
        for text in texts
    )
    return _Option(verdict, originals, texts[0], sum(not edit.marked for _, one in pieces for edit in one.edits))


def _original(
    among: Sources, text: int, pieces: Sequence[Piece], verdict: Verdict, item: Quoted, speaker: Speaker
) -> Original:
    document = among.documents[text]
    starts, ends = among.index.starts, among.index.ends
    spans = tuple(Span(int(starts[one.begin]), int(ends[one.end])) for one in pieces)
    name, same = speaker(document, spans[0], item)
    return Original(
        document=document.id,
        uri=document.uri,
        spans=spans,
        verdict=verdict,
        edits=tuple(edit for one in pieces for edit in one.edits),
        published=document.published,
        speaker=name,
        same_speaker=same,
    )


def _parts(quote: Sought, found: Found, among: Sources) -> list[tuple[int, int, int]]:
    """The runs of words that stand in one place: first, last, the number of the text."""
    places = found.alignment.places
    borders: list[tuple[int, int]] = []
    before = -1
    for i, place in enumerate(int(at) for at in places):
        if place < 0:
            continue
        text = among.index.text_at(place)
        if before < 0:
            borders.append((0, text))
        elif text != borders[-1][1] or place < before or _far(quote, i, before, place, among, text):
            borders.append((i, text))
        before = place
    ends = [first for first, _ in borders[1:]] + [len(quote)]
    return [(first, last, text) for (first, text), last in zip(borders, ends, strict=True)]


def _far(quote: Sought, i: int, before: int, place: int, among: Sources, text: int) -> bool:
    """Whether what was left out between two words, unmarked, makes two places of one."""
    left = place - before - 1
    if left < _FAR or quote.gap[i]:
        return False
    between = among.documents[text].text[int(among.index.ends[before]) : int(among.index.starts[place])]
    if left > _TOO_FAR or "\n" in between.strip():
        return True
    return left > _SENTENCES_APART and len(_END.findall(between)) > 1


def _notes(among: Sources, best: _Option) -> list[Note]:
    """What stands directly before and behind the words in the source, and who speaks there."""
    original = best.originals[0]
    text = among.documents[best.number].text
    notes: list[Note] = []
    if (turn := cut_before(text, original.spans[-1].end)) is not None:
        notes.append(Note(kind=NoteKind.CUT_BEFORE, words=text[turn.start : turn.end], span=turn))
    if (turn := cut_after(text, original.spans[0].start)) is not None:
        notes.append(Note(kind=NoteKind.CUT_AFTER, words=text[turn.start : turn.end], span=turn))
    if original.same_speaker is False and original.speaker:
        notes.append(Note(kind=NoteKind.SPEAKER, words=original.speaker))
    return notes
