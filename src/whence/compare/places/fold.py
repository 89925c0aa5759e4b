"""Names as they are looked up: without accents, marks and case, with the short words of names written out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = {
    ord(mark): plain
    for mark, plain in {
        **dict.fromkeys("’‘'ʻ`", ""),
        **dict.fromkeys(".-–‑/,", " "),
        **{"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE"},
        **{"œ": "oe", "Œ": "OE", "þ": "th", "ð": "d"},
    }.items()
}
_LONG = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "twp": "township", "co": "county"}
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The words of a name in lower case, joined by a space; empty where there is none.

    >>> fold("St. Paul’s"), fold("SAINT-ÉTIENNE"), fold("Mt. Pleasant")
    ('saint pauls', 'saint etienne', 'mount pleasant')
    """
    plain = name.translate(_LETTERS)
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in marked if not unicodedata.combining(char))
    words: list[str] = _WORD.findall(plain.lower())
    return " ".join(_LONG.get(word, word) for word in words)
