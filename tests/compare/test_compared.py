"""Five invented articles on one invented strike: what is read out of them, voice by voice."""

from pathlib import Path

import pytest

import whence
from whence.compare.join import compared
from whence.model.incident import Answer, Compared, Grade, Incident, Relation, Slot
from whence.model.speech import Reading

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "examples" / "incident"
VARSLAND, OSTMARK = "the Varsland defence ministry", "the Ostmark general staff"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [whence.blame(path, model="none").reading for path in sorted(FOLDER.glob("*.txt"))]


@pytest.fixture(scope="module")
def found(readings: list[Reading]) -> Compared:
    return compared(readings, [(readings[0].document.id, readings[2].document.id)])


def voices(incident: Incident, readings: list[Reading], places: tuple[int, ...]) -> set[str]:
    by_id = {reading.document.id: reading for reading in readings}
    return {by_id[account.document].voice(account.voice).name for account in (incident.accounts[at] for at in places)}


def related(incident: Incident, readings: list[Reading], slot: Slot, relation: Relation) -> list[set[str]]:
    return [
        voices(incident, readings, item.accounts)
        for item in incident.comparisons
        if item.slot is slot and item.relation is relation
    ]


def test_the_strike_is_one_incident_and_what_it_answers_another(found: Compared) -> None:
    strike, freighter = found.incidents[:2]
    assert len({mention.document for mention in strike.mentions}) == 5
    assert "freighter" in freighter.label
    assert (strike.start, strike.end) == ("2031-05-11", "2031-05-11")
    answers = {(answer.relation, answer.cause, answer.effect) for answer in found.responses}
    assert answers == {(Answer.RETALIATION_FOR, freighter.id, strike.id)}


def test_two_ministries_whose_figures_cannot_both_hold(found: Compared, readings: list[Reading]) -> None:
    """Twelve aircraft or two; nobody killed or four soldiers."""
    conflicts = related(found.incidents[0], readings, Slot.HOW_MANY, Relation.CONFLICT)
    assert sum(names >= {VARSLAND, OSTMARK} for names in conflicts) == 2


def test_shares_of_other_things_are_no_conflict(found: Compared, readings: list[Reading]) -> None:
    """All targets hit, nearly all drones shot down."""
    strike = found.incidents[0]
    for slot in (Slot.HOW_MANY, Slot.OUTCOME):
        assert any(names >= {VARSLAND, OSTMARK} for names in related(strike, readings, slot, Relation.TENSION))
    assert related(strike, readings, Slot.OUTCOME, Relation.CONFLICT) == []


def test_a_voice_that_changes_its_account_is_marked(found: Compared, readings: list[Reading]) -> None:
    updates = [item for item in found.incidents[0].comparisons if item.relation is Relation.UPDATE]
    assert [voices(found.incidents[0], readings, item.accounts) for item in updates] == [{OSTMARK}]
    assert "2031-05-12" in updates[0].note
    assert "2031-05-13" in updates[0].note


def test_an_answer_to_one_a_provocation_to_the_other(found: Compared, readings: list[Reading]) -> None:
    [names] = related(found.incidents[0], readings, Slot.WHY, Relation.TENSION)
    assert names >= {VARSLAND, "Ansa Rook"}


def test_who_sank_the_freighter_is_told_both_ways(found: Compared, readings: list[Reading]) -> None:
    """One names Ostmark; the other denies that, and names Varsland. That it sank, neither denies."""
    freighter = found.incidents[1]
    conflicts = related(freighter, readings, Slot.RESPONSIBLE, Relation.CONFLICT)
    assert conflicts == [{"Ede Brandt", "Ansa Rook"}] * 2
    assert related(freighter, readings, Slot.HAPPENED, Relation.CONFLICT) == []
    records = {(record.blamed, record.by, record.grade) for record in freighter.responsibility}
    assert ("Ostmark", "Ansa Rook", Grade.DENIED) in records
    assert {blamed for blamed, by, _ in records if by == "Ansa Rook"} == {"Ostmark", "Varsland"}


def test_what_may_be_is_tension_and_what_is_not_told_is_neither(found: Compared, readings: list[Reading]) -> None:
    strike = found.incidents[0]
    assert any("Clearglass" in names for names in related(strike, readings, Slot.HAPPENED, Relation.TENSION))
    withheld = [at for at, account in enumerate(strike.accounts) if account.withheld]
    assert not {at for item in strike.comparisons for at in item.accounts} & set(withheld)


def test_a_copy_is_no_further_origin(found: Compared, readings: list[Reading]) -> None:
    """Two outlets say in their own words, which are the same, that there were attacks in April."""
    [april] = [incident for incident in found.incidents if incident.start == "2031-04-01"]
    [apart] = [incident for incident in compared(readings).incidents if incident.start == "2031-04-01"]
    assert (april.origins, apart.origins) == (1, 2)


def test_every_merge_says_why(found: Compared) -> None:
    for incident in found.incidents:
        if len(incident.mentions) > 1:
            assert incident.why_merged


def test_places_in_the_text_are_where_the_words_stand(found: Compared, readings: list[Reading]) -> None:
    texts = {reading.document.id: reading.document.text for reading in readings}
    for incident in found.incidents:
        for account in incident.accounts:
            for span in account.spans:
                assert 0 <= span.start < span.end <= len(texts[account.document])


def test_the_same_articles_give_the_same_incidents(found: Compared, readings: list[Reading]) -> None:
    again = compared(readings, [(readings[0].document.id, readings[2].document.id)])
    assert again == found


def test_nothing_gives_nothing() -> None:
    assert compared([]) == Compared(documents=(), incidents=())


@pytest.mark.parametrize("text", ["Hello.", "The harbour is blue. The sea is wide.", "12"])
def test_an_article_without_happenings(text: str) -> None:
    reading = whence.blame_text(text, model="none").reading
    assert compared([reading]).incidents == ()
