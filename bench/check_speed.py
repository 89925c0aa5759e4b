"""`python -m bench.check_speed`: what checking a draft costs beside a rival, and how the cost grows with the input.

All times are of the processor, reading and indexing the sources included: what else runs there counts less.
"""

from __future__ import annotations

import importlib
import importlib.util
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench import drafts
from bench.drafts import Library, on_disk
from bench.figures import Figure, cpu_seconds, peak_megabytes, pin_to_one_core, table
from whence.project import check

QUOTATIONS, SOURCES = 400, 300
SOME = 5  # sources the rival is measured on
JOINED = 30  # sources joined to one text for it


def figures() -> Iterator[Figure]:
    """Every figure of checking speed."""
    pin_to_one_core()
    yield from _against_the_rival()
    yield from _more_quotations()
    yield from _more_sources()
    yield _one_long_source()
    yield _long_line()
    yield _long_quotation()
    yield from _many_marks()
    yield Figure(name="peak memory of all that, this process", measured=_memory(), aim="under 2,000 MB")


def _against_the_rival() -> Iterator[Figure]:
    library = drafts.library(SOURCES)
    draft, sources = library.draft(QUOTATIONS), library.sources(SOURCES)
    ours = _seconds(draft, sources, times=3)
    yield Figure(
        name=f"{QUOTATIONS} quotations against {SOURCES} sources ({drafts.name()}), one core",
        measured=f"{ours:.2f} s",
        aim="under 2 s",
    )
    yield Figure(name="peak memory of that, this process", measured=_memory())
    if importlib.util.find_spec("quid") is None:
        yield Figure(name="Quid on the same", measured="not run: quid is not installed")
        return
    theirs = SOURCES * statistics.mean(_rival(text, draft) for text in _spread(sources, SOME))
    yield Figure(
        name=f"Quid on the same, source by source: {SOME} of all sizes measured, times {SOURCES // SOME}",
        measured=f"{theirs:,.0f} s",
    )
    yield Figure(name="whence against that", measured=f"{theirs / ours:,.0f} times", aim="at least 500 times")
    joined = SOURCES // JOINED * _rival("\n\n".join(_spread(sources, JOINED)), draft)
    yield Figure(
        name=f"Quid with sources joined to one text: {JOINED} measured, times {SOURCES // JOINED}",
        measured=f"{joined:,.0f} s",
    )
    yield Figure(name="whence against that", measured=f"{joined / ours:,.0f} times")


def _rival(source: str, draft: str) -> float:
    """Quid as its documentation says: the original is the source, the text that quotes is the target."""
    quid: Any = importlib.import_module("quid.core.Quid")
    return cpu_seconds(lambda: quid.Quid().compare(source, draft), times=1)


def _spread(texts: Sequence[str], number: int) -> list[str]:
    """So many of them, evenly from the shortest to the longest without the ends."""
    by_size = sorted(texts, key=len)
    return [by_size[(2 * i + 1) * len(texts) // (2 * number)] for i in range(number)]


def _more_quotations() -> Iterator[Figure]:
    library = drafts.library(SOURCES)
    sources = library.sources(SOURCES)
    alone = _seconds(library.draft(1), sources, times=3)
    counts = (100, 400, 1_600)
    taken = [_seconds(library.draft(count), sources, times=3) for count in counts]
    for i in (1, 2):
        beyond = (taken[i] - alone) / (taken[i - 1] - alone)
        yield Figure(
            name=f"{counts[i]:,} quotations against {counts[i - 1]:,}, both with {SOURCES} sources",
            measured=f"{_ratio(taken[i], taken[i - 1])}; {beyond:.1f} times without reading the sources",
            aim="at most 4 times",
        )


def _more_sources() -> Iterator[Figure]:
    library = drafts.library(100)
    draft = library.draft(QUOTATIONS)
    counts = (100, 1_000, 10_000)
    texts = [library.sources(count) for count in counts]
    sizes = [sum(map(len, some)) for some in texts]
    taken = [_seconds(draft, some, times=times) for some, times in zip(texts, (3, 3, 1), strict=True)]
    for i in (1, 2):
        yield Figure(
            name=f"{counts[i]:,} sources against {counts[i - 1]:,}, both with {QUOTATIONS} quotations",
            measured=_ratio(taken[i], taken[i - 1]),
            aim=f"at most {sizes[i] / sizes[i - 1]:.1f} times, as the text grows",
        )
    yield Figure(name=f"peak memory with {counts[-1]:,} sources ({sizes[-1] / 1e6:.0f} MB)", measured=_memory())


def _one_long_source() -> Figure:
    """All sources as one text, as a transcript of many hours is: no quotation may cost what reading all of it does."""
    library = drafts.library(SOURCES)
    draft, sources = library.draft(QUOTATIONS), library.sources(SOURCES)
    apart, joined = _seconds(draft, sources, times=3), _seconds(draft, ["\n\n".join(sources)], times=1)
    return Figure(
        name=f"{QUOTATIONS} quotations against {SOURCES} sources joined to one, against the same apart",
        measured=_ratio(joined, apart),
        aim="at most 1.5 times",
    )


def _long_line() -> Figure:
    library = drafts.library(100)
    short, long = library.one_line(1_000_000), library.one_line(10_000_000)
    draft = Library(quoted=[short], held_back=library.held_back, quarry=[]).draft(20)
    small, large = _seconds(draft, [short], times=3), _seconds(draft, [long], times=1)
    return Figure(
        name="20 quotations against one source of 10 MB without a line break, against 1 MB",
        measured=_ratio(large, small),
        aim="at most 12 times",
    )


def _long_quotation() -> Figure:
    sources = [" ".join(_words(drafts.library(100).quoted)) + "."]
    small, large = (_seconds(_quoting(sources[0], length), sources, times=3) for length in (200, 2_000))
    return Figure(
        name="one quotation of 2,000 words, two of them changed, against one of 200",
        measured=_ratio(large, small),
        aim="at most 12 times",
    )


def _quoting(source: str, length: int) -> str:
    """Words from the middle of the source, two of them others."""
    words = source.split()
    said = words[len(words) // 2 :][:length]
    said[length // 3], said[length // 2] = "xylophone", "marmalade"
    return f"“{' '.join(said)},” said Ada Lind."


def _many_marks() -> Iterator[Figure]:
    sources = drafts.library(10).quoted
    words = _words(sources)
    chance = random.Random(drafts.SEED)
    places = [chance.randrange(len(words) - 5) for _ in range(5_000)]
    quoted = [f"“{' '.join(words[at : at + 5])}”" for at in places]
    shapes: dict[str, Callable[[int], str]] = {
        "nothing but opening quotation marks": lambda marks: "“" * marks,
        "nothing but straight quotation marks": lambda marks: '"' * marks,
        "five words between each two, one paragraph": lambda marks: " ".join(quoted[: marks // 2]),
    }
    for shape, made in shapes.items():
        small, large = (_seconds(made(marks), sources, times=3) for marks in (1_000, 10_000))
        yield Figure(
            name=f"a draft of 10,000 quotation marks against 1,000: {shape}",
            measured=_ratio(large, small),
            aim="at most 12 times",
        )


def _words(texts: Sequence[str]) -> list[str]:
    """All words of the texts, without quotation marks and brackets."""
    return " ".join(texts).translate(str.maketrans("", "", "“”\"‘’'[]")).split()


def _seconds(draft: str, sources: Sequence[str], *, times: int) -> float:
    """What checking the draft costs, sources read from files and indexed anew each time."""
    with on_disk(sources) as folder, on_disk([draft]) as desk:
        written = next(desk.iterdir())
        return cpu_seconds(lambda: check(written, [folder]), times=times)


def _ratio(large: float, small: float) -> str:
    return f"{large / small:.1f} times ({large:.2f} s, {small:.2f} s)"


def _memory() -> str:
    return f"{peak_megabytes():,.0f} MB"


if __name__ == "__main__":
    print(table(figures()), end="")
