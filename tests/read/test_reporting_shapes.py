"""Shapes of reporting beyond “she said that”: nouns, relatives, findings, phrases, and where content ends."""

from __future__ import annotations

import pytest

from tests.read.news import quoted
from whence.language.tokens import Line, tokens
from whence.model.text import Span
from whence.read.attribution.found import Found
from whence.read.attribution.rules import attributions


def read_sentence(sentence: str) -> tuple[Line, list[Found]]:
    outer = [quote for quote in quoted(sentence) if quote.depth == 0]
    line = tokens(sentence, Span(0, len(sentence)), outer)
    return line, attributions(line)


def words(line: Line, piece: tuple[int, int] | None) -> str:
    if piece is None:
        return ""
    span = line.span(*piece)
    return line.text[span.start : span.end]


# sentence, source, content
SHAPES = [
    # nouns with their owner
    (
        "His claim that the wall was safe angered the town, residents fled.",
        "His",
        "that the wall was safe angered the town",
    ),
    ("Nobody trusts Ms Ito's insistence that the port was full.", "Ms Ito's", "that the port was full"),
    ("The yard closed after the union's refusal to work nights.", "the union's", "to work nights"),
    # the subject of the content stands to the left
    ("The council kept a ledger that Roe said was false.", "Roe", "was false"),
    ("It built a gate, which engineers say has blocked the river, in May.", "engineers", "has blocked the river"),
    # what evidence shows
    ("The latest poll shows Lind ahead by nine points.", "The latest poll", "Lind ahead by nine points"),
    # verbs with a preposition: it belongs to the cue
    ("The union called for a ban on night work.", "The union", "a ban on night work"),
    ("Roe pointed to a crack in the wall.", "Roe", "a crack in the wall"),
    # phrases and adjectives
    ("The captain expressed concern that the hull was thin.", "The captain", "that the hull was thin"),
    ("Engineers made the case that the gate should go.", "Engineers", "that the gate should go"),
    ("The mayor is confident that the wall will hold.", "The mayor", "that the wall will hold"),
    ("The clerk was unwilling to open the ledger.", "The clerk", "to open the ledger"),
    # “that” as the subject of the content
    ("Ms Ito said that was never agreed.", "Ms Ito", "that was never agreed"),
    # a title between cue and content
    ("Roe said on “Harbour Morning” that the ferry was late.", "Roe", "that the ferry was late"),
    # plural subjects that do not end in s
    ("More than 4 in 10 say the fare is too high.", "More than 4 in 10", "the fare is too high"),
    ("Some 45 percent say the fare is too high.", "Some 45 percent", "the fare is too high"),
    # a participle of means shares the subject of the sentence
    ("Roe stopped the crowd by promising that the gate would open.", "Roe", "that the gate would open"),
    # an infinitive that is itself a report
    ("Roe wrote to Ms Ito to warn her that the hull was thin.", "Roe", "that the hull was thin"),
    (
        "They met Sorin Vale, who went on the radio to say that the lock would close.",
        "Sorin Vale, who",
        "that the lock would close",
    ),
    # between source and cue, between cue and content
    (
        "A pilot captured in June had told his guards that the wall was hollow.",
        "A pilot",
        "that the wall was hollow",
    ),
    ("Lind had told him last summer that the sale was off.", "Lind", "that the sale was off"),
    ("Her lawyer said outside the court that Lind would appeal.", "Her lawyer", "that Lind would appeal"),
    ("The clerk asked the driver, Mr Vale, whether he had chains.", "The clerk", "whether he had chains"),
    ("The port authority on Thursday denied that the crane was old.", "The port authority", "that the crane was old"),
    ("Lind told a hearing on Monday that the wall was hollow.", "Lind", "that the wall was hollow"),
    ("A nurse told her she now sleeps in the ward.", "A nurse", "she now sleeps in the ward"),
    ("A cousin of his says that the boat was sold.", "A cousin of his", "that the boat was sold"),
    # “called” needs to say what
    ("The harbour master called Roe a liar.", "The harbour master", "Roe a liar"),
]


@pytest.mark.parametrize(("sentence", "source", "content"), SHAPES)
def test_who_is_said_to_say_what(sentence: str, source: str, content: str) -> None:
    line, found = read_sentence(sentence)
    assert [(words(line, one.source), words(line, one.content[0])) for one in found] == [(source, content)]


# sentence, first content
ENDINGS = [
    ("While Roe said the gate was shut, the boats went through.", "the gate was shut"),
    ("Lind, who says the crane is unsafe, left the yard in May.", "the crane is unsafe"),
    ("The mayor said the plan was sound but declined to give figures.", "the plan was sound"),
    ("Lind said that the wall held, but stopped short of calling it safe.", "that the wall held"),
    ("Roe rejected the idea that the crane was unsafe and went home.", "the idea that the crane was unsafe"),
    ("Roe criticised the port for hiding the letters.", "the port for hiding the letters"),
]


@pytest.mark.parametrize(("sentence", "content"), ENDINGS)
def test_where_content_ends(sentence: str, content: str) -> None:
    line, found = read_sentence(sentence)
    assert words(line, found[0].content[0]) == content


@pytest.mark.parametrize(
    "sentence",
    [
        "He’s expected to reach the port by noon.",  # a passive, contracted
        "The harbour master called the office in Karsk.",  # a telephone call
        "They work for a shipyard called Northern Hulls.",  # a name
        "The email went out at noon.",  # a noun that is also a verb
        "Lind showed the letter to the clerk.",  # no poll, no study
        "The claim that the wall was safe is old.",  # nobody's claim
        "The barge needs to reach the lock by noon.",  # a need, not a statement
    ],
)
def test_what_reports_nothing(sentence: str) -> None:
    assert read_sentence(sentence)[1] == []
