"""The clauses left and right of a signal, as first and last token (half-open)."""

from __future__ import annotations

from whence.compare.causes.signals import has_verb
from whence.language.tokens import Line

Tokens = tuple[int, int]
_STOPS = frozenset(";:-(?.")
_AFTER_COMMA = frozenset(("and", "but", "who", "which", "while", "when", "where", "whose", "though", "although"))
OPENERS = "TSC"  # letters of words behind which a signal opens a clause of its own
OPENERS_TOO = "TSCV"  # the same for conjunctions: “said if”


def right_of(line: Line, start: int) -> Tokens | None:
    """From a signal to the end of its clause; None where nothing follows."""
    end = start
    while end < len(line) and not _ends(line, end, start):
        end += 1
    return (start, end) if end > start else None


def left_of(line: Line, end: int) -> Tokens | None:
    """From the beginning of the clause to a signal; None where the signal opens it."""
    while end and line.kind[end - 1] in ",x":
        end -= 1
    start = end
    while start and not _begins(line, start):
        start -= 1
    while start < end and line.word[start] in ("that", "and", "but", ","):
        start += 1
    return (start, end) if end > start else None


def governed_by(line: Line, index: int, right: Tokens | None, openers: str) -> Tokens | None:
    """The clause that a signal and what is right of it hang on: left of it, or behind the comma where it opens."""
    left = left_of(line, index)
    if left is None:
        return _main_clause(line, right)
    if _opens(line, index, left, openers):
        return _main_clause(line, right) or (left if left[1] - left[0] > 1 else None)
    return left


def _ends(line: Line, at: int, start: int) -> bool:
    if line.kind[at] in _STOPS:
        return line.kind[at] != "-" or line.start[at] > line.end[at - 1]
    return line.kind[at] == "," and at > start + 1


def _begins(line: Line, at: int) -> bool:
    """A clause begins at this token, seen from the right."""
    before = line.kind[at - 1]
    if before in _STOPS:
        return before != "-" or line.start[at - 1] > line.end[at - 2] if at > 1 else True
    if before == "T" and at > 1 and line.kind[at - 2] in "VG":
        return True
    return before == "," and line.word[at] in _AFTER_COMMA


def _opens(line: Line, index: int, left: Tokens, openers: str) -> bool:
    """The signal opens a clause of its own: behind such a word, a mark, or words without a verb."""
    before = line.kind[index - 1]
    if before in openers or line.text[line.start[index - 1]] in "“„`" or line.text[line.start[index]].isupper():
        return True
    return (before == "," or line.kind[left[0]] == "I") and not has_verb(line, *left)


def _main_clause(line: Line, right: Tokens | None) -> Tokens | None:
    """“Following the raid, dockers walked out”: what comes behind the comma."""
    if right is None or right[1] + 1 >= len(line) or line.kind[right[1]] != ",":
        return None
    start = right[1] + 1
    return None if line.kind[start] in "xV" else right_of(line, start)
