"""`whence search` writes what it finds as citations and as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.library.stories import STORIES, library_of
from whence.cli import main
from whence.errors import UsageError
from whence.project.library import Library


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("cited"), *STORIES[2:])


def search(library: Library, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["search", "--library", str(library.folder), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_sentence_found_is_cited_with_its_voices(coast: Library) -> None:
    said = search(coast, "by:okoro", "--cite", "plain")
    assert "via Okoro ‹ Halden Post; attribution found by machine" in said
    assert "https://post.example/bridge" in said


@pytest.mark.parametrize(
    ("form", "each"), [("bibtex", "@misc{"), ("ris", "TY  - NEWS"), ("wikipedia", "<ref>{{cite news")]
)
def test_there_are_as_many_citations_as_sentences(coast: Library, form: str, each: str) -> None:
    found = coast.search("the", most=5)
    assert search(coast, "the", "--most", "5", "--cite", form).count(each) == len(found.hits) == 5


def test_citations_as_csl_are_one_list(coast: Library) -> None:
    items = json.loads(search(coast, "the", "--most", "5", "--cite", "csl"))
    assert len({item["id"] for item in items}) == 5


def test_the_same_from_python(coast: Library) -> None:
    found = coast.search("by:okoro")
    assert coast.cite(*found.hits, form="bibtex") == search(coast, "by:okoro", "--cite", "bibtex")
    with pytest.raises(UsageError, match="there is no form 'endnote'"):
        coast.cite(form="endnote")


def test_tables_are_written_to_files(coast: Library, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    parquet = pytest.importorskip("pyarrow.parquet")
    search(coast, "the", "--xlsx", str(tmp_path / "the.xlsx"))
    search(coast, "the", "--parquet", str(tmp_path / "the.parquet"))
    assert (tmp_path / "the.xlsx").read_bytes()[:2] == b"PK"
    table = parquet.read_table(tmp_path / "the.parquet")
    assert table.num_rows == len(coast.search("the").hits)
    assert table.schema.metadata[b"query"] == b"the"


def test_one_form_at_a_time(coast: Library) -> None:
    done = CliRunner().invoke(main, ["search", "--library", str(coast.folder), "the", "--csv", "--cite", "ris"])
    assert done.exit_code == 2
    assert "at a time" in done.output
