"""Readers to test with; without the extra that serves them, there is nothing to test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx2")

from tests.library.stories import AGENCY, FERRY, FERRY_ALTERED, STORIES, file_of, library_of, story
from tests.web.reader import Reader
from whence.project.library import Library

AGAIN = story(
    "wire.example/ferry", FERRY_ALTERED, title="Ferry sails again", publisher="Coast Wire", published="2024-03-01"
)

DAILY = story(
    "daily.example/ferry", FERRY.replace("there is nothing left", "there is little left"),
    title="Back at sea", publisher="Southport Daily", published="2024-03-02",
)  # fmt: skip


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The stories of the coast, one of them in two editions, its quotations held against each other."""
    folder = tmp_path_factory.mktemp("coast")
    library = library_of(folder, AGENCY, DAILY, *STORIES[2:])
    library.add(file_of(folder, AGAIN, name="again.jsonl"), model="none", jobs=1)
    library.judge()
    library.add(folder / "nothing.jsonl", model="none", jobs=1)
    return library


@pytest.fixture(scope="session")
def reader(news: Library) -> Iterator[Reader]:
    """A browser that has opened the reader of this library."""
    with Reader(news.folder) as browser:
        yield browser.enter()


@pytest.fixture
def stranger(news: Library) -> Iterator[Reader]:
    """A browser that has not opened the launch address."""
    with Reader(news.folder) as browser:
        yield browser
