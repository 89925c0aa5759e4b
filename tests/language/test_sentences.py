"""Sentences: where one ends, and what only looks like an end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.news import told_in
from whence.language.sentences import sentences, trimmed
from whence.model.text import Span

# A bar stands between sentences.
ENDS = [
    "The port reopened.|Nobody was hurt.",
    "Has the port reopened?|Yes!|It has.",
    "(The port reopened.)|She stayed.",
    "He left (she stayed).|They ran.",
    "The figure was about 3,000.|14 people died.",
    "What now? he asked himself.|Nothing!",
]
ABBREVIATIONS = [
    "Mr. Roe left.|Ms Ito stayed.",
    "Prof. Dr. Ilse M. Brandt-Lee left.|Gen. A. B. Sorel did not.",
    "J.R. Vasko stayed.|C. J. Roe left.",
    "He was born in the U.S.|The dollar fell.",
    "The U.S. Senate voted.|The U.K. did not.",
    "U.S. officials said so.|U.N. monitors did not.",
    "The firm, Alder Inc., said no.|Alder Corp. Chairman Lee agreed.",
    "At 5 p.m. Monday the ship left.|At 6 a.m.|Police closed the road.",
    "It left at 5 p.m. on Monday.|It came back.",
    "The answer was no.|The ship left.",
    "Ship No. 5 left.|Ships nos. 7 and 8 stayed.",
    "It cost 3.5 million dollars.|It weighs 4.2 tons.",
    "He lives on Main St.|The house is old.",
    "St. Anne is far.|Mt. Selm is not.",
    "John Roe Jr. was there.|He left.",
    "On Jan. 3 he left.|In Feb. Roe came.",
    "Ferries, barges, etc. were held.|Nothing sailed.",
    "Ferries, barges, etc.|Police came.",
    "Alder v. Port Authority followed.|Ito vs. Roe was heard.",
    "Plan B.|The ship left.",
    "So did I.|Roe left.",
    "Some sites, e.g. Alder, were shut.|Others, i.e. Karsk, were not.",
    "See example.com.|Then go.",
]
ELLIPSES = [
    "We waited ... and left.|We waited... and ran.",
    "We waited...|Then we left.",
    "We waited . . . and left.",
    "We waited… and left.|We waited…|Then we left.",
]
QUOTED = [
    "“Will you go?” Ms Ito asked.|He did not.",
    "“Will you go?” Mayor Ito of Karsk asked.|He did not.",
    "“Will you go?” Ms Ito, the mayor, asked.|He did not.",
    "“Will you go?” she asked.|He did not.",
    "“Will you go?”|The mayor left the room.",
    "‘Why?’ Roe asked.|‘He’s gone.’|She left.",
    '"It fell," said Roe.|"We ran."|He left.',
    "“It fell. We ran.” he said.",
    "He said: “It fell. We ran. They hid.”|Then he left.",
    "“Go.”|He left.|“Stay.”|“Why?”",
    "“She told me, ‘No.’”|He left.",
    "He called it “a tale”.|She left.",
    "She asked, “Why?” and left.|She asked, “Why?”|Then she left.",
    "“No!” — she shouted — “never.”",
    "“No!” (he laughed) and left.",
    "“It fell… We ran…” he said.",
    "Scouts had said “the bank is empty. We go in.” to nobody.|It was not.",
    "“No.”|14 men stayed.",
    "— The windows flew in, says Marta Helin.|She lives upstairs.",
    "— Where is it? asks the boy.|— In the harbour.",
]


@pytest.mark.parametrize("marked", [*ENDS, *ABBREVIATIONS, *ELLIPSES, *QUOTED])
def test_sentences_end_where_a_reader_stops(marked: str) -> None:
    assert told_in(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The ship left\nthe port on\nMonday. It came\nback.",
            ["The ship left\nthe port on\nMonday.", "It came\nback."],
        ),
        ("The ship left the port.\nIt came back.", ["The ship left the port.", "It came back."]),
        ("The ship left\n \nIt came back", ["The ship left", "It came back"]),
        ("  The ship left.  \n", ["The ship left."]),
        ("He left.He stayed.", ["He left.He stayed."]),
        (" \n ", []),
        ("", []),
    ],
)
def test_lines_wrapped_hard(text: str, found: list[str]) -> None:
    outer = Span(0, len(text))
    assert [text[span.start : span.end] for span in sentences(text, outer, [])] == found


def test_the_inside_of_a_quotation_has_sentences_of_its_own() -> None:
    text = "He said: “It fell. We ran. They hid.”"
    inner = Span(text.index("“") + 1, text.index("”"))
    assert [text[span.start : span.end] for span in sentences(text, inner, [])] == ["It fell.", "We ran.", "They hid."]


@given(st.text(alphabet=st.sampled_from('aB1.?!… \n"“”‘’(),—U S')), st.integers(0, 9), st.integers(0, 9))
def test_sentences_cover_every_word_once(text: str, left: int, right: int) -> None:
    quotes = [Span(left, right)] if left < right <= len(text) else []
    found = list(sentences(text, Span(0, len(text)), quotes))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(trimmed(text, span) == span and len(span) for span in found)
    inside = {offset for span in found for offset in range(span.start, span.end)}
    assert all(text[offset].isspace() for offset in range(len(text)) if offset not in inside)
