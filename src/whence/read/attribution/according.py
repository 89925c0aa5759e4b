"""“According to Ada Lind, …”, “…, per the union”, “in his words, …”: a source named by a preposition."""

from __future__ import annotations

from whence.language.tokens import Line
from whence.read.attribution.found import Found
from whence.read.attribution.settings import content_end
from whence.read.attribution.tags import broken_off

_VIEWS = frozenset("words view opinion estimation telling account version reading judgment judgement".split())


def read_in_words_of(line: Line, at: int) -> Found | None:
    """“In his words, the blast …” and “…, in Ms Ito's view”: a possessive and a noun of saying."""
    last = content_end(line, at)
    if line.word[at + 1 : at + 2] == ["the"] and line.word[at + 2] in _VIEWS and line.word[at + 3 : at + 4] == ["of"]:
        return _in_the_words_of(line, at)
    noun = next((i for i in range(at + 2, min(last, at + 7)) if line.word[i] in _VIEWS), None)
    if (
        noun is None
        or not line.kind.startswith((",", ":", "q"), noun + 1)
        or any(letter in "AVvPT" for letter in line.kind[at + 1 : noun])
    ):
        return None
    if line.word[noun - 1] not in ("his", "her", "their", "its") and not line.word[noun - 1].endswith(("'s", "s'")):
        return None
    start = noun + 2 if line.kind[noun + 1] in ",:" else noun + 1
    if start >= last:
        return None
    return Found(
        source=(at + 1, noun), cue=(at, noun + 1), content=((start, last),), verb=None, frame="according",
        rule=f"“{line.text[line.start[at] : line.end[noun]]}”", trailing=False,
    )  # fmt: skip


def _in_the_words_of(line: Line, at: int) -> Found | None:
    """“In the words of Edda Sorel, “the wall is a joke””."""
    last = content_end(line, at)
    end = line.next(",q:", at + 4, min(last, at + 16))
    start = end + (end < last and line.kind[end] in ",:")
    if end == at + 4 or start >= last:
        return None
    return Found(
        source=(at + 4, end),
        cue=(at, at + 4),
        content=((start, last),),
        verb=None,
        frame="according",
        rule="“in the words of”",
        trailing=False,
    )


def read_according(line: Line, at: int) -> Found | None:
    """“According to” and “per”, before their content, after it, or in the middle of it."""
    first = _source_begin(line, at)
    if first is None or first >= content_end(line, first):
        return None
    opens = at == 0 or line.kind[at - 1] in "CT" or (line.kind[at - 1] not in ",q" and at < 3)
    return _before_content(line, at, first) if opens else _after_content(line, at, first)


def _source_begin(line: Line, at: int) -> int | None:
    if line.word[at] == "according":
        return at + 2 if line.word[at + 1 : at + 2] == ["to"] else None
    return at + 1 if at == 0 or line.kind[at - 1] == "," else None


def _before_content(line: Line, at: int, first: int) -> Found | None:
    last = content_end(line, first)
    end = line.next(",q", first + 1, last)
    while end < last and _is_apposition_right(line, end, last):
        end = line.next(",", end + 1, last)
    start = _past_citing(line, end + (line.kind[end] == ","), last) if end < last else last
    if start >= last or end == first:
        return None
    return Found(
        source=(first, end),
        cue=(at, first),
        content=((start, last),),
        verb=None,
        frame="according",
        rule="“according to” before its content",
        trailing=False,
    )


def _past_citing(line: Line, start: int, last: int) -> int:
    """“According to the Courier, citing two officials, …”: whom the outlet cites is no part of the content."""
    if line.word[start : start + 1] not in (["citing"], ["quoting"]):
        return start
    comma = line.next(",", start, last)
    return comma + 1 if comma + 1 < last else start


def _after_content(line: Line, at: int, first: int) -> Found | None:
    last = content_end(line, first)
    opening = line.kind.rfind("(", 0, at)
    begin = opening + 1 if opening >= 0 and ")" not in line.kind[opening:at] else 0
    end = line.next(",;:q-)" if begin else ",;:q-", first + 1, last)
    while end < last and _is_apposition_right(line, end, last):
        end = line.next(",;:q-", end + 1, last)
    if end == first:
        return None
    content = [(begin, at - 1 if line.kind[at - 1] == "," else at)]
    if end + 1 < last and line.kind[end] == "," and broken_off(line, at, end + 1, last):
        content.append((end + 1, last))
    return Found(
        source=(first, end),
        cue=(at, first),
        content=tuple(content),
        verb=None,
        frame="according",
        rule="“according to” after its content",
        trailing=True,
    )


def _is_apposition_right(line: Line, comma: int, last: int) -> bool:
    """“according to Ada Lind, the mayor, …”: what follows the comma still names the source."""
    if comma + 1 >= last or line.kind[comma] != "," or line.kind[comma + 1] not in "DRn#":
        return False
    closing = line.next(",;:-q", comma + 1, last)
    chunk = line.kind[comma + 1 : closing]
    return closing < last and (chunk[0] == "R" or not any(letter in "AvVP" for letter in chunk)) and len(chunk) < 14
