"""Speech behind a dash: “— The windows flew in, says Marta Helin.” Only the words that say who speaks close it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from whence.language.lexicon import words
from whence.model.text import Block, Role, Span

_SPEECH = frozenset((Role.PARAGRAPH, Role.BLOCK_QUOTE, Role.ENTRY))
_OPENING = re.compile(r"\s*[—–―][ \u00a0]+(?=\S)")
_LATER = re.compile(r"(?:\n|(?<=[.:!?…”\"])[ \u00a0])[—–―][ \u00a0](?=\S)")
_ENDS = re.compile(r"[.!?…][\"”’'»)]*\s*$")
_BREAK = re.compile(r"(?P<comma>,)\s|(?P<mark>[?!…])\s|\s(?P<dash>[—–])\s?")
_LAST_CHARACTERS = 8


def opens_speech(text: str, block: Block) -> bool:
    """The block begins with a dash and is prose: not a list item, not a credit line, not a name alone."""
    if block.role not in _SPEECH or not _OPENING.match(text, block.span.start, block.span.end):
        return False
    ends = _ENDS.search(text, max(block.span.start, block.span.end - _LAST_CHARACTERS), block.span.end)
    return ends is not None or words_before_tag(text, block.span, ()) is not None


def spoken(text: str, block: Span, quoted: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """What is spoken in a block of speech, dash included, and where its words begin. `quoted`: the quotations in it."""
    opening = _OPENING.match(text, block.start, block.end)
    while opening is not None:
        following = _LATER.search(text, opening.end(), block.end)
        limit = following.start() if following else block.end
        end = words_before_tag(text, Span(opening.end(), limit), quoted)
        start = opening.start() + len(opening.group()) - len(opening.group().lstrip())
        outer = Span(start, _trimmed_end(text, start, limit if end is None else end))
        if not (_splits(quoted, outer.start) or _splits(quoted, outer.end)):
            yield outer, opening.end()
        opening = following


def _splits(quoted: Sequence[Span], offset: int) -> bool:
    """The offset lies inside one of the quotations."""
    before = bisect_left(quoted, offset, key=lambda span: span.start) - 1
    return before >= 0 and offset < quoted[before].end


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def words_before_tag(text: str, span: Span, quoted: Sequence[Span]) -> int | None:
    """Where the spoken words end: before “, says Marta Helin”, “, she said” or behind the mark of “? he asked”.

    None when no such words stand in the span outside the quotations `quoted`.

    >>> line = "The windows flew in, says Marta Helin."
    >>> line[: words_before_tag(line, Span(0, len(line)), ())]
    'The windows flew in'
    """
    for match in _BREAK.finditer(text, span.start, span.end):
        if _splits(quoted, match.start()):
            continue
        if match.start() > span.start and _tag().match(text, match.end(), span.end):
            return match.end("mark") if match.group("mark") else match.start()
    return None


@cache
def _tag() -> re.Pattern[str]:
    """A verb of saying with its subject, on either side."""
    verb = rf"(?:{'|'.join(sorted(words('tags.verbs')))})\b"
    name = r"[^\W\d_a-z][\w’'.-]{0,30}"
    determiner = r"(?:the|an?|one|his|her|their|our|my|another)"
    inverted = rf"{verb}\s(?:{name}|(?:{determiner}\s[\w’'-]|he\b|she\b|they\b|we\b))"
    subject = rf"(?:he|she|they|we|{determiner}(?:\s[\w’'.-]{{1,30}}){{1,4}}?|{name}(?:\s{name}){{0,4}})"
    return re.compile(rf"(?:{inverted}|{subject}\s{verb}(?!\s(?:that|to|[a-z]+ed)\b))")
