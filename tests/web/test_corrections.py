"""What a person puts right in the reader: by forms of its own pages alone, said to be so, and taken back."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from tests.library.stories import file_of, story
from tests.web.reader import FROM_A_PAGE, PORT, Reader, Tags, crawled, digests, only, text_of
from tests.web.test_reader import NOTE, key_of
from whence.cli import main
from whence.project.library import Library
from whence.store.lock import locked

DAILY, WIRE = "daily.example/ferry", "wire.example/ferry"
RIVET = "every rivet"
CAPTAIN = "Captain Orla Dunn"
FOREIGN = [
    {"origin": "http://evil.example"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": f"http://127.0.0.1:{PORT + 1}"},
    {},
]


@pytest.fixture
def desk(news: Library, tmp_path: Path) -> Library:
    """A library to change."""
    return Library(shutil.copytree(news.folder, tmp_path / "news.whence"))


@pytest.fixture
def browser(desk: Library) -> Iterator[Reader]:
    with Reader(desk.folder) as found:
        yield found.enter()


class Forms(HTMLParser):
    """The forms of a page: where each is sent, and what it holds when nothing is changed in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({"to": has["action"], "method": has.get("method", "get")})
        elif tag == "input" and "name" in has:
            self.found[-1][has["name"]] = has.get("value", "")
        elif tag == "select":
            self._select = has["name"]
        elif tag == "option" and "selected" in has and self._select:
            self.found[-1][self._select] = has["value"]


def forms(page: str, what: str) -> list[dict[str, str]]:
    return [form for form in Forms(page).found if form.get("what") == what]


def send(browser: Reader, form: dict[str, str], headers: dict[str, str] | None = None, **changes: str) -> Any:
    data = {name: value for name, value in (form | changes).items() if name not in ("to", "method")}
    assert (form["to"], form["method"]) == ("/corrections", "post")
    return browser.post(form["to"], data=data, headers=headers or FROM_A_PAGE, follow_redirects=False)


def form_of(browser: Reader, desk: Library, words: str, address: str = DAILY) -> dict[str, str]:
    """The form on the card of the innermost statement with these words."""
    key = key_of(desk, address)
    text = browser.get(f"/d/{key}.json").json()["document"]["text"]
    at = text.index(words)
    found = [
        form
        for form in forms(browser.get(f"/d/{key}").text, "statement")
        if int(form["first"]) <= at < int(form["last"])
    ]
    return min(found, key=lambda form: int(form["last"]) - int(form["first"]))


def noted(browser: Reader) -> list[dict[str, Any]]:
    return browser.get("/corrections.json").json()["corrections"]


# A statement


def test_every_statement_has_a_form_that_shows_what_is_read(browser: Reader, desk: Library) -> None:
    key = key_of(desk, DAILY)
    twin = browser.get(f"/d/{key}.json").json()
    shown = forms(browser.get(f"/d/{key}").text, "statement")
    names = {voice["id"]: voice["name"] for voice in twin["voices"]}
    known = {item["id"]: item for item in twin["statements"]}
    assert len(shown) == len({form["statement"] for form in shown})
    for form in shown:
        item = known[form["statement"]]
        assert form["voice"] == names[item["chain"][-1]["voice"]]
        assert (form["status"], form["key"]) == (item["status"], key)
    assert RIVET in "".join(twin["document"]["text"][int(form["first"]) : int(form["last"])] for form in shown)


def test_a_speaker_put_right_is_shown_said_and_taken_back(browser: Reader, desk: Library) -> None:
    answer = send(browser, form_of(browser, desk, RIVET), name=CAPTAIN)
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    said = text_of(page)
    assert "Put right: “We have looked at every rivet" in said
    assert f"is said by {CAPTAIN}; read as Ada Lind." in said
    assert f"{CAPTAIN} calls for sure corrected" in said
    assert "Corrected by a person: 2 statements" in said
    assert "corrected by a person: said by “Ada Lind” before" in said
    assert [hit["voice"] for hit in browser.get("/s.json", params={"q": f'by:"{CAPTAIN}"'}).json()["hits"]] == [CAPTAIN]
    assert CAPTAIN in text_of(browser.get("/v").text)
    (undo,) = [form for form in forms(page, "undo") if form["page"] == "d"]
    back = send(browser, undo)
    assert back.status_code == 303
    assert "The correction was taken back." in text_of(browser.get(back.headers["location"]).text)
    assert noted(browser) == []
    assert form_of(browser, desk, RIVET)["voice"] == "Ada Lind"


def test_speaker_and_status_are_put_right_at_once(browser: Reader, desk: Library) -> None:
    form = form_of(browser, desk, "known about the crack")
    answer = send(browser, form, voice="Ada Lind", status="doubted")
    assert answer.headers["location"].count(",") + answer.headers["location"].count("%2C") == 1
    assert {item["kind"]: (item["was"], item["now"]) for item in noted(browser)} == {
        "speaker": ("Ministry of Ports", "Ada Lind"), "status": ("denied", "doubted"),
    }  # fmt: skip
    shown = form_of(browser, desk, "known about the crack")
    assert (shown["voice"], shown["status"]) == ("Ada Lind", "doubted")
    send(browser, shown, voice="Ministry of Ports", status="denied")
    assert noted(browser) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "it is read so already"),
        ({"name": "…"}, "that is not a name"),
        ({"name": "x" * 600}, "that is not a name"),
        ({"status": "true"}, "there is no such status"),
        ({"statement": "s999", "name": CAPTAIN}, "read anew meanwhile"),
        ({"first": "0", "name": CAPTAIN}, "read anew meanwhile"),
        ({"last": "9" * 30, "name": CAPTAIN}, "outside the text"),
        ({"what": "everything"}, "that cannot be put right here"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_told(
    browser: Reader, desk: Library, changes: dict[str, str], said: str
) -> None:
    before = digests(desk)
    answer = send(browser, form_of(browser, desk, RIVET), **changes)
    assert answer.status_code == 422
    assert "Nothing was changed: " in text_of(answer.text)
    assert said in text_of(answer.text)
    assert digests(desk) == before


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("what", ["statement", "merge", "split", "original", "witness", "undo"])
def test_a_form_of_another_page_is_refused_and_changes_nothing(
    browser: Reader, desk: Library, what: str, headers: dict[str, str]
) -> None:
    made = desk.corrections.merge("Mira Tan", "Tan")
    before = digests(desk)
    key = key_of(desk, DAILY)
    form = {
        "what": what, "key": key, "name": CAPTAIN, "correction": made.id, "first": "0", "last": "20", "other": WIRE,
        "within": "https://", "statement": "s1", "page": "d",
    }  # fmt: skip
    assert browser.post("/corrections", data=form, headers=headers).status_code == 403
    assert digests(desk) == before


def test_other_bodies_and_methods_change_nothing(browser: Reader, desk: Library) -> None:
    before = digests(desk)
    for kind in ("text/plain", "application/json"):
        answer = browser.post("/corrections", content=b"what=merge", headers=FROM_A_PAGE | {"content-type": kind})
        assert answer.status_code == 415
    for method in ("PUT", "DELETE", "PATCH"):
        assert browser.request(method, "/corrections", headers=FROM_A_PAGE).status_code in (405, 415)
    for query in ("what=merge&key=Mira+Tan&name=Ada+Lind", "what=undo&correction=0a0a0a0a0a0a"):
        assert browser.get(f"/corrections?{query}").status_code == 200
    assert digests(desk) == before


def test_without_the_token_nothing_is_put_right(desk: Library) -> None:
    with Reader(desk.folder) as stranger:
        answer = stranger.post("/corrections", data={"what": "merge", "key": "a", "name": "b"}, headers=FROM_A_PAGE)
        assert answer.status_code == 403
    assert list(desk.corrections) == []


def test_while_another_writes_it_is_told_and_nothing_is_changed(
    browser: Reader, desk: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.store.lock.PATIENCE", 0.1)
    monkeypatch.setattr("whence.store.lock.locked.__wrapped__.__defaults__", (0.1,))
    with locked(desk.folder / "LOCK"):
        answer = send(browser, form_of(browser, desk, RIVET), name=CAPTAIN)
    assert answer.status_code == 503
    assert "nothing was changed" in text_of(answer.text)
    assert noted(browser) == []


def test_reading_pages_never_writes(browser: Reader, desk: Library) -> None:
    send(browser, form_of(browser, desk, RIVET), name=CAPTAIN)
    before = digests(desk)
    seen = crawled(browser, 60)
    assert any(address.startswith("/corrections") for address in seen)
    assert digests(desk) == before


@pytest.mark.parametrize(
    "tail", ["changed=0a0a0a0a0a0a", "changed=<b>", "changed=" + "f" * 400, "undone=2", "changed=,,"]
)
def test_an_address_cannot_make_a_page_say_what_is_not_so(browser: Reader, desk: Library, tail: str) -> None:
    page = browser.get(f"/d/{key_of(desk, DAILY)}?{tail}").text
    assert "Put right:" not in text_of(page)
    assert 'id="changed"' not in page
    assert "<b>" not in page


# Voices


def test_voices_are_merged_and_split_on_their_pages(browser: Reader) -> None:
    page = browser.get("/v/Mira%20Tan").text
    (form,) = forms(page, "merge")
    answer = send(browser, form, name="Nadia Roth")
    said = text_of(browser.get(answer.headers["location"]).text)
    assert "“Mira Tan” and “Nadia Roth” are one voice." in said
    assert "Nadia Roth" in said
    assert browser.get("/v/Nadia%20Roth.json").json()["voice"]["corrected"]["merged"]["was"] == "Mira Tan, Nadia Roth"
    (undo,) = forms(browser.get("/v/Nadia%20Roth").text, "undo")
    assert send(browser, undo).headers["location"].startswith("/v/")
    assert noted(browser) == []
    (form,) = forms(browser.get("/v/Ada%20Lind").text, "split")
    answer = send(browser, form, within="https://daily.example", name="Ada Lind (the singer)")
    assert answer.headers["location"].startswith("/v/Ada%20Lind%20%28the%20singer%29")
    assert browser.get(answer.headers["location"]).status_code == 200
    assert [item["kind"] for item in noted(browser)] == ["split"]
    assert send(browser, form, within="", name="x").status_code == 422
    (undo,) = forms(browser.get(answer.headers["location"]).text, "undo")[:1]
    assert send(browser, undo).headers["location"] == "/corrections?undone=1"  # nobody is called so any more
    assert noted(browser) == []


# Matches


def test_an_original_is_rejected_and_taken_back(browser: Reader, desk: Library) -> None:
    key = key_of(desk, DAILY)
    (form,) = forms(browser.get(f"/q/{key}").text, "original")
    answer = send(browser, form)
    assert answer.headers["location"].startswith(f"/q/{key}?changed=")
    page = browser.get(answer.headers["location"]).text
    assert "A person has said that this is not its original" in text_of(page)
    (check,) = browser.get(f"/q/{key}.json").json()["checks"]
    assert check["rejected"][0]["uri"] == "https://wire.example/ferry"
    assert check["original"] is None
    assert "not found here" in text_of(browser.get(f"/d/{key}").text)
    undo = forms(page, "undo")[0]
    send(browser, undo)
    assert "rejected" not in browser.get(f"/q/{key}.json").json()["checks"][0]
    assert "quotation altered" in text_of(browser.get(f"/d/{key}").text)


def test_a_witness_is_rejected_and_taken_back(browser: Reader, desk: Library) -> None:
    key = key_of(desk, DAILY)
    shown = forms(browser.get(f"/l/{key}").text, "witness")
    assert len(shown) >= 2
    answer = send(browser, shown[0])
    page = browser.get(answer.headers["location"]).text
    assert "Rejected by a person" in text_of(page)
    assert browser.get(f"/l/{key}.json").json()["rejected"]
    assert len(forms(page, "witness")) < len(shown)
    send(browser, forms(page, "undo")[0])
    assert "rejected" not in browser.get(f"/l/{key}.json").json()


def test_what_lies_on_the_desk_cannot_be_put_right(browser: Reader) -> None:
    place = browser.put(NOTE).headers["location"]
    for start in ("/d/", "/l/", "/q/"):
        assert [form for form in Forms(browser.get(place.replace("/d/", start)).text).found if "what" in form] == []
    form = {"what": "statement", "key": place.removeprefix("/d/"), "statement": "s1", "name": CAPTAIN}
    assert browser.post("/corrections", data=form, headers=FROM_A_PAGE).status_code == 404


# All of them


def test_all_corrections_stand_on_a_page_with_those_that_are_lost(
    browser: Reader, desk: Library, tmp_path: Path
) -> None:
    send(browser, form_of(browser, desk, RIVET), name=CAPTAIN)
    send(browser, form_of(browser, desk, "known about the crack"), status="doubted")
    later = story(
        DAILY, "The ferry sails again. The Ministry of Ports denied that it had known about the crack in the hull."
    )
    desk.add(file_of(tmp_path, later, name="later.jsonl"), model="none", jobs=1)
    page = browser.get("/corrections").text
    said = text_of(page)
    assert "2 corrections, 1 of them lost" in said
    assert "its words stand in an earlier edition alone" in said
    assert "/corrections" in Tags(browser.get("/").text).links()
    printed = CliRunner().invoke(main, ["correct", "--library", str(desk.folder), "--json"])
    assert printed.exit_code == 1
    assert browser.get("/corrections.json").json() == json.loads(printed.stdout)
    shown = text_of(browser.get(f"/d/{key_of(desk, DAILY, 1)}").text)
    assert "Lost here: “We have looked at every rivet" in shown
    for undo in forms(page, "undo"):
        assert send(browser, undo).headers["location"] == "/corrections?undone=1"
    assert "0 corrections" in text_of(browser.get("/corrections").text)


def test_what_cannot_be_understood_is_told_by_its_line(browser: Reader, desk: Library) -> None:
    (desk.folder / "corrections.toml").write_text("[[merge]]\nnames = 3\n")
    assert "line 1: “names” is a list of names" in text_of(browser.get("/corrections").text)
    assert browser.get("/").status_code == 200
    assert browser.get("/corrections.json").json()["damaged"][0]["line"] == 1


def test_without_a_library_there_is_nothing_to_put_right(tmp_path: Path) -> None:
    with only(tmp_path) as browser:
        browser.enter()
        assert "0 corrections" in text_of(browser.get("/corrections").text)
        answer = browser.post("/corrections", data={"what": "merge", "key": "a", "name": "b"}, headers=FROM_A_PAGE)
        assert answer.status_code == 404
        assert list(tmp_path.rglob("*.toml")) == []


def test_hostile_names_are_shown_as_text(browser: Reader, desk: Library) -> None:
    name = "<img src=x onerror=canary()> “A”\u202e"
    answer = send(browser, form_of(browser, desk, RIVET), name=name)
    for address in (answer.headers["location"], "/corrections", f"/v/{quote(name)}", "/v"):
        page = browser.get(address).text
        assert "<img src=x" not in page
        assert re.search(r"&lt;img src=x", html.unescape(page.replace("&amp;", "&")) + page)


def test_the_description_names_the_form(browser: Reader) -> None:
    paths = browser.get("/openapi.json").json()["paths"]
    body = paths["/corrections"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert {"what", "key", "statement", "name", "status", "correction"} <= body["properties"].keys()
    assert "get" in paths["/corrections"]
    assert "get" in paths["/corrections.json"]


def test_a_long_document_leads_to_its_forms(browser: Reader, desk: Library, tmp_path: Path) -> None:
    """Not every card has one, or the page would be many times as large."""
    text = " ".join(f"The boat number {number} is late, Ada Lind said." for number in range(400))
    desk.add(file_of(tmp_path, story("daily.example/long", text), name="long.jsonl"), model="none", jobs=1)
    key = key_of(desk, "daily.example/long")
    page = browser.get(f"/d/{key}").text
    assert forms(page, "statement") == []
    link = html.unescape(re.findall(r'<a href="([^"]+)">Fix</a>', page)[7])
    (first, *_) = forms(browser.get(link).text, "statement")
    assert send(browser, first, name=CAPTAIN).status_code == 303
