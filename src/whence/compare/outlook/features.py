"""What the model sees of a verb: the words around it, and the cues that govern it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.compare.outlook.cues import Cue
from whence.language.tokens import Line

_PAD_LEFT, _PAD_RIGHT = ["<"] * 8, [">"] * 4


def features(line: Line, at: int, cues: Sequence[Cue], verdict: str) -> Iterator[str]:
    """The features of the verb at this token; `verdict` is the label that the rules give it."""
    yield from _cues(line, cues, verdict)
    words = [*_PAD_LEFT, *line.word[max(0, at - 40) : at + 6], *_PAD_RIGHT]
    here = min(at, 40) + len(_PAD_LEFT)
    verb = words[here]
    form = _form(verb)
    yield f"v={verb}"
    yield f"f={form}"
    yield f"s={verb[-3:]}"
    for back in range(1, 6):
        yield f"p{back}={words[here - back]}"
        yield f"b={words[here - back]}"
    for ahead in range(1, 4):
        yield f"n{ahead}={words[here + ahead]}"
    yield f"pp={words[here - 2]} {words[here - 1]}"
    yield f"ppp={words[here - 3]} {words[here - 2]} {words[here - 1]}"
    yield f"pf={words[here - 1]} {form}"
    yield f"ppf={words[here - 2]} {words[here - 1]} {form}"
    yield f"vn={verb} {words[here + 1]}"
    yield f"pv={words[here - 1]} {verb}"
    yield f"vd={verb} {verdict}"
    for word in words[len(_PAD_LEFT) : here]:
        yield f"L={word}"


def _cues(line: Line, cues: Sequence[Cue], verdict: str) -> Iterator[str]:
    yield f"verdict={verdict}"
    yield "chain=" + " ".join(cue.sort for cue in cues)
    for place, cue in enumerate(cues):
        yield f"c{place}={cue.sort}"
        yield f"c={cue.sort} {line.word[cue.first]}"
    if cues:
        yield f"inner={cues[0].sort} {verdict}"


def _form(verb: str) -> str:
    return next((ending for ending in ("ed", "ing", "s") if verb.endswith(ending)), "base")
