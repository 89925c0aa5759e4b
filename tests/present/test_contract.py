"""The JSON has the shape others build on, and leads back to the same reading."""

import json

import pytest
from hypothesis import given

from tests.present.builders import bridge
from tests.present.strategies import readings
from whence.errors import UsageError
from whence.model.speech import Reading
from whence.present.contract import compact, from_json, lines, to_json


@given(readings())
def test_the_json_of_any_reading_leads_back_to_the_same_json(reading: Reading) -> None:
    data = to_json(reading)
    assert to_json(from_json(data)) == data
    assert from_json(data) == reading


@given(readings())
def test_both_ways_of_printing_hold_the_same_object_with_its_keys_in_order(reading: Reading) -> None:
    data = to_json(reading)
    for printed in (compact(data), lines(data)):
        again = json.loads(printed)
        assert again == data
        assert list(again["document"]) == list(data["document"])
    assert "\n" not in compact(data)


def test_the_fields_of_the_contract_stand_first_and_in_its_order() -> None:
    data = to_json(bridge())
    assert list(data) == ["format", "document", "voices", "statements", "sentences", "read_by"]
    fields = "id uri text title publisher authors published language republished status problems"
    assert " ".join(data["document"]).startswith(f"{fields} ")
    assert list(data["voices"][0])[:5] == ["id", "name", "kind", "aliases", "mentions"]
    assert list(data["statements"][0]) == ["id", "content", "quotation", "status", "chain", "confidence", "evidence"]
    assert list(data["statements"][0]["chain"][0]) == ["voice", "source", "cue"]


def test_a_denial_is_printed_with_its_words_and_its_chain() -> None:
    data = to_json(bridge())
    denial = next(statement for statement in data["statements"] if statement["status"] == "denied")
    [[start, end]] = denial["content"]
    names = {voice["id"]: voice["name"] for voice in data["voices"]}
    assert data["document"]["text"][start:end] == "He denies this"
    assert [names[link["voice"]] for link in denial["chain"]] == [
        "Southport Daily",
        "Agence Cabot",
        "Mr Okoro's lawyer",
        "Jan Okoro",
    ]


def test_an_object_with_the_fields_of_the_contract_alone_can_be_read() -> None:
    data = to_json(bridge())
    del data["sentences"]
    for added in ("canonical", "cites", "encoding", "sha256", "evidence", "blocks"):
        del data["document"][added]
    reading = from_json(data)
    assert reading.statements == bridge().statements
    assert reading.document.text == bridge().document.text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("document", "status"), "fine"),
        (("document", "text"), None),
        (("voices", 0, "kind"), "ghost"),
        (("statements", 0, "chain", 0, "voice"), "v99"),  # nobody
        (("statements", 0, "content"), [[5, 100000]]),  # outside the text
        (("statements", 0, "content"), [[9, 2]]),  # backwards
        (("statements", 0, "confidence"), "high"),
    ],
)
def test_a_damaged_object_is_refused_with_a_reason(path: tuple[str | int, ...], value: object) -> None:
    data = to_json(bridge())
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(UsageError, match="whence"):
        from_json(data)
