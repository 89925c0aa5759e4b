"""Which voices tell an incident differently? Documents in, incidents with the accounts of them out."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from whence.errors import SourceError, UsageError
from whence.model.incident import Compared, Incident, Relation, Response
from whence.model.text import Document, Failure
from whence.model.viewing import TellsOf
from whence.project.editions import last_row
from whence.project.pairing import Pairs
from whence.project.reading import SMALL, Blame, Source, blame_all, reader
from whence.store.wording import PER_EDITION

if TYPE_CHECKING:
    from whence.model.speech import Reading
    from whence.project.held import Held
    from whence.store.corrections import Sheet

_COPIED = 0.5  # of the shorter text that another has as well: from there on the two are copies of one text
_MOST = 20_000  # documents of a library that are compared in one call
_LOOKED_AT, _TELLING, _FAR = 400, 12, 20_000  # sentences, words and characters by which near documents are found
_NAME, _WORD = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[^\W\d_a-z][^\W\d_]{3,30}\b"), re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Incidents and the accounts of them, with a view for every place they are looked at.

    `print(comparison)` shows the table, a notebook shows the page, `to_json()` gives the contract's object. `failures`
    are documents that could not be read, `notes` say what was left out.
    """

    compared: Compared
    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """What happened, as far as the documents tell."""
        return self.compared.incidents

    @property
    def responses(self) -> tuple[Response, ...]:
        """What is said to answer what."""
        return self.compared.responses

    def __iter__(self) -> Iterator[Incident]:
        return iter(self.incidents)

    def __len__(self) -> int:
        return len(self.incidents)

    def __repr__(self) -> str:
        return f"<Comparison of {len(self.readings)} documents, {len(self)} incidents>"

    def __str__(self) -> str:
        from whence.present.compared.terminal import render

        return "\n".join(render(self.compared, self.readings, columns=100))

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame of its own, whose styles cannot leak."""
        from whence.present.compared.page import frame

        return frame(self.compared, self.readings)

    def to_html(self) -> str:
        """One self-contained page, as `whence compare --html` writes it."""
        from whence.present.compared.page import render

        return render(self.compared, self.readings)

    def to_csv(self) -> str:
        """A row for each account, as `whence compare --csv` writes it."""
        from whence.present.compared.tables import to_csv

        return to_csv(self.compared, self.readings)

    def to_json(self) -> dict[str, Any]:
        """The object that `whence compare --json` prints."""
        from whence.present.compared.contract import to_json

        return to_json(self.compared, self.readings)


def compare_articles(
    sources: Iterable[Source] | Source,
    *,
    stdin: IO[bytes] | None = None,
    allow_private: bool = False,
    note: Callable[[str], None] | None = None,
    model: str = SMALL,
    jobs: int | None = None,
) -> Comparison:
    """Lay side by side what the voices of these articles tell: files, folders or http(s) addresses.

    `model` and `jobs` as for `whence.blame`. Raises SourceError when none of them can be read, UsageError when there is
    no such model or nothing is named.
    """
    given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    if not given:
        raise UsageError("name at least one article to compare")
    readings: list[Reading] = []
    failures: list[Failure] = []
    read = blame_all(given, stdin=stdin, allow_private=allow_private, note=note, model=model, jobs=jobs)
    for outcome in read:
        if isinstance(outcome, Blame):
            readings.append(outcome.reading)
        else:
            failures.append(outcome)
    if not readings:
        reason = "; ".join(f"{item.uri}: {item.problem}" for item in failures[:3]) or "nothing to read in it"
        raise SourceError(", ".join(os.fspath(source) for source in given), f"no article could be read ({reason})")
    return compare_readings(readings, failures)


def compare_readings(
    readings: Sequence[Reading], failures: Sequence[Failure] = (), sheet: Sheet | None = None
) -> Comparison:
    """The same of articles that were read; the same text twice counts once.

    What a person has put together or parted in the `sheet` stays so.
    """
    from whence.compare.join import compared

    unique = list({reading.document.id: reading for reading in readings}.values())
    pairs = Pairs(sheet, [reading.document for reading in unique]) if sheet else None
    found = compared(
        unique,
        copies([reading.document for reading in unique]),
        together=pairs.together if pairs else (),
        apart=pairs.apart if pairs else (),
    )
    return Comparison(found, tuple(unique), tuple(failures))


def compare_in(library: Held, query: str = "", since: str = "", model: str = "none", most: int = _MOST) -> Comparison:
    """The same of a library: of the documents in which the query finds a sentence, or of all; `since` is a date.

    Of each document the latest edition is taken, and of more than `most` documents the first. Raises UsageError where
    nothing is found.
    """
    rows = meant(library, query, since)
    if not rows:
        raise UsageError("no document of this library is meant; try another query, or an earlier --since")
    left = len(rows) - most
    notes = (f"the first {most:,} of {len(rows):,} documents were compared",) if left > 0 else ()
    found = compare_readings(readings_of(library, rows[:most], model), sheet=library.amendments.sheet)
    return replace(found, notes=notes)


def readings_of(library: Held, rows: Iterable[int], model: str) -> list[Reading]:
    """The documents of these editions with their voices; those that were added unread are read by `model`."""
    read = reader(model)
    found: list[Reading] = []
    for row in rows:
        edition = library.shelf.edition(row)
        if edition is not None:
            kept = library.amendments.reading(edition)
            found.append(kept or library.amendments.amended(read(edition.document), edition.address))
    return found


def meant(library: Held, query: str, since: str) -> list[int]:
    """The latest edition of each document that is meant, in the order of the library."""
    from whence.project.searching import search

    asked = " ".join(part for part in (query, f"after:{since}" if since else "") if part)
    if asked:
        rows = {hit.edition for hit in search(library, asked, 0, _MOST).hits}
    else:
        rows = set(range(1, last_row(library.shelf) + 1))
    heads = library.shelf.heads(sorted(rows))
    latest = {str(heads[row]["uri"]): row for row in sorted(heads)}
    return sorted(latest.values())


def near(library: Held, reading: Reading, most: int) -> list[int]:
    """The editions that have most of a document's names and title in common with it, the nearest first."""
    asked = " OR ".join(f'"{word}"' for word in _telling(reading.document))
    if not asked:
        return []
    query = "SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
    weights: dict[int, float] = {}
    for row, weight in library.shelf.connection.execute(query, (f"text : ({asked})", _LOOKED_AT)):
        edition = int(row) // PER_EDITION
        weights[edition] = weights.get(edition, 0.0) + float(weight)
    heads = library.shelf.heads(sorted(weights))
    ordered = sorted(weights, key=lambda row: (-weights[row], row))
    return [row for row in ordered if row in heads and heads[row]["key"] != reading.document.id][:most]


def _telling(document: Document) -> list[str]:
    """The names that a document has most often, and the longer words of its title."""
    names = Counter(_NAME.findall(document.text[:_FAR]))
    titled = [word for word in _WORD.findall(document.title or "") if len(word) > 4]
    return list(dict.fromkeys([name for name, _ in names.most_common(_TELLING)] + titled[:_TELLING]))


def tells(document: str, found: Compared) -> list[TellsOf]:
    """Which statements of a document tell of which incident, and whether others tell it differently."""
    marks: dict[tuple[str, str], TellsOf] = {}
    for incident in found.incidents:
        reports = len({mention.document for mention in incident.mentions})
        contested = any(item.relation in (Relation.CONFLICT, Relation.TENSION) for item in incident.comparisons)
        if reports < 2 and not contested:
            continue
        for mention in incident.mentions:
            if mention.document == document:
                marks[mention.statement, incident.id] = TellsOf(
                    statement=mention.statement, incident=incident.id, label=incident.label, reports=reports,
                    contested=contested,
                )  # fmt: skip
    return list(marks.values())


def copies(documents: Sequence[Document]) -> set[tuple[str, str]]:
    """The pairs of documents that share most of the shorter one's text: copies, as the passage index finds them."""
    from whence.trace.passages.everywhere import everywhere
    from whence.trace.passages.segment import segment

    made = segment((number, document.text) for number, document in enumerate(documents))
    sizes = (made.begins[1:] - made.begins[:-1]).tolist()
    shared: dict[tuple[int, int], int] = {}
    for part in everywhere(made):
        words = (part.pieces.a_end - part.pieces.a).tolist()
        for a, b, count in zip(part.text_a.tolist(), part.text_b.tolist(), words, strict=True):
            shared[a, b] = shared.get((a, b), 0) + count
    return {
        (documents[a].id, documents[b].id)
        for (a, b), count in shared.items()
        if count >= _COPIED * min(sizes[a], sizes[b])
    }
