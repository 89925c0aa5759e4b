"""How a clause is put forward, from its own words and from the cue that reports it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.language.quotes import Quote
from whence.language.tokens import Line, tokens
from whence.model.speech import Status
from whence.model.text import Span
from whence.read.status.clauses import clause_status, clauses, governed
from whence.read.status.stance import cue_stance
from whence.read.status.unnamed import left_unnamed


def a_line(text: str) -> Line:
    return tokens(text, Span(0, len(text)), [])


def hidden(line: Line, words: str) -> tuple[int, int]:
    """The tokens of `words`, which stand once in the line."""
    at = line.text.index(words)
    inside = [i for i in range(len(line)) if at <= line.start[i] < at + len(words)]
    return inside[0], inside[-1] + 1


STATUSES = [
    # questions
    ("Who signed for the load?", "questioned"),
    ("It is unclear whether the ferry will sail.", "questioned"),
    ("It was not immediately clear who fired first.", "questioned"),
    ("It remains to be seen how long the wall holds.", "questioned"),
    ("I wonder if anyone read the memo.", "questioned"),
    ("Whether he comes or not, the vote goes ahead.", "asserted"),
    # conditions
    ("If the rain continues, the gates must be opened.", "conditional"),
    ("The gates will hold unless the river rises again.", "conditional"),
    ("Had he known of the crack, he would have closed the pool.", "conditional"),
    ("The pool would have closed had he known of the crack.", "conditional"),
    ("Should the vote fail, the mayor will resign.", "conditional"),
    ("The mayor will resign, should he lose the vote.", "conditional"),
    ("He ran as if the house were on fire.", "asserted"),
    ("Few, if any, of the houses were insured.", "asserted"),
    # duties
    ("Ministers should answer the telephone.", "prescribed"),
    ("The wall must be rebuilt by June.", "prescribed"),
    ("The driver must have seen the signal.", "speculated"),
    ("Residents will have to boil their water.", "prescribed"),
    ("Residents did not have to boil their water.", "asserted"),
    ("Residents might have to boil their water.", "speculated"),
    ("The port needs to hire forty men.", "prescribed"),
    ("The port needs forty men.", "asserted"),
    ("Stay home.", "prescribed"),
    ("Do not wait for a siren.", "prescribed"),
    ("Please be patient with new drivers.", "prescribed"),
    ("Sharpen your pencil.", "prescribed"),
    ("Let us wait for the count.", "prescribed"),
    ("I recommend that we stop all awards.", "prescribed"),
    ("Call centres closed for the day.", "asserted"),
    ("I will not give a number I will have to take back.", "asserted"),
    ("Let’s say the wall holds.", "asserted"),
    ("The report stressed the need to rebuild.", "asserted"),
    # disbelief
    ("We do not believe the ministry's figure.", "doubted"),
    ("He would have us believe that the church fell by itself.", "doubted"),
    # guesses
    ("The bridge may close on Friday.", "speculated"),
    ("The fair opened on 3 May in the old harbour.", "asserted"),
    ("Perhaps he was right about the harbour.", "speculated"),
    ("There seems to have been a small fall in traffic.", "speculated"),
    ("Without him the Gulls appear short of arms.", "speculated"),
    ("The two men appeared in court on Monday.", "asserted"),
    ("We have no doubt that the pipe was old.", "speculated"),
    ("I think he mixed up two conversations.", "speculated"),
    ("I remember thinking the bells were alive.", "speculated"),
    ("It is believed that four people were on board.", "speculated"),
    ("Four people are feared dead.", "speculated"),
    ("The cuts could cost the town a million.", "speculated"),
    ("From the roof I could see the water.", "asserted"),
    ("The mayor could not be reached for comment.", "asserted"),
    ("Stronger ties could bolster the small ports.", "speculated"),
    ("As a boy he could walk across in August.", "asserted"),
    ("Nearly all of them could be seen from the quay.", "asserted"),
    ("The school will open tomorrow.", "asserted"),
    # hearsay
    ("The river had reportedly reached a ten-year high.", "reported"),
    ("The bell is said to lie in forty feet of silt.", "reported"),
    ("Rumour has it that the manager is leaving.", "reported"),
    # distance
    ("The guard allegedly took the keys home.", "claimed"),
    # plain words, and words in clauses that hang under them
    ("The lake froze in January.", "asserted"),
    ("The man who may have seen it left at noon.", "asserted"),
    ("They fled because the dam might burst.", "asserted"),
    ("A boy who reportedly swam across was taken to hospital.", "asserted"),
    ("People who hate it may stay away.", "speculated"),
    ("When the river falls, the school may open.", "speculated"),
    ("In a note to clients that the firm may close.", "speculated"),
    ("A second breach could not be ruled out.", "speculated"),
    ("He would have the world believe that a village commands a fleet.", "doubted"),
    ("The union called for a new inquiry.", "prescribed"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_a_clause_says_how_it_is_put_forward(text: str, status: str) -> None:
    """Only the words that govern the main clause count."""
    assert clause_status(a_line(text)) == status


@pytest.mark.parametrize(
    ("text", "ignored", "status"),
    [
        ("The mayor said the bridge may close.", "the bridge may close", "asserted"),
        ("If he had seen it, he said, he would have acted.", "he said,", "conditional"),
        ("She asked if they were allowed to be there.", "She asked", "questioned"),
        ("Perhaps she said so; the minutes are lost.", "Perhaps she said so", "asserted"),
    ],
)
def test_words_of_other_voices_do_not_count(text: str, ignored: str, status: str) -> None:
    """Tokens that another voice owns say nothing about the clause."""
    line = a_line(text)
    assert clause_status(line, ignore=[hidden(line, ignored)]) == status


@pytest.mark.parametrize(
    ("inner", "stance", "unnamed", "relayed", "status"),
    [
        ("asserted", "asserted", False, False, "asserted"),
        ("asserted", None, False, False, "asserted"),
        ("asserted", "asserted", True, False, "reported"),
        ("asserted", "asserted", False, True, "reported"),
        ("speculated", "asserted", True, False, "speculated"),
        ("asserted", "claimed", True, False, "reported"),
        ("conditional", "denied", False, False, "conditional"),
        ("speculated", "denied", False, False, "denied"),
        ("prescribed", "speculated", False, False, "prescribed"),
    ],
)
def test_cue_and_source_govern_the_clause(
    inner: str, stance: str | None, unnamed: bool, relayed: bool, status: str
) -> None:
    """The first status in the order of the conventions holds."""
    cue = Status(stance) if stance else None
    assert governed(Status(inner), cue, unnamed=unnamed, relayed=relayed) == status


@pytest.mark.parametrize(
    ("text", "cue", "stance", "status"),
    [
        ("Roe said that the dam held.", "said", "asserted", "asserted"),
        ("Roe did not deny that the dam broke.", "did not deny", "denied", "asserted"),
        ("Roe does not believe that the dam broke.", "does not believe", "speculated", "doubted"),
        ("Nobody upstairs believed the dam would hold.", "believed", "speculated", "doubted"),
        ("Roe believes the dam will hold.", "believes", "speculated", "speculated"),
        ("Roe doubts that the dam will hold.", "doubts", "speculated", "doubted"),
        ("Roe would not say whether the dam broke.", "would not say", "asserted", "questioned"),
        ("Roe refused to say who built the dam.", "say", "asserted", "questioned"),
        ("Roe never said that the dam broke.", "never said", "asserted", "denied"),
        ("Roe did not know that the dam broke.", "did not know", "asserted", "asserted"),
        ("Roe could not confirm that the dam broke.", "could not confirm", "asserted", "speculated"),
        ("Roe ruled out that the dam broke.", "ruled", "asserted", "denied"),
        ("Roe would not rule out that the dam broke.", "would not rule", "asserted", "speculated"),
        ("Roe is said to have told them that the dam broke.", "have told", "asserted", "reported"),
        ("Roe should say that the dam broke.", "should say", "asserted", "prescribed"),
        ("If Roe knows that the dam broke, he has kept quiet.", "knows", "asserted", "conditional"),
        ("They argued over whether Roe knew that the dam broke.", "knew", "asserted", "questioned"),
        ("Did Roe say that the dam broke?", "say", "asserted", "questioned"),
        ("Roe may have said that the dam broke.", "may have said", "asserted", "speculated"),
        ("Roe reportedly told them the dam broke.", "told", "asserted", "reported"),
        ("Roe would have us believe that the dam held.", "believe", "speculated", "doubted"),
    ],
)
def test_what_a_cue_makes_of_its_content(text: str, cue: str, stance: str, status: str) -> None:
    """Negation, modals and hearsay on the cue change what it says about its content."""
    line = a_line(text)
    assert cue_stance(line, *hidden(line, cue), Status(stance)) == status


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The lake froze in January.", [("The lake froze in January.", "asserted")]),
        (
            "The extra pumps were sent on Monday, but they may not arrive before morning.",
            [
                ("The extra pumps were sent on Monday,", "asserted"),
                ("but they may not arrive before morning.", "speculated"),
            ],
        ),
        (
            "He has given me his word, and I think he means it.",
            [("He has given me his word,", "asserted"), ("and I think he means it.", "speculated")],
        ),
        (
            "The council will pay; the owners should say thanks.",
            [("The council will pay;", "asserted"), ("the owners should say thanks.", "prescribed")],
        ),
        (
            "The wall, which may have been weakened in May, fell on Monday.",
            [
                ("The wall,", "asserted"),
                ("which may have been weakened in May", "speculated"),
                (", fell on Monday.", "asserted"),
            ],
        ),
        (
            "He was shot after he allegedly drew a knife.",
            [("He was shot", "asserted"), ("after he allegedly drew a knife.", "claimed")],
        ),
        (
            "They left because the dam might burst.",
            [("They left", "asserted"), ("because the dam might burst.", "speculated")],
        ),
        (
            "That two men have left and that a third must stay.",
            [("That two men have left", "asserted"), ("and that a third must stay.", "prescribed")],
        ),
        ("The wall broke, and the road was closed.", [("The wall broke, and the road was closed.", "asserted")]),
        (
            "If the wall breaks, the road will close, and the bus may not run.",
            [("If the wall breaks, the road will close, and the bus may not run.", "conditional")],
        ),
    ],
)
def test_clauses_are_split_where_their_statuses_differ(text: str, pieces: list[tuple[str, str]]) -> None:
    """A border counts only where what stands after it is put forward differently."""
    line = a_line(text)
    found = [(text[line.start[first] : line.end[last - 1]], status) for first, last, status in clauses(line)]
    assert found == pieces


@pytest.mark.parametrize(
    ("source", "unnamed"),
    [
        ("two officials briefed on the talks", True),
        ("A former clerk who draws a pension from the port", True),
        ("one of the engineers", True),
        ("residents sheltering in a school in Haldra", True),
        ("people familiar with the mayor’s thinking", True),
        ("some ringers", True),
        ("the union official who asked not to be named", True),
        ("an unnamed depot manager", True),
        ("government sources", True),
        ("the vicar", False),
        ("his insurance agent", False),
        ("Signe’s daughter", False),
        ("prosecutors", False),
        ("a spokeswoman for Mayor Ines Duarte", False),
        ("a ridership study completed in January", False),
        ("41 per cent of respondents", False),
        ("source not named", False),
        ("", False),
    ],
)
def test_sources_left_unnamed(source: str, unnamed: bool) -> None:
    """Somebody who could be anybody is left unnamed; a role or a relation is not."""
    assert left_unnamed(source) is unnamed


def test_the_verb_of_a_clause_may_be_quoted() -> None:
    """Quoted words that begin with the verb of the clause say how it is put forward."""
    text = "He wrote that a third “must not miss hers”."
    quote = Quote(span=Span(22, 42), inner=Span(23, 41), mark="“", depth=0, closed=True)
    assert clause_status(tokens(text, Span(0, len(text)), [quote])) == "prescribed"


NEWS = st.lists(
    st.sampled_from(
        [
            "if",
            "had",
            "may",
            "the",
            "mayor",
            "who",
            "said",
            ",",
            ";",
            ":",
            "–",
            "?",
            ".",
            "“",
            "that",
            "whether",
            "and",
            "but",
            "not",
            "I",
            "think",
            "could",
            "have",
            "to",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(NEWS | st.text(), st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=3))
def test_clauses_cover_any_sentence(text: str, ignore: list[tuple[int, int]]) -> None:
    """The pieces follow one another, cover every token, and neighbours differ."""
    line = a_line(text)
    found = clauses(line, ignore=ignore)
    assert [index for first, last, _ in found for index in range(first, last)] == list(range(len(line)))
    assert all(one[2] is not two[2] for one, two in pairwise(found))
    assert isinstance(clause_status(line, ignore=ignore), Status)
