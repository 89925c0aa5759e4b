"""Pairs of passages as a Parquet file: one row a pair, and in its metadata what made it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from whence.errors import UsageError
from whence.model.library import Pair

_ROWS = 100_000


def write(pairs: Iterable[Pair], path: Path) -> int:
    """Write the pairs; how many there were. Raises UsageError where the extra that writes them is not installed."""
    if find_spec("pyarrow") is None:
        raise UsageError('Parquet files need the extra: pip install "whence[parquet]"')
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    name = arrow.dictionary(arrow.int32(), arrow.string())
    schema = arrow.schema(
        [
            ("a_document", name), ("a_uri", name), ("a_start", arrow.int32()), ("a_end", arrow.int32()),
            ("b_document", name), ("b_uri", name), ("b_start", arrow.int32()), ("b_end", arrow.int32()),
            ("score", arrow.float32()), ("passage", arrow.int64()),
        ],
        metadata={"generator": f"whence {version('whence')}", "offsets": "code points"},
    )  # fmt: skip
    count = 0
    with parquet.ParquetWriter(path, schema) as file:
        rows = map(_row, pairs)
        while part := list(islice(rows, _ROWS)):
            columns = zip(*part, strict=True)
            arrays = [arrow.array(column).cast(field.type) for column, field in zip(columns, schema, strict=True)]
            file.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            count += len(part)
    return count


def _row(item: Pair) -> tuple[Any, ...]:
    return (
        item.document_a, item.uri_a, item.a.start, item.a.end, item.document_b, item.uri_b, item.b.start, item.b.end,
        item.score, item.passage,
    )  # fmt: skip
