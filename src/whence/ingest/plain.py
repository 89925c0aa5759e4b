"""Plain text to a document: the text stays as it is, and its blocks and metadata are told from the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.errors import SourceError
from whence.ingest.body import body_blocks
from whence.ingest.datelines import Dateline, read_dateline
from whence.ingest.header import Header, Signed, read_header
from whence.ingest.languages import guess_language
from whence.ingest.layout import Piece, pieces
from whence.ingest.origin import origin
from whence.ingest.republication import read_republication
from whence.ingest.stubs import cut_short, stands_in_for_article
from whence.model.text import Block, Document, DocumentStatus, Evidence, Publication, Role, document_id

_ENDS = 10
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def read_plain(
    text: str,
    *,
    uri: str,
    title: str | None = None,
    publisher: str | None = None,
    authors: Sequence[str] = (),
    published: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    sha256: str | None = None,
) -> Document:
    """A document from plain text, kept character for character; what the caller knows wins over what the text says.

    Raises SourceError when there is no article in it.

    >>> document = read_plain("Harbour reopens\\n\\nBy Ada Lind\\n\\nThe harbour reopened on Monday.", uri="a.txt")
    >>> [(block.role.value, document[block.span]) for block in document.blocks]
    [('headline', 'Harbour reopens'), ('byline', 'By Ada Lind'), ('paragraph', 'The harbour reopened on Monday.')]
    >>> document.title, document.authors
    ('Harbour reopens', ('Ada Lind',))
    """
    text, replaced = clean(text)
    if not text.strip():
        raise SourceError(uri, "there is no text in it, only white space" if text else "it is empty")
    if notice := stands_in_for_article(text):
        raise SourceError(uri, notice)
    found = pieces(text)
    header = read_header(text, found, title)
    body = body_blocks(text, found, header)
    note, note_evidence = _note(text, body.blocks)
    source = origin([*header.signed, *body.signed], note, header_end=len(header.roles))
    evidence = [*_evidence(text, found, header, [*header.signed, *body.signed]), *note_evidence]
    dateline = _dateline(text, body.blocks)
    problems = _problems(text, replaced)
    headline = text[slice(*header.title)] if header.title else None
    return Document(
        id=document_id(uri, text),
        uri=uri,
        text=text,
        blocks=tuple(body.blocks),
        title=title or (" ".join(headline.split()) if headline else None),
        publisher=publisher
        or source.own.publisher
        or (header.publisher[0] if header.publisher else None)
        or (dateline and dateline.agency),
        authors=tuple(authors) or source.own.authors,
        published=published or source.own.published or (dateline and dateline.published),
        language=language or guess_language(text),
        canonical=header.address,
        republished=source.republished,
        status=DocumentStatus.PARTIAL if cut_short(text) else _DEGRADED if problems else DocumentStatus.COMPLETE,
        problems=problems,
        evidence=(*evidence, *_dateline_evidence(dateline)),
        encoding=encoding,
        sha256=sha256,
    )


_DEGRADED = DocumentStatus.DEGRADED


def clean(text: str) -> tuple[str, int]:
    """The text without its byte-order mark, and how many characters that are no text stand as U+FFFD now.

    >>> clean("\\ufeffA\\0B")
    ('A\ufffdB', 1)
    """
    return _NO_TEXT.subn("\ufffd", text.removeprefix("\ufeff"))


def _problems(text: str, replaced: int) -> tuple[str, ...]:
    problems: list[str] = []
    if cut := cut_short(text):
        problems.append(f'the article seems to go on elsewhere: it ends with "{cut}"')
    if replaced:
        problems.append(f"{replaced} characters that are no text (NUL, lone surrogates) stand as U+FFFD")
    return tuple(problems)


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
