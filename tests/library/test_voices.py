"""Who is quoted how often, by whom, through whom; and what a person puts right in a file that lasts."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.stories import AGENCY, KARSK, STORIES, file_of, library_of, story
from whence.model.library import Heard
from whence.project.library import Library
from whence.store import corrections


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("coast"), *STORIES)


def heard(library: Library, name: str) -> Heard:
    (found,) = [voice for voice in library.voices() if name in (voice.name, *voice.aliases)]
    return found


LIND = story("a.example/1", "The hull is sound, Ada Lind said.", publisher="Coast Wire")
LUND = story("b.example/1", "The hull will hold, A. Lind said. The pier is old, A. Lind said.", publisher="Halden Post")
JORDAN = [
    story("river.example/1", "The river will rise, Jordan said.", publisher="River News"),
    story("sport.example/1", "The match was ours, Jordan said.", publisher="Sport News"),
]


def test_a_voice_has_its_figures(coast: Library) -> None:
    ministry = heard(coast, "Ministry of Ports")
    assert (ministry.kind, ministry.quotations, ministry.documents) == ("official_body", 2, 2)
    assert ministry.outlets == (("Coast Wire", 1), ("Southport Daily", 1))
    assert ministry.statuses == (("denied", 2),)


def test_the_most_quoted_stand_first(coast: Library) -> None:
    voices = coast.voices()
    counts = [voice.quotations for voice in voices]
    assert counts == sorted(counts, reverse=True)
    assert voices[0].name == "Ada Lind"
    assert coast.voices(most=2) == voices[:2]


def test_outlets_own_words_are_no_quotation_of_theirs(coast: Library) -> None:
    assert not {"Southport Daily", "Coast Wire", "Halden Post"} & {voice.name for voice in coast.voices()}


def test_the_unnamed_of_two_documents_are_not_one(tmp_path: Path) -> None:
    """Nobody knows whether he is the same."""
    other = story("c.example/1", "“I saw nothing at all,” he said.", publisher="Halden Post")
    library = library_of(tmp_path, KARSK, other)
    unnamed = [voice for voice in library.voices() if voice.kind == "unnamed"]
    assert [voice.documents for voice in unnamed] == [1, 1]


@pytest.mark.parametrize(
    ("texts", "always"),
    [
        (["Coast Wire reported that Mira Tan said the pond was cold."], "Coast Wire"),
        (["Coast Wire reported that Mira Tan said the pond was cold.", "The pond is warm, Mira Tan said."], None),
    ],
)
def test_a_voice_that_is_only_heard_through_another_is_shown_to_be(
    tmp_path: Path, texts: list[str], always: str | None
) -> None:
    stories = [story(f"{n}.example/tan", text, publisher="Halden Post") for n, text in enumerate(texts)]
    tan = heard(library_of(tmp_path, *stories), "Mira Tan")
    assert (tan.always_via, tan.via) == (always, (("Coast Wire", 1),))


def test_two_spellings_are_two_voices_until_a_person_says_otherwise(tmp_path: Path) -> None:
    library = library_of(tmp_path, LIND, LUND)
    assert {voice.name: voice.quotations for voice in library.voices()} == {"Ada Lind": 1, "A. Lind": 2}
    corrections.merge(library.folder, ["Ada Lind", "A. Lind"])
    (lind,) = library.voices()
    assert (lind.quotations, lind.documents) == (3, 2)
    assert {lind.name, *lind.aliases} == {"Ada Lind", "A. Lind"}
    assert lind.outlets == (("Halden Post", 2), ("Coast Wire", 1))


def test_one_name_is_one_voice_until_a_person_says_otherwise(tmp_path: Path) -> None:
    library = library_of(tmp_path, *JORDAN)
    assert heard(library, "Jordan").documents == 2
    corrections.split(library.folder, "Jordan", "https://sport.example", "Jordan (the goalkeeper)")
    voices = library.voices()
    assert [voice.documents for voice in voices] == [1, 1]
    assert {voice.outlets[0][0] for voice in voices} == {"River News", "Sport News"}
    assert "Jordan (the goalkeeper)" in {voice.name for voice in voices}


@pytest.mark.parametrize("model", [None, "none"])
def test_what_was_put_right_outlives_adding_and_rebuilding(tmp_path: Path, model: str | None) -> None:
    library = library_of(tmp_path, LIND, LUND, *JORDAN)
    corrections.merge(library.folder, ["Ada Lind", "A. Lind"])
    corrections.split(library.folder, "Jordan", "https://sport.example", "The goalkeeper")
    before = library.voices()
    library.rebuild(model=model)
    assert library.voices() == before
    library.add(file_of(tmp_path, AGENCY, name="more.jsonl"), model="none", jobs=1)
    assert heard(library, "A. Lind").documents == 3


def test_the_file_is_for_people_and_keeps_what_they_wrote(tmp_path: Path) -> None:
    (tmp_path / corrections.FILE).write_text('# The harbour master.\n[[merge]]\nnames = ["Ada Lind", "Lind"]\n')
    corrections.merge(tmp_path, ["Jan Okoro", "the mayor"])
    text = (tmp_path / corrections.FILE).read_text()
    assert "# The harbour master." in text
    assert tomllib.loads(text) == {"merge": [{"names": ["Ada Lind", "Lind"]}, {"names": ["Jan Okoro", "the mayor"]}]}


def test_merges_join_what_shares_a_name(tmp_path: Path) -> None:
    """Noted one after the other, in any order, they are one voice."""
    corrections.merge(tmp_path, ["Ada Lind", "A. Lind"])
    corrections.merge(tmp_path, ["Lind", "A. Lind"])
    corrections.merge(tmp_path, ["the harbour master", "LIND"])
    known = corrections.corrections(tmp_path)
    assert len({known.merged(name) for name in ("ada lind", "A. Lind", "Lind", "The  Harbour Master")}) == 1
    assert known.merged("Jan Okoro") != known.merged("Ada Lind")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[[merge]\n", 1), ("[[merge]]\nname = 3\n", 1), ('# Two.\n\n[[split]]\nname = "x"\n', 3), ("merge = 7\n", 1),
        ('[[merge]]\nnames = []\n"', 3),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named_by_its_line_and_costs_nothing_else(
    tmp_path: Path, text: str, line: int
) -> None:
    library = library_of(tmp_path, LIND, LUND)
    (library.folder / corrections.FILE).write_text(f'{text}\n[[merge]]\nnames = ["Ada Lind", "A. Lind"]\n')
    (damaged,) = library.corrections.damaged()
    assert damaged.line == line
    assert len(library.voices()) == 1


_NAME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)


@given(st.lists(_NAME, min_size=2, max_size=4), _NAME, _NAME)
@settings(max_examples=60)
def test_any_name_can_be_put_right(names: list[str], one: str, other: str) -> None:
    """Whatever characters it has, it is read back as it was written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corrections.merge(folder, names)
        corrections.split(folder, one, "https://x", other)
        known = corrections.corrections(folder)
    assert len({known.merged(name) for name in names}) == 1
    assert known.split(one, "https://x/1") == other
    assert known.split(one, "https://y/1") == one
