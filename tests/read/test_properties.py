"""What holds of every reading, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.strategies import anything, articles, pages
from whence.errors import SourceError
from whence.ingest.plain import read_plain
from whence.model.speech import Quotation, Reading, Statement
from whence.model.text import Document, Span
from whence.present.contract import from_json, lines, to_json
from whence.read.article import read

_PRONOUNS = """
    i me you he him she her it we us they them who whom which this that these those his hers its their himself herself
    itself themselves"""
PRONOUNS = frozenset(_PRONOUNS.split())
EXAMPLES = 200


@st.composite
def documents(draw: st.DrawFn) -> Document | None:
    """Plain text of any kind, or a page of any blocks; None where ingest finds no article in the text."""
    if draw(st.booleans()):
        return draw(pages())
    try:
        return read_plain(draw(articles | articles | anything), uri="any.txt")
    except SourceError:
        return None


def spans_inside(reading: Reading) -> Iterator[str]:
    """Every span lies inside the text and holds something."""
    length = len(reading.document.text)
    for statement in reading.statements:
        if not statement.content:
            yield f"{statement.id} has no content"
        for link in statement.chain:
            for span in (*link.source, *link.cue):
                if not 0 <= span.start < span.end <= length:
                    yield f"{statement.id}: source or cue {span}"
        for span in statement.content:
            if not 0 <= span.start < span.end <= length:
                yield f"{statement.id}: content {span}"
    for voice in reading.voices:
        for span in voice.mentions:
            if not 0 <= span.start < span.end <= length:
                yield f"{voice.id}: mention {span}"


def ordered(reading: Reading) -> Iterator[str]:
    """Pieces of a statement stand in order and apart; statements are numbered in reading order."""
    for statement in reading.statements:
        for before, after in pairwise(statement.content):
            if before.end > after.start:
                yield f"{statement.id}: {before} before {after}"
    if [item.id for item in reading.statements] != [f"s{number + 1}" for number in range(len(reading.statements))]:
        yield "statements are not numbered from s1"
    starts = [item.content[0].start for item in reading.statements if item.content]
    if starts != sorted(starts):
        yield "statements are out of order"


def never_partly_overlapping(reading: Reading) -> Iterator[str]:
    """Of two pieces that share a character one holds the other."""
    pieces = sorted({span for item in reading.statements for span in item.content}, key=lambda s: (s.start, -s.end))
    around: list[Span] = []
    for piece in pieces:
        while around and around[-1].end <= piece.start:
            around.pop()
        if around and piece.end > around[-1].end:
            yield f"{around[-1]} and {piece}"
        around.append(piece)


def every_sentence_covered(reading: Reading) -> Iterator[str]:
    """Every word of every sentence belongs to a statement, and every word of a block to a sentence or a label."""
    text = reading.document.text
    covered = bytearray(len(text))
    for item in reading.statements:
        for span in item.content:
            covered[span.start : span.end] = b"\1" * len(span)
    for span in (*(item.span for item in reading.sentences), *(block.span for block in reading.document.blocks)):
        for offset in range(span.start, span.end):
            if not covered[offset] and text[offset].isalnum():
                yield f"{offset} in {text[span.start : span.end]!r}"
                break


def inside_what_they_extend(reading: Reading) -> Iterator[str]:
    """A statement lies inside a statement whose chain is its own less the last link."""
    by_chain: dict[tuple[str, ...], list[Statement]] = {}
    for item in reading.statements:
        by_chain.setdefault(tuple(link.voice for link in item.chain), []).append(item)
    for item in reading.statements:
        chain = tuple(link.voice for link in item.chain)
        if len(chain) < 2:
            continue
        outer = by_chain.get(chain[:-1], [])
        if not any(all(any(span.covers(piece) for span in other.content) for piece in item.content) for other in outer):
            yield f"{item.id} {chain} {item.content} in none of {[other.content for other in outer]}"


def own_means_one_link(reading: Reading) -> Iterator[str]:
    """`own` and a chain of one are the same; every chain begins with the document's own voice."""
    known = {voice.id for voice in reading.voices}
    for item in reading.statements:
        if (item.quotation is Quotation.OWN) != (len(item.chain) == 1):
            yield f"{item.id}: {item.quotation} with {len(item.chain)} links"
        if not item.chain or item.chain[0].voice != reading.voices[0].id:
            yield f"{item.id} does not begin with the document's voice"
        if not known.issuperset(link.voice for link in item.chain):
            yield f"{item.id} has an unknown voice"
        if not 0 <= item.confidence <= 1 or not item.evidence:
            yield f"{item.id}: confidence {item.confidence}, evidence {item.evidence!r}"


def names_are_no_pronouns(reading: Reading) -> Iterator[str]:
    """A voice has a name, and the name is no pronoun."""
    if len({voice.id for voice in reading.voices}) != len(reading.voices):
        yield "two voices share an id"
    for voice in reading.voices:
        if not voice.name.strip() or voice.name.strip(" .,").lower() in PRONOUNS:
            yield f"{voice.id} is called {voice.name!r}"


PROPERTIES = [
    spans_inside,
    ordered,
    never_partly_overlapping,
    every_sentence_covered,
    inside_what_they_extend,
    own_means_one_link,
    names_are_no_pronouns,
]


@settings(max_examples=EXAMPLES)
@given(documents())
def test_every_reading_keeps_the_contract(document: Document | None) -> None:
    if document is None:
        return
    reading = read(document)
    broken = [f"{rule.__name__}: {problem}" for rule in PROPERTIES for problem in rule(reading)]
    assert broken == []


@settings(max_examples=EXAMPLES // 2)
@given(documents())
def test_the_json_leads_back_to_the_same_reading(document: Document | None) -> None:
    if document is None:
        return
    reading = read(document)
    assert from_json(json.loads(lines(to_json(reading)))) == reading


@settings(max_examples=EXAMPLES // 2)
@given(documents())
def test_the_same_text_twice_gives_the_same_bytes(document: Document | None) -> None:
    if document is None:
        return
    assert lines(to_json(read(document))) == lines(to_json(read(document)))


@pytest.mark.parametrize("rule", PROPERTIES, ids=lambda rule: rule.__name__)
def test_the_rules_hold_of_an_ordinary_article(rule: object) -> None:
    text = (
        "Harbour reopens\n\nBy Ada Lind\n\n“The port is open,” said Edda Sorel. She told Radio Quayside that "
        "the captain had denied it.\n\nHere's more from the Southport Daily:\n\nThe wall, she said, “may fall”.\n\nI "
        "doubt it."
    )
    assert callable(rule)
    assert list(rule(read(read_plain(text, uri="a.txt")))) == []
