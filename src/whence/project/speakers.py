"""Who speaks at a place of a source, and whether it is the one a draft gives the words to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from whence.language.quotes import quotations
from whence.model.reuse import Quoted
from whence.model.speech import Reading, Voice, VoiceKind
from whence.model.text import Block, Document, Span
from whence.read.article import read

_AROUND = 3  # paragraphs before and behind the one with the words, in which who speaks is said
_FAR = 20_000  # characters before and behind those, in which names stand in full
_TITLES = frozenset("mr mrs ms miss dr sir lord lady judge president minister senator governor mayor general".split())
_COMPARED = (VoiceKind.PERSON,)


def _as_read(_document: Document) -> Reading | None:
    return None


class Speakers:
    """The voices of a draft's quotations beside those of the sources; each passage of a source is read once.

    `known` are the readings of sources in which a person has put something right: these count.
    """

    def __init__(self, draft: Reading, known: Callable[[Document], Reading | None] = _as_read) -> None:
        self._draft = draft
        self._known = known
        self._read: dict[tuple[str, int], tuple[Reading, int]] = {}

    def at(self, document: Document, span: Span, item: Quoted) -> tuple[str | None, bool | None]:
        """The name of who speaks at `span` of a source, and whether it is the quotation's speaker (None: unknown)."""
        voice = self._voice(document, span)
        if voice is None:
            return None, None
        return voice.name, _same(voice, self._draft_voice(item))

    def _draft_voice(self, item: Quoted) -> Voice | None:
        return self._draft.voice(item.voice) if item.voice else None

    def _voice(self, document: Document, span: Span) -> Voice | None:
        reading = self._known(document)
        return self._read_there(document, span) if reading is None else _speaker(reading, span.start)

    def _read_there(self, document: Document, span: Span) -> Voice | None:
        number = next((i for i, block in enumerate(document.blocks) if span.start in block.span), None)
        if number is None:
            return None
        near = document.blocks[max(0, number - _AROUND) : number + _AROUND + 1]
        if not _somebody_speaks(document, document.blocks[number], span):
            return None
        key = document.id, number
        if key not in self._read:
            passage, begin = _passage(document, near)
            self._read[key] = read(passage), begin
        reading, begin = self._read[key]
        return _speaker(reading, span.start - begin)


def _speaker(reading: Reading, at: int) -> Voice | None:
    """Who says what stands there, unless nobody else does or nobody knows his name."""
    inside = [s for s in reading.statements if any(at in piece for piece in s.content) and len(s.chain) > 1]
    if not inside:
        return None
    voice = reading.voice(max(inside, key=lambda statement: len(statement.chain)).chain[-1].voice)
    return None if voice.kind is VoiceKind.UNNAMED else voice


def _passage(document: Document, near: Sequence[Block]) -> tuple[Document, int]:
    """The source as these blocks and the lines around them, and where its text begins in the source.

    Reading looks for names in all of the text: for every passage of a transcript of ten hours, in ten hours of it.
    """
    begin = document.text.rfind("\n", 0, max(0, near[0].span.start - _FAR)) + 1
    end = document.text.find("\n", near[-1].span.end + _FAR)
    text = document.text[begin : end if end >= 0 else None]
    return replace(document, text=text, blocks=tuple(_moved(block, begin) for block in near)), begin


def _moved(block: Block, begin: int) -> Block:
    """The block in a text that begins there."""
    label = block.speaker_span
    return replace(
        block,
        span=Span(block.span.start - begin, block.span.end - begin),
        speaker_span=Span(label.start - begin, label.end - begin) if label else None,
    )


def _somebody_speaks(document: Document, block: Block, span: Span) -> bool:
    """Cheap to ask: the words stand in quotation marks, in a turn or in an excerpt."""
    if block.speaker or block.group is not None:
        return True
    middle = (span.start + span.end) // 2
    return any(middle in quote.span for quote in quotations(document.text, [block]))


def _same(one: Voice, other: Voice | None) -> bool | None:
    """Whether two persons share a name; None where one is no named person."""
    if other is None or one.kind not in _COMPARED or other.kind not in _COMPARED:
        return None
    mine, theirs = _names(one), _names(other)
    return bool(mine & theirs) if mine and theirs else None


def _names(voice: Voice) -> set[str]:
    """The names of a person that are more than a first letter or a title."""
    words = {
        word.strip(".,’'").casefold()
        for name in (voice.name, *voice.aliases)
        for word in name.split()
        if word[:1].isupper()
    }
    return {word for word in words if len(word) > 2 and word not in _TITLES}
