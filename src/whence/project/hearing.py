"""Who is quoted in a library: how often, by whom, named or not, and through whom."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from whence.model.correction import Corrected, Correction
from whence.model.library import Heard

if TYPE_CHECKING:
    from whence.project.held import Held
    from whence.store.corrections import Sheet

_ASK = """
SELECT s.edition, s.status, s.chain, v.local, v.name, v.kind, v.aliases, e.publisher, e.uri, d.address
FROM statements s JOIN voices v ON v.edition = s.edition AND v.local = s.voice JOIN editions e ON e.id = s.edition
JOIN documents d ON d.id = e.document
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
    corrected: dict[str, Corrected] = field(default_factory=dict[str, Corrected])


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement that is not the document's own: who says it, by which names, and through whom."""

    edition: int
    addresses: tuple[str, str]
    publisher: str | None
    local: str
    name: str
    kind: str
    aliases: Sequence[str]
    status: str
    through: Sequence[str]  # the names of the voices between the document and the speaker
    corrected: tuple[Corrected, ...] = ()


def voices(library: Held) -> list[Heard]:
    """Every voice with its figures, the most quoted first. One name is one voice, unless a person said otherwise."""
    sheet = library.amendments.sheet
    found: dict[str, _Voice] = {}
    for said in chain(_as_read(library), _put_right(library)):
        split = sheet.split_by(said.name, *said.addresses)
        name = split.now if split else said.name
        key = f"{said.edition}:{said.local}" if said.kind == "unnamed" else sheet.merged(name)
        voice = found.setdefault(key, _Voice())
        _note(voice, said, name)
        for note in (*said.corrected, *_notes(sheet, said, name, split)):
            voice.corrected.setdefault(note.correction, note)
    heard = [_heard(voice, sheet) for voice in found.values()]
    return sorted(heard, key=lambda item: (-item.quotations, item.name))


def _as_read(library: Held) -> Iterator[_Said]:
    ask, put_right = library.shelf.connection.execute, library.amendments.rows
    names: dict[tuple[int, str], str] = {}
    for row in ask("SELECT edition, local, name FROM voices"):
        names[row["edition"], row["local"]] = row["name"]
    for row in ask(_ASK):
        if row["edition"] in put_right:
            continue
        through = [link[0] for link in json.loads(row["chain"])[1:-1]]
        yield _Said(
            row["edition"], (row["address"], row["uri"]), row["publisher"], row["local"], row["name"], row["kind"],
            json.loads(row["aliases"]), row["status"],
            [names.get((row["edition"], str(local)), str(local)) for local in dict.fromkeys(through)],
        )  # fmt: skip


def _put_right(library: Held) -> Iterator[_Said]:
    """The same of editions in which a person has put statements right."""
    for number in sorted(library.amendments.rows):
        edition = library.shelf.edition(number)
        reading = library.amendments.statements(edition) if edition else None
        if edition is None or reading is None:
            continue
        places = edition.address, edition.document.uri
        known = {voice.id: voice for voice in reading.voices}
        for item in reading.statements:
            if len(item.chain) == 1:
                continue
            voice, through = known[item.chain[-1].voice], dict.fromkeys(link.voice for link in item.chain[1:-1])
            yield _Said(
                number, places, edition.document.publisher, voice.id, voice.name, voice.kind.value, voice.aliases,
                item.status.value, [known[local].name for local in through], item.corrected,
            )  # fmt: skip


def _notes(sheet: Sheet, said: _Said, name: str, split: Correction | None) -> Iterator[Corrected]:
    """What a person has said of the name."""
    if split is not None:
        yield Corrected(field="name", was=said.name, correction=split.id, why=split.why)
    if said.kind != "unnamed":
        for item in sheet.merges_of(name):
            yield Corrected(field="merged", was=", ".join(item.names), correction=item.id, why=item.why)


def _note(voice: _Voice, said: _Said, name: str) -> None:
    voice.names[name] += 1
    for alias in said.aliases:
        voice.names[alias] += 0
    voice.kinds[said.kind] += 1
    voice.documents.add(said.edition)
    voice.statuses[said.status] += 1
    voice.quotations += 1
    if said.publisher:
        voice.outlets[said.publisher] += 1
    voice.directly += not said.through
    voice.via.update(said.through)


def _heard(voice: _Voice, sheet: Sheet) -> Heard:
    """The figures. A voice is called what it is called most often, or, merged, by the name that comes first."""
    most = max(voice.names.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
    name = sheet.called(most) if any(note.field == "merged" for note in voice.corrected.values()) else most
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
        corrected=tuple(voice.corrected.values()),
    )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
