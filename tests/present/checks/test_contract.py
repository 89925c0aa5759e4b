"""The JSON of a check: the fields of the contract, and offsets that lead to the words they stand for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from tests.present.checks.held import DRAFT, documents, held
from tests.present.checks.strategies import checked
from whence.model.reuse import Checked, Consequence, Op, Verdict
from whence.present.checks.contract import to_json

MADE = held()
JSON = to_json(MADE)
TEXTS = {source.id: source.text for source in MADE.sources}


def test_a_check_has_the_fields_of_the_contract() -> None:
    assert JSON["format"] == 1
    assert JSON["document"]["text"] == DRAFT
    for item in JSON["checks"]:
        assert item.keys() >= {"quote", "statement", "verdict", "original", "edits", "alternatives", "searched"}
        assert item["verdict"] in set(Verdict)
        assert (item["original"] is None) is (item["verdict"] == "untraced")
        for original in [each for each in (item["original"], *item["further"], *item["alternatives"]) if each]:
            assert original.keys() >= {"document", "uri", "spans", "exact"}
        for edit in item["edits"]:
            assert edit.keys() == {"op", "quote", "original", "marked", "consequence"}
            assert edit["op"] in set(Op)
            assert edit["consequence"] in set(Consequence)
            assert edit["marked"] in (True, False)


def _said(item: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each change as its words of the draft, its words of the source, and what it does."""
    source = TEXTS[item["original"]["document"]]
    return [
        (DRAFT[slice(*edit["quote"])], source[slice(*edit["original"])], edit["consequence"]) for edit in item["edits"]
    ]


def test_offsets_lead_to_the_words_on_both_sides() -> None:
    for item in JSON["checks"]:
        assert item["exact"] == " ".join(DRAFT[slice(*span)] for span in item["quote"])
        for original in [each for each in (item["original"], *item["further"], *item["alternatives"]) if each]:
            source = TEXTS[original["document"]]
            assert original["exact"] == " ".join(source[slice(*span)] for span in original["spans"])
    trimmed, altered, _, elided, bracketed, *_ = JSON["checks"]
    assert _said(trimmed) == [("", "not", "negation")]
    assert _said(altered) == [("sixty", "sixteen", "number")]
    assert _said(elided) == [("", "in Karsk", "name")] or _said(elided) == [("", "Karsk", "name")]
    assert [here for here, _, _ in _said(bracketed)] == ["the town"]


def test_each_check_belongs_to_a_statement_and_a_voice_of_the_draft() -> None:
    statements = {item["id"]: item for item in JSON["statements"]}
    voices = {item["id"]: item["name"] for item in JSON["voices"]}
    names: list[str] = []
    for item in JSON["checks"]:
        start, end = item["quote"][0]
        content = statements[item["statement"]]["content"]
        assert any(first <= start and end <= last + 1 for first, last in content)
        names.append(voices[item["voice"]])
    assert names == [*["Teodor Malk"] * 6, "Ada Lind", *["Teodor Malk"] * 2]


def test_checks_stand_in_order_of_the_draft() -> None:
    starts = [item["quote"][0][0] for item in JSON["checks"]]
    assert starts == sorted(starts)
    assert [item["verdict"] for item in JSON["checks"]] == [
        "trimmed", "altered", "verbatim", "elided", "bracketed", "verbatim", "altered", "spliced", "untraced",
    ]  # fmt: skip


def test_the_second_document_of_a_spliced_quotation_is_named_with_its_place() -> None:
    (spliced,) = (item for item in JSON["checks"] if item["verdict"] == "spliced")
    assert [spliced["original"]["uri"], *(item["uri"] for item in spliced["further"])] == [
        "sources/statement.txt", "sources/speech.vtt",
    ]  # fmt: skip
    assert spliced["further"][0]["locators"] == [{"kind": "time", "value": "00:12:30.000"}]
    assert spliced["further"][0]["exact"] == "and here we stand, with the water far below us"


def test_other_places_have_a_verdict_of_their_own() -> None:
    bridge = JSON["checks"][5]
    assert [(item["uri"], item["verdict"]) for item in bridge["alternatives"]] == [("sources/speech.vtt", "verbatim")]
    assert (bridge["original"]["published"], bridge["original"]["speaker"]) == ("2022-06-01", "Ada Lind")


def test_remarks_name_the_words_of_the_source_they_rest_on() -> None:
    first, third, sixth = (JSON["checks"][number]["notes"] for number in (0, 2, 5))
    statement = TEXTS[JSON["checks"][0]["original"]["document"]]
    assert [(note["kind"], note["words"], statement[slice(*note["original"])]) for note in [*first, *third]] == [
        ("cut_before", "but", "but"), ("cut_before", "unless", "unless"),
    ]  # fmt: skip
    assert sixth == [{"kind": "speaker", "words": "Ada Lind", "original": None}]


def test_what_was_not_checked_and_not_searched_has_its_reason() -> None:
    assert [(item["exact"], bool(item["reason"])) for item in JSON["skipped"]] == [
        ("peace", True), ("The River and the Sea", True),
    ]  # fmt: skip
    assert JSON["not_searched"] == [
        {"uri": "sources/scan.pdf", "problem": "holds no text, only pictures of it (a scan?); run it through OCR first"}
    ]
    assert [item["uri"] for item in JSON["sources"]] == [source.uri for source in documents()]
    assert {item["searched"] for item in [JSON, *JSON["checks"]]} == {3}


def test_what_is_a_problem_is_the_desks_word_and_the_verdict_is_not() -> None:
    strict, guardian = to_json(held(style="strict")), to_json(held(style="guardian"))
    assert [item["verdict"] for item in strict["checks"]] == [item["verdict"] for item in guardian["checks"]]
    assert [item["problem"] for item in strict["checks"]] == [True, True, False, True, True, False, True, True, True]
    assert [item["problem"] for item in guardian["checks"]] == [True, True, *[False] * 5, True, True]
    assert (strict["style"], JSON["style"]) == ("strict", None)


def test_the_same_draft_and_sources_give_the_same_json() -> None:
    assert to_json(held()) == JSON


def test_a_draft_without_quotations_counts_what_was_searched_all_the_same() -> None:
    made = to_json(replace(MADE, checks=()))
    assert (made["checks"], made["searched"]) == ([], 3)


@given(checked())
@settings(max_examples=25)
def test_whatever_the_texts_say_the_json_holds_them_as_they_are(made: Checked) -> None:
    data = json.loads(json.dumps(to_json(made)))
    texts = {source.id: source.text for source in made.sources}
    for item, check in zip(data["checks"], made.checks, strict=True):
        assert item["quote"] == [[span.start, span.end] for span in check.quoted.spans]
        assert item["exact"] == " ".join(made.reading.document[span] for span in check.quoted.spans)
        if item["original"]:
            source = texts[item["original"]["document"]]
            assert item["original"]["exact"] == " ".join(source[slice(*span)] for span in item["original"]["spans"])
