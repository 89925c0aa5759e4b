"""Quotation marks: each pair yields its inside, whatever its shape, and a slip never reaches the next paragraph."""

from __future__ import annotations

import pytest

from tests.read.news import quoted
from whence.model.text import Role

SHAPES = [
    ("“One,” he said, “two.”", ["One,", "two."]),
    ('"One," he said, "two."', ["One,", "two."]),
    ("‘One,’ he said, ‘two.’", ["One,", "two."]),
    ("'One,' he said, 'two.'", ["One,", "two."]),
    ("„Halt“, rief er.", ["Halt"]),
    ("„Stop”, she shouted at the crew.", ["Stop"]),
    ("«Non», dit-il.", ["Non"]),
    ("« Non », dit-il.", [" Non "]),
    ("»Nein«, sagte sie.", ["Nein"]),
    ("‹Non›, dit-il.", ["Non"]),
    ("＂No,＂ he said.", ["No,"]),
    ('“Yes," he said, and “no.”', ["Yes,", "no."]),
    ('She said:"We left."', ["We left."]),
    ('"We left",she said.', ["We left"]),
    ("—“No,” she said—“never.”", ["No,", "never."]),
    ('"No"--she paused--"never."', ["No", "never."]),
    ('He said ("the wall fell") and left.', ["the wall fell"]),
    ("“...and then it fell,” she said.", ["...and then it fell,"]),
    ("“…and then it fell,” she said.", ["…and then it fell,"]),
    ("He wrote “A”, “B” and “C”.", ["A", "B", "C"]),
    ('Berths "A" and "B" are the "deep" ones.', ["A", "B", "deep"]),
    ("“[The wall] fell,” he said.", ["[The wall] fell,"]),
    ("“What?” she asked. “Why?”", ["What?", "Why?"]),
    ("The dockers struck.", []),
]


@pytest.mark.parametrize(("text", "inside"), SHAPES)
def test_quotation_marks_of_every_shape(text: str, inside: list[str]) -> None:
    assert [text[quote.inner.start : quote.inner.end] for quote in quoted(text)] == inside


@pytest.mark.parametrize("text", [text for text, _ in SHAPES])
def test_the_span_is_the_inside_with_its_marks(text: str) -> None:
    for quote in quoted(text):
        assert quote.closed
        assert (quote.inner.start, quote.inner.end) == (quote.span.start + 1, quote.span.end - 1)
        assert text[quote.span.start] == quote.mark


NESTED = [
    ("“He told me ‘no’ twice,” Ms Ito said.", [(0, "He told me ‘no’ twice,"), (1, "no")]),
    ("‘He told me “no” twice,’ Ms Ito said.", [(0, "He told me “no” twice,"), (1, "no")]),
    ("\"He told me 'no' twice,\" Ms Ito said.", [(0, "He told me 'no' twice,"), (1, "no")]),
    ("'He told me \"no\" twice,' Ms Ito said.", [(0, 'He told me "no" twice,'), (1, "no")]),
    ("„Er sagte ‚nein‘ zu mir“, rief er.", [(0, "Er sagte ‚nein‘ zu mir"), (1, "nein")]),
    ("«Il a dit ‹non› deux fois», dit-elle.", [(0, "Il a dit ‹non› deux fois"), (1, "non")]),
    ("»Er sagte ›nein‹ zu mir«, sagte sie.", [(0, "Er sagte ›nein‹ zu mir"), (1, "nein")]),
    ("“‘No,’ she said to me,” Ito recalled.", [(0, "‘No,’ she said to me,"), (1, "No,")]),
    ("\"'No,' she said to me,\" Ito recalled.", [(0, "'No,' she said to me,"), (1, "No,")]),
    ("“She told me, ‘No.’” Ito recalled.", [(0, "She told me, ‘No.’"), (1, "No.")]),
    ("‘She told me, “No.”’ Ito recalled.", [(0, "She told me, “No.”"), (1, "No.")]),
    ("“He said “no” again,” she said.", [(0, "He said “no” again,"), (1, "no")]),
    (
        "“Lind wrote ‘the mayor said “go” and left’ in March,” he said.",
        [(0, "Lind wrote ‘the mayor said “go” and left’ in March,"), (1, "the mayor said “go” and left"), (2, "go")],
    ),
]


@pytest.mark.parametrize(("text", "found"), NESTED)
def test_quotations_inside_quotations(text: str, found: list[tuple[int, str]]) -> None:
    assert [(quote.depth, text[quote.inner.start : quote.inner.end]) for quote in quoted(text)] == found


APOSTROPHES = [
    ("The dockers' club and the sailors' home were shut.", []),
    ("The dockers’ club and the sailors’ home were shut.", []),
    ("He lived through the '90s and rock 'n' roll.", []),
    ("He lived through the ’90s and rock ’n’ roll.", []),
    ("Mr O'Brien of Tom's Yard didn't sail.", []),
    ("‘Tis the season, said O’Brien.", []),
    ('He is 5\'11" tall and the pipe is 12" wide.', []),
    ("‘It’s the dockers’ fight,’ said Roe.", ["It’s the dockers’ fight,"]),
    ("'It was the ferry's fault,' said Roe.", ["It was the ferry's fault,"]),
    ("‘I went to the Lindens’ house,’ she said.", ["I went to the Lindens’ house,"]),
    ("“I went to the Lindens’ house,” she said.", ["I went to the Lindens’ house,"]),
    ("“The '90s were better,” he said.", ["The '90s were better,"]),
    ('"\'Tis a pity," he said.', ["'Tis a pity,"]),
    ("'Tis a pity, and the band's 'Tide' sold well.", ["Tide"]),
    ("The crew of the “Marlin”’s tender were safe.", ["Marlin"]),
    ("Mr ‘Fix-it’ O'Neill met the so-called “experts”.", ["Fix-it", "experts"]),
]


@pytest.mark.parametrize(("text", "inside"), APOSTROPHES)
def test_apostrophes_are_no_quotation_marks(text: str, inside: list[str]) -> None:
    assert [text[quote.inner.start : quote.inner.end] for quote in quoted(text)] == inside


SLIPS = [
    # never closed: to the end of the paragraph, or to the words that say who spoke
    ("“The wall is sound and the gates are shut.", ["The wall is sound and the gates are shut."]),
    ("“The wall is sound, he said.", ["The wall is sound"]),
    ('"The wall is sound, said Ms Ito. Work goes on.', ["The wall is sound"]),
    ("“Is the wall sound? the mayor asked. Work goes on.", ["Is the wall sound?"]),
    ("“The wall, ‘the Widow’, he said, “is sound.”", ["The wall, ‘the Widow’", "the Widow", "is sound."]),
    ("“The wall is sound, he said. “We built it,” he added.", ["The wall is sound", "We built it,"]),
    ('"The wall is sound. "We built it," he added.', ["The wall is sound. ", "We built it,"]),
    # closed and never opened
    ("The wall is sound,” he said.", []),
    ("The wall is sound,” he said. “We built it.”", ["We built it."]),
    ('The wall is sound," he said. "We built it," he added.', ["We built it,"]),
    ("“We built it,” he said.” Then he left.", ["We built it,"]),
]


@pytest.mark.parametrize(("text", "inside"), SLIPS)
def test_a_missing_mark_swallows_nothing_else(text: str, inside: list[str]) -> None:
    assert [text[quote.inner.start : quote.inner.end] for quote in quoted(text)] == inside


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''", "«»", "„“"])
def test_several_paragraphs_open_with_a_mark_each_and_the_last_closes(opening: str, closing: str) -> None:
    text = f"Ito said: {opening}The port is open.\n\n{opening}It’s work for all.\n\n{opening}We start now.{closing}"
    first, second, third = quoted(text)
    assert [(quote.continued, quote.continues) for quote in (first, second, third)] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert (first.closed, second.closed, third.closed) == (False, False, True)
    assert text[third.inner.start : third.inner.end] == "We start now."


def test_what_a_paragraph_quotes_inside_stays_inside_while_the_quotation_runs_on() -> None:
    text = "“He told me ‘no’, she said to us all.\n\n“I left.”"
    first, inner, second = quoted(text)
    assert (first.continues, second.continued) == (True, True)
    assert text[first.span.start : first.span.end] == "“He told me ‘no’, she said to us all."
    assert (text[inner.inner.start : inner.inner.end], inner.depth) == ("no", 1)


def test_a_mark_left_open_is_not_cut_when_a_later_paragraph_closes_it() -> None:
    text = "“The wall fell, a guard said.\n\nThe gate held.”"
    (quote,) = quoted(text)
    assert text[quote.span.start : quote.span.end] == "“The wall fell, a guard said."


@pytest.mark.parametrize("opening", ["“", '"', "«"])
def test_a_mark_left_open_ends_with_its_paragraph(opening: str) -> None:
    text = f"{opening}The wall is sound.\n\nWork goes on.\n\nThe gates are shut."
    (quote,) = quoted(text)
    assert not quote.closed
    assert not quote.continues
    assert text[quote.inner.start : quote.inner.end] == "The wall is sound."


@pytest.mark.parametrize("opening", ["‘", "'"])
def test_a_single_mark_left_open_is_an_apostrophe(opening: str) -> None:
    assert quoted(f"{opening}Arry Roe sailed at noon.\n\nThe gates are shut.") == ()


DIALOGUE = [
    ("— The windows flew in, says Marta Helin.", ["The windows flew in"]),
    ("– The windows flew in, said she.", ["The windows flew in"]),
    ("— The windows flew in, the baker said. She lives upstairs.", ["The windows flew in"]),
    ("— We ran, all of us.", ["We ran, all of us."]),
    ("— Where is it? asks the boy. — In the harbour.", ["Where is it?", "In the harbour."]),
    ("— Where is it?\n— In the harbour.", ["Where is it?", "In the harbour."]),
    ("— He told me “no, she said” twice, says Roe.", ["He told me “no, she said” twice", "no, she said"]),
    ("— The man, said to be forty, ran.", ["The man, said to be forty, ran."]),
    ("— Ada Lind", []),
    ("The gate — or what was left of it — held.", []),
    ("-1 degree was measured.", []),
]


@pytest.mark.parametrize(("text", "inside"), DIALOGUE)
def test_a_dash_opens_speech(text: str, inside: list[str]) -> None:
    assert [text[quote.inner.start : quote.inner.end] for quote in quoted(text)] == inside


@pytest.mark.parametrize("role", [Role.LIST_ITEM, Role.CREDIT, Role.CAPTION, Role.HEADLINE])
def test_a_dash_before_a_list_item_or_a_credit_opens_nothing(role: Role) -> None:
    assert quoted("— Photo taken in March, says Tom Roe.", role) == ()


@pytest.mark.parametrize(
    ("credit", "inside"),
    [
        ("(“The Port at Dawn”, Tom Roe)", ["The Port at Dawn"]),
        ("Photo: Tom Roe/“Alder Gazette”", ["Alder Gazette"]),
        ("Photo: Tom Roe/“Alder Gazette", ["Alder Gazette"]),
        ("Photo: Tom Roe/Alder Gazette”", []),
    ],
)
def test_marks_in_a_credit_stay_in_the_credit(credit: str, inside: list[str]) -> None:
    text = f"{credit}\n\n“We built it,” he said."
    found = [text[quote.inner.start : quote.inner.end] for quote in quoted(text, Role.CREDIT)]
    assert found == [*inside, "We built it,"]
