"""Content that is a noun phrase: “denied the charge”, “called it a lie”, “the poll shows Lind ahead”."""

from __future__ import annotations

from whence.language.lexicon import Cue, words
from whence.language.tokens import Line
from whence.read.attribution.found import Side


def read_object(line: Line, first: int, start: int, last: int, cue: Cue) -> Side | None:
    """The noun phrase or “-ing” that begins at token `start`, after the cue whose words end before `first`."""
    action = "ing" in cue.frames and start < last and line.word[start].endswith("ing")
    if "object" not in cue.frames and not action and not ("finding" in cue.frames and _evidence_before(line, first)):
        return None
    while start < last and line.kind[start] == "a":
        start += 1
    if start >= last or not (line.kind[start] in "DnN#PO" or line.word[start].endswith("ing")):
        return None
    names = cue.lemma in _NAMES_AS and not cue.particle
    if names and not _says_what_it_is(line, start):
        return None
    if line.word[start] in ("nothing", "none"):
        return None  # “admitted nothing of the kind”
    if line.kind.startswith("DI", start) or (line.kind[start] == "O" and not names):
        return None  # “asked them in”
    end = _object_end(line, start, last)
    if cue.particle and "T" in line.kind[start : min(end, start + 5)]:
        return None  # “insisted on Radio Four that …”, “admitted to the inspector that …”
    return Side(start, last if end < last and line.kind[end] == "q" else end, "object")


def _evidence_before(line: Line, first: int) -> bool:
    """“The poll shows Lind ahead”, but not “Lind showed the letter”."""
    return not words("nouns.evidence").isdisjoint(line.word[max(0, first - 12) : first - 1])


_NAMES_AS = frozenset(["call", "term", "dub", "label", "brand"])


def _says_what_it_is(line: Line, start: int) -> bool:
    """“called it unlawful”, “called Lind a liar”: two phrases; “called the office”, “called her at nine” have one."""
    if line.kind[start] == "O":
        return line.kind.startswith(("n", "D", "a", "N"), start + 1)
    end = start + 1
    while line.kind.startswith(("n", "N", "#", "V"), end):
        end += 1
    return line.kind.startswith(("D", "q"), end)


def _object_end(line: Line, start: int, last: int) -> int:
    """The end of a noun phrase with its “that”, “for …ing”; a second verb of the same subject ends it."""
    end = line.next(",;:.-?Sq", start, last)
    for index in range(start + 1, end - 1):
        if line.kind[index] == "C" and line.kind[index + 1] in "vA":
            return index
    return end
