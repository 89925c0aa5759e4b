"""A library looked after: what it holds, what is taken out, what is damaged, and what is made anew."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.library.stories import (
    AGENCY,
    FERRY,
    FERRY_ALTERED,
    HALDEN,
    ORRIN,
    PRINTED,
    STORIES,
    addresses,
    file_of,
    library_of,
    story,
)
from whence.errors import UsageError, WhenceError
from whence.model.library import Damage
from whence.project.library import Library
from whence.store import corrections, shelf
from whence.store.shelf import writing

QUERIES = ("ferry", "cold", "status:denied", "unnamed:yes", "by:Lind", "after:2024")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library that nobody may change: `copy` is one to change."""
    library = library_of(tmp_path_factory.mktemp("made"), *STORIES)
    assert library.verify() == []
    return library


@pytest.fixture
def copy(made: Library, tmp_path: Path) -> Library:
    return Library(shutil.copytree(made.folder, tmp_path / "news.whence"))


def asked(library: Library) -> list[object]:
    """What a library says to many questions, in an order of its own."""
    with library.open() as opened:
        return [
            *map(opened.search, QUERIES),
            list(opened.reuse()),
            *(opened.trace(edition.document) for edition in opened.shelf.editions()),
            opened.voices(),
        ]


# What it holds


def test_a_library_tells_what_it_holds(made: Library) -> None:
    info = made.info()
    assert (info.documents, info.editions, info.removed, info.pending, info.segments) == (5, 5, 0, 0, 1)
    assert (info.first, info.last) == ("2023-10-10", "2024-03-02")
    assert info.text_bytes == sum(len(item["text"].encode()) for item in STORIES)
    assert info.unread == 0
    assert info.statements > info.voices > 5


def test_datasette_finds_readable_tables(made: Library) -> None:
    """The views have plain names, and say what a reader of the news would ask."""
    with closing(sqlite3.connect(made.folder / "library.db")) as connection:
        ask = connection.execute
        told = ask("SELECT address, edition, publisher FROM articles WHERE text LIKE '%rivet%' ORDER BY id").fetchall()
        assert told == [(AGENCY["uri"], 1, "Coast Wire"), (PRINTED["uri"], 1, "Southport Daily")]
        denied = ask("SELECT DISTINCT voice FROM voices_denying ORDER BY voice").fetchall()
        assert denied == [("Ministry of Ports",), ("the wholesalers",)]
        words = {row[0] for row in ask("SELECT words FROM quotations WHERE voice = 'Mira Tan'")}
        assert "“Cold water makes warm hearts,”" in words
        assert ask("SELECT count(*) FROM voices_unnamed").fetchone() == (1,)


# Taken out


@pytest.mark.parametrize("named_by", ["id", "address"])
def test_what_is_removed_is_found_nowhere(copy: Library, named_by: str) -> None:
    """Neither its words nor its voices nor its passages, and the rest is whole."""
    edition = next(edition for edition in copy.editions() if edition.address == AGENCY["uri"])
    assert copy.remove(edition.id if named_by == "id" else edition.address) == 1
    assert "wire.example/ferry" not in addresses(copy)
    assert {hit.uri for hit in copy.search("rivet").hits} == {PRINTED["uri"]}
    assert {heard.name: heard.documents for heard in copy.voices()}["Ministry of Ports"] == 1
    assert copy.trace(AGENCY["text"]).passages[0].witnesses[0].uri == PRINTED["uri"]
    assert list(copy.reuse()) == []
    assert copy.verify() == []
    copy.rebuild()
    assert list(copy.reuse()) == []


def test_the_text_of_what_was_removed_is_not_kept(copy: Library) -> None:
    copy.remove(HALDEN["uri"])
    with copy.open() as opened:
        (text,) = opened.shelf.connection.execute("SELECT text FROM editions WHERE removed").fetchone()
    assert text == ""
    assert copy.search("quarry").count == 0


def test_an_address_removes_all_its_editions(copy: Library, tmp_path: Path) -> None:
    copy.add(file_of(tmp_path, AGENCY | {"text": FERRY_ALTERED}), model="none", jobs=1)
    assert copy.remove(AGENCY["uri"]) == 2
    assert copy.search("rivet").count == 1


def test_removing_what_is_not_there_removes_nothing(copy: Library) -> None:
    with pytest.raises(UsageError, match="no document of this library"):
        copy.remove(AGENCY["uri"], "https://nowhere.example/")
    assert len(addresses(copy)) == len(STORIES)


# Damage


def changed(library: Library, sql: str, *values: object) -> None:
    """The database, changed behind its back."""
    with closing(sqlite3.connect(library.folder / "library.db", isolation_level=None)) as connection:
        connection.execute(sql, values)


def segment_of(library: Library) -> Path:
    (path,) = library.folder.glob("passages/*.seg")
    return path


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << at % 8
    path.write_bytes(data)


def cut(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def sql(statement: str) -> Callable[[Library], None]:
    return lambda library: changed(library, statement)


def without_trace(library: Library) -> None:
    """A document taken out with all that is said of it."""
    for name in ("voices", "statements", "sentences"):
        changed(library, f"DELETE FROM {name} WHERE edition = 3")
    changed(library, "DELETE FROM editions WHERE id = 3")


def headless(library: Library) -> None:
    path = library.folder / "library.db"
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


KNOWN, READ = "what is known of it", "was read in it"
DAMAGES: dict[str, tuple[Callable[[Library], None], str]] = {
    "a letter of a text": (sql("UPDATE editions SET text = replace(text, 'ferry', 'berry')"), "its text"),
    "a text that is no text": (sql("UPDATE editions SET text = x'ff00' WHERE id = 1"), "its "),
    "a title": (sql("UPDATE editions SET title = 'Never' WHERE id = 2"), KNOWN),
    "a publisher": (sql("UPDATE editions SET publisher = 'X' WHERE id = 2"), KNOWN),
    "a date": (sql("UPDATE editions SET published = '1999-01-01' WHERE id = 1"), KNOWN),
    "a capture": (sql("UPDATE editions SET captured = '1999' WHERE id = 1"), KNOWN),
    "an address": (sql("UPDATE documents SET address = 'x' WHERE id = 1"), KNOWN),
    "an id": (sql("UPDATE editions SET key = 'x' WHERE id = 1"), KNOWN),
    "a voice": (sql("UPDATE voices SET name = 'Ada Lund' WHERE name = 'Ada Lind'"), READ),
    "a status": (sql("UPDATE statements SET status = 'denied'"), READ),
    "a sentence put in": (sql("INSERT INTO sentences VALUES (1, 99, 0, 9, 0)"), READ),
    "a statement gone": (sql("DELETE FROM statements WHERE edition = 3 AND number = 1"), READ),
    "a document gone": (sql("DELETE FROM editions WHERE id = 3"), "belongs to nothing"),
    "a document gone without trace": (without_trace, "1 documents were in it and are gone"),
    "the word index emptied": (sql("INSERT INTO words (words) VALUES ('delete-all')"), "word index"),
    "a segment cut off": (lambda it: cut(segment_of(it), 0.9), "was changed after it was written"),
    "a segment emptied": (lambda it: cut(segment_of(it), 0.0), "was changed after it was written"),
    "a segment gone": (lambda it: segment_of(it).unlink(), "No such file"),
    "a segment forgotten": (sql("DELETE FROM segments"), "are in no segment"),
    "the database cut off": (lambda it: cut(it.folder / "library.db", 0.6), "library.db"),
    "the database's head overwritten": (headless, "library.db"),
}


def told(library: Library) -> Iterator[Damage]:
    """What `verify` says, an error that names the file taken for an answer."""
    try:
        yield from library.verify()
    except WhenceError as error:
        yield Damage(where="library.db", problem=str(error))


@pytest.mark.parametrize("name", DAMAGES)
def test_verify_finds_what_was_damaged(copy: Library, name: str) -> None:
    """And says what to do about it."""
    damage, words = DAMAGES[name]
    damage(copy)
    found = [f"{item.where}: {item.problem}" for item in told(copy)]
    assert any(words in line for line in found), found
    assert all("add it again" in line or "whence rebuild" in line or "restore" in line for line in found), found


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_byte_of_a_segment_is_found(copy: Library, seed: int) -> None:
    path = segment_of(copy)
    flip(path, random.Random(seed).randrange(path.stat().st_size))
    assert [damage.where for damage in copy.verify()] == [f"passages/{path.name}", "passages"]


def dump(library: Library) -> list[object]:
    """All that the database holds: its tables, where each word stands, and what is found when it is asked for."""
    tables = ("documents", "editions", "segments", "voices", "statements", "sentences", "quarantine")
    with closing(sqlite3.connect(f"file:{library.folder / 'library.db'}?mode=ro", uri=True)) as connection:
        ask = connection.execute
        ask("CREATE VIRTUAL TABLE temp.places USING fts5vocab (main, words, instance)")
        ask("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, words, row)")
        places = ask("SELECT term, doc, col, offset FROM temp.places").fetchall()
        asked = [
            ask("SELECT cnt FROM temp.terms WHERE term = ?", (term,)).fetchone() for term in {row[0] for row in places}
        ]
        return [places, sorted(asked), *(ask(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables)]


def test_a_flipped_byte_of_the_database_is_found_or_does_no_harm(made: Library, tmp_path: Path) -> None:
    """Of what documents say, who says it and which words find it, nothing is ever silently another."""
    library = Library(shutil.copytree(made.folder, tmp_path / "news.whence"))
    path = library.folder / "library.db"
    whole, before = path.read_bytes(), dump(library)
    chance = random.Random(5)
    silent: list[int] = []
    for _ in range(300):
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        if not list(told(library)) and dump(library) != before:
            silent.append(at)
    assert silent == []


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_byte_of_the_word_index_is_found_and_mended(copy: Library, seed: int) -> None:
    """Wherever it stands in the index's own tables; but for the marks of deletions, which mean nothing without one."""
    chance, before = random.Random(seed), dump(copy)
    with closing(sqlite3.connect(copy.folder / "library.db", isolation_level=None)) as connection:
        blocks = connection.execute("SELECT id, block FROM words_data WHERE length(block) > 200").fetchall()
        number, block = chance.choice(blocks)
        at = chance.randrange(len(block))
        flipped = block[:at] + bytes([block[at] ^ 1 << chance.randrange(8)]) + block[at + 1 :]
        connection.execute("UPDATE words_data SET block = ? WHERE id = ?", (flipped, number))
    found = [damage.where for damage in copy.verify()]
    assert found in (["the word index"], ["library.db"]) or (found == [] and dump(copy) == before)
    copy.rebuild()
    assert copy.verify() == []


def test_a_word_index_that_leads_to_another_page_is_found(tmp_path: Path) -> None:
    library = library_of(
        tmp_path, *(story(f"post.example/{n}", f"{FERRY} Day w{n}x.") for n in range(200)), model="unread"
    )
    assert library.verify() == []
    with closing(sqlite3.connect(library.folder / "library.db", isolation_level=None)) as connection:
        pages = connection.execute("SELECT segid, term, pgno FROM words_idx WHERE length(term) > 1").fetchall()
        segment, term, page = pages[len(pages) // 2]
        connection.execute("DELETE FROM words_idx WHERE segid = ? AND term = ?", (segment, term))
        connection.execute("INSERT INTO words_idx VALUES (?, ?, ?)", (segment, b"0a", page))
    assert [damage.where for damage in library.verify()] == ["the word index"]


# Made anew


def test_a_rebuilt_library_answers_as_before(copy: Library) -> None:
    before = asked(copy)
    copy.rebuild()
    assert copy.verify() == []
    assert asked(copy) == before


@pytest.mark.parametrize("name", ["the word index emptied", "a segment cut off", "a segment gone", "a segment emptied"])
def test_rebuilding_mends_what_verify_says_it_mends(copy: Library, name: str) -> None:
    before = asked(copy)
    DAMAGES[name][0](copy)
    copy.rebuild()
    assert copy.verify() == []
    assert asked(copy) == before


_CUT = """
import os, sys
from whence.project.library import Library
from whence.store.shelf import Shelf
folder, name, model, left = *sys.argv[1:4], int(sys.argv[4])
work = getattr(Shelf, name)
def cut(*given):
    global left
    left -= 1
    return work(*given) if left >= 0 else os._exit(9)
setattr(Shelf, name, cut)
Library(folder).rebuild(model=model or None)
"""


@pytest.mark.parametrize(
    ("name", "model", "times"),
    [
        ("index_words", "", 0),
        ("index_words", "", 3),
        ("put_segment", "", 0),
        ("drop_segments", "", 0),
        ("clear_leftovers", "", 1),
        ("replace_reading", "none", 0),
        ("replace_reading", "none", 3),
    ],
)
def test_a_rebuild_that_is_cut_off_leaves_what_was_there(copy: Library, name: str, model: str, times: int) -> None:
    """Wherever a process ends; nothing is lost meanwhile, and it can be started again."""
    before = asked(copy)
    done = subprocess.run([sys.executable, "-c", _CUT, copy.folder, name, model, str(times)], check=False)
    assert done.returncode == 9
    assert copy.verify() == []
    assert asked(copy) == before
    copy.rebuild()
    assert copy.verify() == []
    assert asked(copy) == before
    assert [path.name for path in copy.folder.glob("passages/*")] == [segment_of(copy).name]


def test_while_a_library_is_rebuilt_everything_is_found(copy: Library) -> None:
    before = asked(copy)
    seen: list[bool] = []
    copy.rebuild(told=lambda _share: seen.append(asked(copy) == before))
    assert len(seen) >= 2
    assert all(seen)


def test_texts_that_were_not_read_are_read_when_rebuilt_with_a_model(tmp_path: Path) -> None:
    library = library_of(tmp_path, *STORIES, model="unread")
    assert (library.voices(), library.info().unread) == ([], len(STORIES))
    library.rebuild(model="none")
    assert library.info().unread == 0
    assert library.verify() == []
    (tmp_path / "other").mkdir()
    other = library_of(tmp_path / "other", *STORIES)
    assert library.voices() == other.voices()
    assert [library.search(words) for words in QUERIES] == [other.search(words) for words in QUERIES]


def test_what_a_person_put_right_survives_a_rebuild(copy: Library) -> None:
    corrections.merge(copy.folder, ["Mira Tan", "Ada Lind"])
    corrections.split(copy.folder, "the wholesalers", "https://post.example", "the wholesalers of Karsk")
    before = (copy.folder / corrections.FILE).read_text(), copy.voices()
    copy.rebuild(model="none")
    assert ((copy.folder / corrections.FILE).read_text(), copy.voices()) == before
    (merged,) = [voice for voice in copy.voices() if "Ada Lind" in voice.aliases]
    assert merged.name == "Mira Tan"


def test_a_library_of_a_newer_whence_is_left_alone(copy: Library) -> None:
    changed(copy, "PRAGMA user_version = 99")
    for ask in (copy.info, lambda: copy.remove(ORRIN["uri"]), copy.rebuild):
        with pytest.raises(UsageError, match="newer whence"):
            ask()


def test_another_programs_database_is_no_library(tmp_path: Path) -> None:
    folder = tmp_path / "news.whence"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "library.db")) as connection:
        connection.executescript("CREATE TABLE notes (text); PRAGMA user_version = 1")
    for ask in (Library(folder).info, Library(folder).rebuild):
        with pytest.raises(UsageError, match="no library of whence"):
            ask()


def made_older(library: Library) -> None:
    """Before there was a table of what waits, each edition named its segment; one of these has none yet."""
    changed(library, "DROP TABLE waiting")
    changed(library, "DROP INDEX editions_dated")
    changed(library, "UPDATE editions SET segment = (SELECT max(id) FROM segments) WHERE id <> 2")
    changed(library, "PRAGMA user_version = 1")


def test_a_library_of_an_older_whence_is_brought_up_to_date_when_it_is_opened(copy: Library) -> None:
    made_older(copy)
    assert copy.info().pending == 1
    with writing(copy.folder) as opened:
        assert [row for row, _ in opened.pending(1_000_000)] == [2]
    copy.rebuild()
    assert copy.verify() == []


def test_an_older_library_that_cannot_be_written_to_is_told_so(copy: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    made_older(copy)

    def refused(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shelf, "writing", refused)
    with pytest.raises(UsageError, match="made by an older whence, and cannot be brought up to date here"):
        copy.info()
