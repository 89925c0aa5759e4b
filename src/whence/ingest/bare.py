"""A text as it is, without a look at its layout: for libraries of millions, whose voices are read later or never."""

from __future__ import annotations

from whence.errors import SourceError
from whence.ingest.jsonl import Record
from whence.model.text import Block, Document, Evidence, Role, Span, document_id


def read_bare(record: Record) -> Document:
    """The record's text as one block, with what the record says of it. Raises SourceError when it has no text."""
    text = record.text or ""  # clean already, as all that a record holds
    if not text or text.isspace():
        raise SourceError(record.uri, "there is no text in it")
    told = [("title", record.title), ("publisher", record.publisher), ("published", record.published)]
    return Document(
        id=document_id(record.uri, text),
        uri=record.uri,
        text=text,
        blocks=(Block(span=Span(0, len(text)), role=Role.PARAGRAPH),),
        title=record.title,
        publisher=record.publisher,
        authors=record.authors,
        published=record.published,
        language=record.language,
        evidence=tuple(
            Evidence(field=name, value=value, source="given with the text") for name, value in told if value
        ),
    )
