"""An anchor: where words stand in a text, with a short digest of them, so that a link never shows other words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from whence.model.text import Span

_SIGNS = re.compile(r"[\W_]+")  # all but letters and digits
_WRITTEN = re.compile(r"(\d{1,9})-(\d{1,9})-([0-9a-f]{10})", re.ASCII)
_DIGITS = 10  # of the digest, in hexadecimal


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of a text, and the digest of the words that stand there. `str` of it is how links write it."""

    span: Span
    digest: str

    def __str__(self) -> str:
        return f"{self.span.start}-{self.span.end}-{self.digest}"


class Fit(StrEnum):
    """What became of the words that an anchor names."""

    KEPT = "kept"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor leads: to its words (`kept`, `moved`), or to the place nearest to where they stood (`lost`)."""

    span: Span
    fit: Fit


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of a place.

    >>> str(anchor("The pier is open.", Span(0, 17)))
    '0-17-431ca2273d'
    """
    return Anchor(span, digest(text[span.start : span.end]))


def read_anchor(written: str) -> Anchor | None:
    """The anchor that a link writes; None where it is none.

    >>> read_anchor("0-17-431ca2273d") is None, read_anchor("17-0-431ca2273d"), read_anchor("x")
    (False, None, None)
    """
    found = _WRITTEN.fullmatch(written)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Anchor(Span(int(found[1]), int(found[2])), found[3])


def place(wanted: Anchor, text: str, places: Sequence[Span]) -> Place:
    """Where the words of an anchor stand in a text: there, or at one of `places` that holds the same words.

    Letters and digits alone are compared, whatever their case. Where no place holds them, the nearest is told as lost;
    with no place at all the empty span at the beginning.
    """
    span = wanted.span
    if span.end <= len(text) and digest(text[span.start : span.end]) == wanted.digest:
        return Place(span, Fit.KEPT)
    same = [each for each in places if digest(text[each.start : each.end]) == wanted.digest]
    if same:
        return Place(_nearest(same, span), Fit.MOVED)
    return Place(_nearest(places, span) if places else Span(0, 0), Fit.LOST)


def _nearest(places: Iterable[Span], span: Span) -> Span:
    return min(places, key=lambda each: (abs(each.start - span.start), each))


def digest(words: str) -> str:
    """The short digest of words: of their letters and digits, whatever their case; of all where they have none."""
    folded = _SIGNS.sub("", normalize("NFKC", words).casefold())
    return hashlib.sha256((folded or words).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
