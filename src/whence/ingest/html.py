"""A web page to a Document: bytes in, the visible text of the article out, with roles, metadata and the way back."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from whence.errors import SourceError
from whence.ingest.charset import decode
from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.content import Selection, select
from whence.ingest.pages.describe import described
from whence.ingest.pages.doubts import missing_parts, not_an_article, teasers
from whence.ingest.pages.markup import TooDeep, parse
from whence.ingest.pages.metadata import Declared, declared
from whence.ingest.pages.prescan import Prescan, noscript_text, prescan, strip_tags, without_noscript
from whence.ingest.pages.roles import place
from whence.ingest.pages.spoken import with_turns
from whence.ingest.pages.text import assemble
from whence.model.text import Block, Document, DocumentStatus, Role, Span, document_id

MAX_BYTES = 20_000_000
_TOO_DEEP = "elements nested too deep by their overlapping"
_MOJIBAKE = ("â€œ", "â€™", "â€“", "Ã©", "Ã¼")


def read_html(data: bytes, *, uri: str, http_charset: str | None = None) -> Document:
    """The article on a page.

    Raises SourceError when there is none. What cannot be read in full has the status `partial` or `degraded`, and
    its problems say why.
    """
    if not data.strip(b"\0 \t\r\n\f"):
        raise SourceError(uri, "the file is empty")
    size = len(data)
    source, encoding = decode(data[: 2 * MAX_BYTES], http_charset)
    found = prescan(source)
    sha256 = hashlib.sha256(data).hexdigest()
    if found.bomb:
        return replace(_stripped(source, uri, found.bomb, size), encoding=encoding, sha256=sha256)
    try:
        root = parse(without_noscript(source, found))
    except TooDeep:
        return replace(_stripped(source, uri, _TOO_DEEP, size), encoding=encoding, sha256=sha256)
    about = declared(root)
    selection = select(root, about.values("title"), about.first("publisher"))
    _refuse(selection, about, uri, noscript_text(source, found))
    text = assemble(with_turns(place(selection)))
    status, problems = _judged(selection, about, found, encoding)
    document = described(text, about, uri=uri)
    return replace(document, status=status, problems=tuple(problems), encoding=encoding, sha256=sha256)


def _stripped(source: str, uri: str, bomb: str, size: int) -> Document:
    """A page that no parser may see: its text without tags, and no more is claimed for it."""
    text = strip_tags(source)
    if not text:
        raise SourceError(uri, f"the page cannot be parsed safely ({bomb}) and has no text outside its tags")
    problems = [f"read without its markup, because a parser might never come back: {bomb}"]
    if size > MAX_BYTES:
        problems.append(f"only the first {MAX_BYTES // 1_000_000} of {size / 1_000_000:.0f} MB were read")
    return Document(
        id=document_id(uri, text),
        uri=uri,
        text=text,
        blocks=tuple(Block(span=span, role=Role.PARAGRAPH) for span in _paragraphs(text)),
        status=DocumentStatus.DEGRADED,
        problems=tuple(problems),
    )


def _paragraphs(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for paragraph in text.split("\n\n"):
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2
    return spans


def _refuse(selection: Selection, about: Declared, uri: str, noscript: str) -> None:
    page = _page(selection)
    if problem := teasers(selection.kept, selection.scope, about) or not_an_article(selection.kept, page, noscript):
        raise SourceError(uri, problem)


def _page(selection: Selection) -> list[RawBlock]:
    """Every visible block of the page, in order."""
    blocks = (*selection.kept, *(block for block, _ in selection.dropped))
    return sorted(blocks, key=lambda block: block.number)


def _judged(selection: Selection, about: Declared, found: Prescan, encoding: str) -> tuple[DocumentStatus, list[str]]:
    problems = missing_parts(selection.kept, _page(selection), about)
    if found.cut_off:
        problems.append(f"the page is cut off {found.cut_off}; fetch it again")
    if problems:
        return DocumentStatus.PARTIAL, problems
    if lost := sum(block.text.count("\N{REPLACEMENT CHARACTER}") for block in selection.kept):
        problems.append(f"{lost} characters are unreadable and stand as U+FFFD; the page was decoded as {encoding}")
    if any(sign in block.text for block in selection.kept for sign in _MOJIBAKE):
        problems.append(f"the page was decoded as {encoding}, but looks like UTF-8 misread: its marks are garbled")
    return (DocumentStatus.DEGRADED if problems else DocumentStatus.COMPLETE), problems
