"""`whence serve` from the outside: what it prints, where it listens, and how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.processes import listening
from tests.web.reader import Tags, digests
from whence.cli import main, serving
from whence.project.library import Library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """A reader in a process of its own, its launch path and its port."""
    folder = tmp_path_factory.mktemp("serve") / "none.whence"
    command = [sys.executable, "-m", "whence", "serve", str(folder), "--no-open", "--model", "none", "--port", "0"]
    with listening(command, stdout=subprocess.PIPE) as process:
        assert process.stderr
        found = re.search(
            r"http://127\.0\.0\.1:(\d+)(/launch/[\w-]+) \(this address works once\)", process.stderr.readline()
        )
        assert found
        yield process, found[2], int(found[1])


def said(port: int, request: bytes) -> bytes:
    """The first line that comes back for raw bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall(request)
        return wire.makefile("rb").readline()


def test_the_launch_address_lets_in_and_nothing_else_does(running: tuple[subprocess.Popen[str], str, int]) -> None:
    _, launch, port = running
    host = f"127.0.0.1:{port}"
    asked = HTTPConnection(host, timeout=10)
    asked.request("GET", "/")
    assert asked.getresponse().status == 403
    asked = HTTPConnection(host, timeout=10)
    asked.request("GET", launch)
    answer = asked.getresponse()
    assert answer.status == 200
    assert "server" not in {name.lower() for name, _ in answer.getheaders()}
    cookie = (answer.getheader("set-cookie") or "").split(";")[0]
    assert cookie.startswith(f"whence_{port}=")
    asked = HTTPConnection(host, timeout=10)
    asked.request("GET", "/", headers={"cookie": cookie})
    assert asked.getresponse().status == 200
    two = f"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\nCookie: {cookie}\r\n\r\n".encode()
    assert said(port, two).split()[1] in (b"400", b"421")
    absolute = f"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nCookie: {cookie}\r\n\r\n".encode()
    assert said(port, absolute).split()[1] == b"421"
    without = f"GET / HTTP/1.1\r\nCookie: {cookie}\r\n\r\n".encode()
    assert said(port, without).split()[1] in (b"400", b"421")


def test_no_other_machine_can_reach_it(running: tuple[subprocess.Popen[str], str, int]) -> None:
    """Every address of this machine but the loopback refuses."""
    _, _, port = running
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for other in {*others, "127.0.0.2"}:
        with socket.socket() as wire:
            wire.settimeout(2)
            assert wire.connect_ex((str(other), port)) != 0


def test_ctrl_c_ends_it_without_a_fuss(running: tuple[subprocess.Popen[str], str, int]) -> None:
    process, _, port = running
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert "Traceback" not in told
    with socket.socket() as wire:
        assert wire.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--no-open", "--model", "none", "--port", port])
    assert done.exit_code == 2
    assert f"port {port} is taken" in done.output


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "find_spec", lambda name: None if name == "uvicorn" else object())
    done = CliRunner().invoke(main, ["serve", "--no-open"])
    assert done.exit_code == 2
    assert 'pip install "whence[web]"' in done.output
    assert "uvicorn" in done.output


def test_a_model_that_is_not_there_is_told_before_anything_is_served() -> None:
    done = CliRunner().invoke(main, ["serve", "--no-open", "--model", "nothing"])
    assert done.exit_code == 2
    assert "neither a file nor one of" in done.output


def entered(running: tuple[subprocess.Popen[str], str, int]) -> str:
    """The cookie of a reader that is running."""
    _, launch, port = running
    asked = HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request("GET", launch)
    return (asked.getresponse().getheader("set-cookie") or "").split(";")[0]


@pytest.fixture
def beside(news: Library) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """A reader of the coast's stories in a process of its own."""
    command = [sys.executable, "-m", "whence", "serve", str(news.folder), "--no-open", "--model", "none", "--port", "0"]
    with listening(command, stdout=subprocess.PIPE) as process:
        assert process.stderr
        found = re.search(r":(\d+)(/launch/[\w-]+)", process.stderr.readline())
        assert found
        yield process, found[2], int(found[1])


def test_what_others_send_is_refused_and_what_is_asked_for_changes_nothing(
    beside: tuple[subprocess.Popen[str], str, int], news: Library
) -> None:
    """With the cookie of the run: a foreign host, forms of other pages, a WebSocket; then every page is crawled."""
    before, (_, _, port), cookie = digests(news), beside, entered(beside)
    host, form = f"127.0.0.1:{port}", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n"
    key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDAwMDAwMDAwMDAwMDAwMA==\r\n"
    shake = f"Connection: Upgrade\r\nUpgrade: websocket\r\n{key}"
    refused = {
        f"GET / HTTP/1.1\r\nHost: evil.example:{port}\r\n": (b"421",),
        f"POST /read HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n{form}": (b"403",),
        f"POST /corrections HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\nSec-Fetch-Site: same-site\r\n{form}": (b"403",),
        f"POST /corrections HTTP/1.1\r\nHost: {host}\r\n{form}": (b"403",),
        f"GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://127.0.0.1:{port + 1}\r\n{shake}": (b"403",),
        f"GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{shake}": (b"200", b"403"),  # a page, no socket
    }
    for request, statuses in refused.items():
        body = "text=x" if "POST" in request else ""
        assert said(port, f"{request}Cookie: {cookie}\r\n\r\n{body}".encode()).split()[1] in statuses, request
    waiting, seen = ["/"], set[str]()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or len(seen) > 150:
            continue
        seen.add(address)
        asked = HTTPConnection("127.0.0.1", port, timeout=30)
        asked.request("GET", address, headers={"cookie": cookie})
        answer = asked.getresponse()
        body = answer.read()
        assert answer.status < 500, address
        if (answer.getheader("content-type") or "").startswith("text/html"):
            waiting += sorted(Tags(body.decode()).links() - seen)
    assert len(seen) > 40
    assert any(address.startswith("/i") for address in seen)
    assert digests(news) == before
