"""The model that ships: it reads plain reports, and every span leads back into the text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("onnxruntime")

import whence
from whence import project
from whence.errors import UsageError, WhenceError
from whence.learned import installed
from whence.learned.model import Model
from whence.learned.paragraphs import paragraphs
from whence.learned.tag import labels, tagged
from whence.learned.units import from_tokens

REPORT = (
    "The harbour board closed the east pier on Friday after two bolts failed.\n\n"
    "“Nobody was hurt,” Lena Marsh, the harbour master, told reporters.\n\n"
    "The port union said that the crane had been overloaded for months.\n\n"
    "According to a report by the inspectorate, the bolts were never replaced."
)


@cache
def _small() -> Model:
    return Model(installed.find("small")[0])


@pytest.fixture
def model() -> Model:
    return _small()


def test_who_says_what_in_a_plain_report(model: Model) -> None:
    found = {
        REPORT[item.content[0].start : item.content[0].end]: item for item in tagged(model, REPORT, paragraphs(REPORT))
    }
    union = found["that the crane had been overloaded for months"]
    assert union.source is not None
    assert REPORT[union.source.start : union.source.end] == "The port union"
    assert union.cue is not None
    assert REPORT[union.cue.start : union.cue.end] == "said"
    assert 0.0 < union.confidence <= 1.0
    assert any("Nobody was hurt" in content for content in found)
    assert any("the bolts were never replaced" in content for content in found)


def test_tokens_cut_elsewhere_are_tagged_as_they_come(model: Model) -> None:
    tokens = ["``", "Nobody", "was", "hurt", ",", "''", "the", "mayor", "said", "."]
    assert labels(model, [from_tokens(tokens), from_tokens([])]) == [
        ["B-content", *["I-content"] * 5, "B-source", "I-source", "B-cue", "O"],
        [],
    ]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,“”\"'\n<>ﬁé漢\u200b"), max_size=300))
def test_every_span_lies_in_its_paragraph(text: str) -> None:
    spans = paragraphs(text)
    for item in tagged(_small(), text, spans):
        for span in (*item.content, *(part for part in (item.source, item.cue) if part)):
            assert any(one.start <= span.start < span.end <= one.end for one in spans)


def test_a_paragraph_longer_than_a_window_is_read_whole(model: Model) -> None:
    text = "“" + "The crane was overloaded and the board knew it. " * 40 + "I am done,” the foreman said."
    found = tagged(model, text, paragraphs(text))
    assert any(item.source and text[item.source.start : item.source.end] == "the foreman" for item in found)
    assert max(len(item.content[0]) for item in found) > 300


def test_the_same_article_is_read_the_same_every_time(model: Model) -> None:
    assert tagged(model, REPORT, paragraphs(REPORT)) == tagged(model, REPORT, paragraphs(REPORT))


def test_the_shipped_file_is_the_one_that_was_released() -> None:
    assert all(item.whole() for item in installed.installed())


def test_a_damaged_model_is_never_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "small.onnx"
    broken.write_bytes(b"cut off")
    model = installed.Installed(name="small", path=broken, sha256="0" * 64, about="", figures={})
    monkeypatch.setattr(installed, "installed", lambda: [model])
    with pytest.raises(WhenceError, match="missing or damaged"):
        installed.find("small")


def test_a_file_that_is_no_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "notes.onnx"
    other.write_text("no model", encoding="utf-8")
    with pytest.raises(UsageError, match="no model that can be loaded"):
        Model(other)


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(UsageError, match="none, small"):
        whence.blame_text(REPORT, model="large")


def test_a_reading_says_what_read_it() -> None:
    with_model = whence.blame_text(REPORT).to_json()["read_by"]
    assert with_model["model"] == "small"
    assert len(with_model["sha256"]) == 64
    assert whence.blame_text(REPORT, model="none").to_json()["read_by"] == {"model": "none", "sha256": "", "note": ""}


def test_without_a_runtime_the_rules_read_alone_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    project.reader.cache_clear()
    monkeypatch.setattr(installed, "missing", lambda: "onnxruntime is not installed here (pip install onnxruntime)")
    read = whence.blame_text(REPORT)
    assert "onnxruntime is not installed" in read.to_json()["read_by"]["note"]
    assert "Read by the rules alone" in str(read)
    with pytest.raises(UsageError, match="onnxruntime"):
        whence.blame_text(REPORT, model="mine.onnx")
    project.reader.cache_clear()
