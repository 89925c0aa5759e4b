"""Runs of capitalised words: what a proper name, its titles and its particles can be made of."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from whence.language.people import VoiceWords

_OF = {" of ": "of", " of the ": "of the", " for ": "for", " for the ": "for the", " on ": "on"}


_AND = {" and ": "and", " & ": "&"}


_NICKNAME_OPENS = (' "', " “", " ‘", " '", " (")


_NICKNAME_CLOSES = ('" ', "” ", "’ ", "' ", ") ")


_PARTICIPLE = re.compile(r"-(?:[a-z]+ed|led|run|wide|born|made|held|ing|style|era|speaking|friendly)$")


_CLOCK = frozenset(("AM", "PM", "GMT", "BST", "EST", "EDT", "PST", "PDT", "UTC", "CET"))
_AFTER_NAMES = frozenset(("Jr", "Sr", "II", "III", "PhD"))


_COMMON_OWNERS = frozenset(
    ("women", "people", "children", "men", "nation", "world", "king", "queen", "mother", "father")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A capitalised word of a run."""

    start: int
    end: int
    word: str
    owner: bool
    joint: str = ""  # the small words that tie it to the piece before


@cache
def _capitalised() -> re.Pattern[str]:
    upper = "".join(chr(code) for code in range(0xC0, 0x530) if chr(code).isupper())
    return re.compile(rf"(?<![^\W_])(?:(?:[ae][lshdnrtz]{{1,2}})-)?[A-Z{upper}]\w*(?:[-'’.&]\w+)*")


@cache
def fold(word: str) -> str:
    """A word for comparing: lower case, no accents, no apostrophes of possession."""
    low = word.casefold()
    if low.isascii():
        return low
    plain = unicodedata.normalize("NFKD", low.replace("’", "'"))
    return sys.intern("".join(char for char in plain if not unicodedata.combining(char)))


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    for match in _capitalised().finditer(text, start, end):
        word, right = match.group(), match.end()
        owner = word[-2:] in ("'s", "’s")
        if owner:
            word, right = word[:-2], right - 2
        elif word[-1] == "s" and text[right : right + 1] in ("'", "’") and text[right + 1 : right + 2] == " ":
            owner = True
        if word in _CLOCK and text[max(0, match.start() - 2) : match.start()].strip().isdigit():
            continue
        if word and not _PARTICIPLE.search(word) and word not in _AFTER_NAMES:
            yield Piece(match.start(), right, word, owner)


def runs(text: str, start: int, end: int, lexicon: VoiceWords) -> Iterator[list[Piece]]:
    """The runs of capitalised words, tied together where they can be one name."""
    run: list[Piece] = []
    skipping: Piece | None = None
    for piece in _pieces(text, start, end):
        if run:
            left = skipping or run[-1]
            joint = _joint(run, piece, text[left.end : piece.start], text, lexicon, nicknamed=skipping is not None)
            if joint == "nickname":
                skipping = piece
                continue
            if joint is not None:
                run.append(Piece(piece.start, piece.end, piece.word, piece.owner, joint))
                skipping = None
                continue
            yield run
        run, skipping = [piece], None
    if run:
        yield run


def _joint(run: list[Piece], piece: Piece, gap: str, text: str, lexicon: VoiceWords, *, nicknamed: bool) -> str | None:
    """How a capitalised word goes on with the run before it: "" directly, small words, or None when it does not."""
    last = run[-1]
    if len(run) >= 12:
        return None
    if nicknamed:
        return "" if gap in _NICKNAME_CLOSES else None
    if last.owner:
        return "" if gap in ("' ", "’ ", " ", "'s ", "’s ") and _owns_within(run, piece, lexicon) else None
    if gap in (" ", "\u00a0"):
        return ""
    if gap == ". ":
        low = last.word.lower()
        short = (
            len(last.word) == 1 or "." in last.word or (low in lexicon.abbreviations and low not in lexicon.suffixes)
        )
        return "" if short else None
    if gap == "\n" and last.end >= 45 and text.rfind("\n", max(0, last.end - 45), last.end) < 0:
        return ""
    if gap in _NICKNAME_OPENS and text[piece.end : piece.end + 2] in _NICKNAME_CLOSES and not _is_body(run, lexicon):
        return "nickname" if piece.word.upper() != piece.word and len(run) < 3 else None
    if gap in _OF:
        return _OF[gap] if _takes_of(last.word, run, lexicon) else None
    if gap == " & ":
        return "&"
    if gap in _AND:
        return _AND[gap] if _takes_and(run, piece, lexicon) else None
    words = gap.split()
    if 0 < len(words) <= 2 and len(gap) < 12 and all(word in lexicon.particles for word in words):
        return " ".join(words) if len(last.word) > 1 and not last.word.isupper() else None
    return None


def _takes_of(word: str, run: list[Piece], lexicon: VoiceWords) -> bool:
    low = word.lower()
    if low in lexicon.openers:
        return False
    noun = lexicon.nouns.get(low)
    if noun and noun.nature == "person" and not noun.plural:
        return low in ("secretary", "minister", "director", "commissioner", "chancellor", "speaker")
    return low in lexicon.name_words or bool(noun and noun.nature in ("document", "outlet") and len(run) <= 3)


def _takes_and(run: list[Piece], piece: Piece, lexicon: VoiceWords) -> bool:
    """ "Ministry of Ports and Fisheries" is one name, "Ada Lind and Tom Roe" are two."""
    if not any(item.joint.startswith(("of", "for")) for item in run) or not _is_body(run, lexicon):
        return False
    low = piece.word.lower()
    return low not in lexicon.given and low not in lexicon.titles and low not in lexicon.name_words


def _is_body(run: Sequence[Piece], lexicon: VoiceWords) -> bool:
    return any(item.word.lower() in lexicon.name_words for item in run)


def _owns_within(run: list[Piece], piece: Piece, lexicon: VoiceWords) -> bool:
    """ "Port Workers' Union", "People's Party": the owner is part of the name."""
    word, last = run[-1].word, piece.word.lower()
    if last not in lexicon.name_words and piece.word not in ("Club", "Day"):
        return False
    low = word.lower()
    return low in _COMMON_OWNERS or (low.endswith("s") and low in lexicon.nouns and low not in lexicon.given)
