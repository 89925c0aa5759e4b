"""What a search found as a table: a row for each sentence, no cell of which can become a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from whence.present.checks.tables import harmless
from whence.present.library import contract

if TYPE_CHECKING:
    from whence.model.library import Found

_COLUMNS = (
    "uri",
    "title",
    "publisher",
    "published",
    "voice",
    "via",
    "status",
    "quotation",
    "words",
    "document",
    "statement",
)


def found(answer: Found) -> str:
    """The sentences found as comma-separated values with a first line of names."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for hit in contract.found(answer)["hits"]:
        writer.writerow([harmless(_cell(hit[name])) for name in _COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ‹ ".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType]  (JSON)
    return "" if value is None else str(value)
