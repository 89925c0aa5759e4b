"""Whatever an article, a file name or a query holds: on every page it is text, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from eval.reader.strings import CANARY, many
from tests.library.stories import FERRY, file_of, story
from tests.web.reader import FROM_A_PAGE, Reader, Tags, crawled
from whence.project.library import Library

STRINGS = many(500)
TAGS = set(
    "html head meta title link script body a header nav ul ol li form label input button main h1 h2 h3 p div span "
    "section footer bdi mark details summary article table thead tbody tr th td caption svg g path rect text "
    "blockquote ins del select option datalist textarea dl dt dd kbd code circle line strong q em".split()
)
QUOTED = ("value", "content", "aria-label")  # attributes that hold words and lead nowhere


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library in which every string stands as a title, a publisher, an author, a voice, in a text and an address."""
    folder = tmp_path_factory.mktemp("hostile")
    size = len(STRINGS) // 4
    stories = [
        story(
            f"news.example/{number}",
            f"“The pier is open {STRINGS[-number]}, and we are glad of it,” the harbour master {four[3]} said."
            f"{FERRY if number % 8 == 0 else ''}",
            title=four[0], publisher=four[1], authors=[four[2]], published="2024-03-01",
        )
        for number in range(size)
        if (four := STRINGS[number * 4 : number * 4 + 4])
    ]  # fmt: skip
    for number, item in enumerate(stories[::4]):
        item["uri"] = STRINGS[-1 - number]
    library = Library(folder / "news.whence")
    library.add(file_of(folder, *stories), model="none", jobs=1)
    library.add(
        *[folder / f"{name.replace('/', '')[:80]}.pdf" for name in STRINGS[:40] if "\0" not in name],
        model="none",
        jobs=1,
    )
    return library


@pytest.fixture(scope="module")
def browser(coast: Library) -> Iterator[Reader]:
    with Reader(coast.folder) as found:
        yield found.enter()


def assert_harmless(html: str) -> None:
    """No element, attribute, script or address on a page that is not of its own making."""
    page = Tags(html)
    assert {tag for tag, _ in page.tags} <= TAGS
    scripts = [attrs for tag, attrs in page.tags if tag == "script"]
    assert [attrs["src"] for attrs in scripts] == ["/static/screens.js"]
    for tag, attrs in page.tags:
        assert not any(name.startswith("on") or name in ("style", "srcdoc", "formaction") for name in attrs), attrs
        for name, value in attrs.items():
            if name in ("href", "src", "action"):
                assert value.startswith(("/", "#", "http://", "https://")), value
                assert not value.startswith(("//", "/\\")), value
                assert value.startswith(("/", "#")) or "noopener" in attrs.get("rel", ""), value
                if value.startswith("http"):
                    assert "@" not in urlsplit(value).netloc
                    assert "\\" not in value
            elif CANARY in value:
                assert name in QUOTED or (name, attrs.get("class")) == ("title", "Z3988"), (tag, name, value)


def test_there_are_eight_thousand_strings_and_these_are_some() -> None:
    every = many(8_000)
    assert len(set(every)) == 8_000
    assert every[: len(STRINGS)] == STRINGS
    assert all(CANARY in text for text in every)


def test_no_page_of_a_hostile_library_holds_more_than_text(browser: Reader, coast: Library) -> None:
    seen = crawled(browser, 120) | {
        address: browser.get(address) for address in ("/s?q=canary&most=500", "/v?most=1000", "/about")
    }
    pages = [answer for answer in seen.values() if answer.headers["content-type"].startswith("text/html")]
    assert len(pages) > 90
    assert {answer.status_code for answer in pages} <= {200, 404}
    for answer in pages:
        if "attachment" not in answer.headers.get("content-disposition", ""):
            assert_harmless(answer.text)
    for edition in coast.editions():
        html = browser.get(f"/d/{edition.id}").text
        assert_harmless(html)
        assert CANARY in "".join(Tags(html).words)


def test_every_query_is_a_question_and_comes_back_as_text(browser: Reader) -> None:
    for text in STRINGS[::2]:
        answer = browser.get("/s", params={"q": text.replace("\0", "")})
        assert answer.status_code == 200, text
        assert_harmless(answer.text)


def test_no_address_is_echoed_where_nothing_is_there(browser: Reader) -> None:
    for text in STRINGS[::4]:
        name = quote(text.encode("utf-8", "replace"), safe="")
        for start in ("/d/", "/l/", "/q/", "/check/", "/v/x", "/nothing/"):
            answer = browser.get(f"{start}{name}", follow_redirects=False)
            assert answer.status_code == 404
            assert CANARY not in answer.text
            assert CANARY not in str(answer.headers)


@pytest.mark.parametrize("part", range(4))
def test_file_names_and_pasted_texts_are_text(browser: Reader, part: int) -> None:
    for text in STRINGS[part::12]:
        answer = browser.post("/read", files={"file": (text, b"\0\1\2")}, headers=FROM_A_PAGE)
        assert answer.status_code == 422
        assert_harmless(answer.text)
    for text in STRINGS[part::12]:
        body = {"text": f"{text}\n\nThe pier is open, {text} said. “{text},” he said."}
        answer = browser.post("/read", data=body, headers=FROM_A_PAGE)
        assert answer.status_code in (200, 422), text  # what begins like a page of the web is taken for one
        assert_harmless(answer.text)


def test_a_draft_and_its_sources_are_text(browser: Reader) -> None:
    for text in STRINGS[::25]:
        files: Any = [("sources", (text, f"“We are glad that the {text} is open now,” she said.".encode()))]
        body = {"text": f"{text}\n\n“We are glad that the {text} is not open now,” she said.", "style": text}
        answer = browser.post("/check", data=body, files=files, headers=FROM_A_PAGE)
        assert answer.status_code in (200, 422)
        assert_harmless(answer.text)


def test_no_cell_of_a_saved_table_can_become_a_formula(browser: Reader) -> None:
    rows = list(csv.reader(io.StringIO(browser.get("/s.csv?q=canary&most=500").text)))
    assert len(rows) > 50
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_json_is_never_taken_for_a_page(browser: Reader, coast: Library) -> None:
    for edition in list(coast.editions())[::10]:
        answer = browser.get(f"/d/{edition.id}.json")
        assert answer.headers["content-type"] == "application/json"
        assert json.loads(answer.content)["document"]["title"] == edition.document.title
