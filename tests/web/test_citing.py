"""Permalinks that lead to the same words, or say that they do not; citations to copy and to save; hops."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.library.stories import AGENCY, BRIDGE, FERRY, FERRY_ALTERED, library_of, story
from tests.web.reader import Reader, Tags, text_of
from tests.web.test_reader import key_of
from whence.model.anchor import anchor, read_anchor
from whence.model.text import Span
from whence.project import rereading
from whence.project.library import Library

RIVET = "“We have looked at every rivet of that hull, and there is little left"
SAVED = {
    "txt": "text/plain", "md": "text/markdown", "wiki": "text/x-wiki", "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems", "csl.json": "application/vnd.citationstyles.csl+json",
}  # fmt: skip


@pytest.fixture(scope="module")
def daily(news: Library) -> str:
    return key_of(news, "daily.example/ferry")


def permalink(reader: Reader, key: str, sentence: int) -> str:
    return reader.get(f"/d/{key}/cite.json?sentence={sentence}").json()["permalink"]


def banner(page: str) -> str:
    found = [html.unescape(re.sub(r"<[^>]+>", "", each)) for each in re.findall(r'role="note">(.*?)</p>', page)]
    return " ".join(found)


def marked(page: str) -> str:
    return " ".join(map(text_of, re.findall(r'<span [^>]*class="here">(.*?)</span>', page, re.DOTALL)))


# Permalinks


def test_a_permalink_leads_to_its_sentence(reader: Reader, daily: str) -> None:
    link = permalink(reader, daily, 2)
    page = reader.get(link).text
    assert link.endswith("#at")
    assert 'id="at"' in page
    assert marked(page).startswith(f"2 {RIVET}")
    assert "Moved" not in page
    assert "Lost" not in page


def test_a_permalink_is_the_same_on_every_machine_and_after_a_rebuild(reader: Reader, daily: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    other = library_of(tmp_path, story("daily.example/ferry", _text(reader, daily), title="Another title"))
    other.rebuild(model="none")
    with Reader(other.folder) as browser:
        browser.enter()
        assert permalink(browser, daily, 2) == permalink(reader, daily, 2)


def _text(reader: Reader, key: str) -> str:
    return reader.get(f"/d/{key}.json").json()["document"]["text"]


def test_a_digest_that_does_not_fit_is_told_and_no_wrong_sentence_shown(reader: Reader, daily: str) -> None:
    page = reader.get(f"/d/{daily}?at=116-237-0000000000").text
    assert "Lost: the words that this link names do not stand in this text" in banner(page)
    assert 'href="#s-2"' in page
    assert marked(page) == ""
    assert 'id="at"' not in page
    assert reader.get(f"/d/{daily}/cite?at=116-237-0000000000").status_code == 404
    assert "could not be read" in banner(reader.get(f"/d/{daily}?at=nonsense").text)


def test_words_that_stand_at_another_place_are_found_there(reader: Reader, daily: str) -> None:
    moved = permalink(reader, daily, 2).replace("at=116-237", "at=16-137")
    page = reader.get(moved).text
    assert "Moved" in banner(page)
    assert marked(page).startswith(f"2 {RIVET}")


def test_an_earlier_edition_says_that_there_is_a_later_one(reader: Reader, news: Library) -> None:
    first, second = (key_of(news, "wire.example/ferry", number) for number in (0, 1))
    link = permalink(reader, first, 2)
    page = reader.get(link).text
    assert "This is edition 1; there is a later one" in banner(page)
    (later,) = {to for to in Tags(page).links() if to.startswith(f"/d/{second}?at=")}
    assert "Lost" in banner(reader.get(later).text)  # it was altered there
    kept = permalink(reader, first, 4)
    (same,) = {to for to in Tags(reader.get(kept).text).links() if to.startswith(f"/d/{second}?at=")}
    assert "Moved" in banner(reader.get(same).text)
    assert "crack in the hull" in marked(reader.get(same).text)
    assert "later one" not in reader.get(f"/d/{second}").text


def test_where_the_text_is_gone_the_words_are_found_in_another(reader: Reader, news: Library) -> None:
    wire = key_of(news, "wire.example/ferry")
    gone = permalink(reader, wire, 2).replace(wire, "0" * 32)
    answer = reader.get(gone, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/d/{wire}?at=")
    page = reader.get(answer.headers["location"]).text
    assert "not in this library. The same words stand here" in banner(page)
    assert "nothing left" in marked(page)


def test_where_nobody_has_the_words_the_link_is_lost(reader: Reader) -> None:
    words = "Nobody ever wrote this sentence down."
    link = f"/d/{'0' * 32}?at={anchor(words, Span(0, len(words)))}&words=Nobody+ever+wrote"
    answer = reader.get(link)
    assert answer.status_code == 404
    assert "Lost" in text_of(answer.text)
    assert "Nobody ever" not in answer.text
    assert "There is nothing" in text_of(reader.get(f"/d/{'0' * 32}").text)


# Citations


def test_the_page_that_cites_has_every_form_and_whose_words_they_are(reader: Reader, daily: str) -> None:
    page = reader.get(f"/d/{daily}/cite?sentence=4").text
    said = text_of(page)
    assert "These words are attributed to Ministry of Ports (denies), via Southport Daily" in said
    for part in ("@misc{southportdaily2024", "TY - NEWS", "{{cite news |url=https://daily.example/ferry", '"literal"'):
        assert part in said or part == '"literal"'
    forms = {attrs["id"] for tag, attrs in Tags(page).tags if tag == "textarea"}
    assert forms == {f"t-{name}" for name in ("plain", "markdown", "wikipedia", "bibtex", "ris", "csl")}
    assert all("readonly" in attrs for tag, attrs in Tags(page).tags if tag == "textarea")


@pytest.mark.parametrize("ending", SAVED)
def test_each_form_can_be_saved_with_its_media_type(reader: Reader, daily: str, ending: str) -> None:
    page = Tags(reader.get(f"/d/{daily}/cite?sentence=2").text)
    (link,) = {to for to in page.links() if to.startswith(f"/d/{daily}/cite.{ending}?")}
    answer = reader.get(link)
    assert answer.headers["content-type"].split(";")[0] == SAVED[ending]
    assert "attachment" in answer.headers["content-disposition"]
    assert "every rivet" in answer.text
    assert "attributed to Ada Lind" in answer.text or "Attributed to Ada Lind" in answer.text


def test_the_json_has_what_the_page_has(reader: Reader, daily: str) -> None:
    twin = reader.get(f"/d/{daily}/cite.json?sentence=2").json()
    assert twin["exact"].startswith(RIVET)
    assert twin["forms"]["ris"] == reader.get(f"/d/{daily}/cite.ris?sentence=2").content.decode()
    assert read_anchor(parse_qs(urlsplit(twin["permalink"]).query)["at"][0])
    whole = reader.get(f"/d/{daily}/cite.json").json()
    assert (whole["sentence"], whole["exact"], whole["live"]) == (None, "", None)


def test_the_live_page_is_linked_at_the_words_and_is_told_nothing(reader: Reader, daily: str) -> None:
    page = Tags(reader.get(f"/d/{daily}/cite?sentence=4").text)
    (live,) = [attrs for tag, attrs in page.tags if tag == "a" and attrs["href"].startswith("http")]
    assert live["href"] == (
        "https://daily.example/ferry#:~:text=The%20Ministry%20of%20Ports%20denied%20that%20it%20had%20known%20about%20"
        "the%20crack%20in%20the%20hull."
    )
    assert {"noopener", "noreferrer"} <= set(live["rel"].split())


def test_a_statement_is_cited_from_its_grounds(reader: Reader, daily: str) -> None:
    links = Tags(reader.get(f"/d/{daily}?show=why").text).links()
    cites = sorted(link for link in links if link.startswith(f"/d/{daily}/cite?statement="))
    assert cites
    found = [reader.get(link.replace("/cite?", "/cite.json?")).json() for link in cites]
    assert any(each["exact"] == "that it had known about the crack in the hull" for each in found)


@pytest.mark.parametrize("query", ["sentence=0", "sentence=x", ""])
def test_a_number_that_makes_no_sense_cites_the_document(reader: Reader, daily: str, query: str) -> None:
    assert reader.get(f"/d/{daily}/cite.json?{query}").json()["sentence"] is None


def test_a_sentence_that_is_not_there_cannot_be_cited(reader: Reader, daily: str) -> None:
    for query in ("sentence=99", "statement=s999", "statement=<b>"):
        assert reader.get(f"/d/{daily}/cite?{query}").status_code == 404
        assert reader.get(f"/d/{daily}/cite.bib?{query}").status_code == 404


def test_what_lies_on_the_desk_can_be_cited(reader: Reader) -> None:
    place = reader.put(f"Pier opens\n\n{BRIDGE}").headers["location"]
    said = reader.get(f"{place}/cite.json?sentence=3").json()
    assert "Okoro" in said["attribution"]
    assert "UR  - " not in said["forms"]["ris"]


# What Zotero finds


def test_a_page_tells_reference_managers_what_it_is(reader: Reader, daily: str) -> None:
    page = Tags(reader.get(f"/d/{daily}").text)
    meta = {attrs["name"]: attrs["content"] for tag, attrs in page.tags if tag == "meta" and "name" in attrs}
    assert meta["DC.title"] == meta["og:title"] == "Back at sea"
    assert meta["DC.publisher"] == "Southport Daily"
    assert meta["citation_publication_date"] == "2024/03/02"
    assert meta["DC.identifier"] == meta["og:url"] == "https://daily.example/ferry"
    (coins,) = [attrs["title"] for tag, attrs in page.tags if attrs.get("class") == "Z3988"]
    found = {name: values[0] for name, values in parse_qs(coins).items()}
    assert found["rft.type"] == "newspaperArticle"
    assert (found["rft.title"], found["rft.source"], found["rft.date"]) == ("Back at sea", "Southport Daily", "2024-03-02")  # fmt: skip  # noqa: E501


# One hop back, one hop on


def test_one_hop_back_leads_to_the_words_in_the_earlier_text(reader: Reader, daily: str, news: Library) -> None:
    wire = key_of(news, "wire.example/ferry")
    answer = reader.get(f"/d/{daily}/back?sentence=4", follow_redirects=False)
    assert answer.status_code == 303
    assert urlsplit(answer.headers["location"]).path == f"/d/{wire}"
    assert "crack in the hull" in marked(reader.get(answer.headers["location"]).text)
    on = reader.get(f"/d/{wire}/on?sentence=4", follow_redirects=False)
    assert urlsplit(on.headers["location"]).path == f"/d/{daily}"


def test_the_hops_are_told_with_chain_date_and_tie(reader: Reader, daily: str) -> None:
    page = reader.get(f"/d/{daily}/hops?sentence=4").text
    said = text_of(page)
    assert "Ministry of Ports denies Southport Daily passes it on, in this document" in said
    assert "Ferry sails again · Coast Wire · 2024-03-01 (as it claims; the words show it)" in said
    assert "Not found later in the 6 documents searched." in said
    assert 'rel="prev"' in page
    twin = reader.get(f"/d/{daily}/hops.json?sentence=4").json()
    assert twin["chains"] == [["Southport Daily", "Ministry of Ports"]]
    assert twin["back"][0]["publisher"] == "Coast Wire"
    assert twin["on"] == []


def test_where_there_is_no_hop_the_page_says_so(reader: Reader, news: Library) -> None:
    key = key_of(news, "post.example/bridge")
    answer = reader.get(f"/d/{key}/back?sentence=1", follow_redirects=False)
    assert urlsplit(answer.headers["location"]).path == f"/d/{key}/hops"
    assert "Not found earlier in the 6 documents searched." in text_of(reader.get(answer.headers["location"]).text)
    assert reader.get(f"/d/{key}/hops").status_code == 404


def test_a_named_agency_is_the_next_hop(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Where the text names the agency, its own text comes first, and the chain leads to it."""
    told = FERRY_ALTERED.replace("she said.", "she told Coast Wire.")
    library = library_of(
        tmp_path, AGENCY, story("first.example/ferry", FERRY, publisher="First Post", published="2024-03-01"),
        story("daily.example/ferry", told, title="Told", publisher="Southport Daily", published="2024-03-03"),
    )  # fmt: skip
    with Reader(library.folder) as browser:
        key = key_of(library, "daily.example/ferry")
        twin = browser.enter().get(f"/d/{key}/hops.json?sentence=2").json()
        assert twin["chains"][0] == ["Southport Daily", "Coast Wire", "Ada Lind"]
        first = twin["back"][0]
        assert (first["publisher"], first["voice"]) == ("Coast Wire", "Coast Wire")
        page = text_of(browser.get(f"/d/{key}/hops?sentence=2").text)
        assert "Coast Wire passes it on: its own text" in page
        assert "one hop back" in text_of(browser.get(f"/d/{key}").text)


# What is shown


def test_whole_chains_and_grounds_are_shown_on_demand(reader: Reader, daily: str) -> None:
    plain, chains, both = (reader.get(f"/d/{daily}{tail}").text for tail in ("", "?show=chain", "?show=why&show=chain"))
    assert "via Southport Daily" not in text_of(plain)
    assert "via Southport Daily" in text_of(chains)
    assert "<details open>" not in chains
    assert "<details open>" in both
    assert "via Southport Daily" in text_of(both)


def test_the_summary_says_what_the_quotations_were_found_to_be(reader: Reader, daily: str) -> None:
    assert "3 voices · deepest chain 2 · 0 quotations without a named speaker · 1 quotation checked: 1 altered" in (
        text_of(reader.get(f"/d/{daily}").text)
    )


def test_names_and_passages_of_any_direction_are_isolated(tmp_path) -> None:  # type: ignore[no-untyped-def]
    title, outlet = "فتح الرصيف", "صحيفة الميناء"
    library = library_of(tmp_path, story("a.example/x", f"{title}. The pier is open.", title=title, publisher=outlet))
    with Reader(library.folder) as browser:
        page = browser.enter().get(f"/d/{key_of(library, 'a.example/x')}").text
    assert f"<h1><bdi>{title}</bdi></h1>" in page
    assert f"<bdi>{outlet}</bdi> · " in page
    assert not re.search(r'<div class="text"[^>]*>\s*<p class="\w+">', page)
    assert json.dumps(title)[1:-1] not in page


# Other readings


def test_how_else_words_can_be_read_is_told_reader_by_reader(reader: Reader, daily: str) -> None:
    said = text_of(reader.get(f"/d/{daily}/others?sentence=4").text)
    assert "By the rules alone Ministry of Ports denies" in said
    twin = reader.get(f"/d/{daily}/others.json?sentence=4").json()
    (by_rules,) = twin["readings"]
    assert by_rules["read_by"] == "none"
    assert by_rules["statements"][0]["chain"] == ["Southport Daily", "Ministry of Ports"]
    assert f"/d/{daily}/others?statement=" in reader.get(f"/d/{daily}").text
    assert reader.get(f"/d/{daily}/others").status_code == 404


def test_a_reader_with_the_tagger_says_whether_both_name_the_same_voices(news: Library) -> None:
    pytest.importorskip("onnxruntime")
    with Reader(news.folder, model="small") as browser:
        key = key_of(news, "daily.example/ferry")
        twin = browser.enter().get(f"/d/{key}/others.json?sentence=4").json()
        assert [item["read_by"] for item in twin["readings"]] == ["none", "small"]
        said = text_of(browser.get(f"/d/{key}/others?sentence=4").text)
        assert "Both name the same voices." in said or "They differ." in said


def test_a_very_long_document_is_not_read_again(news: Library, daily: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "LONGEST", 100)
    with Reader(news.folder) as browser:
        twin = browser.enter().get(f"/d/{daily}/others.json?sentence=4").json()
        assert (twin["readings"], twin["note"]) == ([], "It has more than 100 characters and is not read again.")
