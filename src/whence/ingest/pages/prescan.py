"""One linear look at a page's source before any parser sees it.

Every HTML parser in use grows quadratic, or worse, on some page of less than a megabyte: a hundred thousand
attributes on one tag, fifty thousand nested elements. This pass costs time in proportion to the page and says whether
the page is safe to parse; `strip_tags` reads those that are not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 20_000_000
MAX_TAG_LENGTH = 65_536
MAX_ATTRIBUTES = 1_000
MAX_DEPTH = 250
MAX_TAGS = 1_000_000

_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})
_UNREAD = frozenset({"script", "style", "textarea", "iframe", "noembed", "noframes", "noscript", "template"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# Elements whose end tag may be left out: a hundred thousand of them in a row do not nest.
_SELF_CLOSING = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rt", "rp", "colgroup"}
)
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
# Each alternative runs on to the end of the page when its closing part is missing, so nothing is scanned twice.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?P<end>>|\Z)"
)
_ATTRIBUTE = re.compile(r"[^\s\"'=/>]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]++))?+|[\"'=/>]")
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)")
_ENTITY = re.compile(r"&(?:#\d{1,7}+(?!\d);?|#[xX][0-9a-fA-F]{1,6}+(?![0-9a-fA-F]);?|[a-zA-Z][a-zA-Z0-9]{1,30};)")
_INLINE_MARKUP = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|time|tt|u|wbr)"
    r"(?=[\s/>])[^<>]*+>?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[a-zA-Z/!?][^<>]*+>?")
_UNREAD_START = re.compile(r"<!--|<(" + "|".join(sorted(_UNREAD)) + r")(?=[\s>/])", re.IGNORECASE)
_BREAKS = re.compile(r"[ \t\r\f]*+\n[ \t\r\f\n]*+")
_SPACES = re.compile(r"[ \t\r\f]++")


@dataclass(frozen=True, slots=True)
class Prescan:
    """What one look at the source shows.

    `bomb` says why the page must not be parsed, `cut_off` where it ends in the middle of something. `noscript` is
    what stands in `<noscript>`: text that a browser with scripts does not show.
    """

    bomb: str | None = None
    cut_off: str | None = None
    noscript: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    closing: bool
    attributes: str
    complete: bool


def prescan(source: str) -> Prescan:
    """Say whether a parser may see this page.

    >>> prescan("<p>A short page</p>").bomb
    >>> prescan("<div>" * 300).bomb
    'elements nested more than 250 deep'
    >>> prescan("<p>The minister <b").cut_off
    'inside a tag'
    """
    if len(source) > MAX_CHARACTERS:
        return Prescan(bomb=f"longer than {MAX_CHARACTERS // 1_000_000} million characters")
    depth = _Depth()
    noscript: list[tuple[int, int]] = []
    cut_off = None
    count = 0
    seen_body = seen_end = False
    for piece in _pieces(source):
        if isinstance(piece, str):
            cut_off = piece
            continue
        count += 1
        if bomb := _bomb_in(piece, count):
            return Prescan(bomb=bomb)
        if not piece.complete:
            cut_off = "inside a tag"
        if piece.name == "noscript" and not piece.closing:
            noscript.append((piece.end, _end_tag(source, piece.end, piece.name)))
        seen_body = seen_body or (piece.name == "body" and not piece.closing)
        seen_end = seen_end or (piece.name in {"body", "html"} and piece.closing)
        if not depth.follow(piece):
            return Prescan(bomb=f"elements nested more than {MAX_DEPTH} deep")
    if not cut_off and seen_body and not seen_end and depth.inside & {"article", "div", "main", "section"}:
        cut_off = "before the elements that hold the article were closed"
    return Prescan(cut_off=cut_off, noscript=tuple(noscript))


def without_noscript(source: str, found: Prescan) -> str:
    """The source with the insides of `<noscript>` taken out: a browser that runs scripts never shows them."""
    pieces: list[str] = []
    position = 0
    for start, end in found.noscript:
        pieces.append(source[position:start])
        position = max(position, end)
    return "".join((*pieces, source[position:]))


def noscript_text(source: str, found: Prescan) -> str:
    """What the page shows to browsers without scripts only."""
    return strip_tags("\n".join(source[start:end] for start, end in found.noscript))


def strip_tags(source: str) -> str:
    """The text between the tags, in linear time, for a page that no parser may see.

    Paragraphs come out one a line where block tags stood; scripts, styles and comments are left out. What is hidden
    and what is furniture of the page cannot be told from the article this way.

    >>> strip_tags("<h1>Quay shut</h1><script>x()</script><p>Ada &amp; <b>Tom</b> said so.")
    'Quay shut\\n\\nAda & Tom said so.'
    """
    source = source[:MAX_CHARACTERS]
    kept: list[str] = []
    position = 0
    for start, end in _unread(source):
        kept.append(source[position:start])
        position = end
    kept.append(source[position:])
    text = _MARKUP.sub("\n", _INLINE_MARKUP.sub("", "".join(kept).replace("\n", " ")))
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    lines = (_SPACES.sub(" ", line).strip() for line in _BREAKS.split(text))
    return "\n\n".join(line for line in lines if line)


def _unread(source: str) -> Iterator[tuple[int, int]]:
    """Stretches of comments, scripts and the like."""
    position = 0
    while match := _UNREAD_START.search(source, position):
        if match[0] == "<!--":
            end = source.find("-->", match.end())
            position = end + len("-->") if end >= 0 else len(source)
        else:
            end = _end_tag(source, match.end(), match[1].lower())
            position = source.find(">", end) + 1 or len(source)
        yield match.start(), position


def _pieces(source: str) -> Iterator[_Tag | str]:
    """Each tag in order; at the end, where it applies, what the page was cut off in."""
    position = 0
    while (position := source.find("<", position)) >= 0:
        if source.startswith("<!--", position):
            end = source.find("-->", position + 2)
            if end < 0:
                yield "inside a comment"
                return
            position = end + 3
            continue
        match = _TAG.match(source, position)
        if not match:
            position += 1
            continue
        tag = _Tag(
            position, match.end(), match["name"].lower(), bool(match["close"]), match["rest"], bool(match["end"])
        )
        yield tag
        position = tag.end
        if tag.name in _RAW_TEXT and not tag.closing and tag.complete:
            position = _end_tag(source, tag.end, tag.name)
            if position == len(source):
                yield f"inside <{tag.name}>"
                return


def _end_tag(source: str, position: int, name: str) -> int:
    """Where the next end tag of this name begins, or the end of the page."""
    while (position := source.find("</", position)) >= 0:
        if source[position + 2 : position + 2 + len(name)].lower() == name:
            return position
        position += 2
    return len(source)


def _bomb_in(tag: _Tag, count: int) -> str | None:
    if count > MAX_TAGS:
        return f"more than {MAX_TAGS:,} tags"
    length = tag.end - tag.start
    # A picture or a page's state written into one attribute is long and harmless: quoted values do not count.
    if length > MAX_TAG_LENGTH and len(_QUOTED.sub("", tag.attributes)) > MAX_TAG_LENGTH:
        return f"a tag longer than {MAX_TAG_LENGTH // 1024} KiB"
    if length > 2 * MAX_ATTRIBUTES and sum(1 for _ in _ATTRIBUTE.finditer(tag.attributes)) > MAX_ATTRIBUTES:
        return f"a tag with more than {MAX_ATTRIBUTES:,} attributes"
    return None


class _Depth:
    """How deep the elements nest, near enough: the parser's own repairs are not followed."""

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def inside(self) -> set[str]:
        return set(self._open)

    def follow(self, tag: _Tag) -> bool:
        """False when the tag opens an element too deep."""
        if tag.name in _VOID or tag.name in _SELF_CLOSING:
            return True
        if not tag.closing:
            if not tag.attributes.endswith("/") or tag.name in {"div", "span", "p", "article", "section"}:
                self._open.append(tag.name)
            return len(self._open) <= MAX_DEPTH
        for back in range(len(self._open) - 1, -1, -1):
            if self._open[back] == tag.name:
                # A parser opens formatting elements again that a wrong end tag has closed: they go on nesting.
                self._open[back:] = [name for name in self._open[back + 1 :] if name in _FORMATTING]
                break
        return True
