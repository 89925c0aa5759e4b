"""Voices as a person has merged and split them: in one reading, and as names are asked for in a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.model.correction import Corrected, Correction
from whence.model.speech import Link, Quotation, Reading, Statement, Voice, VoiceKind
from whence.store.corrections import Sheet


def named(reading: Reading, sheet: Sheet, addresses: Sequence[str]) -> Reading:
    """The reading of a document that stands at these addresses, its voices split and merged as the sheet says."""
    voices = [_split(voice, sheet, addresses) for voice in reading.voices]
    homes: dict[str, Voice] = {}
    moved: dict[str, str] = {}
    for voice in voices:
        known = sheet.merges_of(voice.name)
        if not known or voice.kind is VoiceKind.UNNAMED:
            continue
        home = sheet.merged(voice.name)
        first = homes.get(home)
        if first is not None:
            moved[voice.id] = first.id
        homes[home] = _joined(first, voice) if first else _merged(voice, sheet, known[0])
    if voices == list(reading.voices) and not homes:
        return reading
    by_id = {voice.id: voice for voice in homes.values()}
    return replace(
        reading,
        voices=tuple(by_id.get(voice.id, voice) for voice in voices if voice.id not in moved),
        statements=tuple(_moved(statement, moved) for statement in reading.statements),
    )


def _split(voice: Voice, sheet: Sheet, addresses: Sequence[str]) -> Voice:
    found = sheet.split_by(voice.name, *addresses)
    if found is None:
        return voice
    note = Corrected(field="name", was=voice.name, correction=found.id, why=found.why)
    reason = f"corrected by a person: “{voice.name}” here is {found.now}"
    return replace(voice, name=found.now, reasons=(*voice.reasons, reason), corrected=(*voice.corrected, note))


def _merged(voice: Voice, sheet: Sheet, item: Correction) -> Voice:
    """The voice by the name that comes first, with the other names that it has elsewhere."""
    name, names = sheet.called(voice.name), sheet.also(voice.name)
    aliases = dict.fromkeys((voice.name, *voice.aliases, *names))
    reason = f"corrected by a person: one voice with {', '.join(each for each in names if each != voice.name)}"
    note = Corrected(field="merged", was=voice.name, correction=item.id, why=item.why)
    return replace(
        voice, name=name, aliases=tuple(each for each in aliases if each != name), reasons=(*voice.reasons, reason),
        corrected=(*voice.corrected, note),
    )  # fmt: skip


def _joined(first: Voice, other: Voice) -> Voice:
    names = dict.fromkeys((*first.aliases, other.name, *other.aliases))
    return replace(
        first,
        aliases=tuple(name for name in names if name != first.name),
        mentions=tuple(sorted({*first.mentions, *other.mentions})),
        reasons=(*first.reasons, *other.reasons),
    )


def _moved(statement: Statement, moved: dict[str, str]) -> Statement:
    """The statement with merged voices as one; a voice that would follow itself in the chain stands there once."""
    if not any(link.voice in moved for link in statement.chain):
        return statement
    chain: list[Link] = []
    for link in statement.chain:
        voice = moved.get(link.voice, link.voice)
        if voice not in {each.voice for each in chain}:
            chain.append(replace(link, voice=voice))
    return replace(
        statement, chain=tuple(chain), quotation=Quotation.OWN if len(chain) == 1 else statement.quotation
    )  # fmt: skip
