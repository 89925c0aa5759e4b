"""Feeds (RSS, Atom): each entry as a document, with the address, names and dates that the feed gives it."""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from whence.errors import SourceError

_EXTRA = 'feeds need the extra: pip install "whence[archives]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a feed: `html` is what the feed holds of the article, `whole` whether it says that is all of it."""

    uri: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    html: str
    whole: bool


def items(data: bytes, *, uri: str) -> Iterator[Item]:
    """The entries of a feed, as they stand in it. Raises SourceError when it is none, or the extra is not installed."""
    if find_spec("feedparser") is None:
        raise SourceError(uri, _EXTRA)
    feedparser: Any = import_module("feedparser")
    feed = feedparser.parse(data, response_headers={"content-location": uri})
    if not feed.entries and (feed.bozo or not feed.version):
        raise SourceError(uri, f"no feed that can be read ({feed.get('bozo_exception', 'no entries')})")
    publisher = _words(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        bodies = [str(part.get("value", "")) for part in entry.get("content", ())]
        html = max(bodies, key=len, default="") or str(entry.get("summary", ""))
        link = str(entry.get("link") or entry.get("id") or f"{uri}#{number}")
        yield Item(
            uri=link,
            title=_words(entry.get("title")),
            publisher=_words(entry.get("source", {}).get("title")) or publisher,
            authors=tuple(name for person in entry.get("authors", ()) if (name := _words(person.get("name")))),
            published=_moment(entry.get("published_parsed")),
            updated=_moment(entry.get("updated_parsed")),
            html=html,
            whole=bool(bodies),
        )


def _words(value: object) -> str | None:
    text = " ".join(str(value).split()) if value else ""
    return text or None


def _moment(parsed: time.struct_time | None) -> str | None:
    """A feed's moment in UTC; None where it gives none or an impossible one."""
    if parsed is None:
        return None
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(calendar.timegm(parsed)))
    except (ValueError, OverflowError, OSError):
        return None
