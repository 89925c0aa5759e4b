"""An immutable part of the passage index: the words and sorted fingerprints of some texts, as flat arrays.

About seven bytes for each word: two of its hash, a byte each for its step and its size (so that offsets need no text),
a bit that says whether a quotation opens, and eight for each of the fingerprints, of which there are 0.43 for a word.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.errors import WhenceError
from whence.trace.passages import compiled
from whence.trace.passages.borders import Borders
from whence.trace.passages.prints import Prints, winnowed
from whence.trace.passages.tokens import Bytes, Longs, tokens

Words = NDArray[np.uint16]
Places = NDArray[np.uint32]
Floats = NDArray[np.float32]
KINDS = 1 << 16  # different word hashes
MOST_BITS = 16.0
_WORDS = 4_000_000  # whose places are found together
_A_HEAD = 64  # prints, at most, on average
_TOGETHER = 2_000_000  # characters of text looked at together
_FULL = 255  # a step or size of so many code points or more stands in a table of its own
_MAGIC, _FORMAT = b"whence passages\n", 1
_ALIGNED = 64


class DamagedSegmentError(WhenceError):
    """A segment that is cut off, or was changed after it was written."""


@contextmanager
def trusting() -> Generator[None]:
    """Segments are not read through before they are asked: what leads out of one is told as damage when it is met."""
    try:
        yield
    except (IndexError, ValueError) as error:
        raise DamagedSegmentError(f"a passage segment is damaged ({error}); `whence verify` says which") from error


@dataclass(frozen=True)
class Segment:
    """`texts` are the numbers of the texts (the library's), `begins` the first word of each and the count of all.

    `words` are 16-bit hashes, `steps` the code points from the start of the word before (from the start of the text for
    its first), `sizes` the words' lengths, `opened` bits, `prints` sorted, `places` the word that each print begins
    with, `counts` how often each word hash occurs. `wide` holds (word, step, size) of what does not fit a byte. `heads`
    say where the prints with each beginning (so many bits as it has places) stand; a part has none.
    """

    texts: Longs
    begins: Longs
    words: Words
    steps: Bytes
    sizes: Bytes
    opened: Bytes
    prints: Prints
    places: Places
    counts: Places
    wide: Longs
    heads: Places

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def bits(self) -> Floats:
        """For each word hash how much its presence tells: its surprisal."""
        return surprisal(self.counts)

    def text_of(self, words: Longs) -> Longs:
        """Which text (a place in `texts`) each of these words belongs to."""
        return self.borders.text_of(words)

    @cached_property
    def borders(self) -> Borders:
        """Where the texts begin."""
        if not len(self.begins) or self.begins[-1] != len(self.words):
            raise ValueError("texts that end elsewhere than their words")
        return Borders(self.begins)

    @trusting()
    def spans(self, texts: Longs, firsts: Longs, lasts: Longs) -> tuple[Longs, Longs]:
        """Start and end, in code points of their texts, of the words `firsts` to the one before `lasts`."""
        if compiled.kernel is not None:
            words = np.concatenate([firsts, lasts - 1])
            order = np.argsort(words)
            found = np.empty((2, len(words)), np.int64)
            found[:, order] = compiled.kernel.offsets(self.steps, self.sizes, self.wide, self.begins, words[order])
            return found[0, : len(firsts)], found[0, len(firsts) :] + found[1, len(firsts) :]
        starts, ends = np.empty(len(texts), np.int64), np.empty(len(texts), np.int64)
        used, which = np.unique(texts, return_inverse=True)
        begins, counts = stretches(self.begins, used)
        for first, last in together(counts, _WORDS):
            rows = np.flatnonzero((which >= first) & (which < last)) if last - first < len(used) else slice(None)
            chosen = slice(first, last)
            places, sizes, shift = self._offsets(begins[chosen], counts[chosen])
            moved = shift[which[rows] - first]
            starts[rows] = places[firsts[rows] - moved]
            ends[rows] = places[lasts[rows] - 1 - moved] + sizes[lasts[rows] - 1 - moved]
        return starts, ends

    def _offsets(self, begins: Longs, counts: Longs) -> tuple[Longs, Longs, Longs]:
        """The start and the size of each word of some texts, one text behind the other; and how far each was moved."""
        words = numbers(begins, counts)
        steps, sizes = self.steps[words].astype(np.int64), self.sizes[words].astype(np.int64)
        homes = np.cumsum(counts) - counts
        if len(self.wide):
            low, high = np.searchsorted(self.wide[:, 0], (begins, begins + counts))
            rows = numbers(low, high - low)
            places = self.wide[rows, 0] - np.repeat(begins - homes, high - low)
            steps[places], sizes[places] = self.wide[rows, 1], self.wide[rows, 2]
        places = np.cumsum(steps)
        before = np.where(homes > 0, places[homes - 1], 0)
        return places - np.repeat(before, counts), sizes, begins - homes

    def is_opened(self, words: Longs) -> NDArray[np.bool_]:
        """Whether a quotation mark opens before each of these words (or places beside them)."""
        inside = (words >= 0) & (words < len(self.words))
        at = np.where(inside, words, 0)
        return inside & ((self.opened[at >> 3] >> (at & 7).astype(np.uint8)) & 1).astype(bool)


def stretches(begins: Longs, texts: Longs) -> tuple[Longs, Longs]:
    """The first word of each of these texts, and how many words it has."""
    first = np.asarray(begins[texts], np.int64)
    counts = begins[texts + 1] - first
    if np.any(counts < 0) or np.any(first < 0):
        raise ValueError("texts that end before they begin")
    return first, counts


def numbers(firsts: Longs, counts: Longs) -> Longs:
    """The numbers from each first one on, so many, one row behind the other."""
    offsets = np.cumsum(counts) - counts
    return np.repeat(firsts - offsets, counts) + np.arange(int(counts.sum()))


def together(counts: Longs, most: int) -> Iterator[tuple[int, int]]:
    """Rows that have about `most` together, from the first to the one before the last; at least one at a time."""
    reached = np.cumsum(counts)
    first, done = 0, 0
    while first < len(counts):
        last = max(first + 1, int(np.searchsorted(reached, done + most, "right")))
        yield first, last
        first, done = last, int(reached[last - 1])


def surprisal(counts: NDArray[np.integer]) -> Floats:
    """The bits that each word tells, given how often each occurs."""
    total = max(int(counts.sum()), 1)
    return np.minimum(-np.log2((counts + 0.5) / (total + 0.5 * KINDS)), MOST_BITS).astype(np.float32)


def segment(texts: Iterable[tuple[int, str]]) -> Segment:
    """The segment of these texts, each with its number.

    They are looked at a few megabytes at a time: what is made of them stays in the cache, and little of it is kept.
    """
    return assembled([part(group) for group in _groups(texts)])


def assembled(parts: Sequence[Segment]) -> Segment:
    """A segment of parts that were made one by one (`part`), in their order."""
    return _sorted(parts or [part([])])


def _groups(texts: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    group: list[tuple[int, str]] = []
    size = 0
    for item in texts:
        group.append(item)
        size += len(item[1])
        if size >= _TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def part(group: Sequence[tuple[int, str]]) -> Segment:
    """A part of a segment: a few texts, their fingerprints not yet sorted."""
    found = tokens([text for _, text in group])
    prints, places = winnowed(found)
    steps = np.diff(found.starts, prepend=0)
    firsts = found.begins[:-1][np.diff(found.begins) > 0]
    steps[firsts] = found.starts[firsts]
    sizes = found.ends - found.starts
    wide = np.flatnonzero((steps >= _FULL) | (sizes >= _FULL))
    words = (found.hashes >> np.uint64(48)).astype(np.uint16)
    return Segment(
        texts=np.array([number for number, _ in group], np.int64),
        begins=found.begins.astype(np.int64),
        words=words,
        steps=np.minimum(steps, _FULL).astype(np.uint8),
        sizes=np.minimum(sizes, _FULL).astype(np.uint8),
        opened=np.packbits(found.opened, bitorder="little"),
        prints=prints,
        places=places.astype(np.uint32),
        counts=np.bincount(words, minlength=KINDS).astype(np.uint32),
        wide=np.stack([wide, steps[wide], sizes[wide]], 1).astype(np.int64),
        heads=np.zeros(0, np.uint32),
    )


def numbered(made: Segment, texts: Sequence[int | None]) -> Segment:
    """A part with other numbers for its texts; those with None are left out."""
    numbers = np.array([-1 if number is None else number for number in texts], np.int64)
    kept = numbers >= 0
    if kept.all():
        return replace(made, texts=numbers)
    sizes = np.diff(made.begins)
    words = np.repeat(kept, sizes)
    moved = np.cumsum(words) - 1
    chosen = words[made.places]
    wide = made.wide[words[made.wide[:, 0]]] if len(made.wide) else made.wide
    opened = np.unpackbits(made.opened, count=len(words), bitorder="little")[words]
    left = made.words[words]
    return Segment(
        texts=numbers[kept],
        begins=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[kept])]),
        words=left,
        steps=made.steps[words],
        sizes=made.sizes[words],
        opened=np.packbits(opened, bitorder="little"),
        prints=made.prints[chosen],
        places=moved[made.places[chosen]].astype(np.uint32),
        counts=np.bincount(left, minlength=KINDS).astype(np.uint32),
        wide=np.stack([moved[wide[:, 0]], wide[:, 1], wide[:, 2]], 1) if len(wide) else wide,
        heads=made.heads,
    )


def merged(parts: Sequence[Segment], removed: Collection[int] = ()) -> Segment:
    """Several segments as one, the texts in order; what was removed keeps its place and loses its fingerprints."""
    made = _sorted(parts)
    if not removed:
        return made
    gone = np.isin(made.texts, np.array(sorted(removed), np.int64))
    kept = ~gone[made.text_of(made.places.astype(np.int64))]
    prints = made.prints[kept]
    return replace(made, prints=prints, places=made.places[kept], heads=heads(prints))


def _sorted(parts: Sequence[Segment]) -> Segment:
    """Several parts one behind the other, their fingerprints sorted together."""
    words = np.cumsum([0, *(len(part.words) for part in parts)])
    placed = list(zip(parts, words.tolist(), strict=False))
    prints = np.concatenate([part.prints for part in parts])
    prints, places = in_order(prints, np.concatenate([part.places + np.uint32(start) for part, start in placed]))
    begins = [part.begins[:-1] + start for part, start in placed]
    opened = [np.unpackbits(part.opened, count=len(part.words), bitorder="little") for part in parts]
    return Segment(
        texts=np.concatenate([part.texts for part in parts]),
        begins=np.concatenate([*begins, words[-1:]]),
        words=np.concatenate([part.words for part in parts]),
        steps=np.concatenate([part.steps for part in parts]),
        sizes=np.concatenate([part.sizes for part in parts]),
        opened=np.packbits(np.concatenate(opened), bitorder="little"),
        prints=prints,
        places=places,
        counts=np.add.reduce([part.counts for part in parts], dtype=np.uint32),
        wide=np.concatenate([part.wide + np.array([start, 0, 0]) for part, start in placed]),
        heads=heads(prints),
    )


def in_order(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Pairs of numbers sorted by the first, then by the second: as one number each, which is what sorts quickest."""
    halves = np.empty((len(first), 2), "<u4")
    halves[:, 0], halves[:, 1] = second, first
    halves.reshape(-1).view("<u8").sort()
    return np.ascontiguousarray(halves[:, 1], np.uint32), np.ascontiguousarray(halves[:, 0], np.uint32)


def heads(prints: Prints) -> Places:
    """Where in these sorted prints each beginning of 0, 1, 2 … first stands, and how many prints there are.

    There are as many beginnings (a power of two) as leave some twenty prints for each.
    """
    bits = max(0, int(len(prints) // _A_HEAD).bit_length())
    edges = (np.arange(1 << bits, dtype=np.uint64) << np.uint64(32 - bits)).astype(np.uint32)
    return np.append(np.searchsorted(prints, edges, "left"), len(prints)).astype(np.uint32)


def packed(made: Segment) -> list[bytes | memoryview]:
    """The segment as bytes to be written one after the other: a head that names the arrays, then the arrays."""
    arrays = {item.name: np.ascontiguousarray(getattr(made, item.name)) for item in fields(made)}
    place = 0
    table: dict[str, list[object]] = {}
    for name, array in arrays.items():
        table[name] = [array.dtype.str, list(array.shape), place]
        place += _rounded(array.nbytes)
    about = {"format": _FORMAT, "arrays": table, "bytes": place}
    head = json.dumps(about | {"sum": _sum(about)}).encode()
    head = _MAGIC + len(head).to_bytes(8, "little") + head
    parts: list[bytes | memoryview] = [head, bytes(_rounded(len(head)) - len(head))]
    for array in arrays.values():
        parts += [
            array.reshape(-1).view(np.uint8).data if array.size else b"",
            bytes(_rounded(array.nbytes) - array.nbytes),
        ]
    return parts


def unpacked(data: memoryview, name: str) -> Segment:
    """The segment in these bytes, which are not copied. Raises DamagedSegmentError where they hold none."""
    try:
        if bytes(data[: len(_MAGIC)]) != _MAGIC:
            raise ValueError("not a segment")
        size = int.from_bytes(data[len(_MAGIC) : len(_MAGIC) + 8], "little")
        head: dict[str, Any] = json.loads(bytes(data[len(_MAGIC) + 8 : len(_MAGIC) + 8 + size]))
        if head.pop("sum", None) not in (None, _sum(head)):
            raise ValueError("its head was changed")
        start = _rounded(len(_MAGIC) + 8 + size)
        if head["format"] != _FORMAT:
            raise ValueError(f"format {head['format']} was written by another whence")
        if len(data) != start + int(str(head["bytes"])):
            raise ValueError("cut off")
        arrays = {key: _array(data, start, about) for key, about in head["arrays"].items()}
        if "heads" not in arrays:  # written before there were any
            arrays["heads"] = heads(arrays["prints"])
        return Segment(**arrays)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedSegmentError(f"{name}: damaged ({error}); `whence rebuild` makes it anew") from error


def _sum(head: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(head).encode())


def _array(data: memoryview, start: int, about: list[Any]) -> NDArray[Any]:
    kind, shape, place = np.dtype(str(about[0])), tuple(int(size) for size in about[1]), int(about[2])
    count = int(np.prod(shape))
    return np.frombuffer(data, kind, count, start + place).reshape(shape)


def _rounded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
