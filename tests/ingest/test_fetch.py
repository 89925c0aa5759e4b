"""Fetching: what is fetched, what is refused, and how long it may take. Servers on the loopback interface only."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from whence.errors import SourceError
from whence.ingest import fetch as fetching
from whence.ingest.fetch import fetch, is_public

Answer = Callable[[str, socket.socket], None]
PAGE = b"<p>The harbour reopened.</p>"
BARE = zlib.compressobj(wbits=-15)


def http(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(answer: bytes) -> Answer:
    return lambda _path, client: client.sendall(answer)


def connected(address: tuple[str, int]) -> socket.socket:
    client = socket.socket()
    client.connect(address)
    return client


@contextmanager
def a_server(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """A server that answers each request with whatever the test wants, and notes the request lines and hosts."""
    seen: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:
                    return
                with client:
                    request = client.recv(65_536).decode("latin-1")
                    seen.append(request)
                    try:
                        answer(request.split()[1], client)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", seen
        listening.shutdown(socket.SHUT_RDWR)


def test_a_page_with_its_charset() -> None:
    with a_server(says(http(PAGE, "Content-Type: text/html; charset=ISO-8859-1"))) as (url, seen):
        page = fetch(f"{url}/harbour?day=3 März".replace(" ", "+"), allow_private=True)
    assert (page.body, page.content_type, page.charset) == (PAGE, "text/html", "iso-8859-1")
    assert seen[0].startswith("GET /harbour?day=3+M%C3%A4rz HTTP/1.1\r\n")
    assert f"Host: {url.removeprefix('http://')}\r\n" in seen[0]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://0.0.0.0/",
        "http://10.0.0.8/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "https://127.0.0.1/",
    ],
)
def test_private_addresses_are_refused_however_they_are_spelt(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before any connection is opened; a spelling that the system does not know has no host."""

    def no_connection(*_: object, **__: object) -> socket.socket:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(fetching.socket, "create_connection", no_connection)
    with pytest.raises(SourceError, match=r"no public address|there is no host"):
        fetch(address)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("ftp://southportdaily.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://", "no valid host"),
        ("http://user@southportdaily.example/", "user name"),
        ("http://southportdaily.example:secret@127.0.0.1/", "user name"),
        ("http://southportdaily.example:8080/", "port 8080"),
        ("http://southportdaily.example:99999/", "no valid address"),
        ("http://southport daily.example/", "spaces"),
        ("http://southportdaily.example/\r\nX: y", "control characters"),
        ("http://southportdaily.example\\@127.0.0.1/", "backslashes"),
        ("http://[fe80::1%25eth0]/", "no valid host"),
        (f"http://{'a' * 70}.example/", "no valid host"),
    ],
)
def test_odd_addresses_are_refused(address: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        fetch(address)


def test_a_name_that_leads_to_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[object]:
        return [(0, 0, 0, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.8")]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    with pytest.raises(SourceError, match=r"10\.0\.0\.8, which is no public address"):
        fetch("http://southportdaily.example/")


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its mind between check and connection gains nothing."""
    asked: list[object] = []

    def look_up(*_: object, **__: object) -> list[object]:
        return [(0, 0, 0, "", ("93.184.216.34", 80))]

    def connect(address: tuple[str, int], **_: object) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    with pytest.raises(SourceError, match="Connection refused"):
        fetch("http://southportdaily.example/")
    assert asked == [("93.184.216.34", 80)]


def test_redirects_are_followed_and_relative_ones_resolved() -> None:
    def answer(path: str, client: socket.socket) -> None:
        moved = http(b"", "Location: ../open", status="302 Found")
        client.sendall(http(PAGE) if path == "/harbour/open" else moved)

    with a_server(answer) as (url, _):
        page = fetch(f"{url}/harbour/closed/", allow_private=True)
    assert (page.url, page.body) == (f"{url}/harbour/open", PAGE)


def test_a_redirect_loop_ends() -> None:
    again = says(http(b"", "Location: /again", status="301 Moved"))
    with a_server(again) as (url, seen), pytest.raises(SourceError, match="more than 5 redirects"):
        fetch(url, allow_private=True)
    assert len(seen) == 6


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page may not send the reader into the local network."""
    with a_server(says(http(b"", "Location: http://127.0.0.1:80/admin", status="302 Found"))) as (url, _):
        there = ("127.0.0.1", int(url.rpartition(":")[2]))

        def look_up(host: str, *_: object, **__: object) -> list[object]:
            return [(0, 0, 0, "", ("93.184.216.34" if host == "southportdaily.example" else host, 80))]

        monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
        monkeypatch.setattr(fetching.socket, "create_connection", lambda _, **__: connected(there))
        with pytest.raises(SourceError, match=r"127\.0\.0\.1, which is no public address"):
            fetch("http://southportdaily.example/")


def test_a_redirect_to_another_scheme_is_refused() -> None:
    away = says(http(b"", "Location: file:///etc/passwd", status="302 Found"))
    with a_server(away) as (url, _), pytest.raises(SourceError, match="only http and https"):
        fetch(url, allow_private=True)


@pytest.mark.parametrize(
    "drip",
    [b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000],
    ids=["headers", "body"],
)
def test_a_slow_drip_is_given_up(drip: bytes) -> None:
    """Each byte comes soon after the last: only an end to the whole helps."""

    def answer(_path: str, client: socket.socket) -> None:
        for byte in drip:
            client.sendall(bytes([byte]))
            time.sleep(0.02)

    start = time.monotonic()
    with a_server(answer) as (url, _), pytest.raises(SourceError, match=r"within 0\.4 seconds"):
        fetch(url, allow_private=True, most_seconds=0.4)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (http(b"x" * 5000), "larger than"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000, "larger than"),
        (http(gzip.compress(b"x" * 5_000_000), "Content-Encoding: gzip"), "larger than"),
        (http(zlib.compress(b"x" * 5_000_000), "Content-Encoding: deflate"), "larger than"),
        (http(PAGE, length=900), "ended early: 872 of 900 bytes"),
        (http(gzip.compress(PAGE)[:-12], "Content-Encoding: gzip"), "cut off"),
        (http(b"no gzip at all", "Content-Encoding: gzip"), "could not be fetched"),
        (http(PAGE, "Content-Encoding: br"), "compressed as br"),
        (http(b"", status="404 Not Found"), "answered 404 Not Found"),
        (http(b"", status="503 Busy"), "answered 503"),
        (b"nonsense\r\n\r\n", "could not be fetched"),
        (b"", "could not be fetched"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "could not be fetched"),
    ],
)
def test_bad_answers_have_their_reason(answer: bytes, problem: str) -> None:
    with a_server(says(answer)) as (url, _), pytest.raises(SourceError, match=problem):
        fetch(url, allow_private=True, most_bytes=1000)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (BARE.compress(PAGE) + BARE.flush(), "deflate"),
        (PAGE, "identity"),
    ],
    ids=["gzip", "two members", "zlib", "bare deflate", "none"],
)
def test_compressed_answers(body: bytes, coding: str) -> None:
    with a_server(says(http(body, f"Content-Encoding: {coding}"))) as (url, _):
        assert fetch(url, allow_private=True).body == PAGE


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with a_server(says(http(PAGE))) as (url, _):
        assert fetch(url, allow_private=True).body == PAGE


@pytest.mark.parametrize(("address", "public"), [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::", False)])
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public
