"""Documents and readings as rows of the library, and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from whence.model.library import Edition
from whence.model.reuse import Check
from whence.model.speech import (
    Link,
    Quotation,
    ReadBy,
    Reading,
    Sentence,
    Statement,
    Status,
    Voice,
    VoiceKind,
)  # fmt: skip
from whence.model.text import (
    Block,
    Document,
    DocumentStatus,
    Evidence,
    Locator,
    LocatorKind,
    Publication,
    Role,
    Span,
)  # fmt: skip
from whence.store import wording

Row = Sequence[Any]
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_read = json.JSONDecoder().raw_decode  # of what was written here: a document has thousands of such columns
_SEALED = (
    "address", "number", "key", "uri", "title", "publisher", "authors", "published", "captured", "added", "language",
    "status", "about", "origin", "sha256", "read_by",
)  # fmt: skip


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(columns: Mapping[str, Any] | sqlite3.Row, *tables: Iterable[Row]) -> str:
    """A digest of all that is kept of an edition: its columns, and its voices, statements and sentences as rows."""
    head = [columns[name] for name in _SEALED]
    return digest(dumped([head, *(sorted(map(list, table), key=_name) for table in tables)]))


def _name(row: Row) -> str:
    return str(row[0])


def dumped(value: object) -> str:
    """Compact JSON."""
    return _COMPACT.encode(value)


def about(document: Document) -> str:
    """Everything of a document that has no column of its own."""
    found: dict[str, Any] = {
        "problems": list(document.problems),
        "canonical": document.canonical,
        "cites": list(document.cites),
        "encoding": document.encoding,
        "sha256": document.sha256,
        "republished": _publication(document.republished),
        "evidence": [[item.field, item.value, item.source] for item in document.evidence],
        "locators": [[item.span.start, item.span.end, item.kind.value, item.value] for item in document.locators],
        "blocks": [_block(block) for block in document.blocks],
    }
    return dumped({key: value for key, value in found.items() if value})


def _publication(given: Publication | None) -> list[Any] | None:
    return None if given is None else [given.publisher, list(given.authors), given.published]


def _block(block: Block) -> list[Any]:
    named = None if block.speaker_span is None else [block.speaker_span.start, block.speaker_span.end]
    whole = [block.span.start, block.span.end, block.role.value, block.depth, block.group, block.cite, block.speaker]
    short = [*whole, named, block.time]
    while short[-1] is None:
        short.pop()
    return short


def edition(row: sqlite3.Row) -> Edition:
    """An edition of a joined row of `editions` and `documents`."""
    return Edition(
        row=row["id"],
        number=row["number"],
        address=row["address"],
        document=document(row),
        captured=row["captured"],
        added=row["added"],
        read_by=row["read_by"],
        origin=row["origin"],
    )


def document(row: Mapping[str, Any] | sqlite3.Row) -> Document:
    """The document of a row of `editions`."""
    more: dict[str, Any] = json.loads(row["about"])
    given = more.get("republished")
    return Document(
        id=row["key"],
        uri=row["uri"],
        text=row["text"],
        blocks=tuple(_read_block(item) for item in more.get("blocks", ())),
        title=row["title"],
        publisher=row["publisher"],
        authors=tuple(json.loads(row["authors"])),
        published=row["published"],
        language=row["language"],
        canonical=more.get("canonical"),
        cites=tuple(more.get("cites", ())),
        republished=Publication(publisher=given[0], authors=tuple(given[1]), published=given[2]) if given else None,
        status=DocumentStatus(row["status"]),
        problems=tuple(more.get("problems", ())),
        evidence=tuple(Evidence(field=a, value=b, source=c) for a, b, c in more.get("evidence", ())),
        locators=tuple(
            Locator(span=Span(a, b), kind=LocatorKind(kind), value=value)
            for a, b, kind, value in more.get("locators", ())
        ),
        encoding=more.get("encoding"),
        sha256=more.get("sha256"),
    )


def _read_block(item: list[Any]) -> Block:
    whole: list[Any] = [*item, *[None] * (9 - len(item))]
    start, end, role, depth, group, cite, speaker, named, time = whole
    return Block(
        span=Span(start, end),
        role=Role(role),
        depth=depth or 0,
        group=group,
        cite=cite,
        speaker=speaker,
        speaker_span=Span(*named) if named else None,
        time=time,
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and what was read of it as rows, without the number that the library will give it: ready to be kept.

    Rows of `words` are a number, where the words stand in the text, and the other three columns of the word index.
    """

    columns: dict[str, Any]  # those of `editions`, and the address of its document
    voices: list[Row] = field(default_factory=list[Row])
    statements: list[Row] = field(default_factory=list[Row])
    sentences: list[Row] = field(default_factory=list[Row])
    words: list[Row] = field(default_factory=list[Row])


def prepared(found: Document, reading: Reading | None, *, captured: str | None = None, origin: str = "") -> Prepared:
    """The rows of a document; without a reading, of its text alone."""
    columns: dict[str, Any] = {
        "key": found.id,
        "uri": found.uri,
        "title": found.title,
        "publisher": found.publisher,
        "authors": dumped(list(found.authors)),
        "published": found.published,
        "captured": captured,
        "language": found.language,
        "status": found.status.value,
        "about": about(found),
        "origin": origin,
        "sha256": digest(found.text),
        "read_by": reading.read_by.model if reading else "",
        "text": found.text,
        "address": found.canonical or found.uri,
    }
    if reading is None:
        return Prepared(columns)
    words: list[Row] = list(wording.read(reading))
    return Prepared(columns, list(_voices(reading)), list(_statements(reading)), list(_sentences(reading)), words)


def _voices(reading: Reading) -> Iterator[Row]:
    for voice in reading.voices:
        more = {"mentions": [[span.start, span.end] for span in voice.mentions], "reasons": list(voice.reasons)}
        yield voice.id, voice.name, voice.kind.value, dumped(list(voice.aliases)), dumped(more)


def _statements(reading: Reading) -> Iterator[Row]:
    for place, item in enumerate(reading.statements, 1):
        chain = [[link.voice, _spans(link.source), _spans(link.cue)] for link in item.chain]
        yield (
            place, item.content[0].start, item.content[-1].end, dumped(_spans(item.content)), item.quotation.value,
            item.status.value, item.chain[-1].voice, dumped(chain), item.confidence, item.evidence,
        )  # fmt: skip


def _sentences(reading: Reading) -> Iterator[Row]:
    for place, item in enumerate(reading.sentences):
        yield place, item.span.start, item.span.end, item.block


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def reading(
    found: Document, voice_rows: list[sqlite3.Row], statement_rows: list[sqlite3.Row], sentence_rows: list[sqlite3.Row],
    read_by: str,
) -> Reading:  # fmt: skip
    """The reading that these rows hold."""
    return Reading(
        document=found,
        voices=tuple(_voice(row) for row in voice_rows),
        statements=tuple(_statement(row) for row in statement_rows),
        sentences=tuple(Sentence(span=Span(row["first"], row["last"]), block=row["block"]) for row in sentence_rows),
        read_by=ReadBy(model=read_by or "none"),
    )


def _voice(row: sqlite3.Row) -> Voice:
    more: dict[str, Any] = json.loads(row["about"])
    return Voice(
        id=row["local"],
        name=row["name"],
        kind=VoiceKind(row["kind"]),
        aliases=tuple(json.loads(row["aliases"])),
        mentions=tuple(Span(a, b) for a, b in more["mentions"]),
        reasons=tuple(more["reasons"]),
    )


def _statement(row: sqlite3.Row) -> Statement:
    return Statement(
        id=f"s{row['number']}",
        content=tuple([Span(a, b) for a, b in _read(row["content"])[0]]),
        quotation=Quotation(row["quotation"]),
        status=Status(row["status"]),
        chain=tuple(
            [
                Link(
                    voice=voice,
                    source=tuple([Span(a, b) for a, b in source]),
                    cue=tuple([Span(a, b) for a, b in cue]),
                )
                for voice, source, cue in _read(row["chain"])[0]
            ]
        ),
        confidence=row["confidence"],
        evidence=row["evidence"],
    )


def check(edition: int, number: int, found: Check) -> Row:
    """What was found of the quotation with this number, without what is yet to be looked up: the original's row."""
    statement = int(found.quoted.statement[1:].rstrip("c")) if found.quoted.statement else 0  # s3c: put in by a person
    original = found.original.document if found.original else None
    return (edition, number, statement, original, found.verdict.value)
