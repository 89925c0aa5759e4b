"""The feeds that a web page announces."""

from __future__ import annotations

from urllib.parse import urljoin

from whence.ingest.charset import decode
from whence.ingest.pages.markup import Element, TooDeep, parse
from whence.ingest.pages.prescan import prescan, without_noscript

_KINDS = frozenset({"application/rss+xml", "application/atom+xml"})
_HEAD = 2_048  # bytes in which a page says that it is one
_MOST_BYTES = 2_000_000
_MOST = 10


def is_page(data: bytes) -> bool:
    """Whether these bytes call themselves a web page."""
    head = data[:_HEAD].lower()
    return b"<html" in head or b"<!doctype html" in head


def announced(data: bytes, *, uri: str, http_charset: str | None = None) -> tuple[str, ...]:
    """The addresses of a page's feeds, as `<link rel="alternate">` gives them (HTML Standard, 4.6.7.1).

    >>> page = b'<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"><p>News</p></html>'
    >>> announced(page, uri="https://daily.example/today")
    ('https://daily.example/feed.xml',)
    """
    source, _ = decode(data[:_MOST_BYTES], http_charset)
    found = prescan(source)
    if found.bomb:
        return ()
    try:
        root = parse(without_noscript(source, found))
    except TooDeep:
        return ()
    links = (_address(element, uri) for element in root.elements() if element.tag == "link")
    return tuple(dict.fromkeys(link for link in links if link))[:_MOST]


def _address(link: Element, uri: str) -> str:
    """Where a link leads, if it leads to a feed on the web."""
    about = link.attributes
    kind = about.get("type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS or "alternate" not in about.get("rel", "").lower().split():
        return ""
    try:
        address = urljoin(uri, about.get("href", "").strip())
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""
