"""Sentences of a library by words, voice and status, with their neighbours."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from whence.model.library import Found, Hit
from whence.model.text import Span
from whence.store.search import Query, query, quoted
from whence.store.wording import PER_EDITION, UNREAD, paragraphs

if TYPE_CHECKING:
    from whence.store.shelf import Shelf

_COUNTED = 2_000  # hits that facets are counted over
_MOST = 20_000  # hits that are counted; beyond that there are "at least" so many
_NEIGHBOUR = 240  # characters of the neighbours that are shown
_TOKEN = re.compile(r"[^\W_]+")


def search(shelf: Shelf, text: str, first: int, most: int) -> Found:
    """See `Library.search`. Facets are counted over the first two thousand hits."""
    asked = query(text)
    found = list(islice(_rows(shelf, asked), _MOST + 1))
    complete = len(found) <= _MOST
    found = found[:_MOST]
    shown = [hit for row in found[first : first + most] if (hit := _hit(shelf, row, asked)) is not None]
    return Found(
        query=text, count=len(found), complete=complete, hits=tuple(shown),
        facets=_facets(shelf, found[:_COUNTED], asked),
    )  # fmt: skip


def _rows(shelf: Shelf, asked: Query) -> Iterator[int]:
    """The rows of the word index that the query finds, in the order of the library."""
    closer = bool(asked.by or asked.via or asked.marks)
    allowed: dict[int, bool] = {}
    for row in _indexed(shelf, asked):
        edition = row // PER_EDITION
        if edition not in allowed:
            allowed[edition] = _is_allowed(shelf, edition, asked)
        if not allowed[edition] or (asked.verdict and not _has_verdict(shelf, row, asked.verdict)):
            continue
        if closer and row % PER_EDITION < UNREAD and not any(_statements(shelf, row, asked)):
            continue
        yield row


def _indexed(shelf: Shelf, asked: Query) -> Iterator[int]:
    """The rows that the words and marks asked for stand in, or all that can have the verdict, or all there are."""
    if asked.match:
        rows = shelf.connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (asked.match,))
    elif asked.verdict:
        rows = shelf.connection.execute(
            "SELECT DISTINCT t.edition * ? + t.number FROM checks c "
            "JOIN statements s ON s.edition = c.edition AND s.number = c.statement "
            "JOIN sentences t ON t.edition = c.edition AND s.first < t.last AND s.last > t.first "
            "WHERE c.verdict = ? ORDER BY 1",
            (PER_EDITION, asked.verdict),
        )
    elif asked.after or asked.before:
        rows = shelf.connection.execute("SELECT rowid FROM words ORDER BY rowid")
    else:
        return
    for (row,) in rows:
        yield int(row)


def _is_allowed(shelf: Shelf, edition: int, asked: Query) -> bool:
    if not (asked.after or asked.before):
        return True
    ask = "SELECT coalesce(published, captured) FROM editions WHERE id = ?"
    row = shelf.connection.execute(ask, (edition,)).fetchone()
    date = row[0] if row else None
    if date is None:
        return False
    return (not asked.after or date >= asked.after) and (not asked.before or date < asked.before)


def _has_verdict(shelf: Shelf, row: int, verdict: str) -> bool:
    edition, number = divmod(row, PER_EDITION)
    ask = (
        "SELECT 1 FROM checks c JOIN statements s ON s.edition = c.edition AND s.number = c.statement "
        "JOIN sentences t ON t.edition = c.edition AND t.number = ? "
        "WHERE c.edition = ? AND c.verdict = ? AND s.first < t.last AND s.last > t.first"
    )
    return shelf.connection.execute(ask, (number, edition, verdict)).fetchone() is not None


def _place(shelf: Shelf, row: int) -> tuple[Span, Span, Span] | None:
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


def _statements(shelf: Shelf, row: int, asked: Query) -> Iterator[Any]:
    """The statements of a row's sentence that have all that was asked of a statement, the longest chain first."""
    edition, number = divmod(row, PER_EDITION)
    ask = (
        "SELECT s.*, v.name, v.kind, v.aliases FROM statements s "
        "JOIN sentences t ON t.edition = s.edition AND t.number = ? "
        "JOIN voices v ON v.edition = s.edition AND v.local = s.voice "
        "WHERE s.edition = ? AND s.first < t.last AND s.last > t.first ORDER BY length(s.chain) DESC, s.number"
    )
    for item in shelf.connection.execute(ask, (number, edition)):
        if _fits(shelf, edition, item, asked):
            yield item


def _fits(shelf: Shelf, edition: int, item: Any, asked: Query) -> bool:
    wanted = asked.marks
    if any(wanted.get(name) not in (None, str(item[name]).casefold()) for name in ("status", "quotation", "kind")):
        return False
    if "unnamed" in wanted and (item["kind"] == "unnamed") != (wanted["unnamed"] in ("yes", "1", "true")):
        return False
    names = [item["name"], *json.loads(item["aliases"])]
    if not all(any(_holds(name, value) for name in names) for value in asked.by):
        return False
    return not asked.via or all(_is_via(shelf, edition, item, value) for value in asked.via)


def _is_via(shelf: Shelf, edition: int, item: Any, value: str) -> bool:
    """Whether a voice of the chain before the speaker, or the document's publisher, has this name."""
    local = [link[0] for link in json.loads(item["chain"])[:-1]]
    marks = ",".join("?" * len(local))
    ask = f"SELECT name, aliases FROM voices WHERE edition = ? AND local IN ({marks})"
    names = [name for row in shelf.connection.execute(ask, (edition, *local)) for name in (row[0], *json.loads(row[1]))]
    outlet = shelf.connection.execute("SELECT publisher FROM editions WHERE id = ?", (edition,)).fetchone()[0]
    return any(_holds(name, value) for name in (*names, outlet or ""))


def _holds(name: str, value: str) -> bool:
    """Whether the words of `value` stand one after the other in the name."""
    mine, theirs = _TOKEN.findall(_bare(name)), _TOKEN.findall(_bare(value))
    return any(mine[at : at + len(theirs)] == theirs for at in range(len(mine) - len(theirs) + 1)) if theirs else True


def _bare(name: str) -> str:
    """In lower case and without accents, as the word index has it."""
    return "".join(char for char in normalize("NFD", name.casefold()) if not combining(char))


def _hit(shelf: Shelf, row: int, asked: Query) -> Hit | None:
    edition, number = divmod(row, PER_EDITION)
    head = shelf.heads([edition]).get(edition)
    place = _place(shelf, row)
    if head is None or place is None:
        return None
    before, here, after = place
    text: str = shelf.connection.execute("SELECT text FROM editions WHERE id = ?", (edition,)).fetchone()["text"]
    said = next(_statements(shelf, row, asked), None) if number < UNREAD else None
    chain: list[Any] = json.loads(said["chain"]) if said else []
    return Hit(
        edition=edition, document=head["key"], uri=head["uri"], title=head["title"], publisher=head["publisher"],
        published=head["published"], statement=f"s{said['number']}" if said else None, span=here,
        words=text[here.start : here.end], before=text[before.start : before.end][-_NEIGHBOUR:],
        after=text[after.start : after.end][:_NEIGHBOUR], voice=said["name"] if said else None,
        kind=said["kind"] if said else None,
        via=tuple(_names(shelf, edition, [link[0] for link in reversed(chain[:-1])])),
        status=said["status"] if said else None, quotation=said["quotation"] if said else None,
    )  # fmt: skip


def _names(shelf: Shelf, edition: int, local: list[str]) -> Iterator[str]:
    for voice in local:
        row = shelf.connection.execute(
            "SELECT name FROM voices WHERE edition = ? AND local = ?", (edition, voice)
        ).fetchone()
        if row:
            yield row["name"]


def _facets(shelf: Shelf, rows: list[int], asked: Query) -> dict[str, tuple[tuple[str, int], ...]]:
    """What the hits have in common: voices, statuses, outlets, years."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("voice", "status", "quotation", "publisher", "year")
    }
    heads = shelf.heads(sorted({row // PER_EDITION for row in rows}))
    for row in rows:
        head = heads.get(row // PER_EDITION)
        if head is None:
            continue
        if head["publisher"]:
            counts["publisher"][head["publisher"]] += 1
        if date := head["published"] or head["captured"]:
            counts["year"][date[:4]] += 1
        said = list(_statements(shelf, row, asked)) if row % PER_EDITION < UNREAD else []
        for facet, column in (("voice", "name"), ("status", "status"), ("quotation", "quotation")):
            counts[facet].update({item[column] for item in said})
    return {
        name: tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:20]) for name, found in counts.items()
    }


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
        place = _place(shelf, row) if edition not in seen else None
        if place is None:
            continue
        body: str = shelf.connection.execute("SELECT text FROM editions WHERE id = ?", (edition,)).fetchone()["text"]
        found = exact.search(body, place[1].start, place[1].end)
        if found:
            seen.add(edition)
            yield edition, Span(found.start(), found.end())
        if len(seen) >= most:
            return
