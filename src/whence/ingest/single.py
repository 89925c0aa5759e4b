"""One stream of bytes as documents: one article, or one for each line of JSON."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from typing import IO

from whence.errors import SourceError
from whence.ingest.charset import decode
from whence.ingest.jsonl import Record, read_record, read_records
from whence.ingest.kinds import Kind, kind_by_bytes, kind_by_magic, why_binary
from whence.ingest.markdown import read_markdown
from whence.ingest.plain import read_plain
from whence.model.text import Document, Evidence, Failure

MOST_BYTES = 20_000_000
_HEAD = 65_536


def read_stream(stream: IO[bytes], *, uri: str, kind: Kind | None = None) -> Iterator[Document | Failure]:
    """The articles of a stream; the kind is told from its first bytes when it is not known."""
    head = stream.read(_HEAD)
    kind = kind or kind_by_bytes(head)
    if kind is Kind.JSONL and not why_binary(head):
        yield from _from_lines(io.BufferedReader(_Rejoined(head, stream)), uri)
        return
    try:
        data = _with_rest(head, stream)
        if len(data) > MOST_BYTES:
            raise SourceError(uri, f"larger than {MOST_BYTES / 1e6:g} MB, the limit for one article; split it")
        yield read_bytes(data, uri=uri, kind=kind)
    except SourceError as error:
        yield Failure(uri=error.uri, problem=error.problem)


def _with_rest(head: bytes, stream: IO[bytes]) -> bytes:
    """All of the stream, or one byte more than the limit; a pipe gives it in pieces."""
    data = bytearray(head)
    while len(data) <= MOST_BYTES and (more := stream.read(MOST_BYTES + 1 - len(data))):
        data += more
    return bytes(data)


def read_bytes(data: bytes, *, uri: str, kind: Kind | None = None, http_charset: str | None = None) -> Document:
    """One article from its bytes. Raises SourceError when they are no article."""
    if not data:
        raise SourceError(uri, "it is empty")
    if office := kind_by_magic(data, zipped=kind is Kind.DOCX):
        return _read_office(office, data, uri)
    if kind is Kind.PDF or kind is Kind.DOCX:
        raise SourceError(uri, f"its name says {kind.value}, its first bytes do not; save or download it anew")
    if binary := why_binary(data):
        raise SourceError(uri, f"no text but {binary}; save the article as text or HTML")
    kind = kind or kind_by_bytes(data)
    if kind is Kind.HTML:
        return _read_page(data, uri, http_charset)
    if kind is Kind.SUBTITLES:
        return _read_subtitles(data, uri, http_charset)
    if kind is Kind.JSON or kind is Kind.JSONL:
        return from_record(read_record(data, uri=uri, place="this file", default_uri=uri))
    text, encoding = _decoded(data, http_charset)
    read = read_markdown if kind is Kind.MARKDOWN else read_plain
    return read(text, uri=uri, encoding=encoding, sha256=hashlib.sha256(data).hexdigest())


def _decoded(data: bytes, http_charset: str | None) -> tuple[str, str]:
    """UTF-8 with a few broken bytes in it stays UTF-8: a guess would spoil all the other characters."""
    text, encoding = decode(data, http_charset)
    if encoding.startswith("utf-") or http_charset:
        return text, encoding
    as_utf8 = data.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    sound = sum(char > "\x7f" for char in as_utf8) - broken
    return (as_utf8, f"utf-8 ({broken} broken bytes)") if sound > 2 * broken else (text, encoding)


def _from_lines(stream: IO[bytes], uri: str) -> Iterator[Document | Failure]:
    nothing = True
    for record in read_records(stream, uri=uri):
        nothing = False
        try:
            yield from_record(record)
        except SourceError as error:
            yield Failure(uri=error.uri, problem=error.problem)
    if nothing:
        yield Failure(uri=uri, problem="it is empty: no line with an article")


def from_record(record: Record | Failure) -> Document:
    """The document of a line of JSON. Raises SourceError where the line has none."""
    if isinstance(record, Failure):
        raise SourceError(record.uri, record.problem)
    if record.text is not None:
        return read_plain(
            record.text,
            uri=record.uri,
            title=record.title,
            publisher=record.publisher,
            authors=record.authors,
            published=record.published,
            language=record.language,
        )
    page = _read_page((record.html or "").encode("utf-8", "replace"), record.uri, "utf-8")
    given = [("title", record.title), ("publisher", record.publisher), ("published", record.published)]
    told = [Evidence(field=name, value=value, source="given with the page") for name, value in given if value]
    return replace(
        page,
        title=record.title or page.title,
        publisher=record.publisher or page.publisher,
        authors=record.authors or page.authors,
        published=record.published or page.published,
        language=record.language or page.language,
        evidence=(*told, *page.evidence),
    )


def _read_page(data: bytes, uri: str, http_charset: str | None) -> Document:
    """Pages are parsed in a process that can be killed."""
    from whence.ingest.worker import Parse, read_guarded  # noqa: PLC0415  (pages alone need it)

    return read_guarded(Parse.HTML, data, uri=uri, http_charset=http_charset)


_READERS = {Kind.PDF: ("pypdfium2", "PDF files"), Kind.DOCX: ("mammoth", "Word documents")}


def _read_office(kind: Kind, data: bytes, uri: str) -> Document:
    """Documents that only an extra can read. Raises SourceError when it is not installed."""
    from whence.ingest.worker import Parse, read_guarded  # noqa: PLC0415  (such documents alone need it)

    module, what = _READERS[kind]
    if find_spec(module) is None:
        raise SourceError(uri, f'{what} need the extra: pip install "whence[documents]"')
    return read_guarded(Parse.PDF if kind is Kind.PDF else Parse.DOCX, data, uri=uri)


def _read_subtitles(data: bytes, uri: str, http_charset: str | None) -> Document:
    from whence.ingest.worker import Parse, read_guarded  # noqa: PLC0415  (subtitles alone need it)

    return read_guarded(Parse.SUBTITLES, data, uri=uri, http_charset=http_charset)


class _Rejoined(io.RawIOBase):
    """A stream whose head was read already, from its beginning."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """First what was read ahead, then the rest."""
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)
