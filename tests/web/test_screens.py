"""Search, voices, lineage, quotations, changes, the state of the machinery: each as a page and as the same JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.library.stories import BRIDGE, FERRY, FERRY_ALTERED
from tests.web.reader import FROM_A_PAGE, Reader, Tags, only, text_of
from tests.web.test_reader import key_of, printed
from whence.model.library import DateGrade, Edge, Lineage, Node, Tie
from whence.present.library import sheets
from whence.present.screens.drawing import drawing
from whence.project.library import Library
from whence.web.routes import all_routes

ROOT = Path(__file__).resolve().parents[2]


# Search


def test_a_search_shows_sentences_with_voice_and_neighbours(reader: Reader) -> None:
    said = text_of(reader.get("/s?q=rivet").text)
    assert "3 found for rivet" in said
    assert "Ada Lind calls for" in said
    assert "Nobody was hurt" in said  # the sentence behind it


@pytest.mark.parametrize(
    "query", ["rivet", 'by:"Ada Lind"', "status:denied", "via:southport ferry", '"" NOT ( *', "zzz"]
)
def test_the_json_of_a_search_is_that_of_the_command_line(reader: Reader, news: Library, query: str) -> None:
    twin = reader.get("/s.json", params={"q": query}).json()
    assert twin == json.loads(printed("search", "--library", str(news.folder), "--json", "--", query))


def test_a_saved_table_has_the_rows_that_are_shown(reader: Reader, news: Library) -> None:
    page = reader.get("/s", params={"q": "the", "most": 3, "first": 2})
    (link,) = [link for link in Tags(page.text).links() if link.startswith("/s.csv") and "all=" not in link]
    answer = reader.get(link)
    assert "attachment" in answer.headers["content-disposition"]
    assert "3-rows" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["words"] for row in rows] == [hit.words for hit in news.search("the", first=2, most=3).hits]
    assert answer.text.replace("\r\n", "\n") == printed(
        "search", "--library", str(news.folder), "--csv", "--first", "2", "--most", "3", "the"
    )


def test_all_that_was_found_can_be_saved_with_the_query_and_the_number(reader: Reader, news: Library) -> None:
    page = Tags(reader.get("/s?q=the&most=3").text)
    whole = news.search("the", most=500)
    links = {link.partition("?")[0]: link for link in page.links() if "all=yes" in link}
    assert set(links) == {"/s.csv", "/s.xlsx", "/s.file.json", "/s.parquet"}
    assert f"Save all {whole.count} rows" in page.text
    for path, link in links.items():
        answer = reader.get(link)
        assert answer.status_code == 200, path
        assert f"whence-search-{whole.count}-rows." in answer.headers["content-disposition"]
        assert answer.headers["x-whence-query"] == "the"
        assert answer.headers["x-whence-rows"] == answer.headers["x-whence-found"] == str(whole.count)
    envelope = reader.get(links["/s.file.json"]).json()
    assert (envelope["query"], envelope["count"], len(envelope["hits"])) == ("the", whole.count, whole.count)
    assert (envelope["rows"], envelope["first_row"]) == (whole.count, 1)
    assert len(list(csv.reader(io.StringIO(reader.get(links["/s.csv"]).text)))) == whole.count + 1


def test_an_excel_file_says_what_it_is_and_no_cell_is_a_formula(reader: Reader, news: Library) -> None:
    pytest.importorskip("xlsxwriter")
    read = workbook(reader.get("/s.xlsx", params={"q": "the", "most": 3, "first": 2}).content)
    found = news.search("the", first=2, most=3)
    names, *rows = read["sentences"]
    assert [row[names.index("words")] for row in rows] == [hit.words for hit in found.hits]
    told = dict(read["about"])
    assert (told["query"], told["rows"], told["first_row"], told["found"]) == ("the", "3", "3", str(found.count))
    assert "whence" in told["generator"]


def workbook(data: bytes) -> dict[str, list[list[str]]]:
    """The cells of each sheet of an Excel file, read without the library that wrote them; none holds a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = [
            "".join(part.text or "" for part in item.iter() if part.tag.endswith("}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
        parts = {name: book.read(f"xl/worksheets/sheet{at}.xml").decode() for at, name in enumerate(names, 1)}
    found = dict[str, list[list[str]]]()
    for name, xml in parts.items():
        assert "<f>" not in xml
        rows = re.findall(r"<row [^>]*>(.*?)</row>", xml)
        cells = [re.findall(r'<c r="[A-Z]+\d+"[^>]*?(?: t="(s)")?(?:/>|><v>(.*?)</v></c>)', row) for row in rows]
        found[name] = [[shared[int(value)] if kind else value for kind, value in row] for row in cells]
    return found


def test_a_parquet_file_has_the_words_as_they_are_and_the_query_inside(reader: Reader, news: Library) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(reader.get("/s.parquet?q=the&all=yes").content))
    found = news.search("the", most=500)
    assert table.column("words").to_pylist() == [hit.words for hit in found.hits]
    assert table.column("via").to_pylist() == [list(hit.via) for hit in found.hits]
    assert table.column("start").to_pylist() == [hit.span.start for hit in found.hits]
    told = {name.decode(): value.decode() for name, value in table.schema.metadata.items()}
    assert (told["query"], told["rows"], told["found"]) == ("the", str(found.count), str(found.count))
    nothing = parquet.read_table(io.BytesIO(reader.get("/s.parquet?q=zzz").content))
    assert (nothing.num_rows, nothing.column_names) == (0, table.column_names)


@pytest.mark.parametrize(("path", "extra"), [("/s.xlsx", "documents"), ("/s.parquet", "parquet")])
def test_where_the_extra_is_missing_it_is_named(
    reader: Reader, path: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "find_spec", lambda _name: None)
    answer = reader.get(f"{path}?q=the")
    assert answer.status_code == 501
    assert f'pip install "whence[{extra}]"' in text_of(answer.text)


def test_every_facet_leads_to_the_sentences_it_counts(reader: Reader) -> None:
    """To more, where a voice speaks in a sentence whose innermost words are somebody else's."""
    page = reader.get("/s", params={"q": "the"}).text
    found = re.findall(r'<li><a href="(/s\?[^"]+)"><bdi>[^<]*</bdi></a> <span class="quiet">(\d+)</span>', page)
    assert len(found) > 8
    for link, count in found:
        assert reader.get(link.replace("&amp;", "&").replace("/s?", "/s.json?")).json()["count"] >= int(count), link


def test_long_answers_are_turned_page_by_page(reader: Reader, news: Library) -> None:
    address, seen = "/s?q=the&most=4", list[str]()
    while address:
        page = reader.get(address).text
        seen += re.findall(r"<mark>(.*?)</mark>", page)
        after = re.search(r'href="([^"]+)" rel="next"', page)
        address = after[1].replace("&amp;", "&") if after else ""
    assert len(seen) == news.search("the").count


def test_numbers_that_make_no_sense_are_passed_over(reader: Reader) -> None:
    for tail in ("first=-1", "first=x&most=y", f"first={'9' * 40}", "most=0", "first=１"):
        assert reader.get(f"/s?q=the&{tail}").status_code == 200


# Voices


def test_voices_are_those_of_the_command_line(reader: Reader, news: Library) -> None:
    assert reader.get("/v.json?most=50").json() == json.loads(printed("voices", str(news.folder), "--json"))
    assert "Ada Lind" in text_of(reader.get("/v").text)


def test_a_voice_has_a_page_of_its_own(reader: Reader, news: Library) -> None:
    said = text_of(reader.get("/v/Ministry%20of%20Ports").text)
    assert "official body" in said
    assert "denies" in said
    twin = reader.get("/v/Ministry%20of%20Ports.json").json()
    (listed,) = [voice for voice in reader.get("/v.json").json()["voices"] if voice["name"] == "Ministry of Ports"]
    assert twin["voice"] == listed
    assert twin["found"]["count"] == news.search('by:"Ministry of Ports"').count
    assert reader.get("/v/Nobody").status_code == 404


# Lineage


def test_witnesses_stand_in_order_of_date_and_the_drawing_has_a_table(reader: Reader, news: Library) -> None:
    key = key_of(news, "daily.example/ferry")
    html = reader.get(f"/l/{key}").text
    assert "<svg" in html
    said = text_of(html)
    assert "Earliest in this library: Ferry sails again" in said
    assert "shares words with" in said
    assert "Who has it, in order of date" in said


def test_the_json_of_a_lineage_is_that_of_the_command_line(
    reader: Reader, tmp_path: Path, news: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the same name, and so the same id
    Path("ferry.txt").write_text(FERRY, encoding="utf-8")
    place = reader.put(files={"file": ("ferry.txt", FERRY.encode())}).headers["location"]
    twin = reader.get(place.replace("/d/", "/l/") + ".json").json()
    assert twin == json.loads(printed("trace", "ferry.txt", "--library", str(news.folder), "--json"))


def _node(name: str, date: str | None) -> Node:
    return Node(document=name, uri=name, title=name, publisher=None, date=date, grade=DateGrade.CLAIMED)


def test_a_drawing_runs_from_left_to_right_in_time() -> None:
    nodes = (_node("c", None), _node("b", "2024-03-02"), _node("a", "2024-03-01"), _node("a2", "2024-03-01T09:00"))
    edges = (
        Edge(later="b", earlier="a", tie=Tie.BOTH, words=9), Edge(later="a2", earlier="a", tie=Tie.MATCHED, words=9),
        Edge(later="c", earlier="b", tie=Tie.STATED, words=9, loop=True),
    )  # fmt: skip
    made = drawing(Lineage(nodes=nodes, edges=edges), "b")
    spots = {node["title"]: (node["x"], node["y"]) for node in made["nodes"]}
    assert spots["a"][0] == spots["a2"][0] < spots["b"][0] < spots["c"][0]
    assert len(set(spots.values())) == 4
    assert [edge["kind"] for edge in made["edges"]] == ["both", "matched", "stated"]
    assert [node["title"] for node in made["nodes"] if node["itself"]] == ["b"]
    assert all(
        node["x"] + made["box"] <= made["width"] and node["y"] + made["tall"] <= made["height"]
        for node in made["nodes"]
    )


# Quotations


def test_a_quotation_stands_beside_its_original(reader: Reader, news: Library) -> None:
    key = key_of(news, "daily.example/ferry")
    html = reader.get(f"/q/{key}/1").text
    said = text_of(html)
    assert "altered" in said
    assert "[changed: nothing]" in said
    assert "[changed: little]" in said
    twin, whole = reader.get(f"/q/{key}/1.json").json(), reader.get(f"/q/{key}.json").json()
    assert twin["checks"] == whole["checks"][:1]
    for wrong in ("/0", "/99", "/x", "/-1", "/99.json"):
        assert reader.get(f"/q/{key}{wrong}").status_code == 404


def check(reader: Reader, **form: Any) -> Any:
    """Send the form of a draft."""
    files = form.pop("files", None)
    return reader.post("/check", data=form, files=files, headers=FROM_A_PAGE, follow_redirects=False)


def test_a_draft_is_checked_against_the_sources_given(reader: Reader) -> None:
    answer = check(reader, text=FERRY, files=[("sources", ("wire.txt", FERRY_ALTERED.encode()))])
    assert answer.status_code == 303
    said = text_of(reader.get(answer.headers["location"]).text)
    assert "1 quotation: 1 altered · 1 document searched" in said
    place = answer.headers["location"]
    assert reader.get(f"{place}.json").json()["checks"][0]["verdict"] == "altered"
    assert "altered" in reader.get(f"{place}.csv").text
    assert "attachment" in reader.get(f"{place}/page.html").headers["content-disposition"]


def test_a_checked_draft_is_the_json_of_the_command_line(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(FERRY, encoding="utf-8")
    Path("wire.txt").write_text(FERRY_ALTERED, encoding="utf-8")
    files = [("draft", ("draft.txt", FERRY.encode())), ("sources", ("wire.txt", FERRY_ALTERED.encode()))]
    twin = reader.get(check(reader, files=files).headers["location"] + ".json").json()
    assert twin == json.loads(printed("check", "draft.txt", "--sources", "wire.txt", "--json"))


def test_without_sources_the_library_is_searched(reader: Reader) -> None:
    answer = check(
        reader, text="“It would never be rebuilt in our lifetime, and that no one would pay for it,” said Okoro."
    )
    assert "6 documents searched" in text_of(reader.get(answer.headers["location"]).text)


def test_a_draft_alone_is_told_what_is_missing(tmp_path: Path) -> None:
    with only(tmp_path) as browser:
        browser.enter()
        assert "add at least one source" in text_of(check(browser, text=FERRY).text)
        assert "there is no text in it" in text_of(check(browser, text="").text) or "Not read" in text_of(
            check(browser, text="").text
        )
        assert browser.get("/s?q=x").status_code == 404
        assert browser.get("/s").status_code == 200
        assert browser.get("/v").status_code == 404
        assert browser.get("/about").status_code == 200


def test_the_name_of_a_file_is_no_house_style(reader: Reader, tmp_path: Path) -> None:
    secret = tmp_path / "style.toml"
    secret.write_text("about = 'secret'", encoding="utf-8")
    answer = check(reader, text=FERRY, source=BRIDGE, style=str(secret))
    assert reader.get(answer.headers["location"] + ".json").json()["style"] is None
    named = check(reader, text=FERRY, source=BRIDGE, style="reuters")
    assert "House rules: reuters" in text_of(reader.get(named.headers["location"]).text)


# Editions


def test_what_changed_stands_side_by_side(reader: Reader, news: Library) -> None:
    first = key_of(news, "wire.example/ferry")
    said = text_of(reader.get(f"/d/{first}/changes").text)
    assert "A quotation of Ada Lind was altered" in said
    assert "February" in said
    lines = printed("diff", "https://wire.example/ferry", "--library", str(news.folder), "--json").splitlines()
    assert reader.get(f"/d/{first}/changes.json").json()["revisions"] == [json.loads(line) for line in lines]
    one = key_of(news, "post.example/bridge")
    assert "one edition" in text_of(reader.get(f"/d/{one}/changes").text)


# The machinery


def test_run_and_quality_says_what_reads_and_what_was_not_read(reader: Reader) -> None:
    said = text_of(reader.get("/about").text)
    assert "nothing.jsonl" in said
    assert "no such file" in said
    assert "What it does not do" in said
    assert reader.get("/about.json").json()["versions"]["whence"]


def test_the_accuracy_that_is_shown_is_the_one_that_was_measured() -> None:
    """Where this fails, eval/RESULTS.md was made anew: write its figures into measured.toml."""
    shown = tomllib.loads(files("whence.project").joinpath("measured.toml").read_text(encoding="utf-8"))
    results = (ROOT / "eval" / "RESULTS.md").read_text(encoding="utf-8")
    row = re.search(r"^\| held-out, rules and tagger \|(.*)\|$", results, re.MULTILINE)
    held_out = re.search(r"^## Held-out part: (\d+) articles, (\d+) passages", results, re.MULTILINE)
    assert row
    assert held_out
    assert list(shown["right"].values()) == [float(cell) for cell in row[1].split("|")][1:]
    assert [shown["articles"], shown["passages"]] == [int(held_out[1]), int(held_out[2])]


def test_every_route_is_described(reader: Reader) -> None:
    described = reader.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    paths = {re.sub(r":\w+}", "}", route.path) for route in all_routes(reader.site, reader.keys)}
    assert described["paths"].keys() == paths - {"/openapi.json"}
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
    names = [one["operationId"] for methods in described["paths"].values() for one in methods.values()]
    assert len(set(names)) == len(names)
    assert "j" in text_of(reader.get("/keys").text)


# Light or dark


def test_a_form_chooses_light_or_dark_without_cookie_or_script(tmp_path: Path) -> None:
    with only(tmp_path) as browser:
        browser.enter()
        cookies = dict(browser.cookies)
        system = browser.get("/static/screens.css").text
        assert "color-scheme: light dark" in system
        for look, holds in (
            ("dark", "@media screen"),
            ("light", "@media not all"),
            ("", "(prefers-color-scheme: dark)"),
        ):
            answer = browser.post("/look", data={"look": look}, headers=FROM_A_PAGE, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/keys")
            style = browser.get("/static/screens.css").text
            assert holds in style
            assert ("prefers-color-scheme" in style) == (look == "")
            selected = [attrs["value"] for _, attrs in Tags(browser.get("/keys").text).tags if "selected" in attrs]
            assert selected == [look]
        browser.post("/look", data={"look": "<b>"}, headers=FROM_A_PAGE)
        assert browser.get("/static/screens.css").text == system
        assert dict(browser.cookies) == cookies
        assert browser.post("/look", data={"look": "dark"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
