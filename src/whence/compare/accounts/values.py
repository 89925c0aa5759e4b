"""The words of an account as they are shown: a piece of text without what dangles at its ends."""

from __future__ import annotations

from whence.compare.accounts.words import listed
from whence.model.text import Span

_LONGEST = 200  # characters
_MARKS = " \t\n,;:.–—-…"
_QUOTES = "\"'“”„«»‘’"
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))


def value(text: str, span: Span) -> str:
    """The words of `span` in one line, cut at a word; no mark, open quotation, article or preposition is left over.

    >>> value('All targets were hit," in the', Span(0, 29))
    'All targets were hit'
    """
    words = text[span.start : span.end].split()
    while sum(map(len, words)) + len(words) > _LONGEST + 1:
        words.pop()
    before = None
    while words and words != before:
        before = list(words)
        words = _trimmed(words)
    return " ".join(words)


def _trimmed(words: list[str]) -> list[str]:
    shown = " ".join(words).strip(_MARKS)
    shown = shown[1:] if shown[:1] in _QUOTES and not _closed(shown) else shown
    shown = shown[:-1] if shown[-1:] in _QUOTES and not _closed(shown) and not shown.endswith(("s'", "s’")) else shown
    shown = _unopened(shown)
    kept = shown.split()
    while len(kept) > 1 and kept[-1].lower() in listed("dangling"):
        kept.pop()
    return kept


def _closed(words: str) -> bool:
    """Every quotation that begins in the words ends in them."""
    straight = words.count('"') % 2 == 0
    return straight and all(words.count(left) == words.count(right) for left, right in _PAIRS)


def _unopened(words: str) -> str:
    """Without what only closes, or only opens, inside: a straight mark without its fellow, a lone bracket."""
    if words.count('"') == 1:
        words = words.replace('"', "")
    for left, right in _PAIRS:
        if words.count(left) + words.count(right) == 1:
            words = words.replace(left, "").replace(right, "")
    return words
