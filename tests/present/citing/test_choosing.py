"""What of a reading is cited, and links that lead to it for good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.stories import FERRY
from whence.ingest.plain import read_plain
from whence.model.anchor import Anchor, Fit, anchor, place, read_anchor
from whence.model.speech import Reading, Status
from whence.model.text import Span
from whence.present.citing import choosing
from whence.present.pieces import lines
from whence.project.reading import reader


@pytest.fixture(scope="module")
def ferry() -> Reading:
    return reader("none")(read_plain(FERRY, uri="https://daily.example/ferry"))


def test_a_sentence_is_cited_with_its_voices(ferry: Reading) -> None:
    found = choosing.sentence(ferry, 4)
    assert found
    assert found.words == "The Ministry of Ports denied that it had known about the crack in the hull."
    assert [(said.chain[-1].name, said.status) for said in found.said] == [("Ministry of Ports", Status.DENIED)]
    assert choosing.sentence(ferry, 99) is None


def test_own_words_are_the_documents(ferry: Reading) -> None:
    found = choosing.sentence(ferry, 3)
    assert found
    assert [len(said.chain) for said in found.said] == [1] * len(found.said)


def test_a_statement_is_cited_alone(ferry: Reading) -> None:
    denied = next(item for item in ferry.statements if item.status is Status.DENIED)
    found = choosing.statement(ferry, denied.id)
    assert found
    assert found.words == "that it had known about the crack in the hull"
    assert choosing.statement(ferry, "s999") is None


def test_every_sentence_has_a_place_and_an_anchor_that_leads_there(ferry: Reading) -> None:
    found = choosing.places(lines(ferry))
    assert list(found) == [1, 2, 3, 4]
    text = ferry.document.text
    for span in found.values():
        made = anchor(text, span)
        assert read_anchor(str(made)) == made
        assert place(made, text, list(found.values())) == place(made, text, [])
        assert place(made, text, []).fit is Fit.KEPT


def sentences(text: str) -> list[Span]:
    found, at = list[Span](), 0
    for part in text.split("\n"):
        found.append(Span(at, at + len(part)))
        at += len(part) + 1
    return found


OLD = "One pier.\nTwo boats sail.\nThree men wait."


@pytest.mark.parametrize(
    ("new", "fit", "words"),
    [
        (OLD, Fit.KEPT, "Two boats sail."),
        (f"News first.\n{OLD}", Fit.MOVED, "Two boats sail."),
        ("One more pier.\n“TWO boats sail…”\nThree men wait.", Fit.MOVED, "“TWO boats sail…”"),
        ("One pier.\nTwo boats sank.\nThree men wait.", Fit.LOST, "Two boats sank."),
        ("One pier.", Fit.LOST, "One pier."),
        ("", Fit.LOST, ""),
    ],
)
def test_an_anchor_never_leads_to_other_words_without_saying_so(new: str, fit: Fit, words: str) -> None:
    found = place(anchor(OLD, Span(10, 25)), new, sentences(new))
    assert (found.fit, new[found.span.start : found.span.end]) == (fit, words)


@given(st.text(), st.text(), st.data())
def test_kept_and_moved_have_the_same_letters(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    made = anchor(old, Span(start, data.draw(st.integers(start, len(old)))))
    found = place(made, new, sentences(new))
    assert 0 <= found.span.start <= found.span.end <= len(new)
    if found.fit is not Fit.LOST:
        assert anchor(new, found.span).digest == made.digest


@pytest.mark.parametrize(
    "written", ["", "1-2", "1-2-xyz", "5-2-0123456789", "-1-2-0123456789", "1-2-0123456789 ", "１-2-0123456789"]
)
def test_what_is_no_anchor_is_none(written: str) -> None:
    assert read_anchor(written) is None


def test_two_places_of_the_same_words_lead_to_the_nearer() -> None:
    text = "We wait.\nx\nWe wait.\ny\nWe wait."
    found = place(Anchor(Span(12, 20), anchor(text, Span(0, 8)).digest), text, sentences(text))
    assert (found.fit, found.span) == (Fit.MOVED, Span(11, 19))
