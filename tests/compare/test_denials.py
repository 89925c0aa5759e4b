"""One blames, the blamed one denies: both stand in one incident, and cannot both hold."""

from __future__ import annotations

import whence
from whence.compare.join import compared
from whence.compare.told import heard
from whence.model.incident import Relation, Slot
from whence.model.speech import Reading

POST = (
    "Bridge at Halden closed after blast\n\nBy Ines Marr\nHalden Post, 3 March 2032\n\n"
    "A blast damaged the bridge at Halden late on Tuesday, police said. "
    "The mayor blamed the Northern Front for the blast."
)
RADIO = (
    "Front denies role in Halden blast\n\nCoast Radio, 4 March 2032\n\n"
    "The Northern Front denied on Wednesday that it had bombed the bridge at Halden."
)


def _read(text: str, uri: str) -> Reading:
    return whence.blame_text(text, uri=uri, model="none").reading


def test_in_reported_words_a_pronoun_stands_for_the_speaker_it_fits() -> None:
    reading = _read(RADIO, "radio.txt")
    (bombed,) = [item for item in heard(reading) if reading.document[item.mention.event.trigger] == "bombed"]
    assert [reading.document[span] for span in bombed.mention.event.actor] == ["The Northern Front"]


def test_a_spokeswoman_is_no_it() -> None:
    reading = _read("Ada Lind said that it had struck the mill at Tarn on Monday.", "lind.txt")
    (struck,) = [item for item in heard(reading) if reading.document[item.mention.event.trigger] == "struck"]
    assert struck.mention.event.actor == ()


def test_an_accusation_and_the_denial_of_the_accused_cannot_both_hold() -> None:
    found = compared([_read(POST, "post.txt"), _read(RADIO, "radio.txt")])
    (conflict,) = [
        (incident, item)
        for incident in found.incidents
        for item in incident.comparisons
        if (item.slot, item.relation) == (Slot.RESPONSIBLE, Relation.CONFLICT)
    ]
    incident, comparison = conflict
    values = [incident.accounts[number].value for number in comparison.accounts]
    assert {value.lower() for value in values} == {"the northern front"}
