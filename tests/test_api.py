"""What `import whence` gives: articles read, with a view wherever they are looked at."""

from pathlib import Path

import pytest

import whence
from tests.present.builders import bridge
from whence.present.contract import from_json, to_json
from whence.project import Blame

TEXT = """Bridge closed after crash

By Ada Lind

Police closed the bridge on Monday. "Two cars were involved," Marta Ilves told reporters.
"""


def test_every_public_name_can_be_had() -> None:
    for name in whence.__all__:
        assert getattr(whence, name).__name__ == name
        assert name in dir(whence)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'blam'"):
        _ = whence.blam


def test_the_repr_names_the_article_and_its_figures() -> None:
    assert repr(Blame(bridge())) == (
        "<Blame 'Alder bridge closed after crash': 72 % own words · 6 voices, 2 unnamed · deepest chain 4 · "
        "1 quotation without a named speaker>"
    )


def test_printing_shows_the_gutter_and_a_notebook_the_page() -> None:
    article = Blame(bridge())
    assert " Jan Okoro denies " in str(article)
    assert article._repr_html_().startswith("<iframe sandbox")
    assert "<mark>He denies this,</mark>" in article.to_html()


def test_the_json_of_an_article_is_the_contract_s() -> None:
    assert from_json(Blame(bridge()).to_json()) == bridge()


def test_a_text_is_read_where_it_stands() -> None:
    article = whence.blame_text(TEXT)
    assert article.document.text == TEXT
    speakers = {article.voice(statement.chain[-1].voice).name for statement in article.statements}
    assert "Marta Ilves" in speakers


def test_a_file_gives_the_same_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert to_json(whence.blame(path).reading) == to_json(whence.blame_text(TEXT, uri=str(path)).reading) | {
        "document": whence.blame(path).to_json()["document"]
    }


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(whence.SourceError) as caught:
        whence.blame(tmp_path / "nothing.html")
    assert caught.value.uri == str(tmp_path / "nothing.html")
    assert caught.value.problem


def test_one_bad_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    bad, good = whence.blame_all([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(bad, whence.Failure)
    assert isinstance(good, whence.Blame)


def test_a_fault_in_the_reader_is_told_and_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise IndexError("list index out of range")

    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("whence.project.reading.reader", lambda *_: broken)
    [failure] = whence.blame_all([tmp_path / "b.txt"])
    assert isinstance(failure, whence.Failure)
    assert "IndexError" in failure.problem
