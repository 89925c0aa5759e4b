"""A quotation's words found among the texts: in one place, in several of one text, or joined from several texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from whence.trace.align import Alignment, Variants, align
from whence.trace.index import MOST_BITS, Index, Longs
from whence.trace.quote import Sought
from whence.trace.seek import Stretch, stretches

SHORT = 4  # below this many words only the same words count
_MOST_SAME = 500  # places of a short quotation that are looked at
_NEAR = 0.7  # a text that shares less than this of what the best one shares is not compared word by word
_AS_GOOD = 0.3  # what costs no more than this beyond the best stands there as well
_RUN = 3  # so many words more not found than found are looked for elsewhere
_ROUNDS = 3
_BEYOND_CHANCE = 4.0  # bits by which what is shared must tell more than any place among so many does
_SHARE = 0.45  # of what the quotation tells, so much must be shared
_WORDS = 0.65  # and of its words so many
_JOINED_SHARE = 0.8  # of the words of one that was joined, so many must be found as they are
_PIECE_BEYOND = 9.0  # a piece joined from elsewhere must tell more: common phrases stand everywhere


@dataclass(frozen=True, slots=True)
class Found:
    """An alignment that means something: `texts` are the texts it uses, in order of the quotation."""

    alignment: Alignment
    texts: tuple[int, ...]


def find(index: Index, quote: Sought, variants: Variants) -> list[Found]:
    """Where the quotation stands, best first; those behind the first hold the same words as well. Empty: nowhere."""
    if len(quote) < SHORT:
        return _same(index, quote)
    seen = stretches(index, quote)
    if not seen:
        return []
    found = _exact(index, quote, seen) or _aligned(index, quote, seen, variants)
    if not found:
        return []
    if open_ := _open_run(quote, index, found[0]):
        joined = _joined(index, quote, seen, found[0], open_, variants)
        found = [joined] if joined is not None else found
    return [item for item in found if _means_something(index, quote, item)]


def _same(index: Index, quote: Sought) -> list[Found]:
    """The few words as they are, wherever they stand together; a text once."""
    if not len(quote) or quote.numbers.max() >= len(index.bits):
        return []
    places = index.places(int(quote.numbers[index.bits[quote.numbers].argmax()]))
    places = places - int(index.bits[quote.numbers].argmax())
    places = places[(places >= 0) & (places + len(quote) <= len(index.numbers))]
    same = (index.numbers[places[:, None] + np.arange(len(quote))] == quote.numbers).all(1)
    return _by_text(index, places[same][:_MOST_SAME], len(quote))


def _by_text(index: Index, places: Longs, length: int) -> list[Found]:
    found: dict[int, Found] = {}
    for place in map(int, places):
        text = index.text_at(place)
        found.setdefault(text, Found(Alignment(np.arange(place, place + length), 0.0), (text,)))
    return list(found.values())


def _exact(index: Index, quote: Sought, seen: Sequence[Stretch]) -> list[Found]:
    """The stretches that hold the words as they are."""
    starts: list[Longs] = []
    for item in seen:
        here = index.numbers[item.first : item.last]
        places = np.flatnonzero(here[: max(0, len(here) - len(quote) + 1)] == quote.numbers[0])
        same = (here[places[:, None] + np.arange(len(quote))] == quote.numbers).all(1)
        starts.append(places[same] + item.first)
    return _by_text(index, np.sort(np.concatenate(starts)), len(quote)) if starts else []


def _aligned(index: Index, quote: Sought, seen: Sequence[Stretch], variants: Variants) -> list[Found]:
    """The best alignment with each text that shares nearly most, those that are as good as the best of all."""
    near = {item.text for item in seen if item.score >= _NEAR * seen[0].score}
    by_text = [list(group) for text, group in groupby(sorted(seen, key=_place), key=_text) if text in near]
    found = [Found(align(index, quote, group, variants, moves=False), (group[0].text,)) for group in by_text]
    found.sort(key=_cost)
    return [item for item in found if item.alignment.cost <= found[0].alignment.cost + _AS_GOOD]


def _place(stretch: Stretch) -> tuple[int, int]:
    return stretch.text, stretch.first


def _text(stretch: Stretch) -> int:
    return stretch.text


def _cost(found: Found) -> float:
    return found.alignment.cost


def _open_run(quote: Sought, index: Index, found: Found) -> tuple[int, int] | None:
    """The words that the alignment does not find as they are, a few of those among them found by chance; None when
    they are few (the run with the greatest surplus of words not found, Bentley 1984).
    """
    open_ = ~_as_they_are(quote, index, found) & ~quote.bracketed
    best, surplus, start, run = 0, 0, 0, (0, 0)
    for i, missing in enumerate(open_):
        surplus += 1 if missing else -1
        if surplus <= 0:
            surplus, start = 0, i + 1
        elif surplus > best:
            best, run = surplus, (start, i + 1)
    return run if best >= _RUN else None


def _as_they_are(quote: Sought, index: Index, found: Found) -> NDArray[np.bool_]:
    places = found.alignment.places
    return (places >= 0) & (index.numbers[places] == quote.numbers)


def _joined(
    index: Index, quote: Sought, seen: Sequence[Stretch], single: Found, run: tuple[int, int], variants: Variants
) -> Found | None:
    """The quotation as joined from several places, where that explains more than one place does."""
    used = [item for item in seen if item.text in single.texts]
    best = single
    for _ in range(_ROUNDS):
        more = stretches(index, quote.part(*run))[:6]
        used = _merged([*used, *more])
        tried = align(index, quote, used, variants, moves=True)
        texts = tuple(dict.fromkeys(index.text_at(int(place)) for place in tried.places if place >= 0))
        if tried.cost >= best.alignment.cost - 0.5:
            break
        best = Found(tried, texts)
        following = _open_run(quote, index, best)
        if following is None or following == run:
            break
        run = following
    if best is single or not all(_tells(index, quote, best, part) for part in _parts(index, best)):
        return None
    return best if _as_they_are(quote, index, best).mean() >= _JOINED_SHARE else None


def _merged(used: Sequence[Stretch]) -> list[Stretch]:
    """Stretches in order, those of one text that touch as one."""
    result: list[Stretch] = []
    for item in sorted(used, key=_place):
        if result and result[-1].text == item.text and item.first <= result[-1].last:
            last = result.pop()
            result.append(Stretch(last.text, last.first, max(last.last, item.last), max(last.score, item.score)))
        else:
            result.append(item)
    return result


def _parts(index: Index, found: Found) -> list[tuple[int, int]]:
    """The runs of the quotation's words that stand in one text and in its order."""
    borders = [0]
    before = -1
    for i, place in enumerate(found.alignment.places):
        if place < 0:
            continue
        if before >= 0 and (place < before or index.text_at(int(place)) != index.text_at(before)):
            borders.append(i)
        before = int(place)
    return list(zip(borders, [*borders[1:], len(found.alignment.places)], strict=True))


def _tells(index: Index, quote: Sought, found: Found, part: tuple[int, int]) -> bool:
    return _shared(index, quote, found, *part) - np.log2(len(index.numbers)) >= _PIECE_BEYOND


def _means_something(index: Index, quote: Sought, found: Found) -> bool:
    """Whether chance would hardly bring so many of these words together, and they are most of the quotation."""
    shared = _shared(index, quote, found, 0, len(quote))
    if shared - np.log2(len(index.numbers)) < _BEYOND_CHANCE:
        return False
    own = ~quote.bracketed
    same = _as_they_are(quote, index, found) & own
    return shared >= _SHARE * _told(index, quote, own) and same.sum() >= _WORDS * own.sum()


def _shared(index: Index, quote: Sought, found: Found, first: int, last: int) -> float:
    """The bits that the words found as they are tell."""
    same = _as_they_are(quote, index, found)
    same[:first] = same[last:] = False
    return _told(index, quote, same)


def _told(index: Index, quote: Sought, chosen: NDArray[np.bool_]) -> float:
    """The surprisal of the chosen words."""
    known = quote.numbers < len(index.bits)
    bits = np.where(known, index.bits[np.where(known, quote.numbers, 0)], MOST_BITS)
    return float(bits[chosen].sum())
