"""A page as a tree of our own: read once from the parser, walked many times, each text node with its XPath."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
MAX_DEPTH = 1_000
_PLAIN_TAG = re.compile(r"[a-z][a-z0-9-]*")


class TooDeep(Exception):  # noqa: N818  (it is no error of anybody's)
    """The tree nests deeper than the source showed: the parser's own repairs can do that."""


@dataclass(slots=True, eq=False, repr=False)
class Text:
    """A text node: `data` as the DOM has it, `number` its place among its parent's text nodes (from 1)."""

    data: str
    parent: Element
    number: int

    @property
    def path(self) -> str:
        """The XPath of this node."""
        return f"{self.parent.path}/text()[{self.number}]"


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """An element, its attributes and its children; `step` is its own part of the XPath."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    step: str
    children: list[Element | Text] = field(default_factory=list["Element | Text"])
    _path: str = ""
    _names: tuple[tuple[str, ...], ...] | None = None

    @property
    def path(self) -> str:
        """The XPath of this element."""
        unknown: list[Element] = []
        element: Element | None = self
        while element is not None and not element._path:
            unknown.append(element)
            element = element.parent
        path = element._path if element else ""
        for each in reversed(unknown):
            path += each.step
            each._path = path
        return path

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of each class, and of the id: `"ArticleBody__relatedLinks"` is article, body, related, links."""
        if self._names is None:
            written = [*self.attributes.get("class", "").split()[:40], self.attributes.get("id", "")]
            written += [self.attributes.get(key, "") for key in ("data-component", "data-testid", "data-module")]
            self._names = tuple(name_words(name[:120]) for name in written if name)
        return self._names

    def elements(self) -> Iterator[Element]:
        """This element and all elements inside it, in document order."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def texts(self) -> Iterator[Text]:
        """All text nodes inside, in document order."""
        stack: list[Element | Text] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                yield node
            else:
                stack.extend(reversed(node.children))

    def text(self, limit: int = 20_000) -> str:
        """The character data inside, white space folded: for metadata, not for the article."""
        pieces: list[str] = []
        length = 0
        for node in self.texts():
            pieces.append(node.data)
            length += len(node.data)
            if length > limit:
                break
        return " ".join("".join(pieces).split())

    def ancestors(self) -> Iterator[Element]:
        """This element, its parent, and so on outwards."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


def name_words(name: str) -> tuple[str, ...]:
    """The words of a class name or id, in lower case.

    >>> name_words("ArticleBody__relatedLinks"), name_words("share-bar2")
    (('article', 'body', 'related', 'links'), ('share', 'bar', '2'))
    """
    return tuple(word.lower() for word in _WORDS.findall(name))


def parse(source: str) -> Element:
    """The page's tree. Line ends are folded and NUL replaced first, as a browser does before it counts characters.

    Raises TooDeep.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    root = LexborHTMLParser(source).root
    if root is None:
        return Element("html", {}, None, "/html[1]")
    return _copied(root)


@dataclass(slots=True)
class _Cursor:
    """Where the copying stands among the children of one element."""

    element: Element
    node: LexborNode | None
    texts: int = 0
    elements: int = 0
    by_tag: dict[str, int] = field(default_factory=dict[str, int])


def _copied(root: LexborNode) -> Element:
    top = _element(root, None, "/html[1]")
    stack = [_Cursor(top, root.child)]
    while stack:
        cursor = stack[-1]
        node = cursor.node
        if node is None:
            stack.pop()
            continue
        cursor.node = node.next
        if node.is_text_node:
            cursor.texts += 1
            cursor.element.children.append(Text(node.text_content or "", cursor.element, cursor.texts))
        elif node.is_element_node and len(stack) > MAX_DEPTH:
            raise TooDeep
        elif node.is_element_node:
            child = _element(node, cursor.element, _step(cursor, node.tag or ""))
            cursor.element.children.append(child)
            stack.append(_Cursor(child, node.child))
    return top


def _step(cursor: _Cursor, tag: str) -> str:
    cursor.elements += 1
    cursor.by_tag[tag] = number = cursor.by_tag.get(tag, 0) + 1
    if _PLAIN_TAG.fullmatch(tag):
        return f"/{tag}[{number}]"
    return f"/*[{cursor.elements}]"  # "o:p" would be read as a namespace


def _element(node: LexborNode, parent: Element | None, step: str) -> Element:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    return Element(node.tag or "", attributes, parent, step)
