"""Markdown to a document: the text stays as it is, marks included; blocks leave out the marks around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from whence.ingest.assemble import Known, assemble, checked
from whence.ingest.texts.dates import read_date
from whence.ingest.texts.layout import Piece
from whence.ingest.texts.signature import read_signature
from whence.model.text import Document, Role

_LONGEST_FRONT_MATTER = 200
_PREFIX = re.compile(r" {0,3}(?:> ?){1,12}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"[ \t]{0,24}(?:[-*+•]|\d{1,9}[.)])[ \t]+(?=\S)")
_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^()\n]{0,500}\)")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:\s*\S")
_COMMENT = re.compile(r" {0,3}<!--.{0,2000}?-->[ \t]*")
_KEY = re.compile(r"([A-Za-z_-]{2,30}):[ \t]*(.{0,1000})")


def read_markdown(
    text: str, *, uri: str, title: str | None = None, encoding: str | None = None, sha256: str | None = None
) -> Document:
    """A document from Markdown, kept character for character; YAML front matter gives title, author and date.

    Raises SourceError when there is no article in it.

    >>> document = read_markdown("# Harbour reopens\\n\\n> “Nobody leaves.”\\n\\nThe harbour reopened.", uri="a.md")
    >>> [(block.role.value, document[block.span]) for block in document.blocks]
    [('headline', 'Harbour reopens'), ('block_quote', '“Nobody leaves.”'), ('paragraph', 'The harbour reopened.')]
    """
    text = checked(text, uri)
    lines = list(_lines(text))
    front, first = _front_matter(text, lines)
    known = replace(_known(front), encoding=encoding, sha256=sha256)
    if title:
        known = replace(known, title=title)
    return assemble(text, _Reader(text, lines).pieces(first), uri=uri, known=known)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # after the ">" marks
    end: int  # before the line break
    marks: int


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for raw in text.splitlines(keepends=True):
        prefix = _PREFIX.match(raw)
        start = offset + (prefix.end() if prefix else 0)
        yield _Line(start, offset + len(raw.rstrip("\r\n")), prefix[0].count(">") if prefix else 0)
        offset += len(raw)


def _front_matter(text: str, lines: Sequence[_Line]) -> tuple[dict[str, list[str]], int]:
    """The keys between the first two "---" lines, and the number of the line after them."""
    if not lines or text[lines[0].start : lines[0].end].rstrip() != "---":
        return {}, 0
    found: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], 1):
        words = text[line.start : line.end].rstrip()
        if words in {"---", "..."}:
            return found, number + 1
        if match := _KEY.fullmatch(words):
            key = match[1].lower()
            found[key] = _values(match[2])
        elif words.lstrip().startswith("- ") and key:
            found[key] += _values(words.lstrip()[2:].removeprefix("name:"))
    return {}, 0


def _values(words: str) -> list[str]:
    words = words.strip()
    parts = words[1:-1].split(",") if words.startswith("[") and words.endswith("]") else [words]
    return [bare for part in parts if (bare := part.strip().strip("\"'"))]


def _known(front: dict[str, list[str]]) -> Known:
    def first(*keys: str) -> str | None:
        return next((front[key][0] for key in keys if front.get(key)), None)

    names: list[str] = []
    for name in [*front.get("author", []), *front.get("authors", []), *front.get("byline", [])]:
        signed = read_signature(name)
        names += signed.authors if signed and signed.authors else [name]
    published = first("date", "published", "pubdate")
    return Known(
        title=first("title", "headline"),
        publisher=first("publisher", "publication", "outlet", "site"),
        authors=tuple(names),
        published=read_date(published) if published else None,
        language=first("lang", "language"),
        canonical=first("canonical", "canonical_url", "url"),
    )


class _Reader:
    """One pass over the lines; what it holds is the open paragraph."""

    def __init__(self, text: str, lines: Sequence[_Line]) -> None:
        self.text = text
        self.lines = lines
        self.found: list[Piece] = []
        self.open: list[_Line] = []
        self.open_role: Role | None = None

    def pieces(self, first: int) -> list[Piece]:
        """The pieces from this line on."""
        fence = ""
        for line in self.lines[first:]:
            words = self.text[line.start : line.end]
            if fence:
                fence = "" if words.strip().startswith(fence) else fence
            elif match := _FENCE.match(words):
                self._close()
                fence = match[1]
            else:
                self._read(line, words)
        self._close()
        return self.found

    def _read(self, line: _Line, words: str) -> None:
        if not words.strip() or (self.open and line.marks != self.open[-1].marks):
            self._close()
        if not words.strip() or _COMMENT.fullmatch(words) or _DEFINITION.match(words):
            return
        underline = _UNDERLINE.fullmatch(words)
        if underline and self.open and self.open_role is None and len(self.open) <= 3:
            self._close(self._heading(1 if "=" in underline[1] else 2))
        elif _RULE.fullmatch(words):
            self._close()
        elif match := _HEADING.match(words):
            self._close()
            stripped = words.rstrip().rstrip("#").rstrip()
            if line.start + match.end() < line.start + len(stripped):
                self._add(
                    line.start + match.end(), line.start + len(stripped), line.marks, self._heading(len(match[1]))
                )
        elif image := _IMAGE.fullmatch(words.strip()):
            self._close()
            start = line.start + words.index(image[0]) + 2
            if image[1].strip():
                self._add(start, start + len(image[1]), line.marks, Role.CAPTION)
        elif match := _ITEM.match(words):
            self._close()
            self.open = [_Line(line.start + match.end(), line.end, line.marks)]
            self.open_role = Role.LIST_ITEM
        else:
            self.open.append(line)

    def _heading(self, level: int) -> Role:
        early = len(self.found) < 20 and all(piece.role is not Role.HEADLINE for piece in self.found)
        return Role.HEADLINE if level == 1 and early else Role.HEADING

    def _close(self, role: Role | None = None) -> None:
        if self.open:
            self._add(self.open[0].start, self.open[-1].end, self.open[0].marks, role or self.open_role)
        self.open, self.open_role = [], None

    def _add(self, start: int, end: int, marks: int, role: Role | None) -> None:
        inside = self.text[start:end]
        start += len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        lines = self.text.count("\n", start, end) + 1
        if start < end:
            self.found.append(Piece(start=start, end=end, indent=0, marks=marks, lines=lines, role=role))
