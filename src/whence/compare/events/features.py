"""What the trained model looks at: the words around actor and recipient, and what the lexicon says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from whence.compare.events.find import events
from whence.compare.events.words import acts, frames, noun_kinds, verb_kinds
from whence.language.tokens import Line, tokens
from whence.model.incident import Event
from whence.model.text import Span

_MOST = 400  # tokens of a clause that are read
_FAR = 12  # tokens behind the actor, or before the recipient, that stand for “between” where the other is not told
_ENDINGS = ("ings", "ing", "ed", "es", "s")
_BE = frozenset(("was", "were", "been", "is", "are", "being"))
_NOT = frozenset(("not", "no", "never"))
_MODAL = frozenset(("will", "would", "ready", "willing", "plans", "should", "must", "may", "could"))


@dataclass(frozen=True, slots=True)
class _Marked:
    """Places of tokens: the actor's, the recipient's, those between, and those on either side."""

    actor: Sequence[int]
    recipient: Sequence[int]
    between: Sequence[int]
    left: Sequence[int]
    right: Sequence[int]
    order: str


def features(text: str, actor: Span | None, recipient: Span | None) -> list[str]:
    """The features of a clause; where neither is given, those of the first act that the lexicon finds take their place.

    >>> "EA:ASSAULT" in features("Guards shelled a mill.", Span(0, 6), Span(15, 21))
    True
    """
    line = tokens(text, Span(0, len(text)), ())
    if len(line) > _MOST:
        line = line.part(0, _MOST)
    found = events(text, Span(0, len(text)))
    if actor is None and recipient is None:
        return [*_unmarked(line, found)]
    mine, theirs = _places(line, (actor,) if actor else ()), _places(line, (recipient,) if recipient else ())
    return [*_around(line, _marked(line, mine, theirs)), *_fitting(found, actor, recipient)]


def _unmarked(line: Line, found: Sequence[Event]) -> Iterator[str]:
    if found:
        main = found[0]
        yield from _around(line, _marked(line, _places(line, main.actor), _places(line, main.recipient)))
        trigger = _places(line, (main.trigger,))
        if trigger:
            yield f"T:{' '.join(_stems(line, trigger))}"
            yield from _grams(_stems(line, range(trigger[-1] + 1, min(len(line), trigger[-1] + 8))), "w", (1, 2))
            yield from _grams(_stems(line, range(max(0, trigger[0] - 4), trigger[0])), "v", (1, 2))
        yield f"E0m:{main.event_class}:{main.mode}:{bool(main.actor)}{bool(main.recipient)}{main.agentless}"
    else:
        yield "E:none"
    yield from _grams(_stems(line, range(len(line))), "s", (1, 2))
    for index, event in enumerate(found[:5]):
        yield f"E:{event.event_class}"
        yield f"E{min(index, 2)}:{event.event_class}"
        if event.embedded is not None:
            yield f"embeds:{event.event_class}:{found[event.embedded].event_class}"


def _fitting(found: Sequence[Event], actor: Span | None, recipient: Span | None) -> Iterator[str]:
    """The acts of the lexicon whose parties are the marked ones."""
    first = True
    for event in found:
        mine, theirs = _meets(event.actor, actor), _meets(event.recipient, recipient)
        if mine:
            yield f"EA:{event.event_class}"
            if first:
                yield f"EA0:{event.event_class}"
            first = False
            if event.embedded is not None:
                yield f"embeds:{event.event_class}:{found[event.embedded].event_class}"
        if theirs:
            yield f"ER:{event.event_class}"
        if mine and theirs:
            yield f"EB:{event.event_class}"
        if _meets(event.actor, recipient) or _meets(event.recipient, actor):
            yield f"EX:{event.event_class}"


def _meets(spans: Sequence[Span], marked: Span | None) -> bool:
    return marked is not None and any(span.overlaps(marked) for span in spans)


def _places(line: Line, spans: Sequence[Span]) -> list[int]:
    return [
        at for at in range(len(line)) if any(line.start[at] < one.end and one.start < line.end[at] for one in spans)
    ]


def _marked(line: Line, mine: list[int], theirs: list[int]) -> _Marked:
    count = len(line)
    if mine and theirs:
        order = ">" if mine[0] < theirs[0] else "<"
        first, second = (mine, theirs) if order == ">" else (theirs, mine)
        low, high, left, right = first[-1] + 1, second[0], first[0], max(mine[-1], theirs[-1]) + 1
    elif mine:
        order, low, high, left = "a", mine[-1] + 1, min(count, mine[-1] + 1 + _FAR), mine[0]
        right = high
    elif theirs:
        order, high, right = "t", theirs[0], theirs[-1] + 1
        low = left = max(0, high - _FAR)
    else:
        order, low, high, left, right = "0", 0, count, 0, count
    return _Marked(mine, theirs, range(low, max(low, high)), range(left), range(right, count), order)


def _around(line: Line, at: _Marked) -> Iterator[str]:
    between, side = _stems(line, at.between), at.order
    yield from _grams(between, f"m{side}", (1, 2, 3))
    yield from _grams(between, "m", (1, 2))
    yield from _grams(between[:5], "mb", (1,))
    yield from _grams(between[-3:], "me", (1, 2))
    yield from _grams(_stems(line, at.right[:8]), "r", (1, 2))
    yield from _grams(_stems(line, at.right), "R", (1,))
    yield from _grams(_stems(line, at.left[-6:]), "l", (1, 2))
    yield from _grams(_stems(line, at.actor), "a", (1,))
    yield from _grams(_stems(line, at.recipient), "t", (1, 2))
    words = [line.word[place] for place in at.between]
    yield from (f"p:{word[:5]}" for word in words if len(word) > 5 and word.isalpha())
    yield f"d:{side}"
    yield f"d:{side}:{min(6, len(words) // 2)}"
    if _NOT & set(words) or any(word.endswith("n't") for word in words):
        yield "negated"
    yield from (f"modal:{word}" for word in sorted(_MODAL & set(words)))
    if "by" in words and _BE & set(words):
        yield "passive"
    for places, name in (
        (at.between, f"m{side}"), (at.between, "m"), (at.right[:10], "r"),
        (at.recipient, "t"), (at.left[-6:], "l"), (at.actor, "a"),
    ):  # fmt: skip
        yield from _classes(line, places, name)
    yield from _kinds(line, at)


def _classes(line: Line, places: Sequence[int], name: str) -> Iterator[str]:
    """The classes of the words, and of the first and the last verb among them."""
    verbs: list[str] = []
    for word in _words(line, places):
        for act in acts().get(word, ()):
            if act.particles and not _followed(line, places, word, act.particles):
                continue
            yield f"{name}{'n' if act.tense == 'noun' else 'v'}:{act.event_class}"
            if act.tense != "noun":
                verbs.append(act.event_class)
            if act.particles:
                break
    if verbs:
        yield f"{name}first:{verbs[0]}"
        yield f"{name}last:{verbs[-1]}"


def _followed(line: Line, places: Sequence[int], word: str, particles: tuple[str, ...]) -> bool:
    words = _words(line, places)
    at = words.index(word) + 1
    return tuple(words[at : at + len(particles)]) == particles


def _kinds(line: Line, at: _Marked) -> Iterator[str]:
    """Verbs and nouns that mean something only together, in pairs."""
    verbs = sorted({
        kind
        for place in at.between
        for kind, particles in verb_kinds().get(line.word[place], ())
        if tuple(line.word[place + 1 : place + 1 + len(particles)]) == particles
    })  # fmt: skip
    inside, theirs, behind = (_noun_kinds(line, places) for places in (at.between, at.recipient, at.right[:8]))
    for verb in verbs:
        yield f"kv:{verb}"
        yield from (f"k:{verb}+{noun}" for noun in inside)
        yield from (f"K:{verb}+{noun}" for noun in sorted({*theirs, *behind}))
        yield from (f"F:{frames()[verb, noun][0]}" for noun in sorted({*inside, *theirs}) if (verb, noun) in frames())
    yield from (f"kn:{noun}" for noun in inside)
    yield from (f"tkn:{noun}" for noun in theirs)
    yield from (f"rkn:{noun}" for noun in behind)


def _noun_kinds(line: Line, places: Sequence[int]) -> list[str]:
    return sorted({kind for place in places for kind in noun_kinds().get(line.word[place], ())})


def _words(line: Line, places: Sequence[int]) -> list[str]:
    return [line.word[place] for place in places]


def _stems(line: Line, places: Sequence[int]) -> list[str]:
    return [stem(line.word[place]) for place in places]


@cache
def _known() -> dict[str, str]:
    return {form: options[0].lemma for form, options in acts().items()}


def stem(word: str) -> str:
    """The base form of a word of the lexicon; of others what is left without a common ending."""
    known = _known().get(word)
    if known is not None:
        return known
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _grams(stems: Sequence[str], name: str, sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        for at in range(len(stems) - size + 1):
            yield f"{name}{size}:{' '.join(stems[at : at + size])}"
