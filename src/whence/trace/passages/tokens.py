"""Texts as rows of word hashes, many texts at once: a word is what white space sets apart, without its punctuation.

All of it is operations on arrays of bytes; no word becomes an object. A hash is of the word's UTF-8 letters and digits
in lower case, eight at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import compiled

Hashes = NDArray[np.uint64]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_Part = tuple[Hashes, Longs, Longs, NDArray[np.bool_]]
_CHUNK = 1 << 16  # bytes looked at together: they and what is made of them fit the cache of one core
_BETWEEN = b"\n\n"
_LONGEST = 64  # bytes of a word that are hashed
_PAD = _LONGEST + 16
_DROPPED, _SPACE = 0, 1
_FIRST, _SECOND, _LAST = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


def _table(*numbers: int) -> NDArray[np.bool_]:
    found = np.zeros(256, bool)
    found[list(numbers)] = True
    return found


_PARTING = _table(
    *range(0x80, 0x8B), 0x93, 0x94, 0x95, 0xA6, 0xA8, 0xA9, 0xAF
)  # of E2 80: spaces, dashes, the ellipsis
_OPENING = _table(0x98, 0x9A, 0x9C, 0x9E, 0x9F)  # of E2 80: ‘ ‚ “ „ ‟
_PLAIN_OPENING = _table(ord('"'), ord("`"), 0xAB)


_TABLES = (_PARTING.view(np.uint8), _OPENING.view(np.uint8), _PLAIN_OPENING.view(np.uint8))


def _classes() -> Bytes:
    """For each byte: 0 where it is no part of a word, 1 where it parts words, else the byte that is hashed."""
    table = np.zeros(256, np.uint8)
    table[[9, 10, 11, 12, 13, 32]] = _SPACE
    for first, last in ((48, 58), (97, 123), (128, 256)):
        table[first:last] = np.arange(first, last)
    table[65:91] = np.arange(97, 123)
    return table


_CLASS = _classes()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of texts one after the other.

    `hashes`, `starts` and `ends` (code points of the word's own text) and `opened` (a quotation mark opens before it)
    for each word; `begins` for each text its first word, and the number of all words at the end.
    """

    hashes: Hashes
    starts: Longs
    ends: Longs
    opened: NDArray[np.bool_]
    begins: Longs

    def __len__(self) -> int:
        return len(self.hashes)

    def is_opened(self, words: Longs) -> NDArray[np.bool_]:
        """Whether a quotation mark opens before each of these words (or places beside them)."""
        inside = (words >= 0) & (words < len(self))
        return inside & self.opened[np.where(inside, words, 0)]


def tokens(texts: Sequence[str]) -> Tokens:
    """The words of these texts. Linear in their length."""
    encoded = _BETWEEN.join(_lower(text).encode("utf-8", "surrogatepass") for text in texts) + _BETWEEN
    joined = np.frombuffer(encoded, np.uint8)
    if compiled.kernel is not None:
        hashes, starts, ends, opened = compiled.kernel.words(joined, _CLASS, *_TABLES)
    else:
        hashes, starts, ends, opened = _in_chunks(joined)
    sizes = np.array([len(text) + len(_BETWEEN) for text in texts], np.int64)
    homes = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    begins = np.searchsorted(starts, homes)
    home = np.repeat(homes[:-1], np.diff(begins))
    return Tokens(hashes, starts - home, ends - home, opened, begins)


def _in_chunks(joined: Bytes) -> _Part:
    """Of each word its hash, start, end, and whether a quotation mark opens before it."""
    parts: list[_Part] = []
    passed = 0
    for first, last in _chunks(joined):
        part, points = _part(joined[first:last], passed)
        parts.append(part)
        passed += points
    hashes, starts, ends, opened = (np.concatenate(column) for column in zip(*parts, strict=True))
    return hashes, starts, ends, opened


def _lower(text: str) -> str:
    """In lower case, character for character: the few that would become two stay as they are; ASCII has its table."""
    if text.isascii():
        return text
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _chunks(joined: Bytes) -> list[tuple[int, int]]:
    """Stretches of bytes that end between words."""
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(joined):
        last = min(first + _CHUNK, len(joined))
        while last < len(joined) and _CLASS[joined[last - 1]] != _SPACE:
            last += 1
        found.append((first, last))
        first = last
    return found


def _part(raw: Bytes, passed: int) -> tuple[_Part, int]:
    """Of each word of a stretch its hash, start, end, and whether a quotation mark opens before it; and how many code
    points the stretch has. `passed` code points stand before it.
    """
    kinds = _CLASS[raw]
    plain = raw.max(initial=0) < 0x80
    if not plain:
        _mend(raw, kinds)
    two = np.flatnonzero((raw[:-1] == ord("-")) & (raw[1:] == ord("-")))
    kinds[two] = _SPACE
    kept = np.flatnonzero(kinds)
    dense = np.zeros(len(kept) + _PAD, np.uint8)
    dense[1 : len(kept) + 1] = kinds[kept]
    inside = dense > _SPACE
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    begins, sizes = edges[::2], edges[1::2] - edges[::2]
    starts, ends = kept[begins - 1], kept[begins + sizes - 2] + 1
    hashes, opened = _hashed(dense, begins, sizes), _opened(raw, starts)
    if plain:
        return (hashes, starts + passed, ends + passed, opened), len(raw)
    points = np.cumsum((raw & 0xC0) != 0x80, dtype=np.int64)
    return (hashes, points[starts] - 1 + passed, points[ends - 1] + passed, opened), int(points[-1])


def _mend(raw: Bytes, kinds: Bytes) -> None:
    """Marks that UTF-8 writes in several bytes: punctuation is dropped, dashes and wide spaces part words."""
    for lead, second in ((0xE2, 0x80), (0xE2, 0x81)):
        at = np.flatnonzero((raw[:-2] == lead) & (raw[1:-1] == second))
        third = raw[at + 2]
        parts = _PARTING[third] if second == 0x80 else third == 0x9F
        kinds[at] = np.where(parts, _SPACE, _DROPPED)
        kinds[at + 1] = kinds[at + 2] = _DROPPED
    at = np.flatnonzero(raw[:-1] == 0xC2)
    other = raw[at + 1]
    kinds[at] = np.where(other == 0xA0, _SPACE, _DROPPED)
    kinds[at + 1] = _DROPPED
    for lead, seconds in ((0xEF, (0xB8, 0xBB)), (0xF3, (0xA0,))):
        at = np.flatnonzero(raw[:-3] == lead)
        at = at[np.isin(raw[at + 1], seconds)] if len(at) else at
        for step in range(3 if lead == 0xEF else 4):
            kinds[at + step] = _DROPPED


def _hashed(dense: Bytes, begins: Longs, sizes: Longs) -> Hashes:
    words = np.ndarray((len(dense) - 8,), "<u8", dense, 0, (1,))  # the eight bytes from each place on
    with np.errstate(over="ignore"):
        found = (words[begins] & _MASKS[np.minimum(sizes, 8)]) * _FIRST
        found ^= found >> np.uint64(32)
        for done in range(8, _LONGEST, 8):
            longer = np.flatnonzero(sizes > done)
            if not len(longer):
                break
            more = words[begins[longer] + done] & _MASKS[np.minimum(sizes[longer] - done, 8)]
            found[longer] = (found[longer] + more) * _SECOND
            found[longer] ^= found[longer] >> np.uint64(31)
        found *= _LAST
    return found ^ (found >> np.uint64(29))


def _opened(raw: Bytes, starts: Longs) -> NDArray[np.bool_]:
    """Whether the mark directly before each word opens a quotation."""
    before = raw[np.maximum(starts - 1, 0)]
    two_before = raw[np.maximum(starts - 2, 0)]
    lead = raw[np.maximum(starts - 3, 0)]
    plain = _PLAIN_OPENING[before] | ((before == ord("'")) & (_CLASS[two_before] < ord("0")))
    curly = (lead == 0xE2) & (two_before == 0x80) & _OPENING[before]
    return (plain | curly) & (starts > 0)
