"""`python -m bench.library_speed`: what it costs to add to a library, look one article up, find all shared passages."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import reused
from bench.figures import Figure, cpu_seconds, table
from whence.project.library import Library
from whence.project.tracing import matches

SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000  # documents
PASSIM = 207  # processor seconds that passim 2 took for all pairs of 1,000 documents; measured elsewhere
FLOOR = 80  # megabytes a processor second, of a compiled floor; measured elsewhere
_ASKED = 200  # articles looked up
_FRESH = """
import sys, time
from whence.project.library import Library
from whence.project.tracing import matches
text = sys.stdin.read()
began = time.perf_counter()
with Library(sys.argv[1]).open() as library:
    found = matches(library, text)[0]
print(time.perf_counter() - began)
"""


def figures() -> Iterator[Figure]:
    """Every figure of the library's speed."""
    if not reused.available():
        yield Figure(name="the library", measured="not run: there is no generator of corpora here, or no numba")
        return
    yield from _small()
    with reused.corpus(MIDDLE) as folder:
        middle = yield from _pairs(folder, MIDDLE)
        yield from _kept(folder, MIDDLE)
    with reused.corpus(LARGE) as folder:
        large = yield from _pairs(folder, LARGE)
        yield Figure(
            name=f"all pairs of {LARGE:,} documents against {MIDDLE:,}",
            measured=f"{large / middle:.1f} times",
            aim="at most 12 times",
        )
        yield from _kept(folder, LARGE)


def _small() -> Iterator[Figure]:
    with reused.corpus(SMALL) as folder:
        given = reused.texts(folder)
    ours = cpu_seconds(lambda: reused.all_pairs(given))
    name = f"all pairs of {SMALL:,} documents ({_megabytes(given):.1f} MB), index included"
    yield Figure(name=name, measured=f"{ours:.2f} s CPU")
    yield Figure(
        name=f"passim on a corpus of that size took {PASSIM} s elsewhere; whence against that",
        measured=f"{PASSIM / ours:,.0f} times",
        aim="at least 300 times",
    )
    if not reused.has_rival():
        yield Figure(name="DuckDB on the same", measured="not run: duckdb is not installed")
        return
    theirs = cpu_seconds(lambda: reused.rival(given), times=1)
    yield Figure(
        name="DuckDB joining word 8-grams of the same texts, in the same run",
        measured=f"{theirs:.1f} s CPU, {theirs / ours:,.0f} times as much",
    )


def _pairs(folder: Path, documents: int) -> Generator[Figure, None, float]:
    given = reused.texts(folder)
    ours = cpu_seconds(lambda: reused.all_pairs(given), times=1)
    least = cpu_seconds(lambda: reused.floor(given), times=1)
    size = _megabytes(given)
    yield Figure(
        name=f"all pairs of {documents:,} documents ({size:.0f} MB), index included", measured=f"{ours:.1f} s CPU"
    )
    yield Figure(
        name="against finding words, hashing and sorting in the same run",
        measured=f"{ours / least:.1f} times ({size / least:.0f} MB/s)",
        aim="at most 5 times",
    )
    yield Figure(
        name=f"against a compiled floor of {FLOOR} MB/s, measured elsewhere",
        measured=f"{ours / (size / FLOOR):.1f} times",
        aim="at most 5 times",
    )
    return ours


def _kept(folder: Path, documents: int) -> Iterator[Figure]:
    """A library of a corpus: how quickly it is made, how large its index is, how well and quickly it answers."""
    with TemporaryDirectory() as home:
        library = Library(Path(home) / "news.whence")
        began = time.perf_counter()
        library.add(folder / "docs.jsonl", model="unread")
        taken = time.perf_counter() - began
        info = library.info()
        yield Figure(
            name=f"add {documents:,} documents without reading voices, on {os.cpu_count()} cores",
            measured=f"{info.text_bytes / taken / 1e6:.1f} MB/s",
            aim="at least 20 MB/s",
        )
        yield Figure(
            name="index bytes for each byte of text",
            measured=f"{info.index_bytes / info.text_bytes:.2f}",
            aim="at most 1.2",
        )
        yield from _quality(library, folder, documents)
        yield from _lookups(library, folder, documents)


def _quality(library: Library, folder: Path, documents: int) -> Iterator[Figure]:
    found = folder / "found.jsonl"
    with found.open("wb") as out:
        subprocess.run([sys.executable, "-m", "whence", "reuse", library.folder, "--jsonl"], check=True, stdout=out)
    said = reused.score(folder, found)
    rows = (
        ("passage F1, all pairs", f"{said['F1_macro']:.3f}, by bytes {said['F1_byte']:.3f}", "at least .93, .965"),
        ("footers among them", f"{100 * said['n_boiler'] / said['n_pred']:.2f} %", "under 0.1 %"),
        ("recall of quotations of 16 to 30 words, word for word", f"{said['R_verb16-30']:.3f}", "at least .98"),
        ("recall of quotations of 16 to 60 words, altered", f"{said['R_alt16-60']:.3f}", "at least .95"),
        ("recall of quotations of 8 to 11 words", f"{said['R_verb8-11']:.3f}", "at least .60"),
    )
    for name, measured, aim in rows:
        yield Figure(name=f"{name}, {documents:,} documents", measured=measured, aim=aim)


def _lookups(library: Library, folder: Path, documents: int) -> Iterator[Figure]:
    given = reused.texts(folder)
    some = random.Random(reused.SEED).sample(given, _ASKED)
    del given
    with library.open() as opened:
        matches(opened, some[0])
        warm = cpu_seconds(lambda: [matches(opened, text) for text in some]) / _ASKED
    yield Figure(
        name=f"one article against {documents:,}, warm: its passages and where they stand",
        measured=f"{1000 * warm:.1f} ms CPU",
        aim="at most 1.5 ms",
    )
    fresh = statistics.median(_fresh(library.folder, text) for text in some[:5])
    yield Figure(
        name="the same in a fresh process, after start-up", measured=f"{1000 * fresh:.0f} ms", aim="at most 300 ms"
    )


def _fresh(folder: Path, text: str) -> float:
    command = [sys.executable, "-c", _FRESH, os.fspath(folder)]
    done = subprocess.run(command, input=text, check=True, capture_output=True, encoding="utf-8")
    return float(done.stdout)


def _megabytes(given: Sequence[str]) -> float:
    return sum(map(len, given)) / 1e6


if __name__ == "__main__":
    print(table(figures()), end="")
