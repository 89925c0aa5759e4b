"""Watching feeds and folders: what is asked for, how often, what is added and told. Servers on loopback only."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.processes import listening
from whence.cli import main
from whence.errors import UsageError
from whence.ingest import feeds
from whence.ingest.alternates import announced, is_page
from whence.ingest.fetch import Marks
from whence.ingest.robots import robots
from whence.model.revised import Revision
from whence.model.watching import Visit, Visits
from whence.project import adding, pauses, pool, visiting
from whence.project.library import Library
from whence.project.pool import Answer, Item
from whence.project.watching import Watch
from whence.store.lock import locked
from whence.store.visits import FILE, note, remember, visits

FERRY = "The ferry hit the pier at noon on Monday and three people were hurt, the police in Southport said."
BRIDGE = "The bridge over the Mill was closed on Tuesday because one of its pillars had moved, the mayor said."
MORE = " The harbour master said that the harbour would stay closed until divers had looked at every pillar of it."


def a_page(title: str, text: str) -> bytes:
    body = f"<article><h1>{title}</h1><p>{text}</p><p>{MORE.strip()}</p></article>"
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@dataclass
class Site:
    """A news site: what it answers for each path, and what it was asked for."""

    address: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)

    def puts(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.answers[path] = status, {name.replace("_", "-"): value for name, value in headers.items()}, body

    def feed(self, *paths: str, path: str = "/feed.xml", about: str = "", **headers: str) -> str:
        """A feed that leads to these pages; its address."""
        entries = "".join(f"<item><title>{name}</title><link>{self.address}{name}</link></item>" for name in paths)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title>{about}{entries}</channel></rss>'
        self.puts(path, body.encode(), **headers)
        return f"{self.address}{path}"

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]

    def count(self, path: str) -> int:
        return self.paths().count(path)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without a robots.txt."""
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers), time.monotonic()))
            time.sleep(made.slow.get(self.path, 0.0))
            status, headers, body = made.answers.get(self.path, (404, {}, b"nothing here"))
            if status == 200 and headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()


class Here:
    """Reads in this process what is otherwise read where it can be killed: quicker, and tested elsewhere."""

    def __init__(self, function: str, settings: dict[str, Any]) -> None:
        module, _, name = function.partition(":")
        self._work = getattr(import_module(module), name)(**settings)

    def alive(self) -> bool:
        return True

    def kill(self) -> None:
        """There is nothing to end."""

    def ask(self, job: Sequence[Item], _seconds: float) -> Answer:
        head, body = self._work(list(job))
        return Answer(json.loads(json.dumps(head)), body)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_Process", Here)
    monkeypatch.setattr("whence.ingest.worker.expendable", lambda: None)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "news.whence")


@pytest.fixture
def problems() -> list[str]:
    return []


def a_watch(library: Library, problems: list[str], *sources: str, **more: float) -> Watch:
    """A watch that never waits, and so can be asked for round after round."""
    manner = {"every": 0.0, "pause": 0.0, "seconds": 5.0} | more
    return library.watch(*sources, model="none", jobs=1, allow_private=True, told=problems.append, **manner)  # type: ignore[arg-type]


def once(library: Library, problems: list[str], *sources: str, **more: float) -> list[Revision]:
    return list(a_watch(library, problems, *sources, **more).once())


def addresses(library: Library) -> list[str]:
    return [item.address for item in library.editions()]


def test_the_pages_of_a_feed_are_added(site: Site, library: Library, problems: list[str]) -> None:
    """Each entry's own page is read, not what the feed says of it."""
    feed = site.feed("/ferry", "/bridge")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.puts("/bridge", a_page("Bridge closed", BRIDGE))
    assert once(library, problems, feed) == []
    assert addresses(library) == [f"{site.address}/ferry", f"{site.address}/bridge"]
    assert problems == []
    assert all(item.captured for item in library.editions())


def test_a_changed_article_is_told(site: Site, library: Library, problems: list[str]) -> None:
    """The page says something else at the next look: another edition, and what changed in it."""
    feed = site.feed("/ferry", "/bridge")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.puts("/bridge", a_page("Bridge closed", BRIDGE))
    watch = a_watch(library, problems, feed)
    assert list(watch.once()) == []
    site.puts("/ferry", a_page("Ferry hits pier", FERRY.replace("three", "five")))
    (found,) = watch.once()
    (change,) = found.changes
    assert (change.subject, change.how) == ("number", "altered")
    assert found.later.document[change.edits[0].quote] == "five"
    assert (watch.seen.rounds, watch.seen.new, watch.seen.editions, watch.seen.failed) == (2, 3, 1, 0)


def test_what_has_not_changed_is_not_sent_again(site: Site, library: Library, problems: list[str]) -> None:
    """ETag and Last-Modified are given back, by another watch as well: they are kept in the library's folder."""
    feed = site.feed("/ferry", ETag='"f1"')
    site.puts("/ferry", a_page("Ferry hits pier", FERRY), ETag='"p1"', Last_Modified="Mon, 04 Mar 2024 12:00:00 GMT")
    once(library, problems, feed)
    assert once(library, problems, feed) == []
    second = [(path, headers) for path, headers, _ in site.asked if "If-None-Match" in headers]
    assert [(path, headers["If-None-Match"]) for path, headers in second] == [("/feed.xml", '"f1"'), ("/ferry", '"p1"')]
    assert second[1][1]["If-Modified-Since"] == "Mon, 04 Mar 2024 12:00:00 GMT"
    assert len(addresses(library)) == 1


def test_whence_says_who_asks(site: Site, library: Library, problems: list[str]) -> None:
    once(library, problems, site.feed())
    assert {headers["User-Agent"].partition("/")[0] for _, headers, _ in site.asked} == {"whence"}


@pytest.mark.parametrize(
    ("rules", "read"),
    [
        ("User-agent: *\nDisallow: /ferry", ["/bridge"]),
        ("User-agent: whence\nDisallow: /bridge\n\nUser-agent: *\nDisallow: /", ["/ferry"]),
        ("User-agent: somebody\nDisallow: /", ["/ferry", "/bridge"]),
        ("\x00 no rules at all", ["/ferry", "/bridge"]),
    ],
    ids=["a page", "whence by its name", "somebody else", "nonsense"],
)
def test_robots_txt_is_heeded(site: Site, library: Library, problems: list[str], rules: str, read: list[str]) -> None:
    """What it asks whence to leave alone is never asked for, and named; the file is read once for all pages."""
    site.puts(
        "/robots.txt", (rules + "\nAllow: /feed.xml").replace("Disallow: /\n", "Allow: /feed\nDisallow: /").encode()
    )
    feed = site.feed("/ferry", "/bridge")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.puts("/bridge", a_page("Bridge closed", BRIDGE))
    once(library, problems, feed)
    assert [path for path in site.paths() if path in ("/ferry", "/bridge")] == read
    assert len(problems) == 2 - len(read)
    assert all("robots.txt asks whence not to read it" in problem for problem in problems)
    assert site.count("/robots.txt") == 1


def test_a_site_whose_robots_txt_fails_is_left_alone_for_now(site: Site, library: Library, problems: list[str]) -> None:
    site.puts("/robots.txt", status=500)
    once(library, problems, site.feed("/ferry"))
    assert site.paths() == ["/robots.txt"]
    assert "robots.txt could not be read" in problems[0]


def test_a_redirect_is_followed_only_where_robots_txt_allows(site: Site, library: Library, problems: list[str]) -> None:
    site.puts("/robots.txt", b"User-agent: *\nDisallow: /private")
    site.puts("/go", status=302, Location="/private/ferry")
    site.puts("/private/ferry", a_page("Ferry hits pier", FERRY))
    once(library, problems, site.feed("/go"))
    assert site.count("/private/ferry") == 0
    assert "robots.txt asks whence not to read it" in problems[0]


def test_a_host_that_is_busy_is_left_alone_as_long_as_it_asks(
    site: Site, library: Library, problems: list[str]
) -> None:
    """429 with Retry-After: nothing more is asked of that host, not even by the next watch."""
    feed = site.feed("/ferry", "/bridge")
    site.puts("/ferry", status=429, Retry_After="3600")
    site.puts("/bridge", a_page("Bridge closed", BRIDGE))
    once(library, problems, feed)
    once(library, problems, feed)
    assert site.count("/ferry") == 1
    assert site.count("/bridge") == 0
    assert site.count("/feed.xml") == 1
    assert problems == [f"{site.address}/ferry: the server answered 429 Too Many Requests"]


def test_a_feed_is_left_alone_as_long_as_it_asks(site: Site, library: Library, problems: list[str]) -> None:
    """A feed's ttl is in minutes."""
    feed = site.feed("/ferry", about="<ttl>60</ttl>")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    once(library, problems, feed)
    once(library, problems, feed)
    assert site.count("/feed.xml") == 1
    assert 3590 < visits(library.folder).addresses[feed].due - time.time() <= 3600


def test_requests_to_one_host_keep_their_distance(site: Site, library: Library, problems: list[str]) -> None:
    feed = site.feed("/ferry", "/bridge")
    once(library, problems, feed, pause=0.15)
    moments = [moment for _, _, moment in site.asked]
    assert site.paths() == ["/robots.txt", "/feed.xml", "/ferry", "/bridge"]
    assert min(later - earlier for earlier, later in pairwise(moments)) > 0.1


def test_many_pages_of_a_host_are_added_some_at_a_time(
    site: Site, library: Library, problems: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read before the watch was ended is there; what there was no time for is asked for next time."""
    monkeypatch.setattr(visiting, "_TOGETHER", 2)
    monkeypatch.setattr(visiting, "_MOST_PAGES", 5)
    pages = [f"/{number}" for number in range(7)]
    feed = site.feed(*pages)
    for page in pages:
        site.puts(page, a_page(f"Ferry {page} hits pier", FERRY.replace("noon", f"{page} o'clock")))
    once(library, problems, feed)
    assert addresses(library) == [f"{site.address}{page}" for page in pages[:5]]
    once(library, problems, feed)
    assert len(addresses(library)) == 7


def test_hosts_are_visited_side_by_side(site: Site, library: Library, problems: list[str]) -> None:
    """A page that takes its time on one host keeps no other host waiting."""
    other = site.address.replace("127.0.0.1", "localhost")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.puts("/bridge", a_page("Bridge closed", BRIDGE))
    site.slow["/ferry"] = 1.0
    links = f"<item><link>{site.address}/ferry</link></item><item><link>{other}/bridge</link></item>"
    site.puts("/feed.xml", f"<rss version='2.0'><channel>{links}</channel></rss>".encode())
    once(library, problems, f"{site.address}/feed.xml")
    assert addresses(library) == [f"{other}/bridge", f"{site.address}/ferry"]


def test_a_site_that_asks_for_a_slower_pace_gets_it(site: Site, library: Library, problems: list[str]) -> None:
    site.puts("/robots.txt", b"User-agent: *\nCrawl-delay: 1")
    once(library, problems, site.feed("/ferry"))
    moments = {path: moment for path, _, moment in site.asked}
    assert moments["/ferry"] - moments["/feed.xml"] > 0.9


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        ("slow", "no complete answer within 0.5 seconds"),
        ("huge", "larger than"),
        ("no feed", "no feed that can be read"),
        ("a bomb", "no feed that can be read"),
        ("gone", "the server answered 410"),
        ("around", "more than 5 redirects"),
        ("elsewhere", "could not be fetched"),
    ],
)
def test_a_bad_feed_costs_the_others_nothing(
    site: Site, library: Library, problems: list[str], trouble: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with what is wrong with it, and what the other feed leads to is added."""
    bad = f"{site.address}/bad.xml"
    site.slow["/bad.xml"] = 3.0 if trouble == "slow" else 0.0
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"b" * 9000 + b'">]><rss><channel>&b;</channel></rss>'
    answers: dict[str, tuple[bytes, int, dict[str, str]]] = {
        "huge": (b"x" * 20_000_001, 200, {}),
        "no feed": (b"The ferry sails again.", 200, {}),
        "a bomb": (bomb, 200, {}),
        "gone": (b"", 410, {}),
        "around": (b"", 302, {"Location": "/bad.xml"}),
        "elsewhere": (b"", 302, {"Location": "http://127.0.0.1:9/feed.xml"}),
    }
    body, status, headers = answers.get(trouble, (b"", 200, {}))
    site.puts("/bad.xml", body, status, **headers)
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    monkeypatch.setattr(visiting, "_FAILURE_KEPT", 600.0)
    once(library, problems, bad, site.feed("/ferry"), seconds=0.5)
    assert addresses(library) == [f"{site.address}/ferry"]
    assert len(problems) == 1
    assert problems[0].startswith(f"{bad}: ")
    assert problem in problems[0]


@pytest.mark.parametrize(
    "link", ["ftp://a.example/x", "file:///etc/passwd", "javascript:alert(1)", "http://u:p@a.example/"]
)
def test_only_pages_of_the_web_are_asked_for(site: Site, library: Library, problems: list[str], link: str) -> None:
    site.puts("/feed.xml", f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>".encode())
    once(library, problems, f"{site.address}/feed.xml")
    assert all("only http" in problem or "user name" in problem for problem in problems)
    assert not (library.folder / "library.db").exists()


def test_private_addresses_are_not_asked_unless_permitted(site: Site, library: Library) -> None:
    problems: list[str] = []
    list(library.watch(site.feed("/ferry"), model="none", told=problems.append).once())
    assert site.asked == []
    assert len(problems) == 1


def test_a_page_that_is_no_article_is_set_aside(site: Site, library: Library, problems: list[str]) -> None:
    feed = site.feed("/ferry", "/logo")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.puts("/logo", b"\x89PNG\r\n\x1a\n" + bytes(200), Content_Type="image/png")
    once(library, problems, feed)
    assert addresses(library) == [f"{site.address}/ferry"]
    assert "1 set aside" in problems[0]
    assert [failure.uri for failure in library.quarantine()] == [f"{site.address}/logo"]


def test_a_library_that_is_being_written_to_is_waited_for(
    site: Site, library: Library, problems: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be added is not taken as seen: the next round adds it."""
    monkeypatch.setattr("whence.store.shelf.locked", lambda path: locked(path, 0.05))
    feed = site.feed("/ferry", ETag='"f1"')
    site.puts("/ferry", a_page("Ferry hits pier", FERRY), ETag='"p1"')
    library.folder.mkdir()
    with locked(library.folder / "LOCK"):
        once(library, problems, feed)
    assert "is writing to this library" in problems[0]
    once(library, problems, feed)
    assert addresses(library) == [f"{site.address}/ferry"]


def test_a_folder_is_watched(
    tmp_path: Path, library: Library, problems: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """New files are added, changed ones are new editions, the others are not read again."""
    given: list[list[str]] = []
    add = adding.add
    monkeypatch.setattr(adding, "add", lambda shelf, names, **more: given.append(names) or add(shelf, names, **more))
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "ferry.txt").write_text(f"Ferry hits pier\n\n{FERRY}\n")
    watch = a_watch(library, problems, str(folder))
    assert list(watch.once()) == []
    (folder / "bridge.txt").write_text(f"Bridge closed\n\n{BRIDGE}\n")
    assert list(watch.once()) == []
    assert watch.seen.new == 2
    (folder / "ferry.txt").write_text(f"Ferry hits pier\n\n{FERRY} The company denied that it was too fast.\n")
    (found,) = watch.once()
    assert [(change.subject, change.how) for change in found.changes] == [("denial", "added")]
    assert once(library, problems, str(folder)) == []
    assert (watch.seen.new, problems) == (3, [])
    assert [[Path(name).stem for name in names] for names in given] == [["ferry"], ["bridge"], ["ferry"]]


def test_a_folder_that_holds_the_library_is_watched_without_the_library(tmp_path: Path, problems: list[str]) -> None:
    library = Library(tmp_path / "news.whence")
    (tmp_path / "ferry.txt").write_text(f"Ferry hits pier\n\n{FERRY}\n")
    once(library, problems, str(tmp_path))
    once(library, problems, str(tmp_path))
    assert (len(addresses(library)), problems) == (1, [])
    assert list(visits(library.folder).files) == [str(tmp_path / "ferry.txt")]


def test_a_watch_goes_on_until_it_is_stopped(site: Site, library: Library, problems: list[str]) -> None:
    """Round after round; what changed is told as soon as it was seen."""
    feed = site.feed("/ferry")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    watch = a_watch(library, problems, feed)
    timer = threading.Timer(0.7, lambda: site.puts("/ferry", a_page("Ferry hits pier", FERRY.replace("three", "five"))))
    timer.start()
    found = next(iter(watch))
    watch.stop()
    assert [change.subject for change in found.changes] == ["number"]
    assert watch.seen.rounds >= 2
    assert list(watch) == []


@pytest.mark.parametrize(
    ("sources", "problem"),
    [(["nowhere"], "no such file or folder"), (["ftp://a.example/feed"], "no such file or folder")],
)
def test_what_cannot_be_watched_is_said_at_once(library: Library, sources: list[str], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        library.watch(*sources)


def test_without_the_extra_feeds_are_refused_and_folders_are_watched(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r"whence\[archives\]"):
        library.watch("https://southport.example/feed.xml")
    assert library.watch(str(tmp_path)) is not None


def a_command(library: Library, *arguments: str) -> list[str]:
    whence = [sys.executable, "-m", "whence", "watch", "--library", str(library.folder)]
    return [*whence, "--allow-private", "--pause", "0", "--model", "none", *arguments]


def test_whence_watch_once(site: Site, library: Library) -> None:
    """Changes on standard output, as lines of JSON; all else on standard error; exit code 1 when something failed."""
    feed = site.feed("/ferry", "/gone")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    command = a_command(library, feed, "--once", "--json")
    first = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (first.returncode, first.stdout) == (1, "")
    assert f"whence: {site.address}/gone: the server answered 404 Not Found" in first.stderr
    assert "whence: 1 round, 1 new document, 0 new editions, 1 failure\n" in first.stderr
    site.puts("/ferry", a_page("Ferry hits pier", FERRY.replace("three", "five")))
    known = visits(library.folder)
    known.addresses = {name: replace(visit, due=0.0) for name, visit in known.addresses.items()}
    remember(library.folder, known)
    (line,) = CliRunner().invoke(main, command[3:]).stdout.splitlines()
    assert [change["subject"] for change in json.loads(line)["changes"]] == ["number"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_ends_with_a_summary(site: Site, library: Library) -> None:
    """While it waits for the next round, or for a slow page: what was added stays, and nothing complains."""
    feed = site.feed("/ferry", "/slow")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.slow["/slow"] = 1.0
    with listening(a_command(library, feed)) as run:
        while "/slow" not in site.paths():
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=20)
    assert run.returncode == 0
    assert told.endswith("whence: 1 round, 0 new documents, 0 new editions, 0 failures\n")
    assert "Traceback" not in told


NOW, HOUR, DAY = 1_000_000.0, 3600.0, 86_400.0


@pytest.mark.parametrize(
    ("visit", "due", "wait"),
    [
        (pauses.changed(Visit(wait=8 * HOUR), Marks(), NOW, HOUR), 0.9 * HOUR, HOUR),
        (pauses.unchanged(Visit(wait=HOUR), Marks(), NOW, HOUR), 1.8 * HOUR, 2 * HOUR),
        (pauses.unchanged(Visit(wait=20 * HOUR), Marks(), NOW, HOUR), 0.9 * DAY, DAY),
        (pauses.rested(Visit(), Marks(), NOW, HOUR, 0.0), 0.9 * HOUR, 0.0),
        (pauses.rested(Visit(), Marks(), NOW, HOUR, 2 * HOUR), 2 * HOUR, 2 * HOUR),
        (pauses.rested_again(Visit(wait=2 * HOUR), Marks(), NOW, HOUR), 2 * HOUR, 2 * HOUR),
        (pauses.failed(Visit(), NOW, HOUR, 0.0), HOUR, 0.0),
        (pauses.failed(Visit(failures=2), NOW, HOUR, 0.0), 4 * HOUR, 0.0),
        (pauses.failed(Visit(failures=99), NOW, HOUR, 0.0), DAY, 0.0),
        (pauses.failed(Visit(), NOW, HOUR, 3 * DAY), 3 * DAY, 0.0),
    ],
)
def test_when_an_address_may_be_asked_again(visit: Visit, due: float, wait: float) -> None:
    """Changed: soon. As it was: twice as long, up to a day. Failed: twice as long each time, or as the server asks."""
    assert (visit.due, visit.wait) == (NOW + due, wait)


def test_a_page_is_forgotten_a_week_after_its_feed_dropped_it(
    site: Site, library: Library, problems: list[str]
) -> None:
    """While the feed names it, it is looked at however old it is; and for a week when the feed does not."""
    feed = site.feed("/ferry", "/bridge")
    once(library, problems, feed)
    known = visits(library.folder)
    long_ago = {f"{site.address}/{name}": Visit(feed=feed, due=2e9, since=1.0) for name in ("ferry", "old")}
    recent = {f"{site.address}/recent": Visit(feed=feed, due=2e9, since=time.time())}
    known.addresses |= long_ago | recent | {feed: Visit()}
    remember(library.folder, known)
    once(library, problems, feed)
    kept = {f"{site.address}/{name}" for name in ("ferry", "bridge", "recent")}
    assert set(visits(library.folder).addresses) == {feed} | kept


def test_what_a_feed_says_anew_of_a_page_makes_it_due(site: Site, library: Library, problems: list[str]) -> None:
    """Another title in the feed: its page is looked at before its time has come."""
    feed = site.feed("/ferry")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    once(library, problems, feed)
    known = visits(library.folder)
    page = f"{site.address}/ferry"
    known.addresses = {feed: Visit(), page: Visit(feed=feed, due=2e9, since=time.time(), stamp="another")}
    remember(library.folder, known)
    once(library, problems, feed)
    assert site.count("/ferry") == 2


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    found = Visits(
        addresses={"https://a.example/é": Visit(etag='"1"', due=3.5, failures=2, feed="f", stamp="s")},
        hosts={"a.example": 9.0},
        files={"/x": (1, 2)},
    )
    remember(tmp_path, found)
    assert visits(tmp_path) == found


def test_an_address_that_is_a_page_is_watched_as_a_page(site: Site, library: Library, problems: list[str]) -> None:
    """Added at once, from then on asked for only if it has changed; what changes is told."""
    page = f"{site.address}/ferry"
    site.puts("/ferry", a_page("Ferry hits pier", FERRY), ETag='"1"')
    watch = a_watch(library, problems, page)
    assert list(watch.once()) == []
    assert addresses(library) == [page]
    assert list(watch.once()) == []
    site.puts("/ferry", a_page("Ferry hits pier", FERRY.replace("three", "five")), ETag='"2"')
    (found,) = watch.once()
    assert [(change.subject, change.how) for change in found.changes] == [("number", "altered")]
    marks = [headers.get("If-None-Match") for path, headers, _ in site.asked if path == "/ferry"]
    assert (marks[0], set(marks[1:])) == (None, {'"1"'})
    assert problems == [f"{page}: a page and no feed; it is watched as a page"]
    assert once(library, problems, page) == []
    assert len(problems) == 1
    assert (watch.seen.new, watch.seen.editions, watch.seen.failed) == (2, 1, 0)


def test_the_feeds_that_a_page_announces_are_named(site: Site, library: Library, problems: list[str]) -> None:
    """And not watched: whoever names an article does not mean all that its paper prints."""
    link = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.puts("/ferry", a_page("Ferry hits pier", FERRY).replace(b"</head>", link + b"</head>"))
    once(library, problems, f"{site.address}/ferry")
    assert site.count("/feed.xml") == 0
    (told,) = problems
    assert told.endswith(f"The feeds that it names: {site.address}/feed.xml")


def test_a_feed_whose_server_answers_with_a_page_stays_a_feed(
    site: Site, library: Library, problems: list[str]
) -> None:
    """A page that says "back in an hour" is not taken for what was asked for."""
    feed = site.feed("/ferry")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    watch = a_watch(library, problems, feed)
    list(watch.once())
    site.puts("/feed.xml", a_page("Back in an hour", FERRY))
    list(watch.once())
    assert addresses(library) == [f"{site.address}/ferry"]
    assert problems == [f"{feed}: was a feed, and is a page now"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed.xml">', ["https://a.example/feed.xml"]),
        ('<link rel="home ALTERNATE" type="Application/Atom+XML; x=y" href="?atom">', ["https://a.example/p?atom"]),
        ('<link rel="alternate" type="text/html" href="/en">', []),  # another language
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed.xml">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        ('<link rel="alternate" type="application/rss+xml" href="http://[bad">', []),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/feed.xml"> -->', []),
        ('<link rel="alternate" type="application/rss+xml" href="/feed.xml">' * 3, ["https://a.example/feed.xml"]),
        ("<div>" * 100_000 + '<link rel="alternate" type="application/rss+xml" href="/x">', []),  # a bomb
    ],
)
def test_how_a_page_announces_its_feeds(link: str, found: list[str]) -> None:
    page = f"<!doctype html><html><head>{link}</head><body>{FERRY}</body></html>".encode()
    assert is_page(page)
    assert list(announced(page, uri="https://a.example/p")) == found


def test_two_watches_of_one_library_remember_both(
    tmp_path: Path, site: Site, library: Library, problems: list[str]
) -> None:
    """While one is in the middle of a round, the other comes to the end of its own."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "ferry.txt").write_text(f"Ferry hits pier\n\n{FERRY}\n")
    feed, other = site.feed("/ferry"), site.feed("/bridge", path="/other.xml")
    site.puts("/ferry", a_page("Ferry hits pier", FERRY))
    site.puts("/bridge", a_page("Bridge closed", BRIDGE))
    first = a_watch(library, problems, str(folder), feed)
    list(first.once())
    (folder / "ferry.txt").write_text(f"Ferry hits pier\n\n{FERRY.replace('three', 'five')}\n")
    in_the_middle = first.once()
    assert next(in_the_middle)
    once(library, problems, other)
    list(in_the_middle)
    known = visits(library.folder)
    assert set(known.addresses) == {feed, f"{site.address}/ferry", other, f"{site.address}/bridge"}
    assert all(visit.due for visit in known.addresses.values())
    assert list(known.files) == [str(folder / "ferry.txt")]
    assert problems == []


@pytest.mark.parametrize(
    ("was", "now", "meanwhile", "kept"),
    [
        ({}, {"a": 1.0}, {"b": 2.0}, {"a": 1.0, "b": 2.0}),  # new here, and new there
        ({"a": 1.0}, {"a": 1.0}, {"a": 5.0}, {"a": 5.0}),  # as it was here, changed there
        ({"a": 1.0, "b": 1.0}, {"b": 1.0}, {"a": 1.0, "b": 1.0}, {"b": 1.0}),  # forgotten here
        ({"a": 1.0}, {}, {"a": 5.0}, {"a": 5.0}),  # forgotten here, changed there
        ({"a": 1.0}, {"a": 4.0}, {}, {"a": 4.0}),  # the file was deleted
    ],
)
def test_what_another_watch_noted_meanwhile_stays(
    tmp_path: Path, was: dict[str, float], now: dict[str, float], meanwhile: dict[str, float], kept: dict[str, float]
) -> None:
    def dues(values: dict[str, float]) -> Visits:
        return Visits(addresses={name: Visit(due=due) for name, due in values.items()})

    remember(tmp_path, dues(meanwhile))
    note(tmp_path, dues(was), dues(now))
    assert visits(tmp_path) == dues(kept)


def test_what_a_host_asked_for_is_kept_whichever_watch_it_told(tmp_path: Path) -> None:
    remember(tmp_path, Visits(hosts={"a.example": 9.0}))
    note(tmp_path, Visits(), Visits(hosts={"a.example": 5.0, "b.example": 3.0}))
    assert visits(tmp_path).hosts == {"a.example": 9.0, "b.example": 3.0}


def test_the_help_of_watch_says_that_jobs_are_processes() -> None:
    assert "Processes that read" in CliRunner().invoke(main, ["watch", "--help"]).output


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '{"addresses": 3}', '{"addresses": {"a": 1}, "hosts": {}, "files": {}}']
)
def test_a_damaged_memory_is_named_with_what_to_do(tmp_path: Path, damage: str) -> None:
    (tmp_path / FILE).write_text(damage)
    with pytest.raises(UsageError, match=r"watch\.state: damaged .* delete it"):
        visits(tmp_path)


@pytest.mark.parametrize(
    ("about", "rest"),
    [
        ("<ttl>30</ttl>", 1800.0),
        ("<ttl>soon</ttl>", 0.0),
        ("", 0.0),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21_600.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600.0),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(about: str, rest: float) -> None:
    space = "http://purl.org/rss/1.0/modules/syndication/"
    body = f'<rss version="2.0" xmlns:sy="{space}"><channel>{about}<item><link>http://a.example/</link></item></channel></rss>'
    assert feeds.feed(body.encode(), uri="feed").rest == rest


def test_a_robots_txt_of_any_bytes_is_read() -> None:
    assert robots("Disallow\n:\nUser-agent\nCrawl-delay: often\n" * 1000).allow("https://a.example/")
