"""Feeds taken apart for what they lead to. Runs where it can be killed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from whence.errors import SourceError
from whence.ingest.alternates import announced, is_page
from whence.ingest.feeds import Feed, feed
from whence.ingest.fetch import Fetched
from whence.model.text import Failure
from whence.project.pool import Answer, GivenUp, Item, Pool, Worker

_MOST_ENTRIES = 300  # of a feed, those it names first


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed: for how long it asks to be left alone, and for each page it leads to a stamp of what it says of it."""

    address: str
    rest: float
    entries: dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """What is no feed but a page, and the feeds that it announces."""

    address: str
    feeds: tuple[str, ...]


def follow(feeds: Iterable[tuple[str, Fetched]]) -> Iterator[Followed | Page | Failure]:
    """The feeds, by the addresses that they were asked for by. One that cannot be read costs the others nothing."""
    jobs = [
        [Item({"address": address, "uri": page.url, "charset": page.charset}, page.body)] for address, page in feeds
    ]
    with closing(Pool("whence.project.following:reader", {}, 1)) as pool:
        yield from map(_followed, pool.run(jobs))


def _followed(answer: Answer | GivenUp) -> Followed | Page | Failure:
    if isinstance(answer, GivenUp):
        return Failure(uri=answer.item.head["address"], problem=answer.reason)
    head = answer.head
    if "problem" in head:
        return Failure(uri=head["address"], problem=head["problem"])
    if "feeds" in head:
        return Page(head["address"], tuple(head["feeds"]))
    return Followed(head["address"], head["rest"], head["entries"])


def reader() -> Worker:
    """A function that takes one feed apart."""

    def work(items: list[Item]) -> tuple[dict[str, Any], bytes]:
        (item,) = items
        address = item.head["address"]
        try:
            found = feed(item.body, uri=item.head["uri"])
        except SourceError as error:
            if not is_page(item.body):
                return {"address": address, "problem": error.problem}, b""
            feeds = announced(item.body, uri=item.head["uri"], http_charset=item.head["charset"])
            return {"address": address, "feeds": feeds}, b""
        return {"address": address, "rest": found.rest, "entries": _entries(found)}, b""

    return work


def _entries(found: Feed) -> dict[str, str]:
    """For each page the stamp of its entry: another one says that the page has changed."""
    return {
        item.uri: hashlib.sha256(repr((item.title, item.updated, item.html)).encode("utf-8", "replace")).hexdigest()[
            :16
        ]
        for item in found.items[:_MOST_ENTRIES]
        if "://" in item.uri
    }
