"""Tokens: what each word does in its sentence, as a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.news import quoted
from whence.language.tokens import Line, tokens
from whence.model.text import Span


def a_line(text: str, *, title_case: bool = False) -> Line:
    outer = [quote for quote in quoted(text) if quote.depth == 0]
    return tokens(text, Span(0, len(text)), outer, title_case=title_case)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ms Ito said that the port was open.", "NNVTDnAn."),
        ("“The port is open,” she said on Monday.", "qPVIt."),
        ("He did not say why.", "PAaVS."),
        ("Mr. Lee left at 5 p.m. on Monday.", "NNvI#tIt."),
        ("Mrs. A. Lee left.", "NNNv."),
        ("Will Roe said so.", "ANVS."),
        ("Ms May said so.", "NNVS."),
        ("It may rain in May.", "PAnIN."),
        ("Union boss Jan Roe said so.", "NnNNVS."),
        ("Jan Roe said so.", "NNVS."),
        ("In April Roe said so.", "ItNVS."),
        ("The Jan. 3 flood killed 14 people.", "Dt#nv#n."),
        ("It cost 3.5 million (or more) — so what?", "Pn#n(CD)-SS?"),
        ("The so-called “experts” met [again].", "Dnqv(a)."),
        ("It’s the mayor's don’t-ask rule.", "PDnnV."),
    ],
)
def test_what_each_word_does(text: str, kinds: str) -> None:
    assert a_line(text).kind == kinds


@pytest.mark.parametrize(
    ("title", "kinds"),
    [("Mayor Says Port Is Open", "NVNAN"), ("Minister: 'No Deal'", "N:q"), ("Port says no", "NVD")],
)
def test_a_headline_in_title_case(title: str, kinds: str) -> None:
    assert a_line(title, title_case=True).kind == kinds


def test_a_quotation_is_one_token_with_its_marks() -> None:
    text = "He said: “It fell. We ran.”"
    line = a_line(text)
    assert line.kind == "PV:q"
    assert text[line.start[3] : line.end[3]] == "“It fell. We ran.”"
    assert line.word == ["he", "said", ":", ""]


def test_spans_and_parts_of_a_line_point_into_the_text() -> None:
    text = "Ms Ito said that the port was open."
    part = a_line(text).part(4, 8)
    assert part.word == ["the", "port", "was", "open"]
    span = part.span(0, len(part))
    assert text[span.start : span.end] == "the port was open"
    assert (part.next("A", 0, 4), part.next("V", 0, 4)) == (2, 4)


@given(st.text() | st.text(alphabet=st.sampled_from("Aaé .,’'“”\"-—1(")))
def test_tokens_stand_in_order_and_leave_out_nothing_but_white_space(text: str) -> None:
    line = a_line(text)
    assert len(line.kind) == len(line.start) == len(line.end) == len(line.word)
    position = 0
    for start, end in zip(line.start, line.end, strict=True):
        assert not text[position:start].strip()
        assert start < end
        position = end
    assert not text[position:].strip()
