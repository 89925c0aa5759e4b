"""`whence models`, `whence eval attribution` and `--model`, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from whence.cli import main

TEXT = "The board met on Monday.\n\nThe port union said that the crane had been overloaded for months.\n"
ANN = (
    "T1\tSource 26 40\tThe port union\nT2\tCue 41 45\tsaid\n"
    "T3\tContent 46 92\tthat the crane had been overloaded for months\nT4\tAttribution 41 45\tsaid\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nE2\tbroken\n"
)


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_models_says_what_is_installed_and_whether_it_is_whole() -> None:
    result = _run("models")
    assert result.exit_code == 0
    assert "small" in result.output
    assert "whole" in result.output


def test_annotated_tokens_are_scored_and_the_predictions_written(tmp_path: Path) -> None:
    tokens = ["The", "port", "union", "said", "it", "had", "rained", "."]
    labels = ["B-source", "I-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "O"]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"tokens": tokens, "labels": labels, "id": "a"}) + "\n", encoding="utf-8")
    result = _run("eval", "attribution", "--format", "cofenet", gold, "--predictions", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    [line] = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["labels"] == labels
    assert [row.split()[3] for row in result.output.splitlines() if row.startswith("content")] == ["100.00"]


def test_a_folder_of_standoff_is_scored_as_whole_attributions(tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "pier_ab.ann").write_text(ANN, encoding="utf-8")
    result = _run("eval", "attribution", "--format", "brat", tmp_path, "--predictions", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    found = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert found["doc"] == "pier.txt"
    assert [TEXT[slice(*span)] for span in found["attributions"][0]["source"]] == ["The port union"]
    [row] = [row.split() for row in result.output.splitlines() if row.startswith("all") and "attrib" in row]
    assert row[-1] == "100.0"


@pytest.mark.parametrize("model", ["small", "none"])
def test_gold_passages_are_scored_by_either_reader(tmp_path: Path, model: str) -> None:
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    gold = {"anchor": "crane had been overloaded", "kind": "indirect", "stance": "asserted"}
    chain = [["the author"], ["The port union"]]
    (tmp_path / "pier.gold.jsonl").write_text(json.dumps({**gold, "chain": chain}) + "\n", encoding="utf-8")
    result = _run("eval", "attribution", "--format", "blame", tmp_path / "pier.gold.jsonl", "--model", model)
    assert result.exit_code == 0
    assert {row.split()[0]: row.split()[1] for row in result.output.splitlines()[1:]}["chain"] == "100.0"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("blame", "{file}", "--model", "huge"), "neither a file nor one of none, small"),
        (("blame", "{file}", "--model", "{file}"), "no model that can be loaded"),
        (("eval", "attribution", "--format", "cofenet", "{file}"), "line 1: no tagged passage"),
        (("eval", "attribution", "--format", "blame", "{file}"), "stands beside it"),
        (("eval", "attribution", "--format", "cofenet", "{file}", "--model", "none"), "measures the trained tagger"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    article = tmp_path / "other.note"
    article.write_text(TEXT, encoding="utf-8")
    result = _run(*(argument.format(file=article) for argument in arguments))
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
