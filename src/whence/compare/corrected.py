"""The word of a person on a grouping: tellings put together are one incident, tellings parted are two.

It goes before everything that was found: words, days, places, numbers, polarity. Where a person's own words contradict
each other, what was parted stays parted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.compare.merge import Merged
from whence.model.correction import Paired
from whence.model.incident import Mention, Regrouped
from whence.model.speech import Reading
from whence.model.text import Span

_LEAST = 0.5  # share of a clause and the words that name it that must be the same where neither holds the other
_SHOWN = 80  # characters of a clause in a sentence


@dataclass(frozen=True, slots=True)
class _Named:
    """A pair, with the places of the mentions that its two sides are."""

    pair: Paired
    one: frozenset[int]
    other: frozenset[int]

    def ties(self, left: Collection[int], right: Collection[int]) -> bool:
        """Whether one side has a mention in the one, the other side one in the other."""
        return (not self.one.isdisjoint(left) and not self.other.isdisjoint(right)) or (
            not self.one.isdisjoint(right) and not self.other.isdisjoint(left)
        )


def corrected(
    groups: Sequence[Merged],
    mentions: Sequence[Mention],
    readings: Mapping[str, Reading],
    together: Sequence[Paired],
    apart: Sequence[Paired],
) -> list[Merged]:
    """The groups as a person has them, each with what was put together or apart there.

    The first side of a parted pair leaves the incident of the second, alone or with what a person has put together with
    it; what is put together brings its whole incident, but for what was parted. Words that no mention has are passed
    over.
    """
    if not (together or apart):
        return list(groups)
    joined, parted = _named(together, mentions), _named(apart, mentions)
    made = _Groups(groups, joined, parted)
    for item in parted:
        made.part(item.one, item.other)
    for item in joined:
        for one in sorted(item.one):
            for other in sorted(item.other):
                made.join(one, other)
    before = {at: number for number, group in enumerate(groups) for at in group.members}
    return [_with_notes(group, joined, parted, before, mentions, readings) for group in made.all()]


def told_at(mentions: Sequence[Mention], span: Span) -> list[int]:
    """The places of the mentions of one document that these words are: those of the clause that is most like them."""
    best, found = 0.0, list[int]()
    for at, mention in enumerate(mentions):
        clause = mention.event.clause
        shared = min(clause.end, span.end) - max(clause.start, span.start)
        share = shared / (max(clause.end, span.end) - min(clause.start, span.start))
        held = clause.covers(span) or span.covers(mention.event.trigger)
        if shared <= 0 or not (held or share >= _LEAST) or share < best:
            continue
        found = [*found, at] if share == best else [at]
        best = share
    return found


def titled(reading: Reading) -> str:
    """What a document is called in a sentence."""
    document = reading.document
    return f"“{document.title}”" if document.title else document.publisher or document.uri


def _named(pairs: Sequence[Paired], mentions: Sequence[Mention]) -> list[_Named]:
    """The pairs both sides of which are told here, by different mentions."""
    places: dict[str, list[int]] = {}
    for at, mention in enumerate(mentions):
        places.setdefault(mention.document, []).append(at)

    def of(side: tuple[str, Span]) -> frozenset[int]:
        known = places.get(side[0], [])
        return frozenset(known[at] for at in told_at([mentions[each] for each in known], side[1]))

    found = [_Named(pair, of(pair.one), of(pair.other)) for pair in pairs]
    return [item for item in found if item.one and item.other and item.one.isdisjoint(item.other)]


class _Groups:
    """Groups in which mentions are put together and parted."""

    def __init__(self, groups: Sequence[Merged], joined: Sequence[_Named], parted: Sequence[_Named]) -> None:
        self._parted = parted
        self._members = {number: set(group.members) for number, group in enumerate(groups)}
        self._why = {number: group.why for number, group in enumerate(groups)}
        self._home = {at: number for number, group in enumerate(groups) for at in group.members}
        self._linked: dict[int, set[int]] = {}
        for item in joined:
            for at in item.one | item.other:
                self._linked.setdefault(at, set()).update(item.one | item.other)

    def part(self, one: frozenset[int], other: frozenset[int]) -> None:
        """Take the one out of the group of the other."""
        for number in {self._home[at] for at in other}:
            leaving = {at for at in one if self._home[at] == number}
            with_it = self._with(leaving, number)
            if leaving:
                self._move(with_it if with_it.isdisjoint(other) else leaving)

    def join(self, one: int, other: int) -> None:
        """Put two mentions into one group with as much of theirs as a person has not parted."""
        first, second = self._home[one], self._home[other]
        if first == second:
            return
        left, right = self._members[first], self._members[second]
        own, others = self._with({one}, first), self._with({other}, second)
        for some, more in ((left, right), (own, right), (left, others), (own, others)):
            if not any(item.ties(some, more) for item in self._parted):
                self._move(some | more, (*self._why[first], *self._why[second]))
                return

    def _with(self, some: set[int], number: int) -> set[int]:
        """These and what a person has put together with them, as far as it is in this group."""
        found, waiting = set(some), list(some)
        while waiting:
            for at in self._linked.get(waiting.pop(), ()):
                if at not in found:
                    found.add(at)
                    waiting.append(at)
        return found & self._members[number]

    def _move(self, members: set[int], why: tuple[str, ...] = ()) -> None:
        """A new group of these members, out of the groups that they are in."""
        number = len(self._why)
        for at in members:
            self._members[self._home[at]].discard(at)
            self._home[at] = number
        self._members[number] = set(members)
        self._why[number] = tuple(dict.fromkeys(why))

    def all(self) -> list[Merged]:
        """The groups that have a member; one alone has nothing to be one with."""
        found = [
            Merged(tuple(sorted(some)), self._why[at] if len(some) > 1 else ())
            for at, some in self._members.items()
            if some
        ]
        return sorted(found, key=_first)


def _first(group: Merged) -> int:
    return group.members[0]


def _with_notes(
    group: Merged,
    joined: Sequence[_Named],
    parted: Sequence[_Named],
    before: Mapping[int, int],
    mentions: Sequence[Mention],
    readings: Mapping[str, Reading],
) -> Merged:
    """The group with a sentence for each pair that was put together in it, or of which it has one side alone."""
    here = set(group.members)
    one = [("together", item) for item in joined if item.one | item.other <= here]
    two = [("apart", item) for item in parted if (item.one <= here) != (item.other <= here)]
    notes = tuple(_note(how, item, before, mentions, readings) for how, item in (*one, *two))
    why = (note.says for note in notes if note.how == "together")
    return replace(group, why=(*group.why, *why), corrected=notes)


def _note(
    how: str, item: _Named, before: Mapping[int, int], mentions: Sequence[Mention], readings: Mapping[str, Reading]
) -> Regrouped:  # fmt: skip
    one, other = (_told(mentions[min(side)], readings) for side in (item.one, item.other))
    was = "together" if before[min(item.one)] == before[min(item.other)] else "apart"
    said = "Put together by a person: {} and {}." if how == "together" else "Parted by a person: {} from {}."
    pair = item.pair
    return Regrouped(how=how, was=was, correction=pair.correction, says=said.format(one, other), why=pair.why)


def _told(mention: Mention, readings: Mapping[str, Reading]) -> str:
    """The words of a mention and where they stand."""
    reading = readings[mention.document]
    words = " ".join(reading.document[mention.event.clause].split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return f"“{shown}” in {titled(reading)}"
