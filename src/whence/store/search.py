"""What a person asks for, as a query of the word index: any string is one, and nothing in it orders the machine about.

`words "a phrase" by:"Ministry" via:southport status:denied unnamed:yes after:2024-01`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from whence.store.wording import mark

_PART = re.compile(r'(?:(?P<key>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d\d?){0,2}(T.*)?", re.ASCII | re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+")
MARKS = ("status", "quotation", "kind", "unnamed", "lang")
NAMES = {"by": "voice", "via": "via"}
DATES = ("after", "before")


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: `match` for the word index (empty: everything), and what only a closer look can tell."""

    text: str
    match: str
    words: tuple[str, ...]
    by: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict[str, str])
    verdict: str | None = None
    after: str | None = None
    before: str | None = None
    certain: str = ""  # `match` without what a person can have put right: words and language alone


def alone(name: str) -> Sequence[str]:
    """A name that nobody has merged with another."""
    return (name,)


def query(text: str, names_of: Callable[[str], Sequence[str]] = alone) -> Query:
    """The query that a text is; `names_of` are the names that a name asked for may stand in the index by.

    >>> query('harbour "second pier" by:"Ada Lind" status:denied').match
    '(text : "harbour") AND (text : "second pier") AND (voice : "Ada Lind") AND (marks : "status0denied")'
    >>> query("AND NOT (*").words
    ('AND', 'NOT')
    """
    parts: list[str] = []
    certain: list[str] = []
    words: list[str] = []
    names: dict[str, list[str]] = {"by": [], "via": []}
    marks: dict[str, str] = {}
    other: dict[str, str] = {}
    for found in _PART.finditer(text.replace("\0", " ")):
        key, value = (found["key"] or "").lower(), found["phrase"] if found["phrase"] is not None else found["word"]
        if key in NAMES and _TOKEN.search(value):
            names[key].append(value)
            parts.append(f"({' OR '.join(f'{NAMES[key]} : {quoted(name)}' for name in names_of(value))})")
        elif key in MARKS and _TOKEN.search(value):
            marks[key] = value.casefold()
            parts.append(f'(marks : "{mark(key, value)}")')
            certain += parts[-1:] if key == "lang" else []
        elif (key in DATES and _DATE.fullmatch(value)) or (key == "verdict" and value):
            other[key] = value.casefold()
        else:
            whole = f"{found['key']}:{value}" if key else value
            if _TOKEN.search(whole):
                words.append(whole)
                parts.append(f"(text : {quoted(whole)})")
                certain.append(parts[-1])
    return Query(
        text=text,
        match=" AND ".join(parts),
        words=tuple(words),
        by=tuple(names["by"]),
        via=tuple(names["via"]),
        marks=marks,
        verdict=other.get("verdict"),
        after=other.get("after"),
        before=other.get("before"),
        certain=" AND ".join(certain),
    )


def quoted(value: str) -> str:
    """The value as a phrase, in marks, so that no sign of it can mean anything: the index cuts it into its words."""
    inside = value.encode("utf-8", "replace").decode().replace("\0", " ").replace('"', '""')
    return f'"{inside}"'
