"""Sentences are cut where the voice changes, and grouped while it stays."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.present.builders import Said, a_reading, bridge
from tests.present.strategies import readings
from tests.read.news import an_article
from whence.model.speech import Quotation, Reading, Status
from whence.model.text import Span
from whence.present.pieces import groups, head, lines

LAWYER = Said("He denies this", ["Agence Cabot", "the lawyer", "Jan Okoro"], Status.DENIED)


def shown(reading: Reading) -> list[list[tuple[int, str]]]:
    """For each line, its pieces: how many voices back, and the words."""
    return [[(piece.back, reading.document[piece.span]) for piece in line.pieces] for line in lines(reading)]


@pytest.mark.parametrize(
    ("sentence", "said", "pieces"),
    [
        ("The bridge is closed.", [], [[(0, "The bridge is closed.")]]),
        (
            "He denies this, his lawyer told Agence Cabot.",
            [LAWYER],
            [[(0, "He denies this,"), (3, "his lawyer told Agence Cabot.")]],
        ),
        (
            "“Go,” she said, “and stay away.”",  # interrupted
            [Said(["Go,", "and stay away."], ["Marta Ilves"], quotation=Quotation.DIRECT)],
            [[(0, "“Go,”"), (1, "she said,"), (0, "“and stay away.”")]],
        ),
        (
            'The mayor called the lamps "a matter of weeks" and left.',  # straight marks outside the content
            [Said("a matter of weeks", ["the mayor"], quotation=Quotation.MIXED)],
            [[(1, "The mayor called the lamps"), (0, '"a matter of weeks"'), (1, "and left.")]],
        ),
        (
            "Two officials claimed the load weighed eleven tonnes.",  # the full stop stands with the words
            [Said("the load weighed eleven tonnes", ["two officials"], Status.CLAIMED)],
            [[(1, "Two officials claimed"), (0, "the load weighed eleven tonnes.")]],
        ),
        (
            "The union says it wrote twice, but the port says no letter came.",  # two voices share a sentence
            [Said("it wrote twice", ["the union"]), Said("no letter came", ["the port"])],
            [[(1, "The union says"), (0, "it wrote twice,"), (1, "but the port says")], [(0, "no letter came.")]],
        ),
        (
            "The wire quotes a man who says the scouts wrote “it is empty”.",  # five deep
            [
                Said("a man who says the scouts wrote “it is empty”", ["the wire"], quotation=Quotation.BLOCK),
                Said("the scouts wrote “it is empty”", ["the wire", "a man"]),
                Said("it is empty", ["the wire", "a man", "the scouts"], quotation=Quotation.DIRECT),
            ],
            [
                [
                    (3, "The wire quotes"),
                    (2, "a man who says"),
                    (1, "the scouts wrote"),
                    (0, "“it is empty”."),
                ]
            ],
        ),
    ],
)
def test_a_sentence_is_cut_where_the_voice_changes(
    sentence: str, said: list[Said], pieces: list[list[tuple[int, str]]]
) -> None:
    assert shown(a_reading([[sentence]], said)) == pieces


def test_words_that_introduce_the_next_statement_go_with_it() -> None:
    sentence = "The union says it wrote twice, but the port says no letter came."
    port = Said("no letter came", ["the port"], source="the port", cue="says")
    reading = a_reading([[sentence]], [Said("it wrote twice", ["the union"], source="The union", cue="says"), port])
    assert shown(reading) == [
        [(1, "The union says"), (0, "it wrote twice,")],
        [(1, "but the port says"), (0, "no letter came.")],
    ]


def test_sentences_of_one_voice_and_status_form_one_group() -> None:
    reading = a_reading(
        [["The port is closed.", "Ships wait outside."], ["It may open soon.", "It will rain, she said."]],
        [Said("It will rain", ["Edda Sorel"])],
    )
    found = groups(reading, lines(reading))
    assert [[line.number for line in group.lines] for group in found] == [[1, 2, 3], [4]]
    assert [len(group.chain) for group in found] == [1, 2]


def test_a_denial_and_a_claim_of_one_voice_are_two_groups() -> None:
    reading = a_reading(
        [["He was elsewhere, he claimed.", "The load was small, he said."]],
        [Said("He was elsewhere", ["Jan Okoro"], Status.CLAIMED), Said("The load was small", ["Jan Okoro"])],
    )
    assert [group.status for group in groups(reading, lines(reading))] == [Status.CLAIMED, Status.ASSERTED]


def test_the_headline_is_a_group_of_its_own() -> None:
    found = groups(bridge(), lines(bridge()))
    assert [group.role.value if group.role else None for group in found[:2]] == ["headline", None]


@given(readings())
def test_every_word_is_shown_once_and_in_order(reading: Reading) -> None:
    text = reading.document.text
    spans = [piece.span for line in lines(reading) for piece in line.pieces]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    left_out = [
        Span(a, b) for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True)
    ]
    assert all(not reading.document[gap].strip() for gap in left_out)


@given(readings())
def test_every_line_has_words_of_its_own_voice_and_every_group_holds_one_chain(reading: Reading) -> None:
    everything = lines(reading)
    assert all(any(piece.back == 0 for piece in line.pieces) for line in everything)
    assert all(piece.back >= 0 for line in everything for piece in line.pieces)
    for group in groups(reading, everything):
        for line in group.lines:
            statement = head(line)
            chain = tuple(link.voice for link in statement.chain) if statement else ()
            assert chain == group.chain


def test_a_part_put_forward_in_another_way_shows_its_own_status() -> None:
    """The part that is asserted is not shown as conditional because the rest of the quotation is."""
    reading = an_article("“I never saw it,” Mr Roe said. “Had I seen it, I would have stopped the boat.”")
    spoken = [group for group in groups(reading, lines(reading)) if len(group.chain) > 1]
    assert [group.status for group in spoken] == [Status.ASSERTED, Status.CONDITIONAL]
