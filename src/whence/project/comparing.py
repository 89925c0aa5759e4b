"""Which voices tell an incident differently? Documents in, incidents with the accounts of them out."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from whence.errors import SourceError, UsageError
from whence.model.incident import Compared, Incident, Response
from whence.model.text import Document, Failure
from whence.project.reading import SMALL, Blame, Source, blame_all, reader

if TYPE_CHECKING:
    from whence.model.speech import Reading
    from whence.project.held import Held

_COPIED = 0.5  # of the shorter text that another has as well: from there on the two are copies of one text
_MOST = 20_000  # documents of a library that are compared in one call


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Incidents and the accounts of them, with a view for every place they are looked at.

    `print(comparison)` shows the table, a notebook shows the page, `to_json()` gives the contract's object. `failures`
    are documents that could not be read.
    """

    compared: Compared
    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...] = field(default=())

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


def compare(
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


def compare_readings(readings: Sequence[Reading], failures: Sequence[Failure] = ()) -> Comparison:
    """The same of articles that were read; the same text twice counts once."""
    from whence.compare.join import compared

    unique = list({reading.document.id: reading for reading in readings}.values())
    found = compared(unique, copies([reading.document for reading in unique]))
    return Comparison(found, tuple(unique), tuple(failures))


def compare_in(library: Held, query: str = "", since: str = "", model: str = "none") -> Comparison:
    """The same of a library: of the documents in which the query finds a sentence, or of all; `since` is a date.

    Of each document the latest edition is taken. Raises UsageError where nothing is found, or too much.
    """
    from dataclasses import replace

    readings: list[Reading] = []
    read = reader(model)
    for row in _rows(library, query, since):
        edition = library.shelf.edition(row)
        if edition is not None:
            kept = library.shelf.reading(edition) or read(edition.document)
            readings.append(replace(kept, document=edition.document))
    if not readings:
        raise UsageError("no document of this library is meant; try another query, or an earlier --since")
    return compare_readings(readings)


def _rows(library: Held, query: str, since: str) -> list[int]:
    """The latest edition of each document that is meant, in the order of the library."""
    from whence.project.searching import search

    asked = " ".join(part for part in (query, f"after:{since}" if since else "") if part)
    if asked:
        found = search(library, asked, 0, _MOST)
        rows = {hit.edition for hit in found.hits}
    else:
        rows = {edition.row for edition in library.shelf.editions()}
    heads = library.shelf.heads(sorted(rows))
    latest: dict[str, int] = {}
    for row in sorted(heads):
        latest[str(heads[row]["uri"])] = row
    if len(latest) > _MOST:
        raise UsageError(f"{len(latest):,} documents are more than {_MOST:,}; name a --query or --since")
    return sorted(latest.values())


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
