"""How clauses are put forward: asserted, speculated, questioned … (docs/voices.md, "Status").

Two things decide: the words that govern the clause itself (`clause_status`, `whence.read.governing`) and the cue that
reports it (`whence.read.stance`); `governed` joins them. `clauses` takes a sentence apart where they differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from whence.model.speech import Status
from whence.read.governing import RANK, own_tokens, range_status
from whence.read.tokens import Line

_JOINING = frozenset(("and", "but", "yet", "while", "whereas", "although", "though", "so", "nor"))
_WHOLE = (Status.QUESTIONED, Status.CONDITIONAL)  # a question or an if-sentence is one piece
_SUBJECT_ROOM = 9  # tokens in which a new clause shows its verb


def clause_status(line: Line, *, ignore: Sequence[tuple[int, int]] = ()) -> Status:
    """The status that the words of this sentence or clause give themselves; tokens in `ignore` do not count.

    >>> from whence.model.text import Span
    >>> from whence.read.tokens import tokens
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

    It is split only at a clear border (a semicolon, “, but”, “, and” with a new subject, “: ”, a dash), never inside a
    question or an if-sentence.
    """
    if not len(line):
        return []
    own = own_tokens(line, ignore)
    whole = range_status(line, own)
    if whole in _WHOLE:
        return [(0, len(line), whole)]
    cuts = [0, *_borders(line, own), len(line)]
    pieces: list[tuple[int, int, Status]] = []
    at = 0
    for first, last in pairwise(cuts):
        mine: list[int] = []
        while at < len(own) and own[at] < last:
            mine.append(own[at])
            at += 1
        status = range_status(line, mine) if mine else None
        pieces = _joined(pieces, first, last, status)
    return pieces


def _joined(
    pieces: list[tuple[int, int, Status]], first: int, last: int, status: Status | None
) -> list[tuple[int, int, Status]]:
    """The pieces with one more, which goes to its neighbour when it says nothing else (None: no words of its own)."""
    if not pieces:
        return [(first, last, status or Status.ASSERTED)]
    start, _, known = pieces[-1]
    if status is None or status is known:
        pieces[-1] = (start, last, known)
    else:
        pieces.append((first, last, status))
    return pieces


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
        elif kind not in ";:" and index != dash:
            continue
        if _is_clause(line, after):
            yield index + 1
            verb_before = False


def _is_clause(line: Line, first: int) -> bool:
    """A subject, and a verb soon after it."""
    start = first
    while start < min(len(line), first + 3) and line.kind[start] in "aT":
        start += 1
    if start >= len(line) or line.kind[start] not in "PDnN#":
        return False
    room = line.kind[start : start + _SUBJECT_ROOM]
    return any(letter in "AvV" for letter in room.partition(",")[0][1:])
