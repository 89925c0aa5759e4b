"""Posts from elsewhere that an article embeds: where they stand, who wrote them, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element
from whence.ingest.texts.bylines import read_date

_CLASSES = (
    ("twitter", "tweet"),
    ("twitter", "video"),
    ("mastodon", "embed"),
    ("bluesky", "embed"),
    ("instagram", "media"),
    ("fb", "post"),
    ("fb", "xfbml", "parse", "ignore"),
    ("fb", "video"),
    ("tiktok", "embed"),
    ("reddit", "card"),
    ("reddit", "embed", "bq"),
    ("text", "post", "media"),
    ("telegram", "post"),
    ("social", "embed"),
    ("embedded", "tweet"),
    ("tweet",),
)
_CUSTOM_TAGS = frozenset({"amp-twitter", "amp-instagram", "amp-facebook", "amp-tiktok", "twitter-widget"})
_LEAD_INS = ("A post shared by ", "A post by ", "A video shared by ", "Posted by ", "Post by ", "Video by ")
_NOISE = ("View on Mastodon", "View this post on Instagram", "See more on Instagram", "Read more on Twitter")


@dataclass(frozen=True, slots=True)
class Post:
    """An embedded post: its author as written, the address of it, the time it shows, and the block that says so."""

    author: str | None = None
    address: str | None = None
    time: str | None = None
    credit: RawBlock | None = None

    @property
    def has_handle(self) -> bool:
        """True when its last line signs it as posts are signed: "— Name (@handle)"."""
        return self.author is not None and "(@" in self.author

    def is_credit(self, block: RawBlock) -> bool:
        """True for the line that only says who posted."""
        return block is self.credit and bool(self.author) and _bare(block.text).startswith(self.author or "")


def post_around(block: RawBlock) -> Element | None:
    """The outermost element around the block that is an embedded post."""
    found = None
    for element in block.element.ancestors():
        if is_post(element):
            found = element
    return found


def is_post(element: Element) -> bool:
    """True for an element that the services' own markup makes a post."""
    if element.tag in _CUSTOM_TAGS:
        return True
    if element.tag not in {"blockquote", "div", "figure", "section"}:
        return False
    return "data-bluesky-uri" in element.attributes or any(name in _CLASSES for name in element.names)


def read_post(element: Element, blocks: Sequence[RawBlock]) -> Post:
    """What an embedded post says of itself; its author stands in the last block, or in the first."""
    time = _time(element)
    address = element.attributes.get("cite") or element.attributes.get("data-instgrm-permalink") or _last_link(element)
    for block in reversed(blocks):
        if author := _author(block.text):
            return Post(author, address, time, block)
    return Post(None, address, time)


def is_embed_noise(block: RawBlock) -> bool:
    """Words of the button, not of the post."""
    return block.text in _NOISE


def _author(text: str) -> str | None:
    """ "— Name (@handle) March 3, 2024" -> "Name (@handle)"."""
    line = text.rsplit("\n", 1)[-1].strip()
    bare = _bare(line)
    if bare == line and not line.startswith("@"):
        return None
    lead = not line.startswith(("—", "–", "-", "@"))
    handle = bare.find("(@")
    if 0 <= handle < 100 and (end := bare.find(")", handle)) > 0:
        return bare[: end + 1]
    if bare.startswith("@"):
        return bare.split()[0].rstrip(":,")
    name = bare.split(" on ")[0].split(", ")[0].strip()
    return name if lead and 0 < len(name) < 80 else None


def _bare(line: str) -> str:
    """The line without its dash or its "Posted by"."""
    bare = line.lstrip("—–- ")
    return bare[len(next((words for words in _LEAD_INS if bare.startswith(words)), "")) :]


def _time(element: Element) -> str | None:
    found = None
    for inner in element.elements():
        if inner.tag not in {"a", "time"}:
            continue
        shown = inner.text(limit=200)
        if 0 < len(shown) < 60 and read_date(shown):
            found = shown
    return found


def _last_link(element: Element) -> str | None:
    links = [inner.attributes.get("href", "") for inner in element.elements() if inner.tag == "a"]
    return next((link for link in reversed(links) if link.startswith("http")), None)
