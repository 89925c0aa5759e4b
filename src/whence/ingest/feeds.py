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

EXTRA = 'feeds need the extra: pip install "whence[archives]"'
_PERIODS = {"hourly": 3600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its entries as they stand in it, and how many seconds it asks to be left alone (0: none)."""

    items: tuple[Item, ...]
    rest: float


def installed() -> bool:
    """Whether feeds can be read here."""
    return find_spec("feedparser") is not None


def items(data: bytes, *, uri: str) -> Iterator[Item]:
    """The entries of a feed, as they stand in it. Raises SourceError when it is none, or the extra is not installed."""
    yield from feed(data, uri=uri).items


def feed(data: bytes, *, uri: str) -> Feed:
    """A feed. Raises SourceError when it is none, or the extra is not installed."""
    if not installed():
        raise SourceError(uri, EXTRA)
    feedparser: Any = import_module("feedparser")
    found = feedparser.parse(data, response_headers={"content-location": uri})
    if not found.entries and (found.bozo or not found.version):
        raise SourceError(uri, f"no feed that can be read ({found.get('bozo_exception', 'no entries')})")
    publisher = _words(found.feed.get("title"))
    entries = tuple(_item(entry, f"{uri}#{number}", publisher) for number, entry in enumerate(found.entries, 1))
    return Feed(items=entries, rest=_rest(found.feed))


def _item(entry: Any, name: str, publisher: str | None) -> Item:
    bodies = [str(part.get("value", "")) for part in entry.get("content", ())]
    return Item(
        uri=str(entry.get("link") or entry.get("id") or name),
        title=_words(entry.get("title")),
        publisher=_words(entry.get("source", {}).get("title")) or publisher,
        authors=tuple(words for person in entry.get("authors", ()) if (words := _words(person.get("name")))),
        published=_moment(entry.get("published_parsed")),
        updated=_moment(entry.get("updated_parsed")),
        html=max(bodies, key=len, default="") or str(entry.get("summary", "")),
        whole=bool(bodies),
    )


def _rest(about: Any) -> float:
    """What `ttl` (minutes) or the syndication module's period and frequency ask for, in seconds."""
    ttl = str(about.get("ttl", "")).strip()
    if ttl.isdecimal():
        return float(ttl[:9]) * 60
    period = _PERIODS.get(str(about.get("sy_updateperiod", "")).strip().lower(), 0.0)
    often = str(about.get("sy_updatefrequency", "1")).strip()
    return period / max(int(often[:9]) if often.isdecimal() else 1, 1)


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
