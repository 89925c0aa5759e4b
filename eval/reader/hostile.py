"""`python -m eval.reader.hostile`: 8,000 hostile strings in every place, every screen opened in Chromium.

A library is made in which every string is a title, a publisher, an author, a voice, an address, words of a text and the
name of a file that could not be read. `whence serve` is started on it, and Chromium opens it twice: with the content
security policy stripped, where escaping alone must hold, and with it. Counted is every run of the canary and of any
dialog, every request to anywhere else, every request on this machine that no page of ours makes, every complaint of the
browser and every answer of 500 or more. Ends with 1 where one of these is not nought.

So that nought means something, some pages are opened with escaping switched off and the policy stripped: there scripts
must run.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from eval.reader.libraries import library
from eval.reader.strings import many
from eval.reader.watching import CANARY, CHROMIUM, Watch, answer, opened, served
from whence.present.page import render
from whence.present.templates import template
from whence.project import viewing
from whence.project.library import Library

_FAR = 80  # one document in so many has all its screens opened
_QUERY = 900  # characters of strings that are asked for at once
_FILES = 40  # of a form
_TOGETHER = 100  # articles of one file
_TOLD = 100  # pages after which it is told how far it is


def crawl(page: Any, watch: Watch, strings: Sequence[str], news: Library, *, step: int) -> None:
    """Open every screen; of the documents one in `step`."""
    keys = [edition.id for edition in news.editions()]
    began = time.monotonic()
    addresses = [*_dense(strings), *_asked(strings, keys), *_documents(keys, step)]
    for number, address in enumerate(addresses, 1):
        _open(page, watch, address)
        if number % _TOLD == 0:
            taken = time.monotonic() - began
            done = f"{number:,} of {len(addresses):,} pages, {taken:.0f} s, {len(watch.wrong)} wrong"
            print(f"{watch.name}: {done}", file=sys.stderr, flush=True)
    for at in range(0, len(strings), _FILES):
        _put(page, watch, strings[at : at + _FILES])
    _in_one_file(page, watch, news, keys)
    page.wait_for_timeout(200)
    watch.seconds = time.monotonic() - began


def _open(page: Any, watch: Watch, address: str) -> None:
    watch.at = address[:120]
    came = page.goto(watch.base + address)
    watch.pages += 1
    if came is not None and came.status >= 500:
        watch.failed.append(f"{came.status} {address}")


def _dense(strings: Sequence[str]) -> Iterator[str]:
    """Screens that show many strings at once."""
    yield from ("/", "/about", "/v?most=10000", "/corrections", "/keys", "/check", "/i", "/i?q=glad")
    yield from (f"/s?q=pier&most=500&first={first}" for first in range(0, 2 * len(strings), 500))


def _asked(strings: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
    """Strings in queries and in the parts of addresses."""
    packs = list(_packs(strings))
    for number, pack in enumerate(packs):
        yield f"/s?q={pack}"
        yield f"/d/{keys[number % len(keys)]}?voice={pack}&at={pack[:300]}&words={pack[:300]}"
    yield from (f"/i?q={pack}&since={pack[:60]}" for pack in packs[::_FAR])
    for number, text in enumerate(strings[::_FAR]):
        name = _quoted(text)
        yield f"/v/{name}"
        yield from (f"{start}{name}" for start in ("/d/", "/l/", "/q/", "/check/", "/nothing/")[number % 5 :][:1])


def _packs(strings: Sequence[str]) -> Iterator[str]:
    pack: list[str] = []
    for text in strings:
        if pack and sum(map(len, pack)) + len(text) > _QUERY:
            yield _quoted(" ".join(pack))
            pack = []
        pack.append(text)
    yield _quoted(" ".join(pack))


def _quoted(text: str) -> str:
    return quote(text[:_QUERY].encode("utf-8", "replace"), safe="")


def _documents(keys: Sequence[str], step: int) -> Iterator[str]:
    yield from (f"/d/{key}" for key in keys[::step])
    for key in keys[::_FAR]:
        yield from (f"/d/{key}?show=why&show=chain", f"/d/{key}/cite?sentence=1", f"/d/{key}/hops?sentence=1")
        yield f"/d/{key}/others?sentence=1"
        yield from (f"/d/{key}/changes", f"/l/{key}", f"/q/{key}", f"/d/{key}.json")
    yield from (f"/i?d={key}" for key in keys[:: _FAR * 20])


def _put(page: Any, watch: Watch, strings: Sequence[str]) -> None:
    """Files that nothing can be read from, under these names, as sources of a draft that quotes one of them."""
    _open(page, watch, "/check")
    files = [{"name": text[:200] or "x", "mimeType": "application/pdf", "buffer": b"%PDF-no"} for text in strings]
    page.locator("#draft-text").fill(" ".join(f"“{text},” he said of it." for text in strings[:4]))
    page.locator("#sources").set_input_files(files)
    watch.at = f"/check with the file {strings[0][:60]}"
    with page.expect_navigation():
        page.get_by_role("button", name="Check", exact=True).click()
    watch.pages += 1


def _in_one_file(page: Any, watch: Watch, news: Library, keys: Sequence[str]) -> None:
    """Pages as `whence blame --html` writes them, which have a policy of their own."""
    for at in range(0, len(keys), _TOGETHER):
        with news.open() as library:
            found = [viewing.article(library, key) for key in keys[at : at + _TOGETHER]]
        html = render([item.reading for item in found if item])
        address = f"/static/screens.css/{at}/"
        answer(page, watch.base + address, html)
        _open(page, watch, address)


def control(browser: Any, base: str, strings: Sequence[str]) -> Watch:
    """The same strings with both layers off: here scripts must run."""
    watch = Watch("neither (the control)", base)
    wandering: type[Exception] = importlib.import_module("playwright.sync_api").Error
    context = browser.new_context()
    context.add_init_script(CANARY)
    page = context.new_page()
    watch.over(page)
    environment = template("page.html.jinja").environment
    filters: Any = environment.filters  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    bare = environment.from_string("<!doctype html><title>x</title><p>{{ text|words }}")
    words, filters["words"] = filters["words"], Markup
    for number, text in enumerate(strings):
        watch.at, address = text, f"{base}/static/icon.svg/{number}"
        answer(page, address, bare.render(text=text))
        with contextlib.suppress(wandering):  # a page that leads away before it is there
            page.goto(address)
        watch.pages += 1
    filters["words"] = words
    page.wait_for_timeout(200)
    context.close()
    return watch


def _digest(folder: Path) -> str:
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(("-shm", "-wal")):
            made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()


def main() -> int:
    """Make the library, open it, print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m eval.reader.hostile")
    parser.add_argument("--strings", type=int, default=8_000)
    options = parser.parse_args()
    if CHROMIUM is None:
        print("not run: there is no Chromium on this machine")
        return 2
    strings = many(options.strings)
    playwright: Any = importlib.import_module("playwright.sync_api")
    with TemporaryDirectory() as home, playwright.sync_playwright() as running:
        news = library(Path(home), strings)
        print(f"a library with {len(strings):,} strings", file=sys.stderr, flush=True)
        before = _digest(news.folder)
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        watched: list[Watch] = []
        for name, stripped, step in (("escaping alone (policy stripped)", True, 2), ("both", False, 16)):
            with served(news.folder) as launch:
                watch = Watch(name, launch.partition("/launch/")[0])
                with opened(browser, launch, watch, stripped=stripped) as page:
                    crawl(page, watch, strings, news, step=step)
                watched.append(watch)
                print(f"{name}: {watch.pages:,} pages, {watch.seconds:.0f} s", file=sys.stderr, flush=True)
        print(_table(watched, len(strings)), flush=True)
        blank = control(browser, "http://127.0.0.1:1", strings[:: max(1, len(strings) // 300)])
        browser.close()
        same = _digest(news.folder) == before
    print(f"with both layers off, {len(blank.ran)} scripts ran on {blank.pages} pages")
    wrong = [problem for watch in watched for problem in watch.wrong]
    print(*wrong[:40], sep="\n", file=sys.stderr)
    print(f"the library is {'the same, byte for byte' if same else 'CHANGED'}")
    return 0 if same and not wrong and blank.ran else 1


def _table(watched: Sequence[Watch], strings: int) -> str:
    head = (
        *("layers", "strings", "pages", "requests", "scripts run", "requests that left"),
        *("requests of no page of ours", "complaints of the browser", "answers of 500 or more"),
    )
    rows: list[Sequence[object]] = [head, ["---", *["---:"] * 8]]
    for watch in watched:
        wrong = (watch.ran, watch.left, watch.strange, watch.said, watch.failed)
        counts = (strings, watch.pages, watch.requests, *map(len, wrong))
        rows.append([watch.name, *(f"{number:,}" for number in counts)])
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main())
