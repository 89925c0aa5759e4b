"""The ways a quotation is changed, each with what becomes of every word of the original."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_BARE = re.compile(r"[^\w']+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the marks on it, and where it starts in the article."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """Small letters alone."""
        return _BARE.sub("", self.text).lower().replace("’", "")


@dataclass(frozen=True, slots=True)
class Changed:
    """The quotation's pieces as written, and for each word of the original whether it was kept, left out or changed."""

    text: list[str]
    fates: list[str]
    consequences: frozenset[str] = frozenset()
    verdict: str = ""

    @classmethod
    def of(cls, words: Sequence[Word]) -> Changed:
        """The words as they are."""
        return cls([" ".join(word.text for word in words)], ["kept"] * len(words))

    def labels(self, words: Sequence[Word]) -> list[tuple[int, int, str]]:
        """The fates with where the words stand."""
        return (
            [(word.start, word.end, fate) for word, fate in zip(words, self.fates, strict=True)] if self.fates else []
        )


def _joined(parts: Sequence[str]) -> str:
    return " ".join(part for part in parts if part)


def _pairs(table: str) -> dict[str, str]:
    """`a>b | c>d` as a dictionary."""
    return dict(item.strip().split(">") for item in table.split("|"))


def nothing(_chance: random.Random, words: list[Word]) -> Changed | None:
    return Changed.of(words)


def typography(chance: random.Random, words: list[Word]) -> Changed | None:
    """Marks, dashes, spaces, invisible characters, Unicode form, the first letter, the ends."""
    text = Changed.of(words).text[0]
    for _ in range(chance.randint(2, 4)):
        way = chance.randrange(8)
        if way == 0:
            text = text.replace("'", "’") if "'" in text else text.replace("’", "'")
        elif way == 1:
            text = text.replace("--", "—").replace("–", "-") if "-" in text or "–" in text else text
        elif way == 2:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice("\u00ad\u200b\u2060\ufe0f") + text[at:] if at else text
        elif way == 3:
            text = text.replace(" ", chance.choice(["\u00a0", "  ", "\u2009"]), chance.randint(1, 3))
        elif way == 4:
            text = text[0].swapcase() + text[1:]
        elif way == 5:
            text = unicodedata.normalize("NFD", text)
        elif way == 6:
            text = text.replace("fi", "ﬁ", 1)
        else:
            text = text.rstrip(".,;:") + chance.choice(["", ".", ",", "!"])
    return Changed([text], ["kept"] * len(words))


def interrupted(chance: random.Random, words: list[Word]) -> Changed | None:
    if len(words) < 8:
        return None
    at = chance.randint(3, len(words) - 3)
    return Changed(
        [_joined([w.text for w in words[:at]]), _joined([w.text for w in words[at:]])], ["kept"] * len(words)
    )


def _without(chance: random.Random, words: list[Word], most: int) -> tuple[int, int] | None:
    if len(words) < 9:
        return None
    size = chance.randint(1, min(most, len(words) - 7))
    first = chance.randint(3, len(words) - size - 3)
    return first, first + size


def _ambiguous(words: list[Word], first: int, last: int) -> bool:
    """Whether leaving out other words gives the same quotation."""
    return words[first - 1].bare == words[last - 1].bare or (
        last < len(words) and words[first].bare == words[last].bare
    )


def elided(chance: random.Random, words: list[Word]) -> Changed | None:
    found = _without(chance, words, 12)
    if found is None:
        return None
    first, last = found
    dots = chance.choice(["…", "...", ". . .", "[…]", "[...]", "....", "(...)"])
    text = f"{_joined([w.text for w in words[:first]])} {dots} {_joined([w.text for w in words[last:]])}"
    return Changed([text], _fates(len(words), first, last))


def _fates(count: int, first: int, last: int, fate: str = "left out") -> list[str]:
    return ["kept"] * first + [fate] * (last - first) + ["kept"] * (count - last)


def elided_by_tag(chance: random.Random, words: list[Word]) -> Changed | None:
    found = _without(chance, words, 8)
    if found is None or _ambiguous(words, *found):
        return None
    first, last = found
    pieces = [_joined([w.text for w in words[:first]]), _joined([w.text for w in words[last:]])]
    return Changed(pieces, _fates(len(words), first, last))


_ADDED = (
    "the party",
    "a lawyer",
    "on Monday",
    "in Ohio",
    "Mrs. Lind",
    "the ministry's",
    "so-called",
    "then-",
    "of Karsk",
)


def bracket_inserted(chance: random.Random, words: list[Word]) -> Changed | None:
    if len(words) < 6:
        return None
    at = chance.randint(1, len(words) - 1)
    parts = [w.text for w in words]
    return Changed([_joined([*parts[:at], f"[{chance.choice(_ADDED)}]", *parts[at:]])], ["kept"] * len(words))


_PRONOUNS = {
    "he",
    "she",
    "they",
    "it",
    "him",
    "his",
    "her",
    "them",
    "their",
    "we",
    "our",
    "us",
    "this",
    "that",
    "these",
}


def bracket_replaced(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i, w in enumerate(words) if w.bare in _PRONOUNS and w.text.isalpha()]
    if not places or len(words) < 6:
        return None
    at = chance.choice(places)
    put = chance.choice(["[Lind]", "[the ministry]", "[Karsk’s voters]", "[Okafor’s]"])
    parts = [w.text for w in words]
    return Changed([_joined([*parts[:at], put, *parts[at + 1 :]])], _fates(len(words), at, at + 1, "changed"))


def bracketed_and_elided(chance: random.Random, words: list[Word]) -> Changed | None:
    first = elided(chance, words)
    if first is None:
        return None
    head, dots, tail = re.split(r" (…|\.\.\.\.?|\. \. \.|\[…\]|\[\.\.\.\]|\(\.\.\.\)) ", first.text[0], maxsplit=1)
    parts = head.split(" ")
    at = chance.randint(1, len(parts))
    return Changed([f"{_joined([*parts[:at], '[the minister]', *parts[at:]])} {dots} {tail}"], first.fates)


def _cut(words: list[Word], first: int, last: int, *consequences: str) -> Changed | None:
    if len(words) - (last - first) < 4 or first < 1 or last >= len(words) or _ambiguous(words, first, last):
        return None
    text = _joined([w.text for w in (*words[:first], *words[last:])])
    return Changed([text], _fates(len(words), first, last), frozenset(consequences))


def trimmed(chance: random.Random, words: list[Word]) -> Changed | None:
    found = _without(chance, words, 6)
    return _cut(words, *found) if found else None


def _dropped(chance: random.Random, words: list[Word], which: set[str], consequence: str) -> Changed | None:
    places = [i for i, w in enumerate(words) if w.bare in which and 0 < i < len(words) - 1]
    return _cut(words, at, at + 1, consequence) if places and (at := chance.choice(places)) else None


_NOT = {"not", "never", "no", "hardly", "without", "neither", "nothing", "nobody"}
_HEDGES = set[str](
    (
        "may might could would allegedly reportedly perhaps probably possibly likely some many most almost nearly "
        "often usually apparently about several"
    ).split()
)
_NUMBERS = {
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "twenty",
    "hundred",
    "million",
    "billion",
}


def negation_dropped(chance: random.Random, words: list[Word]) -> Changed | None:
    return _dropped(chance, words, _NOT, "negation")


def hedge_dropped(chance: random.Random, words: list[Word]) -> Changed | None:
    return _dropped(chance, words, _HEDGES, "hedge")


def number_dropped(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i, w in enumerate(words) if 0 < i < len(words) - 1 and (w.bare in _NUMBERS or w.text[:1].isdigit())]
    return _cut(words, at, at + 1, "number") if places and (at := chance.choice(places)) else None


_VERBS = {
    "is",
    "are",
    "was",
    "were",
    "will",
    "would",
    "can",
    "could",
    "should",
    "has",
    "have",
    "had",
    "does",
    "did",
    "do",
}


def negation_added(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i, w in enumerate(words) if w.text in _VERBS and i + 1 < len(words)]
    if not places or len(words) < 5:
        return None
    at = chance.choice(places)
    parts = [w.text for w in words]
    if words[at + 1].bare in ("not", "never", "no"):
        return None
    way = chance.randrange(3)
    if way == 0 and parts[at] not in ("will", "can"):
        parts[at] += chance.choice(["n't", "n’t"])
        return Changed([_joined(parts)], _fates(len(words), at, at + 1, "changed"), frozenset(["negation"]))
    put = "never" if way == 1 else "not"
    return Changed([_joined([*parts[: at + 1], put, *parts[at + 1 :]])], ["kept"] * len(words), frozenset(["negation"]))


def _swapped(words: list[Word], at: int, new: str, *consequences: str, verdict: str = "") -> Changed | None:
    old = words[at].text
    marks = old[len(old.rstrip(".,;:?!")) :]
    parts = [w.text for w in words]
    parts[at] = new + marks
    return Changed([_joined(parts)], _fates(len(words), at, at + 1, "changed"), frozenset(consequences), verdict)


_UNITS = _pairs(
    """
    million>billion | billion>million | thousand>hundred | percent>points | miles>kilometers | hours>days
    | days>weeks | weeks>months | months>years | years>months | Monday>Tuesday | Tuesday>Thursday | Wednesday>Friday
    | Thursday>Monday | Friday>Saturday | Sunday>Monday | September>October | November>December | first>second
    | second>third | third>fourth | half>quarter
    """
)
_CARDINALS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()


def number_changed(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [
        i for i, w in enumerate(words)
        if (re.fullmatch(r"\d{1,4}[.,;:?!]*", w.text) or w.bare in _CARDINALS or w.text.rstrip(".,;:?!") in _UNITS)
    ]  # fmt: skip
    if not places or len(words) < 5:
        return None
    at = chance.choice(places)
    plain = words[at].text.rstrip(".,;:?!")
    if plain.isdigit():
        new = str(int(plain) + chance.choice([1, 2, 3, 10]))
    elif words[at].bare in _CARDINALS:
        new = chance.choice([word for word in _CARDINALS if word != words[at].bare])
    else:
        new = _UNITS[plain]
    return _swapped(words, at, new, "number")


def _is_name(word: Word) -> bool:
    plain = word.text.rstrip(".,;:?!")
    return len(plain) > 3 and plain.isalpha() and plain[0].isupper() and not plain.isupper() and plain not in _UNITS


def name_changed(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i in range(1, len(words)) if _is_name(words[i]) and words[i - 1].text[-1].isalpha()]
    if not places or len(words) < 5:
        return None
    return _swapped(words, chance.choice(places), chance.choice(["Lind", "Karsk", "Okafor", "Southport"]), "name")


_OTHER_HEDGE = _pairs(
    """
    may>will | might>will | could>will | would>will | will>may | some>all | many>all | all>some | most>all
    | often>always | always>often | probably>certainly | likely>certain | several>many | should>must | must>should
    | can>could | about>exactly | nearly>exactly
    """
)


def hedge_changed(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i, w in enumerate(words) if w.text in _OTHER_HEDGE]
    if not places or len(words) < 5:
        return None
    at = chance.choice(places)
    return _swapped(words, at, _OTHER_HEDGE[words[at].text], "hedge")


_OTHERS = (
    "table river answer green quickly bitter harvest ladder window gentle carry paper stone bright distant open".split()
)


def word_changed(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i, w in enumerate(words) if w.text.islower() and w.text.isalpha() and len(w.text) > 4]
    if not places or len(words) < 5:
        return None
    return _swapped(words, chance.choice(places), chance.choice(_OTHERS))


def moved(chance: random.Random, words: list[Word]) -> Changed | None:
    if len(words) < 10:
        return None
    size = chance.randint(1, 3)
    first = chance.randint(1, len(words) - size - 5)
    to = chance.randint(first + size + 2, len(words) - 1)
    parts = [w.text for w in words]
    block = parts[first : first + size]
    text = _joined([*parts[:first], *parts[first + size : to], *block, *parts[to:]])
    if [w.bare for w in words] == [_BARE.sub("", part).lower() for part in text.split(" ")]:
        return None
    return Changed([text], [])


_SPELLINGS = _pairs(
    """
    organization>organisation | labor>labour | defense>defence | center>centre | color>colour | program>programme
    | recognize>recognise | realize>realise | percent>per cent | criticized>criticised | favor>favour
    | favorite>favourite | toward>towards | behavior>behaviour | honor>honour | organizations>organisations
    | emphasized>emphasised | traveling>travelling | canceled>cancelled | dont>do not | cant>cannot | isnt>is not
    """
)


def spelling(chance: random.Random, words: list[Word]) -> Changed | None:
    places = [i for i, w in enumerate(words) if w.bare in _SPELLINGS and w.text[0].islower()]
    if not places or len(words) < 5:
        return None
    at = chance.choice(places)
    return _swapped(words, at, _SPELLINGS[words[at].bare], "none", verdict="verbatim|altered")


def digits(chance: random.Random, words: list[Word]) -> Changed | None:
    names = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    places = [i for i, w in enumerate(words) if w.bare in names or re.fullmatch(r"([2-9]|1[0-2])[.,;]?", w.text)]
    if not places or len(words) < 5:
        return None
    at = chance.choice(places)
    bare = words[at].bare
    new = names[int(bare) - 2] if bare.isdigit() else str(names.index(bare) + 2)
    return _swapped(words, at, new, "none")
