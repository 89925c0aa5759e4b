"""Several cues in one sentence: which content holds which, and where one ends because the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from whence.read.attribution.found import Found, with_content
from whence.read.attribution.subjects import with_sentence_subject
from whence.read.tokens import Line


def keep_outermost(line: Line, options: Sequence[Found]) -> list[Found]:
    """Drop what lies inside another's content; cut a content where the next attribution beside it begins."""
    kept: list[Found] = []
    floor = 0
    for found in options:
        if found.trailing:
            floor = _take_trailing(line, kept, found, floor)
            continue
        inside = next((index for index, other in enumerate(kept) if _holds(other, found)), None)
        if inside is None:
            if found.shares_subject and not kept:
                found = with_sentence_subject(line, found)
                if found is None:
                    continue
            kept.append(found)
            floor = found.content[-1][1]
        elif _stands_beside(line, kept[inside], found):
            kept[inside] = _cut(line, kept[inside], _phrase_begin(line, found))
            kept.append(found)
    return [with_content(found, tuple(piece for piece in found.content if piece[0] < piece[1])) for found in kept]


def _phrase_begin(line: Line, found: Found) -> int:
    return min([found.cue[0], *([found.source[0]] if found.source else [])])


def _holds(outer: Found, inner: Found) -> bool:
    return any(first <= inner.cue[0] < last for first, last in outer.content)


def _take_trailing(line: Line, kept: list[Found], found: Found, floor: int) -> int:
    start = 0
    while kept:
        other = kept[-1]
        if other.trailing and not _holds(other, found):
            start = max(start, _after(other))
            break
        if not other.trailing and other.cue[0] < found.cue[0] and _joins(line, other, found):
            break
        kept.pop()
    if kept:
        start = max(start, _after(kept[-1]) if kept[-1].trailing else _phrase_begin(line, found))
    first, last = found.content[0]
    first = max(first, start)
    while first < last and line.kind[first] in ",;C-:":
        first += 1
    pieces = ((first, last), *found.content[1:]) if first < last else found.content[1:]
    kept.append(with_content(found, pieces))
    return pieces[-1][1] if pieces else floor


def _joins(line: Line, other: Found, found: Found) -> bool:
    """An attribution before this tag that stands beside it: separated by a semicolon."""
    return ";" in line.kind[other.cue[1] : found.cue[0]]


def _after(found: Found) -> int:
    return max(found.cue[1], found.source[1] if found.source else 0, *(last for _, last in found.content))


def _stands_beside(line: Line, outer: Found, found: Found) -> bool:
    begin = _phrase_begin(line, found)
    before = line.kind[begin - 1] if begin else ""
    if found.shares_subject:
        if found.cue[0] > 0 and line.kind[found.cue[0] - 1] == "," and line.word[found.cue[0]].endswith("ing"):
            return found.frame in ("that", "quote", "clause", "mixed", "colon", "whether")
        finite = found.verb is not None and "tag" in found.verb.frames | (
            {"tag"} if "whether" in found.verb.frames else set[str]()
        )
        return before == "C" and finite and not line.word[found.cue[0]].endswith("ing")
    if before == ";":
        return True
    strong = found.frame in ("that", "quote", "clause", "mixed", "colon")
    if before == "C" and begin > 1 and line.kind[begin - 2] in ",q":
        return strong
    if (
        before == "S"
        and begin > 1
        and line.kind[begin - 2] in ",q"
        and line.word[begin - 1] in ("while", "although", "though", "whereas")
    ):
        return strong
    return False


def _cut(line: Line, outer: Found, at: int) -> Found:
    pieces: list[tuple[int, int]] = []
    for first, last in outer.content:
        if first >= at:
            continue
        end = min(last, at)
        while end > first and line.kind[end - 1] in ",;CS-":
            end -= 1
        if end > first:
            pieces.append((first, end))
    return with_content(outer, tuple(pieces))
