"""The terminal view of a check: what reverses the meaning comes first, every change carries a sign as well as a colour.

`python -m tests.present.checks.test_terminal` writes the golden files anew; the difference is then read like any other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.present.checks.held import documents, held, the
from tests.present.checks.strategies import checked
from whence.ingest.plain import read_plain
from whence.model.reuse import Checked, Verdict
from whence.present.characters import width
from whence.present.checks.terminal import render

PAINT = re.compile(r"\x1b\[[0-9;]+m")
GOLDEN = Path(__file__).parent / "golden"
VIEWS = {"talks.txt": ("", 100), "talks.guardian.txt": ("guardian", 60)}


def view(made: Checked, columns: int = 100, *, colour: bool = False) -> str:
    return "\n".join(render(made, columns=columns, colour=colour)) + "\n"


def golden(name: str) -> str:
    style, columns = VIEWS[name]
    return view(held(style=style), columns)


@pytest.mark.parametrize("name", VIEWS)
def test_the_view_of_the_talks_is_the_golden_one(name: str) -> None:
    assert golden(name) == (GOLDEN / name).read_text(encoding="utf-8")


def verdicts(shown: str) -> list[str]:
    return re.findall(r"^\d+\. ([A-Z ]+[A-Z])", shown, re.MULTILINE)


def test_what_reverses_the_meaning_comes_first_and_what_is_right_last() -> None:
    assert verdicts(view(held())) == [
        "TRIMMED", "ALTERED", "SPLICED", "NOT FOUND", "ELIDED", "BRACKETED", "ALTERED", "VERBATIM", "VERBATIM",
    ]  # fmt: skip
    assert re.findall(r"^(\d+)\. ", view(held()), re.MULTILINE) == list("128945736")  # the numbers are the draft's


def test_what_a_desk_does_not_permit_comes_before_what_it_does() -> None:
    shown = view(held(style="strict"))
    assert verdicts(shown)[-2:] == ["VERBATIM", "VERBATIM"]
    assert "permitted" not in shown
    assert "House rules: strict" in shown
    assert view(held(style="guardian")).count(" · permitted") == 3


def test_words_left_out_put_in_and_changed_have_signs() -> None:
    shown = view(
        held("“We will surrender the western river bank,” he said.\n\n“We never agreed to sixty conditions,” he said.")
    )
    assert "We will [-not-] surrender" in shown
    assert "the western {+river+} bank" in shown
    assert "agreed to {~sixty~} conditions" in shown
    assert "agreed to {~sixteen~} conditions" in shown


def test_not_found_is_said_of_the_documents_searched_and_no_more() -> None:
    lost = replace(the(held(), Verdict.UNTRACED), searched=1)
    shown = view(replace(held(), checks=(lost,)))
    assert "Not found in the 1 document searched." in shown
    assert " source " not in shown


@pytest.mark.parametrize("style", ["", "guardian"])
def test_the_view_never_says_who_is_right(style: str) -> None:
    shown = view(held(style=style)).lower()
    assert not re.search(r"invent|fabricat|made up|fake|\bwrong|\bfalse|\btrue|\blie[sd]?\b|correct|score", shown)


def test_a_draft_that_quotes_nobody_is_told_so() -> None:
    shown = view(held("It rained in Karsk all day, and the ferry stayed at the pier.", failed=()))
    assert "0 quotations · 3 documents searched\n" in shown
    assert verdicts(shown) == []


def test_five_places_are_named_and_the_others_counted() -> None:
    copies = [read_plain("The day\n\nWe will not surrender the western bank.", uri=f"copy{n}.txt") for n in range(9)]
    shown = view(held("“We will not surrender the western bank,” Teodor Malk said.", copies))
    assert "copy0.txt" in shown.split("also in: ")[0]
    assert "also in: copy1.txt" in shown
    assert "copy5.txt" in shown
    assert "copy6.txt" not in shown
    assert "and 3 more" in shown


def test_pieces_of_one_document_that_were_joined_stand_apart() -> None:
    words = "I have four children and a debt, they told us that the bridge would never be rebuilt in our lifetime"
    shown = view(held(f"“{words},” Ada Lind said.", documents()[1:2]))
    assert verdicts(shown) == ["SPLICED"]
    assert " | " in shown
    assert "at 00:12:30.000, at 00:00:04.000" in shown


def test_colour_adds_nothing_but_colour() -> None:
    painted = view(held(), 90, colour=True)
    assert PAINT.search(painted)
    assert PAINT.sub("", painted) == view(held(), 90)


def test_a_change_that_goes_over_the_end_of_a_line_is_painted_on_both() -> None:
    words = "We will not surrender the bank of the long and very cold northern river to anybody at all"
    source = read_plain(f"The day\n\n{words}.", uri="a.txt")
    made = held("“We will not surrender the bank … to anybody at all,” Teodor Malk said.", [source])
    rows = view(made, 70, colour=True).splitlines()
    (first,) = (number for number, row in enumerate(rows) if "[-of the" in row)
    for row, until in ((rows[first], "\x1b[0m"), (rows[first + 1], "-]\x1b[0m")):
        assert re.search(rf"\x1b\[1;35m(\[-)?[a-z ]+{re.escape(until)}", row), row


@given(checked(), st.integers(30, 140), st.booleans())
@settings(max_examples=25)
def test_whatever_the_texts_say_no_line_moves_the_cursor_leaves_the_colour_on_or_is_too_wide(
    made: Checked, columns: int, colour: bool
) -> None:
    for line in render(made, columns=columns, colour=colour):
        painted = PAINT.findall(line)
        assert not colour or not painted or painted[-1] == "\x1b[0m"
        bare = PAINT.sub("", line) if colour else line
        assert width(bare) <= columns
        raw = {char for char in bare if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        assert raw <= {"\u200c", "\u200d", "\u00ad"} | set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f")


if __name__ == "__main__":
    for each in VIEWS:
        (GOLDEN / each).write_text(golden(each), encoding="utf-8")
