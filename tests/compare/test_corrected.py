"""What a person says of tellings goes before the grouping: put together they are one incident, parted they are two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.compare.corrected import corrected, told_at
from whence.compare.merge import Merged
from whence.ingest.plain import read_plain
from whence.model.correction import Paired
from whence.model.incident import Event, EventClass, Mention, Polarity, Quantity
from whence.model.speech import Reading
from whence.model.text import Span

WORDS = 10  # characters of each clause
READINGS = {
    name: Reading(document=read_plain("the strike " * 10, uri=name), sentences=(), voices=(), statements=())
    for name in ("a", "b")
}


def mention(number: int) -> Mention:
    """The clause with this number: even ones in one document, odd ones in another."""
    clause = Span(number // 2 * 11, number // 2 * 11 + WORDS)
    event = Event(trigger=Span(clause.start + 4, clause.end), clause=clause, event_class=EventClass.ASSAULT)
    return Mention(document="ab"[number % 2], statement="s1", path=(), event=event)


MENTIONS = [mention(number) for number in range(8)]


def side(number: int) -> tuple[str, Span]:
    return MENTIONS[number].document, MENTIONS[number].event.clause


def pairs(*numbers: tuple[int, int]) -> list[Paired]:
    return [Paired(one=side(one), other=side(other), correction=f"{one}{other}") for one, other in numbers]


def grouped(
    groups: Sequence[Sequence[int]], together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]
) -> list[Merged]:
    made = [Merged(tuple(each), ("They are alike.",) if len(each) > 1 else ()) for each in groups]
    return corrected(made, MENTIONS, READINGS, pairs(*together), pairs(*apart))


@pytest.mark.parametrize(
    ("groups", "together", "apart", "found"),
    [
        ([[0, 1, 2], [3]], [], [], [(0, 1, 2), (3,)]),
        ([[0, 1], [2, 3]], [(0, 3)], [], [(0, 1, 2, 3)]),  # whole incidents
        ([[0, 1, 2]], [], [(1, 2)], [(0, 2), (1,)]),  # the first leaves
        ([[0, 1, 2]], [], [(2, 1)], [(0, 1), (2,)]),
        ([[0, 1, 2, 3]], [(0, 1)], [(0, 3)], [(0, 1), (2, 3)]),  # with what it was put together with
        ([[0, 1], [2, 3]], [(0, 2)], [(2, 1)], [(0, 2, 3), (1,)]),  # all but what was parted
        ([[0, 1], [2, 3]], [(0, 2)], [(0, 1)], [(0, 2, 3), (1,)]),
        ([[0], [1], [2]], [(0, 1), (1, 2)], [], [(0, 1, 2)]),
        ([[0], [1], [2]], [(0, 1), (1, 2)], [(0, 2)], [(0, 1), (2,)]),  # what contradicts: parted stays parted
        ([[0, 1], [2]], [(0, 1)], [(0, 1)], [(0,), (1,), (2,)]),
        ([[0], [1]], [(0, 0)], [(1, 1)], [(0,), (1,)]),
        ([[0, 1], [2, 3], [4, 5]], [(0, 2), (0, 4)], [], [(0, 1, 2, 3, 4, 5)]),
    ],
)
def test_tellings_are_grouped_as_a_person_says(
    groups: Sequence[Sequence[int]],
    together: Sequence[tuple[int, int]],
    apart: Sequence[tuple[int, int]],
    found: Sequence[tuple[int, ...]],
) -> None:
    assert [group.members for group in grouped(groups, together, apart)] == found


SOME = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=5)


@settings(max_examples=200)
@given(homes=st.lists(st.integers(0, 3), min_size=8, max_size=8), together=SOME, apart=SOME)
def test_no_telling_is_lost_and_what_was_parted_is_never_one(
    homes: list[int], together: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    groups = [[at for at in range(8) if homes[at] == home] for home in sorted(set(homes), key=homes.index)]
    found = grouped(groups, together, apart)
    assert sorted(at for group in found for at in group.members) == list(range(8))
    sets = [set(group.members) for group in found]
    assert not any({one, other} <= each for each in sets for one, other in apart)
    if not apart:
        assert all(any({one, other} <= each for each in sets) for one, other in together)


def test_numbers_and_denials_never_matter() -> None:
    number = Quantity(text=Span(0, 3), role="dead", unit="person", low=4, high=4)
    said = [
        replace(MENTIONS[0], quantities=(number,)),
        replace(MENTIONS[1], quantities=(replace(number, low=90, high=90),)),
    ]
    said[1] = replace(said[1], event=replace(said[1].event, polarity=Polarity.NEGATIVE))
    made = corrected([Merged((0,), ()), Merged((1,), ())], said, READINGS, pairs((0, 1)), ())
    assert [group.members for group in made] == [(0, 1)]


def test_each_incident_says_what_a_person_has_done_and_how_it_was() -> None:
    one, two = grouped([[0, 1], [2]], [(0, 2)], [(1, 0)])
    assert [(note.how, note.was, note.correction) for note in one.corrected] == [
        ("together", "apart", "02"), ("apart", "together", "10"),
    ]  # fmt: skip
    assert [(note.how, note.correction) for note in two.corrected] == [("apart", "10")]
    assert one.why[-1] == "Put together by a person: “the strike” in a and “the strike” in a."
    assert two.why == ()
    assert two.corrected[0].says == "Parted by a person: “the strike” in b from “the strike” in a."


def test_words_that_nothing_tells_of_are_passed_over() -> None:
    lost = [Paired(one=("a", Span(105, 109)), other=side(1)), Paired(one=("c", Span(0, 4)), other=side(1))]
    made = corrected([Merged((0, 1), ())], MENTIONS[:2], READINGS, (), lost)
    assert [(group.members, group.corrected) for group in made] == [((0, 1), ())]


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (Span(0, 10), [0]),
        (Span(4, 8), [0]),  # some of its words
        (Span(0, 12), [0]),
        (Span(11, 21), [1]),
        (Span(0, 21), [0, 1]),  # both, as good as each other
        (Span(30, 60), [2]),
        (Span(90, 99), []),
    ],
)
def test_a_telling_is_named_by_the_words_of_its_clause(span: Span, found: list[int]) -> None:
    assert told_at([mention(number) for number in (0, 2, 6)], span) == found
