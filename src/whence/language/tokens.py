"""A sentence as tokens, each with a letter for what it does; an outermost quotation is one token.

The letters (a word's own comes from `words.en.toml`):

    N name or capitalised word   n other word        D determiner     P subject pronoun   O object pronoun
    R who, which                 T that              I preposition    C and, or, but      S because, if, whether
    A auxiliary or modal         V reporting verb    G same, -ing     v other verb        a adverb   t time word
    # number                     q quotation         , ; : - ( ) ? .  themselves          x anything else
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.language.lexicon import forms, kinds, words
from whence.language.quotes import Quote
from whence.model.text import Span

_TOKEN = re.compile(r"[^\W_]+(?:[-’'.&/][^\W_]+|,\d+)*|(\S)\1*")
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", "—": "-", "–": "-", "-": "-", "―": "-",
    "?": "?", "!": ".", ".": ".", "…": ".",
}  # fmt: skip
_KEEP_WHEN_CAPITAL = frozenset("DPORTICSAat")
_NAMES_TOO = frozenset(
    (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "will",
        "may",
        "mark",
        "said",
        "march",
        "august",
        "us",
        "read",
        "see",
        "hope",
        "grant",
        "rose",
    )
)
_MONTHS_AND_NAMES = frozenset(("jan", "april", "june", "august"))


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a piece of text: where each starts and ends, its word in lower case, and one letter for each."""

    text: str
    start: list[int]
    end: list[int]
    word: list[str]
    kind: str
    seam: int = 0  # the first token after a gap, where a clause broken off by its cue is read as one; 0 without a gap

    def __len__(self) -> int:
        return len(self.start)

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` to the token before `last`."""
        return Span(self.start[first], self.end[last - 1])

    def spans(self, first: int, last: int) -> list[Span]:
        """The characters of these tokens, in two pieces where the gap lies between them."""
        if first < self.seam < last:
            return [self.span(first, self.seam), self.span(self.seam, last)]
        return [self.span(first, last)]

    def without_gap(self, before: tuple[int, int], after: tuple[int, int]) -> Line:
        """Two pieces of this line as one: “The plan … would fail” of “The plan, she said, would fail”."""
        first, second = self.part(*before), self.part(*after)
        return Line(
            self.text,
            first.start + second.start,
            first.end + second.end,
            first.word + second.word,
            first.kind + second.kind,
            len(first),
        )

    def part(self, first: int, last: int) -> Line:
        """The tokens from `first` to the one before `last`, as a line of their own."""
        cut = slice(first, last)
        seam = self.seam - first if first < self.seam < last else 0
        return Line(self.text, self.start[cut], self.end[cut], self.word[cut], self.kind[cut], seam)

    def next(self, kinds_wanted: str, at: int, limit: int) -> int:
        """The first token from `at` before `limit` with one of these letters; `limit` when there is none."""
        for index in range(at, min(limit, len(self.kind))):
            if self.kind[index] in kinds_wanted:
                return index
        return limit


def tokens(text: str, span: Span, quotes: Sequence[Quote], *, title_case: bool = False) -> Line:
    """The tokens of `span`; `quotes` are the outermost quotations in it, in order, each one token `q`.

    >>> tokens("Ms. Ito said on Monday that it fell.", Span(0, 36), []).kind
    'NNVItTPv.'
    """
    writer = _Writer(text, span.end, title_case)
    position = span.start
    for quote in quotes:
        if quote.span.start < position:
            continue
        writer.add_words(position, quote.span.start)
        writer.add(quote.span.start, quote.span.end, "", "q")
        position = quote.span.end
    writer.add_words(position, span.end)
    return Line(text, writer.start, writer.end, writer.word, "".join(writer.kind))


class _Writer:
    """The tokens so far."""

    __slots__ = ("end", "kind", "limit", "start", "text", "title_case", "word")

    def __init__(self, text: str, limit: int, title_case: bool) -> None:
        self.text = text
        self.limit = limit
        self.title_case = title_case
        self.start: list[int] = []
        self.end: list[int] = []
        self.word: list[str] = []
        self.kind: list[str] = []

    def add(self, start: int, end: int, word: str, kind: str) -> None:
        self.start.append(start)
        self.end.append(end)
        self.word.append(word)
        self.kind.append(kind)

    def add_words(self, left: int, right: int) -> None:
        for match in _TOKEN.finditer(self.text, left, right):
            raw = match.group()
            if raw == "." and self._joins(match.start(), match.end()):
                continue
            low = raw.lower()
            if "’" in low:
                low = low.replace("’", "'")
            letter = self._letter(raw, low)
            if letter == "N":
                self._name_before()
            self.add(match.start(), match.end(), low, letter)

    def _joins(self, at: int, end: int) -> bool:
        """A dot right behind a word, not at the end, belongs to it ("Mr. Lee", "a.m.")."""
        if not self.start or self.end[-1] != at or end >= self.limit or self.kind[-1] not in "NnDt#":
            return False
        self.end[-1] = end
        if self.word[-1] == "a" and self.text[at - 1] == "A":
            self.kind[-1] = "N"  # an initial
        return True

    def _name_before(self) -> None:
        """A time word before a capital was a name: "Jan Roe", "the Evening Dispatch", but "in April Roe left"."""
        if (
            self.kind
            and self.kind[-1] == "t"
            and self.kind[-2:-1] in (["D"], ["N"])
            and self.text[self.start[-1]].isupper()
        ):
            self.kind[-1] = "N"
            return
        if self.word and self.word[-1] in _MONTHS_AND_NAMES and self.kind[-2:-1] not in (["I"], ["D"], ["#"], ["t"]):
            self.kind[-1] = "N"

    def _letter(self, raw: str, low: str) -> str:
        letter = kinds().get(low)
        if letter is None:
            return _unknown(raw, low)
        capital = raw[0] != low[0]
        if capital and self.start and not self.title_case and (_is_name(low, letter) or _is_acronym(raw, self.kind)):
            return "N"
        if letter == "V" and self.title_case and not capital and low not in forms():
            return "n"
        return letter


def _unknown(raw: str, low: str) -> str:
    first = raw[0]
    if first.isalpha():
        if first != low[0]:
            return "N"
        return "a" if low.endswith("ly") and len(low) > 4 and low not in words("kinds.noun_in_ly") else "n"
    if first.isdigit():
        return "#"
    return _PUNCTUATION.get(first, "x")  # a run of one mark is one token


def _is_acronym(raw: str, before: Sequence[str]) -> bool:
    """“the WHO”, “the US”: no relative and no pronoun after an article."""
    return raw in ("WHO", "US", "IT") and before[-1] == "D"


def _is_name(low: str, letter: str) -> bool:
    """A known word with a capital inside a sentence: a name, unless it is a small word of a title."""
    if letter == "t":
        return False
    return letter not in _KEEP_WHEN_CAPITAL or low in _NAMES_TOO
