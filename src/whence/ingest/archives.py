"""Captured pages: WARC and WACZ files, record by record.

A capture says where and when somebody saw a page: its address and date go with the document. Records are read as a
stream. A damaged one costs no other: reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from whence.errors import SourceError
from whence.model.text import Failure

MOST_RECORD = 64_000_000  # bytes of one page, unpacked
SUFFIXES = (".warc", ".warc.gz", ".wacz")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_EXTRA = 'captured pages need the extra: pip install "whence[archives]"'
_MEMBER, _RECORD = b"\x1f\x8b\x08", b"WARC/1."
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page as it was captured: its address, the moment, its type and charset, its bytes, and the record's name."""

    uri: str
    date: str | None
    kind: str
    charset: str | None
    body: bytes
    record: str


def captures(path: Path) -> Iterator[Capture | Failure]:
    """The pages of a WARC or WACZ file, in order; what cannot be read is a Failure.

    Raises SourceError without the extra.
    """
    if find_spec("fastwarc") is None:
        raise SourceError(str(path), _EXTRA)
    if path.suffix == ".wacz":
        yield from _wacz(path)
        return
    with path.open("rb") as file:
        yield from _records(file, str(path))


def _wacz(path: Path) -> Iterator[Capture | Failure]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if name.startswith("archive/") and ".warc" in name)
            if not names:
                yield Failure(uri=str(path), problem="holds no archive/*.warc.gz; is it a WACZ file?")
            for name in names:
                with archive.open(name) as file:
                    yield from _records(file, f"{path}!{name}")
    except (zipfile.BadZipFile, OSError) as error:
        yield Failure(uri=str(path), problem=f"cannot be opened as a WACZ file ({error})")


def _records(file: IO[bytes], origin: str) -> Iterator[Capture | Failure]:
    """Every page of one archive; behind damage, those that follow it."""
    at: int | None = 0
    whole = True  # a record was read since damage was last told of
    while at is not None:
        reached = at
        try:
            for position, record in _from(file, at):
                reached, whole = position, True
                found = _capture(record, f"{origin}@{position}")
                if found is not None:
                    yield found
            return
        except OSError as error:
            if whole:
                yield Failure(uri=f"{origin}@{reached}", problem=f"a damaged record behind byte {reached} ({error})")
            whole = False
        at = _next_record(file, reached + 1)


def _from(file: IO[bytes], start: int) -> Iterator[tuple[int, Any]]:
    warc: Any = import_module("fastwarc.warc")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource
    file.seek(start)
    for record in warc.ArchiveIterator(file, record_types=kinds, auto_decode="all"):
        yield start + int(record.stream_pos), record


def _next_record(file: IO[bytes], start: int) -> int | None:
    """Where the next record begins: a member of a packed archive, or a line that says WARC/1."""
    file.seek(start)
    place, before = start, b""
    while block := file.read(_BLOCK):
        here = before + block
        base = place - len(before)
        for offset in _candidates(here):
            if here.startswith(_RECORD, offset) or _is_member(here[offset : offset + 4096]):
                return base + offset
        place += len(block)
        before = here[-8:]
    return None


def _candidates(data: bytes) -> list[int]:
    found: list[int] = []
    for mark in (_MEMBER, _RECORD):
        at = data.find(mark)
        while at >= 0:
            found.append(at)
            at = data.find(mark, at + 1)
    return sorted(found)


def _is_member(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, len(_RECORD)) == _RECORD
    except zlib.error:
        return False


def _capture(record: Any, name: str) -> Capture | Failure | None:
    """The page of a record; None where it is no page (an image, a redirect, a request)."""
    uri = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    http = record.http_headers
    kind = str(record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    answered = http is None or http.status_code in (None, 200)
    if kind not in _PAGES or not answered or not uri.startswith(("http://", "https://")):
        return None
    body = record.reader.read(MOST_RECORD + 1)
    if len(body) > MOST_RECORD:
        return Failure(uri=name, problem=f"larger than {MOST_RECORD // 1_000_000} MB, which no page of an article is")
    return Capture(
        uri=uri,
        date=record.record_date.strftime("%Y-%m-%dT%H:%M:%SZ") if record.record_date else None,
        kind=kind,
        charset=record.http_charset or None,
        body=bytes(body),
        record=name,
    )
