"""Where a row of the word index stands in its text, and where words stand one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from whence.model.text import Span
from whence.store.search import quoted
from whence.store.wording import PER_EDITION, UNREAD, paragraphs

if TYPE_CHECKING:
    from whence.store.shelf import Shelf

_TOKEN = re.compile(r"[^\W_]+")


def place(shelf: Shelf, row: int) -> tuple[Span, Span, Span] | None:
    """Where a row's words stand, and its neighbours'."""
    edition, number = divmod(row, PER_EDITION)
    ask = shelf.connection.execute
    if number >= UNREAD:
        text = ask("SELECT text FROM editions WHERE id = ?", (edition,)).fetchone()
        spans = {at: Span(*ends) for at, ends in enumerate(paragraphs(text["text"]), UNREAD)} if text else {}
    else:
        near = ask(
            "SELECT number, first, last FROM sentences WHERE edition = ? AND number BETWEEN ? AND ?",
            (edition, number - 1, number + 1),
        )
        spans = {int(item["number"]): Span(item["first"], item["last"]) for item in near}
    here = spans.get(number)
    if here is None:
        return None
    return spans.get(number - 1, Span(here.start, here.start)), here, spans.get(number + 1, Span(here.end, here.end))


def phrase(shelf: Shelf, text: str, most: int = 500) -> Iterator[tuple[int, Span]]:
    """Where these words stand one after the other: edition and place, a document once."""
    words = _TOKEN.findall(text)
    if not words:
        return
    exact = re.compile(r"[\W_]+".join(map(re.escape, words)), re.IGNORECASE)
    asked = f"text : {quoted(text)}"
    seen: set[int] = set()
    for (row,) in shelf.connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (asked,)):
        edition = row // PER_EDITION
        there = place(shelf, row) if edition not in seen else None
        if there is None:
            continue
        body: str = shelf.connection.execute("SELECT text FROM editions WHERE id = ?", (edition,)).fetchone()["text"]
        found = exact.search(body, there[1].start, there[1].end)
        if found:
            seen.add(edition)
            yield edition, Span(found.start(), found.end())
        if len(seen) >= most:
            return
