"""The seam for a trained tagger: a function from a sentence to labelled spans.

`whence.read.attribution.rules.attributions` is the tagger that ships; another one with the same shape can be handed to
`whence.read.article.read`. Everything around it (quotation marks, excerpts, transcripts, chains, voices, status) stays.
"""

from __future__ import annotations

from collections.abc import Callable

from whence.language.tokens import Line
from whence.read.attribution.found import Found, shifted
from whence.read.attribution.rules import attributions

Tagger = Callable[[Line], list[Found]]

RULES: Tagger = attributions

_LONGEST = 1_000  # tokens: a longer sentence is a list, a table or an attack, and is read in pieces


def tagged(tagger: Tagger, line: Line) -> list[Found]:
    """What the tagger finds in a line; the cost stays linear for a sentence of any length."""
    if len(line) <= _LONGEST:
        return tagger(line)
    return [
        shifted(found, first)
        for first in range(0, len(line), _LONGEST)
        for found in tagger(line.part(first, min(first + _LONGEST, len(line))))
    ]
