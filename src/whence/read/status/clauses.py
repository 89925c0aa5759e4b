"""How clauses are put forward: asserted, speculated, questioned … (docs/voices.md, "Status").

Two things decide: the words that govern the clause itself (`clause_status`, `whence.read.status.governing`) and the cue
that reports it (`whence.read.status.stance`); `governed` joins them. `clauses` takes a sentence apart where they
differ.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from whence.language.tokens import Line
from whence.model.speech import Status
from whence.read.status.governing import RANK, own_tokens, range_status

_JOINING = frozenset(("and", "but", "yet", "while", "whereas", "although", "though", "so", "nor"))
_REASONS = frozenset(("because", "although", "though", "whereas", "after"))
_WHOLE = (Status.QUESTIONED, Status.CONDITIONAL)  # a question or an if-sentence is one piece
_SUBJECT_ROOM = 9  # tokens in which a new clause shows its verb


def clause_status(line: Line, *, ignore: Sequence[tuple[int, int]] = ()) -> Status:
    """The status that the words of this sentence or clause give themselves; tokens in `ignore` do not count.

    >>> from whence.model.text import Span
    >>> from whence.language.tokens import tokens
    >>> clause_status(tokens("The bridge may close.", Span(0, 21), []))
    <Status.SPECULATED: 'speculated'>
    """
    return range_status(line, own_tokens(line, ignore))


def governed(inner: Status, stance: Status | None, *, unnamed: bool, relayed: bool) -> Status:
    """The status of content: its own words', its cue's and its source's, whichever comes first in `Status`.

    `unnamed`: the source is left unnamed. `relayed`: another outlet's news in paraphrase.
    """
    found = [inner, stance or Status.ASSERTED, Status.REPORTED if unnamed or relayed else Status.ASSERTED]
    return min(found, key=RANK.__getitem__)


def clauses(line: Line, *, ignore: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int, Status]]:
    """The sentence in pieces `(first, last, status)` that cover all its tokens, neighbours of equal status merged.

    It is split only at a clear border (a semicolon, “, but”, “, and” with a new subject, “: ”, a dash, “, which …,”),
    never inside a question or an if-sentence.
    """
    if not len(line):
        return []
    own = own_tokens(line, ignore)
    whole = range_status(line, own)
    if whole in _WHOLE:
        return [(0, len(line), whole)]
    pieces: list[tuple[int, int, Status]] = []
    for status, run in groupby(enumerate(_of_tokens(line, own)), key=itemgetter(1)):
        indices = [index for index, _ in run]
        pieces.append((indices[0], indices[-1] + 1, status))
    return pieces


def _of_tokens(line: Line, own: Sequence[int]) -> list[Status]:
    """The status of the clause that each token stands in."""
    statuses = [Status.ASSERTED] * len(line)
    for first, last in pairwise([0, *_borders(line, own), len(line)]):
        mine = _between(own, first, last)
        status = range_status(line, mine) if mine else statuses[max(0, first - 1)]
        statuses[first:last] = [status] * (last - first)
    for first, last in _hanging(line):
        status = range_status(line, _between(own, first + 1, last))
        if status not in (Status.ASSERTED, *_WHOLE):
            statuses[first:last] = [status] * (last - first)
    return statuses


def _between(own: Sequence[int], first: int, last: int) -> Sequence[int]:
    return own[bisect_left(own, first) : bisect_left(own, last)]


def _hanging(line: Line) -> Iterator[tuple[int, int]]:
    """Clauses that hang under another, from their first word to the next comma: “because …”, “, who …,”."""
    index = 0
    while index < len(line):
        relative = line.kind[index] == "R" and index > 0 and line.kind[index - 1] == ","
        if not relative and line.word[index] not in _REASONS:
            index += 1
            continue
        last = line.next(",;:-", index + 1, len(line))
        yield index, last
        index = last


def _borders(line: Line, own: Sequence[int]) -> Iterator[int]:
    """The tokens at which a new clause begins."""
    mine = bytearray(len(line) + 1)
    for index in own:
        mine[index] = 1
    dash = line.kind.find("-") if line.kind.count("-") == 1 else -1  # a pair of dashes is a parenthesis
    verb_before = False
    for index in range(1, len(line) - 2):
        kind = line.kind[index]
        verb_before = verb_before or kind in "AvV"
        if not mine[index] or not mine[index + 1] or not verb_before:
            continue
        after = index + 1
        if kind == "," and line.word[after] in _JOINING:
            after += 1
        elif kind == "C" and line.kind[after] == "T":
            after += 1  # “that A is true and that B may be”
        elif kind not in ";:" and index != dash:
            continue
        if _is_clause(line, after):
            yield index + (kind != "C")
            verb_before = False


def _is_clause(line: Line, first: int) -> bool:
    """A subject, and a verb soon after it."""
    start = first
    while start < min(len(line), first + 3) and line.kind[start] in "aT":
        start += 1
    if start >= len(line) or line.kind[start] not in "PDnN#":
        return False
    room = line.kind[start : start + _SUBJECT_ROOM]
    return any(letter in "AvVq" for letter in room.partition(",")[0][1:])
