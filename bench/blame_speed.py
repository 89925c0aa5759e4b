"""`python -m bench.blame_speed`: words per second of blame on one core beside a rival, and how cost grows with size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import whence
from bench.figures import Figure, peak_megabytes, pin_to_one_core, seconds, table
from bench.rival import DOCUMENTED, TRAINED, rival
from bench.texts import articles, one_paragraph

HOSTILE = {"opening quotation marks": "“", "straight quotation marks": '"', "apostrophes": "'"}
HOSTILE_BYTES = 10_000_000


def figures() -> Iterator[Figure]:
    """Every figure of reading speed."""
    pin_to_one_core()
    yield from _speed()
    yield _growth()
    for name, mark in HOSTILE.items():
        text = mark * (HOSTILE_BYTES // len(mark.encode()))
        yield Figure(
            name=f"10 MB of {name}", measured=f"{seconds(lambda text=text: _read(text), times=1):.1f} s", aim="seconds"
        )


def _speed() -> Iterator[Figure]:
    name, texts = articles()
    whole = _words_per_second(_read, texts)
    yield Figure(
        name=f"blame with the tagger over {name}, one core", measured=f"{whole:,.0f} words/s", aim="at least 8,000"
    )
    yield Figure(name="peak memory of that, this process", measured=f"{peak_megabytes():.0f} MB", aim="at most 400 MB")
    ours = _words_per_second(_by_rules, texts)
    yield Figure(name="blame by the rules alone", measured=f"{ours:,.0f} words/s")
    yield _compared(ours, DOCUMENTED, f"the {DOCUMENTED:,} words/s documented for {TRAINED}")
    rival_name, parse = rival()
    if parse is None:
        yield Figure(name="the rival in the same run", measured=rival_name)
        return
    theirs = _words_per_second(parse, texts)
    yield Figure(name=f"{rival_name}: the same texts and core", measured=f"{theirs:,.0f} words/s")
    yield _compared(ours, theirs, "the rival in the same run")
    yield Figure(name="with the tagger against the rival in the same run", measured=f"{whole / theirs:.1f} times")


def _compared(ours: float, theirs: float, rival_name: str) -> Figure:
    return Figure(
        name=f"rules alone against {rival_name}", measured=f"{ours / theirs:.1f} times", aim="at least 5 times"
    )


def _growth() -> Figure:
    short, long = one_paragraph(100_000), one_paragraph(1_000_000)
    small = seconds(lambda: _by_rules(short), times=5)
    large = seconds(lambda: _by_rules(long), times=3)
    return Figure(
        name="one paragraph of 1 MB against 100 kB",
        measured=f"{large / small:.1f} times ({large:.1f} s, {small:.2f} s)",
        aim="8 to 12 times",
    )


def _words_per_second(work: Callable[[str], object], texts: list[str]) -> float:
    """Words (runs between white space) of all texts by the median time to work through them, after one to warm up."""
    work(texts[0])
    words = sum(len(text.split()) for text in texts)
    return words / seconds(lambda: [work(text) for text in texts])


def _read(text: str) -> object:
    return whence.blame_text(text, uri="bench.txt", jobs=1)


def _by_rules(text: str) -> object:
    return whence.blame_text(text, uri="bench.txt", model="none")


if __name__ == "__main__":
    print(table(figures()), end="")
