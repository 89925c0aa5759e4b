"""A newsroom that does not exist: as many articles as are wanted, each sentence of them somebody's, none like another.

Words are made of syllables and as frequent as words are (the n-th is met 1/n as often as the first), so that a query
can ask for a common one or a rare one.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

_STARTS = "b br c d dr f fl g gr h k l m n p pl r s st t tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_ENDS = "l m n r s t nd rt sk".split()
_KINDS = ("ministry", "council", "union", "court", "company", "agency")
_FORMS = (
    "“The {0} {1} the {2} of {3} {4},” {who} said.",
    "{who} denied that the {0} had {1} any {2} in {3}.",
    "The {0} and the {1} {2} were {3} to {4}, according to {who}.",
    "{who} claimed the {0} of {1} would be {2} by {3}.",
    "Nobody had seen the {0} {1} near {2}, a {kind} spokesman told {outlet}.",
    "The {0} {1} {2} and the {3} stayed {4}.",
)  # fmt: skip
SENTENCES = 50  # of an article
WORDS = 30_000  # of the language


def language() -> list[str]:
    """The words, the most frequent first."""
    made = [
        one + two + three + four + five
        for one, two, three, four, five in itertools.product(_STARTS, _VOWELS, _STARTS, _VOWELS, _ENDS)
    ]
    return random.Random(1).sample(made, WORDS)


def articles(number: int, *, sentences: int = SENTENCES, apiece: int = 1, seed: int = 7) -> Iterator[dict[str, str]]:
    """So many articles of so many sentences, as lines of JSON hold them. `apiece`: words where a form has a gap."""
    chance = random.Random(seed)
    words = language()
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    names = [f"{chance.choice(words).title()} {chance.choice(words).title()}" for _ in range(5_000)]
    outlets = [f"{chance.choice(words).title()} Post" for _ in range(200)]
    for each in range(number):
        outlet = chance.choice(outlets)
        here = chance.sample(names, 8)
        drawn = iter(chance.choices(words, cum_weights=weights, k=5 * apiece * sentences + 6))
        text = [_sentence(chance, drawn, apiece, here, outlet) for _ in range(sentences)]
        yield {
            "uri": f"https://{seed}.news.example/{each}",
            "title": " ".join(itertools.islice(drawn, 6)).capitalize(),
            "publisher": outlet,
            "published": f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            "text": "\n\n".join(" ".join(text[at : at + 5]) for at in range(0, len(text), 5)),
        }


def _sentence(chance: random.Random, drawn: Iterator[str], apiece: int, names: Sequence[str], outlet: str) -> str:
    gaps = [" ".join(itertools.islice(drawn, apiece)) for _ in range(5)]
    made = chance.choice(_FORMS).format(*gaps, who=chance.choice(names), kind=chance.choice(_KINDS), outlet=outlet)
    return made[0].upper() + made[1:]


def written(path: Path, number: int, **more: int) -> Path:
    """The articles in a file of JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in articles(number, **more))
    return path
