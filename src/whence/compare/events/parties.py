"""Noun phrases beside a word: who acts, to whom. Found by the letters of `whence.language.tokens`, without a parser."""

from __future__ import annotations

from collections.abc import Mapping

from whence.compare.events.words import listed
from whence.language.tokens import Line
from whence.model.text import Span

Range = tuple[int, int]  # tokens, from the first to the one before the second

_INSIDE = "nNDOP#"
_TIES = frozenset(("of", "in", "from", "at", "for", "near", "at", "and", "&", "loyal"))
_AFTER = frozenset(("of", "and", "&"))
_LONGEST = 24
_SKIPPED = "Aat"
_NOT = frozenset(
    ("not", "n't", "never", "reportedly", "also", "allegedly", "has", "have", "had", "do", "does", "did", "don't",
     "doesn't", "didn't")
)  # fmt: skip
_HOLDING = frozenset(("with", "wielding", "carrying"))  # “gunmen with rifles attacked”
_ROUGHLY: Mapping[int, frozenset[str]] = {
    1: frozenset(("about", "around", "nearly", "almost", "roughly", "some", "only", "over")),
    2: frozenset(("at least", "at most", "more than", "fewer than", "less than", "up to", "not all")),
    3: frozenset(("as many as",)),
}
_ABOUT = frozenset(("least", "most"))  # “at least nine”: no noun phrase


def before(line: Line, at: int, verbs: frozenset[int]) -> Range | None:
    """The noun phrase that ends left of token `at`, over auxiliaries, adverbs, times and an aside between commas.

    `verbs` are the tokens that name acts: no noun phrase reaches over them.
    """
    end = _skip_left(line, at)
    if end > 0 and line.kind[end - 1] == ",":
        opening = max((i for i in range(max(0, end - 1 - _LONGEST), end - 1) if line.kind[i] == ","), default=0)
        if not opening or line.kind[opening - 1] not in _INSIDE:
            return None
        end = opening
    if end > 0 and line.kind[end - 1] in "RT" and end < at + 1:
        end -= 1
        if end > 0 and line.kind[end - 1] == ",":
            end -= 1
    return _phrase_left(line, end, verbs)


def _skip_left(line: Line, at: int) -> int:
    end = at
    while end > 0 and (line.kind[end - 1] in _SKIPPED or line.word[end - 1] in _NOT):
        end -= 1
        if line.kind[end] == "t" and end > 0 and line.word[end - 1] in ("on", "in", "since", "late", "early"):
            end -= 1
    return end


def _phrase_left(line: Line, end: int, verbs: frozenset[int]) -> Range | None:
    """The noun phrase that ends before token `end`, with what "of", "in" and the like tie to it."""
    start = _run_left(line, end, verbs)
    while start is not None and start > 1 and end - start < _LONGEST and line.word[start - 1] in _TIES:
        earlier = _run_left(line, start - 1, verbs)
        if earlier is None:
            break
        start = earlier
    if start is not None and start > 1 and line.word[start - 1] in _HOLDING:
        holder = _run_left(line, start - 1, verbs)
        start, end = (start, end) if holder is None else (holder, start - 1)
    return (start, end) if start is not None and not _only_time(line, start, end) else None


def _run_left(line: Line, end: int, verbs: frozenset[int]) -> int | None:
    start = end
    while start > 0 and line.kind[start - 1] in _INSIDE and start - 1 not in verbs and end - start < _LONGEST:
        start -= 1
        if line.kind[start] in "DP" and not (start and line.kind[start - 1] in "D#"):
            break
    return start if start < end and not (end - start == 1 and line.kind[start] == "D") else None


def after(line: Line, at: int, verbs: frozenset[int]) -> Range | None:
    """The noun phrase that begins at token `at`, with what "of" and "and" tie to it, and no time."""
    if at + 1 < len(line) and line.word[at] == "at" and line.word[at + 1] in _ABOUT:
        at += 2
    end = _run_right(line, at, verbs)
    if end is None:
        return None
    while end + 1 < len(line) and end - at < _LONGEST and line.word[end] in _AFTER:
        further = _run_right(line, end + 1, verbs)
        if further is None:
            break
        end = further
    end = _before_time(line, at, end)
    return (at, end) if end > at and not _only_time(line, at, end) else None


def _before_time(line: Line, at: int, end: int) -> int:
    """Where the phrase ends without “last” of “last week”, “early” of “early on Sunday” or a bare weekday."""
    while end > at + 1 and line.word[end - 1] in listed("before_times"):
        end -= 1
    return end


def _run_right(line: Line, at: int, verbs: frozenset[int]) -> int | None:
    end = at
    while end < len(line) and end - at < _LONGEST and line.kind[end] in _INSIDE and end not in verbs:
        if end > at and (line.kind[end] in "DP" or _opens_clause(line, end)):
            break
        end += 1
    if end - at == 1 and line.kind[at] == "D":
        return end if line.word[end : end + 1] == ["of"] else None  # “four of its diplomats”
    return end if end > at else None


def _opens_clause(line: Line, at: int) -> bool:
    """A participle behind a noun: “soldiers stationed in the north”."""
    follows = line.kind[at + 1] if at + 1 < len(line) else "."
    return line.kind[at] == "n" and line.word[at].endswith(("ed", "ing")) and follows in "IDT,."


def _only_time(line: Line, start: int, end: int) -> bool:
    return all(line.word[i] in listed("not_actors") or line.kind[i] in "t#D" for i in range(start, end))


def owner(line: Line, at: int, verbs: frozenset[int]) -> Range | None:
    """Whose the noun at token `at` is: “the militia's overnight attack”."""
    for place in range(at - 1, max(-1, at - 5), -1):
        if line.word[place].endswith(("'s", "s'")) or (line.word[place] in ("'", "’") and place + 1 == at):
            if line.kind[place] == "t" or line.word[place].split("'")[0] in listed("not_actors"):
                return None  # “Wednesday's explosion”
            return _phrase_left(line, place + 1, verbs)
        if line.kind[place] not in "nN":
            break
    return None


def hedged(line: Line, at: int) -> int:
    """Where a noun phrase begins with “at least”, “about”, “nearly” and the like before its number."""
    for size in (3, 2, 1):
        if " ".join(line.word[max(0, at - size) : at]) in _ROUGHLY[size]:
            return at - size
    return at


def shown(line: Line, found: Range) -> Span:
    """The characters of a noun phrase, with what bounds its number, without the ending of a genitive."""
    span = line.span(hedged(line, found[0]), found[1])
    for ending in ("'s", "’s", "'", "’"):
        if line.text[span.start : span.end].endswith(ending):
            return Span(span.start, span.end - len(ending))
    return span
