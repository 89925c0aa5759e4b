"""The terminal view: who speaks stands beside every sentence, at any width, and nothing in an article can break it."""

import re
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.builders import Said, a_reading, bridge
from tests.present.strategies import readings
from whence.model.speech import Quotation, Reading, Status
from whence.model.text import DocumentStatus
from whence.present.characters import visible, width, wrap
from whence.present.choose import Choice
from whence.present.terminal import render
from whence.present.wording import label

PAINT = re.compile(r"\x1b\[[0-9;]+m")


def view(reading: Reading, columns: int = 80, **options: object) -> str:
    return "\n".join(render(reading, columns=columns, **options))  # type: ignore[arg-type]


def test_a_chain_of_voices_beside_the_text() -> None:
    assert (
        view(bridge(), 100)
        == """\
Alder bridge closed after crash
Southport Daily · 2024-03-01 · a.html
72 % own words · 6 voices, 2 unnamed · deepest chain 4 · 1 quotation without a named speaker
Voices: Southport Daily 5 · a spokesman 1 · two officials 1 · Jan Okoro 1 · Agence Cabot
        Mr Okoro's lawyer
‹ before words: the voice that passes the statement on (‹‹ two voices back).

 VOICE                            SURE       TEXT
 Southport Daily (own words)             │ 1 Alder bridge closed after crash
   (headline)                            │
 Southport Daily (own words)             │ 2 Police closed the bridge on Monday.
 a spokesman says                 sure   │ 3 “Two cars were involved,”
   via Agence Cabot ‹ Southport Daily    │   ‹‹ a spokesman told Agence Cabot.
 two officials claim              unsure ┊ 4 ‹ Two officials, who asked not to be named, claimed
                                         ┊   the driver had been drinking.
 Jan Okoro denies                 likely │ 5 He denies this,
   via Mr Okoro's lawyer ‹ Agence Cabot  │   ‹‹‹ his lawyer told Agence Cabot.
   ‹ Southport Daily                     │"""
    )


def test_on_a_narrow_terminal_the_voice_stands_above_the_text() -> None:
    shown = view(bridge(), 40)
    assert (
        """
two officials claim (unsure)
 4 ‹ Two officials, who asked not to be
     named, claimed
   the driver had been drinking.
"""
        in shown
    )


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.ASSERTED, "Edda Sorel says"),
        (Status.CLAIMED, "Edda Sorel claims"),
        (Status.REPORTED, "Edda Sorel is reported"),
        (Status.DENIED, "Edda Sorel denies"),
        (Status.DOUBTED, "Edda Sorel doubts"),
        (Status.SPECULATED, "Edda Sorel guesses"),
        (Status.CONDITIONAL, "Edda Sorel, if"),
        (Status.QUESTIONED, "Edda Sorel asks"),
        (Status.PRESCRIBED, "Edda Sorel calls for"),
    ],
)
def test_each_status_has_its_word(status: Status, word: str) -> None:
    reading = a_reading(
        [["The lamps will come, the mayor said."]], [Said("The lamps will come", ["Edda Sorel"], status)]
    )
    assert f" {word} " in view(reading, 100)


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("two officials close to the talks", "deny"),
        ("people familiar with the matter", "deny"),
        ("unnamed sources", "deny"),
        ("a spokesman for the harbour unions", "denies"),
        ("Harbour police", "deny"),
        ("James Rhys", "denies"),
    ],
)
def test_the_verb_agrees_with_the_voice(name: str, verb: str) -> None:
    reading = a_reading([["It fell, they say."]], [Said("It fell", [name], Status.DENIED)])
    assert label(reading.voices, Status.DENIED) == f"{name} {verb}"


def test_the_author_s_own_guess_is_marked_as_one() -> None:
    reading = a_reading([["Perhaps it fell."]], own="Ada Lind")
    guess = replace(reading.statements[0], status=Status.SPECULATED)
    assert " Ada Lind (own words) · guesses " in view(replace(reading, statements=(guess,)), 100)


def test_a_stub_is_said_to_be_one_before_anything_else_is_counted() -> None:
    reading = a_reading([["The port is closed."]], status=DocumentStatus.PARTIAL, problems=("it ends in a paywall",))
    rows = view(reading).splitlines()
    assert "Part of the article is missing (partial): it ends in a paywall" in rows
    assert rows.index("Part of the article is missing (partial): it ends in a paywall") < 2


def test_colour_adds_nothing_but_colour() -> None:
    painted = view(bridge(), 90, colour=True)
    assert PAINT.search(painted)
    bare = [line.rstrip() for line in PAINT.sub("", painted).splitlines()]
    assert bare == view(bridge(), 90).splitlines()


def test_voices_have_different_colours_and_keep_them() -> None:
    painted = view(bridge(), 100, colour=True)
    assert len(set(re.findall(r"38;5;\d+", painted))) == 5
    gutter = re.search(r"\x1b\[1;(38;5;\d+)mtwo officials claim", painted)
    assert gutter
    assert f"\x1b[{gutter[1]}mtwo officials 1\x1b[0m" in painted  # the legend


@pytest.mark.parametrize(
    ("choice", "sentences"),
    [
        (Choice(voice="okoro"), ["5"]),
        (Choice(status=Status.CLAIMED), ["4"]),
        (Choice(first=2, last=3), ["2", "3"]),
        (Choice(voice="southport daily"), ["1", "2"]),
        (Choice(voice="nobody"), []),
    ],
)
def test_what_was_asked_for_is_shown(choice: Choice, sentences: list[str]) -> None:
    shown = view(bridge(), 100, choice=choice)
    assert re.findall(r"^.{41}[│┊] (\d)", shown, re.MULTILINE) == sentences
    assert f"{len(sentences)} of 5 sentences shown" in shown


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("a\x00b\x07", "a⟨U+0000⟩b⟨U+0007⟩"),
        ("pay \u202e01€\u202c now", "pay ⟨U+202E⟩01€⟨U+202C⟩ now"),
        ("\x9b2J", "⟨U+009B⟩2J"),  # an escape sequence in one character
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("half \ud83d pair", "half ⟨U+D83D⟩ pair"),
        ("line\u2028break\r\nand\ttab", "line break and tab"),
        ("👩\u200d🚀 and नि\u200dर", "👩\u200d🚀 and नि\u200dर"),  # joiners that writing needs
    ],
)
def test_hidden_characters_are_shown_as_chips(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


@given(readings(), st.integers(10, 160), st.booleans())
def test_no_control_character_reaches_the_terminal(reading: Reading, columns: int, colour: bool) -> None:
    for line in render(reading, columns=columns, colour=colour):
        bare = PAINT.sub("", line) if colour else line
        # The left-to-right mark is the view's own: it keeps gutter and text apart.
        raw = {char for char in bare if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        assert raw <= {"\u200c", "\u200d", "\u00ad", "\u200e"} | set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f")


@given(readings(), st.integers(24, 160))
def test_every_word_is_in_the_view_in_order_and_no_line_is_too_wide(reading: Reading, columns: int) -> None:
    rows = list(render(reading, columns=columns))
    assert all(width(row) <= columns for row in rows)
    body = rows[rows.index("") + 1 :]
    shown = "".join("".join(row.split("│", 1)[-1].split("┊", 1)[-1].split()) for row in body)
    letters = iter(shown)
    wanted = (char for char in "".join(visible(reading.document.text).split()) if char.isalnum())
    assert all(char in letters for char in wanted)


@given(st.text(), st.integers(2, 40))
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    wrapped = wrap(text, columns)
    assert "".join("".join(wrapped).split()) == "".join(visible(text).split())
    assert all(width(line) <= columns for line in wrapped)


def test_right_to_left_names_stay_in_the_gutter() -> None:
    reading = a_reading([["“לא,” he said."]], [Said("לא,", ["דוד כהן"], quotation=Quotation.DIRECT)])
    [row] = [row for row in render(reading, columns=100) if "│" in row and "לא" in row]
    assert "\u200e│\u200e" in row


def test_fifty_thousand_words_are_shown_in_seconds() -> None:
    """Five and a half thousand statements; a view that looked through all of them for each would take minutes."""
    paragraphs = [[f"The port said that ships waited outside the harbour on day {day}."] for day in range(5000)]
    said = [Said(f"ships waited outside the harbour on day {day}.", ["The port"]) for day in range(0, 5000, 10)]
    reading = a_reading(paragraphs, said)
    began = time.perf_counter()
    assert sum(1 for _ in render(reading, columns=120)) > 5000
    assert time.perf_counter() - began < 10
