"""Words of a text found again in another edition of it: by what they are and what stands around them, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from whence.errors import UsageError
from whence.model.correction import Selector
from whence.model.text import Span

_AROUND = (32, 64, 128, 256, 512)  # characters before and behind; more only where fewer leave two places alike
_LONGEST, _ENDS = 300, 120  # characters of words that are named in full, and of the two ends of longer ones
_PLACES = 1_000  # at which words are looked at
_TELLING = 20  # letters of words that need nothing around them, where they stand once
_LEAST, _APART = 0.5, 0.15  # share of what stands around that must be the same, and how much better than elsewhere


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where words stand. `moved`: not letter for letter with all that stood around them."""

    span: Span
    moved: bool


class Anchors:
    """A text in which words are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def selector(self, span: Span) -> Selector:
        """What tells the words at `span` from all others. Raises UsageError where nothing does."""
        words = self.text[span.start : span.end]
        if not any(map(str.isalnum, words)):
            raise UsageError("there is no word in what was chosen")
        long = len(words) > _LONGEST
        exact, end = (words[:_ENDS], words[-_ENDS:]) if long else (words, "")
        for around in _AROUND:
            made = Selector(
                exact=exact, end=end, prefix=self.text[max(0, span.start - around) : span.start],
                suffix=self.text[span.end : span.end + around],
            )  # fmt: skip
            found = self.find(made)
            if found is not None and found.span == span:
                return made
        raise UsageError("these words stand there several times, and nothing around them tells the places apart")

    def find(self, words: Selector) -> Anchor | None:
        """Where the words stand; None where they do not, or where two places are as good."""
        if not any(map(str.isalnum, words.exact)):
            return None
        best = _best(self._verbatim(words))
        if best is None or best.same < _LEAST:
            best = _best(self._folded_places(words))
        return None if best is None else Anchor(best.span, not self._is_unchanged(best.span, words))

    def _is_unchanged(self, span: Span, words: Selector) -> bool:
        text = self.text
        return (
            text.startswith(words.exact, span.start)
            and text.endswith(words.end, 0, span.end)
            and text.endswith(words.prefix, 0, span.start)
            and text.startswith(words.suffix, span.end)
        )

    def _verbatim(self, words: Selector) -> list[_Place]:
        starts = _occurrences(self.text, words.exact)
        spans = [span for at in starts if (span := self._to_the_end(at, at + len(words.exact), words.end))]
        return [self._place(span, words) for span in spans]

    def _to_the_end(self, start: int, end: int, last: str) -> Span | None:
        """From the first words to the last ones."""
        if not last:
            return Span(start, end)
        at = self.text.find(last, end - 1)
        return Span(start, at + len(last)) if at >= 0 else None

    def _folded_places(self, words: Selector) -> list[_Place]:
        """The same letters and digits, whatever marks, spaces and capitals stand between them."""
        letters, origin = self._letters
        exact, last = letters_of(words.exact), letters_of(words.end)
        found: list[_Place] = []
        for at in _occurrences(letters, exact):
            end = at + len(exact)
            if last:
                end = letters.find(last, end) + len(last)
            if end > at + len(last):
                found.append(self._place(Span(origin[at], origin[end - 1] + 1), words))
        return found

    def _place(self, span: Span, words: Selector) -> _Place:
        before, behind = letters_of(words.prefix), letters_of(words.suffix)
        reach = 3 * max(len(words.prefix), len(words.suffix)) + 16
        mine = letters_of(self.text[max(0, span.start - reach) : span.start])
        after = letters_of(self.text[span.end : span.end + reach])
        same = _alike(before[::-1], mine[::-1]) + _alike(behind, after)
        around = len(before) + len(behind)
        telling = len(letters_of(words.exact + words.end)) >= _TELLING
        return _Place(span, same / around if around else 1.0, telling)

    @cached_property
    def _letters(self) -> tuple[str, Sequence[int]]:
        return _with_origin(self.text)


@dataclass(frozen=True, slots=True)
class _Place:
    """Words found, what share of the letters around them is the same, and whether they need any."""

    span: Span
    same: float
    telling: bool


def _best(found: Sequence[_Place]) -> _Place | None:
    if not found:
        return None
    first, *others = sorted(found, key=_by_share)
    if not others:
        return first if first.telling or first.same >= _LEAST else None
    return first if first.same >= _LEAST and first.same - others[0].same >= _APART else None


def _by_share(place: _Place) -> float:
    return -place.same


def _occurrences(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < _PLACES:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _alike(one: str, other: str) -> int:
    """How many letters both begin with.

    >>> _alike("harbour", "harvest")
    3
    """
    return next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def letters_of(text: str) -> str:
    """Letters and digits alone, in lower case.

    >>> letters_of("“Stop,” he said.")
    'stophesaid'
    """
    return _with_origin(text)[0]


def _with_origin(text: str) -> tuple[str, list[int]]:
    """The letters, and where each of them stood."""
    letters: list[str] = []
    origin: list[int] = []
    for offset, char in enumerate(text):
        for low in char.lower():  # "İ" becomes two characters
            if low.isalnum():
                letters.append(low)
                origin.append(offset)
    return "".join(letters), origin
