"""Whatever an article holds: on the pages that cite it, and in what is saved of it, it is text."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.web.reader import Reader
from tests.web.test_hostile import assert_harmless, browser, coast  # noqa: F401  (fixtures)
from whence.project.library import Library

TURNING = set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\0\x1b")


def test_pages_that_cite_hold_nothing_but_text(browser: Reader, coast: Library) -> None:  # noqa: F811
    for edition in list(coast.editions())[::5]:
        for tail in ("?show=why&show=chain", "/cite", "/cite?sentence=1", "/hops?sentence=1", "/others?sentence=1"):
            answer = browser.get(f"/d/{edition.id}{tail}")
            assert answer.status_code == 200
            assert_harmless(answer.text)


@pytest.mark.parametrize("ending", ["txt", "md", "wiki", "bib", "ris", "csl.json"])
def test_a_saved_citation_is_saved_and_turns_no_line_round(browser: Reader, coast: Library, ending: str) -> None:  # noqa: F811
    for edition in list(coast.editions())[::5]:
        answer = browser.get(f"/d/{edition.id}/cite.{ending}?sentence=1")
        assert "attachment" in answer.headers["content-disposition"]
        assert not TURNING & set(answer.text)


def test_no_cell_of_a_workbook_is_a_formula(browser: Reader) -> None:  # noqa: F811
    pytest.importorskip("xlsxwriter")
    with zipfile.ZipFile(io.BytesIO(browser.get("/s.xlsx?q=canary&all=yes").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<row ") > 50
    assert b"<f>" not in sheet
