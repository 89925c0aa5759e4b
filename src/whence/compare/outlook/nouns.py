"""The words that govern a noun of happening (“attack”), from the innermost outwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from whence.compare.lexicon import table
from whence.compare.outlook.cues import Cue, chain, condition, inside_chain, is_past, of_verb, sorts, words
from whence.language.tokens import Line


def of_noun(line: Line, at: int) -> list[Cue]:
    """The cues that govern the noun of happening at this token, innermost first."""
    start = noun_phrase(line, at)
    before = [
        Cue(sort=sorts("before")[line.word[k]], first=k, last=k + 1)
        for k in range(start, at)
        if line.word[k] in sorts("before")
    ]
    return [*before, *_over_noun(line, start), *_after_noun(line, at), *condition(line, start)]


def is_noun(line: Line, at: int) -> bool:
    """The trigger at this token is a noun, from what stands before it: an article, a possessive, a preposition."""
    index = at - 1
    while index >= 0 and at - index < 4 and line.word[index] in sorts("before"):
        index -= 1
    if index < 0 or is_past(line.word[at]):
        return False
    word, kind = line.word[index], line.kind[index]
    if kind == "D":
        return word not in words("no_article")
    if word.endswith(("'s", "s'")):
        return not line.word[at].endswith("ing")
    return kind == "I" and word not in ("to", "than", "as") and not line.word[at].endswith("ing")


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


def _over_noun(line: Line, start: int) -> Iterator[Cue]:
    """What governs a noun phrase from the left: “fears of a raid”, “called for a raid”, “plans to stage a raid”."""
    at = start - 1
    if at < 0:
        return
    if line.word[at] in words("without"):
        yield Cue(sort="negation", first=at, last=at + 1)
        return
    if line.word[at] in words("negation") and at and line.word[at - 1] in words("be"):  # “was not an accident”
        yield Cue(sort="negation", first=at, last=at + 1)
        return
    if line.word[at] in words("linking"):
        at -= 1
        for index in range(at, max(-1, at - 2), -1):
            if line.word[index] in sorts("over_noun"):
                yield Cue(sort=sorts("over_noun")[line.word[index]], first=index, last=index + 1)
                yield from chain(line, index, 1)
                return
        return
    if line.word[at] == "off" and at and line.word[at - 1] in ("call", "calls", "called", "calling"):
        yield Cue(sort="negative", first=at - 1, last=at + 1)
        yield from chain(line, at - 1, 1)
        return
    if line.word[at] == "out" or line.word[at] == "up":
        at -= 1
    if at >= 0 and line.word[at] in light_verbs():
        yield from of_verb(line, at)
    elif at >= 0 and line.word[at] in sorts("object"):
        yield Cue(sort=sorts("object")[line.word[at]], first=at, last=at + 1)
        yield from chain(line, at, 1)


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that add little to the noun they govern: “stage”, “carry (out)”."""
    return frozenset(str(table("outlook")["light"]["verbs"]).split())


def _after_noun(line: Line, at: int) -> Iterator[Cue]:
    """What the verb of a noun says of it: “the raid was called off”, “a raid will follow”, “no raid took place”."""
    for index in range(at + 1, min(len(line), at + 9)):
        if line.kind[index] in ",;:-().?TSRq":
            return
        if line.kind[index] in "Av" or line.word[index] in sorts("modals"):
            yield from _predicate(line, index)
            return


def _predicate(line: Line, at: int) -> Iterator[Cue]:
    """The verb of a noun, where it is one of happening: what negates “must not stop” leaves the strike as it is."""
    found: list[Cue] = []
    for index in range(at, min(len(line), at + 6)):
        word = line.word[index]
        if word in words("negation"):
            found.append(Cue(sort="negation", first=index, last=index + 1))
        if word in sorts("modals"):
            found.append(Cue(sort=f"modal {sorts('modals')[word]}", first=index, last=index + 1))
        elif word == "called" and line.word[index + 1 : index + 2] == ["off"]:
            yield from (*found, Cue(sort="negative", first=index, last=index + 2))
            return
        elif word in sorts("after"):
            yield from (*found, Cue(sort=sorts("after")[word], first=index, last=index + 1))
            return
        elif word in words("occurring"):
            yield from found
            return
        elif index > at and not inside_chain(line, index):
            return
