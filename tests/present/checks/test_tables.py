"""Checks as rows for a spreadsheet: every quotation a row, and no cell that could run."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.present.checks.held import held
from tests.present.checks.strategies import FORMULAS, checked
from whence.errors import UsageError
from whence.ingest.plain import read_plain
from whence.model.reuse import Checked
from whence.model.text import Failure
from whence.present.checks import tables
from whence.present.checks.tables import HEADINGS, harmless, to_csv, to_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(made: Checked) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv([made]), newline="")))


def parts(data: bytes) -> dict[str, str]:
    """The XML files of an Excel file, each of which can be parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        found = {name: book.read(name).decode() for name in book.namelist()}
    for text in found.values():
        ET.fromstring(text)
    return found


def read_xlsx(made: Checked) -> list[list[str]]:
    """The cells as Excel shows them: all of them shared strings."""
    found = parts(to_xlsx([made]))
    strings = ["".join(each.itertext()) for each in ET.fromstring(found["xl/sharedStrings.xml"]).iter(f"{MAIN}si")]
    rows: list[list[str]] = []
    for row in ET.fromstring(found["xl/worksheets/sheet1.xml"]).iter(f"{MAIN}row"):
        cells = {cell.get("r", "").rstrip("0123456789"): cell for cell in row.iter(f"{MAIN}c")}
        rows.append([_shown(cells.get(chr(65 + column)), strings) for column in range(len(HEADINGS))])
    return rows


def _shown(cell: ET.Element | None, strings: list[str]) -> str:
    if cell is None or cell.find(f"{MAIN}v") is None:
        return ""
    assert cell.get("t") == "s"  # a string, neither a number nor a formula
    return strings[int(cell.findtext(f"{MAIN}v") or "")]


def column(rows: list[list[str]], name: str) -> list[str]:
    return [row[HEADINGS.index(name)] for row in rows[1:]]


def test_each_quotation_has_a_row_and_what_was_not_checked_or_searched_stands_below() -> None:
    rows = read_csv(held())
    assert tuple(rows[0]) == HEADINGS
    assert column(rows, "verdict") == [
        "trimmed", "altered", "verbatim", "elided", "bracketed", "verbatim", "altered", "spliced", "untraced",
        "not checked", "not checked", "not searched",
    ]  # fmt: skip
    assert column(rows, "number") == [*"123456789", "", "", ""]
    assert set(column(rows, "draft")) == {"draft.txt"}


def test_a_row_tells_what_an_editor_needs() -> None:
    row = dict(zip(HEADINGS, read_csv(held())[1], strict=True))
    assert row == {
        "draft": "draft.txt",
        "number": "1",
        "verdict": "trimmed",
        "problem": "yes",
        "speaker": "Teodor Malk",
        "quotation": "We will surrender the western bank,",
        "original": "We will not surrender the western bank",
        "source": "sources/statement.txt",
        "published": "2024-02-28",
        "where": "sources/statement.txt · 2024-02-28 · character 66",
        "gravest change": "negation",
        "what was found": "Trimmed: words left out in 1 place, among them a negation; nothing marks it.",
        "remarks": "The sentence goes on in the source with “but”.",
        "also in": "",
        "searched": "3",
    }


def test_a_quotation_from_two_documents_names_both() -> None:
    row = dict(zip(HEADINGS, read_csv(held())[8], strict=True))
    assert row["source"] == "sources/statement.txt; sources/speech.vtt"
    assert row["original"].endswith("western bank … and here we stand, with the water far below us")
    assert "at 00:12:30.000" in row["where"]


def test_several_drafts_are_one_table() -> None:
    other = held("“We will surrender the western bank,” Teodor Malk said.", uri="second.txt", failed=())
    rows = list(csv.reader(io.StringIO(to_csv([held(), other]), newline="")))
    assert rows.count(list(HEADINGS)) == 1
    assert column(rows, "draft")[-1] == "second.txt"
    assert column(rows, "number")[-1] == "1"


def test_an_excel_file_has_the_cells_of_the_csv() -> None:
    pytest.importorskip("xlsxwriter")
    assert read_xlsx(held()) == read_csv(held())


STARTS = tuple("=+-@＝＋－＠\t\r\n")


@pytest.mark.parametrize(
    "cell",
    [
        *(each for each in FORMULAS if each.lstrip().startswith(STARTS)),
        "=cmd|' /C calc'!A0",
        "  =1+1",
        "\u00a0@SUM(1)",
        "\u2003=1+1",
        "\x0b=1+1",
        "\n=1+1",
        "\t",
        "- We will not surrender",
        "+49 30 1234",
    ],
)
def test_what_would_be_a_formula_gets_an_apostrophe_and_keeps_its_words(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "“We will”", "2024-03-01", "1 + 1 = 2", "a@b.example", "…and so", "'tis so"])
def test_other_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text(st.sampled_from("=+-@＝＋－＠\t\r\n \u00a0\u200b\ufeff\x00a1|!'\""), max_size=6) | st.text(max_size=12))
@settings(max_examples=150)
def test_no_cell_begins_like_a_formula_whatever_stands_before_it(cell: str) -> None:
    shown = harmless(cell)
    assert not shown.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not shown.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("hostile", ['=HYPERLINK("http://a.example")', "+1+1", "-1+1", "@SUM(A1)"])
def test_a_hostile_draft_source_speaker_or_file_name_cannot_start_a_formula(hostile: str) -> None:
    source = read_plain(f"{hostile}\n\n{hostile} we will not surrender the western bank.", uri=hostile)
    made = held(
        f"{hostile}\n\n“{hostile} we will not surrender the western bank,” he said.\n\nThe “{hostile}” was his.",
        [source], uri=hostile, failed=[Failure(uri=hostile, problem=hostile)],
    )  # fmt: skip
    rows = read_csv(made)
    cells = [cell for row in rows for cell in row]
    assert sum(hostile.strip() in cell for cell in cells) >= 5
    assert not any(cell.lstrip().startswith(STARTS) for cell in cells)
    assert read_xlsx(made)[1:] == rows[1:]


@given(checked())
@settings(max_examples=25)
def test_whatever_the_texts_say_every_row_has_every_column_and_no_formula(made: Checked) -> None:
    rows = read_csv(made)
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert len(rows) == 1 + len(made.checks) + len(made.skipped) + len(made.not_searched)
    assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for row in rows for cell in row)


@given(checked())
@settings(max_examples=25)
def test_whatever_the_texts_say_excel_gets_strings_only(made: Checked) -> None:
    found = parts(to_xlsx([made]))
    sheet = found["xl/worksheets/sheet1.xml"]
    assert "<f" not in sheet.replace("<foot", "")
    assert "hyperlink" not in sheet
    assert not [name for name in found if "external" in name or name.endswith("sheet1.xml.rels")]


def test_characters_that_no_excel_file_may_hold_are_named() -> None:
    source = read_plain("The day\n\nWe will not surrender the western bank.", uri="a\uffff\ufffe\x0b\x00\ud800.txt")
    made = held("“We will not surrender the western bank,” Teodor Malk said.", [source], failed=())
    assert "⟨U+0000⟩" in "".join(column(read_xlsx(made), "source"))


def test_a_quotation_longer_than_a_cell_is_cut_to_fit() -> None:
    words = "We will not surrender the western bank. " * 1500
    made = held(f"“{words},” Teodor Malk said.", [read_plain(f"The day\n\n{words}", uri="a.txt")], failed=())
    assert max(len(cell) for row in read_xlsx(made) for cell in row) <= 32_767


def test_without_the_extra_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda _name: None)
    with pytest.raises(UsageError, match=r'pip install "whence\[documents\]"'):
        to_xlsx([held()])
    assert to_csv([held()])  # a table without it
