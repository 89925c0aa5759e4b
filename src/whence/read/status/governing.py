"""The words that govern a clause and say how it is put forward: “may”, “if”, “is said to” … (`status.en.toml`).

Words in a subordinate clause do not count: in “the man who may have seen it left at noon” the departure is asserted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.language.tokens import Line
from whence.model.speech import Status
from whence.read.status.scope import governs
from whence.read.status.words import Phrase, phrases, single_words, status_words

RANK = {status: rank for rank, status in enumerate(Status)}  # the first that holds
_ADVERBS = 2  # that may stand between two words of a phrase
_REACH = 40  # tokens in which an inverted condition shows its “would”
_PRONOUNS = frozenset(("he", "she", "they", "i", "we", "it", "you"))
_WOULD = frozenset(("would", "could", "might", "wouldn't", "couldn't"))
_SPECIAL = frozenset(
    ("should", "may", "could", "must", "have", "has", "need", "needs", "appear", "appears", "appeared", "if", "had")
)
_MODALS = {"must": Status.PRESCRIBED, "may": Status.SPECULATED}
_FIRST_WORD = re.compile(r"\W{1,2}(\w+)")
_CLOSERS = frozenset("\"”’')]»")


def own_tokens(line: Line, ignore: Sequence[tuple[int, int]]) -> list[int]:
    """The tokens that no other voice owns."""
    if not ignore:
        return list(range(len(line)))
    hidden = bytearray(len(line))
    for start, end in ignore:
        first, last = max(start, 0), min(end, len(line))
        hidden[first:last] = b"\1" * max(0, last - first)
    return [index for index, mark in enumerate(hidden) if not mark]


def range_status(line: Line, own: Sequence[int]) -> Status:
    """The status that these tokens give themselves: the first rule of `Status` that holds."""
    if not own:
        return Status.ASSERTED
    if _is_question(line, own):
        return Status.QUESTIONED
    found = Status.PRESCRIBED if _is_imperative(line, own) else Status.ASSERTED
    single, several, mine = single_words(), phrases(), None
    for index in own:
        word = line.word[index]
        if word and word not in single and word not in several and word not in _SPECIAL:
            continue
        mine = frozenset(own) if mine is None else mine
        status = _at(line, index, mine)
        if RANK[status] < RANK[found]:
            found = status
    return found


# --- questions and commands ------------------------------------------------------------------------------------------


def _is_question(line: Line, own: Sequence[int]) -> bool:
    first, last = own[0], len(own) - 1
    while last > 0 and line.word[own[last]] in _CLOSERS:
        last -= 1
    if line.kind[own[last]] == "?" or line.text.startswith("?", line.end[own[last]]):
        return True
    # “Whether he comes or not, we go” asks nothing.
    return line.word[first] == "whether" and (first > 0 or "," not in line.kind)


def _is_imperative(line: Line, own: Sequence[int]) -> bool:
    first = own[0]
    if first > 0 and line.kind[first - 1] not in ":;-.q?x(":
        return False
    if not line.text[line.start[first]].isupper():  # “put sentiment before sense” is a piece of a sentence
        return False
    word = line.word[first]
    after = own[1] if len(own) > 1 else first
    if word in ("please", "don't", "let's"):
        return line.word[after] != "say"
    if word in ("do", "never") and (line.word[after] == "not" or line.word[after] in status_words("imperative.sure")):
        return True
    follows = line.word[after]
    objects = status_words("imperative.objects")
    if word in status_words("imperative.noun_too"):
        return follows in objects
    if word in status_words("imperative.sure"):
        return line.kind[after] not in "AvV,:P" and after != first
    return (
        follows in ("your", "yourself", "yourselves")
        and line.kind[first] in "nN"
        and not word.endswith(("ed", "ing", "s"))
    )


# --- words and phrases -----------------------------------------------------------------------------------------------


def _at(line: Line, index: int, own: frozenset[int]) -> Status:
    """What the word at `index` makes of its clause."""
    word = line.word[index] or _verb_quoted(line, index)
    status = _special(line, index) if line.word[index] in _SPECIAL else _MODALS.get(word) or single_words().get(word)
    if status is None:
        return _phrase_at(line, index, own)
    if status is Status.CONDITIONAL or governs(line, index, own):
        return status
    return Status.ASSERTED


def _verb_quoted(line: Line, quote: int) -> str:
    """“a third 'must not miss hers'”: the first of the quoted words where a subject stands before them."""
    if quote == 0 or line.kind[quote - 1] not in "nNPO#":
        return ""
    start = line.start[quote]
    first = _FIRST_WORD.match(line.text, start, min(start + 24, line.end[quote]))
    return first.group(1).lower() if first else ""


def _special(line: Line, index: int) -> Status | None:
    word = line.word[index]
    if word == "if":
        return _if(line, index)
    if word == "had":
        return Status.CONDITIONAL if _is_inverted(line, index) else None
    if word == "may":
        return None if _is_month(line, index) else Status.SPECULATED
    if word == "could":
        return Status.SPECULATED if _is_open(line, index) else None
    if word == "must":
        return Status.SPECULATED if line.word[index + 1 : index + 2] == ["have"] else Status.PRESCRIBED
    if word.startswith("appear"):
        return Status.SPECULATED if _is_seeming(line, index) else None
    if word == "should":
        return Status.CONDITIONAL if _is_should_clause(line, index) else Status.PRESCRIBED
    return Status.PRESCRIBED if _is_duty(line, index) else None


def _if(line: Line, index: int) -> Status | None:
    before = line.word[index - 1] if index else ""
    after = line.word[index + 1] if index + 1 < len(line) else ""
    if before == "as" or before in status_words("if.after_knowing") or after in status_words("if.not_before"):
        return None
    asking = status_words("if.after_asking")
    if before in asking or (index > 1 and line.kind[index - 1] in "ONPn" and line.word[index - 2] in asking):
        return Status.QUESTIONED
    return Status.CONDITIONAL


def _is_inverted(line: Line, index: int) -> bool:
    """“Had he known, he would …”, “it would have failed had he known”."""
    after = line.kind[index + 1 : index + 2]
    if index == 0:
        return after in ("P", "D", "N") and not _WOULD.isdisjoint(line.word[2:_REACH])
    if line.word[index + 1 : index + 2] == [] or line.word[index + 1] not in _PRONOUNS:
        return False
    return line.kind[index - 1] in "nN,v" and not _WOULD.isdisjoint(line.word[max(0, index - _REACH) : index + _REACH])


def _is_should_clause(line: Line, index: int) -> bool:
    """“Should the vote fail, …”, “…, should he win”."""
    if index == 0:
        return line.kind[1:2] in ("P", "D", "N", "n")
    return line.word[index + 1 : index + 2] != [] and line.word[index + 1] in _PRONOUNS and line.kind[index - 1] != "S"


def _is_month(line: Line, index: int) -> bool:
    if index == 0 and line.kind[1:2] in ("#", "t", ","):
        return True
    return line.text[line.start[index]] == "M" and (index > 0 or line.kind[1:2] == "#")


def _is_open(line: Line, index: int) -> bool:
    """“could cost”, “could have been”: possibility. “Could hear”, “could not”, “he could walk”: ability."""
    after = line.word[index + 1 : index + 3]
    before = line.word[index - 1] if index else ""
    if not after or before == "as" or after[0] in status_words("could.able"):
        return False
    if after[0] == "be" and len(after) > 1 and after[1] in status_words("could.seen"):
        return False
    return before not in status_words("could.somebody") or after[0] in status_words("could.open")


def _is_seeming(line: Line, index: int) -> bool:
    """“appeared to end”, “appear short of arms”, but not “appeared in court”."""
    after = index + 1
    while after < len(line) and line.kind[after] == "a":
        after += 1
    return after < len(line) and (line.word[after] in ("to", "like") or line.kind[after] in "TnvD")


def _is_duty(line: Line, index: int) -> bool:
    """“has to leave”, “will have to leave”, “needs to be told”; not “did not have to”, “had nothing to”."""
    if line.word[index + 1 : index + 2] != ["to"] or (index and line.kind[index - 1] == "D"):
        return False
    return status_words("classes.negative").isdisjoint(line.word[max(0, index - 3) : index]) and not (
        index and line.word[index - 1] in ("did", "would", "used", "may", "might", "could")
    )


def _phrase_at(line: Line, index: int, own: frozenset[int]) -> Status:
    for phrase in phrases().get(line.word[index], ()):
        first = _matches(line, index, phrase, own)
        if first is not None and (phrase.status is Status.CONDITIONAL or governs(line, first, own)):
            return phrase.status
    return Status.ASSERTED


def _matches(line: Line, index: int, phrase: Phrase, own: frozenset[int]) -> int | None:
    """The first token of the phrase, or None. An adverb may stand between two of its words."""
    at: int | None = index
    for choices in phrase.after:
        at = _step(line, at, 1, choices, own)
        if at is None:
            return None
    at = index
    for choices in phrase.before:
        at = _step(line, at, -1, choices, own)
        if at is None:
            return None
    return at


def _step(line: Line, at: int, way: int, choices: frozenset[str], own: frozenset[int]) -> int | None:
    """The next token that is one of the choices, past a few adverbs; None when something else stands there."""
    for _ in range(_ADVERBS + 1):
        at += way
        if at not in own:
            return None
        if line.word[at] in choices:
            return at
        if line.kind[at] != "a":
            return None
    return None
