"""The checks as rows for a spreadsheet. No cell can become a formula: what would start one gets an apostrophe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from whence.errors import UsageError
from whence.model.reuse import Check, Checked
from whence.model.text import Document
from whence.present.characters import chipped
from whence.present.checks import wording

HEADINGS = (
    "draft", "number", "verdict", "problem", "speaker", "quotation", "original", "source", "published", "where",
    "gravest change", "what was found", "remarks", "also in", "searched",
)  # fmt: skip
_STARTS_FORMULA = tuple("=+-@＝＋－＠")
_SPACES = ("\t", "\r", "\n")
_MOST = 32_000  # characters of a cell that spreadsheets take


def rows(checked: Sequence[Checked]) -> Iterator[list[str]]:
    """A row for each quotation, in order of the drafts. What was not checked or searched stands below."""
    for item in checked:
        texts = {source.id: source for source in item.sources}
        for number, check in enumerate(item.checks, 1):
            yield _row(item, check, number, texts)
        draft = item.reading.document
        for skipped in item.skipped:
            words = " … ".join(draft[span] for span in skipped.spans)
            yield [draft.uri, "", "not checked", "", "", words, *[""] * 5, skipped.skipped, *[""] * 3]
        for failure in item.not_searched:
            yield [draft.uri, "", "not searched", "", "", "", "", failure.uri, *[""] * 3, failure.problem, *[""] * 3]


def _row(checked: Checked, check: Check, number: int, texts: dict[str, Document]) -> list[str]:
    draft = checked.reading.document
    originals = [item for item in (check.original, *check.further) if item]
    worst = wording.gravest(check)
    return [
        draft.uri,
        str(number),
        check.verdict.value,
        "yes" if wording.problem(check) else "no",
        wording.speaker(checked, check),
        " … ".join(draft[span] for span in check.quoted.spans),
        " … ".join(texts[item.document][span] for item in originals for span in item.spans),
        "; ".join(item.uri for item in originals),
        "; ".join(item.published or "" for item in originals),
        "; ".join(wording.where(item, texts[item.document]) for item in originals),
        worst.value if worst else "",
        wording.sentence(check),
        " ".join(wording.note(note) for note in check.notes),
        "; ".join(item.uri for item in check.alternatives),
        str(check.searched),
    ]


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula.

    >>> harmless("=SUM(A1)"), harmless("“We will”"), harmless(" -1+1")
    ("'=SUM(A1)", '“We will”', "' -1+1")
    """
    plain = chipped(cell)[:_MOST]
    return f"'{plain}" if plain.lstrip().startswith(_STARTS_FORMULA) or plain.startswith(_SPACES) else plain


def to_csv(checked: Sequence[Checked]) -> str:
    """The rows as CSV, every cell quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([harmless(cell) for cell in row] for row in rows(checked))
    return out.getvalue()


def to_xlsx(checked: Sequence[Checked]) -> bytes:
    """The rows as an Excel file. Raises UsageError where the extra that writes it is not installed."""
    if find_spec("xlsxwriter") is None:
        raise UsageError('Excel files need the extra: pip install "whence[documents]"')
    xlsxwriter: Any = import_module("xlsxwriter")
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("quotations")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows(checked), 1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, harmless(cell), wrapped)
        sheet.freeze_panes(1, 0)
        sheet.set_column(5, 6, 50)
    return out.getvalue()
