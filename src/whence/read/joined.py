"""The rules and a trained tagger as one: neither breaks what the other is sure of.

What the tagger found in the whole document comes in as spans of its text; here it becomes attributions of one line.
Marks and blocks decide how far quoted words reach, the rules what is an attribution where they find one, the tagger
where paraphrase ends and what the rules have no words for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.language.lexicon import Cue, forms
from whence.language.tokens import Line
from whence.model.speech import Tagged
from whence.model.text import Span
from whence.read.attribution.found import Found
from whence.read.attribution.rules import attributions
from whence.read.tagger import Tagger

_LEAST = 0.35  # less sure than this, the tagger adds nothing to what the rules found
_EXTENT = 0.7  # as sure as this, it says how far a paraphrase reaches
_CONTRADICTED = 0.75  # what a rule's confidence is worth where the tagger, which read the same words, found nothing
_WEAK = frozenset(("object", "to", "preposition"))
_ANSWERS = frozenset("answer answered comment respond responded reply replied".split())
_UNANSWERED = frozenset("not never n't didn't declined refused failed".split())
_NEAR = 3  # words before a cue
_NOBODY = frozenset("nobody none nothing neither anybody anyone whoever no".split())


@dataclass(frozen=True, slots=True)
class _Option:
    """An attribution of the tagger in the tokens of a line."""

    found: Found
    confidence: float


def joining(tagged: Sequence[Tagged]) -> Tagger:
    """A tagger of lines that reads with the rules and with what `tagged` holds for the same words."""
    known = sorted((item for item in tagged if item.cue is not None), key=_cue_start)
    starts = [_cue_start(item) for item in known]
    contents = sorted((span.start, span.end) for item in tagged for span in item.content)

    def read(line: Line) -> list[Found]:
        if not len(line):
            return []
        here = known[bisect_left(starts, line.start[0]) : bisect_left(starts, line.end[-1])]
        options = [option for item in here if (option := _option(line, item)) is not None]
        inside = _lies_in(contents, line.start[0], line.end[-1])
        found = [_settled(line, item, options, heard=not inside) for item in attributions(line)]
        return _with_new(line, [item for item in found if not _is_doubtful(line, item)], options)

    return read


def _cue_start(item: Tagged) -> int:
    return item.cue.start if item.cue else -1


def _lies_in(contents: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """The tagger marks nothing inside a content: what is said there it has not looked for."""
    index = bisect_left(contents, (start + 1, 0)) - 1
    return index >= 0 and contents[index][0] <= start and end <= contents[index][1] + 1


def _settled(line: Line, found: Found, options: Sequence[_Option], *, heard: bool) -> Found:
    """The rules' attribution, its paraphrase as long as the tagger says, as sure as both together are.

    `heard`: the tagger read these words as somebody's own sentence.
    """
    option = next((item for item in options if _overlap(item.found.cue, found.cue)), None)
    if option is None:
        return replace(found, weight=_CONTRADICTED) if heard else found
    if option.confidence >= _EXTENT and _same_kind(line, found, option.found):
        found = replace(found, content=option.found.content)
    return replace(found, confidence=option.confidence)


def _is_doubtful(line: Line, found: Found) -> bool:
    """Paraphrase in one of the frames that err most, which the tagger does not bear out."""
    quoted = any("q" in line.kind[slice(*piece)] for piece in found.content)
    return found.weight < 1.0 and found.frame in _WEAK and not quoted


def _same_kind(line: Line, found: Found, other: Found) -> bool:
    """Both are one piece and share words, and the same quotations stand in them: marks win on extent."""
    if len(found.content) != 1 or len(other.content) != 1 or not _overlap(found.content[0], other.content[0]):
        return False
    return _quoted(line, found.content[0]) == _quoted(line, other.content[0])


def _quoted(line: Line, piece: tuple[int, int]) -> list[int]:
    return [index for index in range(*piece) if line.kind[index] == "q"]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _with_new(line: Line, found: list[Found], options: Sequence[_Option]) -> list[Found]:
    """The rules' attributions, and those of the tagger that stand beside all of them."""
    taken = [_tokens(item) for item in found]
    for option in options:
        mine = _tokens(option.found)
        if option.confidence < _LEAST or not _is_statement(line, option.found) or any(mine & other for other in taken):
            continue
        found.append(replace(option.found, confidence=option.confidence, weight=0.0))
        taken.append(mine)
    return sorted(found, key=_place)


def _place(found: Found) -> int:
    return min(found.cue[0], *(first for first, _ in found.content)) if found.content else found.cue[0]


def _tokens(found: Found) -> set[int]:
    parts = [*found.content, found.cue, *([found.source] if found.source else [])]
    return {index for first, last in parts for index in range(first, last)}


def _option(line: Line, item: Tagged) -> _Option | None:
    """The tagger's attribution in the tokens of this line; None where it does not lie in it."""
    cue = _range(line, item.cue) if item.cue else None
    content = tuple(sorted(piece for span in item.content if (piece := _range(line, span)) is not None))
    if cue is None or not content or "q" in line.kind[slice(*cue)]:
        return None
    found = Found(
        source=_range(line, item.source) if item.source else None,
        cue=cue,
        content=content,
        verb=_verb(line, cue),
        frame="clause",
        rule=f"the trained tagger, “{line.text[line.start[cue[0]] : line.end[cue[1] - 1]]}”",
        trailing=content[0][0] < cue[0],
    )
    return _Option(found, item.confidence)


def _is_statement(line: Line, found: Found) -> bool:
    """Somebody in this line puts something forward: words with a verb or in quotation marks, no bare thing."""
    source = found.source
    if (
        source is None
        or "q" in line.kind[slice(*source)]
        or line.word[source[0]] in _NOBODY
        or _is_silence(line, found)
    ):
        return False
    return any(set(line.kind[slice(*piece)]) & set("qAVvGT") for piece in found.content)


def _is_silence(line: Line, found: Found) -> bool:
    """“did not answer questions about it”, “failed to respond”: nobody says anything."""
    words = set(line.word[max(found.cue[0] - _NEAR, 0) : found.cue[1]])
    return bool(words & _ANSWERS and words & _UNANSWERED)


def _verb(line: Line, cue: tuple[int, int]) -> Cue | None:
    for index in range(cue[1] - 1, cue[0] - 1, -1):
        options = forms().get(line.word[index])
        if options:
            return options[0].cue
    return None


def _range(line: Line, span: Span) -> tuple[int, int] | None:
    """The tokens of a span that lies in the line; a quotation is one token and taken whole."""
    first = bisect_left(line.end, span.start + 1)
    last = bisect_left(line.start, span.end)
    return (first, last) if first < last and line.start[0] <= span.start and span.end <= line.end[-1] else None
