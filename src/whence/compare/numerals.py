"""Numbers as written: digits, words, and both together ("2.5 million", "twenty-one", "two hundred and five")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import numbers
from whence.compare.tokens import Token

_LONGEST = 12  # tokens of one number in words


@dataclass(frozen=True, slots=True)
class Numeral:
    """The value of a number and the token behind it. `words`: no digit in it; `scaled`: a million or the like."""

    value: float
    end: int
    words: bool
    scaled: bool = False


@cache
def openers() -> frozenset[str]:
    """The words that a number or an ordinal in words can begin with."""
    return frozenset(word for key in ("ones", "tens", "ordinals") for word in numbers("numerals", key))


def cardinal(line: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at token `at`, if one does.

    >>> from whence.compare.tokens import tokens
    >>> cardinal(list(tokens("two hundred and five people", 0, 27)), 0)
    Numeral(value=205.0, end=4, words=True, scaled=True)
    """
    token = line[at]
    if token.shape == "number":
        return _scaled(line, at + 1, float(token.word.replace(",", "")))
    return _worded(line, at) if token.word in openers() else None


def ordinal(line: Sequence[Token], at: int) -> Numeral | None:
    """The ordinal that begins at token `at` ("third", "21st", "twenty-first"), if one does."""
    token = line[at]
    if token.shape == "ordinal":
        return Numeral(float(token.word[:-2]), at + 1, words=False)
    ordinals, tens = numbers("numerals", "ordinals"), numbers("numerals", "tens")
    if token.word in ordinals:
        return Numeral(ordinals[token.word], at + 1, words=True)
    last = line[at + 2].word if at + 2 < len(line) and line[at + 1].word == "-" else ""
    if token.word in tens and 0 < ordinals.get(last, 0) < 10:
        return Numeral(tens[token.word] + ordinals[last], at + 3, words=True)
    return None


def _scaled(line: Sequence[Token], at: int, value: float) -> Numeral:
    """A number in digits with what multiplies it: "3.5 million"."""
    scales = numbers("numerals", "scales")
    after = at + 1 if at < len(line) and line[at].word == "-" else at
    if after < len(line) and line[after].word in scales:
        return Numeral(value * scales[line[after].word], after + 1, words=False, scaled=True)
    return Numeral(value, at, words=False)


def _worded(line: Sequence[Token], at: int) -> Numeral | None:
    """A number in words, as far as it goes: hundreds add up below each larger scale."""
    ones, tens = numbers("numerals", "ones"), numbers("numerals", "tens")
    scales = numbers("numerals", "scales")
    total, part, position, end = 0.0, 0.0, at, at
    room = 1000.0  # what may still be added: below the last word's own size
    scaled = False
    while position < min(len(line), at + _LONGEST):
        word = line[position].word
        size = ones.get(word, tens.get(word))
        if size is not None and size < room:
            part += size
            room = 1.0 if word in ones else 10.0
        elif word in scales and part:
            scaled = True
            if scales[word] == 100:
                part, room = part * 100, 100.0
            else:
                total, part, room = total + part * scales[word], 0.0, 1000.0
        elif word not in ("-", "and") or end == at or (word == "and" and not scaled):
            break
        position += 1
        if word not in ("-", "and"):
            end = position
        elif position < len(line) and line[position].word in scales:
            continue
    return Numeral(total + part, end, words=True, scaled=scaled) if end > at else None
