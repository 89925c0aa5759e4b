"""What a person says is one incident, or two: by forms of the page of incidents alone, said there, and taken back."""

from __future__ import annotations

import html
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.library.stories import file_of, story
from tests.web.reader import Reader, Tags, crawled, digests, text_of
from tests.web.test_corrections import FOREIGN, forms, noted, send
from whence.project.library import Library

QUAY = story(
    "quay.example/strike",
    "Drones struck the airfield at Keldow on Sunday. Twelve aircraft were destroyed, the Varsland ministry said.",
    title="Strike on Keldow", publisher="Quay News", published="2031-05-12",
)  # fmt: skip
HERALD = story(
    "herald.example/strike",
    "Drones struck the airfield at Keldow on Sunday. Two aircraft were destroyed, the Ostmark general staff said.",
    title="Two lost at Keldow", publisher="Herald", published="2031-05-13",
)  # fmt: skip
GAZETTE = story(
    "gazette.example/ferry",
    "Gunmen attacked a ferry near Halse in April. Seven passengers were injured, the coast guard said.",
    title="A ferry attacked", publisher="Gazette", published="2031-05-13",
)  # fmt: skip
NOTE = "Drones struck the airfield at Keldow on Sunday. Nine aircraft were destroyed, a witness said."


class Options(HTMLParser):
    """What can be chosen in each form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[list[tuple[str, str]]] = []
        self._value: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "select":
            self.found.append([])
        self._value = dict(attrs).get("value") if tag == "option" else None

    def handle_data(self, data: str) -> None:
        if self._value is not None:
            self.found[-1].append((self._value, data))


@pytest.fixture
def desk(tmp_path: Any) -> Library:
    library = Library(tmp_path / "news.whence")
    library.add(file_of(tmp_path, QUAY, HERALD, GAZETTE), model="none", jobs=1)
    return library


@pytest.fixture
def browser(desk: Library) -> Iterator[Reader]:
    with Reader(desk.folder) as found:
        yield found.enter()


def incidents(browser: Reader, query: str = "") -> list[dict[str, Any]]:
    return browser.get(f"/i.json{query}").json()["incidents"]


def told_in(browser: Reader, words: str) -> dict[str, Any]:
    """The incident in which a document of this address tells of something."""
    keys = {item["uri"]: item["document"] for item in browser.get("/i.json").json()["sources"]}
    (key,) = [key for uri, key in keys.items() if words in uri]
    return next(item for item in incidents(browser) if key in {each["document"] for each in item["mentions"]})


def choice(page: str, words: str, place: int) -> str:
    """The value of the choice with these words, in the select at this place of the page."""
    (value,) = [value for value, said in Options(page).found[place] if words in said]
    return value


def parted(browser: Reader, query: str = "") -> Any:
    """The answer after the Herald's “struck” was taken out of the incident told most."""
    page = browser.get(f"/i{query}").text
    chosen = choice(page, "Two lost at Keldow: “Drones struck", 0)
    return send(browser, forms(page, "apart")[0], telling=chosen)


def test_two_reports_of_one_strike_are_one_incident_with_forms(browser: Reader) -> None:
    assert told_in(browser, "quay") == told_in(browser, "herald")
    page = browser.get("/i").text
    assert forms(page, "apart")
    assert len(forms(page, "together")) == len(incidents(browser)) > 1
    labels = [attrs for tag, attrs in Tags(page).tags if tag == "select"]
    assert len(labels) == page.count("<label>These are not one incident") + page.count("<label>The same as")


@pytest.mark.parametrize("query", ["", "?q=Keldow", "?since=2031-05-01&q=Keldow"])
def test_a_telling_is_taken_out_said_and_taken_back(browser: Reader, query: str) -> None:
    before = incidents(browser)
    answer = parted(browser, query)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/i{query}")
    page = browser.get(answer.headers["location"]).text
    said = text_of(page)
    assert "Put right: “Drones struck the airfield at Keldow" in said
    assert "Parted by a person: “Drones struck the airfield at Keldow" in said
    found = [item for item in incidents(browser) if "corrected" in item]
    assert [item["corrected"][0]["field"] for item in found] == ["apart", "apart"]
    assert {item["corrected"][0]["was"] for item in found} == {"together"}
    assert found[0]["corrected"][0]["correction"] == noted(browser)[0]["id"]
    assert "Told of two incidents" in text_of(browser.get("/corrections").text)
    (undo,) = forms(page, "undo")
    back = send(browser, undo)
    assert back.headers["location"].startswith(f"/i{query}")
    assert "The correction was taken back." in text_of(browser.get(back.headers["location"]).text)
    assert noted(browser) == []
    assert incidents(browser) == before


def test_two_incidents_are_put_together_whatever_they_tell(browser: Reader) -> None:
    before = len(incidents(browser))
    assert told_in(browser, "gazette") != told_in(browser, "quay")
    page = browser.get("/i").text
    form = forms(page, "together")[0]
    other = next(value for value, said in Options(page).found[1] if "ferry" in said)
    answer = send(browser, form, other=other)
    assert answer.status_code == 303
    assert told_in(browser, "gazette") == told_in(browser, "quay")
    assert len(incidents(browser)) == before - 1
    assert any(why.startswith("Put together by a person: “") for why in told_in(browser, "quay")["why_merged"])
    assert "Put together by a person: “" in text_of(browser.get(answer.headers["location"]).text)
    page = browser.get("/corrections").text
    assert "tell one incident." in text_of(page)
    assert send(browser, forms(page, "undo")[0]).headers["location"] == "/corrections?undone=1"
    assert len(incidents(browser)) == before


def test_what_was_put_together_and_is_taken_out_is_no_longer_together(browser: Reader) -> None:
    page = browser.get("/i").text
    other = next(value for value, said in Options(page).found[1] if "ferry" in said)
    send(browser, forms(page, "together")[0], other=other)
    page = browser.get("/i").text
    send(browser, forms(page, "apart")[0], telling=other)
    assert [item["kind"] for item in noted(browser)] == ["not_same_incident"]
    assert told_in(browser, "gazette") != told_in(browser, "quay")


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("what", ["apart", "together"])
def test_a_form_of_another_page_changes_nothing(
    browser: Reader, desk: Library, what: str, headers: dict[str, str]
) -> None:
    page = browser.get("/i").text
    first, second = forms(page, "apart")[0]["other"].split()
    data = {"telling": first, "other": second} | forms(page, what)[0]
    before = digests(desk)
    assert browser.post("/corrections", data=data, headers=headers).status_code == 403
    assert digests(desk) == before


@pytest.mark.parametrize(
    ("what", "changes", "said"),
    [
        ("apart", {"telling": ""}, "choose what tells of it"),
        ("apart", {"other": ""}, "choose what tells of it"),
        ("apart", {"telling": "0a:0-12"}, "no document of this library has this id"),
        ("together", {"other": "<b>:1-2"}, "choose what tells of it"),
        ("together", {"other": "same"}, "choose what tells of it"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_told(
    browser: Reader, desk: Library, what: str, changes: dict[str, str], said: str
) -> None:
    page = browser.get("/i").text
    form = forms(page, what)[0]
    first = forms(page, "together")[0]["telling"]
    before = digests(desk)
    answer = send(browser, {"telling": first, "other": first} | form, **changes)
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    assert "<b>" not in answer.text
    assert digests(desk) == before


def test_an_incident_cannot_be_the_same_as_itself(browser: Reader) -> None:
    form = forms(browser.get("/i").text, "together")[0]
    answer = send(browser, form, other=form["telling"])
    assert (answer.status_code, "these are the same words" in text_of(answer.text)) == (422, True)


def test_looking_changes_nothing(browser: Reader, desk: Library) -> None:
    parted(browser)
    before = digests(desk)
    assert any(address.startswith("/i") for address in crawled(browser, 40))
    assert browser.get("/corrections?what=apart&telling=a:0-1&other=b:0-1").status_code == 200
    assert digests(desk) == before


def test_what_lies_on_the_desk_cannot_be_put_right(browser: Reader) -> None:
    key = browser.put(NOTE).headers["location"].removeprefix("/d/")
    page = browser.get(f"/i?d={key}").text
    assert any(key == each["document"] for item in incidents(browser, f"?d={key}") for each in item["mentions"])
    assert forms(page, "apart")
    assert not [value for found in Options(page).found for value, _ in found if value.startswith(key)]
    assert all(not form["telling"].startswith(key) for form in forms(page, "together"))


def test_hostile_titles_are_shown_as_text(browser: Reader, desk: Library, tmp_path: Any) -> None:
    hostile = QUAY | {"uri": "https://evil.example/1", "title": "</option><script>canary()</script>\u202e"}
    desk.add(file_of(tmp_path, hostile, name="hostile.jsonl"), model="none", jobs=1)
    page = browser.get("/i").text
    assert any("canary()" in said and "</option>" in said for said in Tags(page).words)
    assert "<script>canary" not in page
    assert "canary()" in html.unescape(page)
    answer = send(browser, forms(page, "apart")[0], telling=Options(page).found[0][-1][0])
    for address in (answer.headers["location"], "/corrections"):
        assert "<script>canary" not in browser.get(address).text
