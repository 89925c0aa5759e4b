"""What a document is known by: its words, names, numbers, pairs of words, its beginning. Counted, not understood."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OPENS = frozenset(".?!:;“”\"'‘’`([—–-")
_LEAD = 50  # words that count as the beginning
_MOST = 3_000  # words of one document that are looked at
_TITLE = 0.6  # a line with a greater share of capitals is a headline, whose capitals say nothing
NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty hundred "
    "dozen million billion".split()
)
_NO_NAMES = frozenset(
    "the a an he she it they we in on at but and this that monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
FAMILIES = ("words", "names", "numbers", "pairs", "lead", "small")


@dataclass(frozen=True, slots=True)
class Profile:
    """How often each stem, name, number, pair of stems, stem of the beginning and uncapitalised stem occurs."""

    words: Mapping[str, int]
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    pairs: Mapping[str, int]
    lead: Mapping[str, int]
    small: Mapping[str, int]
    spelled: Mapping[str, str]  # a stem as a word of the text

    def family(self, name: str) -> Mapping[str, int]:
        """The counts of one of `FAMILIES`."""
        return getattr(self, name)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the endings of number, tense and possession; good enough to find it again.

    >>> [stem(word) for word in ("Bombings", "bombed", "city’s", "cities")]
    ['bomb', 'bomb', 'city', 'city']
    """
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if len(low) < 4:
        return low
    if low.endswith("s") and not low.endswith("ss"):
        low = low[:-3] + "y" if low.endswith("ies") and len(low) > 4 else low[:-1]
    for ending, shortest in (("ing", 6), ("ed", 5), ("e", 4)):
        if low.endswith(ending) and len(low) >= shortest:
            return low.removesuffix(ending)
    return low


def words_of(text: str) -> list[str]:
    """The words of a text as they are spelled."""
    return [match.group() for match in _WORD.finditer(text)]


def profile(text: str) -> Profile:
    """The profile of a text. Lines that are addresses (http…) are left out."""
    stems: list[str] = []
    capitals: Counter[str] = Counter()
    names: set[str] = set()
    numbers: Counter[str] = Counter()
    small: set[str] = set()
    spelled: dict[str, str] = {}
    for word, name in islice(_words(text), _MOST):
        low = word.lower()
        stems.append(stem(word))
        spelled.setdefault(stems[-1], word)
        if word[0].isupper():
            capitals[low.removesuffix("'s").removesuffix("’s")] += 1
        if name:
            names.add(low.removesuffix("'s").removesuffix("’s"))
        if word[0].isdigit() or low in NUMBER_WORDS:
            numbers[low] += 1
        if word[0].islower() and len(word) > 3:
            small.add(stems[-1])
    return Profile(
        words=Counter(stems),
        names={word: capitals[word] for word in sorted(names - _NO_NAMES)},
        numbers=numbers,
        pairs=Counter(f"{one} {other}" for one, other in pairwise(stems)),
        lead=Counter(stems[:_LEAD]),
        small=dict.fromkeys(sorted(small), 1),
        spelled=spelled,
    )


def _words(text: str) -> Iterable[tuple[str, bool]]:
    """The words in order, each with whether it is written like a name: a capital inside a sentence."""
    for line in text.split("\n"):
        if line.lstrip().startswith(("http:", "https:", "www.")):
            continue
        found = list(_WORD.finditer(line))
        title = sum(match.group()[0].isupper() for match in found) > _TITLE * len(found)
        for match in found:
            word = match.group()
            yield word, word[0].isupper() and len(word) > 1 and not title and not _opens(line, match.start())


def _opens(line: str, at: int) -> bool:
    """A sentence or a quotation may begin here."""
    before = line[max(0, at - 3) : at].rstrip()
    return not before or before[-1] in _OPENS


def weighted(counts: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """Counts as TF-IDF: (1 + log count) times the weight of the word; words of no weight are left out."""
    return {word: (1 + math.log(count)) * weights[word] for word, count in counts.items() if weights[word] > 0}


def frequencies(rows: Sequence[Mapping[str, int]]) -> Counter[str]:
    """In how many rows each word occurs."""
    return Counter(word for row in rows for word in row)
