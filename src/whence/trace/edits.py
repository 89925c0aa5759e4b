"""An alignment read as changes: what was put in, left out and put for something else, marked or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from whence.model.reuse import Edit, Op
from whence.model.text import Span
from whence.trace import lexicon
from whence.trace.align import Alignment
from whence.trace.consequences import consequence
from whence.trace.index import Index, Longs
from whence.trace.quote import Sought
from whence.trace.words import Ints, fold

_COMMON = 8.0
_NEAR = 20  # code points around a word that tell whether captions are all in capitals
_SENTENCE_ENDS = ".?!:;“”\"'‘’([{—–-\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the quotation's words that stands in one place: the words `first` to the one before `last`, the places
    of the index from the first to the last used, and what was changed in it."""

    first: int
    last: int
    begin: int
    end: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class _Atom:
    """One word that was changed: of the quotation (`word`), of the original (`place`), or both."""

    word: int | None
    place: int | None
    marked: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """What stands between two words that are the same: of each word its number in the quotation, its place, or both.

    `quote` and `original` are where a side without words of its own is: behind the same word before, or at the start.
    """

    words: list[tuple[int | None, int | None]]
    following: int  # the word of the quotation behind the run
    quote: int
    original: int


def piece(quote: Sought, alignment: Alignment, first: int, last: int, draft: str, original: str, index: Index) -> Piece:
    """The words `first` to the one before `last`, which stand in one place of `original`, and what was changed in them.

    `draft` and `original` are the two texts.
    """
    places = _replaced_at_the_ends(quote, alignment.places, first, last, index)
    used = places[first:last][places[first:last] >= 0]
    writer = _Writer(quote, draft, original, index)
    runs = _runs(quote, places, first, last, index, int(used[0]))
    edits = tuple(edit for run in runs for edit in writer.edits(run))
    return Piece(first, last, int(used[0]), int(used[-1]), edits)


def left_out(quote: Sought, at: int, places: Sequence[int], texts: tuple[str, str], index: Index) -> Edit:
    """The change of leaving out the words at these places, beyond an end of the quotation; `at` is that end.

    `texts` are the draft and the original.
    """
    run = _Run([], len(quote), at, at)
    return _Writer(quote, *texts, index)._edit([_Atom(None, place, False) for place in places], run)  # pyright: ignore[reportPrivateUsage]


def _replaced_at_the_ends(quote: Sought, places: Longs, first: int, last: int, index: Index) -> Longs:
    """Bracketed words at an end of the quotation stand for the pronoun that is there in the original, if one is."""
    places = places.copy()
    used = np.flatnonzero(places[first:last] >= 0) + first
    for ends, step in (((first, used[0]), -1), ((used[-1] + 1, last), 1)):
        beside = int(places[used[0 if step < 0 else -1]]) + step
        if ends[0] < ends[1] and quote.bracketed[slice(*ends)].all() and _is_pronoun(index, beside):
            places[ends[1] - 1 if step < 0 else ends[0]] = beside
    return places


def _is_pronoun(index: Index, place: int) -> bool:
    return 0 <= place < len(index.numbers) and index.vocabulary.forms[index.numbers[place]] in lexicon.words("pronouns")


def _runs(quote: Sought, places: Longs, first: int, last: int, index: Index, begin: int) -> Iterator[_Run]:
    words: list[tuple[int | None, int | None]] = []
    here, there = int(quote.starts[first]), int(index.starts[begin])
    before: int | None = None
    for i in range(first, last):
        place = int(places[i])
        if place < 0:
            words.append((i, None))
            continue
        if before is not None:
            words += [(None, left) for left in range(before + 1, place)]
        before = place
        if quote.numbers[i] != index.numbers[place]:
            words.append((i, place))
            continue
        if words:
            yield _Run(words, i, here, there)
            words = []
        here, there = int(quote.ends[i]), int(index.ends[place])
    if words:
        yield _Run(words, last, here, there)


@dataclass(slots=True)
class _Writer:
    quote: Sought
    draft: str
    original: str
    index: Index

    def edits(self, run: _Run) -> list[Edit]:
        """The changes of a run; none where both sides say the same."""
        if self._says_the_same(run):
            return []
        return [self._edit(part, run) for part in self._parts(run)]

    def _says_the_same(self, run: _Run) -> bool:
        """Letters alike: “co-operate” and “cooperate”, a word cut at the end of a line."""
        mine = self._forms_here([i for i, _ in run.words if i is not None])
        theirs = self._forms_there([at for _, at in run.words if at is not None])
        return "".join(mine) == "".join(theirs)

    def _forms_here(self, words: Sequence[int]) -> list[str]:
        return [self.index.vocabulary.forms[int(self.quote.numbers[i])] for i in words]

    def _forms_there(self, places: Sequence[int]) -> list[str]:
        return [self.index.vocabulary.forms[int(self.index.numbers[at])] for at in places]

    def _parts(self, run: _Run) -> list[list[_Atom]]:
        """The changed words that make one change each: marked or not, by brackets beside them or an ellipsis."""
        mine = [i for i, _ in run.words if i is not None]
        told = bool(self.quote.gap[[*mine, *([run.following] if run.following < len(self.quote) else [])]].any())
        if told and mine and self.quote.bracketed[mine].all():  # the ellipsis stands for what is left out
            left = [place for _, place in run.words if place is not None]
            return [
                part for part in ([_Atom(i, None, True) for i in mine], [_Atom(None, at, True) for at in left]) if part
            ]
        bracketed = [i is not None and bool(self.quote.bracketed[i]) for i, _ in run.words]
        atoms: list[_Atom] = []
        for at, (word, place) in enumerate(run.words):
            if word is not None:
                atoms.append(_Atom(word, place, bracketed[at]))
                continue
            atoms.append(_Atom(None, place, told or self._beside_brackets(run, at, bracketed)))
        return [list(part) for _, part in groupby(atoms, key=_is_marked)]

    def _beside_brackets(self, run: _Run, at: int, bracketed: Sequence[bool]) -> bool:
        """Left out next to bracketed words, which stand for it."""
        low = at
        while low >= 0 and run.words[low][0] is None:
            low -= 1
        high = at
        while high < len(run.words) and run.words[high][0] is None:
            high += 1
        return (low >= 0 and bracketed[low]) or (high < len(run.words) and bracketed[high])

    def _edit(self, atoms: list[_Atom], run: _Run) -> Edit:
        words = [atom.word for atom in atoms if atom.word is not None]
        places = [atom.place for atom in atoms if atom.place is not None]
        return Edit(
            op=Op.REPLACE if words and places else Op.INSERT if words else Op.DELETE,
            quote=_span(self.quote.starts, self.quote.ends, words, run.quote),
            original=_span(self.index.starts, self.index.ends, places, run.original),
            marked=atoms[0].marked,
            consequence=consequence(
                self._forms_here(words),
                self._forms_there(places),
                (self._names_here(words), self._names_there(places)),
            ),
        )

    def _names_here(self, words: Sequence[int]) -> list[str]:
        starts, ends = self.quote.starts, self.quote.ends
        return self._forms_here([i for i in words if self._is_name(self.draft, int(starts[i]), int(ends[i]))])

    def _names_there(self, places: Sequence[int]) -> list[str]:
        starts, ends = self.index.starts, self.index.ends
        return self._forms_there([at for at in places if self._is_name(self.original, int(starts[at]), int(ends[at]))])

    def _is_name(self, text: str, start: int, end: int) -> bool:
        """A capital that no sentence's beginning asks for; there, and where all is in capitals, a word that is never
        written small.
        """
        word = text[start:end].lstrip("[")
        if not word[:1].isupper() or _is_common(fold(word)):
            return False
        before = text[max(0, start - 3) : start].rstrip(" \u00a0\t")
        if before and before[-1] not in _SENTENCE_ENDS and not _in_capitals(text, start, end):
            return True
        return word.lower() not in self.index.vocabulary


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line has nothing but capitals around here, as captions do."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    return (before.rpartition("\n")[2] + text[start:end] + after.partition("\n")[0]).isupper()


def _is_common(form: str) -> bool:
    """Words that are no names however they are written: in a headline every word has a capital."""
    if any(form in lexicon.words(key) for key in ("pronouns", "negations", "months", "days")):
        return form in lexicon.words("pronouns") or form in lexicon.words("negations")
    return form in lexicon.words("hedges") or lexicon.commonness().get(form, 99.0) <= _COMMON


def _span(starts: Ints, ends: Ints, used: Sequence[int], empty: int) -> Span:
    return Span(int(starts[used[0]]), int(ends[used[-1]])) if used else Span(empty, empty)


def _is_marked(atom: _Atom) -> bool:
    return atom.marked
