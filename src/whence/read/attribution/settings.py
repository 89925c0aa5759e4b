"""What stands between a cue and its content: whom it was told, when, where, in what."""

from __future__ import annotations

from whence.language.lexicon import Cue, forms, words
from whence.language.tokens import Line


def content_end(line: Line, first: int) -> int:
    """The end of the sentence without its closing mark."""
    last = len(line)
    while last > first and line.kind[last - 1] in ".?":
        last -= 1
    return last


def after_listener(line: Line, first: int, cue: Cue, last: int) -> int:
    """Past “reporters”, “the court on Friday”: whom it was told."""
    if not cue.person or first >= last:
        return first
    kind, word = line.kind, line.word
    if kind[first] in "O" or word[first] in ("you", "it", "her"):
        return first + 1
    if kind[first] == "N":
        index = first
        while (
            index < last and kind[index] in "N#IC" and (kind[index] in "N#" or word[index] in ("of", "and", "&", "the"))
        ):
            index += 1
        if index < last and kind[index] == "D" and kind[index - 1] == "I":
            index += 1
            while index < last and kind[index] in "nN":
                index += 1
        return _past_own_words(line, index, last)
    if kind[first] in "Dn":
        index = first + (kind[first] == "D")
        heard = "nNG" if kind[first] == "D" else "nN"  # “told a hearing”, “told a budget meeting”
        while index < last and kind[index] in heard:
            index += 1
        return _past_own_words(line, index, last)
    return first


def _past_own_words(line: Line, index: int, last: int) -> int:
    """A parliamentary committee's PP: “told members of the panel that”; only when a “that” or a quotation follows."""
    if (
        index < last
        and line.kind[index] in "I"
        and line.word[index] in ("of", "in", "at", "for", "from", "on", "during", "after")
    ):
        limit = min(last, index + 12)
        stop = line.next("TqAVvP,:", index, limit)
        while stop < limit and line.kind[stop] == "V" and line.kind[stop - 1] in "DnN":
            stop = line.next("TqAVvP,:", stop + 1, limit)
        if stop < last and line.kind[stop] in "Tq":
            return stop
    return index


_ADJUNCTS = frozenset(
    [
        "on",
        "in",
        "at",
        "during",
        "to",
        "with",
        "after",
        "by",
        "from",
        "via",
        "through",
        "before",
        "late",
        "over",
        "since",
        "outside",
        "inside",
    ]
)
_ASIDES = frozenset(["of", "for", "as", "about"])
_SEASONS = frozenset(["spring", "summer", "autumn", "fall", "winter"])
_TIME_WORDS = frozenset(["same", "next", "following", "previous", "first", "last", "late", "early"])


def after_setting(line: Line, first: int, last: int, *, aside: bool = True) -> int:
    """Past “on Tuesday”, “in a statement to the Review”: when, where, to whom; with `aside`, “of the plan”."""
    index = first
    while index < last:
        end = _adjunct_end(line, index, last, aside)
        if end is None:
            return index
        index = end
    return index


def _adjunct_end(line: Line, index: int, last: int, aside: bool) -> int | None:
    kind, word = line.kind, line.word
    letter = kind[index]
    if (
        letter == "t"
        or line.word[index] == "back"
        or (letter == "a" and kind[index + 1 : index + 2] in ("T", "q", ",", ":", "t", "I", ""))
    ):
        return index + 1
    if (letter == "I" or word[index] == "since") and (word[index] in _ADJUNCTS or (aside and word[index] in _ASIDES)):
        return _prepositional_end(line, index, last)
    if letter in "nDa" and (letter == "D" or word[index] in _TIME_WORDS):
        return _time_end(line, index, last)
    return None


def _time_end(line: Line, index: int, last: int) -> int | None:
    """“the same evening”, “late Tuesday”, “last week”, “an hour earlier”."""
    end = index + 1
    while end < last and line.word[end] in _TIME_WORDS:
        end += 1
    if end >= last or (line.kind[end] != "t" and line.word[end] not in _SEASONS):
        return None
    bare = end == index + 1 and line.word[index] in ("a", "an", "the")
    end += 1
    while end < last and line.kind[end] in "t#":
        end += 1
    if line.word[end : end + 1] in (["earlier"], ["later"], ["ago"], ["before"]):
        return end + 1
    return None if bare else end


def noun_like(line: Line, index: int) -> bool:
    """“in a tweet”, “the state”: a form of a reporting verb right after a determiner or a possessive is a noun here."""
    if index == 0 or line.kind[index] != "V":
        return False
    before = line.kind[index - 1]
    if before not in "Dn" or (before == "n" and not line.word[index - 1].endswith(("'s", "s'"))):
        return (
            before in "nN" and line.word[index] in words("settings.nouns") and line.kind[index + 1 : index + 2] in "I,."
        )
    return not any(form.tense == "past" for form in forms().get(line.word[index], ()))


def _phrase_stop(line: Line, index: int, limit: int) -> int:
    """The first token that is no part of a noun phrase."""
    stop = line.next("TqAVvPS,:;.R", index, limit)
    while stop < limit and noun_like(line, stop):
        stop = line.next("TqAVvPS,:;.R", stop + 1, limit)
    return stop


def _prepositional_end(line: Line, index: int, last: int) -> int | None:
    """The end of an adjunct, or None when the phrase may be the content's own."""
    kind = line.kind
    named = _setting_named(line, index + 1, min(last, index + 5))
    if named is not None:
        return named
    stop = _phrase_stop(line, index + 1, min(last, index + 24))
    if kind.startswith("qT", stop) and stop + 1 < last:
        return stop + 1  # “on “Morning Call” that …”: the title of a programme
    if stop >= last or kind[stop] in ".;":
        return last if stop >= last or kind[stop] == "." else stop
    if kind[stop] in "Tq:P" or kind.startswith((",q", ",T", ",V", ",G"), stop):
        return stop
    return _dated_or_heard(line, index, min(stop, index + 6), stop)


def _setting_named(line: Line, first: int, limit: int) -> int | None:
    """“in a text message”, “on its Telegram channel”: the end of the setting, however it goes on."""
    nouns = words("settings.nouns")
    at = first
    while at < limit and line.word[at] not in nouns:
        if line.kind[at] not in "DnN#a":
            return None
        at += 1
    if at >= limit:
        return None
    while at + 1 < len(line) and (line.kind[at + 1] == "n" or line.word[at + 1] in nouns):
        at += 1
    return at + 1


def _dated_or_heard(line: Line, index: int, limit: int, stop: int) -> int | None:
    """“on Tuesday”, “to reporters”: the end of the time or of the listeners."""
    for at in range(index + 1, limit):
        if line.kind[at] == "t":
            end = at
            while end + 1 < stop and line.kind[end + 1] in "t#":
                end += 1
            return end + 1
        if line.word[at] in words("settings.listeners") and line.word[index] == "to":
            return at + 1
    return None
