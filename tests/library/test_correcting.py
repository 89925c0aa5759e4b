"""What a person puts right in a library: every question meets it and says so, a re-run too, and texts never change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.stories import AGENCY, FERRY, PRINTED, STORIES, file_of, library_of, story
from whence.cli import main
from whence.errors import UsageError
from whence.ingest.plain import read_plain
from whence.model.correction import CorrectionState, Noted, Selector
from whence.model.library import Heard
from whence.model.speech import Quotation, Reading, Statement, Status
from whence.model.text import Span
from whence.present.contract import from_json, to_json
from whence.project import viewing
from whence.project.anchoring import Anchors
from whence.project.judging import check_edition
from whence.project.library import Library

WIRE, DAILY = AGENCY["uri"], PRINTED["uri"]
RIVET = "We have looked at every rivet"
CRACK = "it had known about the crack"
CAPTAIN = "Captain Orla Dunn"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that nobody may change: `news` is one to change."""
    library = library_of(tmp_path_factory.mktemp("made"), *STORIES)
    library.judge()
    return library


@pytest.fixture
def news(made: Library, tmp_path: Path) -> Library:
    return Library(shutil.copytree(made.folder, tmp_path / "news.whence"))


def reading(library: Library, address: str) -> Reading:
    """How the latest edition of an address is shown."""
    with library.open() as opened:
        found = viewing.article(opened, [item.id for item in library.editions(address)][-1])
    assert found is not None
    return found.reading


def statement(library: Library, address: str, words: str) -> Statement:
    """The innermost statement with these words."""
    shown = reading(library, address)
    at = shown.document.text.index(words)
    return max(
        (one for one in shown.statements if any(at in span for span in one.content)), key=lambda one: len(one.chain)
    )


def speaker(library: Library, address: str, words: str) -> str:
    return reading(library, address).voice(statement(library, address, words).chain[-1].voice).name


def heard(library: Library, name: str) -> Heard:
    (found,) = [voice for voice in library.voices() if name in (voice.name, *voice.aliases)]
    return found


def states(library: Library) -> list[str]:
    return [noted.state.value for noted in library.corrections]


def keeps_the_contract(shown: Reading) -> None:
    """Chains extend what they lie in, own words have one link, and the JSON leads back."""
    chains = [(tuple(link.voice for link in one.chain), one) for one in shown.statements]
    for chain, one in chains:
        assert (one.quotation is Quotation.OWN) == (len(chain) == 1)
        outer = [other for known, other in chains if known == chain[:-1]]
        held = [all(any(span.covers(piece) for span in other.content) for piece in one.content) for other in outer]
        assert len(chain) == 1 or any(held)
    assert len({one.id for one in shown.statements}) == len(shown.statements)
    again = from_json(to_json(shown))
    assert (again.statements, again.voices) == (shown.statements, shown.voices)


# The speaker


def test_a_speaker_put_right_is_shown_everywhere_and_said_to_be(news: Library) -> None:
    before = speaker(news, WIRE, RIVET)
    made = news.corrections.speaker(WIRE, RIVET, CAPTAIN, why="the tape of Friday")
    said = statement(news, WIRE, RIVET)
    assert speaker(news, WIRE, RIVET) == CAPTAIN
    assert "corrected by a person (“the tape of Friday”): said by “Ada Lind” before; " in said.evidence
    assert [(item.field, item.was, item.correction) for item in said.corrected] == [("speaker", before, made.id)]
    assert to_json(reading(news, WIRE))["statements"][3]["corrected"]["speaker"]["was"] == "Ada Lind"
    keeps_the_contract(reading(news, WIRE))
    assert speaker(news, DAILY, RIVET) == "Ada Lind"  # another document
    (hit,) = news.search(f'by:"{CAPTAIN}"').hits
    assert (hit.uri, hit.voice, hit.corrected[0].was) == (WIRE, CAPTAIN, "Ada Lind")
    assert {item.uri for item in news.search('by:"Ada Lind" rivet').hits} == {DAILY}
    assert {("Ada Lind", 1), (CAPTAIN, 1)} <= set(news.search("rivet").facets["voice"])
    assert (heard(news, CAPTAIN).quotations, heard(news, CAPTAIN).corrected[0].correction) == (2, made.id)
    assert states(news) == ["holds"]


def test_what_is_said_inside_the_words_goes_with_them(news: Library) -> None:
    """A part that is put forward in another way is still said by whom the whole is said by."""
    news.corrections.speaker(WIRE, "nothing left that should worry", CAPTAIN)
    shown = reading(news, WIRE)
    text = shown.document.text
    inside = [one for one in shown.statements if one.quotation is Quotation.DIRECT]
    assert len(inside) == 2
    assert {shown.voice(one.chain[-1].voice).name for one in inside} == {CAPTAIN}
    assert all("rivet" in text[one.content[0].start : one.content[-1].end] for one in inside)


def test_a_voice_of_the_document_is_taken_by_any_of_its_names(news: Library) -> None:
    news.corrections.speaker(WIRE, RIVET, "ministry of  ports")
    shown = reading(news, WIRE)
    assert statement(news, WIRE, RIVET).chain[-1].voice == statement(news, WIRE, CRACK).chain[-1].voice
    assert len(shown.voices) == 3


def test_words_that_nobody_was_found_to_say_can_be_given_to_somebody(news: Library) -> None:
    news.corrections.speaker(WIRE, "Nobody was hurt", CAPTAIN)
    said = statement(news, WIRE, "Nobody was hurt")
    assert speaker(news, WIRE, "Nobody was hurt") == CAPTAIN
    assert (said.quotation, len(said.chain)) == (Quotation.INDIRECT, 2)
    keeps_the_contract(reading(news, WIRE))
    assert [hit.voice for hit in news.search(f'by:"{CAPTAIN}" hurt').hits] == [CAPTAIN]
    assert heard(news, CAPTAIN).quotations == 1


def test_words_that_somebody_was_found_to_say_can_be_the_documents_own(news: Library) -> None:
    own = reading(news, WIRE).voices[0].name
    news.corrections.speaker(WIRE, CRACK, own)
    said = statement(news, WIRE, CRACK)
    assert (said.quotation, len(said.chain)) == (Quotation.OWN, 1)
    keeps_the_contract(reading(news, WIRE))
    assert heard(news, "Ministry of Ports").documents == 1


def test_what_is_read_so_already_is_no_correction_and_takes_another_back(news: Library) -> None:
    with pytest.raises(UsageError, match="read so already"):
        news.corrections.speaker(WIRE, RIVET, "ada lind")
    news.corrections.speaker(WIRE, RIVET, CAPTAIN)
    news.corrections.speaker(WIRE, RIVET, "Ada Lind")
    assert states(news) == []


@pytest.mark.parametrize(
    ("document", "words", "name", "problem"),
    [
        ("https://nobody.example", RIVET, CAPTAIN, "no document of this library"),
        (WIRE, "these words are not there", CAPTAIN, "do not stand in it"),
        (WIRE, "the", CAPTAIN, "or several times"),
        (WIRE, "…", CAPTAIN, "do not stand in it"),
        (WIRE, RIVET, " — ", "not a name"),
    ],
)
def test_what_cannot_be_put_right_is_told(news: Library, document: str, words: str, name: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        news.corrections.speaker(document, words, name)
    assert states(news) == []


def test_a_document_without_voices_is_found_by_its_words_alone(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY, model="unread")
    library.corrections.speaker(WIRE, RIVET, CAPTAIN)
    assert library.search("rivet").count == 1
    assert library.search(f'by:"{CAPTAIN}"').count == library.search("status:denied").count == 0
    assert speaker(library, WIRE, RIVET) == CAPTAIN
    library.rebuild(model="none")
    assert library.search(f'by:"{CAPTAIN}"').count == 1


# The status


def test_a_status_put_right_is_shown_everywhere(news: Library) -> None:
    news.corrections.status(WIRE, CRACK, "doubted")
    said = statement(news, WIRE, CRACK)
    assert (said.status, said.corrected[0].was) == (Status.DOUBTED, "denied")
    assert {hit.uri for hit in news.search("status:denied crack").hits} == {DAILY}
    assert [hit.corrected[0].was for hit in news.search("status:doubted").hits] == ["denied"]
    assert dict(heard(news, "Ministry of Ports").statuses) == {"denied": 1, "doubted": 1}
    with pytest.raises(UsageError, match="true: there is no such status"):
        news.corrections.status(WIRE, CRACK, "true")


# Names


def test_merged_names_are_one_voice_in_a_document_a_search_and_the_count(tmp_path: Path) -> None:
    text = "The hull is sound, A. Lind said. The pier is old, Ada Lindqvist said. The mast leans, Jordan said."
    library = library_of(tmp_path, story("a.example/1", text), story("sport.example/1", "We won, Jordan said."))
    made = library.corrections.merge("Ada Lindqvist", "A. Lind")
    library.corrections.split("Jordan", "http://www.sport.example/1/", "The goalkeeper")
    shown = reading(library, "https://a.example/1")
    assert speaker(library, "https://a.example/1", "hull") == "Ada Lindqvist"
    voice = shown.voice(statement(library, "https://a.example/1", "hull").chain[-1].voice)
    assert [(item.field, item.was, item.correction) for item in voice.corrected] == [("merged", "A. Lind", made.id)]
    keeps_the_contract(shown)
    assert library.search('by:"Ada Lindqvist"').count == library.search('by:"A. Lind"').count == 2
    assert heard(library, "Ada Lindqvist").name == "Ada Lindqvist"
    assert [hit.voice for hit in library.search("by:goalkeeper").hits] == ["The goalkeeper"]
    assert [hit.uri for hit in library.search("by:Jordan").hits] == ["https://a.example/1"]
    assert speaker(library, "https://sport.example/1", "won") == "The goalkeeper"


def test_a_split_is_by_the_address_that_a_page_calls_its_own(tmp_path: Path) -> None:
    library = mirrored(tmp_path)
    library.corrections.split("Jordan", "https://sport.example", "The goalkeeper")
    assert heard(library, "The goalkeeper").documents == 1
    library.corrections.speaker("https://sport.example/match", "We won", CAPTAIN)
    assert heard(library, CAPTAIN).documents == 1


def test_a_document_may_be_named_by_where_it_was_fetched_from(tmp_path: Path) -> None:
    library = mirrored(tmp_path)
    (library.folder / "corrections.toml").write_text(
        f'[[speaker]]\ndocument = "http://mirror.example/77/"\nexact = "We won"\nname = "{CAPTAIN}"\n'
    )
    assert [hit.voice for hit in library.search("won").hits] == [CAPTAIN]
    assert heard(library, CAPTAIN).quotations == 1
    assert states(library) == ["holds"]


def mirrored(folder: Path) -> Library:
    """A page that was fetched from one address and calls another its own."""
    library = Library(folder / "news.whence")
    library.add_document(
        read_plain("We won, Jordan said.", uri="https://mirror.example/77", canonical="https://sport.example/match"),
        model="none",
    )
    return library


# Matches


def test_a_rejected_original_makes_room_for_another_and_the_verdict_is_found_anew(news: Library) -> None:
    assert news.search("verdict:verbatim rivet").count == 1
    made = news.corrections.not_original(DAILY, RIVET, WIRE)
    assert made.now == WIRE
    with news.open() as opened:
        checks = check_edition(opened, next(news.editions(DAILY)))
    assert checks is not None
    (check,) = checks.checks
    assert (check.verdict.value, check.original) == ("untraced", None)
    assert [(item.uri, item.correction) for item in check.rejected] == [(WIRE, made.id)]
    assert checks.to_json()["checks"][0]["rejected"][0]["correction"] == made.id
    assert news.search("verdict:verbatim rivet").count == 0
    news.judge()
    assert news.search("verdict:untraced rivet").count == 2
    news.corrections.undo(made.id)
    assert news.search("verdict:verbatim rivet").count == 1


@pytest.mark.parametrize(("document", "witness"), [(WIRE, DAILY), (DAILY, WIRE)])
def test_a_rejected_witness_is_none_from_either_side(news: Library, document: str, witness: str) -> None:
    made = news.corrections.not_witness(document, FERRY[:200], witness)
    for address in (WIRE, DAILY):
        traced = news.trace(next(news.editions(address)).document)
        assert traced.passages == ()
        assert [item.correction for item in traced.rejected] == [made.id]
    news.corrections.undo(made.id)
    assert len(news.trace(next(news.editions(WIRE)).document).passages) == 1


# What a re-run makes of it


@pytest.mark.parametrize("model", [None, "none", "small"])
def test_a_rebuild_and_adding_again_respect_it(news: Library, tmp_path: Path, model: str | None) -> None:
    news.corrections.speaker(WIRE, RIVET, CAPTAIN)
    news.corrections.status(WIRE, CRACK, "doubted")
    news.corrections.speaker(WIRE, "Nobody was hurt", CAPTAIN)
    news.rebuild(model=model)
    news.add(file_of(tmp_path, *STORIES), model="none", jobs=1)
    assert states(news) == ["holds"] * 3
    assert {speaker(news, WIRE, words) for words in (RIVET, "Nobody was hurt")} == {CAPTAIN}
    assert statement(news, WIRE, CRACK).status is Status.DOUBTED
    keeps_the_contract(reading(news, WIRE))
    assert news.verify() == []


def test_taken_out_and_added_again_it_is_there_again(news: Library, tmp_path: Path) -> None:
    news.corrections.speaker(WIRE, RIVET, CAPTAIN)
    news.remove(WIRE)
    assert states(news) == ["absent"]
    news.add(file_of(tmp_path, AGENCY), model="none", jobs=1)
    assert speaker(news, WIRE, RIVET) == CAPTAIN


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (f"Late on Friday.\n\n{FERRY}", "holds"),
        (
            FERRY.replace("the harbour master Ada Lind said on Friday. ", "Ada Lind, the harbour master, told us. "),
            "moved",
        ),
        (FERRY.replace("“", '"').replace("”", '"'), "moved"),
        (FERRY.replace("every rivet", "each and every rivet"), "lost"),
        (f"{FERRY}\n\n{FERRY}", "lost"),
        ("The ferry is gone, and nobody says anything about it any more.", "lost"),
    ],
)
def test_a_new_edition_keeps_what_can_be_found_again_and_says_what_is_lost(
    news: Library, tmp_path: Path, text: str, state: str
) -> None:
    news.corrections.speaker(WIRE, RIVET, CAPTAIN)
    news.add(file_of(tmp_path, AGENCY | {"text": text}, name="later.jsonl"), model="none", jobs=1)
    (noted,) = news.corrections
    assert noted.state.value == state
    assert bool(noted.reason) == (state == "lost")
    names = {voice.name for voice in reading(news, WIRE).voices}
    assert (CAPTAIN in names) == (state != "lost")
    assert speaker_of_first(news) == CAPTAIN  # the earlier edition keeps it


def speaker_of_first(library: Library) -> str:
    edition = next(library.editions(WIRE))
    with library.open() as opened:
        shown = opened.amendments.reading(edition)
    assert shown is not None
    at = shown.document.text.index(RIVET)
    inside = [one for one in shown.statements if any(at in span for span in one.content)]
    return shown.voice(max(inside, key=lambda one: len(one.chain)).chain[-1].voice).name


def test_corrections_that_others_share_do_no_harm_where_their_documents_are_not(news: Library) -> None:
    (news.folder / "corrections.toml").write_text(
        f'[[speaker]]\ndocument = "https://elsewhere.example"\nexact = "We won"\nname = "{CAPTAIN}"\n'
    )
    assert states(news) == ["absent"]
    assert news.search("rivet").count == 2


def test_texts_and_files_of_the_library_stay_as_they_were(news: Library) -> None:
    before = [edition.document for edition in news.editions()]
    news.corrections.speaker(WIRE, RIVET, CAPTAIN)
    assert [edition.document for edition in news.editions()] == before
    assert news.verify() == []


# Words found again


def found(text: str, words: Selector) -> Span | None:
    anchor = Anchors(text).find(words)
    return anchor.span if anchor else None


@given(st.text("ab ."), st.text("ab .x“”\n", min_size=1, max_size=30), st.text("ab ."))
@settings(max_examples=300)
def test_words_that_were_named_are_found_where_they_stood(before: str, words: str, behind: str) -> None:
    """Or cannot be named, because nothing tells them from others."""
    text, span = before + words + behind, Span(len(before), len(before) + len(words))
    try:
        named = Anchors(text).selector(span)
    except UsageError:
        return
    anchor = Anchors(text).find(named)
    assert anchor is not None
    assert (anchor.span, anchor.moved) == (span, False)


@given(
    st.text(max_size=60),
    st.builds(Selector, exact=st.text(max_size=10), prefix=st.text(max_size=6), suffix=st.text(max_size=6)),
)
@settings(max_examples=300)
def test_what_is_found_are_these_letters(text: str, words: Selector) -> None:
    span = found(text, words)
    if span is not None:
        letters = [low for char in words.exact for low in char.lower() if low.isalnum()]
        assert [low for char in text[span.start : span.end] for low in char.lower() if low.isalnum()] == letters or (
            words.exact in text
        )


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("Yes, she said. No, he said.", Selector(exact="No", prefix="she said. ", suffix=", he"), (15, 17)),
        ("No. No.", Selector(exact="No"), None),
        ("No word of it is left.", Selector(exact="No", prefix="she said. ", suffix=", he said"), None),
        ("The “pier” is shut.", Selector(exact='The "pier" is shut'), (0, 18)),
        ("a b a c", Selector(exact="a", prefix="b ", suffix=" c"), (4, 5)),
        ("", Selector(exact="a"), None),
        ("a", Selector(exact=""), None),
        ("a", Selector(exact="…"), None),
    ],
)
def test_words_are_found_or_not_and_never_guessed(text: str, words: Selector, there: tuple[int, int] | None) -> None:
    assert found(text, words) == (Span(*there) if there else None)


def test_a_long_passage_is_named_by_its_ends() -> None:
    text = " ".join(f"Word {number} of the speech." for number in range(400))
    span = Span(100, len(text) - 100)
    named = Anchors(text).selector(span)
    assert len(named.exact) + len(named.end) < 300
    assert found(f"Before it. {text}", named) == Span(111, len(text) - 89)


def test_what_was_noted_can_be_told_apart() -> None:
    assert {state.value for state in CorrectionState} == {"holds", "moved", "lost", "absent"}
    assert Noted.__slots__


# In the terminal


def told(*arguments: str) -> tuple[str, int]:
    done = CliRunner().invoke(main, list(arguments))
    return " ".join(done.output.split()), done.exit_code


def test_the_terminal_puts_right_says_so_and_takes_back(news: Library, tmp_path: Path) -> None:
    library = ("--library", str(news.folder))
    said, code = told("correct", *library, "--speaker", WIRE, RIVET, CAPTAIN, "--why", "the tape")
    assert (code, f"is said by {CAPTAIN}; read as Ada Lind. the tape" in said) == (0, True)
    assert "corrected by a person: read as Ada Lind" in told("search", *library, f'by:"{CAPTAIN}"')[0]
    assert "corrected by a person: read as Ada Lind" in told("voices", str(news.folder))[0]
    assert "1 correction by a person is respected" in told("rebuild", str(news.folder))[0]
    assert told("correct", *library)[1] == 0
    for option in ("--not-original", "--not-witness"):
        assert told("correct", *library, option, DAILY, RIVET, WIRE)[1] == 0
    gone = file_of(tmp_path, AGENCY | {"text": "The ferry is gone. Nobody says anything about it."}, name="gone.jsonl")
    assert "3 corrections by a person are respected, 1 of them lost" in told("add", str(gone), *library)[0]
    listed, code = told("correct", *library)
    assert (code, "lost: its words stand in an earlier edition alone" in listed) == (1, True)
    for noted in list(news.corrections):
        assert "taken back" in told("correct", *library, "--undo", noted.correction.id)[0]
    assert told("correct", *library) == ("Nothing was put right by a person.", 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--undo", "0a"), "0a: no correction has this id"),
        (("--status", WIRE, RIVET, "true"), "true: there is no such status"),
        (("--speaker", WIRE, RIVET, CAPTAIN, "--kind", "boat"), "boat: there is no such kind of voice"),
        (("--merge", "A", "a"), "name two voices that are one"),
    ],
)
def test_wrong_usage_is_told(news: Library, arguments: tuple[str, ...], said: str) -> None:
    shown, code = told("correct", "--library", str(news.folder), *arguments)
    assert (code, said in shown) == (2, True)


def test_a_damaged_line_is_told_by_every_command(news: Library) -> None:
    (news.folder / "corrections.toml").write_text("# Ours.\n\n[[merge]]\nnames = 3\n")
    for command in (("voices", str(news.folder)), ("search", "pier", "--library", str(news.folder))):
        assert "corrections.toml, line 3: not understood: “names” is a list of names" in told(*command)[0]
    assert told("correct", "--library", str(news.folder))[1] == 1
