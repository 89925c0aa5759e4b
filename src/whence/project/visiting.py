"""Visiting addresses politely: hosts side by side, one host's pages one after the other, as its robots.txt asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from urllib.parse import urlsplit, urlunsplit

from whence.errors import SourceError
from whence.ingest.fetch import AnsweredError, Fetched, Marks, Unchanged, fetch, fetch_again
from whence.ingest.robots import MOST_BYTES, Robots, robots

MOST_REST = 7 * 86_400.0  # however long a host asks to be left alone, it is asked again after a week
_HOSTS = 8  # visited at a time
_MOST_PAGES = 50  # of one host in a row; the others wait for the next round
_TOGETHER = 10  # pages of a host that are added together
_MOST_DELAY = 60.0  # seconds between two requests, whatever robots.txt asks: what asks for more gets few visits
_ROBOTS_KEPT, _FAILURE_KEPT = 86_400.0, 600.0  # seconds for which what robots.txt said is taken to hold
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of visiting an address."""

    address: str
    found: Fetched | Unchanged | SourceError


@dataclass(frozen=True, slots=True)
class _Rules:
    robots: Robots | SourceError
    until: float


class Visitor:
    """Asks for pages, and remembers when which host was last asked.

    `pause` is the least number of seconds between two requests to one host; `hosts` holds until when a host asked to
    be left alone. After `stop` is set nothing more is asked for.
    """

    def __init__(self, *, pause: float, seconds: float, allow_private: bool, hosts: dict[str, float]) -> None:
        self.stop = threading.Event()
        self._pause, self._seconds, self._allow_private = pause, seconds, allow_private
        self._hosts = hosts
        self._turns: dict[str, float] = {}
        self._rules: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def visit(self, wanted: Sequence[tuple[str, Marks]]) -> Generator[list[Outcome]]:
        """Visit these addresses; the outcomes of a host some at a time. Those it had no time for are left out."""
        by_host: dict[str, list[tuple[str, Marks]]] = {}
        for address, marks in wanted:
            by_host.setdefault(host(address), []).append((address, marks))
        done: SimpleQueue[list[Outcome] | None] = SimpleQueue()
        with ThreadPoolExecutor(_HOSTS) as threads:
            try:
                tasks = [
                    threads.submit(self._one_by_one, name, pages[:_MOST_PAGES], done) for name, pages in by_host.items()
                ]
                for _ in tasks:
                    while (found := done.get()) is not None:
                        yield found
                for task in tasks:
                    task.result()
            except BaseException:
                self.stop.set()
                raise

    def _one_by_one(
        self, name: str, wanted: Sequence[tuple[str, Marks]], done: SimpleQueue[list[Outcome] | None]
    ) -> None:
        try:
            for at in range(0, len(wanted), _TOGETHER):
                done.put(list(self._some(name, wanted[at : at + _TOGETHER])))
        finally:
            done.put(None)

    def _some(self, name: str, wanted: Sequence[tuple[str, Marks]]) -> Iterator[Outcome]:
        for address, marks in wanted:
            if self.stop.is_set() or self._hosts.get(name, 0.0) > time.time():
                return
            outcome = Outcome(address, self._ask(address, marks))
            if self.stop.is_set() and isinstance(outcome.found, SourceError):
                return
            yield outcome

    def _ask(self, address: str, marks: Marks) -> Fetched | Unchanged | SourceError:
        try:
            return fetch_again(
                address, marks, before=self._before, allow_private=self._allow_private, most_seconds=self._seconds
            )
        except AnsweredError as error:
            if error.status in _BUSY and error.retry_after is not None:
                self._hosts[host(error.uri)] = time.time() + min(error.retry_after, MOST_REST)
            return error
        except SourceError as error:
            return error

    def _before(self, address: str) -> None:
        """Wait for the host's turn. Raises SourceError where robots.txt does not allow the address."""
        rules = self._robots(address)
        if isinstance(rules, SourceError):
            raise SourceError(
                address, f"its site's robots.txt could not be read ({rules.problem}), so it was not asked"
            )
        if not rules.allow(address):
            raise SourceError(address, "its site's robots.txt asks whence not to read it")
        self._take_turn(address, rules.delay)

    def _take_turn(self, address: str, delay: float = 0.0) -> None:
        name, pause = host(address), max(self._pause, min(delay, _MOST_DELAY))
        with self._lock:
            turn = max(time.monotonic(), self._turns.get(name, 0.0))
            self._turns[name] = turn + pause
        if self.stop.wait(max(turn - time.monotonic(), 0.0)):
            raise SourceError(address, "the watch was ended")

    def _robots(self, address: str) -> Robots | SourceError:
        site = _site(address)
        known = self._rules.get(site)
        if known is None or known.until < time.monotonic():
            found = self._read_robots(site)
            kept = _FAILURE_KEPT if isinstance(found, SourceError) else _ROBOTS_KEPT
            known = self._rules[site] = _Rules(found, time.monotonic() + kept)
        return known.robots

    def _read_robots(self, site: str) -> Robots | SourceError:
        """A site without a robots.txt allows everything; one whose server fails allows nothing for now (RFC 9309)."""
        try:
            self._take_turn(site)
            page = fetch(
                f"{site}/robots.txt", allow_private=self._allow_private, most_bytes=MOST_BYTES,
                most_seconds=self._seconds,
            )  # fmt: skip
        except AnsweredError as error:
            return robots("") if 400 <= error.status < 500 and error.status not in _BUSY else error
        except SourceError as error:
            return error
        return robots(page.body.decode("utf-8", "replace"))


def host(address: str) -> str:
    """Host and port, as far as there is one: what is no address at all is refused when it is asked for."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _site(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))
