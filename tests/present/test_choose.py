"""Asking for one voice, one status, some sentences."""

import pytest

from tests.present.builders import Said, a_reading, bridge
from whence.errors import UsageError
from whence.model.speech import Status
from whence.present.choose import EVERYTHING, Choice, chosen, sentence_range, status_named
from whence.present.porcelain import FIELDS, render


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10,20", (10, 20)),
        ("10,+5", (10, 14)),
        ("10,", (10, None)),
        (",20", (1, 20)),
        ("10", (10, 10)),
        (" 3 , 4 ", (3, 4)),
    ],
)
def test_a_range_of_sentences(text: str, expected: tuple[int, int | None]) -> None:
    assert sentence_range(text) == expected


@pytest.mark.parametrize("text", ["", ",", "20,10", "0,5", "0", "-3", "a,b", "1,2,3", "1,+0", "٣", "1.5"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="-L"):
        sentence_range(text)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("denied", Status.DENIED),
        ("denies", Status.DENIED),
        ("Calls for", Status.PRESCRIBED),
        ("is reported", Status.REPORTED),
    ],
)
def test_a_status_by_its_name_or_its_word(word: str, status: Status) -> None:
    assert status_named(word) is status


def test_an_unknown_status_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="questioned, conditional, prescribed, denied"):
        status_named("true")


@pytest.mark.parametrize(
    ("choice", "speakers"),
    [
        (Choice(voice="OFFICIALS"), ["two officials"]),
        (Choice(status=Status.DENIED), ["Jan Okoro"]),
        (Choice(first=3, last=4), ["Southport Daily", "Southport Daily", "a spokesman", "two officials"]),
        (Choice(voice="spokesman", first=4), []),
        (Choice(first=40), []),
    ],
)
def test_the_chosen_statements(choice: Choice, speakers: list[str]) -> None:
    reading = chosen(bridge(), choice)
    assert [reading.voice(statement.chain[-1].voice).name for statement in reading.statements] == speakers
    assert reading.document == bridge().document


def test_choosing_nothing_changes_nothing() -> None:
    reading = bridge()
    assert chosen(reading, EVERYTHING) is reading


def test_porcelain_has_one_line_for_each_piece_and_as_many_fields() -> None:
    rows = [row.split("\t") for row in render(bridge())]
    assert all(len(row) == len(FIELDS) for row in rows)
    assert rows[-2][:5] == ["5", "s7", "indirect", "denied", "0.70"]
    assert rows[-2][5:] == ["Jan Okoro ‹ Mr Okoro's lawyer ‹ Agence Cabot ‹ Southport Daily", "He denies this,"]
    assert rows[-1][5:] == ["Southport Daily", "his lawyer told Agence Cabot."]


def test_a_tab_or_a_line_break_in_a_name_does_not_break_a_porcelain_line() -> None:
    reading = a_reading([["It fell, she said."]], [Said("It fell", ["Marta\tIlves\nof the union"])])
    [row, _] = render(reading)
    assert row.split("\t")[5] == "Marta Ilves of the union ‹ Southport Daily"
