"""The words of a sentence or quotation in two editions, laid over each other: what was put in, left out, changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whence.model.reuse import Edit
from whence.model.text import Span
from whence.trace.align import Variants, align
from whence.trace.edits import left_out, piece
from whence.trace.index import Index, joined
from whence.trace.quote import Sought, sought
from whence.trace.revised.sides import Side
from whence.trace.seek import Stretch

_MOST = 1_500  # words of a sentence that are compared one by one


def edits(earlier: Side, there: Sequence[Span], later: Side, here: Sequence[Span]) -> tuple[Edit, ...]:
    """What became of the earlier edition's words at `there` in the later one's at `here`; of very long ones, the first
    1,500.
    """
    index = joined([earlier.within(there)], earlier.vocabulary)
    quote = sought(later.document.text, here, earlier.vocabulary).part(0, _MOST)
    count = min(len(index.numbers) - 1, _MOST)
    if not len(quote) or not count:
        return ()
    variants = Variants(earlier.vocabulary.forms)
    alignment = align(index, quote, [Stretch(0, 0, count, 0.0)], variants, moves=False)
    if not (alignment.places >= 0).any():
        return ()
    texts = later.document.text, earlier.document.text
    found = piece(quote, alignment, 0, len(quote), *texts, index)
    return (
        *_beyond(quote, index, range(found.begin), int(quote.starts[0]), texts),
        *found.edits,
        *_beyond(quote, index, range(found.end + 1, count), int(quote.ends[-1]), texts),
    )


def _beyond(quote: Sought, index: Index, places: range, at: int, texts: tuple[str, str]) -> list[Edit]:
    """Words left out before the first word that is still there, or behind the last."""
    return [left_out(quote, at, places, texts, index)] if np.size(places) else []
