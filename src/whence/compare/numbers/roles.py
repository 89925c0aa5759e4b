"""What happened to what is counted: the role of a number, by the words that stand near it.

First the words in its noun phrase ("wounded soldiers"), then the verb right before ("killing three"), then the verb
behind ("12 people were killed"), then what a report calls it ("a death toll of 25"). A verb that has another object
("two gunmen killed five people") says nothing of its subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from whence.compare.lexicon import table
from whence.compare.numbers.heads import listed, plural
from whence.compare.tokens import Token

_BACK, _ON, _FAR = 5, 12, 16  # tokens looked at: before, behind, and before for a toll
_PARTICIPLES = ("ed", "t", "n", "g", "d")
_STATES = frozenset(("injured", "wounded", "hurt"))


@cache
def _listed(key: str) -> frozenset[str]:
    """The small words that a role is looked for across, or not."""
    return frozenset(str(table("numbers")["around"][key]).split())


@cache
def _roles() -> Mapping[str, str]:
    lines: Mapping[str, str] = table("numbers")["roles"]
    found: dict[str, str] = {}
    for role, line in lines.items():
        for word in line.split():
            found.setdefault(word, role)
    return found


def _verb(line: Sequence[Token], at: int) -> tuple[str | None, int]:
    """The role that the word at a token tells, and how many tokens it is: one, or two ("shot down")."""
    joined = "-".join(token.word for token in line[at : at + 2])
    if joined in _roles():
        return _roles()[joined], 2
    return _roles().get(line[at].word), 1


def within(line: Sequence[Token], begin: int, end: int) -> str | None:
    """The role told in a noun phrase: “three wounded soldiers”, “12 deaths”, “300 protesters”."""
    return next((role for at in range(begin, end) if (role := _verb(line, at)[0])), None)


def before(line: Sequence[Token], begin: int) -> str | None:
    """The role told by the verb or noun whose object starts at token `begin`: “killing three”, “the deaths of 44”."""
    for at in range(begin - 1, max(begin - 1 - _BACK, -1), -1):
        pair, size = _verb(line, at - 1) if at else (None, 1)
        if pair and size == 2:
            return pair
        if role := _verb(line, at)[0]:
            return role if _has_object(line, at) else None
        word = line[at].word
        if word in _listed("barriers") or not (word in _listed("skipped") or word in listed("adverbs")):
            return None
    return None


def _has_object(line: Sequence[Token], at: int) -> bool:
    """No passive, no verb without an object; a noun (“deaths”) needs its “of”."""
    word, following = line[at].word, line[at + 1].word if at + 1 < len(line) else ""
    if following == "of":
        return True
    passive = at > 0 and line[at - 1].word in _listed("auxiliaries")
    noun = plural(word) and word not in _STATES
    return not (passive or noun or word in _listed("intransitive"))


def behind(line: Sequence[Token], end: int, limit: int) -> str | None:
    """The role told by the verb behind the noun phrase that ends at `end`, before `limit`: “were killed”, “died”."""
    helped = False
    for at in range(end, min(end + _ON, limit)):
        word = line[at].word
        if word in _listed("stops") or word in _listed("subordinators"):
            return None
        if word in _listed("auxiliaries"):
            helped = True
        role, size = _verb(line, at)
        if role:
            return role if helped or word in _listed("intransitive") or _reduced(line, at, at + size, end) else None
    return None


def _reduced(line: Sequence[Token], at: int, past: int, end: int) -> bool:
    """“12 people killed in …”, “30 injured”: right behind, and without an object, which would start at `past`."""
    following = line[past].word if past < len(line) else "."
    return at <= end + 1 and line[at].word.endswith(_PARTICIPLES) and following in _listed("no_object")


def toll(line: Sequence[Token], begin: int) -> str | None:
    """“The death toll rose to 25”, “the number of injured stands at 40”."""
    at = max(begin - _FAR, 0)
    words = [token.word for token in line[at:begin]]
    end = max((place for place, word in enumerate(words) if word in _listed("stops")), default=-1)
    words = words[end + 1 :]
    if not _listed("toll").intersection(words):
        return None
    told = [_roles()[word] for word in words if word in _roles()]
    return told[-1] if told else "dead" if "toll" in words else None
