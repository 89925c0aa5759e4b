"""What a library was given it keeps: through kill -9, a full disk, two writers, and readers who never wait."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from eval.library.kills import kills
from tests.library.stories import FERRY, HALDEN, ORRIN, STORIES, addresses, file_of, library_of, story
from whence.errors import WhenceError
from whence.project import adding
from whence.project.library import Library

COMMAND = [sys.executable, "-m", "whence"]


def start(path: Path, library: Path, *, most: int | None = None) -> subprocess.Popen[str]:
    """A `whence add` process of its own; with `most`, no file of it may be larger than so many bytes."""
    limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) if most is not None else None
    words = ["add", str(path), "--library", str(library), "--model", "unread"]
    return subprocess.Popen([*COMMAND, *words], text=True, stderr=subprocess.PIPE, preexec_fn=limit)  # noqa: PLW1509


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def many(count: int, name: str) -> list[dict[str, object]]:
    """Stories that differ from each other and share passages."""
    return [story(f"{name}.example/{n}", f"This is day {n} of the {name}. {FERRY}") for n in range(count)]


def test_twenty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """After each `verify` is clean; at the end all is there, as if nothing had happened. See eval/library/kills.py."""
    *_, outcome = kills(20, seed=2, folder=tmp_path)
    assert outcome.wrong == []
    assert outcome.kills == 20
    assert outcome.acknowledged > 20
    assert sum(count for phase, count in outcome.phases.items() if phase.startswith(("between", "while"))) > 5


def test_the_lock_of_a_process_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    library = library_of(tmp_path, HALDEN)
    (library.folder / "LOCK").write_text("process 1 on another machine\n")
    library.add(file_of(tmp_path, ORRIN, name="more.jsonl"), model="unread", jobs=1)
    assert len(addresses(library)) == 2


def test_two_writers_at_once_write_one_after_the_other(tmp_path: Path) -> None:
    names = ("flood", "frost", "fire")
    running = [start(file_of(tmp_path, *many(30, name), name=f"{name}.jsonl"), tmp_path / "n") for name in names]
    for process in running:
        assert ended(process)[0] == 0
    library = Library(tmp_path / "n")
    assert len(addresses(library)) == 90
    assert library.verify() == []


def test_readers_never_wait_and_never_see_half_of_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While documents are added and segments are merged, every question is answered, about more and more documents."""
    for name, value in (("_PATIENCE", 0.0), ("_JOB_BYTES", 1), ("_SEGMENT", 2_000)):
        monkeypatch.setattr(adding, name, value)
    library = library_of(tmp_path, *STORIES, model="unread")
    path = file_of(tmp_path, *many(150, "flood"), name="more.jsonl")
    errors: list[BaseException] = []

    def write() -> None:
        try:
            library.add(path, model="unread", jobs=1)
        except BaseException as error:
            errors.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    counts: list[int] = []
    while writer.is_alive():
        counts.append(library.info().editions)
        assert library.search("rivet").count >= 2
        assert library.trace(FERRY).passages[0].witnesses
        assert list(library.reuse())
        assert library.verify() == []
    writer.join()
    assert errors == []
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    assert library.info().editions == len(STORIES) + 150
    assert library.verify() == []


def test_a_reader_who_comes_while_segments_are_merged_finds_them_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading their names and opening them, the files are gone."""
    library = Library(tmp_path / "news.whence")
    with monkeypatch.context() as patched:
        patched.setattr(adding, "_to_merge", lambda _sizes: [])
        for number, item in enumerate(STORIES):
            library.add(file_of(tmp_path, item, name=f"{number}.jsonl"), model="unread", jobs=1)
    before = list(library.reuse())
    with library.open() as opened:
        names = opened.shelf.segment_files()
        assert len(names) == len(STORIES)
        library.add(file_of(tmp_path, *STORIES, name="again.jsonl"), model="unread", jobs=1)
        told = [names, opened.shelf.segment_files()]
        assert len(told[1]) == 1
        monkeypatch.setattr(opened.shelf, "segment_files", lambda: told.pop(0) if len(told) > 1 else told[0])
        assert list(opened.reuse()) == before


@pytest.mark.parametrize("most", [1_000, 60_000, 200_000, 270_000, 600_000])
def test_a_full_disk_is_told_in_a_sentence_and_costs_nothing_that_was_kept(tmp_path: Path, most: int) -> None:
    """The library stays readable and whole; when there is room again, the same run completes."""
    library = library_of(tmp_path, HALDEN)
    path = file_of(tmp_path, *many(200, "flood"), name="more.jsonl")
    code, said = ended(start(path, library.folder, most=most))
    assert code == 75, said
    assert "Traceback" not in said
    assert "is the disk full" in said
    assert "post.example/bridge" in addresses(library)
    assert library.verify() == []
    assert library.add(path, model="unread", jobs=1).failed == 0
    assert len(addresses(library)) == 201
    assert library.info().pending == 0
    assert library.verify() == []


def test_a_disk_that_cannot_hold_a_library_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = file_of(tmp_path, HALDEN)
    code, said = ended(start(path, tmp_path / "n", most=20_000))
    assert (code, "Traceback" in said, "is the disk full" in said) == (75, False, True)
    assert ended(start(path, tmp_path / "n"))[0] == 0
    assert Library(tmp_path / "n").verify() == []


def test_a_segment_that_could_not_be_written_is_written_by_whoever_adds_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The documents were acknowledged and are found by their words; that passages are missing, the library says."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("whence.store.files.os.fsync", full)
        with pytest.raises(WhenceError, match="is the disk full"):
            library_of(tmp_path, *STORIES, model="unread")
    library = Library(tmp_path / "news.whence")
    assert len(addresses(library)) == library.info().pending == len(STORIES)
    assert library.search("rivet").count == 2
    assert library.trace(FERRY).notes
    assert library.verify() == []
    library.add(file_of(tmp_path, HALDEN, name="again.jsonl"), model="unread", jobs=1)
    assert library.info().pending == 0
    assert len(list(library.reuse())) == 1
