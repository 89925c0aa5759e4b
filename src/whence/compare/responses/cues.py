"""The cues of an answer, and where each counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.compare.phrases import Phrases, listed
from whence.language.tokens import Line
from whence.model.incident import Answer

_BEFORE, _NEAR, _BEHIND = 14, 6, 4  # tokens left and right of a cue in which the word it needs may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The relation that a cue names, what stands where, and the lists of which a word must stand left or right."""

    relation: Answer
    layout: str
    left: str
    right: str


def words(key: str) -> frozenset[str]:
    """A word list of the lexicon."""
    return listed("responses", key)


@cache
def _cues() -> Phrases[Cue]:
    entries: list[tuple[str, Cue]] = []
    for group in table("responses")["cues"]:
        cue = Cue(
            relation=Answer(group["relation"]),
            layout=group["layout"],
            left=group.get("left", ""),
            right=group.get("right", ""),
        )
        entries.extend((str(phrase), cue) for phrase in group["words"])
    return Phrases(entries)


@cache
def bare_cues() -> Phrases[Answer]:
    """Cues that name no cause: what they answer stands in the sentence before."""
    bare = table("responses")["bare"].items()
    return Phrases((str(phrase), Answer(relation)) for relation, phrases in bare for phrase in phrases)


def cue_at(line: Line, index: int) -> tuple[int, Cue] | None:
    """The longest cue that starts at this token and has what it needs, and where it ends."""
    for end, cue in _cues().each(line.word, index):
        if end < len(line) and _fits(cue, line, index, end):
            return end, cue
    return None


def _fits(cue: Cue, line: Line, start: int, end: int) -> bool:
    if cue.right == "happening":
        return _happening(line, start, end) and _left_fits(cue, line, start)
    if cue.right == "subject":
        return line.kind[end] in "DPN" and _left_fits(cue, line, start)
    if cue.right == "no time":
        return not _time(line, end) and _left_fits(cue, line, start)
    if cue.right and not any(word in words(cue.right) for word in line.word[end : end + _BEHIND]):
        return False
    return _left_fits(cue, line, start)


def _left_fits(cue: Cue, line: Line, start: int) -> bool:
    if cue.left == "any":
        return start > 0 and line.kind[start - 1] not in "D#" and line.word[start - 1] not in ("to", "is", "are", "was")
    if cue.left == "hostile":  # looked at where the clause of the answer is known
        return True
    near, _, key = cue.left.rpartition(" ")
    reach = _NEAR if near else _BEFORE
    return not key or any(word in words(key) for word in line.word[max(0, start - reach) : start])


def _happening(line: Line, start: int, end: int) -> bool:
    """“after the raid”, but not “after dark”, “after two hours”, “looked after”; “when” behind an act of force only."""
    if _time(line, end):
        return False
    if line.word[start] == "when":
        return any(word in words("returned") or word in words("defence") for word in line.word[:start])
    return start == 0 or line.word[start - 1] not in words("not_before")


def _time(line: Line, end: int) -> bool:
    """A mark, a number or a time stands here: no happening."""
    second = min(end + 1, len(line) - 1)
    if line.kind[end] in "#t,.;:" or line.word[end] in words("units"):
        return True
    return line.kind[end] == "D" and (line.word[second] in words("units") or line.kind[second] == "#")
