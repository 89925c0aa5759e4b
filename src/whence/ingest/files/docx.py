"""Word documents (.docx): their paragraphs, headings, lists and block quotes, read as a page is."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import replace
from importlib import import_module
from typing import Any
from xml.parsers.expat import ExpatError

from whence.errors import SourceError
from whence.ingest.html import read_html
from whence.model.text import Document

_MOST_UNPACKED = 200_000_000
_TAG = re.compile("<[^<>]*>")
# What a damaged archive sets off, when it is opened and when a file in it is unpacked.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)
_STYLES = """
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
"""


def read_docx(data: bytes, *, uri: str) -> Document:
    """The text of a Word document. Raises SourceError when it cannot be read.

    What is inserted by tracked changes is there, what they delete is not, and comments are left out.
    """
    # An extra without types; whether it is installed has been asked before.
    mammoth: Any = import_module("mammoth")
    _refuse_bombs(data, uri)
    try:
        body: str = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=_no_image).value
    except _DAMAGED as error:
        raise SourceError(uri, "a damaged Word document (its archive cannot be unpacked); save it anew") from error
    except (KeyError, ExpatError, ValueError, OSError) as error:
        raise SourceError(uri, f"no Word document that can be read ({error}); save it anew") from error
    if not _TAG.sub("", body).strip():
        raise SourceError(uri, "the document has no text; a scan or pictures of text need OCR first")
    page = f"<html><body><article>{body}</article></body></html>".encode()
    document = read_html(page, uri=uri, http_charset="utf-8")
    return replace(document, nodes=(), encoding=None, sha256=hashlib.sha256(data).hexdigest())


def _refuse_bombs(data: bytes, uri: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.infolist()
    except _DAMAGED as error:
        raise SourceError(uri, "a damaged Word document (its archive cannot be opened); save it anew") from error
    if sum(item.file_size for item in names) > _MOST_UNPACKED:
        raise SourceError(uri, f"unpacks to more than {_MOST_UNPACKED / 1e6:g} MB, which no article does")
    if not any(item.filename == "word/document.xml" for item in names):
        raise SourceError(uri, "a zip archive, but no Word document; save the article as .docx, .html or .txt")
    if any(item.flag_bits & 1 for item in names):
        raise SourceError(uri, "the document is locked with a password; save an unlocked copy")


def _no_image(_image: object) -> list[object]:
    """Pictures are left out."""
    return []
