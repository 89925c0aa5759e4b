"""Sentences of a library by words, voice and status, with their neighbours."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from whence.model.correction import Corrected
from whence.model.library import Found, Hit
from whence.project.amending import whole
from whence.project.asking import Names, holds
from whence.project.phrases import place
from whence.store.search import Query, query
from whence.store.wording import PER_EDITION, UNREAD

if TYPE_CHECKING:
    from whence.model.speech import Reading, Statement, Voice
    from whence.project.held import Held
    from whence.store.shelf import Shelf

_COUNTED = 500  # hits that facets are counted over
_CLOSELY = 2_000  # hits that are counted where each must be looked at
_MOST = 20_000  # hits that are counted; beyond that there are "at least" so many
_DATED = 500  # rows whose dates are looked up at once
_FEW = 8  # sentences of an edition whose statements are fetched one by one
_STATEMENTS = (
    "SELECT s.*, v.name, v.kind, v.aliases FROM statements s {} "
    "JOIN voices v ON v.edition = s.edition AND v.local = s.voice "
    "WHERE s.edition = ? {} ORDER BY length(s.chain) DESC, s.number"
)
_OF_SENTENCE = _STATEMENTS.format(
    "JOIN sentences t ON t.edition = s.edition AND t.number = ?", "AND s.first < t.last AND s.last > t.first"
)
_OF_SENTENCES = (
    "WITH wanted (edition, number) AS (VALUES {}) "
    "SELECT s.*, v.name, v.kind, v.aliases, w.number AS sentence FROM wanted w "
    "JOIN sentences t ON t.edition = w.edition AND t.number = w.number "
    "JOIN statements s ON s.edition = t.edition AND s.first < t.last AND s.last > t.first "
    "JOIN voices v ON v.edition = s.edition AND v.local = s.voice ORDER BY length(s.chain) DESC, s.number"
)
_OF_EDITION = _STATEMENTS.format("", "")
_NEIGHBOUR = 240  # characters of the neighbours that are shown
_TOKEN = re.compile(r"[^\W_]+")


def search(library: Held, text: str, first: int, most: int) -> Found:
    """See `Library.search`. Facets are counted over the first five hundred hits."""
    asked = query(text, Names(library.amendments.sheet).of)
    return _Search(library, asked).found(text, first, most)


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement of a sentence: its id, its speaker's names and kind, how it is put forward, the chain before it."""

    statement: str
    names: tuple[str, ...]
    kind: str
    status: str
    quotation: str
    before: tuple[str, ...]  # ids of the voices it came through, outermost first
    corrected: tuple[Corrected, ...] = ()


class _Search:
    """One query to a library, with what a person has put right looked up once."""

    def __init__(self, library: Held, asked: Query) -> None:
        self._shelf, self._asked, self._amendments = library.shelf, asked, library.amendments
        self._closer = bool(asked.by or asked.via or asked.marks) and not (
            self._is_exact() and not self._amendments.rows
        )
        self._times: Counter[int] = Counter()
        self._ready: dict[int, list[Any]] = {}
        self._whole: tuple[int, dict[int, list[Any]]] = (0, {})
        self._put: dict[int, dict[int, list[tuple[Statement, Voice]]]] = {}
        self._voices: dict[int, dict[str, Voice]] = {}
        self._heads: dict[int, Any] = {}

    def _is_exact(self) -> bool:
        """Whether the index alone knows: of one mark a sentence has it or not, of two they may be of two statements."""
        asked = self._asked
        if asked.by or asked.via or self._amendments.rows:
            return False
        plain = all(value.replace("_", "").isalnum() for value in asked.marks.values())
        return plain and len(asked.marks.keys() - {"lang"}) <= 1

    def found(self, text: str, first: int, most: int) -> Found:
        """The answer."""
        limit = min(_MOST, max(first + most, _CLOSELY)) if self._closer else _MOST
        rows = list(islice(self._rows(), limit + 1))
        complete = len(rows) <= limit
        rows = rows[:limit]
        self._fetch(rows[first : first + most])
        shown = [hit for row in rows[first : first + most] if (hit := self._hit(row)) is not None]
        return Found(
            query=text, count=len(rows), complete=complete, hits=tuple(shown), facets=self._facets(rows[:_COUNTED])
        )  # fmt: skip

    def _rows(self) -> Iterator[int]:
        """The rows of the word index that the query finds, in the order of the library."""
        asked = self._asked
        rows = self._in_time() if asked.after or asked.before else self._indexed()
        if not asked.verdict and not self._closer:
            yield from rows
            return
        for row in rows:
            if asked.verdict and not _has_verdict(self._shelf, row, asked.verdict):
                continue
            if self._closer and row % PER_EDITION < UNREAD and not any(self._statements(row)):
                continue
            yield row

    def _indexed(self) -> Iterator[int]:
        """The rows that the words and marks asked for stand in, or all that can have the verdict, or all there are."""
        asked, ask = self._asked, self._shelf.connection.execute
        if asked.match and self._closer and self._amendments.rows:
            yield from merge(self._untouched(), self._touched())
            return
        if asked.match:
            rows = ask("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (asked.match,))
        elif asked.verdict:
            rows = ask(
                "SELECT DISTINCT t.edition * ? + t.number FROM checks c "
                "JOIN statements s ON s.edition = c.edition AND s.number = c.statement "
                "JOIN sentences t ON t.edition = c.edition AND s.first < t.last AND s.last > t.first "
                "WHERE c.verdict = ? ORDER BY 1",
                (PER_EDITION, asked.verdict),
            )
        elif asked.after or asked.before:
            rows = ask("SELECT rowid FROM words ORDER BY rowid")
        else:
            return
        yield from map(itemgetter(0), rows)

    def _untouched(self) -> Iterator[int]:
        """The rows of editions in which nothing was put right: the index knows who speaks there, and how."""
        query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid"
        for (row,) in self._shelf.connection.execute(query, (self._asked.match,)):
            if int(row) // PER_EDITION not in self._amendments.rows:
                yield int(row)

    def _touched(self) -> Iterator[int]:
        """Of the other editions the rows with the words alone: the rest is looked at more closely."""
        ask, certain = self._shelf.connection.execute, self._asked.certain
        for edition in sorted(self._amendments.rows):
            first = edition * PER_EDITION
            ends = first, first + PER_EDITION - 1
            if certain:
                query = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
                rows = ask(query, (certain, *ends)).fetchall()
            else:
                rows = ask("SELECT rowid FROM words WHERE rowid BETWEEN ? AND ? ORDER BY rowid", ends).fetchall()
            yield from (int(row[0]) for row in rows)

    def _in_time(self) -> Iterator[int]:
        """The rows of editions whose dates are those asked for; some hundreds are looked up at once."""
        rows = self._indexed()
        within: dict[int, bool] = {}
        while part := list(islice(rows, _DATED)):
            new = list({row // PER_EDITION for row in part} - within.keys())
            within |= dict.fromkeys(new, False)
            dates = self._shelf.dates(new)
            within |= {edition: self._is_within(date) for edition, date in dates}
            yield from (row for row in part if within[row // PER_EDITION])

    def _is_within(self, date: str | None) -> bool:
        after, before = self._asked.after, self._asked.before
        return date is not None and (not after or date >= after) and (not before or date < before)

    def _statements(self, row: int) -> Iterator[_Said]:
        """The statements of a row's sentence that have all that was asked of a statement, the longest chain first."""
        edition, number = divmod(row, PER_EDITION)
        found = self._put_right(edition, number) if edition in self._amendments.rows else self._as_read(edition, number)
        return (item for item in found if self._fits(edition, item))

    def _as_read(self, edition: int, number: int) -> Iterator[_Said]:
        for item in self._kept(edition, number):
            names, corrected = self._named(edition, item["name"], json.loads(item["aliases"]), item["kind"])
            before = tuple(link[0] for link in json.loads(item["chain"])[:-1])
            yield _Said(f"s{item['number']}", names, item["kind"], item["status"], item["quotation"], before, corrected)

    def _fetch(self, rows: Sequence[int]) -> None:
        """Fetch the statements of these rows' sentences together."""
        new = [row for row in rows if row % PER_EDITION < UNREAD and row not in self._ready]
        self._ready |= {row: [] for row in new}
        for at in range(0, len(new), _COUNTED):
            part = new[at : at + _COUNTED]
            marks = ", ".join(["(?, ?)"] * len(part))
            places = [number for row in part for number in divmod(row, PER_EDITION)]
            for item in self._shelf.connection.execute(_OF_SENTENCES.format(marks), places):
                self._ready[item["edition"] * PER_EDITION + item["sentence"]].append(item)

    def _kept(self, edition: int, number: int) -> Sequence[Any]:
        """The rows of the statements in a sentence. Of an edition that is met often all are fetched at once."""
        ready = self._ready.get(edition * PER_EDITION + number)
        if ready is not None:
            return ready
        if self._whole[0] == edition:
            return self._whole[1].get(number, ())
        self._times[edition] += 1
        if self._times[edition] <= _FEW:
            return self._shelf.connection.execute(_OF_SENTENCE, (number, edition)).fetchall()
        ask = "SELECT number, first, last FROM sentences WHERE edition = ? ORDER BY number"
        spans = self._shelf.connection.execute(ask, (edition,)).fetchall()
        ends = [item["last"] for item in spans]
        found: dict[int, list[Any]] = {}
        for item in self._shelf.connection.execute(_OF_EDITION, (edition,)):
            for span in spans[bisect_right(ends, item["first"]) :]:
                if span["first"] >= item["last"]:
                    break
                found.setdefault(span["number"], []).append(item)
        self._whole = (edition, found)
        return found.get(number, ())

    def _put_right(self, edition: int, number: int) -> Iterator[_Said]:
        """The same of an edition in which something was put right."""
        for one, voice in self._said(edition).get(number, ()):
            names, corrected = self._named(edition, voice.name, voice.aliases, voice.kind.value)
            before = tuple(link.voice for link in one.chain[:-1])
            kind, status, quotation = voice.kind.value, one.status.value, one.quotation.value
            yield _Said(one.id, names, kind, status, quotation, before, (*one.corrected, *corrected))

    def _said(self, edition: int) -> dict[int, list[tuple[Statement, Voice]]]:
        """The statements of each sentence of an edition as a person has put them right, the longest chain first."""
        if edition not in self._put:
            found = self._shelf.edition(edition)
            reading = self._amendments.statements(found) if found else None
            self._put[edition] = _by_sentence(reading) if reading else {}
            self._voices[edition] = {voice.id: voice for voice in reading.voices} if reading else {}
        return self._put[edition]

    def _named(
        self, edition: int, name: str, aliases: Sequence[str], kind: str
    ) -> tuple[tuple[str, ...], tuple[Corrected, ...]]:  # fmt: skip
        """The names of a voice as a person has put them right, the first what it is called; and what they were."""
        sheet = self._amendments.sheet
        corrected: list[Corrected] = []
        now = name
        if sheet.splits:
            head = self._head(edition)
            item = sheet.split_by(name, head["address"], head["uri"]) if head else None
            if item is not None:
                now = item.now
                corrected.append(Corrected(field="name", was=name, correction=item.id, why=item.why))
        merged = sheet.merges_of(now) if kind != "unnamed" else ()
        if merged:
            corrected.append(Corrected(field="merged", was=now, correction=merged[0].id, why=merged[0].why))
            names = (sheet.called(now), now, *aliases, *sheet.also(now))
            return tuple(dict.fromkeys(names)), tuple(corrected)
        return (now, *aliases), tuple(corrected)

    def _head(self, edition: int) -> Any:
        if edition not in self._heads:
            self._heads[edition] = self._shelf.heads([edition]).get(edition)
        return self._heads[edition]

    def _fits(self, edition: int, item: _Said) -> bool:
        wanted = self._asked.marks
        if any(
            wanted.get(name) not in (None, getattr(item, name).casefold()) for name in ("status", "quotation", "kind")
        ):
            return False
        if "unnamed" in wanted and (item.kind == "unnamed") != (wanted["unnamed"] in ("yes", "1", "true")):
            return False
        if not all(any(holds(name, value) for name in item.names) for value in self._asked.by):
            return False
        return not self._asked.via or all(self._is_via(edition, item, value) for value in self._asked.via)

    def _is_via(self, edition: int, item: _Said, value: str) -> bool:
        """Whether a voice of the chain before the speaker, or the document's publisher, has this name."""
        names = [name for voice in item.before for name in self._voice(edition, voice)]
        ask = "SELECT publisher FROM editions WHERE id = ?"
        outlet = self._shelf.connection.execute(ask, (edition,)).fetchone()[0]
        return any(holds(name, value) for name in (*names, outlet or ""))

    def _voice(self, edition: int, local: str) -> tuple[str, ...]:
        """The names of a voice of an edition."""
        if edition in self._amendments.rows:
            self._said(edition)
            known = self._voices[edition].get(local)
            return self._named(edition, known.name, known.aliases, known.kind.value)[0] if known else ()
        ask = "SELECT name, kind, aliases FROM voices WHERE edition = ? AND local = ?"
        row = self._shelf.connection.execute(ask, (edition, local)).fetchone()
        return self._named(edition, row["name"], json.loads(row["aliases"]), row["kind"])[0] if row else ()

    def _hit(self, row: int) -> Hit | None:
        edition, number = divmod(row, PER_EDITION)
        head = self._head(edition)
        spans = place(self._shelf, row)
        if head is None or spans is None:
            return None
        before, here, after = spans
        ask = "SELECT text FROM editions WHERE id = ?"
        text: str = self._shelf.connection.execute(ask, (edition,)).fetchone()["text"]
        said = next(self._statements(row), None) if number < UNREAD else None
        via = [self._voice(edition, local) for local in reversed(said.before)] if said else []
        return Hit(
            edition=edition, document=head["key"], uri=head["uri"], title=head["title"], publisher=head["publisher"],
            published=head["published"], statement=said.statement if said else None, span=here,
            words=text[here.start : here.end], before=text[before.start : before.end][-_NEIGHBOUR:],
            after=text[after.start : after.end][:_NEIGHBOUR], voice=said.names[0] if said else None,
            kind=said.kind if said else None, via=tuple(names[0] for names in via if names),
            status=said.status if said else None, quotation=said.quotation if said else None,
            corrected=said.corrected if said else (),
        )  # fmt: skip

    def _facets(self, rows: list[int]) -> dict[str, tuple[tuple[str, int], ...]]:
        """What the hits have in common: voices, statuses, outlets, years."""
        names = ("voice", "status", "quotation", "publisher", "year")
        counts: dict[str, Counter[str]] = {name: Counter() for name in names}
        heads = self._shelf.heads(sorted({row // PER_EDITION for row in rows}))
        self._fetch(rows)
        for row in rows:
            head = heads.get(row // PER_EDITION)
            if head is None:
                continue
            if head["publisher"]:
                counts["publisher"][head["publisher"]] += 1
            if date := head["published"] or head["captured"]:
                counts["year"][date[:4]] += 1
            said = list(self._statements(row)) if row % PER_EDITION < UNREAD else []
            counts["voice"].update({item.names[0] for item in said})
            counts["status"].update({item.status for item in said})
            counts["quotation"].update({item.quotation for item in said})
        return {
            name: tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:20])
            for name, found in counts.items()
        }


def _by_sentence(reading: Reading) -> dict[int, list[tuple[Statement, Voice]]]:
    starts = [sentence.span.start for sentence in reading.sentences]
    voices = {voice.id: voice for voice in reading.voices}
    found: dict[int, list[tuple[Statement, Voice]]] = {}
    for one in sorted(reading.statements, key=_depth):
        span = whole(one)
        first = max(bisect_right(starts, span.start) - 1, 0)
        for number in range(first, bisect_left(starts, span.end)):
            if span.overlaps(reading.sentences[number].span):
                found.setdefault(number, []).append((one, voices[one.chain[-1].voice]))
    return found


def _depth(statement: Statement) -> int:
    return -len(statement.chain)


def _has_verdict(shelf: Shelf, row: int, verdict: str) -> bool:
    edition, number = divmod(row, PER_EDITION)
    ask = (
        "SELECT 1 FROM checks c JOIN statements s ON s.edition = c.edition AND s.number = c.statement "
        "JOIN sentences t ON t.edition = c.edition AND t.number = ? "
        "WHERE c.edition = ? AND c.verdict = ? AND s.first < t.last AND s.last > t.first"
    )
    return shelf.connection.execute(ask, (number, edition, verdict)).fetchone() is not None
