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


def _lists(key: str) -> frozenset[str]:
    return listed("outlook", key)


def of_verb(line: Line, at: int) -> list[Cue]:
    """The cues that govern the verb at this token, innermost first."""
    return [*_chain(line, at, _DEPTH), *_clause(line, at)]


def of_noun(line: Line, at: int) -> list[Cue]:
    """The cues that govern the noun of happening at this token, innermost first."""
    start = noun_phrase(line, at)
    before = [
        Cue(sort=sorts("before")[line.word[k]], first=k, last=k + 1)
        for k in range(start, at)
        if line.word[k] in sorts("before")
    ]
    return [*before, *_over_noun(line, start), *_after_noun(line, at), *_condition(line, start)]


def noun_phrase(line: Line, at: int) -> int:
    """The first token of the noun phrase that ends at this one."""
    start = at
    while (
        start and at - start < 6 and line.kind[start - 1] in "nNa#t" and line.word[start - 1] not in governing_words()
    ):
        start -= 1
    if start and line.kind[start - 1] in "DO":
        start -= 1
    return start


@cache
def governing_words() -> frozenset[str]:
    """Words that end a noun phrase on its left, though their letter is that of a noun."""
    return frozenset(word for word in sorts("governors") if word not in sorts("before")) | light_verbs()


def _chain(line: Line, at: int, depth: int) -> Iterator[Cue]:
    """Auxiliaries and adverbs right in front of a verb, then what governs its infinitive or gerund."""
    index, limit = at - 1, max(-1, at - 1 - _LONGEST)
    while index > limit:
        word = line.word[index]
        if word in _lists("negation") and line.word[index + 1] != "only":
            yield Cue(sort="negation", first=index, last=index + 1)
        if word in sorts("modals"):
            yield Cue(sort=f"modal {sorts('modals')[word]}", first=index, last=index + 1)
            yield from _if_anywhere(line, index)
        elif word == "to" and index + 1 < len(line):
            yield from _infinitive(line, index, depth)
            return
        elif not _inside_chain(line, index):
            break
        index -= 1
    if index == at - 1:
        yield from _bare(line, at, depth)
    elif index >= 0 and line.word[index] in ("no", "none", "nobody", "neither", "nothing"):
        yield Cue(sort="negation", first=index, last=index + 1)


def _if_anywhere(line: Line, at: int) -> Iterator[Cue]:
    """“would … if”: the main clause of a condition, whichever comes first."""
    if line.word[at] not in _lists("conditional"):
        return
    for index in range(max(0, at - 40), min(len(line), at + 25)):
        if line.word[index] in ("if", "unless") and (index == 0 or line.kind[index - 1] != "V"):
            yield Cue(sort="condition", first=index, last=index + 1)
            return


def _inside_chain(line: Line, index: int) -> bool:
    word = line.word[index]
    return (
        word in _lists("negation")
        or word in _lists("be")
        or word in _lists("have")
        or word in _lists("does")
        or word in _lists("skip")
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
    elif line.word[at : at + 1] and before in sorts("governors") and is_base(line.word[at]):
        yield from _governor(line, at - 1, depth)


def _infinitive(line: Line, at: int, depth: int) -> Iterator[Cue]:
    """What governs the infinitive behind the “to” at this token; nothing that does makes it a purpose."""
    near = at - 1
    while near > 0 and line.word[near] in _lists("negation"):
        yield Cue(sort="negation", first=near, last=near + 1)
        near -= 1
    if near >= 0 and (line.word[near] in _lists("be") or line.word[near] in _lists("have")):
        yield Cue(sort="expected" if line.word[near] in _lists("be") else "intended", first=near, last=at + 1)
        yield from _chain(line, near, 0)
        return
    for index in range(near, max(-1, at - 1 - _REACH), -1):
        if line.kind[index] in _STOPS:
            break
        if line.word[index] in sorts("governors") and (index == near or line.word[index] not in _lists("adjacent")):
            yield from _governor(line, index, depth)
            return
    yield Cue(sort="purpose", first=at, last=at + 1)


def _gerund(line: Line, at: int, depth: int) -> Iterator[Cue]:
    before = line.word[at - 1] if at else ""
    if before in _lists("without") or (before == "of" and at > 1 and line.word[at - 2] in _lists("instead")):
        yield Cue(sort="negation", first=at - 1, last=at)
    elif before in sorts("governors"):
        yield from _governor(line, at - 1, depth)
    elif before in _lists("linking"):
        for index in range(at - 2, max(-1, at - 2 - _REACH), -1):
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
    if at and line.word[at - 1] in ("no", "any", "without") and line.word[at - 1] != "any":
        yield Cue(sort="negation", first=at - 1, last=at)
    if depth > 0:
        yield from _chain(line, at, depth - 1)


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
                yield from _chain(line, index + 1, depth)
                return
        if gerund and index < at - 2 and line.word[index].endswith("ing"):
            yield from _gerund(line, index, depth - 1) if depth > 0 else ()
            return


def is_base(word: str) -> bool:
    """A word that can be the base form of a verb, from its ending."""
    return (
        word not in _lists("past")
        and not word.endswith(("ed", "ing"))
        and (not word.endswith("s") or word.endswith("ss"))
    )


def is_past(word: str) -> bool:
    """A word that is a past tense or participle, from its ending or from the list."""
    return word.endswith("ed") or word in _lists("past")


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
        if line.word[index] in _lists("nobody") and not _object_of_verb(line, index):
            yield Cue(sort="negation", first=index, last=index + 1)
            break
        index -= 1
    if at + 1 < len(line) and line.kind[at] != "V" and line.word[at + 1] in ("no", "nothing", "nobody", "none"):
        yield Cue(sort="negation", first=at + 1, last=at + 2)
    yield from _condition(line, at)


def _object_of_verb(line: Line, at: int) -> bool:
    """“has no plans to”: the governor has taken this one already."""
    return at > 0 and (line.word[at - 1] in _lists("have") or line.kind[at - 1] in "vI")


def _condition(line: Line, at: int) -> Iterator[Cue]:
    index = at - 1
    while index >= 0 and at - index < 25 and line.kind[index] not in ";:?.-":
        if line.kind[index] == "," and index and line.word[index - 1] not in _lists("condition"):
            break
        if line.word[index] in _lists("condition"):
            if line.word[index] not in ("until", "once") or not is_past(line.word[at]) or line.word[at - 1] in _PRESENT:
                yield Cue(sort="condition", first=index, last=index + 1)
            return
        index -= 1


def _over_noun(line: Line, start: int) -> Iterator[Cue]:
    """What governs a noun phrase from the left: “fears of a raid”, “called for a raid”, “plans to stage a raid”."""
    at = start - 1
    if at < 0:
        return
    if line.word[at] in _lists("linking"):
        at -= 1
        for index in range(at, max(-1, at - 2), -1):
            if line.word[index] in sorts("over_noun"):
                yield Cue(sort=sorts("over_noun")[line.word[index]], first=index, last=index + 1)
                yield from _chain(line, index, 1)
                return
        return
    if line.word[at] == "off" and at and line.word[at - 1] in ("call", "calls", "called", "calling"):
        yield Cue(sort="negative", first=at - 1, last=at + 1)
        yield from _chain(line, at - 1, 1)
        return
    if line.word[at] == "out" or line.word[at] == "up":
        at -= 1
    if at >= 0 and line.word[at] in light_verbs():
        yield from of_verb(line, at)
    elif at >= 0 and line.word[at] in sorts("object"):
        yield Cue(sort=sorts("object")[line.word[at]], first=at, last=at + 1)
        yield from _chain(line, at, 1)


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that add little to the noun they govern: "stage", "carry (out)"."""
    return frozenset(str(table("outlook")["light"]["verbs"]).split())


def _after_noun(line: Line, at: int) -> Iterator[Cue]:
    """What the verb of a noun says of it: “the raid was called off”, “a raid will follow”, “no raid took place”."""
    for index in range(at + 1, min(len(line), at + 9)):
        if line.kind[index] in ",;:-().?TSRq":
            return
        word = line.word[index]
        if word in sorts("modals"):
            yield Cue(sort=f"modal {sorts('modals')[word]}", first=index, last=index + 1)
        if word in _lists("negation"):
            yield Cue(sort="negation", first=index, last=index + 1)
        if line.kind[index] in "Av" or word in sorts("modals"):
            yield from _predicate(line, index)
            return


def _predicate(line: Line, at: int) -> Iterator[Cue]:
    for index in range(at + 1, min(len(line), at + 5)):
        word = line.word[index]
        if word in _lists("negation"):
            yield Cue(sort="negation", first=index, last=index + 1)
        elif word == "called" and line.word[index + 1 : index + 2] == ["off"]:
            yield Cue(sort="negative", first=index, last=index + 2)
            return
        elif word in sorts("after"):
            yield Cue(sort=sorts("after")[word], first=index, last=index + 1)
            return
        elif not _inside_chain(line, index):
            return


def is_noun(line: Line, at: int) -> bool:
    """The trigger at this token is a noun, from what stands before it: an article, a possessive, a preposition."""
    index = at - 1
    while index >= 0 and at - index < 4 and line.word[index] in sorts("before"):
        index -= 1
    if index < 0 or is_past(line.word[at]):
        return False
    word, kind = line.word[index], line.kind[index]
    if kind == "D":
        return word not in _lists("no_article")
    if word.endswith(("'s", "s'")):
        return not line.word[at].endswith("ing")
    return kind == "I" and word not in ("to", "than", "as") and not line.word[at].endswith("ing")
