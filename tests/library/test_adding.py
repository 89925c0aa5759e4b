"""What is added is kept: once, in editions, and whatever else stands in the same file or folder."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from importlib import import_module
from itertools import starmap
from pathlib import Path
from typing import Any

import pytest

from tests.library.stories import (
    AGENCY,
    BRIDGE,
    FERRY,
    FERRY_ALTERED,
    HALDEN,
    KARSK,
    MARKET,
    ORRIN,
    PRINTED,
    SCHOOL,
    STORIES,
    addresses,
    file_of,
    library_of,
    lines,
    story,
)
from whence.errors import SourceError, UsageError
from whence.project import adding
from whence.project.library import Library
from whence.project.pool import Item, Pool
from whence.store.lock import locked
from whence.trace.passages import segment

PRINTED_OFTEN = [PRINTED | {"uri": f"https://paper.example/{number}"} for number in range(120)]
DAMAGE = Path(__file__).parent.parent / "damage"


def add(folder: Path, *inputs: Path | str, model: str = "unread") -> adding.Tally:
    return Library(folder / "news.whence").add(*inputs, model=model, jobs=1)


def texts(library: Library) -> list[str]:
    return [edition.document.text for edition in library.editions()]


def page(text: str, *, title: str = "The ferry sails again") -> bytes:
    article = f"<article><h1>{title}</h1><p>{text}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


def test_passages_are_the_same_however_the_texts_came_in(tmp_path: Path) -> None:
    """Sorted part by part where they are read, or all at once: the passage file is the same to the byte."""
    library = Library(tmp_path / "news.whence")
    library.add(file_of(tmp_path, *STORIES, *PRINTED_OFTEN), model="unread", jobs=2)
    with library.open() as opened:
        (made,) = (opened.shelf.segment_path(row["file"]).read_bytes() for row in opened.shelf.segment_files())
        whole = [(edition.row, edition.document.text) for edition in opened.shelf.editions()]
    assert made == b"".join(segment.packed(segment.segment(whole)))


# Once, and in editions


def test_the_same_document_twice_changes_nothing(tmp_path: Path) -> None:
    library = library_of(tmp_path, *STORIES)
    before = library.info(), list(library.editions())
    tally = library.add(file_of(tmp_path, *reversed(STORIES), name="again.jsonl"), model="none", jobs=1)
    assert (tally.new, tally.known) == (0, len(STORIES))
    assert (library.info(), list(library.editions())) == before


def test_one_document_twice_in_one_file_is_one(tmp_path: Path) -> None:
    tally = add(tmp_path, file_of(tmp_path, AGENCY, AGENCY, HALDEN))
    assert (tally.new, tally.known) == (2, 1)


def test_another_text_at_the_same_address_is_a_new_edition(tmp_path: Path) -> None:
    """The old one is kept, both are named by their own id, and both are found."""
    library = library_of(tmp_path, AGENCY, HALDEN)
    tally = library.add(file_of(tmp_path, AGENCY | {"text": FERRY_ALTERED}, name="later.jsonl"), model="none", jobs=1)
    assert (tally.new, tally.editions, tally.known) == (1, 1, 0)
    with library.open() as opened:
        first, second = opened.shelf.by_address(AGENCY["uri"])
    assert [(first.number, first.document.text), (second.number, second.document.text)] == [
        (1, FERRY),
        (2, FERRY_ALTERED),
    ]
    assert first.id != second.id
    assert [hit.document for hit in library.search('"nothing left that"').hits] == [first.id]
    assert [hit.document for hit in library.search('"hardly a thing left"').hits] == [second.id]
    assert (library.info().documents, library.info().editions) == (2, 3)


def test_a_text_that_comes_back_is_the_edition_it_was(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY)
    for number, text in enumerate((FERRY_ALTERED, FERRY)):
        library.add(file_of(tmp_path, AGENCY | {"text": text}, name=f"{number}.jsonl"), model="none", jobs=1)
    assert texts(library) == [FERRY, FERRY_ALTERED]


def test_the_same_text_at_two_addresses_is_two_documents(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY, PRINTED)
    assert [edition.number for edition in library.editions()] == [1, 1]


def test_a_page_belongs_to_the_address_that_it_calls_its_own(tmp_path: Path) -> None:
    """Two copies of a page, saved under two names, are editions of one document."""
    head = '<link rel="canonical" href="https://daily.example/ferry">'
    for name, text in (("a.html", FERRY), ("b.html", FERRY_ALTERED)):
        (tmp_path / name).write_bytes(page(text).replace(b"<title>", head.encode() + b"<title>"))
    add(tmp_path, tmp_path)
    with Library(tmp_path / "news.whence").open() as opened:
        assert [edition.number for edition in opened.shelf.by_address("https://daily.example/ferry")] == [1, 2]


# Resuming


def test_a_file_that_was_read_to_its_end_is_not_read_again(tmp_path: Path) -> None:
    path = file_of(tmp_path, *STORIES)
    add(tmp_path, path)
    tally = add(tmp_path, path)
    assert (tally.new, tally.known, tally.skipped) == (0, 0, 1)


def test_a_file_that_has_grown_is_read_for_what_is_new(tmp_path: Path) -> None:
    """The content decides, not the name."""
    add(tmp_path, file_of(tmp_path, AGENCY, HALDEN))
    tally = add(tmp_path, file_of(tmp_path, AGENCY, HALDEN, ORRIN))
    assert (tally.new, tally.known, tally.skipped) == (1, 2, 0)


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was on disk stays there, the same run again adds the rest, and the passages of both are found."""

    class CutOffError(Exception):
        """As Ctrl-C would."""

    def told(tally: adding.Tally) -> None:
        if tally.new:
            raise CutOffError

    folder = tmp_path / "in"
    folder.mkdir()
    for number, item in enumerate(STORIES):
        file_of(folder, item, name=f"{number}.jsonl")
    library = Library(tmp_path / "news.whence")
    with pytest.raises(CutOffError):
        library.add(folder, model="unread", jobs=1, told=told)
    assert addresses(library) == ["wire.example/ferry"]
    assert library.info().pending == 1
    assert library.add(folder, model="unread", jobs=1).new == len(STORIES) - 1
    assert library.info().pending == 0
    assert library.verify() == []
    assert len(list(library.reuse())) == 1


def test_what_was_removed_can_be_added_again(tmp_path: Path) -> None:
    """Although its file was read to the end."""
    path = file_of(tmp_path, AGENCY, HALDEN)
    add(tmp_path, path)
    library = Library(tmp_path / "news.whence")
    library.remove(HALDEN["uri"])
    assert add(tmp_path, path).new == 1
    assert addresses(library) == ["wire.example/ferry", "post.example/bridge"]
    assert library.verify() == []


# Quarantine

GOOD = lines(AGENCY, HALDEN)
BAD = {
    "a.jsonl": (GOOD + b'{"text": 7}\n' + lines(ORRIN), '"text" is a number, not a string'),
    "b.jsonl": (GOOD + b"{nothing}\n" + lines(ORRIN), "line 3: not valid JSON"),
    "c.jsonl": (GOOD + b"[" * 100_000 + b"\n" + lines(KARSK), "nested too deeply"),
    "d.jsonl": (b"\xff\xfe\n" + lines(PRINTED), "not valid UTF-8"),
    "e.jsonl.gz": (gzip.compress(GOOD)[:-12], "damaged: it cannot be unpacked"),
    "f.txt.gz": (b"\x1f\x8b\x08nothing that unpacks", "damaged: it cannot be unpacked"),
    "g.txt.zst": (b"\x28\xb5\x2f\xfdnothing that unpacks", "damaged: it cannot be unpacked"),
    "h.txt.gz": (gzip.compress(b"a" * 30_000_000), "unpacks to more than 200 times its size"),
    "i.txt": (b"", "empty"),
    "j.html": (b"<html><body></body></html>", "no "),
    "k.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
    "l.warc.gz": (b"\x1f\x8b\x08nothing that unpacks", "a damaged record"),
    "m.wacz": (b"PK\x03\x04nothing of the kind", "cannot be opened as a WACZ file"),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library to which a folder was added that holds all of these, and good ones between them."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "in").mkdir()
    for name, (content, _) in BAD.items():
        (folder / "in" / name).write_bytes(content)
    for name in ("jsonl", "warc.gz", "html"):
        (folder / "in" / f"gone.{name}").symlink_to(folder / "nowhere")
    tally = add(folder, folder / "in", folder / "nowhere.html")
    assert tally.failed == len(BAD) + 4
    return Library(folder / "news.whence")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_set_aside_with_the_reason(mixed: Library, name: str) -> None:
    (failure,) = [failure for failure in mixed.quarantine() if f"/{name}" in failure.uri]
    assert BAD[name][1] in failure.problem


@pytest.mark.parametrize("name", ["in/gone.jsonl", "in/gone.warc.gz", "in/gone.html", "nowhere.html"])
def test_a_file_that_is_not_there_is_set_aside(mixed: Library, name: str) -> None:
    (failure,) = [failure for failure in mixed.quarantine() if failure.uri.endswith(name)]
    assert "o such file" in failure.problem or "does not exist" in failure.problem


def test_bad_documents_cost_no_other(mixed: Library) -> None:
    """What stands before, behind and beside them is added, and the library is whole."""
    good = [item["uri"].removeprefix("https://") for item in STORIES]
    assert sorted(addresses(mixed)) == sorted(good)
    assert mixed.verify() == []


def test_a_document_that_was_put_right_leaves_the_quarantine(tmp_path: Path) -> None:
    library, path = Library(tmp_path / "news.whence"), tmp_path / "ferry.txt"
    path.write_bytes(bytes(100))
    library.add(path, model="unread", jobs=1)
    assert [failure.uri for failure in library.quarantine()] == [str(path)]
    path.write_text(FERRY)
    library.add(path, model="unread", jobs=1)
    assert library.quarantine() == []


@pytest.mark.parametrize(
    ("mended", "left"),
    [
        pytest.param([lines(AGENCY), lines(HALDEN), b"{\n"], ["#3"], id="under an address of its own"),
        pytest.param([lines(AGENCY), b"{\n"], ["#2"], id="the other one taken out"),
        pytest.param([lines(KARSK), lines(AGENCY), b"[]\n", b"{\n"], ["#3", "#4"], id="moved by a line before it"),
        pytest.param([lines(AGENCY)], [], id="both taken out"),
    ],
)
def test_a_line_that_was_put_right_leaves_the_quarantine(tmp_path: Path, mended: list[bytes], left: list[str]) -> None:
    """Of a file that is read again, the lines are listed that are at fault now."""
    library, path, other = Library(tmp_path / "news.whence"), tmp_path / "news.jsonl", tmp_path / "news.jsonl2.jsonl"
    path.write_bytes(lines(AGENCY) + b"[]\n{\n")
    other.write_bytes(b"[]\n")
    library.add(path, other, model="unread", jobs=1)
    assert [failure.uri for failure in library.quarantine()] == [f"{path}#2", f"{path}#3", f"{other}#1"]
    path.write_bytes(b"".join(mended))
    library.add(path, model="unread", jobs=1)
    assert {failure.uri for failure in library.quarantine()} == {f"{other}#1", *(f"{path}{name}" for name in left)}


def test_an_archive_that_was_put_right_leaves_the_quarantine(tmp_path: Path) -> None:
    library, path = Library(tmp_path / "news.whence"), tmp_path / "news.jsonl.gz"
    path.write_bytes(b"no archive")
    library.add(path, model="unread", jobs=1)
    assert [failure.uri for failure in library.quarantine()] == [str(path)]
    path.write_bytes(gzip.compress(lines(AGENCY)))
    library.add(path, model="unread", jobs=1)
    assert library.quarantine() == []


# Processes that die


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents in which CRASHES or ENDS stands do that to the process that reads them."""
    monkeypatch.syspath_prepend(str(DAMAGE))
    monkeypatch.setattr(adding, "Pool", lambda _function, *rest, **more: Pool("hostile_readers:reader", *rest, **more))


@pytest.mark.usefixtures("hostile")
def test_a_file_that_takes_its_process_down_costs_only_itself(tmp_path: Path) -> None:
    """Crash, end or hunger: the files beside it, in the same job, are added."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(("It CRASHES.", FERRY, "It HOARDS.", "It ENDS.", BRIDGE)):
        (folder / f"{number}.txt").write_text(text)
    tally = add(tmp_path, folder)
    assert (tally.new, tally.failed) == (2, 3)
    library = Library(tmp_path / "news.whence")
    assert [(Path(failure.uri).name, failure.problem) for failure in library.quarantine()] == [
        ("0.txt", "reading it crashed the process (SIGSEGV)"),
        ("2.txt", "reading it takes more memory than a process may have"),
        ("3.txt", "reading it ended the process (exit code 3)"),
    ]
    assert library.verify() == []


@pytest.mark.usefixtures("hostile")
def test_lines_that_take_their_process_down_cost_only_themselves(tmp_path: Path) -> None:
    """Each is named with its number, and so can be found in the file."""
    bad = [story(f"bad.example/{number}", "The word was CRASHES, he said.") for number in range(2)]
    path = file_of(tmp_path, AGENCY, bad[0], HALDEN, ORRIN, bad[1], KARSK)
    tally = add(tmp_path, path)
    assert (tally.new, tally.failed) == (4, 2)
    library = Library(tmp_path / "news.whence")
    assert [failure.uri for failure in library.quarantine()] == [f"{path}#2", f"{path}#5"]


def test_a_document_that_never_comes_back_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the one after it is read, by a fresh process."""
    monkeypatch.syspath_prepend(str(DAMAGE))
    pool = Pool("hostile_readers:reader", {"model": "unread"}, 1, seconds=3.0)
    items = [
        Item({"kind": "file", "uri": word, "name": "text"}, f"{word} and nothing.".encode()) for word in ("HANGS", "ok")
    ]
    with closing(pool):
        lost, answer = pool.run([[item] for item in items])
    assert getattr(lost, "reason", "").startswith("given up after 3")
    assert [entry[0]["uri"] for entry in getattr(answer, "head", {})["entries"]] == ["ok"]


def test_the_processes_that_read_one_file_read_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting one takes as long as reading many documents."""
    started: list[object] = []
    start = subprocess.Popen

    def noted(*given: Any, **more: Any) -> Any:
        started.append(given)
        return start(*given, **more)

    monkeypatch.setattr("whence.project.pool.subprocess.Popen", noted)
    files = [file_of(tmp_path, item, name=f"{number}.jsonl") for number, item in enumerate(STORIES)]
    tally = add(tmp_path, *files)
    assert (tally.new, len(started)) == (len(STORIES), 1)


@pytest.mark.usefixtures("hostile")
def test_after_a_file_that_takes_its_process_down_the_next_is_read_by_a_fresh_one(tmp_path: Path) -> None:
    bad = file_of(tmp_path, story("bad.example/1", "The word was CRASHES, he said."), name="bad.jsonl")
    tally = add(tmp_path, file_of(tmp_path, AGENCY), bad, file_of(tmp_path, HALDEN, name="last.jsonl"))
    assert (tally.new, tally.failed) == (2, 1)


# What can be added


def brotli(data: bytes) -> bytes:
    streams: Any = import_module("brotli")
    return bytes(streams.compress(data))


def zstd(data: bytes) -> bytes:
    """One frame of raw blocks, which needs no library to write (RFC 8878)."""
    parts = [data[at : at + 100_000] for at in range(0, len(data), 100_000)]
    blocks = [((len(part) << 3) | (part is parts[-1])).to_bytes(3, "little") + part for part in parts]
    return b"\x28\xb5\x2f\xfd" + b"\xa0" + len(data).to_bytes(4, "little") + b"".join(blocks)


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstd), (".br", brotli)], ids=["gz", "zst", "br"]
)
def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"news.jsonl{suffix}").write_bytes(pack(lines(AGENCY, HALDEN)))
    (folder / f"page.html{suffix}").write_bytes(pack(page(SCHOOL, title="Cold water")))
    (folder / f"plain.txt{suffix}").write_bytes(pack(MARKET.encode()))
    tally = add(tmp_path, folder)
    assert (tally.new, tally.failed) == (4, 0), Library(tmp_path / "news.whence").quarantine()
    found = texts(Library(tmp_path / "news.whence"))
    assert found[:2] == [FERRY, BRIDGE]
    assert sorted(part in " ".join(found[2:]) for part in (SCHOOL, MARKET)) == [True, True]


def record(uri: str, date: str, body: bytes) -> bytes:
    """A captured page as a record of a WARC file, packed by itself."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(answer):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


CAPTURES = [
    ("https://daily.example/ferry", "2024-03-02T06:00:00Z", page(FERRY)),
    ("https://daily.example/ferry", "2024-03-05T06:00:00Z", page(FERRY_ALTERED)),
    ("https://post.example/bridge", "2023-10-11T06:00:00Z", page(BRIDGE, title="A bridge again")),
]


def wacz(warc: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.warc.gz", warc)
        archive.writestr("datapackage.json", json.dumps({"wacz_version": "1.1.1"}))
    return out.getvalue()


@pytest.mark.parametrize("name", ["news.warc.gz", "news.wacz"])
def test_captured_pages_carry_their_address_and_the_moment_they_were_seen(tmp_path: Path, name: str) -> None:
    warc = b"".join(starmap(record, CAPTURES))
    (tmp_path / name).write_bytes(wacz(warc) if name.endswith(".wacz") else warc)
    tally = add(tmp_path, tmp_path / name)
    assert (tally.new, tally.editions, tally.failed) == (3, 1, 0)
    seen = [(edition.document.uri, edition.captured) for edition in Library(tmp_path / "news.whence").editions()]
    assert seen == [(uri, date) for uri, date, _ in CAPTURES]


def test_a_capture_from_before_moves_the_first_sight_of_a_page_back(tmp_path: Path) -> None:
    uri, later, body = CAPTURES[0]
    for name, date in zip("abc", (later, "2024-02-28T06:00:00Z", "2024-04-01T06:00:00Z"), strict=True):
        path = tmp_path / f"{name}.warc.gz"
        path.write_bytes(record(uri, date, body))
        add(tmp_path, path)
    (edition,) = Library(tmp_path / "news.whence").editions()
    assert edition.captured == "2024-02-28T06:00:00Z"


def test_two_captures_of_a_page_in_one_archive_are_one_edition_first_seen_when_the_earlier_was(tmp_path: Path) -> None:
    uri, later, body = CAPTURES[0]
    path = tmp_path / "news.warc.gz"
    path.write_bytes(record(uri, later, body) + record(uri, "2024-02-28T06:00:00Z", body))
    assert add(tmp_path, path).new == 1
    library = Library(tmp_path / "news.whence")
    assert [edition.captured for edition in library.editions()] == ["2024-02-28T06:00:00Z"]
    assert library.verify() == []


def test_a_damaged_record_costs_no_other(tmp_path: Path) -> None:
    first, second, third = starmap(record, CAPTURES)
    torn = second[: len(second) // 2] + b"\0" * 40 + second[len(second) // 2 + 40 :]
    (tmp_path / "news.warc.gz").write_bytes(first + torn + third)
    tally = add(tmp_path, tmp_path / "news.warc.gz")
    assert (tally.new, tally.failed) == (2, 1)
    assert addresses(Library(tmp_path / "news.whence")) == ["daily.example/ferry", "post.example/bridge"]


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Southport Daily</title><link>https://daily.example/</link>
<item><title>Back at sea</title><link>https://daily.example/ferry</link><pubDate>Sat, 02 Mar 2024 06:00:00 GMT</pubDate>
<description><![CDATA[<p>{FERRY}</p>]]></description></item>
<item><title>Cold water</title><link>https://daily.example/school</link>
<pubDate>Sun, 11 Feb 2024 06:00:00 GMT</pubDate>
<description><![CDATA[<p>{SCHOOL}</p>]]></description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Southport Daily</title><id>urn:daily</id>
<updated>2024-03-02T06:00:00Z</updated>
<entry><title>Back at sea</title><id>urn:1</id><link href="https://daily.example/ferry"/>
<published>2024-03-02T06:00:00Z</published><updated>2024-03-02T06:00:00Z</updated>
<content type="html">&lt;p&gt;{FERRY}&lt;/p&gt;</content></entry>
<entry><title>Cold water</title><id>urn:2</id><link href="https://daily.example/school"/>
<published>2024-02-11T06:00:00Z</published><updated>2024-02-11T06:00:00Z</updated>
<content type="html">&lt;p&gt;{SCHOOL}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_the_entries_of_a_feed_are_documents_of_their_own(tmp_path: Path, feed: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed)
    assert add(tmp_path, path).new == 2
    found = [edition.document for edition in Library(tmp_path / "news.whence").editions()]
    assert [(item.uri, item.title, item.publisher, (item.published or "")[:10]) for item in found] == [
        ("https://daily.example/ferry", "Back at sea", "Southport Daily", "2024-03-02"),
        ("https://daily.example/school", "Cold water", "Southport Daily", "2024-02-11"),
    ]
    assert all(text in item.text for text, item in zip((FERRY, SCHOOL), found, strict=True))


# What is refused


def test_a_second_writer_waits_and_is_told_who_writes(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY)
    with (
        locked(library.folder / "LOCK"),
        pytest.raises(UsageError, match=r"process \d+ on .* is writing to this library"),
        locked(library.folder / "LOCK", patience=0.1),
    ):
        pass


@pytest.mark.parametrize("model", ["nowhere.onnx", "large"])
def test_a_model_that_is_not_there_makes_no_library(tmp_path: Path, model: str) -> None:
    with pytest.raises(UsageError):
        add(tmp_path, file_of(tmp_path, AGENCY), model=model)
    assert not (tmp_path / "news.whence").exists()


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: library.info(),
        lambda library: library.search("ferry"),
        lambda library: library.trace("the ferry sails again on Monday"),
        lambda library: list(library.reuse()),
    ],
)
def test_a_library_that_is_not_there_is_not_made_by_asking(tmp_path: Path, ask: Callable[[Library], object]) -> None:
    with pytest.raises(UsageError, match="no library of whence"):
        ask(Library(tmp_path / "news.whence"))
    assert not (tmp_path / "news.whence").exists()


def test_an_empty_text_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        Library(tmp_path / "news.whence").add_text("  \n", uri="empty.txt", model="none")


def test_adding_from_python_is_adding(tmp_path: Path) -> None:
    library = Library(tmp_path / "news.whence")
    put = partial(library.add_text, uri="ferry.txt", model="none")
    for text in (FERRY, FERRY, FERRY_ALTERED):
        put(text)
    assert texts(library) == [FERRY, FERRY_ALTERED]
    assert library.verify() == []
