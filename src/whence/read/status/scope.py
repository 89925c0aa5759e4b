"""Whether a word belongs to the main clause of its sentence or to one that hangs under it."""

from __future__ import annotations

from whence.language.tokens import Line
from whence.read.status.words import status_words

_REACH = 40  # tokens looked back from a word to what governs it
_SETTING = 12  # tokens in which a setting (“in a letter to the council”) ends
_CLAUSE_PREPOSITIONS = frozenset(("after", "before", "until", "since", "as", "than"))


def governs(line: Line, at: int, own: frozenset[int]) -> bool:
    """True when the word at `at` belongs to the main clause, not to one that hangs under it.

    Looks back to the marker that opens a subordinate clause (who, because, after …). When that clause already has
    its verb, the word belongs to the clause above: “the man who did it may leave”.
    """
    verbs, joined, subject = 0, False, False
    for index in range(at - 1, max(-1, at - _REACH), -1):
        if index not in own:
            continue
        kind = line.kind[index]
        if kind in ",;:-.?":
            return True
        if kind == "(":
            return index == 0
        if _opens(line, index):
            return _is_past_its_verb(line, index, at) if verbs == 0 else not joined
        if kind == "P" and verbs == 0 and _is_bare_relative(line, index):
            return False
        if kind == "C" and not subject:
            joined = True
        elif kind == "C":
            return True
        elif kind in "AvV" and subject:
            verbs += 1
        elif kind in "nNPD#O":
            subject = True
    return True


def _opens(line: Line, index: int) -> bool:
    """True when the token opens a subordinate clause. “What” at the start of a sentence and “so” do not."""
    kind, word = line.kind[index], line.word[index]
    if kind == "R":
        return True
    if kind == "S":
        return index > 0 if word in ("what", "how", "where") else word != "so"
    if kind == "T":
        return index > 0 and line.kind[index - 1] in "nN#" and not _opens_content(line, index)
    return word in _CLAUSE_PREPOSITIONS


def _opens_content(line: Line, that: int) -> bool:
    """“it is clear that …” and “[wrote] in a note to clients that …”: what follows is the point of the sentence."""
    if that > 1 and line.word[that - 2] in status_words("classes.be"):
        return True
    return line.kind[0] == "I" and that < _SETTING and not any(letter in "Av," for letter in line.kind[:that])


def _is_past_its_verb(line: Line, marker: int, at: int) -> bool:
    """“people who hate it may”: the word right after “who” is its verb, though no list has it."""
    after = marker + 1
    return line.kind[marker] in "RT" and after < at - 1 and line.kind[after] == "n" and line.kind[after + 1] in "PODI#N"


def _is_bare_relative(line: Line, pronoun: int) -> bool:
    """“a number I will have to take back”: a subject right after a noun, in a clause that has its verb."""
    if pronoun == 0 or line.kind[pronoun - 1] not in "nN#)":
        return False
    border = max(line.kind.rfind(mark, max(0, pronoun - _REACH), pronoun) for mark in ",;:")
    return any(letter in "AvV" for letter in line.kind[max(0, border) : pronoun - 1])
