"""The words that govern a verb or a noun of happening, from the innermost outwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from whence.compare.lexicon import table
from whence.compare.phrases import listed
from whence.language.tokens import Line

_REACH = 10  # tokens left of "to" or a preposition in which its governor may stand
_LONGEST = 25  # auxiliaries and adverbs in front of a verb
_NEAR = 6  # the same, before a gerund
_DEPTH = 3  # governors of governors: “did not plan to try to”
_STOPS = frozenset(";:-?.)(")
_PRESENT = ("is", "are", "be")
_TAKING_AWAY = frozenset(("negative", "foiled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A governing word, its tokens, its sort: a table of the lexicon, `negation`, `modal …`, `condition`, `purpose`."""

    sort: str
    first: int
    last: int


@cache
def sorts(section: str) -> Mapping[str, str]:
    """The sort of each word of a section; where a word stands in several the earlier one wins."""
    found: dict[str, str] = {}
    for sort, words in table("outlook")[section].items():
        for word in str(words).split():
            found.setdefault(word, sort)
    return found


def words(key: str) -> frozenset[str]:
    """A word list of the lexicon."""
    return listed("outlook", key)


def of_verb(line: Line, at: int) -> list[Cue]:
    """The cues that govern the verb at this token, innermost first."""
    return [*chain(line, at, _DEPTH), *_clause(line, at)]


def chain(line: Line, at: int, depth: int) -> Iterator[Cue]:
    """Auxiliaries and adverbs right in front of a verb, then what governs its infinitive or gerund."""
    index, limit = at - 1, max(-1, at - 1 - _LONGEST)
    while index > limit:
        word = line.word[index]
        if word in words("negation") and line.word[index + 1] != "only":
            yield Cue(sort="negation", first=index, last=index + 1)
        if word in sorts("modals"):
            yield Cue(sort=f"modal {sorts('modals')[word]}", first=index, last=index + 1)
            yield from _if_anywhere(line, index)
        elif word == "to" and index + 1 < len(line):
            yield from _infinitive(line, index, depth)
            return
        elif not inside_chain(line, index):
            break
        index -= 1
    if index == at - 1:
        yield from _bare(line, at, depth)
    elif index >= 0 and line.word[index] in ("no", "none", "nobody", "neither", "nothing"):
        yield Cue(sort="negation", first=index, last=index + 1)


def _if_anywhere(line: Line, at: int) -> Iterator[Cue]:
    """“would … if”: the main clause of a condition, whichever comes first."""
    if line.word[at] not in words("conditional"):
        return
    for index in range(max(0, at - 40), min(len(line), at + 25)):
        if line.word[index] in ("if", "unless") and (index == 0 or line.kind[index - 1] != "V"):
            yield Cue(sort="condition", first=index, last=index + 1)
            return


def inside_chain(line: Line, index: int) -> bool:
    """An auxiliary, a negation, “to” or an adverb, as stand in front of a verb."""
    word = line.word[index]
    return (
        word in words("negation")
        or word in words("be")
        or word in words("have")
        or word in words("does")
        or word in words("skip")
        or word == "to"
        or (word.endswith("ly") and line.kind[index] == "a")
    )


def _bare(line: Line, at: int, depth: int) -> Iterator[Cue]:
    """A verb with nothing in front that belongs to it: a gerund, the second of two verbs, a base form."""
    before = line.word[at - 1] if at else ""
    if line.word[at].endswith("ing"):
        yield from _gerund(line, at, depth)
    elif before in ("and", "or", "nor", "but"):
        yield from _coordinate(line, at, depth)
    elif before in sorts("governors") and is_base(line.word[at]):
        yield from _governor(line, at - 1, depth)


def _infinitive(line: Line, at: int, depth: int) -> Iterator[Cue]:
    """What governs the infinitive behind the “to” at this token; nothing that does makes it a purpose."""
    near = at - 1
    while near > 0 and line.word[near] in words("negation"):
        yield Cue(sort="negation", first=near, last=near + 1)
        near -= 1
    if near >= 0 and (line.word[near] in words("be") or line.word[near] in words("have")):
        yield Cue(sort="expected" if line.word[near] in words("be") else "intended", first=near, last=at + 1)
        yield from chain(line, near, 0)
        return
    for index in range(near, max(-1, at - 1 - _REACH), -1):
        if line.kind[index] in _STOPS:
            break
        word = line.word[index]
        if word in ("too", "yet") and near - index < 3:
            yield Cue(sort="negative", first=index, last=at + 1)
            return
        if sorts("governors").get(word, "foiled") != "foiled" and (index == near or word not in words("adjacent")):
            yield from _governor(line, index, depth)
            return
    yield Cue(sort="purpose", first=at, last=at + 1)


def _gerund(line: Line, at: int, depth: int) -> Iterator[Cue]:
    before = line.word[at - 1] if at else ""
    if before in words("without") or (before == "of" and at > 1 and line.word[at - 2] in words("instead")):
        yield Cue(sort="negation", first=at - 1, last=at)
    elif sorts("governors").get(before, "") and before not in words("lasting"):
        yield from _governor(line, at - 1, depth)
    elif before in words("before_gerund"):
        reach = _REACH if before == "from" else _NEAR
        for index in range(at - 2, max(-1, at - 2 - reach), -1):
            if line.kind[index] in _STOPS or line.kind[index] == ",":
                return
            if line.word[index] in sorts("governors"):
                if before == "against" and sorts("governors")[line.word[index]] not in _TAKING_AWAY:
                    yield Cue(sort="negative", first=at - 1, last=at)
                yield from _governor(line, index, depth)
                return
    elif before in ("and", "or"):
        yield from _coordinate(line, at, depth)


def _governor(line: Line, at: int, depth: int) -> Iterator[Cue]:
    yield Cue(sort=sorts("governors")[line.word[at]], first=at, last=at + 1)
    if at and line.word[at - 1] in ("no", "without"):
        yield Cue(sort="negation", first=at - 1, last=at)
    if depth > 0:
        yield from chain(line, at, depth - 1)


def _coordinate(line: Line, at: int, depth: int) -> Iterator[Cue]:
    """“plans to stop and search”: the second verb has the governor of the first, where its form is the same."""
    base, gerund = is_base(line.word[at]), line.word[at].endswith("ing")
    if not base and not gerund:
        return
    for index in range(at - 2, max(-1, at - 18), -1):
        if line.kind[index] in ";:?." or line.kind[index] == "T":
            return
        if base and (line.word[index] == "to" or line.word[index] in sorts("modals")) and index + 1 < at:
            following = line.word[index + 1]
            if line.word[index] != "to" or (is_base(following) and line.kind[index + 1] not in "DNPO#"):
                yield from chain(line, index + 1, depth)
                return
        if gerund and index < at - 2 and line.word[index].endswith("ing"):
            yield from _gerund(line, index, depth - 1) if depth > 0 else ()
            return


def is_base(word: str) -> bool:
    """A word that can be the base form of a verb, from its ending."""
    return (
        word not in words("past")
        and not word.endswith(("ed", "ing"))
        and (not word.endswith("s") or word.endswith("ss"))
    )


def is_past(word: str) -> bool:
    """A word that is a past tense or participle, from its ending or from the list."""
    return word.endswith("ed") or word in words("past")


def _clause(line: Line, at: int) -> Iterator[Cue]:
    """A subject of nobody, an object of nothing, and a condition around the verb."""
    index = at - 1
    while (
        index >= 0
        and at - index < 12
        and line.kind[index] not in ",;:-().?TSRq"
        and line.word[index] not in ("and", "but")
    ):
        if line.kind[index] == "V" and index < at - 1:
            break
        if line.word[index] in words("nobody") and not _object_of_verb(line, index):
            yield Cue(sort="negation", first=index, last=index + 1)
            break
        index -= 1
    if at + 1 < len(line) and line.kind[at] != "V" and line.word[at + 1] in ("no", "nothing", "nobody", "none"):
        yield Cue(sort="negation", first=at + 1, last=at + 2)
    yield from condition(line, at)


def _object_of_verb(line: Line, at: int) -> bool:
    """“has no plans to”: the governor has taken this one already."""
    return at > 0 and (line.word[at - 1] in words("have") or line.kind[at - 1] in "vI")


def condition(line: Line, at: int) -> Iterator[Cue]:
    """The “if” of the clause that this token stands in."""
    index = at - 1
    while index >= 0 and at - index < 25 and line.kind[index] not in ";:?.-":
        if line.kind[index] == "," and index and line.word[index - 1] not in words("condition"):
            break
        if line.word[index] in words("condition"):
            if line.word[index] not in ("until", "once") or not is_past(line.word[at]) or line.word[at - 1] in _PRESENT:
                yield Cue(sort="condition", first=index, last=index + 1)
            return
        index -= 1
