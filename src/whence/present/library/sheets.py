"""What a search found as a workbook and as a Parquet file: the rows, and what was asked and how many there are."""

from __future__ import annotations

import io
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from whence.errors import UsageError
from whence.model.library import Found, Hit
from whence.present.checks.tables import harmless

_COLUMNS = (
    "uri", "title", "publisher", "published", "voice", "kind", "via", "status", "quotation", "before", "words", "after",
    "document", "statement", "start", "end",
)  # fmt: skip
_WIDE = ("before", "words", "after")


def about(found: Found, first: int = 0) -> dict[str, str]:
    """What a saved table is: the query, which rows of how many, and what made it. `first`: so many were left out."""
    return {
        "query": found.query,
        "rows": str(len(found.hits)),
        "first_row": str(first + 1 if found.hits else 0),
        "found": f"{'' if found.complete else 'at least '}{found.count}",
        "generator": f"whence {version('whence')}",
        "offsets": "code points of the document's text, half-open",
    }


def to_xlsx(found: Found, first: int = 0) -> bytes:
    """An Excel file: a sheet of sentences, and one that says what they are. No cell of it can become a formula.

    Raises UsageError where the extra that writes it is not installed.
    """
    if find_spec("xlsxwriter") is None:
        raise UsageError('Excel files need the extra: pip install "whence[documents]"')
    xlsxwriter: Any = import_module("xlsxwriter")
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        _rows(book.add_worksheet("sentences"), found, bold, wrapped)
        sheet = book.add_worksheet("about")
        for line, (name, value) in enumerate(about(found, first).items()):
            sheet.write_string(line, 0, name, bold)
            sheet.write_string(line, 1, harmless(value), wrapped)
        sheet.set_column(0, 1, 30)
    return out.getvalue()


def _rows(sheet: Any, found: Found, bold: Any, wrapped: Any) -> None:
    for column, name in enumerate(_COLUMNS):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, 50 if name in _WIDE else 16)
    for line, hit in enumerate(found.hits, 1):
        for column, value in enumerate(_cells(hit)):
            if isinstance(value, int):
                sheet.write_number(line, column, value, wrapped)
            else:
                cell = " ‹ ".join(value) if isinstance(value, list) else value or ""
                sheet.write_string(line, column, harmless(cell), wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(found.hits)), len(_COLUMNS) - 1)


def to_parquet(found: Found, first: int = 0) -> bytes:
    """A Parquet file, the words as they are; its metadata says what they are.

    Raises UsageError where the extra that writes it is not installed.
    """
    if find_spec("pyarrow") is None:
        raise UsageError('Parquet files need the extra: pip install "whence[parquet]"')
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    text, label = arrow.string(), arrow.dictionary(arrow.int32(), arrow.string())
    kinds = {
        "via": arrow.list_(text), "start": arrow.int32(), "end": arrow.int32(), "publisher": label, "voice": label,
        "kind": label, "status": label, "quotation": label,
    }  # fmt: skip
    schema = arrow.schema([(name, kinds.get(name, text)) for name in _COLUMNS], metadata=about(found, first))
    columns = list(zip(*map(_cells, found.hits), strict=True)) or [()] * len(_COLUMNS)
    plain = [text if field.type == label else field.type for field in schema]
    arrays = [arrow.array(column, kind) for column, kind in zip(columns, plain, strict=True)]
    cast = [array.cast(field.type) for array, field in zip(arrays, schema, strict=True)]
    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_arrays(cast, schema=schema), out)
    return out.getvalue()


def _cells(hit: Hit) -> list[str | int | list[str] | None]:
    return [
        hit.uri, hit.title, hit.publisher, hit.published, hit.voice, hit.kind, list(hit.via), hit.status,
        hit.quotation, hit.before, hit.words, hit.after, hit.document, hit.statement, hit.span.start, hit.span.end,
    ]  # fmt: skip
