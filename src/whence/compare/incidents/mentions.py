"""Mentions to incidents: acts told in reports of one story, by their words and by what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from whence.compare.incidents.acts import Told, head, head_stems
from whence.compare.incidents.learned import learned
from whence.compare.incidents.likeness import linked
from whence.compare.incidents.pairs import act_pairs

__all__ = ["Told", "contradiction", "group_mentions"]
Places = NDArray[np.int64]
_TOGETHER = 0.56  # mean chance of two groups that are joined
_LARGEST = 700  # mentions that are compared pair by pair


def group_mentions(mentions: Sequence[Told]) -> list[int]:
    """A group for each mention, counted from 0 in order of first appearance. Only mentions of one story are joined."""
    stories: dict[int, list[int]] = {}
    for at, mention in enumerate(mentions):
        stories.setdefault(mention.story, []).append(at)
    found = [0] * len(mentions)
    count = 0
    for members in stories.values():
        told = [mentions[at] for at in members]
        for block in _blocks(told):
            groups = _grouped([told[at] for at in block])
            for at, group in zip(block, groups, strict=True):
                found[members[at]] = count + group
            count += max(groups) + 1
    order: dict[int, int] = {}
    return [order.setdefault(group, len(order)) for group in found]


def _blocks(told: Sequence[Told]) -> Iterator[list[int]]:
    """All mentions of a story; of a great story those with words of one kind, a bounded number at a time."""
    if len(told) <= _LARGEST:
        yield list(range(len(told)))
        return
    heads: dict[str, list[int]] = {}
    for at, mention in enumerate(told):
        heads.setdefault(head(head_stems(mention)), []).append(at)
    for group in heads.values():
        for start in range(0, len(group), _LARGEST):
            yield group[start : start + _LARGEST]


def _grouped(told: Sequence[Told]) -> list[int]:
    if len(told) == 1:
        return [0]
    pairs = act_pairs(told)
    chance = learned().same_act.chances(pairs.features)
    chance[_contradicting(told, pairs.one, pairs.other)] = 0
    same = np.zeros((len(told), len(told)), np.float32)
    same[pairs.one, pairs.other] = same[pairs.other, pairs.one] = chance
    return linked(same, _TOGETHER)


def contradiction(one: Told, other: Told) -> str | None:
    """What of day, city and victims' names cannot be of one incident; None where nothing is. Numbers never matter."""
    if one.days and other.days and max(one.days[0] - other.days[1], other.days[0] - one.days[1]) > 1:
        return "day"
    if one.city and other.city and one.city != other.city:
        return "city"
    if one.victims and other.victims and not one.victims & other.victims:
        return "victim"
    return None


def _contradicting(told: Sequence[Told], one: Places, other: Places) -> Places:
    """Which of the pairs cannot be of one incident. Each mention's facts are compared once with each different ones."""
    facts: dict[object, int] = {}
    kinds = np.array([facts.setdefault((it.days, it.city, it.victims), len(facts)) for it in told], np.int64)
    shown = [told[int(at)] for at in np.unique(kinds, return_index=True)[1]]
    apart = np.array([[contradiction(first, second) is not None for second in shown] for first in shown])
    return np.flatnonzero(apart[kinds[one], kinds[other]])
