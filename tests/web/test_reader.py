"""Home and the reader: what was put before it, what the library holds, the same as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tests.library.stories import FERRY
from tests.web.reader import Reader, Tags, only, text_of
from whence.cli import main
from whence.project.library import Library

NOTE = "Pier opens\n\nThe pier will open on Monday, the mayor Ada Lind said. “It has cost us a year,” she said."


def key_of(news: Library, address: str, number: int = 0) -> str:
    found = [edition.id for edition in news.editions() if edition.address == f"https://{address}"]
    return found[number]


def printed(*arguments: str) -> str:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_home_tells_what_the_library_holds_and_what_came_last(reader: Reader) -> None:
    said = text_of(reader.get("/").text)
    assert "documents 5" in said
    assert "editions 6" in said
    assert "Ferry sails again" in said
    assert "edition 2" in said


def test_the_numbers_are_those_of_the_command_line(reader: Reader, news: Library) -> None:
    assert reader.get("/home.json").json()["numbers"] == json.loads(printed("info", str(news.folder), "--json"))


def test_a_pasted_text_is_read_and_goes_into_no_library(reader: Reader, news: Library) -> None:
    documents = news.info().documents
    answer = reader.put(NOTE)
    assert answer.status_code == 303
    page = text_of(reader.get(answer.headers["location"]).text)
    assert "Ada Lind says" in page
    assert "in no library" in page
    assert news.info().documents == documents


def test_a_dropped_file_is_read_as_the_command_line_reads_it(reader: Reader, tmp_path: Any) -> None:
    path = tmp_path / "pier.html"
    path.write_text(f"<html><body><article><h1>Pier</h1><p>{FERRY}</p></article></body></html>", encoding="utf-8")
    answer = reader.put(files={"file": ("C:\\pages\\pier.html", path.read_bytes())})
    twin = reader.get(answer.headers["location"] + ".json").json()
    mine = json.loads(printed("blame", str(path), "--json", "--model", "none"))
    assert twin["document"].pop("uri") == "pier.html"
    for one in (twin, mine):
        one["document"].pop("id", None)
        one["document"].pop("uri", None)
    assert twin == mine


def test_what_cannot_be_read_is_told_with_the_reason(reader: Reader) -> None:
    answer = reader.put(files={"file": ("noise.html", b"\x00\x01\x02\x03" * 50)})
    assert answer.status_code == 422
    assert "noise.html: no text but binary data" in text_of(answer.text)
    assert "choose a file" in text_of(reader.put("").text)


def test_a_file_whose_reading_does_not_come_back_is_given_up_and_costs_nothing_else(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with only(tmp_path) as browser:
        browser.enter()
        assert browser.put(NOTE).status_code == 303
        monkeypatch.setattr(browser.site.desk.pool, "seconds", 0.05)
        answer = browser.put(f"{NOTE}\n\n" * 4_000)
        assert answer.status_code == 422
        assert "given up after" in text_of(answer.text)
        monkeypatch.undo()
        assert browser.put(NOTE).status_code == 303


def test_an_address_is_fetched_only_where_it_is_allowed(reader: Reader) -> None:
    assert "address" not in {attrs.get("name") for _, attrs in Tags(reader.get("/").text).tags}
    answer = reader.post(
        "/read", data={"address": "http://127.0.0.1:1/"}, headers={"sec-fetch-site": "same-origin"}
    )  # fmt: skip
    assert "choose a file" in text_of(answer.text)


def test_private_addresses_are_never_fetched(news: Library) -> None:
    with Reader(news.folder, fetches=True) as browser:
        answer = browser.enter().post(
            "/read", data={"address": "http://127.0.0.1:1/"}, headers={"sec-fetch-site": "same-origin"}
        )
        assert answer.status_code == 422
        assert "choose a file" not in text_of(answer.text)


def test_several_articles_of_one_file_lie_on_the_desk(reader: Reader) -> None:
    lines = "".join(json.dumps({"uri": f"{n}.txt", "title": f"Pier {n}", "text": NOTE}) + "\n" for n in "abc")
    answer = reader.put(files={"file": ("piers.jsonl", lines.encode())})
    assert answer.status_code == 200
    assert {"Pier a", "Pier b", "Pier c"} <= {
        word.strip() for word in Tags(answer.text).words if word.strip().startswith("Pier ")
    }


def test_the_reader_shows_voices_chains_and_verdicts(reader: Reader, news: Library) -> None:
    html = reader.get(f"/d/{key_of(news, 'daily.example/ferry')}").text
    said = text_of(html)
    assert "Ada Lind says" in said
    assert "deny" in said or "denies" in said
    assert "quotation altered" in said
    assert "Why?" in said
    assert any(link.startswith("/v/Ada%20Lind") for link in Tags(html).links())


def test_the_json_of_a_document_is_that_of_the_command_line(reader: Reader, news: Library) -> None:
    twin = reader.get(f"/d/{key_of(news, 'post.example/bridge')}.json").json()
    file = news.folder.parent / "news.jsonl"
    lines = printed("blame", str(file), "--jsonl", "--model", "none").splitlines()
    (mine,) = [json.loads(line) for line in lines if "post.example/bridge" in line]
    assert twin == mine


def test_one_voice_one_status_some_sentences(reader: Reader, news: Library) -> None:
    address = f"/d/{key_of(news, 'daily.example/ferry')}"
    whole, denied = (text_of(reader.get(address + tail).text) for tail in ("", "?status=denied"))
    assert "every rivet" in whole
    assert "every rivet" not in denied
    assert "known about the crack" in denied
    assert "every rivet" not in text_of(reader.get(address + "?voice=ministry").text)
    assert "as chosen" in text_of(reader.get(address + "?lines=1,2").text)
    assert reader.get(address + "?lines=x&status=nonsense").status_code == 200
    tags = Tags(reader.get(address + "?show=why").text).tags
    opened = [attrs for tag, attrs in tags if tag == "details" and attrs.get("class") != "fix"]
    assert opened
    assert all("open" in attrs for attrs in opened)


def test_a_document_of_two_editions_leads_to_both(reader: Reader, news: Library) -> None:
    first, second = (key_of(news, "wire.example/ferry", number) for number in (0, 1))
    for key in (first, second):
        links = Tags(reader.get(f"/d/{key}").text).links()
        assert {f"/d/{first}", f"/d/{second}", f"/d/{key}/changes"} <= links


def test_one_file_is_what_the_command_line_writes(reader: Reader, news: Library) -> None:
    key = key_of(news, "post.example/bridge")
    answer = reader.get(f"/d/{key}/page.html")
    assert "attachment" in answer.headers["content-disposition"]
    assert "Halden Post" in answer.text


def test_without_a_library_articles_can_be_read(tmp_path: Any) -> None:
    with only(tmp_path) as browser:
        assert "There is no library here" in text_of(browser.enter().get("/").text)
        answer = browser.put(NOTE)
        assert "Ada Lind says" in text_of(browser.get(answer.headers["location"]).text)
        assert browser.get("/d/nothing").status_code == 404
