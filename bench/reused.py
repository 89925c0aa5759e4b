"""Passages that texts share: ours, the floor below which nothing that reads the texts can come, and a rival in SQL.

The corpus is made by the generator (`../shared/tools/make_reuse_corpus.py`, which asks for numba) with a seed of ours.
Without both, what needs it is "not run".
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from eval import polnear
from whence.trace.passages.everywhere import everywhere
from whence.trace.passages.prints import every
from whence.trace.passages.segment import segment
from whence.trace.passages.tokens import tokens

SEED = 21
TOOLS = polnear.SHARED / "tools"
_TOGETHER = 2_000_000  # characters


def available() -> bool:
    """Whether a corpus can be made here."""
    return (TOOLS / "make_reuse_corpus.py").is_file() and importlib.util.find_spec("numba") is not None


@contextmanager
def corpus(documents: int, seed: int = SEED) -> Generator[Path]:
    """A folder with a corpus of so many documents: `docs.jsonl`, and what the scorer asks for."""
    with TemporaryDirectory() as folder:
        made = [sys.executable, os.fspath(TOOLS / "make_reuse_corpus.py"), folder, str(documents), "--json"]
        asked = ["--seed", str(seed), "--polnear", os.fspath(polnear.CORPUS)]
        subprocess.run([*made, *asked], check=True, stdout=subprocess.DEVNULL)
        yield Path(folder)


def texts(folder: Path) -> list[str]:
    """The texts of a corpus."""
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def score(folder: Path, found: Path) -> dict[str, float]:
    """What the project's scorer says of the output of `whence reuse --jsonl`."""
    command = [sys.executable, os.fspath(TOOLS / "score_reuse.py"), os.fspath(folder), os.fspath(found)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)


def all_pairs(given: Sequence[str]) -> int:
    """Every passage that the texts share, from the bare texts on; how many pieces there are."""
    return sum(len(part) for part in everywhere(segment(enumerate(given))))


def floor(given: Sequence[str]) -> int:
    """What any fingerprinting must do: words found, five on end hashed, the hashes sorted."""
    parts: list[Any] = []
    some: list[str] = []
    size = 0
    for text in given:
        some.append(text)
        size += len(text)
        if size >= _TOGETHER:
            parts.append(every(tokens(some))[0])
            some, size = [], 0
    parts.append(every(tokens(some))[0] if some else np.zeros(0, np.uint32))
    return len(np.sort(np.concatenate(parts)))


def has_rival() -> bool:
    """Whether DuckDB is installed."""
    return importlib.util.find_spec("duckdb") is not None


def rival(given: Sequence[str]) -> int:
    """Word 8-grams joined with themselves in DuckDB, on one thread; how many pairs of documents share one."""
    duckdb: Any = importlib.import_module("duckdb")
    with duckdb.connect() as base:
        base.execute("SET threads TO 1")
        base.execute("CREATE TABLE docs (id INTEGER, text TEXT)")
        base.executemany("INSERT INTO docs VALUES (?, ?)", list(enumerate(given)))
        base.execute("CREATE TABLE words AS SELECT id, regexp_extract_all(lower(text), '[a-z0-9]+') AS w FROM docs")
        base.execute(
            "CREATE TABLE grams AS SELECT id, i AS place, hash(w[i:i+7]) AS gram "
            "FROM (SELECT id, w, unnest(range(1, len(w) - 6)) AS i FROM words WHERE len(w) > 7)"
        )
        found = base.execute(
            "SELECT count(*) FROM (SELECT DISTINCT a.id, b.id FROM grams a JOIN grams b "
            "ON a.gram = b.gram AND a.id < b.id)"
        ).fetchone()
    return int(found[0])
