"""Documents to incidents: likely groups by the words they share, parted where two stories only look alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.compare.incidents.apart import parted
from whence.compare.incidents.learned import chances, learned
from whence.compare.incidents.likeness import Index, blocks, linked
from whence.compare.incidents.profile import FAMILIES, Profile, frequencies, profile, weighted

Floats = NDArray[np.float32]
_TOGETHER = 0.18  # mean cosine of two groups that are joined
_NEAR = 0.1
_NEIGHBOURS = 64
_LARGEST = 1_500  # documents that are compared pair by pair
_DAYS = 3
_OTHER_DAYS = 0.35  # how much of a likeness is left where the event dates are further apart than `_DAYS`
_LEAST = 0.2
_ROUNDS = 3
_COMMON = 0.3  # words in more documents than this share say nothing
_SHOWN = 4
_MEMBERSHIP = ("words", "names")


@dataclass(frozen=True, slots=True)
class Grouped:
    """`groups[i]` is the group of document i; `reasons[i]` a sentence that says why it is there (empty: alone)."""

    groups: tuple[int, ...]
    reasons: tuple[str, ...]


def group_documents(texts: Sequence[str], days: Sequence[Collection[int]] | None = None) -> Grouped:
    """Group documents by the incident they are about.

    `days` are the proleptic ordinals of the days of each document's events, as far as known: documents whose events are
    more than three days apart are joined only when their words are very much alike.
    """
    profiles = [profile(text) for text in texts]
    known = [frozenset(found) for found in days] if days is not None else [frozenset[int]()] * len(texts)
    weights = story_weights(profiles)
    rows = [weighted(item.words, weights["words"]) for item in profiles]
    groups = [0] * len(texts)
    count = 0
    for block in blocks(Index(rows), least=_NEAR, neighbours=_NEIGHBOURS, largest=_LARGEST):
        found = _grouped([profiles[at] for at in block], [known[at] for at in block], weights)
        for at, group in zip(block, found, strict=True):
            groups[at] = count + group
        count += max(found, default=-1) + 1
    order: dict[int, int] = {}
    numbered = [order.setdefault(group, len(order)) for group in groups]
    return Grouped(tuple(numbered), tuple(_reasons(profiles, numbered, weights)))


def story_weights(profiles: Sequence[Profile]) -> dict[str, dict[str, float]]:
    """The weights of the words of each family in these documents."""
    return {family: _weights([item.family(family) for item in profiles]) for family in FAMILIES}


def _weights(rows: Sequence[Mapping[str, int]]) -> dict[str, float]:
    count = frequencies(rows)
    found = learned().weights(count, len(rows))
    common = _COMMON * (len(rows) + learned().documents)
    return {
        word: weight if count[word] + learned().occurrences(word) <= common else 0 for word, weight in found.items()
    }


def _grouped(
    profiles: Sequence[Profile], days: Sequence[frozenset[int]], weights: Mapping[str, Mapping[str, float]]
) -> list[int]:
    """The groups of one block of documents."""
    if len(profiles) < 2:
        return [0] * len(profiles)
    features = story_features(profiles, weights)
    share = _same_days(days)
    loose = linked(features[..., 0] * share, _TOGETHER)
    groups: list[int] = [0] * len(profiles)
    count = 0
    for group in range(max(loose) + 1):
        members = [at for at, found in enumerate(loose) if found == group]
        for part in parted([profiles[at].words for at in members], weights["words"]):
            for at in part:
                groups[members[at]] = count
            count += 1
    same = chances(spread(features), learned().same_story)
    return _settled(groups, same * share)


def story_features(profiles: Sequence[Profile], weights: Mapping[str, Mapping[str, float]]) -> Floats:
    """For each pair of documents (n, n, 8): cosines of the six families; of words and names also how much of the
    shorter one the longer one holds.
    """
    found: list[Floats] = []
    for family in FAMILIES:
        index = Index([weighted(item.family(family), weights[family]) for item in profiles])
        cosines = index.matrix()
        found.append(cosines)
        if family in _MEMBERSHIP:
            longer = np.maximum.outer(index.norms, index.norms) / np.minimum.outer(index.norms, index.norms)
            found.append((cosines * np.minimum(longer, 1e3)).astype(np.float32))
    return np.stack(found, -1)


def spread(features: Floats) -> Floats:
    """The features and their roots, which say more about small values."""
    return np.concatenate([np.sqrt(np.maximum(features, 0)), features], -1)


def _same_days(days: Sequence[frozenset[int]]) -> Floats:
    """1 for each pair of documents that may be of the same days, less where both have days and none are near."""
    known = np.array([bool(found) for found in days])
    if not known.any():
        return np.ones((len(days), len(days)), np.float32)
    wide = [{str(day + step): 1.0 for day in found for step in range(-_DAYS, _DAYS + 1)} for found in days]
    count = len(days)
    both = Index([*wide, *({str(day): 1.0 for day in found} for found in days)]).matrix()[:count, count:]
    apart = (both <= 0) & known[:, None] & known[None, :]
    return np.where(apart, np.float32(_OTHER_DAYS), np.float32(1))


def _settled(groups: Sequence[int], same: Floats) -> list[int]:
    """Each document moved, a few times, to the group whose reports it is most probably one of."""
    found = np.array(groups)
    everyone = np.arange(len(found))
    for _ in range(_ROUNDS):
        names, places = np.unique(found, return_inverse=True)
        member = np.zeros((len(found), len(names)), np.float32)
        member[everyone, places] = 1
        total = same @ member
        total[everyone, places] -= np.diag(same)
        others = member.sum(0)[None, :] - member
        mean = np.where(others > 0, total / np.maximum(others, 1), 0)
        best = mean.argmax(1)
        moves = (
            (best != places)
            & (mean[everyone, best] > _LEAST)
            & (mean[everyone, best] > mean[everyone, places])
            & (others[everyone, best] >= 2)
        )
        if not moves.any():
            break
        found = np.where(moves, names[best], found)
    return [int(group) for group in found]


def _reasons(
    profiles: Sequence[Profile], groups: Sequence[int], weights: Mapping[str, Mapping[str, float]]
) -> Iterator[str]:
    """Why a document is in its group: the most telling words that it shares with the others there."""
    members: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        members.setdefault(group, []).append(at)
    shared = {group: frequencies([profiles[at].words for at in found]) for group, found in members.items()}
    for at, group in enumerate(groups):
        others = len(members[group]) - 1
        words = {word for word in profiles[at].words if shared[group][word] > 1}
        telling = sorted(words, key=lambda word: (-weights["words"][word] * shared[group][word], word))[:_SHOWN]
        if not others or not telling:
            yield ""
            continue
        who = "one other report" if others == 1 else f"{others} other reports"
        shown = ", ".join(f"“{profiles[at].spelled[word]}”" for word in telling)
        yield f"shares {shown} with {who} of the group"
