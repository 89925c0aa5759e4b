"""Words that differ and mean the same: British and American spelling, accents, number words, contractions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from whence.trace import lexicon

_SUFFIXES = (
    (re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)(?<=\w{4})"), "iz"),
    (re.compile(r"ys(?=(?:e|ed|es|er|ers|ing)$)(?<=\w{4})"), "yz"),
    (
        re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|ite|ites|able|ably|ful|less|hood|hoods|er|ers|ly|ism|ist|ists|al)?$)"),
        "or",
    ),
    (re.compile(r"(?<=[tb])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{2}[tb])re(?=d$)"), "ere"),
)
_DOUBLED = re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors|ous|ery)$)")
_SYLLABLE = re.compile(r"[aeiouy]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_MIXED = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")


@cache
def canonical(form: str) -> str:
    """One spelling for all of a folded word's.

    >>> [canonical(form) for form in ("organised", "colour", "travelled", "filled", "theatre", "five", "21st", "café")]
    ['organized', 'color', 'traveled', 'filled', 'theater', '#5', '#21st', 'cafe']
    """
    if (value := _number(form)) is not None:
        return value
    plain = "".join(char for char in unicodedata.normalize("NFD", form) if not unicodedata.combining(char))
    plain = lexicon.pairs("spellings").get(plain, plain)
    for pattern, other in _SUFFIXES:
        plain = pattern.sub(other, plain)
    return _DOUBLED.sub("l", plain) if len(_SYLLABLE.findall(plain)) > 2 else plain  # filled is not filed


def _number(form: str) -> str | None:
    """`#5` for a cardinal, `#5th` for an ordinal."""
    if form in lexicon.numbers("cardinals"):
        return f"#{lexicon.numbers('cardinals')[form]:g}"
    if form in lexicon.numbers("ordinals"):
        return _ordinal(lexicon.numbers("ordinals")[form])
    if match := _ORDINAL.fullmatch(form):
        return _ordinal(float(match[1]))
    if _DIGITS.fullmatch(form):
        return f"#{_value(form)}"
    return None


def _ordinal(value: float) -> str:
    last = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(int(value % 10), "th")
    return f"#{value:g}{last}"


def _value(digits: str) -> str:
    """A number without zeros that say nothing; times and dates (7.30.00) as they are."""
    whole, _, part = digits.partition(".")
    if "." in part:
        return digits
    return f"{whole.lstrip('0') or '0'}{'.' + part.rstrip('0') if part.rstrip('0') else ''}"


def is_number(form: str) -> bool:
    """Whether a folded word is a number, in digits or in words, or part of one.

    >>> [is_number(form) for form in ("5", "5km", "twenty", "billion", "2nd", "often")]
    [True, True, True, True, True, False]
    """
    return (
        form[:1].isdigit()
        or form in lexicon.numbers("cardinals")
        or form in lexicon.numbers("scales")
        or form in lexicon.numbers("ordinals")
    )


def values(forms: Sequence[str]) -> list[float]:
    """The numbers in folded words, read together: twenty five is 25, 1.5 million is 1,500,000.

    >>> values(["twenty", "five", "of", "1.5", "million"]), values(["a", "hundred", "and", "six"])
    ([25.0, 1500000.0], [106.0])
    """
    found: list[float] = []
    total = current = 0.0
    inside = False
    for form in [*forms, ""]:
        value, scale = _part(form)
        if value is None and scale is None:
            if inside and form != "and":
                found.append(total + current)
                total, current, inside = 0.0, 0.0, False
            continue
        if value is not None:
            if inside and not _adds(current, value):
                found.append(total + current)
                total, current = 0.0, 0.0
            current += value
        if scale is not None:
            current = (current or 1.0) * scale
            if scale > 100:
                total, current = total + current, 0.0
        inside = True
    return found


def _adds(current: float, value: float) -> bool:
    """Whether a number word goes on with the one before: twenty five, a hundred six; not five six."""
    if not current:
        return True
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 >= 20 and value < 10)


def _part(form: str) -> tuple[float | None, float | None]:
    """The value and the scale of one word."""
    if form in lexicon.numbers("cardinals"):
        return lexicon.numbers("cardinals")[form], None
    if _DIGITS.fullmatch(form):
        return (float(form), None) if form.count(".") < 2 else (None, None)
    if len(form) > 2 and form in lexicon.numbers("scales"):
        return None, lexicon.numbers("scales")[form]
    if (match := _MIXED.fullmatch(form)) and match[2] in lexicon.numbers("scales"):
        return float(match[1]), lexicon.numbers("scales")[match[2]]
    return None, None


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two stretches of folded words differ in spelling only.

    >>> same(["dont"], ["do", "not"]), same(["21st"], ["twenty", "first"]), same(["filed"], ["filled"])
    (True, True, False)
    >>> same(["500000"], ["half", "a", "million"]), same(["2.5"], ["two", "and", "a", "half"])
    (True, True)
    """
    left, right = _written_out(one), _written_out(other)
    if left == right:
        return True
    numbers = values(left), values(right)
    rest = [[form for form in side if not is_number(form) and form not in ("and", "a")] for side in (left, right)]
    return (
        bool(numbers[0])
        and numbers[0] == numbers[1]
        and [canonical(f) for f in rest[0]] == [canonical(f) for f in rest[1]]
    )


def _written_out(forms: Sequence[str]) -> list[str]:
    full = lexicon.pairs("contractions")
    found: list[str] = []
    once = (word for form in _halves(forms) for word in full.get(form, form).split())
    for part in (word for item in once for word in full.get(item, item).split()):  # let's: let us, as "us" alone is
        if found and (ordinal := _compound(found[-1], part)):
            found[-1] = ordinal
        else:
            found.append(part)
    return [part if values([part]) else canonical(part) for part in found]


def _halves(forms: Sequence[str]) -> list[str]:
    """Half a million as 0.5 million, two and a half as 2.5."""
    found: list[str] = []
    for form in forms:
        found.append(form)
        if form in lexicon.numbers("scales") and found[-3:-1] == ["half", "a"]:
            found[-3:] = ["0.5", form]
        elif found[-3:] == ["and", "a", "half"] and (before := values(found[-4:-3])):
            found[-4:] = [f"{before[0] + 0.5:g}"]
    return found


def _compound(tens: str, unit: str) -> str | None:
    """Twenty-first in digits; not twenty second, which may be a time."""
    ten, one = lexicon.numbers("cardinals").get(tens, 0), lexicon.numbers("ordinals").get(unit, 10)
    return _ordinal(ten + one).removeprefix("#") if ten >= 20 and one < 10 and unit != "second" else None
