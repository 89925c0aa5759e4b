"""Amounts as written: “a dozen”, “between 5 and 7”, “tens of thousands”, “$3.5 million”, “two-thirds”, “all 40”."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from whence.compare.lexicon import table
from whence.compare.numbers.amount import ALMOST, Amount
from whence.compare.numbers.bounds import compared
from whence.compare.numerals import Numeral, cardinal, openers
from whence.compare.tokens import Token

_DASHES = frozenset("-–—‐‑")
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_SCALED = {"hundreds": 100.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9}


def amount(line: Sequence[Token], at: int) -> Amount | None:
    """The amount whose number starts at token `at`, with what it is compared by before and behind; None without one."""
    token = line[at]
    if token.shape not in ("number", "mark") and token.word not in _openers():
        return None
    found = _share(line, at) or _currency(line, at) or _range(line, at) or _counted(line, at)
    return compared(line, found) if found else None


@cache
def _openers() -> frozenset[str]:
    """The words that an amount can begin with."""
    listed = (word for key in ("counts", "vague", "shares") for word in table("numbers")[key])
    return frozenset((*listed, *openers(), "a", "tens"))


@cache
def _intervals(key: str) -> Mapping[str, tuple[float, float]]:
    return {word: (float(low), float(high)) for word, (low, high) in table("numbers")[key].items()}


def _word(line: Sequence[Token], at: int) -> str:
    return line[at].word if 0 <= at < len(line) else ""


def _exact(begin: int, end: int, value: float) -> Amount:
    return Amount(begin=begin, core=begin, end=end, low=value, high=value)


def _number(line: Sequence[Token], at: int) -> Numeral | None:
    """A number, with “a dozen”, “two dozen”, “a million”, “half a million” and “$5m”."""
    if at >= len(line):
        return None
    word, following = _word(line, at), _word(line, at + 1)
    if word == "half" and following == "a":
        whole = _number(line, at + 1)
        return replace(whole, value=whole.value / 2) if whole and whole.value > 1 else None
    if word == "a" and following in ("dozen", "score"):
        return Numeral(12.0 if following == "dozen" else 20.0, at + 2, words=True)
    if word == "a" and following in ("hundred", "thousand", "million", "billion", "trillion"):
        scales = table("numerals")["scales"]
        return Numeral(float(scales[following]), at + 2, words=True, scaled=True)
    found = cardinal(line, at)
    if found and _word(line, found.end) == "dozen":
        return replace(found, value=found.value * 12, end=found.end + 1)
    return found


def _suffixed(line: Sequence[Token], found: Numeral) -> Numeral:
    """“$5m”, “10bn”."""
    behind = line[found.end] if found.end < len(line) else None
    if behind and behind.word in _SUFFIXES and behind.start == line[found.end - 1].end:
        return replace(found, value=found.value * _SUFFIXES[behind.word], end=found.end + 1, scaled=True)
    return found


def _currency(line: Sequence[Token], at: int) -> Amount | None:
    """“$3.5 million”, “€20bn to €30bn”, “40 dollars” begins as a number and is told by its noun."""
    names: Mapping[str, str] = table("numbers")["currency"]
    code = names.get(line[at].word) if line[at].shape == "mark" else None
    found = _number(line, at + 1) if code else None
    if code is None or found is None:
        return None
    found = _suffixed(line, found)
    one = replace(_exact(at, found.end, found.value), currency=code)
    behind = found.end
    if _word(line, behind) in ("to", "and", "-", "–") and behind + 1 < len(line):
        other_at = behind + 2 if line[behind + 1].word == line[at].word else behind + 1
        other = _number(line, other_at)
        if other and _suffixed(line, other).value > found.value and (_word(line, behind) != "and"):
            other = _suffixed(line, other)
            return replace(one, end=other.end, high=other.value)
    return one


def _range(line: Sequence[Token], at: int) -> Amount | None:
    """“5-7”, “three to five”, “between 5 and 7”, “5 or 6”."""
    first = _number(line, at)
    if first is None or first.end + 1 >= len(line):
        return None
    link = _word(line, first.end)
    opened = _word(line, at - 1)
    if not (link in _DASHES or link in ("to", "or") or (link == "and" and opened == "between")):
        return None
    second = _number(line, first.end + 1)
    if second is None or (second.words != first.words and link in _DASHES):
        return None
    low = first.value
    if second.scaled and not first.scaled and low < 1000:  # “two to three million”
        low *= 10.0 ** (len(str(int(second.value))) - len(str(int(second.value)).rstrip("0")))
        low = low if low < second.value else first.value
    if low >= second.value:
        return None
    begin = at - 1 if opened in ("between", "from") else at
    return Amount(begin=begin, core=at, end=second.end, low=low, high=second.value)


def _counted(line: Sequence[Token], at: int) -> Amount | None:
    """“12”, “two hundred”, “dozens of”, “tens of thousands”, “several hundred”, “a handful of”, “no”."""
    found = _number(line, at)
    if found:
        return _exact(at, _suffixed(line, found).end, _suffixed(line, found).value)
    word = _word(line, at)
    if word in ("tens", "dozens", "hundreds") and _word(line, at + 1) == "of" and _word(line, at + 2) in _SCALED:
        base = {"tens": 10, "dozens": 12, "hundreds": 100}[word] * _SCALED[_word(line, at + 2)]
        return Amount(begin=at, core=at, end=_past_of(line, at + 3), low=2 * base, high=10 * base - 1, approximate=True)
    if word in ("several", "few") and _word(line, at + 1) in ("dozen", "hundred", "thousand", "million"):
        scale = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6}[_word(line, at + 1)]
        return _loose(line, at, at + 2, (2 * scale, 10 * scale - 1))
    if word == "no" and _word(line, at + 1) in ("one", "fewer", "less", "more", "longer", "further"):
        return replace(_exact(at, at + 2, 0.0)) if _word(line, at + 1) == "one" else None
    if word in _intervals("counts"):
        low, high = _intervals("counts")[word]
        if low == high and word not in ("couple", "pair", "trio"):
            return replace(_exact(at, _past_of(line, at + 1), low), high=high)
        return _loose(line, at, at + 1, (low, high))
    if word in _intervals("vague"):
        return replace(_loose(line, at, at + 1, _intervals("vague")[word]), vague=True)
    return None


def _loose(line: Sequence[Token], at: int, end: int, interval: tuple[float, float]) -> Amount:
    low, high = interval
    begin = at - 1 if _word(line, at - 1) == "a" else at
    return Amount(
        begin=begin,
        core=at,
        end=_past_of(line, end),
        low=low,
        high=None if math.isinf(high) else high,
        approximate=True,
    )


def _past_of(line: Sequence[Token], at: int) -> int:
    return at + 1 if _word(line, at) == "of" else at


def _share(line: Sequence[Token], at: int) -> Amount | None:
    """“half of”, “a third of”, “two-thirds”, “40 percent”, “one in five”, “all 17”, “most of”, “every”."""
    word = _word(line, at)
    shares = _intervals("shares")
    if word in ("all", "every"):
        return _all(line, at)
    if word in ("most", "majority", "minority"):
        return _most(line, at)
    if word == "half" and _word(line, at + 1) in ("of", "the", "its", "their", "his", "her"):
        return _part(at, _past_of(line, at + 1), shares["half"])
    found = cardinal(line, at)
    one = at + 1 if word == "a" else found.end if found and found.value < 100 else None
    if one is None:
        return None
    share = _word(line, one + 1 if _word(line, one) in _DASHES else one)
    if share in shares and share not in ("all", "every", "most", "majority", "minority"):
        return _fraction(line, at, one, share, 1.0 if word == "a" else found.value if found else 1.0)
    return _percent(line, at, found) if found else None


def _fraction(line: Sequence[Token], at: int, one: int, share: str, times: float) -> Amount | None:
    end = one + (2 if _word(line, one) in _DASHES else 1)
    if _word(line, end) != "of" and not share.endswith("s"):
        return None
    low, high = _intervals("shares")[share]
    several = 1.0 if share in ("thirds", "quarters") else times  # those stand for two thirds, three quarters
    if share in ("thirds", "quarters"):
        several = times / {"thirds": 2.0, "quarters": 3.0}[share]
    return _part(at, _past_of(line, end), (min(low * several, 1.0), min(high * several, 1.0)))


def _percent(line: Sequence[Token], at: int, found: Numeral) -> Amount | None:
    end = found.end
    if _word(line, end) in ("%", "percent"):
        return _part(at, _past_of(line, end + 1), (found.value / 100, found.value / 100))
    if _word(line, end) == "per" and _word(line, end + 1) == "cent":
        return _part(at, _past_of(line, end + 2), (found.value / 100, found.value / 100))
    if _word(line, end) in ("in", "out") and found.value < 10:
        whole_at = end + 2 if _word(line, end + 1) == "of" else end + 1
        whole = cardinal(line, whole_at) if whole_at < len(line) else None
        if whole and found.value < whole.value <= 100 and (_word(line, end) == "out" or whole.words):
            share = found.value / whole.value
            return _part(at, whole.end, (share, share))
    return None


def _part(begin: int, end: int, fraction: tuple[float, float]) -> Amount:
    return Amount(begin=begin, core=begin, end=end, low=None, high=None, fraction=fraction)


def _all(line: Sequence[Token], at: int) -> Amount | None:
    """“all 17” counts as well; “all of the”, “all the”, “all” are a share alone."""
    after = at + 1
    while _word(line, after) in ("of", "the", "these", "those", "its", "their", "but"):
        after += 1
    found = _number(line, after) if after < len(line) and _word(line, at) == "all" else None
    if _word(line, at + 1) == "but":
        return None
    if found and found.value > 1:
        return replace(_exact(at, found.end, found.value), fraction=(1.0, 1.0))
    return _part(at, after, (1.0, 1.0))


def _most(line: Sequence[Token], at: int) -> Amount | None:
    if _word(line, at) == "most" and _word(line, at - 1) in ("the", "at", "its", "their", "his", "her"):
        return None
    if _word(line, at) != "most" and _word(line, at + 1) != "of":
        return None
    low, high = _intervals("shares")[_word(line, at)]
    begin = at - 1 if _word(line, at - 1) in ("a", "the", "vast", "large") else at
    after = _past_of(line, at + 1)
    part = _part(begin, after, (low + 1 - ALMOST, high) if low else (low, high - 1 + ALMOST))
    return replace(part, core=at, approximate=True)
