"""The file of corrections: what people and whence write into it is there, whole, and in a fixed order."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.errors import UsageError
from whence.model.correction import Correction, CorrectionKind, Selector, bare
from whence.model.speech import Status, VoiceKind
from whence.store import corrections
from whence.store.corrections import FILE, note, undo

ROOT = Path(__file__).resolve().parents[2]
SPEAKER = Correction(
    kind=CorrectionKind.SPEAKER, document="https://wire.example/ferry", now="Ada Lind", was="the harbour master",
    words=Selector(exact="the hull is sound", prefix="She said ", suffix=". Nobody"),
)  # fmt: skip
DENIED = Correction(
    kind=CorrectionKind.STATUS, document="https://wire.example/ferry", words=SPEAKER.words, names=("Ada Lind",),
    now="denied", was="asserted", why="she takes it back",
)  # fmt: skip
MERGE = Correction(kind=CorrectionKind.MERGE, names=("Ada Lind", "A. Lind"))
ONE = Correction(
    kind=CorrectionKind.SAME_INCIDENT, document="https://wire.example/ferry", why="the same night",
    words=Selector(exact="struck the pier", prefix="The boat ", suffix=" in"), other="https://post.example/pier",
    other_words=Selector(exact="hit the “pier”", end="\nin January"),
)  # fmt: skip
TWO = Correction(
    kind=CorrectionKind.NOT_SAME_INCIDENT, document=ONE.other, words=ONE.other_words, other=ONE.document,
    other_words=ONE.words,
)  # fmt: skip


def said(folder: Path) -> tuple[Correction, ...]:
    return corrections.corrections(folder).corrections


def test_a_person_can_read_it(tmp_path: Path) -> None:
    note(tmp_path, SPEAKER, MERGE, DENIED)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == (
        "# Put right by hand; whence reads it and adds to it.\n\n"
        '[[merge]]\nnames = ["Ada Lind", "A. Lind"]\n\n'
        '[[speaker]]\ndocument = "https://wire.example/ferry"\nexact = "the hull is sound"\nprefix = "She said "\n'
        'suffix = ". Nobody"\nname = "Ada Lind"\nwas = "the harbour master"\n\n'
        '[[status]]\ndocument = "https://wire.example/ferry"\nexact = "the hull is sound"\nprefix = "She said "\n'
        'suffix = ". Nobody"\nsaid_by = "Ada Lind"\nstatus = "denied"\nwas = "asserted"\nwhy = "she takes it back"\n'
    )


def test_two_places_are_named_in_one_entry(tmp_path: Path) -> None:
    note(tmp_path, ONE)
    assert (tmp_path / FILE).read_text(encoding="utf-8").split("\n\n")[1] == (
        '[[same_incident]]\ndocument = "https://wire.example/ferry"\nexact = "struck the pier"\nprefix = "The boat "\n'
        'suffix = " in"\nother_document = "https://post.example/pier"\nother_exact = "hit the “pier”"\n'
        'other_end = "\\nin January"\nwhy = "the same night"\n'
    )
    assert said(tmp_path) == (ONE,)


def test_two_tellings_are_one_incident_or_two_and_the_later_word_counts(tmp_path: Path) -> None:
    """Whichever of them is named first."""
    assert (ONE.key, ONE.id != TWO.id) == (TWO.key, True)
    note(tmp_path, ONE, MERGE)
    note(tmp_path, TWO)
    assert said(tmp_path) == (MERGE, TWO)
    undo(tmp_path, TWO.id)
    assert said(tmp_path) == (MERGE,)


def test_the_order_does_not_depend_on_who_came_first(tmp_path: Path) -> None:
    """So that two people's files differ only where their corrections do."""
    texts: set[str] = set()
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        for item in random.Random(seed).sample([SPEAKER, DENIED, MERGE], 3):
            note(folder, item)
        texts.add((folder / FILE).read_text(encoding="utf-8"))
    assert len(texts) == 1


def test_files_written_before_there_were_other_kinds_are_read(tmp_path: Path) -> None:
    split = '[[split]]\nname = "Jordan"\nwithin = "https://sport.example"\nas = "The goalkeeper"\n'
    (tmp_path / FILE).write_text(f'{split}\n[[merge]]\nnames = ["A", "B"]\n')
    known = corrections.corrections(tmp_path)
    assert known.split("jordan", "https://sport.example/1") == "The goalkeeper"
    assert known.merged("A") == known.merged("b")


def test_a_later_correction_takes_the_place_of_an_earlier_one_about_the_same_words(tmp_path: Path) -> None:
    note(tmp_path, SPEAKER)
    other = Correction(
        kind=SPEAKER.kind, document="http://www.wire.example/ferry/", words=SPEAKER.words, now="Jan Okoro"
    )  # the same address, written in another way
    note(tmp_path, other)
    assert said(tmp_path) == (other,)


def test_comments_go_with_what_they_stand_above(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "# Ours. Ask the desk before you change it.\n\n"
        '# The river man,\n# not the player.\n[[split]]\nname = "Jordan"\nwithin = "x"\nas = "J."  # as he signs\n\n'
        '# One harbour master.\n\n[[merge]]\nnames = ["Ada Lind", "A. Lind"]\n# to the end\n'
    )
    note(tmp_path, SPEAKER)
    text = (tmp_path / FILE).read_text()
    assert text.startswith("# Ours. Ask the desk before you change it.\n\n# One harbour master.\n\n[[merge]]")
    assert "# The river man,\n# not the player.\n[[split]]" in text
    assert "# as he signs" in text
    assert "# to the end" in text
    undo(tmp_path, SPEAKER.id)
    note(tmp_path, Correction(kind=CorrectionKind.SPLIT, names=("Jordan",), document="x", now="J. Jordan"))
    assert "# The river man,\n# not the player.\n[[split]]" in (tmp_path / FILE).read_text()


@pytest.mark.parametrize(
    ("bad", "line", "problem"),
    [
        ('[[merge]]\nnames = ["Ada", \n', 4, "Invalid value"),
        ('[[speaker]]\nexact = "a"\nname = "b"\n', 3, "“document” is missing"),
        ('[[speaker]]\ndocument = "a"\nexact = "…"\nname = "b"\n', 3, "“exact” has no word"),
        ('[[status]]\ndocument = "a"\nexact = "b"\nstatus = "true"\n', 3, "'true' is not a valid Status"),
        ('[[same_incident]]\ndocument = "a"\nexact = "b"\n', 3, "“other_document” is missing"),
        ('[[not_same_incident]]\ndocument = "a"\nexact = "b"\nother_document = "a"\nother_exact = "…"\n', 3, "no word"),
        ('[[rumour]]\nname = "a"\n', 3, "no kind of correction is called “rumour”"),
        ("[merge]\nnames = 1\n", 3, "begins with [[merge]]"),
        ('[[split]]\nname = "a"\nwithin "b"\n', 5, "Expected '='"),
    ],
)
def test_a_damaged_entry_is_named_by_its_line_and_nothing_else_is_lost(
    tmp_path: Path, bad: str, line: int, problem: str
) -> None:
    (tmp_path / FILE).write_text(f"# Ours.\n\n{bad}\n# mine\n[[merge]]\nnames = ['Ada Lind', 'A. Lind']\n")
    known = corrections.corrections(tmp_path)
    (damaged,) = known.damaged
    assert damaged.line == line
    assert problem in damaged.problem
    assert known.corrections == (MERGE,)
    note(tmp_path, SPEAKER)
    text = (tmp_path / FILE).read_text()
    assert bad.strip() in text
    assert "# mine\n[[merge]]" in text
    assert said(tmp_path) == (MERGE, SPEAKER)


def test_what_is_no_text_at_all_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"corrections\.toml"):
        note(tmp_path, MERGE)
    assert (tmp_path / FILE).read_bytes() == b"\xff\xfe\x00"


def test_only_what_is_there_can_be_taken_back(tmp_path: Path) -> None:
    note(tmp_path, MERGE, SPEAKER)
    assert undo(tmp_path, MERGE.id) == MERGE
    assert said(tmp_path) == (SPEAKER,)
    with pytest.raises(UsageError, match="no correction has the id"):
        undo(tmp_path, MERGE.id)


_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
_NAME = _TEXT.filter(str.strip)
_WORDS = st.builds(
    Selector, exact=_TEXT.filter(lambda text: any(map(str.isalnum, text))), prefix=_TEXT, suffix=_TEXT, end=_TEXT
)
_OF_WORDS = {
    CorrectionKind.SPEAKER: _NAME,
    CorrectionKind.STATUS: st.sampled_from([status.value for status in Status]),
    CorrectionKind.NOT_ORIGINAL: _NAME,
    CorrectionKind.NOT_WITNESS: _NAME,
}
_NAMES = st.lists(_NAME, min_size=1, max_size=4).map(tuple)
_SAID_BY = st.one_of(st.just(()), st.tuples(_NAME))
_KINDS = st.sampled_from(["", *(kind.value for kind in VoiceKind)])
ANY = st.one_of(
    st.builds(Correction, kind=st.just(CorrectionKind.MERGE), names=_NAMES, why=_TEXT),
    st.builds(
        Correction, kind=st.just(CorrectionKind.SPLIT), names=st.tuples(_NAME), document=_NAME, now=_NAME, why=_TEXT
    ),
    *(
        st.builds(
            Correction, kind=st.just(kind), document=_NAME, words=_WORDS, now=now, was=_TEXT, why=_TEXT, names=_SAID_BY,
            voice=_KINDS,
        )
        for kind, now in _OF_WORDS.items()
    ),
)  # fmt: skip
_LINES = st.one_of(
    st.sampled_from(["[[merge]]", "[[speaker]]", 'names = ["a"]', "# x", "", '"""', "[x", 'as = "b"']), _TEXT
)


@given(st.lists(ANY, max_size=5, unique_by=lambda item: item.key))
@settings(max_examples=150)
def test_whatever_is_noted_is_read_back(found: list[Correction]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        note(folder, *found)
        known = corrections.corrections(folder)
        assert not known.damaged
        assert sorted(known.corrections, key=lambda item: item.id) == sorted(found, key=lambda item: item.id)
        tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        before = (folder / FILE).read_bytes()
        note(folder, *found)
        assert (folder / FILE).read_bytes() == before
        for item in found:
            undo(folder, item.id)
        assert said(folder) == ()


@given(st.lists(_LINES, max_size=12))
@settings(max_examples=150)
def test_any_text_is_read_and_none_of_it_is_lost(lines: list[str]) -> None:
    """Whatever stands in the file, it can be read, and each line is there after something was noted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / FILE).write_text("\n".join(lines), encoding="utf-8")
        before = (folder / FILE).read_text(encoding="utf-8")
        note(folder, SPEAKER)
        after = (folder / FILE).read_text(encoding="utf-8").split("\n")
        assert SPEAKER in said(folder)
    assert [line for line in before.split("\n") if line.strip() and line not in after] == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://daily.example/a", "http://www.daily.example/a/", True),
        ("https://Daily.example/a#top", "https://daily.example/a", True),
        ("https://daily.example/a%20b", "https://daily.example/a b", True),
        ("https://daily.example/a", "https://daily.example/A", False),
        ("notes.txt", "Notes.txt", False),
        ("https://daily.example/a?x=1", "https://daily.example/a", False),
    ],
)
def test_addresses_are_compared_by_where_they_lead(one: str, other: str, same: bool) -> None:
    assert (bare(one) == bare(other)) is same


_WRITER = """
import sys
from pathlib import Path
from whence.model.correction import Correction, CorrectionKind
from whence.store.corrections import note
for number in range(int(sys.argv[3])):
    names = (f"{sys.argv[2]} {number}", f"{sys.argv[2]} the {number}th")
    note(Path(sys.argv[1]), Correction(kind=CorrectionKind.MERGE, names=names))
    print(number, flush=True)
"""


def _writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", _WRITER, str(folder), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_two_writers_lose_nothing_of_each_other(tmp_path: Path) -> None:
    running = [_writer(tmp_path, name, 15) for name in ("Ada", "Jan")]
    assert [each.wait(60) for each in running] == [0, 0]
    assert len(said(tmp_path)) == 30


def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    """What it had acknowledged is there; the next one can write."""
    chance = random.Random(5)
    for run in range(6):
        running = _writer(tmp_path, f"Run{run}", 10_000)
        assert running.stdout is not None
        assert running.stdout.readline() == "0\n"
        time.sleep(chance.uniform(0.0, 0.1))
        os.kill(running.pid, signal.SIGKILL)
        last = 1 + len(running.stdout.read().splitlines())
        running.wait()
        known = corrections.corrections(tmp_path)
        assert not known.damaged
        assert sum(item.names[0].startswith(f"Run{run} ") for item in known.corrections) in (last, last + 1)
    note(tmp_path, SPEAKER)
    assert SPEAKER in said(tmp_path)
