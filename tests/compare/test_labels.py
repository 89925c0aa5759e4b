"""The names of incidents, the words of accounts, and the reasons for a grouping, as a reader sees them."""

import pytest

import whence
from whence.compare.accounts.values import value
from whence.compare.events import events
from whence.compare.join import compared
from whence.compare.reasons import reasons
from whence.compare.told import heard
from whence.model.incident import Compared, EventClass, Relation, Slot
from whence.model.text import Span


def told(*texts: str) -> Compared:
    return compared([whence.blame_text(text, model="none").reading for text in texts])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Rebels attacked the freighter Halse last week.", "attack on the freighter Halse"),
        ("Rebels attacked the island.", "attack on the island"),
        ("Guards shelled the old mill on Monday.", "shelling of the old mill"),
        ("Karsk expelled six diplomats.", "expulsion of six diplomats"),
        ("The ferry Petrel sank in a gale.", "sinking of the ferry Petrel"),
        ("The ferry hit a sandbank.", "collision with a sandbank"),
        ("Police fired tear gas at the crowd.", "firing tear gas at the crowd"),
        ("A drone strike took place on Monday.", "drone strike"),
    ],
)
def test_an_incident_is_named_by_a_noun_phrase(text: str, label: str) -> None:
    assert [incident.label for incident in told(text).incidents] == [label]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ('All 17 targets were hit,"', "All 17 targets were hit"),
        ("killed in the", "killed"),
        ("strike was", "strike"),
        ("“Nobody was hurt", "Nobody was hurt"),
        ("the miners' ", "the miners'"),
        ("they call it a “game” of chance.", "they call it a “game” of chance"),
        ("", ""),
    ],
)
def test_a_value_has_nothing_dangling(words: str, shown: str) -> None:
    assert value(words, Span(0, len(words))) == shown


def acts(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (text[one.trigger.start : one.trigger.end], one.event_class.value, [text[a.start : a.end] for a in one.actor])
        for one in events(text, Span(0, len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The rebels did not attack the mill.", ("attack", "ASSAULT", ["The rebels"])),
        ("The rebels did not shell the mill.", ("shell", "ASSAULT", ["The rebels"])),
        ("The flood destroyed 40 houses.", ("destroyed", "NATURAL_HAZARD", ["The flood"])),
        ("A drone strike killed three guards.", ("killed", "ASSAULT", [])),
        ("The militia's attack on Brell killed two.", ("killed", "ASSAULT", ["The militia"])),
        ("Gunmen with AK rifles raided the mill.", ("raided", "ASSAULT", ["Gunmen"])),
        ("At least nine drones struck the mill.", ("struck", "ASSAULT", ["At least nine drones"])),
        ("The tram hit a wall.", ("hit", "ACCIDENT", ["The tram"])),
    ],
)
def test_who_did_it(text: str, act: tuple[str, str, list[str]]) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The army shelled the mill. It killed five workers.", ["The army"]),
        ("Rebels raided the mill. They killed five workers.", ["Rebels"]),
        ("Rebels raided the mill. It killed five workers.", []),
        ("The mill burned. They killed five workers.", []),
    ],
)
def test_a_pronoun_gives_way_to_the_doer_it_fits(text: str, doers: list[str]) -> None:
    """Or to nobody; it is never shown itself."""
    reading = whence.blame_text(text, model="none").reading
    last = heard(reading)[-1].mention.event
    assert [reading.document[span] for span in last.actor] == doers


def test_the_date_line_is_no_march() -> None:
    assert told("Shops close\n\nPier Mail, 3 March 2031\n\nThe shops of Tolva closed.").incidents == ()


def test_a_headline_is_no_account_where_the_text_tells_it() -> None:
    text = "Rebels attack two mills\n\nBy Ana Lund\nPier Mail, 3 May 2031\n\nRebels attacked two mills on Friday."
    [incident] = told(text).incidents
    assert len([account for account in incident.accounts if account.slot is Slot.HAPPENED]) == 1


def test_one_conflict_for_all_who_tell_another_number() -> None:
    texts = [f"The raid on Friday killed {count} guards at the mill, {who} said." for count, who in
             ((3, "the army"), (5, "the hospital"), (9, "the mayor"))]  # fmt: skip
    [incident] = told(*texts).incidents
    conflicts = [item for item in incident.comparisons if item.relation is Relation.CONFLICT]
    assert [len(item.accounts) for item in conflicts] == [3]


def test_that_it_was_done_is_not_denied_by_who_says_that_others_did_it() -> None:
    found = told(
        "The attack on the mill on Friday shocked many, the mayor said.",
        "The Red Column did not attack the mill on Friday, its spokesman said.",
    )
    assert [item for one in found.incidents for item in one.comparisons if item.relation is Relation.CONFLICT] == []


def test_what_was_not_an_accident_is_told_as_not_so() -> None:
    found = told("The explosion was not an accident, the union said. An explosion killed two miners.")
    [account] = [item for one in found.incidents for item in one.accounts if item.value == "an accident"]
    assert account.polarity.value == "negative"


def test_what_a_denial_takes_for_granted_is_not_denied() -> None:
    found = told("The minister denied that the ferry was overloaded when it sank off the point.")
    assert [item for one in found.incidents for item in one.accounts if item.status.value == "denied"] == []


def test_who_is_blamed_is_named() -> None:
    found = told("The mayor blamed the militia for the attack on the mill.")
    blamed = [(item.value, item.slot) for one in found.incidents for item in one.accounts]
    assert ("the militia", Slot.RESPONSIBLE) in blamed


def test_rifles_are_not_alaskan() -> None:
    found = told("Gunmen with AK rifles attacked a mill on Friday.")
    assert [one.place for one in found.incidents] == [None]


def test_few_reasons_each_once() -> None:
    shared = ["shares “mill”, “Brell” with 2 others", "shares “mill” with 2 others"]
    why = ["“hit” and “struck” are alike.", "“struck” and “hit” are alike.", *(f"“{n}” is alike." for n in range(9))]
    found = reasons(shared, why)
    assert found[0] == "2 reports share words: “mill”, “Brell”."
    assert sum("struck" in sentence for sentence in found) == 1
    assert found[-1] == "And 5 more reasons."
    assert len(found) == 7


def test_a_flood_is_nobody() -> None:
    [incident] = [
        one for one in told("The flood destroyed 40 houses.").incidents if one.event_class is EventClass.NATURAL_HAZARD
        and "40" in one.label
    ]  # fmt: skip
    assert not [item for item in incident.accounts if item.slot in (Slot.WHO, Slot.RESPONSIBLE)]
