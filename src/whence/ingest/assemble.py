"""Pieces of a text, however they were found, made into a document: roles, headline, bylines, origin, status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.errors import SourceError
from whence.ingest.texts.body import body_blocks
from whence.ingest.texts.datelines import Dateline, read_dateline
from whence.ingest.texts.header import Header, Signed, read_header
from whence.ingest.texts.languages import guess_language
from whence.ingest.texts.layout import Piece
from whence.ingest.texts.origin import origin
from whence.ingest.texts.republication import read_republication
from whence.ingest.texts.stubs import cut_short, stands_in_for_article
from whence.model.text import Block, Document, DocumentStatus, Evidence, Publication, Role, document_id

_ENDS = 10
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a text before it is read; it wins over what the text says."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    canonical: str | None = None
    encoding: str | None = None
    sha256: str | None = None


def checked(text: str, uri: str) -> str:
    """The text as it will be kept. Raises SourceError when it is empty or no article."""
    text = clean(text)
    if not text.strip():
        raise SourceError(uri, "there is no text in it, only white space" if text else "it is empty")
    if notice := stands_in_for_article(text):
        raise SourceError(uri, notice)
    return text


def clean(text: str) -> str:
    """The text without its byte-order mark; what is no text stands as U+FFFD, one for one.

    >>> clean("\\ufeffA\\0B")
    'A\ufffdB'
    """
    text = text.removeprefix("\ufeff")
    return text if _is_text(text) else _NO_TEXT.sub("\ufffd", text)


def _is_text(text: str) -> bool:
    """Whether nothing in it is no text; told much faster than by looking for what is none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def assemble(text: str, found: Sequence[Piece], *, uri: str, known: Known) -> Document:
    """A document from a checked text and its pieces."""
    header = read_header(text, found, known.title)
    body = body_blocks(text, found, header)
    signed = [*header.signed, *body.signed]
    note, note_evidence = _note(text, body.blocks)
    source = origin(signed, note, header_end=len(header.roles))
    dateline = _dateline(text, body.blocks)
    headline = " ".join(text[slice(*header.title)].split()) if header.title else None
    above = header.publisher[0] if header.publisher else None
    status, problems = _status(text)
    return Document(
        id=document_id(uri, text),
        uri=uri,
        text=text,
        blocks=tuple(body.blocks),
        title=known.title or headline,
        publisher=known.publisher or source.own.publisher or above or (dateline and dateline.agency),
        authors=known.authors or source.own.authors,
        published=known.published or source.own.published or (dateline and dateline.published),
        language=known.language or guess_language(text),
        canonical=known.canonical or header.address,
        republished=source.republished,
        status=status,
        problems=problems,
        evidence=(
            *_known_evidence(known),
            *_evidence(text, found, header, signed),
            *note_evidence,
            *_dateline_evidence(dateline),
        ),
        encoding=known.encoding,
        sha256=known.sha256,
    )


def _status(text: str) -> tuple[DocumentStatus, tuple[str, ...]]:
    problems: list[str] = []
    if lost := text.count("\ufffd"):
        problems.append(f"{lost} characters could not be decoded, or are no text, and stand as U+FFFD")
    if cut := cut_short(text):
        problems.append(f'the article seems to go on elsewhere: near its end stands "{cut}"')
        return DocumentStatus.PARTIAL, tuple(problems)
    return (DocumentStatus.DEGRADED if problems else DocumentStatus.COMPLETE), tuple(problems)


def _known_evidence(known: Known) -> list[Evidence]:
    told = [("title", known.title), ("publisher", known.publisher), ("published", known.published)]
    told += [("author", name) for name in known.authors]
    return [Evidence(field=name, value=value, source="given with the text") for name, value in told if value]


def _note(text: str, blocks: Sequence[Block]) -> tuple[Publication | None, list[Evidence]]:
    """The note of republication at the top or at the end."""
    ends = [*blocks[:_ENDS], *blocks[max(_ENDS, len(blocks) - _ENDS) :]]
    for block in ends:
        if block.role not in {Role.CREDIT, Role.BYLINE, Role.PARAGRAPH, Role.CORRECTION} or len(block.span) > 600:
            continue
        line = text[block.span.start : block.span.end]
        if note := read_republication(line):
            return note, [
                Evidence(field="republished", value=note.publisher or note.authors[0], source=f"note: {line}")
            ]
    return None, []


def _dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    """The dateline above the first paragraph, or at its beginning."""
    for block in blocks[:_ENDS]:
        line = text[block.span.start : min(block.span.end, block.span.start + 200)]
        if block.role is Role.DATELINE and (dateline := read_dateline(f"{line} —")):
            return dateline
        if block.role is Role.PARAGRAPH:
            return read_dateline(line)
    return None


def _dateline_evidence(dateline: Dateline | None) -> list[Evidence]:
    if not dateline:
        return []
    told = [("publisher", dateline.agency), ("published", dateline.published)]
    return [Evidence(field=name, value=value, source="dateline") for name, value in told if value]


def _evidence(text: str, found: Sequence[Piece], header: Header, signed: Sequence[Signed]) -> list[Evidence]:
    evidence: list[Evidence] = []
    if header.title:
        evidence.append(Evidence(field="title", value=text[slice(*header.title)], source="headline"))
    if header.publisher:
        evidence.append(Evidence(field="publisher", value=header.publisher[0], source="line above the headline"))
    for item in signed:
        piece, byline = found[item.piece], item.byline
        source = f"byline: {text[piece.start : piece.end][:200]}"
        evidence += [Evidence(field="author", value=name, source=source) for name in byline.authors]
        if byline.publisher:
            evidence.append(Evidence(field="publisher", value=byline.publisher, source=source))
        if byline.published:
            evidence.append(Evidence(field="published", value=byline.published, source=source))
    return evidence
