"""PDF files: the text of their pages, line by line and paragraph by paragraph, with the page as locator."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import pairwise
from statistics import median
from typing import Any

from whence.errors import SourceError
from whence.ingest.plain import read_plain
from whence.model.text import Document, DocumentStatus, Locator, LocatorKind, Span

_MOST_PAGES = 5_000
_APART = 1.35  # times the usual distance between lines: a new paragraph
_EDGE = 2  # lines at the top and bottom of a page that may be its running head and foot
_SENTENCE_ENDS = '.?!:”"’'
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_NUMBER = re.compile(r"\d+")
_LINE = re.compile("([^\r\n\u0002\ufffe]+)([\u0002\ufffe]?)")  # the marks are PDFium's, for a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its words, and where on the page it stands (points from the bottom; the left edge)."""

    words: str
    bottom: float
    left: float
    height: float


def read_pdf(data: bytes, *, uri: str) -> Document:
    """The text of a PDF. Raises SourceError when it is locked, damaged, or holds only pictures of text."""
    pages = _pages(data, uri)
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise SourceError(uri, "holds no text, only pictures of it (a scan?); run it through OCR first")
    text, locators = _text(_without_running_heads(pages))
    document = read_plain(text, uri=uri, sha256=hashlib.sha256(data).hexdigest())
    document = replace(document, locators=tuple(locators))
    if not empty:
        return document
    problem = f"{len(empty)} of {len(pages)} pages hold no text (pictures?): {', '.join(map(str, empty[:10]))}"
    return replace(document, status=DocumentStatus.PARTIAL, problems=(*document.problems, problem))


def _pages(data: bytes, uri: str) -> list[list[_Line]]:
    # An extra without types; whether it is installed has been asked before.
    pypdfium2: Any = import_module("pypdfium2")
    try:
        file = pypdfium2.PdfDocument(data)
        if len(file) > _MOST_PAGES:
            raise SourceError(uri, f"has {len(file)} pages, more than the {_MOST_PAGES} that are read; split it")
        return [list(_lines(page.get_textpage())) for page in file]
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise SourceError(uri, "the PDF is locked with a password; save an unlocked copy") from error
        raise SourceError(uri, f"a damaged PDF ({error}); save or download it anew") from error


def _lines(page: Any) -> Iterator[_Line]:
    """The lines of a page in reading order, each with the place of its first visible character."""
    text: str = page.get_text_range()
    for match in _LINE.finditer(text):
        words = match[1].strip()
        if not words:
            continue
        first = match.start() + len(match[1]) - len(match[1].lstrip())
        left, bottom, _, top = page.get_charbox(first, loose=True)
        yield _Line(words + "-" * bool(match[2]), bottom, left, top - bottom)


def _without_running_heads(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The pages without what most of them have at the top or bottom, and without page numbers."""
    if len(pages) < 3:
        return [[line for line in page if not _is_page_number(page, line)] for page in pages]
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    running = {key for key, count in seen.items() if 2 * count > len(pages) and count > 2}
    return [
        [
            line
            for line in page
            if not (line in _edges(page) and _key(line) in running) and not _is_page_number(page, line)
        ]
        for page in pages
    ]


def _edges(page: list[_Line]) -> list[_Line]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: _Line) -> str:
    return _NUMBER.sub("0", line.words)


def _is_page_number(page: list[_Line], line: _Line) -> bool:
    return line in (page[0], page[-1]) and line.words.strip("-–— ").isdigit() and len(line.words) < 8


def _text(pages: Sequence[list[_Line]]) -> tuple[str, list[Locator]]:
    """The lines joined, a blank line between paragraphs, and where each page stands in the text."""
    parts: list[str] = []
    locators: list[Locator] = []
    length = 0
    usual = _usual_distance(pages)
    whole = set(_WORD.findall(" ".join(line.words for page in pages for line in page).lower()))
    for number, page in enumerate(pages, 1):
        start = None
        for index, line in enumerate(page):
            joint = _joint(parts, page, index, usual)
            if index and joint == " " and (broken := _BROKEN.search(parts[-1])):
                joint = ""
                if _joined_word(broken, line) in whole:
                    parts[-1], length = parts[-1][:-1], length - 1
            parts.append(joint + line.words)
            length += len(parts[-1])
            start = length - len(line.words) if start is None else start
        if start is not None:
            locators.append(Locator(span=Span(start, length), kind=LocatorKind.PAGE, value=str(number)))
    return "".join(parts), locators


def _joined_word(broken: re.Match[str], line: _Line) -> str:
    """A word that a hyphen cuts at the end of a line, without the hyphen."""
    rest = _WORD.match(line.words)
    return (broken[1] + (rest.group() if rest else "")).lower()


def _usual_distance(pages: Sequence[list[_Line]]) -> float:
    steps = [one.bottom - other.bottom for page in pages for one, other in pairwise(page) if one.bottom > other.bottom]
    return median(steps) if steps else 0.0


def _joint(parts: Sequence[str], page: Sequence[_Line], index: int, usual: float) -> str:
    """What stands before a line: nothing, a space, or a blank line where a paragraph begins."""
    if not parts:
        return ""
    if not index:  # a page may break a paragraph
        return "\n\n" if parts[-1][-1] in _SENTENCE_ENDS else " "
    before, line = page[index - 1], page[index]
    apart = before.bottom - line.bottom > _APART * usual or line.bottom > before.bottom
    indented = line.left > before.left + 0.8 * max(line.height, 1.0) and before.words[-1] in _SENTENCE_ENDS
    return "\n\n" if apart or indented else " "
