"""Which words of a text name places: names of the gazetteer, “… Road”, “… River”, kept or not by what is around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from whence.compare.linear import installed
from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import COUNTRY, REGION, Gazetteer, candidates, gazetteer
from whence.compare.places.signs import Around, signs
from whence.compare.places.tokens import Token, beside, generic, listed, sort, tokens
from whence.language.lexicon import kinds
from whence.language.people import voice_words
from whence.model.text import Span

MODEL = "place_mentions"
_CLOSED = frozenset("DPORICSA")  # kinds of small words, which begin sentences but not names
_LONGEST_NAME, _LONGEST = 6, 80  # words and characters
# The log odds of a mention are mixed with the mean of all mentions of its name; a little less than even is enough.
_SHARED, _ENOUGH = 0.75, -0.35
_KNOWN_BY_ALL = 0.7
_MILLION = 60  # of `people`


@dataclass(frozen=True, slots=True)
class Possible:
    """Tokens `first` to before `last` that may name a place; `rows` of the gazetteer, none for most of “… Road”."""

    first: int
    last: int
    span: Span
    rows: tuple[int, ...]


def mentions(text: str) -> list[Span]:
    """The names of places in a text, in order.

    >>> text = "The road from Oslo to Bergen was closed, Anna Holm said."
    >>> [text[span.start : span.end] for span in mentions(text)]
    ['Oslo', 'Bergen']
    """
    words = tokens(text)
    around = Around(words)
    odds: list[tuple[Span, str, float]] = []
    by_name: dict[str, list[float]] = defaultdict(list)
    for one in possible(text, words):
        name = fold(text[one.span.start : one.span.end])
        chance = _chance(one, words, around)
        odds.append((one.span, name, log(chance / (1 - chance))))
        by_name[name].append(odds[-1][2])
    means = {name: sum(values) / len(values) for name, values in by_name.items()}
    return [span for span, name, own in odds if (1 - _SHARED) * own + _SHARED * means[name] >= _ENOUGH]


def _chance(one: Possible, words: Sequence[Token], around: Around) -> float:
    """How probably it names a place; without the model every name of the gazetteer does."""
    model = installed(MODEL)
    if model is None:
        return 0.9 if one.rows else 0.1
    chance = float(model.chances(signs(one.first, one.last, one.rows, words, around))[model.labels.index("place")])
    least = _KNOWN_BY_ALL if _known_by_all(one, words, around) else 1e-4
    return min(max(chance, least), 1 - 1e-4)


def _known_by_all(one: Possible, words: Sequence[Token], around: Around) -> bool:
    """A country, a capital or a city of millions, and no part of a person's name: so in any news, not local alone."""
    known = gazetteer()
    if not any(
        known.kind[row] == COUNTRY or known.people[row] >= _MILLION or row in known.capitals for row in one.rows
    ):
        return False
    word = words[one.first].low
    if one.last == one.first + 1 and (around.small[word] or word in around.surnames or word in voice_words().given):
        return False
    near = (sort(beside(words, one.first - 1)), sort(beside(words, one.last)))
    return not {"title", "Given", "Initial", "Name", "Body"} & set(near)


def possible(text: str, words: Sequence[Token]) -> Iterator[Possible]:
    """The longest names from left to right, none inside another."""
    known = gazetteer()
    at = 0
    while at < len(words):
        found = _longest(text, words, at, known) if words[at].capital else None
        if found is None:
            at += 1
            continue
        yield found
        at = found.last


def _longest(text: str, words: Sequence[Token], at: int, known: Gazetteer) -> Possible | None:
    """The longest name of the gazetteer that begins here; or the words up to one that says what they are (“Road”)."""
    limit = at + 1
    while limit < min(len(words), at + _LONGEST_NAME) and _goes_on(text, words, limit):
        limit += 1
    named = _named(text, words, at, limit, known)
    described = 0 if kinds().get(words[at].low, "-") in _CLOSED else _described(words, at, limit)
    if not described or (named and not _outgrows(words, named, described)):
        return named
    end = described + 1 if _dotted(text, words, described) else described
    return Possible(at, end, Span(words[at].start, words[end - 1].end), ())


def _goes_on(text: str, words: Sequence[Token], at: int) -> bool:
    """The token goes on with the name before it."""
    token, before = words[at], words[at - 1]
    gap = text[before.end : token.start]
    if token.word in ".-":
        return not gap
    if before.word == "-":
        return not gap and token.word[0].isalnum()
    if gap.strip() or not (gap or before.word == "."):
        return False
    if token.word[0].isdigit():
        return before.low in listed("numbered")
    return token.capital or (token.low in listed("joining") and before.word != ".")


def _named(text: str, words: Sequence[Token], at: int, limit: int, known: Gazetteer) -> Possible | None:
    for last in range(limit, at, -1):
        end = words[last - 1]
        if end.end - words[at].start > _LONGEST:
            continue
        name = " ".join(text[words[at].start : end.end].split())
        span = Span(words[at].start, end.end)
        if name in known.abbreviations and not _bare_state(words, at, name, known):
            return Possible(at, last, span, tuple(candidates(name)))
        if not (end.capital or (end.word == "." and words[last - 2].low in listed("dotted"))):
            continue
        folded = fold(name)
        if folded not in listed("directions") and (known.knows(folded) or folded in known.demonyms):
            return Possible(at, last, span, tuple(candidates(name)))
    return None


def _bare_state(words: Sequence[Token], at: int, name: str, known: Gazetteer) -> bool:
    """Two letters for a state that stand behind no comma: “AK rifles” are not Alaskan."""
    if len(name) != 2 or not all(known.kind[row] == REGION for row in known.abbreviations[name]):
        return False
    return not at or words[at - 1].word not in (",", "(")


def _described(words: Sequence[Token], at: int, limit: int) -> int:
    """Behind the word that says what the name is: “Dublin Road”, “Lake Mary”, “Highway 9”; 0 where there is none."""
    for last in range(at + 1, limit):
        token = words[last]
        if not (token.capital or token.word in ".-" or words[last - 1].low in listed("numbered")):
            return 0
        if token.capital and token.low in generic():
            follows = words[last + 1] if last + 1 < len(words) else None
            numbered = token.low in listed("numbered") and follows is not None and follows.word[0].isdigit()
            return last + 2 if numbered else last + 1
        if words[at].low in listed("first", "numbered") and last == at + 1 and token.word[0].isalnum():
            return last + 1
    return 0


def _outgrows(words: Sequence[Token], named: Possible, described: int) -> bool:
    """“Dublin Road” is not Dublin; but “Ohio Highway Patrol” is Ohio, and “Clay County Road 9” Clay County."""
    if named.last >= described or words[named.last - 1].low in generic():
        return False
    last = words[described - 1].low
    if last in listed("roads"):
        return last != "highway"
    return described == named.last + 1 and last in listed("waters")


def _dotted(text: str, words: Sequence[Token], at: int) -> bool:
    """A dot right behind a shortened word: “Main St.”"""
    if at >= len(words) or words[at - 1].low not in listed("dotted"):
        return False
    return text[words[at - 1].end : words[at].end] == "."
