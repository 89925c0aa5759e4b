"""Several cues in one sentence: which content holds which, and where one ends because the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from whence.language.lexicon import words
from whence.language.tokens import Line
from whence.read.attribution.found import Found, with_content
from whence.read.attribution.subjects import clause_begin, with_sentence_subject


def keep_outermost(line: Line, options: Sequence[Found]) -> list[Found]:
    """Drop what lies inside another's content; cut a content where the next attribution beside it begins."""
    kept: list[Found] = []
    for found in options:
        if found.trailing:
            _take_trailing(line, kept, found)
            continue
        if any(found.content == other.content for other in kept):
            continue  # “is not convinced that” holds “convinced that”
        if _cites_for(line, kept, found):
            continue
        inside = next((index for index, other in enumerate(kept) if _holds(other, found)), None)
        if inside is None:
            placed = _with_subject(line, found, kept)
            if placed is not None:
                kept.append(placed)
        elif _stands_beside(line, kept[inside], found):
            kept[inside] = _cut(line, kept[inside], found.begin)
            kept.append(found)
    return [with_content(found, tuple(piece for piece in found.content if piece[0] < piece[1])) for found in kept]


def _cites_for(line: Line, kept: Sequence[Found], found: Found) -> bool:
    """“According to the Courier, citing two officials, …”: whom the outlet cites is a link, and says nothing apart."""
    cites = line.word[found.cue[0]] in ("citing", "quoting") and found.frame == "object"
    return cites and bool(kept) and kept[-1].frame == "according" and kept[-1].cue[1] <= found.cue[0]


def _with_subject(line: Line, found: Found, kept: Sequence[Found]) -> Found | None:
    """A shared subject: that of the attribution before it, unless a clause of its own begins between them."""
    if not found.shares_subject:
        return found
    own_clause = clause_begin(line, found.cue[0]) > kept[-1].cue[0] if kept else True
    return (with_sentence_subject(line, found) or (found if kept else None)) if own_clause else found


def _holds(outer: Found, inner: Found) -> bool:
    return any(first <= inner.cue[0] < last for first, last in outer.content)


def _take_trailing(line: Line, kept: list[Found], found: Found) -> None:
    """“…, Lind said” takes what stands before it, back to the attribution beside it."""
    while kept:
        other = kept[-1]
        beside = (other.trailing and not _holds(other, found)) or (
            not other.trailing and other.cue[0] < found.cue[0] and _joins(line, other, found)
        )
        if beside:
            break
        kept.pop()
    start = 0
    if kept:
        start = _after(kept[-1]) if kept[-1].trailing else found.begin
    first, last = found.content[0]
    first = max(first, start)
    while first < last and line.kind[first] in ",;C-:":
        first += 1
    kept.append(with_content(found, ((first, last), *found.content[1:]) if first < last else found.content[1:]))


def _joins(line: Line, other: Found, found: Found) -> bool:
    """An attribution before this tag that stands beside it: separated by a semicolon."""
    return ";" in line.kind[other.cue[1] : found.cue[0]]


def _after(found: Found) -> int:
    return max(found.cue[1], found.source[1] if found.source else 0, *(last for _, last in found.content))


def parts_apart(line: Line, found: Found) -> list[Found]:
    """“said that nine had died and that five “were found alive””: paraphrase and quoted words are two contents."""
    if found.frame not in ("that", "clause") or len(found.content) != 1:
        return [found]
    first, last = found.content[0]
    border = line.kind.find("CT", first + 1, last)
    if border < 0 or ("q" in line.kind[first:border]) == ("q" in line.kind[border:last]):
        return [found]
    before = border - 1 if line.kind[border - 1] == "," else border
    return [with_content(found, ((first, before),)), with_content(found, ((border + 1, last),))]


_STRONG = frozenset(("that", "quote", "clause", "mixed", "colon"))
_PHRASES = frozenset(("to", "whom-to", "object", "preposition", "as"))
_CONTRASTS = frozenset(("while", "although", "though", "whereas"))


def _stands_beside(line: Line, outer: Found, found: Found) -> bool:
    """An attribution inside another's content that is the narrator's again: “…, adding that”, “; Roe denied”."""
    begin = found.begin
    before = line.kind[begin - 1] if begin else ""
    if found.shares_subject:
        return _goes_on(line, outer, found, before)
    if before == "," and _fronted(line, outer):
        return True
    if before == ";" or (found.opens is not None and before == "C"):
        return True
    if before == "," and outer.frame in _PHRASES and found.frame in ("quote", "colon"):
        return True
    if found.frame not in _STRONG | {"whom-to"} or begin < 2 or line.kind[begin - 2] not in ",q":
        return False
    return before == "C" or (before == "S" and line.word[begin - 1] in _CONTRASTS)


def _fronted(line: Line, outer: Found) -> bool:
    """“When a senator asked how many had died, Lowe replied …”: the first cue stands in a clause before the main."""
    return not outer.trailing and line.kind.startswith(("S", "CS")) and "," not in line.kind[: outer.cue[0]]


def _goes_on(line: Line, outer: Found, found: Found, before: str) -> bool:
    """The same source says more: a participle after a comma, a second verb after “and”."""
    word = line.word[found.cue[1] - 1]
    if word.endswith("ing"):
        return before in (",", "q") and found.frame in _STRONG | {"whether"}
    if (
        before != "C"
        or found.verb is None
        or not (found.verb.frames & {"tag", "whether"} or found.frame in ("mixed", "as"))
    ):
        return False
    if outer.frame in ("object", "as", "mixed", "preposition") or found.frame == "whom-to":
        return True
    # "said A had rung her and told her that …": whoever rang tells; "and told reporters that …" is the source again.
    return not (found.verb.person and not _tells_the_press(line, found))


def _tells_the_press(line: Line, found: Found) -> bool:
    return line.word[found.cue[1]] in words("settings.listeners") and line.kind[found.cue[1]] != "O"


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
