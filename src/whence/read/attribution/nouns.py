"""Cues that are nouns: “his claim that …”, “Ms Ito's refusal to …”."""

from __future__ import annotations

from whence.language.lexicon import Cue, noun_cues
from whence.language.tokens import Line
from whence.read.attribution.found import Found
from whence.read.attribution.settings import content_end

_OWNERS = frozenset(["his", "her", "their", "its", "my", "our", "your"])


def read_noun(line: Line, at: int) -> Found | None:
    """A noun of saying or thinking with its owner before it and the content after it."""
    cue = noun_cues().get(line.word[at])
    if cue is None:
        return None
    source = _owner(line, at)
    frame = _frame(line, at, cue)
    if source is None or frame is None:
        return None
    end = line.next(",;:-?", at + 2, content_end(line, at + 1))
    return Found(
        source=source, cue=(source[1], at + 1), content=((at + 1, end),), verb=cue,
        frame=frame, rule=f"owner, “{line.word[at]}”, {frame}", trailing=False,
    )  # fmt: skip


def _owner(line: Line, at: int) -> tuple[int, int] | None:
    """The possessive before the noun, past up to three words that describe it."""
    for index in range(at - 1, max(-1, at - 5), -1):
        word = line.word[index]
        if word in _OWNERS:
            return (index, index + 1)
        if line.kind[index] in "nN" and word.endswith(("'s", "s'")):
            return (_name_start(line, index), index + 1)
        if line.kind[index] not in "naG#t":
            return None
    return None


def _name_start(line: Line, index: int) -> int:
    """“Ms Ito's”, “the state party's”: back over the capitals, or to the determiner."""
    first = index
    while first > 0 and line.kind[first - 1] == line.kind[index]:
        first -= 1
    return first - 1 if first and line.kind[first - 1] == "D" else first


def _frame(line: Line, at: int, cue: Cue) -> str | None:
    """How the content follows the noun: a clause with “that”, or an infinitive."""
    word = line.word[at + 1] if at + 2 < len(line) else ""
    following = line.kind[at + 2 : at + 3]
    if word == "that" and "that" in cue.frames and following not in ("V", "A", "v", ","):
        return "that"
    if word == "to" and "to" in cue.frames and following in ("n", "V", "v", "a", "A"):
        return "to"
    return None
