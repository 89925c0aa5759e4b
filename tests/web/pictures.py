"""`python -m tests.web.pictures docs/pictures`: pictures of the reader's screens, of invented stories, in Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

from tests.library.stories import AGENCY, STORIES, file_of, library_of
from tests.web.conftest import AGAIN, DAILY
from tests.web.test_browser import CHROMIUM
from whence.project.library import Library

ROOT = Path(__file__).parents[2]
EXAMPLES, INCIDENT = ROOT / "examples", ROOT / "docs" / "examples" / "incident"
SIZE = {"width": 1100, "height": 760}


def main() -> None:
    """Take every picture."""
    target = Path(sys.argv[1]).absolute()
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        library = _library(Path(folder))
        with _served(library) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
            page.goto(address)
            _take(page, target)
            browser.close()


def _library(folder: Path) -> Library:
    library = library_of(folder, AGENCY, DAILY, *STORIES[2:])
    library.add(file_of(folder, AGAIN, name="again.jsonl"), model="none", jobs=1)
    shutil.copy(EXAMPLES / "column.txt", folder)
    os.chdir(folder)
    shutil.copytree(INCIDENT, folder / "incident")
    library.add("incident", model="none", jobs=1)
    library.add("column.txt", model="none", jobs=1)
    library.judge()
    return library


@contextmanager
def _served(library: Library) -> Iterator[str]:
    command = [sys.executable, "-m", "whence", "serve", os.fspath(library.folder), "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    try:
        yield next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
    finally:
        process.terminate()


def _take(page: Page, target: Path) -> None:
    page.screenshot(path=target / "home.png")
    column = page.get_by_role("link", name="Two ministries and a river").get_attribute("href")
    daily = page.get_by_role("link", name="Back at sea").get_attribute("href")
    assert column
    assert daily
    screens = {
        "search": "/s?q=ferry",
        "reader": column,
        "lineage": daily.replace("/d/", "/l/"),
        "cite": f"{daily}/cite?sentence=2",
        "others": f"{daily}/others?sentence=2",
        "quotation": f"{daily.replace('/d/', '/q/')}/1",
        "incidents": "/i?q=Orvane",
        "voices": "/v",
        "changes": f"{daily}/changes",
        "about": "/about",
        "corrections": "/corrections",
    }
    for name, path in screens.items():
        page.goto(urljoin(page.url, path))
        if name == "reader":
            page.locator("section").nth(12).scroll_into_view_if_needed()
        if name == "incidents":
            page.locator("section.incident").first.scroll_into_view_if_needed()
        page.screenshot(path=target / f"{name}.png")


if __name__ == "__main__":
    main()
