"""All accounts of one incident against each other, slot by slot: the telling pairs, not all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from whence.compare.accounts.relate import Related, relate
from whence.compare.accounts.tell import Telling
from whence.model.incident import Comparison, Relation, Slot

_MOST = 60  # accounts of one slot that are compared pair by pair
_ORDER = (
    Relation.CONFLICT,
    Relation.TENSION,
    Relation.UPDATE,
    Relation.DIFFERENT_SCOPE,
    Relation.DETAIL,
    Relation.AGREE,
)
_NEVER_ALONE = frozenset((Relation.AGREE, Relation.DETAIL))


def comparisons(tellings: Sequence[Telling]) -> tuple[Comparison, ...]:
    """How the accounts stand to each other; `Comparison.accounts` are places in `tellings`.

    Of a slot the conflicts come first. Two voices that stand to each other in one way on many accounts are named once,
    and a voice that agrees with itself is not named at all.
    """
    found: list[Comparison] = []
    for slot in Slot:
        places = [at for at, telling in enumerate(tellings) if telling.account.slot is slot][:_MOST]
        found += _of_slot(tellings, slot, places)
    return tuple(found)


def _of_slot(tellings: Sequence[Telling], slot: Slot, places: Sequence[int]) -> Iterator[Comparison]:
    related = [
        (one, other, found)
        for one, other in combinations(places, 2)
        if (found := _related(tellings[one], tellings[other])) is not None
    ]
    seen: set[tuple[Relation, frozenset[str], frozenset[str]]] = set()
    for relation in _ORDER:
        for one, other, found in related:
            if found.relation is not relation:
                continue
            names = frozenset((tellings[one].voice, tellings[other].voice))
            values = frozenset((tellings[one].account.value.lower(), tellings[other].account.value.lower()))
            if (relation, names, values) in seen:
                continue
            seen.add((relation, names, values))
            yield Comparison(slot=slot, relation=relation, accounts=(one, other), note=found.note)


def _related(one: Telling, other: Telling) -> Related | None:
    found = relate(one, other)
    if found is None or (one.voice == other.voice and found.relation in _NEVER_ALONE):
        return None
    if found.relation is Relation.DIFFERENT_SCOPE and not _confusable(one, other):
        return None
    return found


def _confusable(one: Telling, other: Telling) -> bool:
    """A reader may take one number for the other: the same unit, or the same role."""
    first, second = one.account, other.account
    return one.voice != other.voice and (first.unit == second.unit or first.role == second.role)
