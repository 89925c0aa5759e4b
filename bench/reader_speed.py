"""`python -m bench.reader_speed`: how long a page of the reader takes, a long one in Chromium too, and a search.

`--statements 1000000` makes a library of that size first (minutes); by itself it is a tenth of that. `--home FOLDER`
keeps it there for the next time. A reader that searches asks, looks for a second, and asks again, as a person does.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from bench.figures import Figure, table
from bench.newsroom import articles, language, written
from whence.project.library import Library

PER_ARTICLE = 92  # statements, about
SMALL = 100_000  # statements of the library that is searched
READERS, ASKED = 8, 25  # who search at once, and how often each
_LOOKS = 1.0  # seconds between two searches of a reader
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_PAINTED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done({
    first: performance.getEntriesByType("paint").at(-1)?.startTime ?? 0, all: performance.now()}), 0)))"""


def figures(size: int = SMALL, kept: Path | None = None) -> Iterator[Figure]:
    """Every figure of the reader's speed. The library that is searched is made in `kept`, if it is not there."""
    with TemporaryDirectory() as home:
        yield from _pages(Path(home))
        yield from _searches(Path(home), size, kept or Path(home))


def _pages(home: Path) -> Iterator[Figure]:
    lines = home / "pages.jsonl"
    long, short = next(articles(1, sentences=2_720, apiece=3)), next(articles(1, sentences=25, apiece=2, seed=8))
    lines.write_text(json.dumps(long) + "\n" + json.dumps(short) + "\n", encoding="utf-8")
    library = Library(home / "pages.whence")
    library.add(lines, model="none", jobs=1)
    keys = {edition.document.uri: edition.id for edition in library.editions()}
    with _served(library.folder) as reader:
        size = f"{len(long['text'].split()):,} words, {library.info().statements:,} statements"
        taken, held = _median(reader, f"/d/{keys[long['uri']]}")
        yield Figure(
            name=f"the page of a document of {size}, served ({held / 1e6:.1f} MB)",
            measured=f"{1000 * taken:.0f} ms",
            aim="under 300 ms",
        )
        yield _painted(reader, f"/d/{keys[long['uri']]}")
        taken, _ = _median(reader, f"/d/{keys[short['uri']]}")
        yield Figure(
            name="the page of an ordinary article, served", measured=f"{1000 * taken:.0f} ms", aim="under 50 ms"
        )


class _Reader:
    """`whence serve`, and what lets us in."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie

    def get(self, address: str) -> tuple[float, int, int]:
        """How long an address takes, its status, its bytes."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=120)
        began = time.perf_counter()
        asked.request("GET", address, headers={"cookie": self.cookie})
        answer = asked.getresponse()
        size = len(answer.read())
        taken = time.perf_counter() - began
        asked.close()
        return taken, answer.status, size


@contextmanager
def _served(folder: Path) -> Generator[_Reader]:
    command = [sys.executable, "-m", "whence", "serve", str(folder), "--no-open", "--model", "none", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr
        found = re.search(r":(\d+)(/launch/[\w-]+)", process.stderr.readline())
        if found is None:
            raise SystemExit("whence serve did not start")
        asked = HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
        asked.request("GET", found[2])
        cookie = (asked.getresponse().getheader("set-cookie") or "").split(";")[0]
        yield _Reader(int(found[1]), cookie)
    finally:
        process.kill()
        process.wait()


def _median(reader: _Reader, address: str) -> tuple[float, int]:
    answers = [reader.get(address) for _ in range(8)][1:]
    return statistics.median(taken for taken, _, _ in answers), answers[0][2]


def _painted(reader: _Reader, address: str) -> Figure:
    name, aim = "the same in Chromium, from the click: first painted; the whole page there", "painted in under 1,000 ms"
    try:
        playwright: Any = importlib.import_module("playwright.sync_api")
    except ImportError:
        return Figure(name=name, measured="not run: playwright is not installed", aim=aim)
    if _CHROMIUM is None:
        return Figure(name=name, measured="not run: there is no Chromium here", aim=aim)
    cookie, _, token = reader.cookie.partition("=")
    base = f"http://127.0.0.1:{reader.port}"
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": cookie, "value": token, "url": base}])
        page = context.new_page()
        times: list[dict[str, float]] = []
        for _ in range(5):
            page.goto(f"{base}/keys")
            page.goto(base + address)
            times.append(page.evaluate(_PAINTED))
        browser.close()
    first, whole = (statistics.median(item[part] for item in times) for part in ("first", "all"))
    return Figure(name=name, measured=f"{first:,.0f} ms; {whole:,.0f} ms", aim=aim)


def _searches(home: Path, size: int, kept: Path) -> Iterator[Figure]:
    library = Library(kept / f"{size}.whence")
    library.add(written(kept / f"{size}.jsonl", size // PER_ARTICLE), model="none")
    held = library.info().statements
    queries = _queries()
    with _served(library.folder) as reader:
        for query in queries[:6]:
            reader.get(f"/s?q={quote(query)}")
        more = [written(home / f"more{part}.jsonl", 100, seed=90 + part) for part in range(20)]
        with ThreadPoolExecutor(READERS + 1) as people:
            adding = people.submit(_adding, library.folder, more)
            asking = [people.submit(_asking, reader, queries[part::READERS][:ASKED]) for part in range(READERS)]
            answers = [answer for each in asking for answer in each.result()]
            code = adding.result()
    times = sorted(taken for taken, _, _ in answers)
    failed = sum(status != 200 for _, status, _ in answers)
    spread = f"{1000 * statistics.median(times):.0f} ms, {1000 * times[int(len(times) * 0.99)]:.0f} ms"
    yield Figure(
        name=f"/s over {held:,} statements, {READERS} readers while `add` runs: p50, p99 of {len(times)} searches",
        measured=f"{spread}; {failed} failed, add ended with {code}",
        aim="under 100 ms, 300 ms; none fails",
    )


def _queries() -> Sequence[str]:
    """Common words and rare ones, two together, phrases, statuses, voices, dates: in turn, none twice."""
    chance, words = random.Random(4), language()
    made: list[str] = []
    while len(made) < READERS * ASKED:
        one, two = words[int(10 ** chance.uniform(0, 4))], words[int(10 ** chance.uniform(0, 3))]
        forms = (
            one,
            f"{one} {two}",
            f'"{one} {two}"',
            f"{one} status:denied",
            f"{two} after:2015",
            f"{one} unnamed:yes",
        )
        made += [form for form in forms if form not in made]
    return made[: READERS * ASKED]


def _asking(reader: _Reader, queries: Sequence[str]) -> list[tuple[float, int, int]]:
    answers: list[tuple[float, int, int]] = []
    for query in queries:
        answers.append(reader.get(f"/s?q={quote(query)}"))
        time.sleep(_LOOKS)
    return answers


def _adding(folder: Path, files: Sequence[Path]) -> int:
    command = [sys.executable, "-m", "whence", "add", *map(str, files), "--library", str(folder), "--model", "none"]
    done = subprocess.run([*command, "--jobs", "1"], capture_output=True, check=False)
    return done.returncode


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.reader_speed")
    parser.add_argument("--statements", type=int, default=SMALL)
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    print(table(figures(options.statements, options.home)), end="")


if __name__ == "__main__":
    main()
