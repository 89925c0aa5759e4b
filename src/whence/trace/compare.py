"""Two passages that are known to belong together, word by word: the changes, and what they do."""

from __future__ import annotations

from dataclasses import replace

from whence.model.reuse import Consequence, Edit, Op, Verdict
from whence.model.text import Document, DocumentStatus, Span
from whence.trace import lexicon
from whence.trace.align import Variants, align
from whence.trace.edits import piece
from whence.trace.index import Index, index
from whence.trace.judge import judge
from whence.trace.quote import sought
from whence.trace.seek import Stretch
from whence.trace.words import WORD, fold

_AROUND = 40  # code points around the original that are looked at as well
_MOST = 4_000  # words of a passage that are compared one by one


def compare(later: Document, here: Span, earlier: Document, there: Span) -> tuple[Verdict, tuple[Edit, ...]]:
    """What became of the words at `there` of the earlier document in those at `here` of the later one.

    Very long passages are compared by their first four thousand words.
    """
    if _folded(later[here]) == _folded(earlier[there]):
        return Verdict.VERBATIM, ()
    start = max(0, there.start - _AROUND)
    text = earlier.text[start : there.end + _AROUND]
    made: Index = index([text])
    quote = sought(later.text, [here], made.vocabulary).part(0, _MOST)
    if not len(quote) or len(made.numbers) < 2:
        return Verdict.UNTRACED, ()
    stretch = Stretch(0, 0, min(len(made.numbers) - 1, 2 * _MOST), 0.0)
    alignment = align(made, quote, [stretch], Variants(made.vocabulary.forms), moves=False)
    if not (alignment.places >= 0).any():
        return Verdict.UNTRACED, ()
    found = piece(quote, alignment, 0, len(quote), later.text, text, made)
    edits = tuple(_moved(edit, start) for edit in found.edits)
    return judge(edits), edits


def _folded(text: str) -> list[str]:
    return [fold(word) for word in WORD.findall(text)]


def _moved(edit: Edit, by: int) -> Edit:
    return replace(edit, original=Span(edit.original.start + by, edit.original.end + by))


def lost_caveats(edits: tuple[Edit, ...], earlier: Document) -> str:
    """The words that made the earlier passage less sure, or denied it, and are gone in the later one; empty: none."""
    lost: list[str] = []
    for edit in edits:
        if edit.op is Op.INSERT or edit.consequence not in (Consequence.HEDGE, Consequence.NEGATION):
            continue
        words = [match.group() for match in WORD.finditer(earlier.text, edit.original.start, edit.original.end)]
        lost += [word for word in words if fold(word) in lexicon.words("hedges") | lexicon.words("negations")]
    return ", ".join(dict.fromkeys(lost))


def is_whole(document: Document) -> bool:
    """Whether nothing of a document is known to be missing."""
    return document.status is not DocumentStatus.PARTIAL
