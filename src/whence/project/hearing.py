"""Who is quoted in a library: how often, by whom, named or not, and through whom."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from whence.model.library import Heard
from whence.store.corrections import corrections

if TYPE_CHECKING:
    from whence.store.shelf import Shelf

_ASK = """
SELECT s.edition, s.status, s.chain, v.local, v.name, v.kind, v.aliases, e.publisher, e.uri
FROM statements s JOIN voices v ON v.edition = s.edition AND v.local = s.voice JOIN editions e ON e.id = s.edition
WHERE s.quotation <> 'own' AND NOT e.removed ORDER BY s.edition, s.number
"""


@dataclass(slots=True)
class _Voice:
    names: Counter[str] = field(default_factory=Counter[str])
    kinds: Counter[str] = field(default_factory=Counter[str])
    documents: set[int] = field(default_factory=set[int])
    outlets: Counter[str] = field(default_factory=Counter[str])
    via: Counter[str] = field(default_factory=Counter[str])
    statuses: Counter[str] = field(default_factory=Counter[str])
    quotations: int = 0
    directly: int = 0


def voices(shelf: Shelf) -> list[Heard]:
    """Every voice with its figures, the most quoted first. One name is one voice, unless a person said otherwise."""
    known = corrections(shelf.folder)
    found: dict[str, _Voice] = {}
    names: dict[tuple[int, str], str] = {}
    for row in shelf.connection.execute("SELECT edition, local, name FROM voices"):
        names[row["edition"], row["local"]] = row["name"]
    for row in shelf.connection.execute(_ASK):
        name = known.split(row["name"], row["uri"])
        voice = found.setdefault(_key(row, known.merged(name)), _Voice())
        _note(voice, row, name, names)
    heard = [_heard(voice) for voice in found.values()]
    return sorted(heard, key=lambda item: (-item.quotations, item.name))


def _key(row: Any, name: str) -> str:
    """What two voices must share to be one: a name, or what a person merged; the unnamed of a document stay apart."""
    if row["kind"] == "unnamed":
        return f"{row['edition']}:{row['local']}"
    return name


def _note(voice: _Voice, row: Any, name: str, names: dict[tuple[int, str], str]) -> None:
    voice.names[name] += 1
    for alias in json.loads(row["aliases"]):
        voice.names[alias] += 0
    voice.kinds[row["kind"]] += 1
    voice.documents.add(row["edition"])
    voice.statuses[row["status"]] += 1
    voice.quotations += 1
    if row["publisher"]:
        voice.outlets[row["publisher"]] += 1
    chain = [link[0] for link in json.loads(row["chain"])[1:-1]]
    voice.directly += not chain
    for local in dict.fromkeys(chain):
        voice.via[names.get((row["edition"], str(local)), str(local))] += 1


def _heard(voice: _Voice) -> Heard:
    name = max(voice.names.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
    always = [through for through, count in voice.via.items() if count == voice.quotations]
    return Heard(
        name=name,
        kind=voice.kinds.most_common(1)[0][0],
        aliases=tuple(sorted(other for other in voice.names if other != name)),
        quotations=voice.quotations,
        documents=len(voice.documents),
        outlets=_most(voice.outlets),
        via=_most(voice.via),
        always_via=always[0] if always and not voice.directly else None,
        statuses=_most(voice.statuses),
    )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
