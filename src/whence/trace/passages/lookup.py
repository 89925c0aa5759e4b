"""Where else the passages of one text stand: the text against the segments of a library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from whence.trace.passages import boilerplate, compiled
from whence.trace.passages.borders import BLOCK
from whence.trace.passages.chains import REUSE, Least, Passages, passages
from whence.trace.passages.gathered import Gathered, gathered
from whence.trace.passages.prints import WINDOW, WORDS, Prints, every, winnowed
from whence.trace.passages.runs import runs
from whence.trace.passages.segment import Floats, Segment, numbers, stretches, surprisal, together, trusting
from whence.trace.passages.sides import Side, mask, of_tokens
from whence.trace.passages.tokens import Longs, Tokens

MOST = 500  # places of one fingerprint, in each segment, that are looked at
_SOME = 32  # of more, so many tell whether it is boilerplate
_CROWD = 96  # fingerprints with one beginning from which on they are searched
_LOCAL = 40  # bits of the number of a text in its segment
_TOGETHER = 4_000_000  # words of other texts that are compared together
_BESIDE = np.array([-3, -2, -1, WORDS, WORDS + 1, WORDS + 2])  # words without one of which no run goes on


@dataclass(frozen=True, slots=True)
class Seen:
    """Texts of the library that share something with a text: passages with the text as side a."""

    texts: Gathered
    passages: Passages


@dataclass(frozen=True, slots=True)
class _Asked:
    """Fingerprints of a text that a segment has, each with one of its places there.

    `mine` is the word of the text it begins with; `texts` that of the segment, where `before` words stand before it
    and `behind` from it on.
    """

    mine: Longs
    texts: Longs
    before: Longs
    behind: Longs

    def __len__(self) -> int:
        return len(self.mine)

    def __getitem__(self, chosen: NDArray[np.bool_] | Longs) -> _Asked:
        return _Asked(self.mine[chosen], self.texts[chosen], self.before[chosen], self.behind[chosen])


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where fingerprints stand in a segment: `rows` of it, and `which` was asked for.

    Of those in `many`, which stand from row `firsts` on `sizes` times, `rows` has some.
    """

    rows: Longs
    which: Longs
    many: Longs
    firsts: Longs
    sizes: Longs


def library_bits(segments: Sequence[Segment]) -> Floats:
    """How much each word tells, by the counts of all segments."""
    return surprisal(sum((made.counts.astype(np.int64) for made in segments), np.zeros(1 << 16, np.int64)))


@trusting()
def lookup(found: Tokens, segments: Sequence[Segment], bits: Floats, least: Least = REUSE) -> tuple[list[Seen], Longs]:
    """The passages that one text shares with those of the segments, and the words of it that are boilerplate."""
    if not segments:
        return [], np.zeros(0, np.int64)
    prints, places = every(found)
    order = np.argsort(prints)
    prints, places = prints[order], places[order]
    rows = [_rows(made, prints) for made in segments]
    some = [_places(made, here.rows, places[here.which]) for made, here in zip(segments, rows, strict=True)]
    asked, words = _settled(found, segments, places, rows, some)
    passed = _is_passed(found, words)
    side = of_tokens(found, bits, mask(words, len(found)) if len(words) else None)
    asked = [part[~passed[part.mine]] for part in asked]
    shared = _by_text(asked)
    if min(least.words, least.quoted_words) > WORDS:
        shared = _going_on(segments, side, shared)
    return list(_seen(segments, side, shared, least)), words


def _settled(
    found: Tokens, segments: Sequence[Segment], places: Longs, rows: Sequence[_Rows], some: Sequence[_Asked]
) -> tuple[Sequence[_Asked], Longs]:
    """What was asked for, and the words that are boilerplate: those that some places of each fingerprint tell, if all
    places of all other fingerprints tell it as well.
    """
    words = _common(found, some)
    passed = _is_passed(found, words)
    while True:
        if all(passed[places[here.many]].all() for here in rows):
            return some, words
        parts = zip(segments, rows, some, strict=True)
        asked = [_whole(made, here, part, places, passed) for made, here, part in parts]
        words = _common(found, asked)
        again = passed & _is_passed(found, words)
        if (again == passed).all():
            return asked, words
        passed = again


def _is_passed(found: Tokens, words: Longs) -> NDArray[np.bool_]:
    """For each word whether the fingerprint that begins with it is of boilerplate."""
    marked = np.zeros(len(found) + WORDS, bool)
    marked[words] = True
    return marked[: len(found)] & marked[WORDS - 1 : -1]


def _rows(made: Segment, prints: Prints) -> _Rows:
    """The rows of the segment that have one of these (sorted) fingerprints."""
    firsts, sizes = _found(made, prints)
    many = np.flatnonzero(sizes > _SOME)
    all_firsts, all_sizes = firsts[many], sizes[many]
    sizes[many] = 0
    steps = (np.arange(_SOME) * all_sizes[:, None]) // _SOME
    return _Rows(
        np.concatenate([numbers(firsts, sizes), (all_firsts[:, None] + steps).reshape(-1)]),
        np.concatenate([np.repeat(np.arange(len(prints)), sizes), np.repeat(many, _SOME)]),
        many,
        all_firsts,
        np.minimum(all_sizes, MOST),
    )


def _found(made: Segment, prints: Prints) -> tuple[Longs, Longs]:
    """The first row that each fingerprint has, and how many."""
    if compiled.kernel is not None:
        return compiled.kernel.rows(made.heads, made.prints, prints, _bits(made))
    slots = prints >> np.uint32(32 - _bits(made)) if len(made.heads) > 2 else np.zeros(len(prints), np.uint32)
    firsts = made.heads[slots].astype(np.int64)
    sizes = made.heads[slots + np.uint32(1)] - firsts
    crowded = np.flatnonzero((sizes > _CROWD) | (sizes < 0))
    firsts[crowded] = np.searchsorted(made.prints, prints[crowded], "left")
    sizes[crowded] = np.searchsorted(made.prints, prints[crowded], "right") - firsts[crowded]
    rows, which = numbers(firsts, sizes), np.repeat(np.arange(len(prints)), sizes)
    right = np.flatnonzero(made.prints[rows] == prints[which])
    sizes = np.bincount(which[right], minlength=len(prints))
    firsts[which[right[::-1]]] = rows[right[::-1]]  # the first of equal ones is written last
    return firsts, sizes


def _bits(made: Segment) -> int:
    """How many bits of a fingerprint its place in `heads` is."""
    return (len(made.heads) - 2).bit_length()


def _places(made: Segment, rows: Longs, mine: Longs) -> _Asked:
    if compiled.kernel is not None:
        return _Asked(mine, *compiled.kernel.homes(made.begins, made.borders.blocks, BLOCK, made.places, rows))
    theirs = made.places[rows].astype(np.int64)
    texts = made.text_of(theirs)
    begins, counts = stretches(made.begins, texts)
    before = theirs - begins
    return _Asked(mine, texts, before, counts - before)


def _common(found: Tokens, asked: Sequence[_Asked]) -> Longs:
    """The words that are boilerplate: fingerprints begin there that many texts have where this one has them."""
    count = len(found)
    here, anywhere = np.ones((2, count), np.int64), np.ones(count, np.int64)
    for part in asked:
        if compiled.kernel is not None:
            compiled.kernel.stand(part.mine, part.before, part.behind, anywhere, here)
            continue
        anywhere += np.bincount(part.mine, minlength=count)
        here[0] += np.bincount(part.mine[part.mine == part.before], minlength=count)
        here[1] += np.bincount(part.mine[count - part.mine == part.behind], minlength=count)
    many = boilerplate.is_many(here, anywhere)
    places = np.flatnonzero(many[0] | many[1])
    if not len(places) or _is_copy(found, len(places)):
        return places[:0]
    marked = np.zeros(count, bool)
    marked[boilerplate.words(places, found.begins, np.zeros(len(places), np.int64))] = True
    return np.flatnonzero(marked)


def _is_copy(found: Tokens, common: int) -> bool:
    """Whether more of a text is common than boilerplate is; of its words, segments hold the winnowed fingerprints."""
    least = (len(found) - WORDS + 1) / WINDOW  # fingerprints that winnowing keeps
    return common > boilerplate.COPY * least and common > boilerplate.COPY * len(winnowed(found)[1])


def _whole(made: Segment, here: _Rows, asked: _Asked, places: Longs, passed: NDArray[np.bool_]) -> _Asked:
    """What was asked for, with all places (up to a limit) of the fingerprints that some have not told to be passed."""
    crowd = ~passed[places[here.many]]
    many, sizes = here.many[crowd], here.sizes[crowd]
    more = _places(made, numbers(here.firsts[crowd], sizes), places[np.repeat(many, sizes)])
    whole = np.zeros(len(places), bool)
    whole[many] = True
    kept = asked[~whole[here.which]]
    return _Asked(*(np.concatenate([getattr(kept, name), getattr(more, name)]) for name in _Asked.__slots__))


@dataclass(frozen=True, slots=True)
class _Shared:
    """What was asked for, text by text: `keys` are the texts (their segment and place there, as one number), in order;
    `which` of them each of `asked` is of, and `counts` how many of these each has.
    """

    keys: Longs
    which: Longs
    counts: Longs
    asked: _Asked


def _by_text(asked: Sequence[_Asked]) -> _Shared:
    homes = np.repeat(np.arange(len(asked)), [len(part) for part in asked])
    one = _Asked(*(np.concatenate([getattr(part, name) for part in asked]) for name in _Asked.__slots__))
    found = homes << _LOCAL | one.texts
    order = np.argsort(found)
    found = found[order]
    begins = np.ones(len(found), bool)
    begins[1:] = found[1:] != found[:-1]
    firsts = np.flatnonzero(begins)
    which = np.empty(len(found), np.int64)
    which[order] = np.cumsum(begins) - 1
    return _Shared(found[firsts], which, np.diff(np.append(firsts, len(found))), one)


def _going_on(segments: Sequence[Segment], side: Side, shared: _Shared) -> _Shared:
    """Without the texts of which one fingerprint was asked for, beside which no word is the same: none of their runs
    has more words than that.
    """
    alone = np.flatnonzero(shared.counts[shared.which] == 1)
    borders = np.searchsorted(shared.keys[shared.which[alone]] >> _LOCAL, np.arange(len(segments) + 1))
    kept, left = np.ones(len(shared.asked), bool), np.ones(len(shared.keys), bool)
    for made, (first, last) in zip(segments, pairwise(borders.tolist()), strict=True):
        rows = alone[first:last]
        kept[rows] = left[shared.which[rows]] = _is_beside(made, side, shared.asked[rows])
    which = (np.cumsum(left) - 1)[shared.which[kept]]
    return _Shared(shared.keys[left], which, shared.counts[left], shared.asked[kept])


def _is_beside(made: Segment, side: Side, asked: _Asked) -> NDArray[np.bool_]:
    """Whether one of three words on either side of a fingerprint is the same."""
    if compiled.kernel is not None:
        places = asked.mine, asked.texts, asked.before, asked.behind
        return compiled.kernel.beside(side.words, made.words, made.begins, *places)
    mine, before = asked.mine[:, None] + _BESIDE, asked.before[:, None] + _BESIDE
    inside = (mine >= 0) & (mine < len(side.words)) & (before >= 0) & (asked.behind[:, None] > _BESIDE)
    theirs = np.where(inside, made.begins[asked.texts, None] + before, 0)
    return (inside & (side.words[np.where(inside, mine, 0)] == made.words[theirs])).any(axis=1)


def _seen(segments: Sequence[Segment], side: Side, shared: _Shared, least: Least) -> Iterator[Seen]:
    """The passages, of some texts at a time."""
    keys, which, one = shared.keys, shared.which, shared.asked
    sizes = np.zeros(len(keys), np.int64)
    sizes[which] = one.before + one.behind
    for first, last in together(sizes, _TOGETHER):
        chosen = keys[first:last]
        texts = gathered(segments, chosen >> _LOCAL, chosen & ((1 << _LOCAL) - 1), side.bits)
        rows = np.flatnonzero((which >= first) & (which < last)) if last - first < len(keys) else slice(None)
        theirs = texts.side.begins[which[rows] - first] + one.before[rows]
        yield Seen(texts, passages(runs(side, texts.side, one.mine[rows], theirs), side, texts.side, least))
