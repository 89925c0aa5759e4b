"""Whether the words for a source leave it unnamed, so that what it says is hearsay (`reported`)."""

from __future__ import annotations

import re

from whence.read.status.words import status_words

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*['’]?")
_PLACEHOLDERS = frozenset(("source not named", "unidentified speaker", "the person addressed", "the interviewee"))
_LONGEST = 200  # characters of a source looked at


def left_unnamed(words: str) -> bool:
    """True for “two officials”, “a former clerk”, “residents”; False for “the vicar”, “his lawyer”, “prosecutors”.

    For sources without a proper name. A definite role or a relation picks out one person, whom readers could find; a
    spokeswoman or a statement speaks for a body that is named.

    >>> left_unnamed("two people briefed on the talks"), left_unnamed("the surgeon")
    (True, False)
    """
    found = [word.lower().replace("’", "'") for word in _WORD.findall(words[:_LONGEST])]
    if not found or " ".join(found) in _PLACEHOLDERS:
        return False
    if _asks_not_to_be_named(found):
        return True
    head = _head(found)
    if found[0] in status_words("source.definite"):
        return head[-1] in status_words("source.sources")
    if any(word.endswith(("'s", "s'")) for word in head) or head[-1] in status_words("source.speaks_for"):
        return False
    if found[0] in status_words("source.indefinite") or found[0].isdigit():
        return "cent" not in found and "percent" not in found
    return _is_bare_plural(head[-1])


def _asks_not_to_be_named(words: list[str]) -> bool:
    """“a clerk who asked not to be named”, “an unnamed manager”."""
    if not status_words("source.anonymous").isdisjoint(words):
        return True
    return "not" in words and not status_words("source.withheld").isdisjoint(words)


def _head(words: list[str]) -> list[str]:
    """The words up to the noun that says what the source is: “a union official” of “a union official in Kessing”."""
    ends = status_words("source.head_ends")
    for index, word in enumerate(words):
        if index and (word in ends or (index > 1 and word.endswith("ed"))):
            return words[:index]
    return words


def _is_bare_plural(word: str) -> bool:
    if word in status_words("source.collective"):
        return False
    return word == "people" or (word.endswith("s") and not word.endswith(("ss", "us")))
