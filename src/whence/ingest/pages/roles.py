"""The role of each block of the article, and what it belongs to: a quotation, a post, a live entry, a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.content import Selection
from whence.ingest.pages.labels import (
    byline_in,
    is_caption,
    is_correction,
    is_credit,
    is_dated,
    is_signed,
    pull_quote_around,
)
from whence.ingest.pages.live import Entry, live_entries
from whence.ingest.pages.markup import Element
from whence.ingest.pages.measure import is_prose
from whence.ingest.pages.posts import Post, is_embed_noise, is_post, post_around, read_post
from whence.ingest.texts.bylines import read_date, read_names, read_republication
from whence.model.text import Role

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ITEMS = ("li", "dd", "dt")
_LONGEST_CREDIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block with its role; `group` is the element (or the first block of a turn) that holds it together with others.

    `speaker_at` is the block in which the speaker is named, with the place there.
    """

    block: RawBlock
    role: Role
    depth: int = 0
    group: Element | RawBlock | None = None
    cite: str | None = None
    speaker: str | None = None
    speaker_at: tuple[RawBlock, int, int] | None = None
    time: str | None = None


def place(selection: Selection) -> list[Placed]:
    """Each block of the article with its role, in order; who speaks in a transcript is told later (`html_spoken`)."""
    blocks = [block for block in selection.kept if not is_embed_noise(block)]
    posts = _posts(blocks)
    entries = {entry.element: entry for entry in live_entries(blocks, selection.scope)}
    headline = selection.headline or _first_line(blocks)
    first_prose = next((block.number for block in blocks if is_prose(block) and not is_signed(block)), -1)
    header = range(headline.number if headline else 0, first_prose)
    placed: list[Placed] = []
    for block in blocks:
        if block is headline:
            placed.append(Placed(block=block, role=Role.HEADLINE))
        elif (post := post_around(block) or block.inside("blockquote")) and post in posts:
            placed.append(_in_post(block, post, posts[post]))
        elif around := pull_quote_around(block):
            placed.append(Placed(block=block, role=Role.PULL_QUOTE, group=around, cite=_cite(around)))
        elif quote := block.inside("blockquote"):
            placed.append(_in_quote(block, quote))
        else:
            placed.append(_plain(block, heads=block.number in header))
    return [_in_entry(each, entries) for each in placed]


def _first_line(blocks: Sequence[RawBlock]) -> RawBlock | None:
    """On a page without a declared headline: a short line right above the first sentences."""
    if len(blocks) < 2 or len(blocks[0].text) > _LONGEST_CREDIT or is_prose(blocks[0]) or not is_prose(blocks[1]):
        return None
    first = blocks[0]
    return None if is_dated(first) or is_signed(first) or byline_in(first.text) or first.inside("blockquote") else first


def _posts(blocks: Sequence[RawBlock]) -> dict[Element, Post]:
    inside: dict[Element, list[RawBlock]] = {}
    for block in blocks:
        if element := post_around(block) or block.inside("blockquote"):
            inside.setdefault(element, []).append(block)
    posts = {element: read_post(element, members) for element, members in inside.items()}
    return {element: post for element, post in posts.items() if is_post(element) or post.has_handle}


def _in_post(block: RawBlock, element: Element, post: Post) -> Placed:
    credit, author = post.credit, post.author
    at = None
    if credit and author and (start := credit.text.rfind(author)) >= 0:
        at = (credit, start, start + len(author))
    return Placed(
        block=block,
        role=Role.CREDIT if post.is_credit(block) and _is_short(block) else Role.EMBED,
        depth=_depth(block),
        group=element,
        cite=post.address,
        speaker=author,
        speaker_at=at,
        time=post.time,
    )


def _is_short(block: RawBlock) -> bool:
    return len(block.text) <= _LONGEST_CREDIT


def _in_quote(block: RawBlock, quote: Element) -> Placed:
    cite = _cite(quote)
    role = Role.BLOCK_QUOTE
    if _is_short(block) and (block.inside("footer", "figcaption") or _is_attribution(block)):
        role = Role.CREDIT
    elif block.element.tag in _HEADINGS:
        role = Role.HEADING
    return Placed(block=block, role=role, depth=_depth(block), group=quote, cite=cite)


def _is_attribution(block: RawBlock) -> bool:
    """ "— Ada Lind, Harbour Notes", or nothing but a `<cite>`."""
    if block.text[0] in "—–―" and not is_prose(block):
        return True
    nodes = [chunk.node for chunk in block.chunks if chunk.node]
    return all(any(element.tag == "cite" for element in node.parent.ancestors()) for node in nodes)


def _depth(block: RawBlock) -> int:
    return sum(element.tag == "blockquote" for element in block.element.ancestors())


def _cite(quote: Element) -> str | None:
    """The address that a quotation gives for itself, or the name in its `<cite>`, its own or its figure's."""
    if address := quote.attributes.get("cite", "").strip():
        return address
    holder = quote.parent if quote.parent and quote.parent.tag == "figure" else quote
    for element in holder.elements():
        nearest = next((each for each in element.ancestors() if each.tag == "blockquote"), None)
        if element.tag == "cite" and (nearest is quote or nearest is None) and (name := element.text(limit=300)):
            return name
    return None


def _plain(block: RawBlock, heads: bool) -> Placed:
    """A block outside quotations and posts. `heads`: it stands between headline and sentences."""
    if quote := _quoted_in_figure(block):
        return Placed(block=block, role=Role.CREDIT, group=quote, cite=_cite(quote))
    return Placed(block=block, role=_plain_role(block, heads))


def _quoted_in_figure(block: RawBlock) -> Element | None:
    figure = block.inside("figure") if block.inside("figcaption") else None
    return next((inner for inner in figure.elements() if inner.tag == "blockquote"), None) if figure else None


def _plain_role(block: RawBlock, heads: bool) -> Role:
    if is_caption(block):
        return Role.CREDIT if is_credit(block) and not is_prose(block) else Role.CAPTION
    if _only_tells_when(block):
        return Role.DATELINE
    if block.inside(*_HEADINGS):
        return Role.HEADING
    if is_correction(block):
        return Role.CORRECTION
    if read_republication(block.text):
        return Role.CREDIT
    if meta := _meta_role(block, heads):
        return meta
    if is_credit(block):
        return Role.CREDIT
    return Role.LIST_ITEM if block.inside(*_ITEMS) else Role.PARAGRAPH


def _only_tells_when(block: RawBlock) -> bool:
    byline = byline_in(block.text)
    if byline and (byline.authors or byline.publisher):
        return False
    return byline is not None or (is_dated(block) and not is_signed(block) and not block.text.startswith("By "))


def _meta_role(block: RawBlock, heads: bool) -> Role | None:
    byline = byline_in(block.text)
    if byline and not byline.authors and (byline.published or byline.updated):
        return Role.DATELINE
    if byline or is_signed(block) or (heads and block.text.startswith("By ") and is_dated(block)):
        return Role.BYLINE
    if heads and len(block.text) < 80 and not is_prose(block) and read_date(block.text):
        return Role.DATELINE
    if heads and not is_prose(block) and not block.inside(*_ITEMS) and read_names(block.text):
        return Role.BYLINE
    return None


def _in_entry(placed: Placed, entries: dict[Element, Entry]) -> Placed:
    if not entries or placed.group is not None or placed.role is Role.HEADLINE:
        return placed
    for element in placed.block.element.ancestors():
        if entry := entries.get(element):
            role = Role.ENTRY if placed.role in {Role.PARAGRAPH, Role.LIST_ITEM} else placed.role
            return replace(placed, role=role, group=element, time=entry.time, speaker=entry.author)
    return placed
