"""What changed between two editions of an article: what is named, in which words, and what is no change at all."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.cli import main
from whence.errors import UsageError
from whence.ingest.plain import read_plain
from whence.model.reuse import Op
from whence.model.revised import Change, How, Place, Subject
from whence.model.speech import Reading
from whence.model.text import Document, Span
from whence.present.library import revisions
from whence.project.library import Library
from whence.read.article import read
from whence.read.quoted import quoted
from whence.trace.revised.changes import changes

HEADLINE = "Ferry hits pier in Southport"
FIRST = "The ferry left Millhaven at noon on Sunday with forty passengers aboard."
LAST = "The harbour will stay closed until divers have looked at the pier."


def an_article(*paragraphs: str, headline: str = HEADLINE) -> Reading:
    """An article whose first and last sentence never change."""
    return read(read_plain("\n\n".join([headline, FIRST, *paragraphs, LAST]) + "\n", uri="ferry.txt"))


def between(earlier: Reading, later: Reading) -> tuple[Change, ...]:
    return changes((earlier, quoted(earlier)), (later, quoted(later)))


def told(earlier: list[str], later: list[str]) -> list[str]:
    """Each change as it is told in short: subject, how, the words before and now that were changed."""
    one, other = an_article(*earlier), an_article(*later)
    return [in_short(change, one.document, other.document) for change in between(one, other)]


def in_short(change: Change, earlier: Document, later: Document) -> str:
    words = [f"{earlier[edit.original]}>{later[edit.quote]} ({edit.consequence})" for edit in change.edits]
    return " | ".join([f"{change.subject} {change.how}", *words])


SAID = "“We heard a bang and nobody moved,” said the harbour master, Jon Pike."
POLICE = "Three people were hurt when the ferry hit the pier, police said."


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        pytest.param([SAID, POLICE], [SAID], ["statement removed"], id="a sentence is gone"),
        pytest.param([SAID], [SAID, POLICE], ["statement added"], id="a sentence is new"),
        pytest.param([SAID, POLICE], [POLICE], ["quotation removed"], id="a quotation is gone, told once"),
        pytest.param([POLICE], [POLICE, SAID], ["quotation added"], id="a quotation is new"),
        pytest.param(
            [SAID], [SAID.replace("nobody", "everybody")], ["quotation altered | nobody>everybody (negation)"],
            id="the words of a quotation",
        ),
        pytest.param(
            [SAID + " “It was not an accident.”"], [SAID + " “It was an accident.”"],
            ["quotation altered | not> (negation)"], id="a quotation loses its not",
        ),
        pytest.param(
            [POLICE], [POLICE.replace("Three", "Five")], ["number altered | Three>Five (number)"], id="a number"
        ),
        pytest.param(
            [POLICE], [POLICE.replace("Three", "3")], [], id="a number written otherwise"
        ),
        pytest.param(
            [POLICE], [POLICE.replace("hurt", "hurt, two of them badly,")],
            ["number added | >two of them badly (number)"], id="a number where there was none",
        ),
        pytest.param(
            ["The pier was built in 1894 and repaired on Monday."], ["The pier was built and repaired on Tuesday."],
            ["number altered | in 1894> (number) | Monday>Tuesday (number)"], id="a year and a day",
        ),
        pytest.param(
            ["The company said that the ferry was too fast."], ["The company denied that the ferry was too fast."],
            ["denial added | said>denied (other)"], id="what was said is denied now",
        ),
        pytest.param(
            ["The company denied that the ferry was too fast."], ["The company said that the ferry was too fast."],
            ["denial removed | denied>said (other)"], id="what was denied is said now",
        ),
        pytest.param(
            [POLICE], [POLICE, "The company denied that the ferry was too fast."], ["denial added"], id="a new denial"
        ),
        pytest.param(
            ["The company denied that the ferry was too fast.", POLICE], [POLICE], ["denial removed"],
            id="a denial is gone",
        ),
        pytest.param(
            ["The company denied that the ferry was too fast."],
            ["The company denied on Friday that the ferry was too fast."],
            ["number added | >on Friday (number)"], id="a denial stays a denial",
        ),
        pytest.param(
            ["The owner, Ada Lind, has four ferries."], ["The owner, Ada Lund, has four ferries."],
            ["statement altered | Lind>Lund (name)"], id="a name",
        ),
        pytest.param(
            ["The ferry was too fast for the harbour."], ["The ferry was perhaps too fast for the harbour."],
            ["statement altered | >perhaps (hedge)"], id="a hedge",
        ),
        pytest.param(
            ["The ferry was inspected in January."], ["The ferry was not inspected in January."],
            ["statement altered | >not (negation)"], id="a negation",
        ),
        pytest.param(
            [POLICE], [POLICE, "Correction: an earlier version named the wrong pier."], ["correction added"],
            id="a correction",
        ),
        pytest.param(
            ["“I will resign over the ferry,” he said."], ["I will resign over the ferry, he said."],
            ["quotation removed"], id="marks alone are gone",
        ),
        pytest.param(
            ["The ferry was inspected in January by three engineers."], ["The ferry was inspected in January."],
            ["number removed | by three engineers> (number)"], id="what stood at the end",
        ),
        pytest.param(
            ["Perhaps the ferry was inspected in January."], ["The ferry was inspected in January."],
            ["statement altered | Perhaps> (hedge)"], id="what stood at the beginning",
        ),
        pytest.param(
            ["“We heard a bang,” Jon Pike said. “It is so.”"], ["“We heard a bang. It is so,” Jon Pike said."],
            ["quotation altered | >It is so (other)"], id="a quotation that was taken into another is not gone",
        ),
        pytest.param(
            ["“We will close the harbour for a week,” Jon Pike said.", "Jon Pike has worked here for years."],
            ["“We will close the harbour for a week,” Pike said.", "Jon Pike has worked here for years."],
            ["statement altered | Jon> (name)"], id="the same voice by a shorter name",
        ),
        pytest.param(
            ["Jon Pike came to the harbour with his divers.", "“We will close the harbour for a week,” he said."],
            ["Tom Reed came to the harbour with his divers.", "“We will close the harbour for a week,” he said."],
            ["statement altered | Jon Pike>Tom Reed (name)"], id="he stays he: who that is, the other sentence tells",
        ),
        pytest.param(
            ["“We will close the harbour for a week,” Jon Pike said."],
            ["“We will close the harbour for a week,” Eva Brandt said."],
            ["voice altered"], id="the same words are somebody else's",
        ),
    ],
)  # fmt: skip
def test_what_is_told(earlier: list[str], later: list[str], found: list[str]) -> None:
    """Each change is told once, by the gravest name it has, with the words that were changed."""
    assert told(earlier, later) == found


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param([SAID, POLICE], [POLICE, SAID], id="paragraphs in another order"),
        pytest.param([SAID], [SAID.replace("“", '"').replace("”", '"')], id="marks of another shape"),
        pytest.param([f"{SAID} {POLICE}"], [SAID, POLICE], id="another paragraph"),
        pytest.param([POLICE], [POLICE.replace(" people", "\u00a0people")], id="another space"),
        pytest.param(["The pier’s re-opening is near."], ["The pier's reopening is near."], id="a hyphen"),
        pytest.param(["It was organised by the harbour."], ["It was organized by the harbour."], id="another spelling"),
        pytest.param(["By Ada Lind", "3 March 2024, 10:15"], ["By Ada Lind", "3 March 2024, 14:40"], id="the time"),
    ],
)  # fmt: skip
def test_what_is_no_change(earlier: list[str], later: list[str]) -> None:
    assert told(earlier, later) == []


def test_a_headline() -> None:
    """The headline is told first, and by its own name alone."""
    earlier, later = an_article(POLICE), an_article(POLICE, headline="Two ferries hit pier in Southport")
    (change,) = between(earlier, later)
    assert (
        in_short(change, earlier.document, later.document) == "headline altered | Ferry hits>Two ferries hit (number)"
    )


def test_a_headline_beside_the_text() -> None:
    """A feed or page may hold the headline apart from the text: its words are there, without a place."""
    body = read(read_plain("The ferry hit the pier on Monday.\n", uri="ferry.txt"))
    one, other = (
        replace(body, document=replace(body.document, title=title)) for title in ("Ferry hits pier", "No one hurt")
    )
    (change,) = between(one, other)
    assert (change.subject, change.later) == (Subject.HEADLINE, Place(words="No one hurt"))


def test_changes_stand_in_the_order_of_the_text() -> None:
    """What was removed is told where it stood, between what is still around it."""
    earlier = ["The pier is old.", SAID, "The mayor was told of it by telephone.", POLICE]
    later = ["The pier is new.", SAID, POLICE.replace("Three", "Four"), "Buses will run."]
    assert [line.partition(" | ")[0] for line in told(earlier, later)] == [
        "statement altered", "statement removed", "number altered", "statement added",
    ]  # fmt: skip


def test_a_removed_quotation_says_whose_it_was() -> None:
    (change,) = between(an_article(SAID, POLICE), an_article(POLICE))
    assert change.earlier is not None
    assert (change.earlier.voice, change.earlier.words) == ("Jon Pike", "We heard a bang and nobody moved,")
    assert revisions.sentence(change) == "A quotation of Jon Pike was removed."


@pytest.mark.parametrize(
    ("earlier", "later", "says"),
    [
        ([SAID], [SAID.replace("nobody", "all")], "A quotation of Jon Pike was altered, among its words a negation."),
        ([POLICE], [POLICE.replace("Three", "Five")], "A number or date was altered."),
        ([POLICE], [POLICE.replace("the pier", "a pier")], "A statement of police was altered."),
        (["The pier is old."], ["The pier is new."], "A sentence in the document's own words was altered."),
        ([SAID], [SAID.replace("Jon Pike", "Eva Brandt")], "Words of Jon Pike are now said to be words of Eva Brandt."),
        (["The pier is old."], ["The pier is not old."],
         "A sentence in the document's own words was altered, among its words a negation."),
    ],
)  # fmt: skip
def test_a_change_in_a_sentence(earlier: list[str], later: list[str], says: str) -> None:
    (change,) = between(an_article(*earlier), an_article(*later))
    assert revisions.sentence(change) == says


def test_words_that_lost_their_marks_are_said_to_stand_there() -> None:
    quote = "“I will resign over the ferry,” the minister said."
    (change,) = between(an_article(quote), an_article(quote.replace("“", "").replace("”", "")))
    assert change.later is not None
    assert change.later.words == "I will resign over the ferry"
    assert revisions.sentence(change).endswith("Its words still stand there, without quotation marks.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The company inspected the ferry in January", "divers will look at its rudder today"),
        ("The company inspected the ferry", "divers will look at its old rudder and its engine today"),
        ("The company inspected the ferry and its old rudder in January", "divers will look at its engine"),
    ],
)
def test_two_sentences_that_became_one_are_altered_and_not_removed(first: str, second: str) -> None:
    """Whichever of them is the longer."""
    earlier, later = [f"{first}. {second.capitalize()}."], [f"{first}, and {second}."]
    assert told(earlier, later) == ["statement altered | >and (other)"]
    assert told(later, earlier) == ["statement altered | and> (other)"]


def test_a_rewritten_sentence_is_another_one() -> None:
    """Where hardly a word is left, one sentence is gone and another is new."""
    assert sorted(told([POLICE], ["Ambulances came from many towns."])) == ["statement added", "statement removed"]


PIECES = [
    SAID,
    POLICE,
    "The company denied that the ferry was too fast.",
    "“No,” he said. “Never.”",
    "The pier is old.",
    "Police said: “Three were hurt, maybe four.”",
    "Nobody was hurt",
    "“We heard a bang",
    "",
    "It’s 5 p.m.",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.lists(st.sampled_from(PIECES), max_size=6))
def test_every_place_leads_to_its_words(earlier: list[str], later: list[str]) -> None:
    """Spans lie in the text of their side and hold the words; what was added has no words before, nor the reverse."""
    one, other = an_article(*earlier), an_article(*later)
    for change in between(one, other):
        for place, document in ((change.earlier, one.document), (change.later, other.document)):
            if place is not None:
                assert " ".join(document[span] for span in place.spans) == place.words
        assert change.how is not How.ALTERED or (change.earlier and change.later)
        for edit in change.edits:
            assert edit.op is Op.INSERT or one.document[edit.original].strip()
            assert edit.op is Op.DELETE or other.document[edit.quote].strip()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_a_text_has_not_changed_from_itself(pieces: list[str]) -> None:
    assert told(pieces, pieces) == []


def test_long_articles_are_compared_in_time_that_grows_with_them() -> None:
    """Twice as many sentences, each with another number now, take no more than about twice the time."""

    def seconds(count: int) -> float:
        earlier = [f"Ship {n} carried {n} tons of coal to harbour {n % 97} and left." for n in range(count)]
        sides = an_article(*earlier), an_article(*[line.replace("coal", "sand and coal") for line in earlier])
        began = time.process_time()
        assert len(between(*sides)) == count
        return time.process_time() - began

    seconds(50)
    assert min(seconds(300) for _ in range(3)) < 4 * min(seconds(150) for _ in range(3))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three editions of an article at one address, and an article that never changed."""
    made = Library(tmp_path / "news.whence")
    for text in (POLICE, POLICE.replace("Three", "Five"), f"{SAID}\n\n{POLICE.replace('Three', 'Five')}"):
        made.add_text(f"{HEADLINE}\n\n{FIRST}\n\n{text}\n", uri="https://southport.example/ferry", model="none")
    made.add_text(f"The bridge\n\n{LAST}\n", uri="https://southport.example/bridge", model="none")
    return made


def test_the_editions_of_an_address(library: Library) -> None:
    found = list(library.editions("https://southport.example/ferry"))
    assert [item.number for item in found] == [1, 2, 3]
    assert list(library.editions(found[1].id)) == found
    assert len(list(library.editions())) == 4


def test_the_changes_of_an_address_and_of_an_edition(library: Library) -> None:
    """An address is told from edition to edition, an id against the one before, two ids against each other."""
    ferry = "https://southport.example/ferry"
    ids = [item.id for item in library.editions(ferry)]

    def kinds(*names: str) -> list[list[str]]:
        return [[f"{c.subject} {c.how}" for c in found.changes] for found in library.changes(*names)]

    assert kinds(ferry) == [["number altered"], ["quotation added"]]
    assert kinds(ids[2]) == [["quotation added"]]
    assert kinds(ids[0]) == [["number altered"]]
    assert kinds(ids[2], ids[0]) == [["quotation removed", "number altered"]]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("https://southport.example/nothing", "no document of this library"),
        ("https://southport.example/bridge", "one edition of it"),
    ],
)
def test_nothing_to_compare_is_said(library: Library, name: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        list(library.changes(name))


def test_a_removed_edition_is_compared_with_nothing(library: Library) -> None:
    """The editions around it are compared with each other."""
    ferry = "https://southport.example/ferry"
    library.remove(list(library.editions(ferry))[1].id)
    assert [item.number for item in library.editions(ferry)] == [1, 3]
    (found,) = library.changes(ferry)
    assert [change.subject for change in found.changes] == [Subject.QUOTATION, Subject.NUMBER]


def test_editions_whose_voices_were_read_otherwise_are_read_alike(tmp_path: Path) -> None:
    """One edition was added without voices: its quotations are compared all the same."""
    made = Library(tmp_path / "news.whence")
    made.add_text(f"{HEADLINE}\n\n{SAID} {POLICE}\n", uri="ferry", model="unread")
    made.add_text(f"{HEADLINE}\n\n{POLICE}\n", uri="ferry", model="none")
    (found,) = made.changes("ferry")
    assert [(change.subject, change.how) for change in found.changes] == [(Subject.QUOTATION, How.REMOVED)]


def test_editions_read_by_different_models_are_read_by_the_rules(tmp_path: Path) -> None:
    """What the other model had found of the earlier edition is not compared with what the rules find of the later."""
    made = Library(tmp_path / "news.whence")
    for text in (SAID, f"{SAID} {POLICE}"):
        made.add_text(f"{HEADLINE}\n\n{text} {LAST}\n", uri="ferry", model="none")
    with sqlite3.connect(made.folder / "library.db") as database:
        database.execute("UPDATE editions SET read_by = 'another' WHERE number = 1")
        database.execute("DELETE FROM sentences WHERE edition = 1")
        database.execute("DELETE FROM statements WHERE edition = 1")
    (found,) = made.changes("ferry")
    assert [(change.subject, change.how) for change in found.changes] == [(Subject.STATEMENT, How.ADDED)]


def test_an_archive_added_later_stands_where_it_was_captured(tmp_path: Path) -> None:
    """Editions stand in the order they were seen at the address, not in the order they were added here."""
    made = Library(tmp_path / "news.whence")
    for text, captured in (("The pier is new.", "2024-03-02T10:00:00Z"), ("The pier is old.", "2024-03-01T10:00:00Z")):
        made.add_document(read_plain(text, uri="pier"), model="none", captured=captured)
    assert [item.document.text for item in made.editions("pier")] == ["The pier is old.", "The pier is new."]


def test_whence_diff_in_the_terminal(library: Library) -> None:
    run = CliRunner().invoke(main, ["diff", "https://southport.example/ferry", "--library", str(library.folder)])
    assert run.exit_code == 0, run.output
    assert "before  {~Three~} people were hurt" in run.output
    assert "now  {~Five~} people were hurt" in run.output
    assert "A quotation of Jon Pike was added." in run.output


def test_whence_diff_as_json(library: Library) -> None:
    """A line for each two editions; offsets lead to the words in both."""
    command = ["diff", "https://southport.example/ferry", "--library", str(library.folder), "--json"]
    first, second = [json.loads(line) for line in CliRunner().invoke(main, command).stdout.splitlines()]
    texts = {item.id: item.document.text for item in library.editions()}
    (number,), (quotation,) = first["changes"], second["changes"]
    assert (number["subject"], number["how"], number["consequence"]) == ("number", "altered", "number")
    (edit,) = number["edits"]
    assert texts[first["earlier"]["document"]][slice(*edit["original"])] == "Three"
    assert texts[first["later"]["document"]][slice(*edit["quote"])] == "Five"
    (span,) = quotation["later"]["spans"]
    assert texts[second["later"]["document"]][slice(*span)] == quotation["later"]["exact"]
    assert quotation["earlier"] is None


def test_whence_diff_of_what_is_not_there(library: Library) -> None:
    run = CliRunner().invoke(main, ["diff", "https://nowhere.example/", "--library", str(library.folder)])
    assert run.exit_code == 2
    assert "no document of this library" in run.output


def test_spans_are_code_points() -> None:
    """Characters beyond the basic plane before a change do not shift it."""
    earlier, later = an_article("🚢🚢 The pier is old."), an_article("🚢🚢 The pier is new.")
    (change,) = between(earlier, later)
    assert later.document[change.edits[0].quote] == "new"
    assert isinstance(change.edits[0].quote, Span)


@pytest.mark.parametrize(("field", "words"), [("subject", Subject), ("how", How)])
def test_the_contract_lists_what_a_change_can_be(field: str, words: type[Subject] | type[How]) -> None:
    contract = " ".join((Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8").split())
    listed = re.search(rf"`changes\[\]\.{field}`: `([^`]+)`", contract)
    assert listed
    assert listed[1].split(" | ") == [word.value for word in words]
