"""What a person says is one incident, or two, in a library: every comparison of it meets it, a re-run too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.library.stories import file_of, library_of, story
from whence.cli import main
from whence.errors import UsageError
from whence.model.incident import Incident
from whence.project.library import Library

QUAY_TEXT = (
    "Drones struck the airfield at Keldow on Sunday. Twelve aircraft were destroyed, the Varsland ministry said."
)
QUAY = story("quay.example/strike", QUAY_TEXT, title="Strike on Keldow", published="2031-05-12")
HERALD = story(
    "herald.example/strike",
    "Drones struck the airfield at Keldow on Sunday. Two aircraft were destroyed, the Ostmark general staff said.",
    title="Two lost at Keldow", published="2031-05-13",
)  # fmt: skip
GAZETTE = story(
    "gazette.example/ferry",
    "Gunmen attacked a ferry near Halse in April. Seven passengers were injured, the coast guard said.",
    title="A ferry attacked", published="2031-05-13",
)  # fmt: skip
STRIKE, FERRY = "Drones struck the airfield", "Gunmen attacked a ferry"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that nobody may change: `news` is one to change."""
    return library_of(tmp_path_factory.mktemp("made"), QUAY, HERALD, GAZETTE)


@pytest.fixture
def news(made: Library, tmp_path: Path) -> Library:
    return Library(shutil.copytree(made.folder, tmp_path / "news.whence"))


def told(library: Library, address: str, words: str) -> Incident:
    """The incident that these words of the latest edition of a document tell."""
    document = [item.document for item in library.editions(address)][-1]
    at = document.text.index(words)
    (found,) = [
        incident
        for incident in library.compare().incidents
        for mention in incident.mentions
        if mention.document == document.id and at in mention.event.clause
    ]
    return found


def same(library: Library, one: str, other: str) -> bool:
    words = {QUAY["uri"]: STRIKE, HERALD["uri"]: STRIKE, GAZETTE["uri"]: FERRY}
    return told(library, one, words[one]).id == told(library, other, words[other]).id


def states(library: Library) -> list[str]:
    return [noted.state.value for noted in library.corrections]


def test_tellings_that_are_parted_are_two_incidents_until_it_is_taken_back(news: Library) -> None:
    assert same(news, QUAY["uri"], HERALD["uri"])
    before = news.compare().to_json()
    made = news.corrections.not_same_incident(HERALD["uri"], STRIKE, QUAY["uri"], STRIKE, why="another Sunday")
    assert not same(news, QUAY["uri"], HERALD["uri"])
    (note,) = told(news, HERALD["uri"], STRIKE).corrected
    assert (note.how, note.was, note.correction, note.why) == ("apart", "together", made.id, "another Sunday")
    news.corrections.undo(made.id)
    assert news.compare().to_json() == before


def test_tellings_that_are_put_together_are_one_incident_which_says_so(news: Library) -> None:
    assert not same(news, QUAY["uri"], GAZETTE["uri"])
    before = news.compare().to_json()
    made = news.corrections.same_incident(QUAY["uri"], STRIKE, GAZETTE["uri"], FERRY)
    assert same(news, QUAY["uri"], GAZETTE["uri"])
    assert same(news, HERALD["uri"], GAZETTE["uri"])
    found = told(news, QUAY["uri"], STRIKE)
    says = found.corrected[0].says
    assert says.startswith("Put together by a person: “Drones struck the airfield at Keldow on Sunday” in “Strike on")
    assert says in found.why_merged
    (shown,) = [item for item in news.compare().to_json()["incidents"] if "corrected" in item]
    assert shown["corrected"] == [
        {"field": "together", "was": "apart", "correction": made.id, "why": "", "says": says}
    ]  # fmt: skip
    news.corrections.undo(made.id)
    assert news.compare().to_json() == before


def test_the_pages_and_the_terminal_say_it(news: Library) -> None:
    news.corrections.not_same_incident(HERALD["uri"], STRIKE, QUAY["uri"], STRIKE)
    news.corrections.same_incident(QUAY["uri"], STRIKE, GAZETTE["uri"], FERRY)
    shown = news.compare()
    for said in ("Parted by a person: ", "Put together by a person: "):
        assert said in shown.to_html()
        assert said in str(shown)
    assert "<form" not in shown.to_html()


@pytest.mark.parametrize("model", [None, "none"])
def test_a_rebuild_and_adding_again_respect_it(news: Library, tmp_path: Path, model: str | None) -> None:
    news.corrections.not_same_incident(HERALD["uri"], STRIKE, QUAY["uri"], STRIKE)
    news.corrections.same_incident(QUAY["uri"], STRIKE, GAZETTE["uri"], FERRY)
    news.rebuild(model=model)
    news.add(file_of(tmp_path, QUAY, HERALD, GAZETTE), model="none", jobs=1)
    assert states(news) == ["holds", "holds"]
    assert same(news, QUAY["uri"], GAZETTE["uri"])
    assert not same(news, QUAY["uri"], HERALD["uri"])
    assert news.verify() == []


@pytest.mark.parametrize(
    ("text", "state", "respected"),
    [
        (f"Late on Sunday evening the ministry spoke. {QUAY_TEXT} It said no more.", "holds", True),
        (QUAY_TEXT.replace("Twelve", "Thirteen"), "moved", True),
        (QUAY_TEXT.replace("airfield at Keldow", "barracks at Keldow"), "lost", False),
    ],
)
def test_a_new_edition_keeps_what_can_be_found_again(
    news: Library, tmp_path: Path, text: str, state: str, respected: bool
) -> None:
    news.corrections.same_incident(GAZETTE["uri"], FERRY, QUAY["uri"], STRIKE)
    news.add(file_of(tmp_path, QUAY | {"text": text}, name="later.jsonl"), model="none", jobs=1)
    (noted,) = news.corrections
    assert noted.state.value == state
    assert (noted.reason == "its words stand in an earlier edition alone") == (state == "lost")
    assert any(item.corrected for item in news.compare().incidents) == respected


def test_where_a_document_is_gone_it_waits(news: Library, tmp_path: Path) -> None:
    news.corrections.same_incident(QUAY["uri"], STRIKE, GAZETTE["uri"], FERRY)
    news.remove(GAZETTE["uri"])
    assert states(news) == ["absent"]
    assert not any(item.corrected for item in news.compare().incidents)
    news.add(file_of(tmp_path, GAZETTE), model="none", jobs=1)
    assert states(news) == ["holds"]
    assert same(news, QUAY["uri"], GAZETTE["uri"])


def test_what_is_taken_out_is_no_longer_put_together(news: Library) -> None:
    news.corrections.same_incident(QUAY["uri"], STRIKE, GAZETTE["uri"], FERRY)
    (made,) = news.corrections.taken_out(GAZETTE["uri"], FERRY, HERALD["uri"], STRIKE)
    assert [noted.correction for noted in news.corrections] == [made]
    assert (made.document, made.other) == (GAZETTE["uri"], QUAY["uri"])
    assert not same(news, QUAY["uri"], GAZETTE["uri"])


@pytest.mark.parametrize(
    ("document", "words", "problem"),
    [
        ("https://nobody.example", STRIKE, "no document of this library"),
        (QUAY["uri"], "these words are not there", "do not stand in it"),
        (QUAY["uri"], "the", "or several times"),
        (QUAY["uri"], "the Varsland ministry", "no happening is told in these words"),
        (HERALD["uri"], STRIKE, "these are the same words"),
    ],
)
def test_what_cannot_be_named_is_told(news: Library, document: str, words: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        news.corrections.same_incident(document, words, HERALD["uri"], STRIKE)
    assert states(news) == []


def test_the_terminal_takes_both_kinds(news: Library) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, [*arguments])
        assert done.exit_code == 0, done.output
        return " ".join(done.stdout.split())

    library = ("--library", str(news.folder))
    said = run("correct", *library, "--same-incident", QUAY["uri"], STRIKE, GAZETTE["uri"], FERRY)
    assert "“Drones struck the airfield at Keldow on Sunday” and “Gunmen attacked a ferry near Halse" in said
    said = run("correct", *library, "--not-same-incident", HERALD["uri"], STRIKE, QUAY["uri"], STRIKE)
    assert "tells another incident than" in said
    listed = run("correct", *library)
    assert f"in {HERALD['uri']} and {QUAY['uri']}" in listed
    shown = json.loads(run("correct", *library, "--json"))["corrections"]
    assert [(item["kind"], item["other_address"]) for item in shown] == [
        ("same_incident", GAZETTE["uri"]), ("not_same_incident", QUAY["uri"]),
    ]  # fmt: skip
    assert shown[0]["other_words"]["exact"].startswith(FERRY)
    assert "Put together by a person" in run("compare", *library)
