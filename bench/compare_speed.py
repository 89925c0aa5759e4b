"""`python -m bench.compare_speed`: what comparing costs beside reading, and what grouping many articles takes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench import texts
from bench.figures import Figure, cpu_seconds, peak_megabytes, table
from whence.compare.incidents import group_documents
from whence.compare.told import heard
from whence.ingest.plain import read_plain
from whence.read.article import read

_STORIES, _REPORTS, _WORDS = 2_000, 5, 400  # reports of each story; words of a report
_ACTS = "struck hit destroyed damaged attacked closed blocked seized evacuated flooded burned shelled".split()
_THINGS = "bridge harbour airfield school depot ferry market dam hospital station mill refinery".split()


def figures() -> Iterator[Figure]:
    """Every figure of comparing."""
    name, given = texts.articles()
    readings = [read(read_plain(text, uri=f"{number}.txt")) for number, text in enumerate(given)]
    words = sum(len(text.split()) for text in given)
    heard(readings[0])
    reading = cpu_seconds(lambda: [read(read_plain(text, uri="x")) for text in given], times=1)
    telling = cpu_seconds(lambda: [heard(item) for item in readings])
    yield Figure(
        name=f"what {name} tell, with times, places, numbers and roles ({words:,} words), added to reading",
        measured=f"{1000 * telling / words:.3f} s CPU for 1,000 words; {telling / reading:.1f} times the rules alone",
        aim="at most 0.5 s",
    )
    many = reports()
    grouping = cpu_seconds(lambda: group_documents(many), times=1)
    yield Figure(
        name=f"{len(many):,} invented articles of {_WORDS} words grouped, {_REPORTS} of each story",
        measured=f"{grouping:.0f} s CPU",
        aim="under 120 s",
    )
    yield Figure(name="most memory by then", measured=f"{peak_megabytes():,.0f} MB")


def reports() -> list[str]:
    """Invented reports: those of one story share names and acts, all share the common words of their trade."""
    pick = random.Random(7)
    common = [f"w{number}" for number in range(3_000)]
    found: list[str] = []
    for story in range(_STORIES):
        names = [f"Na{story}{letter}" for letter in "abcd"]
        told = f"{pick.choice(_ACTS)} the {pick.choice(_THINGS)} at {names[0]}"
        own = [f"s{story}x{number}" for number in range(25)]
        for _ in range(_REPORTS):
            text = [f"A blast {told}, {names[1]} said."]
            while sum(map(len, text)) < 6 * _WORDS:
                body = pick.sample(common, 14) + pick.sample(own, 4) + [pick.choice(names)]
                pick.shuffle(body)
                text.append(f"The {' '.join(body)} {told}.")
            found.append(" ".join(text))
    return found


if __name__ == "__main__":
    print(table(figures()), end="")
