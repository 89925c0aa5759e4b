"""What a reading tells, statement by statement: whose the happening is, and through whom it came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import whence
from whence.compare.join import compared
from whence.compare.names import Names
from whence.compare.told import Heard, Nesting, heard
from whence.model.incident import Polarity
from whence.model.speech import Reading


def read(text: str) -> Reading:
    return whence.blame_text(text, model="none").reading


def told(text: str, act: str) -> tuple[Reading, Heard]:
    """The mention whose act is told in these words."""
    reading = read(text)
    [one] = [item for item in heard(reading) if reading.document[item.mention.event.trigger] == act]
    return reading, one


def names(reading: Reading, one: Heard) -> list[str]:
    return [reading.voice(level.voice).name for level in one.mention.path]


def test_what_one_voice_relays_is_the_others() -> None:
    text = "The mayor of Tolva said on Monday that gunmen attacked a bus. Police arrested two men."
    reading, attack = told(text, "attacked")
    assert names(reading, attack)[-1] == "the mayor of Tolva"
    assert len(names(*told(text, "arrested"))) == 1


@pytest.mark.parametrize(
    ("text", "act", "statuses"),
    [
        ("Gunmen attacked a bus.", "attacked", ["asserted"]),
        ("The mayor said that gunmen attacked a bus.", "attacked", ["asserted", "asserted"]),
        ("The mayor denied that gunmen attacked a bus.", "attacked", ["asserted", "denied"]),
        ("The mayor claimed that gunmen attacked a bus.", "attacked", ["asserted", "claimed"]),
    ],
)
def test_each_level_of_the_path_has_its_status(text: str, act: str, statuses: list[str]) -> None:
    _, one = told(text, act)
    assert [level.status.value for level in one.mention.path] == statuses


def test_numbers_go_to_the_act_they_are_told_of() -> None:
    text = "The militia shelled two mills and police arrested nine farmers."
    assert [quantity.role for quantity in told(text, "arrested")[1].mention.quantities] == ["detained"]
    assert [quantity.unit for quantity in told(text, "shelled")[1].mention.quantities] == ["mill"]


def test_what_is_not_so_is_told_as_not_so() -> None:
    assert told("Police did not arrest the farmer.", "arrest")[1].mention.event.polarity is Polarity.NEGATIVE


def test_who_will_not_say_is_the_voice_that_withholds() -> None:
    reading = read("Governor Petra Sund said the port was open. Sund declined to comment on whether rebels shelled it.")
    silent = [item for item in heard(reading) if item.mention.event.withheld]
    assert silent
    assert all(names(reading, item)[-1] == "Petra Sund" for item in silent)


def test_the_same_name_is_one_voice_in_all_documents_and_no_name_is_another_in_each() -> None:
    one, other = read("Ito said rebels shelled a mill. She said it."), read("General Ito said rebels fled.")
    found = Names([one, other])
    assert found.of(one.document.id, one.voices[0].id) != found.of(other.document.id, other.voices[0].id)
    assert found.of(one.document.id, "v99") == "v99"


def test_own_parts_and_inner_statements_do_not_overlap() -> None:
    reading = read("“Rebels shelled the mill,” the mayor said. He said Ito told him that “nobody was hurt” there.")
    nesting = Nesting(reading.statements)
    taken: list[tuple[int, int]] = []
    for statement in reading.statements:
        taken += [(part.start, part.end) for part in nesting.own_parts(statement)]
    for at, one in enumerate(sorted(taken)[:-1]):
        assert one[1] <= sorted(taken)[at + 1][0]


WORDS = st.sampled_from(
    "Rebels shelled the mill . Police said that 12 guards were killed “ ” in Tolva on Monday , Ito denied it ; "
    "All 9 drones hit no one about 30 by and ! \n\n".split(" ")
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_give_spans_inside_the_text(text: str) -> None:
    reading = read(text) if text.strip() else read("Nothing.")
    size = len(reading.document.text)
    for incident in compared([reading]).incidents:
        for account in incident.accounts:
            assert all(0 <= span.start < span.end <= size for span in account.spans)
        for item in incident.comparisons:
            assert all(0 <= at < len(incident.accounts) for at in item.accounts)
