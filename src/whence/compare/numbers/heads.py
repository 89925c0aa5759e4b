"""What is counted: the head noun behind a number, its singular, and the class of nouns it can be compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.compare.tokens import Token
from whence.language.lexicon import kinds

_LONGEST = 6  # words of a noun phrase behind a number
_STATES = frozenset(("dead", "wounded", "injured", "hurt", "missing", "deaths"))
_NO_PLURALS = ("ss", "us", "is", "'s")


@dataclass(frozen=True, slots=True)
class Head:
    """The singular noun, the token behind it, and the words between the number and it."""

    unit: str
    end: int
    words: tuple[str, ...] = ()


@cache
def listed(key: str) -> frozenset[str]:
    """A word list of what a number is no quantity beside, or a noun phrase does not go on with."""
    return frozenset(str(table("numbers")["not"][key]).split())


@cache
def _classes() -> Mapping[str, str]:
    units: Mapping[str, str] = table("numbers")["units"]
    found: dict[str, str] = {}
    for name, line in units.items():
        for word in str(line).split():
            found.setdefault(word, name)
    return found


def unit_class(unit: str) -> str:
    """The class of a singular noun, so that “civilian” and “person” can be compared; the noun itself without one.

    >>> unit_class("civilian"), unit_class("person"), unit_class("zeppelin")
    ('person', 'person', 'zeppelin')
    """
    return _classes().get(unit, unit)


def known(word: str) -> bool:
    """A noun, singular or plural, that the lexicon has a class for."""
    return singular(word) in _classes()


def singular(word: str) -> str:
    """The singular of a noun.

    >>> [singular(word) for word in ("people", "cities", "churches", "drones", "gas")]
    ['person', 'city', 'church', 'drone', 'gas']
    """
    plurals: Mapping[str, str] = table("numbers")["plurals"]
    if word in plurals:
        return plurals[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(_NO_PLURALS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> bool:
    """It looks like a plural."""
    return word in table("numbers")["plurals"] or singular(word) != word


def head(line: Sequence[Token], at: int, *, single: bool) -> Head | None:
    """The head noun of a noun phrase that starts at token `at`, behind a number; `single`: the number is one."""
    run = _run(line, at)
    if not run:
        return None
    place = _head_of(run, single=single)
    if place is None:
        return None
    return Head(singular(run[place].word), at + place + 1, tuple(token.word for token in run[:place]))


def _head_of(run: Sequence[Token], *, single: bool) -> int | None:
    """Its place in the run: the last of the first plurals in a row; of one thing a known noun, or the last word."""
    if single:
        nouns = [place for place, token in enumerate(run) if known(token.word) and not plural(token.word)]
        verb = next((place for place, token in enumerate(run) if place and token.word.endswith(("ed", "s"))), len(run))
        return (nouns or [min(verb, 3) - 1])[-1]
    place = next((place for place, token in enumerate(run) if plural(token.word)), None)
    while place is not None and place + 1 < len(run) and plural(run[place + 1].word):
        if run[place + 1].word in _STATES or run[place + 1].capital:
            break
        place += 1
    return place


def _verb(word: str, place: int) -> bool:
    """A verb or an adverb; a verb of saying may be a noun where it stands first (“three reports”)."""
    kind = kinds().get(word, "n")
    return word in listed("adverbs") or (kind in "Ava" and not plural(word)) or (kind == "V" and place > 0)


def _run(line: Sequence[Token], at: int) -> list[Token]:
    """The words that a noun phrase may go on with."""
    run: list[Token] = []
    position = at
    while position < min(len(line), at + _LONGEST):
        token = line[position]
        if token.shape not in ("word", "mark") or token.word in listed("heads") or _verb(token.word, len(run)):
            break
        if token.shape == "mark" and (token.word != "-" or not run or line[position - 1].end != token.start):
            break
        run.append(token)
        position += 1
    while run and run[-1].shape == "mark":
        run.pop()
    return run
