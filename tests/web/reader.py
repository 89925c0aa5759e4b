"""A reader on a library of stories, asked as a browser asks."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from whence.project.library import Library
from whence.web.app import application
from whence.web.guard import Keys
from whence.web.site import Site

PORT = 8642
FROM_A_PAGE = {"sec-fetch-site": "same-origin", "origin": "null"}  # as a browser sends forms of a page without referrer


class Reader(TestClient):
    """A browser before a reader that was just started."""

    def __init__(self, folder: Path, *, fetches: bool = False, model: str = "none") -> None:
        self.keys = Keys(PORT)
        self.site = Site(folder, model, fetches=fetches)
        app = application(self.site, self.keys)
        super().__init__(app, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False)  # type: ignore[arg-type]

    def enter(self) -> Reader:
        """Open the launch address, which leaves the cookie."""
        assert self.get(self.keys.address()).status_code == 200
        return self

    def put(self, text: str = "", **more: Any) -> Any:
        """Send the form of home."""
        return self.post("/read", data={"text": text}, headers=FROM_A_PAGE, follow_redirects=False, **more)


def only(folder: Path) -> Reader:
    """A reader without a library."""
    return Reader(folder / "none.whence")


class Tags(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def links(self) -> set[str]:
        """Where the page leads to in this reader."""
        found = {attrs[name] for _, attrs in self.tags for name in ("href", "src", "action") if name in attrs}
        return {link for link in found if link.startswith("/")}


def text_of(html: str) -> str:
    return Tags(html).text


def crawled(reader: Reader, most: int = 400) -> dict[str, Any]:
    """Every page that can be reached from home, with its answer."""
    waiting, seen = ["/"], dict[str, Any]()
    while waiting and len(seen) < most:
        address = re.sub(r"#.*", "", waiting.pop(0))
        if address in seen or address.startswith(("/read", "/look")):
            continue
        answer = seen[address] = reader.get(address, follow_redirects=False)
        if answer.headers["content-type"].startswith("text/html") and "attachment" not in answer.headers.get(
            "content-disposition", ""
        ):
            waiting += sorted(Tags(answer.text).links() - seen.keys())
    return seen


def digests(library: Library) -> dict[str, str]:
    """What stands in a library's files (SQLite's own memory of who reads, `-shm`, is no part of it)."""
    return {
        str(path.relative_to(library.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(library.folder.rglob("*"))
        if path.is_file()
        and not path.name.endswith("-shm")
        and not (path.name.endswith("-wal") and not path.stat().st_size)
    }
