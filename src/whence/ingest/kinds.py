"""What a file holds, told from its name and its first bytes."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """How a file is read."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    JSON = "json"
    PDF = "pdf"
    DOCX = "docx"
    SUBTITLES = "subtitles"


_SUFFIXES = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".xht": Kind.HTML,
    ".shtml": Kind.HTML,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".srt": Kind.SUBTITLES,
    ".vtt": Kind.SUBTITLES,
}
SUFFIXES = ".html .txt .md .jsonl .pdf .docx .srt .vtt"  # as errors name them
_OFFICE = {b"%PDF-": Kind.PDF, b"PK\x03\x04": Kind.DOCX}
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"wOF", "a font"),
    (b"bplist00", "a property list"),
    (b"%!PS", "a PostScript document"),
    (b"WARC/1.", "a WARC archive"),
)
_SAMPLE = 65_536
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|article|main|section|table|p|h[1-6]|br|span|a\s)[\s>/]?",
    re.IGNORECASE,
)


def kind_by_name(name: str) -> Kind | None:
    """The kind that a file's suffix says, or None."""
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def kind_by_bytes(data: bytes) -> Kind:
    """HTML, JSON lines or text, told from the first bytes of something that is no binary.

    >>> [kind_by_bytes(data).value for data in (b"<!DOCTYPE html><p>Hi", b'{"text": "Hi"}', b"Hi. x < y.")]
    ['html', 'jsonl', 'text']
    """
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{") and (b'"text"' in data[:_SAMPLE] or b'"html"' in data[:_SAMPLE]):
        return Kind.JSONL
    looks_like_tags = head.startswith((b"<!", b"<?xml")) or _HTML.match(head)
    return Kind.HTML if looks_like_tags and _HTML.search(head) else Kind.TEXT


def kind_by_magic(data: bytes, *, zipped: bool) -> Kind | None:
    """PDF or, where a name said so (`zipped`), Word: kinds whose bytes are no text. None for all others.

    >>> kind_by_magic(b"%PDF-1.7", zipped=False).value
    'pdf'
    """
    for magic, kind in _OFFICE.items():
        if data.startswith(magic) and (kind is Kind.PDF or zipped):
            return kind
    return None


def why_binary(data: bytes) -> str | None:
    """What the bytes are when they are no text, in words; None for text.

    >>> why_binary(b"%PDF-1.7 ..."), why_binary("Straße".encode())
    ('a PDF document', None)
    """
    for magic, words in _MAGIC:
        if data.startswith(magic):
            return words
    if data[:4] == b"RIFF":
        return "an image or a recording"
    if data[4:8] == b"ftyp":
        return "a video or an image"
    if data[:4] in {b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"}:
        return "text in UTF-32, which is never guessed"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return None
    return _why_not_text(data[:_SAMPLE])


def _why_not_text(sample: bytes) -> str | None:
    zeros = sample.count(0)
    if zeros * 200 > len(sample):
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) * 10 > len(sample) * 3 and min(even, odd) * 10 < max(even, odd):
            return "text in UTF-16 without a byte-order mark"
        return "binary data (it has NUL bytes)"
    controls = sum(sample.count(code) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31, 127))
    return "binary data (it has control characters)" if controls * 20 > len(sample) else None
