"""A text as words to compare by: each folded to what must be the same, with the way back to where it stands.

Not part of a word, and so never a change: quotation marks, dashes, punctuation, white space, capitals, the Unicode
form, and characters nobody sees (soft hyphens, zero-width marks, the variation selectors with which C2PA signs text).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.trace.lexicon import alternatives

Ints = NDArray[np.int32]

_UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0001-\U000e01ef"
)
_JOINED = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
_ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"  # scripts that set no spaces between words
_LETTER = rf"[^\W_ʼ{_ALONE}]"  # ʼ counts as a letter in Unicode, and stands for an apostrophe
WORD = re.compile(
    rf"([^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # U.S.
    rf"|{_LETTER}(?:[{_UNSEEN}{_JOINED}]|{_LETTER}|['’ʼ＇](?={_LETTER})|(?<=\d)[.,:](?=\d))*"
    rf"|[{_ALONE}]|[%‰$€£¥₽₹&°])"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
STAGE = re.compile(
    rf"[(\[]\s*(?:\w+[ -]){{0,3}}?(?:{alternatives('stage_directions')})\.?(?:[ ,]+\w+){{0,3}}\s*[)\]]", re.IGNORECASE
)


def fold(word: str) -> str:
    """What must be the same in two words for them to be the same word.

    >>> fold("Don’t"), fold("U.S."), fold("1,200"), fold("co\\u00adoperate"), fold("ﬁnal")
    ('dont', 'us', '1200', 'cooperate', 'final')
    """
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    if not plain[0].isdigit():
        return "".join(char for char in plain if (char.isalnum() and char != "ʼ") or char in _KEPT) or plain
    plain = _THOUSANDS.sub("", plain).replace(":", ".").replace(",", ".")
    return "".join(char for char in plain if char.isalnum() or char in ".⁄")


_KEPT = frozenset("%‰$€£¥₽₹&°")


class Vocabulary(dict[str, int]):
    """Words as written, each with the number of its folded form; grows as texts are read. 0 is no word."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[str] = [""]
        self._numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        form = fold(word)
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self.forms)
            self.forms.append(form)
        self[word] = number
        return number


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: the number of each, and where it starts and ends."""

    numbers: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.numbers)


def words(text: str, vocabulary: Vocabulary) -> Words:
    """The words of a text, without stage directions ("(Applause.)", "[crosstalk]"). Linear in its length."""
    parts = WORD.split(text)
    lengths = np.fromiter(map(len, parts), np.int32, len(parts))
    ends = np.cumsum(lengths, dtype=np.int32)[1::2]
    found = Words(
        np.fromiter(map(vocabulary.__getitem__, parts[1::2]), np.int32, len(parts) // 2), ends - lengths[1::2], ends
    )
    return _without(found, [match.span() for match in STAGE.finditer(text)])


def _without(found: Words, spans: Iterable[tuple[int, int]]) -> Words:
    kept = np.ones(len(found), bool)
    for start, end in spans:
        kept[np.searchsorted(found.starts, start) : np.searchsorted(found.starts, end)] = False
    return found if kept.all() else Words(found.numbers[kept], found.starts[kept], found.ends[kept])
