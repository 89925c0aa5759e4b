"""The visible text of a page, cut into blocks where a browser would begin a new line. Nothing is judged here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from whence.ingest.pages.markup import Element, Text

BLOCK_TAGS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section"}
    | {"summary", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "frameset", "noframes", "marquee"}
)
_UNSEEN_TAGS = frozenset(
    {"head", "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "video", "audio", "rp"}
    | {"canvas", "datalist", "select", "textarea", "noembed", "noframes", "title", "area", "map", "amp-iframe"}
    | {"amp-analytics", "amp-state", "amp-script", "amp-pixel", "amp-img", "amp-video", "amp-youtube", "amp-ad"}
    | {"amp-sidebar", "amp-lightbox", "amp-image-lightbox"}
)
_SCREEN_READER_ONLY = frozenset(
    {("sr", "only"), ("visually", "hidden"), ("visuallyhidden",), ("screen", "reader", "text"), ("assistive", "text")}
    | {("screenreader",), ("screen", "reader"), ("u", "hidden"), ("is", "hidden"), ("d", "none"), ("a11y", "hidden")}
)
_ICON_WORDS = frozenset({"icon", "icons", "fa", "fas", "fab", "glyphicon", "material"})
_TIGHT = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "figcaption", "pre"})
_FOLD = str.maketrans("\t\n\f\r", "    ")
_WORDS = re.compile(r"[^ ]++(?: [^ ]++)*+")
_OPENING_MARKS = "“‘\"'«„‚‹"
_HIDING_STYLE = re.compile(r"(?:display:none|visibility:hidden)(?:!important)?(?:;|$)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Characters of a block that stand side by side in one text node; `node` is None for a separator put in."""

    text: str
    node: Text | None = None
    start: int = 0


@dataclass(slots=True, eq=False)
class RawBlock:
    """A paragraph-sized piece of the page, where it stands, and the characters it is made of."""

    element: Element
    number: int
    chunks: list[Chunk] = field(default_factory=list[Chunk])
    text: str = ""
    linked: int = 0  # characters inside links

    def inside(self, *tags: str) -> Element | None:
        """The nearest element around the block that has one of these tags."""
        element: Element | None = self.element  # asked a dozen times of each block: a loop, not a generator
        while element is not None and element.tag not in tags:
            element = element.parent
        return element


def is_unseen(element: Element) -> bool:
    """True for an element that a reader of the page does not see, nor what is inside."""
    if element.tag in _UNSEEN_TAGS:
        return True
    attributes = element.attributes
    if not attributes:
        return False
    if "hidden" in attributes and element.tag not in {"body", "html", "article", "main"}:
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style.lower().replace(" ", "")):
        return True
    if any(name in _SCREEN_READER_ONLY for name in element.names):
        return True
    return attributes.get("aria-hidden") == "true" and _is_icon(element)


def _is_icon(element: Element) -> bool:
    """Letters that a reader sees may carry aria-hidden (a drop cap); signs and the names of icons are no text."""
    if element.tag == "svg" or any(_ICON_WORDS & set(name) for name in element.names):
        return True
    return not any(char.isalnum() for char in element.text(limit=200))


@dataclass(frozen=True, slots=True)
class _Leave:
    element: Element


def raw_blocks(root: Element) -> list[RawBlock]:
    """Every visible character of the page, in order, in blocks; white space is folded within each.

    `<br>` is a line break and two of them a new block; the cells of a table of figures stand in one block a row.
    """
    return _Walk().blocks(root)


class _Walk:
    """One walk over the page: the block being filled, and what stands between it and the next character."""

    def __init__(self) -> None:
        self._done: list[RawBlock] = []
        self._block: RawBlock | None = None
        self._stack: list[Element] = []
        self._space: Chunk | None = None
        self._breaks = 0
        self._cell = False
        self._links = 0
        self._entered_inline = False
        self._marks: list[str] = []
        self._flat_tables: set[Element] = set()

    def blocks(self, root: Element) -> list[RawBlock]:
        """The blocks of the page in order."""
        for event in _events(root):
            if isinstance(event, Text):
                self._text(event)
            elif isinstance(event, _Leave):
                self._leave(event.element)
            else:
                self._enter(event)
        self._flush()
        return self._done

    def _enter(self, element: Element) -> None:
        if element.tag == "br":
            self._breaks += 1
            self._space = None
            return
        if element.tag in {"a", "button"}:
            self._links += 1
        if element.tag == "table" and _is_flat(element):
            self._flat_tables.add(element)
        if self._is_block(element):
            self._flush()
            self._stack.append(element)
        elif element.tag in {"td", "th"}:
            self._cell = True
        elif element.tag == "hr":
            self._flush()
        elif element.tag == "q":
            self._marks.append("’" if self._marks and self._marks[-1] == "”" else "”")
            self._open_mark(element)
        self._entered_inline = True

    def _leave(self, element: Element) -> None:
        if element.tag in {"a", "button"}:
            self._links -= 1
        if element.tag == "q" and self._marks:
            mark = self._marks.pop()
            if self._block and not _is_marked(element):
                self._block.chunks.append(Chunk(mark))
        if self._is_block(element):
            self._flush()
            self._stack.pop()

    def _is_block(self, element: Element) -> bool:
        if element.tag in {"td", "th", "tbody", "thead", "tfoot"} and self._flat_tables:
            return not any(ancestor in self._flat_tables for ancestor in _table_of(element))
        if element.tag in BLOCK_TAGS:
            return True
        may_stand_alone = "-" in element.tag or element.tag == "button" or element.attributes.get("role") == "button"
        return may_stand_alone and element.parent is not None and element.parent.tag not in _TIGHT | {"span", "a"}

    def _flush(self) -> None:
        if self._block and self._block.chunks:
            _trim(self._block)
            self._done.append(self._block)
        self._block = None
        self._space = None
        self._breaks = 0
        self._cell = False

    def _text(self, node: Text) -> None:
        data = node.data.translate(_FOLD)
        if not data.strip():
            if data and self._block:
                self._space = self._space or Chunk(" ", node, 0)
            return
        if any(element.tag in {"pre", "xmp", "listing"} for element in self._stack[-3:]):
            self._preformatted(node)
            return
        self._words(node, data, 0)

    def _preformatted(self, node: Text) -> None:
        start = 0
        for line in node.data.splitlines(keepends=True):
            if start:
                self._breaks += 1
                self._space = None
            if line.strip():
                self._words(node, line.translate(_FOLD), start)
            start += len(line)
        if node.data.endswith("\n"):
            self._breaks += 1

    def _words(self, node: Text, data: str, offset: int) -> None:
        for match in _WORDS.finditer(data):
            words, start = match[0], match.start()
            block, fresh = self._begin("" if start else words)
            if start and not fresh:
                words, start = " " + words, start - 1
            elif fresh:
                stripped = words.lstrip()
                words, start = stripped, start + len(words) - len(stripped)
            if not words:
                continue
            block.chunks.append(Chunk(words, node, start + offset))
            if self._links:
                block.linked += len(words)
        if data[-1] == " ":
            self._space = Chunk(" ", node, offset + len(data) - 1)
        self._entered_inline = False

    def _begin(self, words: str) -> tuple[RawBlock, bool]:
        """The block that the next words go into, with what separates them put in; True at the start of a line."""
        if self._block and self._breaks > 1:
            self._flush()
        if not self._block:
            element = self._stack[-1] if self._stack else Element("html", {}, None, "/html[1]")
            self._block = RawBlock(element, len(self._done))
        block = self._block
        fresh = not block.chunks
        if self._cell and not fresh:
            block.chunks.append(Chunk("\t"))
            fresh = True
        elif self._breaks and not fresh:
            block.chunks.append(Chunk("\n"))
            fresh = True
        elif self._space and not fresh:
            block.chunks.append(self._space)
            fresh = True
        elif self._entered_inline and not fresh and self._run_together(block, words):
            block.chunks.append(Chunk(" "))
        self._breaks = 0
        self._cell = False
        self._space = None
        return block, fresh

    def _run_together(self, block: RawBlock, words: str) -> bool:
        """Spans that a style sheet sets apart ("Ada Lind" "3 March") must not become one word; letters in a p may."""
        if block.element.tag in _TIGHT or not words:
            return False
        return block.chunks[-1].text[-1].isalnum() and words[0].isalnum() and len(block.chunks[-1].text) > 1

    def _open_mark(self, element: Element) -> None:
        if _is_marked(element):
            return
        block, _ = self._begin("“")
        block.chunks.append(Chunk("“" if self._marks[-1] == "”" else "‘"))


def _trim(block: RawBlock) -> None:
    """Take white space off the end (spaces that do not fold, set in to hold a place) and put the text together."""
    while block.chunks and not (last := block.chunks[-1]).text[-1:].strip():
        kept = last.text.rstrip()
        block.chunks[-1:] = [Chunk(kept, last.node, last.start)] if kept else []
    block.text = "".join(chunk.text for chunk in block.chunks)


def _events(root: Element) -> Iterator[Element | Text | _Leave]:
    stack: list[Element | Text | _Leave] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Element):
            if is_unseen(node):
                continue
            stack.append(_Leave(node))
            stack.extend(reversed(node.children))
        yield node


def _is_marked(quote: Element) -> bool:
    """A browser puts marks around `<q>`; where the page has written its own, it has switched those off."""
    return quote.text(limit=200)[:1] in tuple(_OPENING_MARKS) or not quote.text(limit=200)


def _table_of(element: Element) -> Iterator[Element]:
    for ancestor in element.ancestors():
        if ancestor.tag == "table":
            yield ancestor
            return


def _is_flat(table: Element) -> bool:
    """A table of figures: several rows of several short cells, and no block inside a cell."""
    cells = 0
    rows = 0
    wide = 0
    for element in table.elements():
        if element is table or element.tag in {"tbody", "thead", "tfoot", "caption", "colgroup", "col"}:
            continue
        if element.tag == "tr":
            rows += 1
            wide += sum(isinstance(child, Element) and child.tag in {"td", "th"} for child in element.children) > 1
        elif element.tag in {"td", "th"}:
            cells += 1
            if len(element.text(limit=200)) > 160:
                return False
        elif element.tag in BLOCK_TAGS:
            return False
    return rows > 1 and wide * 2 > rows and cells > rows
