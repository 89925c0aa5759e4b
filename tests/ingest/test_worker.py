"""The guard around the parser: what hangs is killed, what dies is reported, and the next document is read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.errors import SourceError
from whence.ingest.html import read_html
from whence.ingest.limits import Limits
from whence.ingest.transfer import packed, unpacked
from whence.ingest.worker import Parse, Worker, read_guarded

PAGES = Path(__file__).parent.parent / "pages"
DAMAGE = Path(__file__).parent.parent / "damage"


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.syspath_prepend(str(DAMAGE))
    worker = Worker()
    yield worker
    worker.close()


@pytest.mark.parametrize(
    ("function", "limits", "problem"),
    [
        ("waits", Limits(wall_seconds=0.5), "given up after 0.5 seconds"),
        ("computes", Limits(wall_seconds=0.5), "given up after 0.5 seconds"),
        ("computes", Limits(wall_seconds=20, cpu_seconds=1), "given up after 1 seconds of computing"),
        ("hoards", Limits(memory_bytes=700_000_000), "more memory"),
        ("crashes", Limits(), "crashed on it .SIGSEGV."),
        ("stumbles", Limits(), "a fault of whence .IndexError: a fault of our own."),
        ("telephones", Limits(), "may not do this: socket.connect"),
    ],
)
def test_a_document_that_takes_the_worker_down(worker: Worker, function: str, limits: Limits, problem: str) -> None:
    """It is reported with the reason within the time, and the document after it is read as if nothing had been."""
    start = time.monotonic()
    with pytest.raises(SourceError, match=problem) as caught:
        worker.read(f"hostile_parsers:{function}", b"page", uri="bad.html", limits=limits)
    assert time.monotonic() - start < 8
    assert caught.value.uri == "bad.html"
    assert worker.read("hostile_parsers:quick", b"next", uri="good.html").text.startswith("next")


def test_a_healthy_worker_is_used_again(worker: Worker) -> None:
    """Two documents, one process; after a very large one a fresh process."""
    first = worker.read("hostile_parsers:quick", b"a", uri="a").text.removeprefix("a ")
    second = worker.read("hostile_parsers:quick", b"b", uri="b").text.removeprefix("b ")
    worker.read("hostile_parsers:quick", b"c" * 3_000_000, uri="c")
    third = worker.read("hostile_parsers:quick", b"d", uri="d").text.removeprefix("d ")
    assert first == second != third


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_the_worker_changes_nothing(path: Path) -> None:
    """A document read in a worker equals the one read here, field by field."""
    data = path.read_bytes()
    assert read_guarded(Parse.HTML, data, uri=path.name) == read_html(data, uri=path.name)


def test_the_workers_problem_is_the_documents() -> None:
    """An error of the document comes back as it was raised."""
    with pytest.raises(SourceError, match="the file is empty"):
        read_guarded(Parse.HTML, b"", uri="x.html")


def test_the_charset_of_the_header_reaches_the_reader() -> None:
    """Options go through to the function."""
    page = "<article><h1>Café</h1><p>Le maire dit « non », et le port reste fermé jusqu’à lundi.</p>".encode("cp1252")
    document = read_guarded(Parse.HTML, page, uri="x.html", http_charset="windows-1252")
    assert document.encoding == "windows-1252 (HTTP header)"
    assert document.text.startswith("Café")


def test_documents_survive_the_journey() -> None:
    """Packed and unpacked, a document is itself; what is no document is refused."""
    document = read_html((PAGES / "repost.html").read_bytes(), uri="repost.html")
    assert unpacked(packed(document)) == document
    with pytest.raises((ValueError, KeyError, TypeError)):
        unpacked(b"{}")
