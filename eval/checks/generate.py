"""Drafts that quote articles, with the truth of every quotation: `make(articles, seed)`.

Each quotation is taken from a sentence of an article and changed in one known way: the words that were kept, left out
and put in are known, and so are the verdict and what the change does. Articles come from a corpus that lies outside
the project (`eval.polnear`); others can be given.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from eval.checks import changes
from eval.checks.changes import Word

_SENTENCE = re.compile(r"(?<=[a-z0-9][.?!])\s+(?=[A-Z][a-z])")
_WORD = re.compile(r"\S+")
_SOUND = re.compile(r"[A-Z][^\[\]{}<>*_…|\\\"“”„«»]{20,400}[.?!]")
_NAMES = "Ada Lind|Ruben Okafor|Mira Castellane|Teodor Malk|Hanna Voss|Jonas Whitlow|Priya Banerjee|Lena Marsh".split(
    "|"
)
_ROLES = ("the harbour master", "a county official", "the party's chairman", "the spokeswoman", "the judge")


@dataclass(slots=True)
class Quotation:
    """One quotation of the draft and its truth. `pieces` are its spans in the draft, `places` (article, start, end)."""

    kind: str
    verdict: str
    consequences: frozenset[str]
    text: list[str]
    places: list[tuple[int, int, int]]
    labels: list[tuple[int, int, str]]  # words of the original (start, end) and what became of each
    pieces: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    nested: bool = False


@dataclass(slots=True)
class Case:
    """A draft, the sources it is held against, and the quotations in it."""

    draft: str
    sources: list[str]
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article that can be quoted."""

    article: int
    start: int
    text: str

    def words(self) -> list[Word]:
        """Its words where they stand, without the full stop."""
        return [Word(match.group(), self.start + match.start()) for match in _WORD.finditer(self.text)]


def make(articles: Sequence[str], seed: int, count: int = 400, held_back: Sequence[str] = ()) -> Case:
    """`count` quotations of these articles, of each kind equally many; `held_back` are articles nobody can search."""
    chance = random.Random(seed)
    found = [item for number, text in enumerate(articles) for item in _sentences(number, text)]
    absent = [item for number, text in enumerate(held_back) for item in _sentences(number, text)]
    known = {_bare(text) for text in articles}
    kinds = list(KINDS)
    quotations: list[Quotation] = []
    tried = 0
    while len(quotations) < count and tried < 60 * count:
        tried += 1
        kind = kinds[len(quotations) % len(kinds)]
        made = KINDS[kind](chance, found, absent)
        if made is None or (made.verdict == "untraced" and any(_bare(made.text[0])[:60] in text for text in known)):
            continue
        made.kind = kind
        quotations.append(made)
    chance.shuffle(quotations)
    return Case(_drafted(chance, quotations), list(articles), quotations)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _sentences(article: int, text: str) -> list[Sentence]:
    found: list[Sentence] = []
    at = 0
    for line in text.split("\n"):
        start = at
        for part in _SENTENCE.split(line):
            place = text.find(part, start)
            start = place + len(part)
            if _SOUND.fullmatch(part) and 6 <= len(part.split()) <= 45:
                found.append(Sentence(article, place, part))
        at += len(line) + 1
    return found


Maker = Callable[[random.Random, Sequence[Sentence], Sequence[Sentence]], "Quotation | None"]


def _changed(change: Callable[[random.Random, list[Word]], changes.Changed | None], verdict: str) -> Maker:
    """A quotation of one sentence, or of a part of it, with this change."""

    def make_one(chance: random.Random, found: Sequence[Sentence], _absent: Sequence[Sentence]) -> Quotation | None:
        sentence = chance.choice(found)
        words = _part(chance, sentence.words())
        made = change(chance, words)
        if made is None:
            return None
        return Quotation(
            "", made.verdict or verdict, made.consequences, made.text,
            [(sentence.article, words[0].start, words[-1].end)], made.labels(words),
        )  # fmt: skip

    return make_one


def _part(chance: random.Random, words: list[Word]) -> list[Word]:
    """All of a sentence, or at least half of it, in one piece."""
    if chance.random() < 0.6:
        return _ended(words)
    least = max(5, len(words) // 2)
    size = chance.randint(min(least, len(words)), len(words))
    first = chance.randint(0, len(words) - size)
    return _ended(words[first : first + size])


def _ended(words: list[Word]) -> list[Word]:
    last = words[-1].text.rstrip(".?!,;:")
    return [*words[:-1], Word(last, words[-1].start)] if last else words[:-1]


def _short(chance: random.Random, found: Sequence[Sentence], _absent: Sequence[Sentence]) -> Quotation | None:
    """Four to seven words, as they are."""
    sentence = chance.choice(found)
    words = sentence.words()
    size = chance.randint(4, 7)
    if len(words) < size + 1:
        return None
    first = chance.randint(0, len(words) - size)
    part = _ended(words[first : first + size])
    made = changes.Changed.of(part)
    return Quotation(
        "", "verbatim", frozenset(), made.text, [(sentence.article, part[0].start, part[-1].end)], made.labels(part)
    )


def _spliced(chance: random.Random, found: Sequence[Sentence], _absent: Sequence[Sentence]) -> Quotation | None:
    """The beginning of one sentence and the end of another, of the same article or of another one."""
    one = chance.choice(found)
    if chance.random() < 0.5:
        others = [s for s in found if s.article == one.article and abs(s.start - one.start) > 500]
        if not others:
            return None
        other = chance.choice(others)
    else:
        other = chance.choice(found)
    if other == one:
        return None
    head, tail = one.words(), _ended(other.words())
    head = head[: max(6, chance.randint(len(head) // 3, len(head)))]
    tail = tail[min(len(tail) - 6, chance.randint(0, 2 * len(tail) // 3)) :] if len(tail) > 6 else tail
    if len(head) < 6 or len(tail) < 6:
        return None
    text = " ".join(word.text for word in [*_ended(head), *tail])
    labels = [(word.start, word.end, "kept") for word in head]
    places = [(one.article, head[0].start, head[-1].end), (other.article, tail[0].start, tail[-1].end)]
    return Quotation("", "spliced", frozenset(), [text], places, labels)


def _untraced(chance: random.Random, _found: Sequence[Sentence], absent: Sequence[Sentence]) -> Quotation | None:
    """A sentence of an article that is not among the sources."""
    if not absent:
        return None
    words = _part(chance, chance.choice(absent).words())
    return Quotation("", "untraced", frozenset(), [" ".join(word.text for word in words)], [], [])


def _altered_short(chance: random.Random, found: Sequence[Sentence], _absent: Sequence[Sentence]) -> Quotation | None:
    """Five to eight words, one of them another."""
    sentence = chance.choice(found)
    words = sentence.words()
    size = chance.randint(5, 8)
    if len(words) < size + 1:
        return None
    first = chance.randint(0, len(words) - size)
    part = _ended(words[first : first + size])
    made = changes.word_changed(chance, part)
    if made is None:
        return None
    place = (sentence.article, part[0].start, part[-1].end)
    return Quotation("", "altered", frozenset(), made.text, [place], made.labels(part))


def _nested(chance: random.Random, found: Sequence[Sentence], _absent: Sequence[Sentence]) -> Quotation | None:
    """Words that somebody quotes inside a quotation which itself stands nowhere."""
    sentence = chance.choice(found)
    words = _part(chance, sentence.words())
    if "'" in sentence.text or "’" in sentence.text:
        return None
    made = changes.Changed.of(words)
    place = (sentence.article, words[0].start, words[-1].end)
    return Quotation("", "verbatim", frozenset(), made.text, [place], made.labels(words), nested=True)


def _long(chance: random.Random, found: Sequence[Sentence], _absent: Sequence[Sentence]) -> Quotation | None:
    """Two or three sentences that follow one another, a word left out somewhere."""
    at = chance.randrange(len(found) - 3)
    run = found[at : at + chance.randint(2, 3)]
    if any(two.article != one.article or two.start - one.start - len(one.text) > 3 for one, two in pairwise(run)):
        return None
    words = _ended([word for sentence in run for word in sentence.words()])
    made = changes.trimmed(chance, words)
    if made is None:
        return None
    place = (run[0].article, words[0].start, words[-1].end)
    return Quotation("", "trimmed", frozenset(), made.text, [place], made.labels(words))


KINDS: dict[str, Maker] = {
    "verbatim": _changed(changes.nothing, "verbatim"),
    "verbatim, short": _short,
    "verbatim, nested": _nested,
    "verbatim, typography": _changed(changes.typography, "verbatim"),
    "verbatim, interrupted": _changed(changes.interrupted, "verbatim"),
    "elided, dots": _changed(changes.elided, "elided"),
    "elided, interrupted": _changed(changes.elided_by_tag, "elided"),
    "bracketed, inserted": _changed(changes.bracket_inserted, "bracketed"),
    "bracketed, replaced": _changed(changes.bracket_replaced, "bracketed"),
    "bracketed and elided": _changed(changes.bracketed_and_elided, "bracketed"),
    "trimmed": _changed(changes.trimmed, "trimmed"),
    "trimmed, long": _long,
    "trimmed, negation": _changed(changes.negation_dropped, "trimmed"),
    "trimmed, hedge": _changed(changes.hedge_dropped, "trimmed"),
    "trimmed, number": _changed(changes.number_dropped, "trimmed"),
    "altered, negation": _changed(changes.negation_added, "altered"),
    "altered, number": _changed(changes.number_changed, "altered"),
    "altered, name": _changed(changes.name_changed, "altered"),
    "altered, hedge": _changed(changes.hedge_changed, "altered"),
    "altered, word": _changed(changes.word_changed, "altered"),
    "altered, short": _altered_short,
    "altered, moved": _changed(changes.moved, "altered"),
    "altered, spelling": _changed(changes.spelling, "altered"),
    "altered, digits": _changed(changes.digits, "altered"),
    "spliced": _spliced,
    "untraced": _untraced,
}


def _drafted(chance: random.Random, quotations: Sequence[Quotation]) -> str:
    """The draft: a paragraph for each quotation, each by somebody."""
    parts: list[str] = ["What they said\n\nBy Nora Field\n\n"]
    length = len(parts[0])
    for item in quotations:
        paragraph, spans = _paragraph(chance, item)
        item.pieces = [(start + length, end + length) for start, end in spans]
        parts.append(paragraph + "\n\n")
        length += len(parts[-1])
    return "".join(parts)


def _paragraph(chance: random.Random, item: Quotation) -> tuple[str, list[tuple[int, int]]]:
    name = chance.choice(_NAMES)
    opening, closing = chance.choice([("“", "”"), ("“", "”"), ('"', '"')])
    if '"' in "".join(item.text):
        opening, closing = "“", "”"
    pieces = item.text
    if len(pieces) > 1:
        head = f"{opening}{pieces[0].rstrip(',')},{closing} said {name}, "
        tail = f"{opening}{pieces[1]}.{closing}"
        first = (1, 1 + len(pieces[0].rstrip(",")))
        return head + tail, [first, (len(head) + 1, len(head) + 1 + len(pieces[1]))]
    words = pieces[0]
    if item.nested:
        lead = "“The foreman came in at noon and told us, ‘"
        return f"{lead}{words},’ and then he went home,” {name} said.", [(len(lead), len(lead) + len(words))]
    shape = chance.randrange(5)
    if shape == 0:
        lead = f"{name} said: {opening}"
        return f"{lead}{words}.{closing}", [(len(lead), len(lead) + len(words))]
    if shape == 1:
        lead = f"As {chance.choice(_ROLES)} put it on Friday, {opening}"
        return f"{lead}{words}{closing}.", [(len(lead), len(lead) + len(words))]
    if shape == 2:
        lead = f"The meeting ended late, and {name} told reporters, {opening}"
        return f"{lead}{words}.{closing} Nobody in the room replied.", [(len(lead), len(lead) + len(words))]
    return f"{opening}{words},{closing} {name} said.", [(1, 1 + len(words))]
