"""A browser before `whence serve`, and somebody who watches what it does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CANARY = "window.canary = () => console.warn('canary ran'); window.alert = window.canary;"
_OURS = re.compile(r"/(static/screens\.(css|js)|static/icon\.svg)?$")  # what pages of ours ask for by themselves


@dataclass
class Watch:
    """What a browser did: the pages it opened, what it asked for, and all that must not have happened."""

    name: str
    base: str
    pages: int = 0
    requests: int = 0
    seconds: float = 0.0
    ran: list[str] = field(default_factory=list[str])
    left: list[str] = field(default_factory=list[str])
    strange: list[str] = field(default_factory=list[str])
    said: list[str] = field(default_factory=list[str])
    failed: list[str] = field(default_factory=list[str])
    at: str = ""

    def request(self, asked: Any) -> None:
        """A request was made."""
        self.requests += 1
        address: str = asked.url
        if not address.startswith(self.base + "/"):
            self.left.append(f"{self.at}: {address[:200]}")
        elif not asked.is_navigation_request() and not _OURS.search(address):
            self.strange.append(f"{self.at}: {address[:200]}")

    def console(self, message: Any) -> None:
        """The page, or the browser about the page, says something."""
        if message.text == "canary ran":
            self.ran.append(self.at)
        elif message.type == "error" and "status of 4" not in message.text:  # what is not there is told so
            self.said.append(f"{self.at}: {message.text[:200]}")

    def dialog(self, shown: Any) -> None:
        """A dialog was opened."""
        self.ran.append(f"{self.at}: a dialog")
        shown.dismiss()

    def error(self, error: Any) -> None:
        """A script of the page ended with an error."""
        self.said.append(f"{self.at}: {error}")

    def over(self, page: Any) -> None:
        """Watch a page from now on; what it asks of anybody else is noted and not sent."""
        heard = {"request": self.request, "console": self.console, "dialog": self.dialog, "pageerror": self.error}
        for event, handler in heard.items():
            page.on(event, handler)
        page.route(self._elsewhere, _abort)

    def _elsewhere(self, address: str) -> bool:
        return not address.startswith(self.base + "/")

    @property
    def wrong(self) -> list[str]:
        """Everything that must not have happened."""
        return [*self.ran, *self.left, *self.strange, *self.said, *self.failed]


@contextmanager
def served(folder: Path) -> Generator[str]:
    """`whence serve` in a process of its own; the address that it prints."""
    command = [sys.executable, "-m", "whence", "serve", str(folder), "--no-open", "--model", "none", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stderr
        found = re.search(r"http://127\.0\.0\.1:\d+/launch/[\w-]+", process.stderr.readline())
        if found is None:
            raise SystemExit("whence serve did not start")
        yield found[0]
    finally:
        process.kill()
        process.wait()


@contextmanager
def opened(browser: Any, launch: str, watch: Watch, *, stripped: bool) -> Generator[Any]:
    """A page of a browser before the reader, watched."""
    context = browser.new_context(bypass_csp=stripped)
    context.add_init_script(CANARY)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(launch)
    page.wait_for_url(watch.base + "/")
    watch.over(page)
    yield page
    context.close()


def answer(page: Any, address: str, html: str) -> None:
    """From now on this address shows this page."""

    def fulfil(route: Any) -> None:
        route.fulfill(body=html, content_type="text/html")

    page.route(address, fulfil)


def _abort(route: Any) -> None:
    route.abort()
