"""How two short accounts of one thing stand to each other, whichever comes first."""

from dataclasses import replace

import pytest

import whence.project
from whence.compare.accounts import Telling, comparisons, relate, tellings
from whence.compare.told import heard
from whence.ingest.plain import read_plain
from whence.model.incident import Grade, Relation, Slot

ORDER = list(Relation)[::-1]  # the gravest first


def tell(text: str, voice: str, published: str = "2031-06-02") -> list[Telling]:
    """What an article of one voice tells."""
    document = replace(read_plain(text, uri=f"{voice}.txt"), publisher=voice, published=published)
    reading = whence.project.reader("none", 1)(document)
    return [
        telling
        for one in heard(reading)
        for telling in tellings(
            one.mention,
            document.text,
            one.scope,
            name=lambda voice: reading.voice(voice).name,
            said=published,
            main=one.main,
        )
    ]


def gravest(one: list[Telling], other: list[Telling], slot: Slot) -> str:
    found = [
        related.relation
        for first in one
        for second in other
        if first.account.slot is slot and (related := relate(first, second)) is not None
    ]
    return min(found, key=ORDER.index).value if found else "none"


PAIRS = [
    (Slot.HOW_MANY, "The raid killed 12 guards.", "The raid killed 30 guards.", "conflict"),
    (Slot.HOW_MANY, "The raid killed 12 guards.", "Twelve guards were killed in the raid.", "agree"),
    (Slot.HOW_MANY, "The raid killed at least 12 guards.", "The raid killed 14 guards.", "detail"),
    (Slot.HOW_MANY, "The raid killed 12 guards.", "The raid injured 30 guards.", "different_scope"),
    (Slot.HOW_MANY, "The raid killed 12 guards.", "The raid killed 30 nurses.", "different_scope"),
    (Slot.HOW_MANY, "About 100 people were killed.", "About 130 people were killed.", "tension"),
    (Slot.HOW_MANY, "The raid killed 12 guards.", "The raid may have killed 30 guards.", "tension"),
    (Slot.HOW_MANY, "All 9 targets were hit.", "Nearly all the missiles were intercepted.", "tension"),
    (Slot.HOW_MANY, "Some 40 people were killed in May.", "Nine people were killed on Sunday.", "different_scope"),
    (Slot.HAPPENED, "Rebels attacked the mill.", "Rebels did not attack the mill.", "conflict"),
    (Slot.HAPPENED, "Rebels shelled the mill.", "Rebels may have shelled the mill.", "tension"),
    (Slot.HAPPENED, "Rebels shelled the mill.", "Fighters shelled the mill.", "agree"),
    (Slot.HAPPENED, "Thieves stole the painting.", "Thieves did not steal the painting.", "conflict"),
    (Slot.HAPPENED, "Rebels shelled the mill.", "Police arrested a baker.", "none"),
    (Slot.OUTCOME, "The crash was an accident.", "The crash was deliberate.", "conflict"),
    (Slot.OUTCOME, "The drone hit the depot.", "The drone was shot down over the depot.", "conflict"),
    (Slot.OUTCOME, "Drones hit the depot.", "Many drones were shot down over the depot.", "tension"),
    (Slot.OUTCOME, "The bridge was destroyed.", "The bridge was damaged.", "tension"),
    (Slot.RESPONSIBLE, "The army burned the village.", "The rebels burned the village.", "conflict"),
    (Slot.RESPONSIBLE, "The army burned the village.", "The army possibly burned the village.", "agree"),
    (Slot.RESPONSIBLE, "Gunmen burned the village.", "The rebels burned the village.", "none"),
    (Slot.WHO, "Gunmen attacked the bus.", "Teenagers attacked the bus.", "tension"),
    (Slot.WITH_WHAT, "The convoy was hit by a drone.", "The convoy was hit by a roadside bomb.", "conflict"),
    (Slot.WHEN, "The raid took place on 14 May.", "The raid took place on 9 May.", "conflict"),
    (Slot.WHEN, "The raid took place on 14 May.", "The raid took place in May.", "detail"),
]


@pytest.mark.parametrize(("slot", "first", "second", "relation"), PAIRS)
def test_two_voices(slot: Slot, first: str, second: str, relation: str) -> None:
    one, other = tell(first, "Quay Post"), tell(second, "Pier Mail")
    assert gravest(one, other, slot) == relation
    assert gravest(other, one, slot) == relation


def test_a_later_number_of_the_same_voice_is_an_update() -> None:
    early, late = (
        tell("The raid killed 12 guards.", "Quay Post"),
        tell("The raid killed 15 guards.", "Quay Post", "2031-06-05"),
    )
    assert gravest(early, late, Slot.HOW_MANY) == "update"


def test_numbers_told_days_apart_are_tension() -> None:
    """The later one may know more."""
    early, late = (
        tell("The raid killed 12 guards.", "Quay Post"),
        tell("The raid killed 15 guards.", "Pier Mail", "2031-06-08"),
    )
    assert gravest(early, late, Slot.HOW_MANY) == "tension"


def test_what_is_to_come_is_not_held_against_what_was() -> None:
    one, other = tell("Rebels shelled the mill.", "Quay Post"), tell("Rebels will not shell the mill.", "Pier Mail")
    assert gravest(one, other, Slot.HAPPENED) == "none"


@pytest.mark.parametrize(
    ("slot", "first", "second"),
    [
        (Slot.HAPPENED, "A guard was injured at the mill.", "No one else was injured at the mill."),
        (Slot.HAPPENED, "The raid was brutal.", "General Ito denied the charge that rebels burned homes in the raid."),
        (Slot.HOW_MANY, "Two rifles were seized in the raid.", "Nine other rifles were seized in the raid."),
        (Slot.HOW_MANY, "Seven bullets hit him.", "Three of the seven bullets hit him."),
        (Slot.RESPONSIBLE, "Police shot the baker.", "Two officers shot the baker."),
    ],
)
def test_what_is_no_conflict(slot: Slot, first: str, second: str) -> None:
    """Further ones, parts of a whole, what stands beside a denial, two names of one side."""
    assert gravest(tell(first, "Quay Post"), tell(second, "Pier Mail"), slot) != "conflict"


def test_a_quake_is_nobody_to_blame() -> None:
    assert [
        item for item in tell("The quake destroyed the mill.", "Quay Post") if item.account.slot is Slot.RESPONSIBLE
    ] == []


def test_two_numbers_of_one_voice_on_one_day_are_tension() -> None:
    both = tell("The raid killed 12 guards. The raid killed 15 guards.", "Quay Post")
    assert {item.relation for item in comparisons(both) if item.slot is Slot.HOW_MANY} == {Relation.TENSION}


def test_a_denial_stands_against_the_assertion() -> None:
    one = tell("Rebels shelled the mill.", "Quay Post")
    other = tell("General Ito denied that rebels shelled the mill.", "Pier Mail")
    assert gravest(one, other, Slot.HAPPENED) == "conflict"


def test_withholding_is_neither() -> None:
    one = tell("Rebels shelled the mill.", "Quay Post")
    other = tell("General Ito declined to comment on whether rebels shelled the mill.", "Pier Mail")
    assert all(telling.account.withheld for telling in other if telling.account.slot is Slot.HAPPENED)
    assert gravest(one, other, Slot.HAPPENED) == "none"


@pytest.mark.parametrize(
    ("text", "blamed", "grade"),
    [
        ("Rebels shelled the mill.", "Rebels", Grade.REPORTED_AS_FACT),
        ("Our troops shelled the mill.", "Quay Post", Grade.CLAIMED_OR_ADMITTED),
        ("Rebels may have shelled the mill.", "Rebels", Grade.POSSIBLE),
        ("The mill was shelled.", "", Grade.UNSTATED),
        ("The rebels never attacked the mill.", "The rebels", Grade.DENIED),
    ],
)
def test_how_firmly_somebody_is_made_responsible(text: str, blamed: str, grade: Grade) -> None:
    found = [telling.account for telling in tell(text, "Quay Post") if telling.account.slot is Slot.RESPONSIBLE]
    assert [(account.value, account.grade) for account in found] == [(blamed, grade)]


def test_no_sentence_says_who_is_right() -> None:
    words = {"false", "true", "wrong", "right", "lie", "lied", "claims", "admits", "actually", "really"}
    for _, first, second, _ in PAIRS:
        for item in comparisons([*tell(first, "Quay Post"), *tell(second, "Pier Mail")]):
            assert not words & set(item.note.lower().split())
