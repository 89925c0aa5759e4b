"""What tells a name of a place from another name: its neighbours and its size, never the name itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import gazetteer
from whence.compare.places.tokens import Token, beside, generic, listed, shape, sort, titles
from whence.language.lexicon import kinds
from whence.language.people import voice_words

_NAMING = frozenset(("Name", "Initial", "title", "Given"))


class Around:
    """What the whole text tells about a word: how often it is written small, and whether it is somebody's surname."""

    __slots__ = ("behind", "small", "surnames")

    def __init__(self, words: Sequence[Token]) -> None:
        self.small = Counter(token.low for token in words if not token.capital)
        self.surnames: set[str] = set()
        self.behind: Counter[str] = Counter()
        for before, token in pairwise(words):
            if not (token.capital and before.capital):
                continue
            if before.low in voice_words().given or before.low in titles():
                self.surnames.add(token.low)
            self.behind[token.low] += sort(before) in _NAMING


def signs(first: int, last: int, rows: Sequence[int], words: Sequence[Token], around: Around) -> list[str]:
    """What is known of tokens `first` to before `last`, which may name the places `rows`, and of their neighbours."""
    known = gazetteer()
    head, tail = words[first], words[last - 1]
    earlier, before = beside(words, first - 2), beside(words, first - 1)
    after, later = beside(words, last), beside(words, last + 1)
    size = last - first
    people = max((int(known.people[row]) for row in rows), default=-10) // 10
    kind = "/".join(sorted({str(int(known.kind[row])) for row in rows})) or "none"
    found = [
        "always",
        f"before={shape(before)}",
        f"after={shape(after)}",
        f"two-before={shape(earlier)}/{shape(before)}",
        f"two-after={shape(after)}/{shape(later)}",
        f"beside={sort(before)}/{sort(after)}",
        f"around={sort(earlier)}/{sort(before)}/{sort(after)}/{sort(later)}",
        f"size={min(size, 3)}",
        f"opens={_opens(earlier, before)}",
        f"count={min(len(rows), 5)}",
        f"kind={kind}",
        f"kind={kind}/{min(size, 2)}/{sort(before)}/{sort(after)}",
        f"people={people}",
        f"people={people}/before={sort(before)}",
        f"people={people}/after={sort(after)}",
    ]
    if not rows:
        lead = head.low if head.low in listed("first", "numbered") else ""
        found += [f"generic={tail.low}", f"lead={lead}", f"generic-after={sort(after)}"]
    if fold(" ".join(token.word for token in words[first:last])) in known.demonyms:
        found.append("demonym")
    if size == 1:
        found += _alone(head, before, after, around, people)
    if tail.word.isupper() and len(tail.word) > 2:
        found.append(f"upper/size={min(size, 2)}")
    return found


def _opens(earlier: Token | None, before: Token | None) -> bool:
    """It begins a sentence, as far as the marks tell."""
    if before is None or before.word in ".?!:":
        return True
    return before.word in '”"“' and (earlier is None or earlier.word in ".?!")


def _alone(token: Token, before: Token | None, after: Token | None, around: Around, people: int) -> list[str]:
    """What is known of a single word."""
    given = token.low in voice_words().given
    found = [
        f"word={kinds().get(token.low, '-')}",
        f"given={given}/after={sort(after)}",
        f"given={given}/before={sort(before)}",
        f"length={min(len(token.word), 5)}",
    ]
    if around.small[token.low]:
        found += ["small", f"small/people={people}"]
    if token.low in around.surnames:
        found += ["surname", f"surname/{sort(before)}", f"surname/people={people}"]
    if around.behind[token.low]:
        found += [f"behind={min(around.behind[token.low], 2)}", f"behind/{sort(before)}"]
    if token.low in voice_words().nouns or token.low in generic():
        found.append("noun")
    return found
