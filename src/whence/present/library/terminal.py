"""Answers of a library in the terminal: sentences, figures, a tree for a lineage. Nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whence.model.library import DateGrade, Edge, Found, Heard, Lineage, Node, Passage, Tie, Traced, Witness
from whence.model.reuse import Verdict
from whence.present.characters import visible, wrap
from whence.present.library.corrections import was

GRADES = {
    DateGrade.OBSERVED: "seen there",
    DateGrade.CLAIMED: "as it claims",
    DateGrade.CONFLICT: "claims to be older than its first capture",
    DateGrade.UNKNOWN: "no date",
}
TIES = {Tie.STATED: "names", Tie.MATCHED: "shares words with", Tie.BOTH: "names, and shares words with"}
_WITNESSES = 12


def traced(found: Traced, columns: int) -> Iterator[str]:
    """The passages of a document that stand elsewhere, each with its witnesses in order of date; then the lineage."""
    document = found.document
    yield from wrap(document.title or document.uri, columns)
    count = len(found.passages)
    yield f"{count:,} passage{'s' * (count != 1)} found in the {found.searched:,} documents of this library."
    if found.boilerplate:
        yield f"{len(found.boilerplate)} stretches are boilerplate of their publishers and were passed over."
    yield from (line for note in found.notes for line in wrap(f"! {note}", columns))
    names = {node.document: node for node in found.lineage.nodes}
    for number, passage in enumerate(found.passages, 1):
        yield ""
        yield from _passage(number, passage, found, names, columns)
    for item in found.rejected:
        yield from wrap(f"! A person has said that this is no witness: {visible(item.title or item.uri)}", columns)
    if found.lineage.edges:
        yield ""
        yield "Lineage (earlier documents are named by later ones, or share words with them)"
        yield from _lineage(found.lineage, columns)


def _passage(number: int, passage: Passage, found: Traced, names: dict[str, Node], columns: int) -> Iterator[str]:
    words = " … ".join(found.document[span] for span in passage.spans)
    shown = words if len(words) <= 400 else f"{words[:300]} … {words[-80:]}"
    yield from (f"  {line}" for line in wrap(f"{number}. “{shown}”", columns - 2))
    first = "this document" if passage.earliest == found.document.id else _name(names.get(passage.earliest or ""))
    tie = f" (with {len(passage.ties)} of the same date)" if passage.ties else ""
    yield from (f"     {line}" for line in wrap(f"Earliest in this library: {first}{tie}.", columns - 5))
    if passage.stated:
        yield from (
            f"     {line}" for line in wrap(f"The text itself names: {_name(names.get(passage.stated))}.", columns - 5)
        )
    for witness in passage.witnesses[:_WITNESSES]:
        yield from (f"     · {line}" for line in wrap(_witness(witness), columns - 7))
    if len(passage.witnesses) > _WITNESSES:
        yield f"     · and {len(passage.witnesses) - _WITNESSES:,} more"


def _name(node: Node | None) -> str:
    return "unknown" if node is None else visible(node.title or node.uri)


def _witness(witness: Witness) -> str:
    grave = sorted(
        {edit.consequence.value for edit in witness.edits if edit.consequence.value not in ("none", "other")}
    )
    changed = f" (here against there: {', '.join(grave)})" if grave else ""
    verdict = "" if witness.verdict is Verdict.UNTRACED else f", {witness.verdict.value}{changed}"
    date = f"{witness.date} ({GRADES[witness.grade]})" if witness.date else GRADES[witness.grade]
    where = f"{visible(witness.publisher)}: " if witness.publisher else ""
    title = visible(witness.title or witness.uri)
    return f"{date}  {where}{title}{verdict}, {witness.score:.0%} of the words  {witness.uri}"


def _lineage(found: Lineage, columns: int) -> Iterator[str]:
    names = {node.document: node for node in found.nodes}
    for edge in sorted(found.edges, key=_size):
        yield from (f"  {line}" for line in wrap(_edge(edge, names), columns - 2))


def _size(edge: Edge) -> tuple[int, str, str]:
    return -edge.words, edge.later, edge.earlier


def _edge(edge: Edge, names: dict[str, Node]) -> str:
    lost = f"; gone on the way: {edge.lost}" if edge.lost else ""
    loop = "; leads back to itself (circular)" if edge.loop else ""
    later, earlier = _name(names.get(edge.later)), _name(names.get(edge.earlier))
    return f"{later} {TIES[edge.tie]} {earlier} ({edge.words} words{lost}{loop})"


def found(answer: Found, columns: int) -> Iterator[str]:
    """Sentences with their neighbours, voice, chain and status; then what they have in common."""
    least = "" if answer.complete else "at least "
    yield f"{least}{answer.count:,} found for: {visible(answer.query)}"
    for hit in answer.hits:
        yield ""
        about = " · ".join(part for part in (hit.publisher, hit.title, hit.published, hit.uri) if part)
        yield from wrap(about, columns)
        if hit.voice:
            via = f", via {' ‹ '.join(hit.via)}" if hit.via else ""
            told = f"; {was(hit.corrected)}" if hit.corrected else ""
            yield from (f"  {line}" for line in wrap(f"{hit.voice} ({hit.status}{via}){told}", columns - 2))
        yield from (f"    {line}" for line in wrap(f"{hit.before} ▸{hit.words}◂ {hit.after}".strip(), columns - 4))
    for name, values in answer.facets.items():
        if values:
            yield ""
            listed = ", ".join(f"{visible(value)} {count}" for value, count in values[:8])
            yield from wrap(f"{name}: {listed}", columns)


def heard(voices: Sequence[Heard], columns: int) -> Iterator[str]:
    """A line for each voice: how often, where, through whom."""
    for voice in voices:
        through = f", always via {voice.always_via}" if voice.always_via else ""
        unnamed = " (unnamed)" if voice.kind == "unnamed" else ""
        said = ", ".join(f"{count} {status}" for status, count in voice.statuses)
        outlets = ", ".join(f"{name} {count}" for name, count in voice.outlets[:4])
        where = outlets or "no named outlet"
        line = f"{voice.quotations:>5}  {voice.name}{unnamed}: {voice.documents} documents{through}; {said}; in {where}"
        line += f"; {was(voice.corrected)}" if voice.corrected else ""
        first, *rest = wrap(line, columns)
        yield first.rjust(len(first))
        yield from (f"       {part}" for part in rest)


def info(values: dict[str, Any]) -> Iterator[str]:
    """The numbers of a library, one a line."""
    for name, value in values.items():
        shown = f"{value:,}" if isinstance(value, int) else str(value) if value is not None else "unknown"
        yield f"{name.replace('_', ' '):>14}  {shown}"
