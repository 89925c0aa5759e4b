"""Outlets between a speaker and the page: “told Radio Quayside”, “the paper reports, citing two officials”."""

from __future__ import annotations

import re

from whence.language.lexicon import listing
from whence.language.people import VoiceWords, voice_words
from whence.language.tokens import Line
from whence.read.attribution.found import Found

_CALL_LETTERS = re.compile(r"[KW][A-Z]{3}(?:-(?:TV|FM|AM))?")  # American stations
_STATIONS = frozenset(["television", "tv", "radio", "media"])
_WHOSE_STATIONS = frozenset(["state", "public", "national", "local"])
_PUTS = frozenset(["put", "puts"])
_NEAR = 40  # tokens around the reporting words in which an outlet relays them


def relay(line: Line, found: Found) -> tuple[int, int] | None:
    """The tokens that name the outlet a source spoke to, near the cue; None when it spoke to nobody in particular.

    Looked for between the cue and its content, after a trailing cue, and in an opening adjunct ("In an interview
    with Radio Quayside, …").
    """
    if found.through is not None or found.source is None:
        return found.through
    after = max(found.cue[1], found.source[1]) if found.source[0] >= found.cue[1] else found.cue[1]
    if line.word[found.cue[0]] in _PUTS and line.word[after : after + 1] == ["in"]:
        return None  # “as Tilling put it in the Ledger”: her own piece, and no outlet that passes it on
    stop = min([first for first, _ in found.content if first >= after], default=min(len(line), after + 14))
    place = outlet(line, after, stop)
    if place is not None:
        return place
    begin = min(found.cue[0], found.source[0])
    return outlet(line, 0, begin) if _opening_adjunct(line, begin) else None


def says_the_same(line: Line, found: Found) -> bool:
    """“In the same broadcast he suggested”: the outlet named before goes on relaying."""
    works = listing("relays.works")
    for index in _around(line, found):
        if line.word[index] == "same" and line.word[index + 1] in works and not _inside(found, index):
            return True
    return False


def cited(line: Line, found: Found) -> tuple[int, int] | None:
    """“The Daily reports, citing two officials, that …”: the source behind the outlet."""
    for index in _around(line, found):
        if line.word[index] in ("citing", "quoting") and index != found.cue[0] and not _inside(found, index, margin=1):
            end = line.next(",;:-TqAVv", index + 1, min(len(line), index + 14))
            while end > index + 1 and line.kind[end - 1] in ".":
                end -= 1
            return (index + 1, end) if end > index + 1 else None
    return None


def _around(line: Line, found: Found) -> range:
    return range(max(0, found.begin - _NEAR), min(len(line) - 1, found.cue[1] + _NEAR))


def _inside(found: Found, index: int, margin: int = 0) -> bool:
    return any(first <= index < last - margin for first, last in found.content)


def _opening_adjunct(line: Line, begin: int) -> bool:
    return begin > 2 and line.kind[begin - 1] == "," and line.kind[0] in "IVGSna" and "q" not in line.kind[:begin]


def outlet(line: Line, first: int, last: int) -> tuple[int, int] | None:
    """The first outlet named between two tokens: “the Evening Dispatch”, “state television”, “the paper”."""
    lexicon = voice_words()
    index = first
    while index < last:
        if line.kind[index] in "Nn" and _names_outlet(line, index, lexicon):
            start, end = index, index + 1
            while start > first and line.kind[start - 1] in ("N" if line.kind[index] == "N" else "n"):
                start -= 1
            if start > first and line.kind[start - 1] == "D":
                start -= 1
            while end < last and line.kind[end] == "N":
                end += 1
            if line.kind.startswith("IN", end) and line.word[end] in ("on", "of") and end + 1 < last:
                end += 1
                while end < last and line.kind[end] == "N":
                    end += 1
            return (start, end)
        index += 1
    return None


def _names_outlet(line: Line, index: int, lexicon: VoiceWords) -> bool:
    word = line.word[index]
    if word in listing("relays.platforms"):
        return False
    if line.kind[index] == "N":
        if _CALL_LETTERS.fullmatch(line.text, line.start[index], line.end[index]):
            return word not in lexicon.known and word.upper() not in lexicon.acronyms
        return lexicon.name_words.get(word) == "outlet" or lexicon.known.get(word) == "outlet"
    if lexicon.name_words.get(word) == "outlet" and line.kind.startswith("N", index + 1):
        return True
    if line.word[index - 1] in ("this", "our", "my"):
        return False
    if word in _STATIONS and line.word[index - 1] in _WHOSE_STATIONS:
        return True  # “told state television”: no article
    noun = lexicon.nouns.get(word)
    return noun is not None and noun.nature == "outlet" and not noun.plural and _determined(line, index)


def _determined(line: Line, index: int) -> bool:
    while index > 0 and line.kind[index - 1] == "n":
        index -= 1
    return index > 0 and line.kind[index - 1] == "D" and line.word[index - 1] not in ("this", "our", "my")
