"""The entries of a file of corrections: its text taken apart, each part by itself, and put together again.

A part that cannot be understood costs no other part anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from whence.model.correction import PAIRS, Correction, CorrectionKind, DamagedEntry, Selector
from whence.model.speech import Status, VoiceKind

ABOUT = "# Put right by hand; whence reads it and adds to it.\n"
_HEAD = re.compile(r"\s*\[\[?\s*[A-Za-z_]")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column (\d+)\)|\s*\(at end of document\)")
_WORDS = ("document", "exact", "end", "prefix", "suffix")
_OTHER = "other_"
_LAST = {
    CorrectionKind.SPEAKER: "name",
    CorrectionKind.STATUS: "status",
    CorrectionKind.NOT_ORIGINAL: "original",
    CorrectionKind.NOT_WITNESS: "witness",
}
_ORDER = {kind: place for place, kind in enumerate(CorrectionKind)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the file: the lines that make it, the number of the first, and what they say."""

    text: str
    line: int
    said: tuple[Correction, ...] = ()
    problem: DamagedEntry | None = None


def entries(text: str) -> list[Entry]:
    """The head of a file, and its entries with what stands above each."""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if _HEAD.match(line)]
    starts = [
        _above(lines, number, before) for number, before in zip(heads, [0, *(n + 1 for n in heads)], strict=False)
    ]
    borders = [0, *starts, len(lines)]
    return [_understood("\n".join(lines[first:end]), first + 1) for first, end in pairwise(borders)]


def _above(lines: Sequence[str], number: int, before: int) -> int:
    """Where the comments above an entry begin. At the top of a file, what an empty line sets off is the file's own."""
    at = number
    while at > before and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    while at < number and not lines[at].strip():
        at += 1
    if before == 0 and at == 0:
        empty = [place for place in range(at, number) if not lines[place].strip()]
        return empty[-1] + 1 if empty else (number if _is_ours(lines[0]) else at)
    return at


def _is_ours(line: str) -> bool:
    return f"{line}\n" == ABOUT


def lead(text: str) -> str:
    """The comments that stand above an entry."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"), len(lines))
    return "\n".join(lines[:end])


def _understood(text: str, line: int) -> Entry:
    try:
        table: dict[str, Any] = tomllib.loads(text)
        return Entry(text, line, tuple(_all(table)))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        said_at = _AT_LINE.search(str(error))
        told = [number for number, each in enumerate(text.split("\n")) if each.strip() and each.lstrip()[0] != "#"]
        first, last = (told[0], told[-1]) if told else (0, 0)
        here = line + (first if said_at is None else int(said_at[1]) - 1 if said_at[1] else last)
        said = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else _AT_LINE.sub("", str(error))
        return Entry(text, line, (), DamagedEntry(line=here, problem=said))


def _all(table: Mapping[str, Any]) -> Iterator[Correction]:
    for name, items in table.items():
        if name not in {kind.value for kind in CorrectionKind}:
            raise ValueError(f"no kind of correction is called “{name}”")
        if not isinstance(items, list):
            raise TypeError(f"“{name}” begins with [[{name}]]")
        for item in items:  # pyright: ignore[reportUnknownVariableType]
            if not isinstance(item, dict):
                raise TypeError(f"“{name}” begins with [[{name}]]")
            yield _correction(CorrectionKind(name), item)  # pyright: ignore[reportUnknownArgumentType]


def _correction(kind: CorrectionKind, item: Mapping[str, Any]) -> Correction:
    why = _optional(item, "why")
    if kind is CorrectionKind.MERGE:
        return Correction(kind=kind, names=_names(item["names"]), why=why)
    if kind is CorrectionKind.SPLIT:
        name, within, other = _string(item, "name"), _string(item, "within"), _string(item, "as")
        return Correction(kind=kind, names=(name,), document=within, now=other, why=why)
    document, words = _string(item, "document"), _words(item)
    if kind in PAIRS:
        other = _string(item, "other_document")
        second = _words(item, _OTHER)
        return Correction(kind=kind, document=document, words=words, other=other, other_words=second, why=why)
    now, voice = _string(item, _LAST[kind]), _optional(item, "kind")
    if kind is CorrectionKind.STATUS:
        now = Status(now).value
    if voice:
        voice = VoiceKind(voice).value
    said_by, was = _optional(item, "said_by"), _optional(item, "was")
    names = (said_by,) if said_by else ()
    return Correction(
        kind=kind, names=names, document=document, words=words, now=now, was=was, voice=voice, why=why
    )  # fmt: skip


def _words(item: Mapping[str, Any], before: str = "") -> Selector:
    """The words that are named, and what stands around them. `before` stands before the names of the fields."""
    exact = _string(item, f"{before}exact")
    if not any(map(str.isalnum, exact)):
        raise ValueError(f"“{before}exact” has no word")
    prefix, suffix, end = (_optional(item, f"{before}{name}") for name in ("prefix", "suffix", "end"))
    return Selector(exact=exact, prefix=prefix, suffix=suffix, end=end)


def _names(value: object) -> tuple[str, ...]:
    names = cast("list[object]", value) if isinstance(value, list) else []
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise ValueError("“names” is a list of names")
    return tuple(map(str, names))


def _string(item: Mapping[str, Any], name: str) -> str:
    value = item[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"“{name}” is a text")
    return value


def _optional(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, "")
    if not isinstance(value, str):
        raise TypeError(f"“{name}” is a text")
    return value


def place(entry: Entry) -> tuple[int, tuple[str, ...]]:
    """The order of entries: by kind, then by what they are about; what is not understood comes last, as it stood."""
    if not entry.said:
        return len(_ORDER), ()
    return _ORDER[entry.said[0].kind], entry.said[0].key


def made(item: Correction, lead: str = "") -> Entry:
    """A correction as an entry of the file. Half of a character pair, which no file can hold, is replaced."""
    lines = [f"[[{item.kind.value}]]", *(f"{name} = {_toml(value)}" for name, value in _table(item).items() if value)]
    return Entry("\n".join([*([lead] if lead else ()), *lines]), 0, (item,))


def _table(item: Correction) -> dict[str, Any]:
    if item.kind is CorrectionKind.MERGE:
        return {"names": list(item.names), "why": item.why}
    if item.kind is CorrectionKind.SPLIT:
        return {"name": item.names[0], "within": item.document, "as": item.now, "why": item.why}
    if item.kind in PAIRS:
        (one, words), (other, second) = item.sides
        return _place(one, words) | {f"{_OTHER}{name}": value for name, value in _place(other, second).items()} | {
            "why": item.why
        }  # fmt: skip
    last = {
        "said_by": "".join(item.names),
        _LAST[item.kind]: item.now,
        "kind": item.voice,
        "was": item.was,
        "why": item.why,
    }
    return _place(item.document, item.words) | last


def _place(document: str, named: Selector | None) -> dict[str, Any]:
    words = named or Selector(exact="")
    return dict(zip(_WORDS, (document, words.exact, words.end, words.prefix, words.suffix), strict=True))


_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"  # pyright: ignore[reportUnknownVariableType]
    text = str(value).encode("utf-8", "replace").decode()
    return (
        '"'
        + "".join(_SHORT.get(char) or (char if char.isprintable() else f"\\U{ord(char):08x}") for char in text)
        + '"'
    )
