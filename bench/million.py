"""`python -m bench.million`: a million made documents added in pieces, traced, searched; writes `bench/MILLION.md`.

Memory is what the processes of a command hold together (proportional set size, Linux), looked at twice a second.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import reused
from bench.figures import Figure, table
from whence.project.library import Library
from whence.project.tracing import matches

PIECE = 100_000  # documents
_QUERIES = (
    "election",
    "ministry denied report",
    '"the president said"',
    "carrier workers rivals",
    "said",
    "after:2020-01 border",
    "bridge OR NOT (",
    "zyzzyva",
)
_ID = re.compile(rb'"(id|series)": "d')
HEADER = """# A million documents

Made by `python -m bench.million`: {documents:,} documents of the generator's ({bytes:.1f} GB of text) on {cores} cores,
their voices unread.
"""


def figures(documents: int, home: Path) -> Iterator[Figure]:
    """Add, trace, search; how long each takes and what memory it needs."""
    folder = home / "news.whence"
    library = Library(folder)
    taken, most = 0.0, 0
    asked: list[str] = []
    for piece in range(documents // PIECE):
        with reused.corpus(PIECE, seed=100 + piece) as made:
            seconds, memory = _added(folder, _renamed(made / "docs.jsonl", piece))
            taken, most = taken + seconds, max(most, memory)
            if piece == 0:
                asked = random.Random(1).sample(reused.texts(made), 50)
        print(f"{(piece + 1) * PIECE:,} added, {taken:,.0f} s, {most / 1e6:,.0f} MB", file=sys.stderr, flush=True)
    info = library.info()
    yield Figure(
        name=f"add {info.editions:,} documents, {info.text_bytes / 1e9:.2f} GB",
        measured=f"{taken / 60:,.0f} min ({info.text_bytes / taken / 1e6:.1f} MB/s)",
    )
    yield Figure(
        name="most memory of an add, all its processes", measured=f"{most / 1e6:,.0f} MB", aim="under 4,000 MB"
    )
    held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    yield Figure(name="the library on disk", measured=f"{held / 1e9:.1f} GB, {info.segments} passage segments")
    yield from _asked(folder, asked)


def _renamed(docs: Path, piece: int) -> Path:
    """Every piece names its documents d0000000 and so on: the same names in two would be editions of one document."""
    other = docs.with_name(f"piece{piece}.jsonl")
    with docs.open("rb") as lines, other.open("wb") as out:
        out.writelines(_ID.sub(rb'"\1": "p%dd' % piece, line) for line in lines)
    return other


def _added(folder: Path, docs: Path) -> tuple[float, int]:
    command = [
        sys.executable,
        "-m",
        "whence",
        "add",
        os.fspath(docs),
        "--library",
        os.fspath(folder),
        "--model",
        "unread",
    ]
    return _watched(command)


def _watched(command: Sequence[str]) -> tuple[float, int]:
    """How long a command takes, and the most memory that it and those it starts hold."""
    began = time.perf_counter()
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
    most = [0]
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.5):
            most[0] = max(most[0], sum(map(_held, _group(process.pid))))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    code = process.wait()
    done.set()
    watcher.join()
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return time.perf_counter() - began, most[0]


def _group(leader: int) -> Iterator[int]:
    """The processes of a session."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[3]) == leader:
                    yield int(entry.name)
            except OSError:
                continue


def _held(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _asked(folder: Path, texts: Sequence[str]) -> Iterator[Figure]:
    library = Library(folder)
    with library.open() as opened:
        matches(opened, texts[0])
        times = sorted(_timed(lambda text=text: matches(opened, text)) for text in texts)
        yield Figure(name="the passages of one article and where they stand, warm", measured=_spread(times))
        times = sorted(_timed(lambda query=query: opened.search(query)) for query in _QUERIES for _ in range(5))
        yield Figure(name="search", measured=_spread(times))
    article = folder.parent / "article.txt"
    article.write_text(texts[1], encoding="utf-8")
    for name, rest in (("trace", [os.fspath(article)]), ("search", ["ministry denied report"])):
        command = [sys.executable, "-m", "whence", name, *rest, "--library", os.fspath(folder), "--json"]
        seconds, memory = _watched(command)
        yield Figure(
            name=f"whence {name}, a fresh process",
            measured=f"{seconds:.2f} s, {memory / 1e6:,.0f} MB",
            aim="under 4,000 MB",
        )


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _spread(times: Sequence[float]) -> str:
    return f"{1000 * statistics.median(times):.1f} ms in the middle, {1000 * times[-1]:.0f} ms at most"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.million")
    parser.add_argument("--documents", type=int, default=1_000_000)
    options = parser.parse_args()
    with TemporaryDirectory() as home:
        rows = table(list(figures(options.documents, Path(home))))
        size = Library(Path(home) / "news.whence").info().text_bytes
    text = HEADER.format(documents=options.documents, bytes=size / 1e9, cores=os.cpu_count()) + "\n" + rows
    (Path(__file__).parent / "MILLION.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
