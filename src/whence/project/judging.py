"""Quotations held against a library: those of a draft, and those of the library's own documents."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from whence.model.correction import CorrectionKind
from whence.model.reuse import Check, Quoted, Verdict
from whence.model.text import Document, Failure
from whence.project.tracing import matches
from whence.trace.dates import dated, later

if TYPE_CHECKING:
    from whence.model.library import Edition
    from whence.model.speech import Reading
    from whence.project.checking import Checks
    from whence.project.held import Held

_CANDIDATES = 30  # documents in which a quotation is looked for word by word
_SHORT = 8  # words; below that a quotation is looked up as a phrase as well
_AT_ONCE = 50  # documents whose checks are written together


def check(library: Held, draft: Document, style: str, model: str) -> Checks:
    """The quotations of a draft held against the documents of the library that share words with them."""
    from whence.project.reading import reader

    reading = library.amendments.amended(reader(model)(draft))
    return _held(library, reading, style, lambda edition: edition.document.text != draft.text)


def check_each(
    library: Held, drafts: Iterator[Document | Failure], style: str, model: str
) -> Iterator[Checks | Failure]:
    """Many drafts; one that cannot be read is a Failure. Raises UsageError for an unknown style or model."""
    from whence.project.reading import reader
    from whence.trace.house import style as named

    named(style or "default")
    reader(model)
    for draft in drafts:
        yield draft if isinstance(draft, Failure) else check(library, draft, style, model)


def judge(library: Held, told: Callable[[float], None]) -> Counter[Verdict]:
    """Hold every quotation of the library against its other documents that are not later; the verdicts counted.

    What was found is kept. Documents whose voices were not read have no quotations to hold against anything.
    """
    counts: Counter[Verdict] = Counter()
    kept: list[tuple[Edition, Sequence[Check]]] = []
    for done, edition in enumerate(library.shelf.editions()):
        checks = check_edition(library, edition)
        if checks is not None:
            kept.append((edition, checks.checks))
            counts.update(item.verdict for item in checks)
        if len(kept) == _AT_ONCE:
            library.shelf.keep_checks(kept)
            kept = []
        told(done / library.count)
    library.shelf.keep_checks(kept)
    return counts


def check_edition(library: Held, edition: Edition) -> Checks | None:
    """The quotations of a document of the library held against its other documents that are not later.

    None where its voices were not read.
    """
    reading = library.amendments.reading(edition)
    counts = _could_have_said_it_first(edition)
    return None if reading is None else _held(library, reading, "", counts, edition.address)


def _could_have_said_it_first(edition: Edition) -> Callable[[Edition], bool]:
    """Of other documents, and not known to be later; where the text is the same, known to be earlier."""
    date = _date(edition)

    def counts(other: Edition) -> bool:
        if other.address == edition.address:
            return False
        if other.document.text == edition.document.text:
            return later(date, _date(other))
        return not later(_date(other), date)

    return counts


def _date(edition: Edition) -> str | None:
    return dated(edition.document.published, edition.captured)[0]


def _held(
    library: Held, reading: Reading, style: str, counts: Callable[[Edition], bool], address: str = ""
) -> Checks:  # fmt: skip
    """The quotations of a reading held against those editions that count, less what a person has rejected."""
    from whence.project.checking import check_in
    from whence.project.rejecting import rejections
    from whence.read.quoted import quoted

    rows: dict[int, None] = {}
    for item in quoted(reading):
        if not item.skipped:
            rows |= dict.fromkeys(_candidates(library, reading.document, item))
    found = [edition for row in rows if (edition := library.shelf.edition(row)) is not None]
    others = [edition.document for edition in found if counts(edition)]
    refused = rejections(library.amendments, CorrectionKind.NOT_ORIGINAL, reading.document, address)
    put_right = {
        edition.document.id: known
        for edition in found
        if edition.row in library.amendments.rows and (known := library.amendments.reading(edition)) is not None
    }
    return check_in(
        reading, others, style=style, searched=library.count - (len(found) - len(others)),
        refused=lambda item: refused.of(item.spans), known=lambda document: put_right.get(document.id),
    )  # fmt: skip


def _candidates(library: Held, draft: Document, item: Quoted) -> list[int]:
    """The editions that share most words with a quotation."""
    from whence.project.phrases import phrase
    from whence.trace.passages.chains import ASKED

    found: dict[int, int] = {}
    for span in item.spans:
        for match in matches(library, draft[span], ASKED)[0]:
            found[match.edition] = found.get(match.edition, 0) + sum(len(piece) for piece in match.here)
        if len(draft[span].split()) < _SHORT:
            for edition, place in phrase(library.shelf, draft[span], most=_CANDIDATES):
                found.setdefault(edition, len(place))
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [row for row, _ in best[:_CANDIDATES]]
