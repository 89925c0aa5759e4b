"""All accounts of one incident against each other, slot by slot: the telling pairs, not all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from whence.compare.accounts.relate import Related, alike, both, relate, shown
from whence.compare.accounts.tell import Telling
from whence.compare.accounts.words import listed, plain
from whence.compare.numbers import unit_class
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
_FINE = frozenset((Slot.WHERE, Slot.WHEN, Slot.HOW_MANY))  # where more detail is news
_PARTIES = frozenset((Slot.WHO, Slot.TO_WHOM, Slot.RESPONSIBLE))
_MUCH = 0.6  # of the words of the shorter sentence
_SHOWN = 8
_NEVER_ALONE = frozenset((Relation.AGREE, Relation.DETAIL))


def comparisons(tellings: Sequence[Telling]) -> tuple[Comparison, ...]:
    """How the accounts stand to each other; `Comparison.accounts` are places in `tellings`.

    Of a slot the conflicts come first. Accounts that agree are put together in one comparison, and so are those that
    tell the same two values; a voice that agrees with itself is not named at all.
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
    if slot is Slot.RESPONSIBLE:
        related = _with_denials(tellings, related)
    if slot in _PARTIES:
        related = [pair for pair in related if _worth_it(tellings[pair[0]], tellings[pair[1]], pair[2])]
    if slot is Slot.HAPPENED:
        both_ways = _told_both_ways(tellings, places)
        related = [pair for pair in related if not _is_about_the_doer(tellings[pair[0]], tellings[pair[1]], both_ways)]
        yield from _possible(tellings, related)
        related = [pair for pair in related if tellings[pair[0]].hedged == tellings[pair[1]].hedged]
    for relation in _ORDER:
        if relation is Relation.AGREE:
            yield from _agreeing(tellings, slot, [pair for pair in related if _alike(slot, pair[2])])
        else:
            pairs = [pair for pair in related if pair[2].relation is relation and not _alike(slot, pair[2])]
            yield from _differing(tellings, slot, pairs)


def _differing(
    tellings: Sequence[Telling], slot: Slot, related: Sequence[tuple[int, int, Related]]
) -> Iterator[Comparison]:
    """One comparison for all accounts that are tied by one reason; what one voice tells twice stands alone."""
    by_reason: dict[tuple[Relation, str], list[tuple[int, int, Related]]] = {}
    for one, other, found in related:
        by_reason.setdefault((found.relation, found.why), []).append((one, other, found))
    for (relation, why), pairs in by_reason.items():
        for group in _tied(pairs):
            sides = _sides(tellings, group) if any(found.sides for _, _, found in pairs) else ""
            note = f"{why} {sides}".strip()
            yield Comparison(slot=slot, relation=relation, accounts=tuple(sorted(group)), note=note)


def _tied(related: Sequence[tuple[int, int, Related]]) -> list[set[int]]:
    """The accounts of these pairs, those together that one pair or several tie."""
    groups: list[set[int]] = []
    for one, other, _ in related:
        touched = [group for group in groups if one in group or other in group]
        groups = [group for group in groups if group not in touched]
        groups.append({one, other}.union(*touched))
    return sorted(groups, key=min)


def _sides(tellings: Sequence[Telling], group: Collection[int]) -> str:
    """The accounts side by side, voices that tell the same together: “A and B: “12”; C: “30”.”"""
    voices: dict[str, list[str]] = {}
    told: dict[object, str] = {}
    for at in sorted(group):
        words = told.setdefault(_as_told(tellings[at]), shown(tellings[at]))
        if tellings[at].voice not in voices.setdefault(words, []):
            voices[words].append(tellings[at].voice)
    listed = [f"{_and(names)}: {words}" for words, names in voices.items()]
    more = f"; and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return "; ".join(listed[:_SHOWN]) + more + "."


def _as_told(telling: Telling) -> object:
    return _value(telling), telling.account.status, telling.account.polarity


def _and(names: Sequence[str]) -> str:
    few = names if len(names) <= _SHOWN else [*names[: _SHOWN - 1], f"{len(names) - _SHOWN + 1} more"]
    return " and ".join([", ".join(few[:-1]), few[-1]] if len(few) > 1 else few)


def _value(telling: Telling) -> object:
    account = telling.account
    if account.low is not None or account.high is not None:
        return account.low, account.high, account.unit
    return account.value.lower().removeprefix("the ")


def _names(tellings: Sequence[Telling], one: int, other: int) -> frozenset[str]:
    return frozenset((tellings[one].voice, tellings[other].voice))


def _told_both_ways(tellings: Sequence[Telling], places: Sequence[int]) -> frozenset[tuple[str, str]]:
    """Voices with an act that they deny in one telling and give another telling of."""
    sides: tuple[set[tuple[str, str]], set[tuple[str, str]]] = (set(), set())
    for at in places:
        sides[tellings[at].negative].update((tellings[at].voice, verb) for verb in tellings[at].verb)
    return frozenset(sides[0] & sides[1])


def _is_about_the_doer(one: Telling, other: Telling, both_ways: frozenset[tuple[str, str]]) -> bool:
    """One denies it and has a telling of its own: what is disputed is who did it, not that it was done."""
    shared = one.verb & other.verb
    return one.negative != other.negative and any(
        (telling.voice, verb) in both_ways for telling in (one, other) for verb in shared
    )


def _with_denials(
    tellings: Sequence[Telling], related: Sequence[tuple[int, int, Related]]
) -> list[tuple[int, int, Related]]:
    """Two voices that name different doers are in conflict where one of them denies the doer that the other names."""
    denying = {_names(tellings, one, other) for one, other, found in related if found.relation is Relation.CONFLICT}
    result: list[tuple[int, int, Related]] = []
    for one, other, found in related:
        if found.relation is Relation.TENSION and _names(tellings, one, other) in denying:
            why = "Different doers are named, and one of them is denied."
            result.append((one, other, Related(Relation.CONFLICT, why, both(tellings[one], tellings[other]))))
        else:
            result.append((one, other, found))
    return result


def _possible(tellings: Sequence[Telling], related: Sequence[tuple[int, int, Related]]) -> Iterator[Comparison]:
    """One comparison for each account that puts something forward as possible which others tell outright."""
    against: dict[int, set[int]] = {}
    for one, other, found in related:
        if found.relation is Relation.TENSION and tellings[one].hedged != tellings[other].hedged:
            hedged, outright = (one, other) if tellings[one].hedged else (other, one)
            against.setdefault(hedged, set()).add(outright)
    for hedged, outright in sorted(against.items()):
        voices = len({tellings[at].voice for at in outright})
        others = "one voice tells" if voices == 1 else f"{voices} voices tell"
        telling = tellings[hedged]
        note = f"{telling.voice} puts it forward as possible only ({shown(telling)}); {others} it outright."
        yield Comparison(slot=Slot.HAPPENED, relation=Relation.TENSION, accounts=(hedged, *sorted(outright)), note=note)


def _alike(slot: Slot, found: Related) -> bool:
    """They agree, or one only says more of a name."""
    return found.relation is Relation.AGREE or (found.relation is Relation.DETAIL and slot not in _FINE)


def _agreeing(
    tellings: Sequence[Telling], slot: Slot, related: Sequence[tuple[int, int, Related]]
) -> Iterator[Comparison]:
    """One comparison for all accounts that agree, directly or through another."""
    for group in _tied(related):
        voices = list(dict.fromkeys(tellings[at].voice for at in sorted(group)))
        listed = ", ".join(voices[:_SHOWN]) + (f" and {len(voices) - _SHOWN} more" if len(voices) > _SHOWN else "")
        value = tellings[min(group)].account.value
        note = f"{len(voices)} voices tell it alike ({listed}), the first in the words “{value}”."
        yield Comparison(slot=slot, relation=Relation.AGREE, accounts=tuple(sorted(group)), note=note)


def _related(one: Telling, other: Telling) -> Related | None:
    found = relate(one, other)
    if found is None or (one.voice == other.voice and found.relation in _NEVER_ALONE):
        return None
    if found.relation is Relation.DIFFERENT_SCOPE and not _confusable(one, other):
        return None
    return found


def _worth_it(one: Telling, other: Telling, found: Related) -> bool:
    """Other names for a party are worth a look where the sentences have much in common."""
    if found.relation is not Relation.TENSION:
        return True
    words = set(plain(one.account.value)) | set(plain(other.account.value))
    return one.voice != other.voice and not words & listed("pronouns") and alike(one, other, _MUCH)


def _confusable(one: Telling, other: Telling) -> bool:
    """A reader may take one number for the other: the same happened to the like, or the like to the same."""
    first, second = one.account, other.account
    if one.voice == other.voice or "other" in (first.role, second.role):
        return False
    return first.role == second.role or unit_class(first.unit or "") == unit_class(second.unit or "")
