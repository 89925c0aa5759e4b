"""A text as the words that expressions of time are made of, one letter for each.

W weekday   G weekdays   M month     S season    s seasons  T part of a day  X the same, plural  C clock time
O overnight I ISO date   Z 3/4/2024  Y year      K decade   n 1 to 31        c other number      z few, several
o ordinal   U unit       V units     q quarter   Q "Q3"     h half           p period            w weekend
v weekends  a a, an      t the       H this      J that     L last           N next              A ago
E earlier   F later      g before    m early     f of       i in             j on, at            P 's
R and, or   r to, till   B about     k fiscal    d today    e every          D daily             l full, first
- , themselves           . a stop    y a feast   b ended      x anything else
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from whence.compare.lexicon import classes, table
from whence.compare.numerals import Numeral, cardinal, openers, ordinal
from whence.compare.tokens import Token, tokens

_DASHES = frozenset("-–—‐‑")
_PREPOSITIONS = frozenset(("following", "preceding"))  # without an article: “following Monday's talks”
_MONTHS = [name.lower() for name in month_name]
_LONGEST_FEAST = 4  # tokens
_STOPS = frozenset('.;:!?…)”"')
_SHAPES = {"iso": "I", "slashed": "Z", "clock": "C", "decade": "K", "possessive": "P"}
_FIRST_HALF, _SECOND_HALF = range(13, 22), range(10, 100)  # "nineteen ninety-six"


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or several that are one number: its place in the text, letter, and number."""

    start: int
    end: int
    word: str
    kind: str
    number: int | None = None
    capital: bool = False


def parts(text: str, start: int, end: int) -> list[Part]:
    """The parts of a piece of text.

    >>> "".join(part.kind for part in parts("two weeks ago, on May 3", 0, 23))
    'cVA,jMn'
    """
    return list(_parts(list(tokens(text, start, end))))


def _parts(line: Sequence[Token]) -> Iterator[Part]:
    at = 0
    before = Part(0, 0, "", "t")
    while at < len(line):
        found = _feast(line, at) or _abbreviation(line, at) or _numeric(line, at)
        if found is None:
            found = _word(line[at]), at + 1
        part, at = found
        yield replace(part, kind="x") if part.word in _PREPOSITIONS and before.kind != "t" else part
        before = part


def _numeric(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """A part that is a number, if one begins here."""
    token = line[at]
    if token.shape == "word" and token.word not in openers() and token.word != "q":
        return None
    return _stamp(line, at) or _code(line, at) or _ordinal(line, at) or _spoken_year(line, at) or _number(line, at)


@cache
def _feasts() -> Mapping[tuple[str, ...], str]:
    return {tuple(name.split()): day for name, day in table("times")["feasts"].items()}


@cache
def _feast_words() -> frozenset[str]:
    return frozenset(name[0] for name in _feasts())


def _feast(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """“Christmas Day”: its word is its month and day."""
    if line[at].word not in _feast_words() or not line[at].capital:
        return None
    for size in range(_LONGEST_FEAST, 0, -1):
        day = _feasts().get(tuple(token.word for token in line[at : at + size]))
        if day and at + size <= len(line):
            return Part(line[at].start, line[at + size - 1].end, day, "y", None, True), at + size
    return None


def _abbreviation(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """“Oct.”, “Oct 13”, “13 Oct”: a capital, and a dot or a number beside it (“Sun” is a paper as well)."""
    token = line[at]
    full = table("times")["abbreviations"].get(token.word) if token.capital else None
    if full is None:
        return None
    kind = classes("times", "classes")[full]
    following = line[at + 1] if at + 1 < len(line) else None
    if following and following.word == "." and following.start == token.end:
        return Part(token.start, following.end, full, kind, None, True), at + 2
    beside = [following, line[at - 1] if at else None]
    if any(near and near.shape in ("number", "ordinal") for near in beside) or len(line) == 1:
        return Part(token.start, token.end, full, kind, None, True), at + 1
    return None


def _stamp(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """“12 JAN 90”, as datelines of wire texts have it: not before a word, which the last number may count."""
    stamp = line[at : at + 4]
    if len(stamp) < 3 or [token.shape for token in stamp[:3]] != ["number", "word", "number"]:
        return None
    month = table("times")["abbreviations"].get(stamp[1].word)
    if month not in _MONTHS or not stamp[1].capital or not stamp[2].word.isdecimal() or len(stamp[2].word) != 2:
        return None
    if not stamp[0].word.isdecimal() or len(stamp[0].word) > 2 or (len(stamp) > 3 and stamp[3].shape == "word"):
        return None
    year = _year_of(int(stamp[2].word))
    word = f"{year}-{_MONTHS.index(month):02}-{int(stamp[0].word):02}"
    return Part(stamp[0].start, stamp[2].end, word, "I", None, True), at + 3


def _joined(line: Sequence[Token], at: int, end: int, kind: str, number: float) -> Part:
    first, last = line[at], line[end - 1]
    return Part(first.start, last.end, first.word, kind, int(number), first.capital)


def _code(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """“Q3”, “3Q”."""
    pair = line[at : at + 2]
    if len(pair) < 2 or pair[0].end != pair[1].start:
        return None
    one, other = pair[0].word, pair[1].word
    digit = other if one == "q" else one if other == "q" else ""
    if digit not in ("1", "2", "3", "4"):
        return None
    return _joined(line, at, at + 2, "Q", int(digit)), at + 2


def _ordinal(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    found = ordinal(line, at)
    if found is None or _a_second(line, at):
        return None
    return _joined(line, at, found.end, "o", found.value), found.end


def _a_second(line: Sequence[Token], at: int) -> bool:
    """“one second”, “a 30-second”."""
    if line[at].word != "second" or not at:
        return False
    before = line[at - 1].word
    return before == "one" or (before in _DASHES and at > 1 and line[at - 2].word.isdecimal())


def _spoken_year(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """“nineteen ninety-six”, “twenty twenty-four”."""
    first = cardinal(line, at) if line[at].shape == "word" else None
    if first is None or first.value not in _FIRST_HALF or first.end >= len(line):
        return None
    second = cardinal(line, first.end)
    if second is None or not second.words or second.value not in _SECOND_HALF:
        return None
    return _joined(line, at, second.end, "Y", 100 * first.value + second.value), second.end


def _number(line: Sequence[Token], at: int) -> tuple[Part, int] | None:
    token = line[at]
    found = cardinal(line, at)
    if found is None:
        return None
    if token.shape != "number":
        return _joined(line, at, found.end, "c", min(found.value, 1e9)), found.end
    return _joined(line, at, found.end, _digits(token, found), min(found.value, 1e9)), found.end


def _digits(token: Token, found: Numeral) -> str:
    if not token.word.isdecimal() or found.scaled:
        return "c"
    if len(token.word) == 4 and 1000 <= found.value <= 2200:
        return "Y"
    return "n" if 1 <= found.value <= 31 and len(token.word) <= 2 else "c"


def _word(token: Token) -> Part:
    word, number = token.word, None
    kind = _SHAPES.get(token.shape, "x")
    if token.shape in ("word", "abbreviation"):
        word, kind, number = _named(token)
    elif token.shape == "mark":
        kind = "-" if word in _DASHES else "," if word == "," else "." if word in _STOPS else "x"
    elif token.shape == "decade":
        number = _decade(word)
    return Part(token.start, token.end, word, kind, number, token.capital)


def _named(token: Token) -> tuple[str, str, int | None]:
    decades = table("times")["decades"]
    if token.word in decades:
        return token.word, "K", int(decades[token.word])
    return token.word, classes("times", "classes").get(token.word, "x"), None


def _decade(word: str) -> int:
    digits = int("".join(char for char in word if char.isdecimal()))
    return digits if digits >= 100 else _year_of(digits)


def _year_of(digits: int) -> int:
    """“'84” → 1984, “'24” → 2024."""
    return digits + (1900 if digits >= 30 else 2000)
