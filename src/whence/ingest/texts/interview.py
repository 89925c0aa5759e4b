"""Interviews without labels: questions set in bold, in italics or as headings, and the answers in plain paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.ingest.texts.names import is_outlet, is_person
from whence.ingest.texts.narration import outside_marks, speaker_key, speaks, tells_of
from whence.model.text import Role

QUESTIONER = "Q"
_STYLES = ("question", "bold", "heading", "italic")
_FEWEST = 3
_LONGEST_PULL_QUOTE = 300
_MOST_BYLINES = 4
_LONGEST_INTRO = 30  # paragraphs
_LOOKED_AT = 4000
_ME = frozenset({"i", "my", "me", "myself"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*\.?")
_ANNOUNCES = re.compile(
    r"\b(?:interview|conversation|Q&A|edited for (?:length|clarity)|we (?:met|spoke|talked)|spoke (?:to|with))\b", re.I
)
_LEADING = frozenset(
    """A An The
    When After Before But And Or In On At For As If While Since Today Yesterday Tomorrow Last This That These
    Those Meet Like With Without By From To Until Once Now Then Here There Dr Dr. Mr Mr. Mrs Mrs. Ms Ms. Sir Dame Lord
    Lady Prof Prof. Professor Why How What Who Where Is Was Interview Photo Not Even Only Although Though Because
    During""".split()
)
_PLACES = frozenset("in at on near across outside around over".split())
_PLACE_ENDINGS = frozenset(
    """street road avenue lane square county city town island islands river bay hill park bridge university college
    school hospital church festival prize award awards museum theatre theater club street. council house hall""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block as an interview sees it; `style` is how all of it is set: question, bold, heading, italic or nothing."""

    text: str
    role: Role
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Which lines ask, which answer (with the first line of that answer), and where the one who answers is named."""

    questions: frozenset[int]
    answers: Mapping[int, int]
    name: str
    named_in: int
    named_at: int


def find_interview(lines: Sequence[Line]) -> Interview | None:
    """The interview that a document is: three questions at least, answered by one whom the lines before them name.

    Questions of that style must be asked (half of them with a question mark) of a "you", or be announced as an
    interview, and the answers speak of "I": an explainer does neither.
    """
    for style in _STYLES:
        asked = _answered(lines, [number for number, line in enumerate(lines) if line.style == style])
        if len(asked) >= _FEWEST and _is_interview(lines, asked):
            return _named(lines, asked)
    return None


def set_in(words: str) -> str:
    """How a whole Markdown paragraph is set.

    >>> set_in("**Why did you close?**"), set_in("*The mayor did not reply.*"), set_in("**Note**: see *below*.")
    ('bold', 'italic', '')
    """
    for mark, style in (("**", "bold"), ("__", "bold"), ("*", "italic"), ("_", "italic")):
        if len(words) > 2 * len(mark) and words.startswith(mark) and words.endswith(mark):
            inside = words[len(mark) : -len(mark)]
            return "" if mark in inside or inside[0] in "*_" else style
    return ""


def _answered(lines: Sequence[Line], styled: Sequence[int]) -> dict[int, list[int]]:
    """The lines of a style that plain paragraphs answer, and those paragraphs, up to the next such line."""
    found: dict[int, list[int]] = {}
    for place, number in enumerate(styled):
        last = place + 1 == len(styled)
        if run := _run(lines, range(number + 1, len(lines) if last else styled[place + 1]), last=last):
            found[number] = run
    return found


def _run(lines: Sequence[Line], numbers: Sequence[int], *, last: bool) -> list[int]:
    """The paragraphs of an answer: notes and quotations set large are left out, a note ends the last answer."""
    run: list[int] = []
    for number in numbers:
        line = lines[number]
        if line.role is Role.HEADING or (last and run and line.style):
            return run
        if _may_answer(line) and not (run and _is_set_large(line.text)):
            run.append(number)
    return run


def _may_answer(line: Line) -> bool:
    return line.role in {Role.PARAGRAPH, Role.LIST_ITEM} and not line.style and not _is_bracketed(line.text)


def _is_bracketed(words: str) -> bool:
    return words[:1] in "([" and words[-1:] in ")]"


def _is_set_large(words: str) -> bool:
    return len(words) <= _LONGEST_PULL_QUOTE and words[:1] in '“"‘«' and words[-1:] in '”"’»'


def _is_interview(lines: Sequence[Line], asked: Mapping[int, Sequence[int]]) -> bool:
    first = min(asked)
    marked = sum("?" in lines[number].text for number in asked)
    addressed = sum(_has(lines[number].text, _YOU) for number in asked)
    personal = sum(any(_has(lines[number].text, _ME) for number in run) for run in asked.values())
    announced = any(_ANNOUNCES.search(line.text[:_LOOKED_AT]) for line in lines[max(0, first - _LONGEST_INTRO) : first])
    return marked * 2 >= len(asked) and (announced or addressed >= 2) and personal >= 2 and personal * 3 >= len(asked)


def _has(words: str, wanted: frozenset[str]) -> bool:
    tokens = _WORD.findall(outside_marks(words))
    return any(token.replace("’", "'").partition("'")[0].rstrip(".").lower() in wanted for token in tokens)


def _named(lines: Sequence[Line], asked: Mapping[int, Sequence[int]]) -> Interview | None:
    found = _interviewee(lines, min(asked))
    if not found:
        return None
    name, named_in, named_at = found
    signed = [line.text for line in lines[: min(asked)] if line.role is Role.BYLINE][:_MOST_BYLINES]
    answers: dict[int, int] = {}
    for run in asked.values():
        for number in run:
            words = lines[number].text
            if _tells_of_either(words, name, signed):
                break  # the reporter narrates, up to the next question
            answers[number] = run[0]
    return Interview(questions=frozenset(asked), answers=answers, name=name, named_in=named_in, named_at=named_at)


def _tells_of_either(words: str, name: str, signed: Sequence[str]) -> bool:
    """A paragraph about the one who answers, or (a note at the end) about the one who asked."""
    if speaks(words):
        return False
    beginning = " ".join(words.split(maxsplit=2)[:2])
    return tells_of(words, (speaker_key(name),), reporting=False) or (
        is_person(beginning) and any(beginning in line for line in signed)
    )


def _interviewee(lines: Sequence[Line], first: int) -> tuple[str, int, int] | None:
    """The person named most before the first question (the first of them where several are): name, line, place."""
    before = range(max(0, first - _LONGEST_INTRO), first)
    signed = " ".join(line.text for line in lines[:first] if line.role is Role.BYLINE)
    candidates: dict[str, tuple[str, int, int]] = {}
    for number in before:
        line = lines[number]
        if line.role not in {Role.HEADLINE, Role.HEADING, Role.PARAGRAPH} or _is_title_case(line):
            continue
        for name, at in _people(line.text[:_LOOKED_AT]):
            if name not in signed:
                candidates.setdefault(speaker_key(name), (name, number, at))
    words = Counter(word.removesuffix("’s").removesuffix("'s").rstrip(".").casefold() for word in _words(lines, before))
    return candidates[max(candidates, key=lambda key: words[key])] if candidates else None


def _words(lines: Sequence[Line], numbers: Sequence[int]) -> Iterator[str]:
    for number in numbers:
        if lines[number].role is not Role.BYLINE:
            yield from (word for word in _WORD.findall(lines[number].text[:_LOOKED_AT]) if word[0].isupper())


def _is_title_case(line: Line) -> bool:
    """A headline with a capital on every long word: nothing in it tells a name from the rest."""
    long = [word for word in _WORD.findall(line.text) if len(word) > 4]
    return line.role is not Role.PARAGRAPH and all(word[0].isupper() for word in long)


def _people(words: str) -> Iterator[tuple[str, int]]:
    """Runs of two to four words with capitals that may name a person, and where they begin."""
    run: list[re.Match[str]] = []
    before = ""
    for match in [*_WORD.finditer(words), None]:
        if match and match[0][0].isupper() and (not run or _goes_on(words, run[-1], match)):
            run.append(match)
            continue
        yield from _person(words, run, before)
        before = match[0].lower() if match and not match[0][0].isupper() else ""
        run = [match] if match and match[0][0].isupper() else []


def _goes_on(words: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """True when a name may go on with this word: no mark, possessive or end of sentence between."""
    ended = last[0].endswith(("’s", "'s")) or (last[0].endswith(".") and len(last[0]) > 3)
    return not ended and words[last.end() : word.start()] == " "


def _person(words: str, run: Sequence[re.Match[str]], before: str) -> Iterator[tuple[str, int]]:
    kept = list(run)
    while kept and kept[0][0] in _LEADING:
        before = kept.pop(0)[0].lower()
    if not 2 <= len(kept) <= 4 or before in _PLACES:
        return
    start, end = kept[0].start(), kept[-1].start() + len(kept[-1][0].rstrip(".").removesuffix("’s").removesuffix("'s"))
    name = words[start:end]
    if is_person(name) and not is_outlet(name) and speaker_key(name) not in _PLACE_ENDINGS:
        yield name, start
