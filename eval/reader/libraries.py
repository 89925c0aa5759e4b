"""A library in which every string stands in every place that a stranger can write into."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whence.project.library import Library

GOOD = "“There is nothing left of the crack in the hull, and every rivet was looked at twice,” Ada Lind told reporters."
_SHARING = 100  # one document in so many has the good words, which makes passages and lineages


def library(folder: Path, strings: Sequence[str]) -> Library:
    """A document for each string: it is the title of one, the publisher of the next, and so on through the places."""
    made = Library(folder / "news.whence")
    lines = folder / "stories.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(item) + "\n" for item in _stories(strings))
    made.add(lines, model="none", jobs=2)
    made.add(*_files(folder / "files", strings), model="none", jobs=2)
    _rename_voices(made, strings)
    return made


def _stories(strings: Sequence[str]) -> Iterator[dict[str, Any]]:
    size = len(strings)

    def at(number: int) -> str:
        return strings[number % size]

    for number, title in enumerate(strings):
        voice, said, shared = at(number + 1), at(number + 2), f"\n\n{GOOD}" if number % _SHARING == 0 else ""
        yield {
            "uri": at(number + 3) if number % 2 else f"https://news.example/{number}/{at(number + 3)}",
            "title": title,
            "publisher": at(number + 4),
            "authors": [at(number + 5)],
            "published": f"20{10 + number % 15}-03-01",
            "text": f"The pier is open, {voice} said on Monday. “{said},” she said. {title}{shared}",
        }


def _files(folder: Path, strings: Sequence[str]) -> Iterator[Path]:
    """Files that nothing can be read from, named by the strings as far as a disk takes them."""
    folder.mkdir()
    for number, text in enumerate(strings):
        name = text.replace("/", "∕").replace("\0", "")[:60].strip(". ")
        path = folder / f"{name} {number}.pdf"
        path.write_bytes(b"%PDF-no")
        yield path


def _rename_voices(made: Library, strings: Sequence[str]) -> None:
    """Voices have the names that a model or a person may one day give them: a string for each voice in turn."""
    with sqlite3.connect(made.folder / "library.db") as base:
        ask = "SELECT edition, local FROM voices WHERE kind <> 'outlet' AND name <> 'Ada Lind' ORDER BY edition, local"
        named = (
            (strings[at % len(strings)], json.dumps([strings[(at + 1) % len(strings)]]), *row)
            for at, row in enumerate(base.execute(ask).fetchall())
        )
        base.executemany("UPDATE voices SET name = ?, aliases = ? WHERE edition = ? AND local = ?", named)
    base.close()
