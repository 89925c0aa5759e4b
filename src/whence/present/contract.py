"""The JSON that whence prints, and the way back from it.

Format 1, as others build on it: keys stand in a fixed order, spans are `[start, end]` in code points, fields may be
added but never renamed. The map from characters to page nodes is left out: it is larger than the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from whence.errors import UsageError
from whence.model.correction import Corrected
from whence.model.speech import Link, Quotation, ReadBy, Reading, Sentence, Statement, Status, Voice, VoiceKind
from whence.model.text import Block, Document, DocumentStatus, Evidence, Publication, Role, Span

FORMAT = 1

Json = dict[str, Any]


def to_json(reading: Reading) -> Json:
    """The reading as plain dicts and lists, ready for `json.dumps`."""
    return {
        "format": FORMAT,
        "document": document_json(reading.document),
        "voices": [_voice_json(voice) for voice in reading.voices],
        "statements": [_statement_json(statement) for statement in reading.statements],
        "sentences": [[s.span.start, s.span.end, s.block] for s in reading.sentences],
        "read_by": _read_by_json(reading.read_by),
    }


def from_json(data: Mapping[str, Any]) -> Reading:
    """The reading that `to_json` made. Added fields may be missing; a damaged object raises UsageError."""
    if data.get("format") != FORMAT:
        raise UsageError(f"not format {FORMAT} of whence: {data.get('format')!r}")
    try:
        reading = Reading(
            document=document_from_json(data["document"]),
            voices=tuple(_voice(item) for item in data["voices"]),
            statements=tuple(_statement(item) for item in data["statements"]),
            sentences=tuple(Sentence(span=Span(s, e), block=b) for s, e, b in data.get("sentences", ())),
            read_by=_read_by(data.get("read_by", {})),
        )
        _check(reading)
        return reading
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"not a blame object of whence: {error!r}") from error


def _check(reading: Reading) -> None:
    """Raise ValueError where a statement points outside the text or to nobody."""
    length = len(reading.document.text)
    known = {voice.id for voice in reading.voices}
    for statement in reading.statements:
        for span in statement.content:
            if not 0 <= span.start <= span.end <= length:
                raise ValueError(f"statement {statement.id} lies outside the text")
        if not known.issuperset(link.voice for link in statement.chain):
            raise ValueError(f"statement {statement.id} has a voice that is not among the voices")


def compact(data: Mapping[str, Any]) -> str:
    """One object on one line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def lines(data: Mapping[str, Any]) -> str:
    """One object over several lines: each field on its own, and each item of a list of objects.

    >>> print(lines({"format": 1, "voices": [{"id": "v0"}, {"id": "v1"}]}))
    {"format": 1,
     "voices": [
      {"id": "v0"},
      {"id": "v1"}]}
    """
    return "{" + ",\n ".join(f"{json.dumps(key)}: {_field(value)}" for key, value in data.items()) + "}"


def document_json(document: Document) -> Json:
    """The `document` object that every export of whence carries."""
    return {
        "id": document.id,
        "uri": document.uri,
        "text": document.text,
        "title": document.title,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "published": document.published,
        "language": document.language,
        "republished": _publication_json(document.republished),
        "status": document.status.value,
        "problems": list(document.problems),
        "canonical": document.canonical,
        "cites": list(document.cites),
        "encoding": document.encoding,
        "sha256": document.sha256,
        "evidence": [{"field": e.field, "value": e.value, "source": e.source} for e in document.evidence],
        "blocks": [_block_json(block) for block in document.blocks],
    }


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The document that `document_json` made, without its map to page nodes."""
    return Document(
        id=data["id"],
        uri=data["uri"],
        text=_string(data["text"]),
        title=data["title"],
        publisher=data["publisher"],
        authors=tuple(data["authors"]),
        published=data["published"],
        language=data["language"],
        republished=_publication(data["republished"]),
        status=DocumentStatus(data["status"]),
        problems=tuple(data["problems"]),
        canonical=data.get("canonical"),
        cites=tuple(data.get("cites", ())),
        encoding=data.get("encoding"),
        sha256=data.get("sha256"),
        evidence=tuple(
            Evidence(field=item["field"], value=item["value"], source=item["source"])
            for item in data.get("evidence", ())
        ),
        blocks=tuple(_block(item) for item in data.get("blocks", ())),
    )


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    return value


def _field(value: object) -> str:
    items = cast("list[object]", value) if isinstance(value, list) else []
    if items and isinstance(items[0], dict):
        return "[\n  " + ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in items) + "]"
    return json.dumps(value, ensure_ascii=False)


def _spans_json(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(data: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in data)


def _publication_json(publication: Publication | None) -> Json | None:
    if publication is None:
        return None
    return {
        "publisher": publication.publisher,
        "authors": list(publication.authors),
        "published": publication.published,
    }


def _publication(data: Mapping[str, Any] | None) -> Publication | None:
    if data is None:
        return None
    return Publication(publisher=data["publisher"], authors=tuple(data["authors"]), published=data["published"])


def _block_json(block: Block) -> Json:
    """Span and role, and what else is set: most blocks are plain paragraphs."""
    speaker_span = [block.speaker_span.start, block.speaker_span.end] if block.speaker_span else None
    extras: Json = {
        "depth": block.depth or None,
        "group": block.group,
        "cite": block.cite,
        "speaker": block.speaker,
        "speaker_span": speaker_span,
        "time": block.time,
    }
    known = {key: value for key, value in extras.items() if value is not None}
    return {"span": [block.span.start, block.span.end], "role": block.role.value, **known}


def _block(data: Mapping[str, Any]) -> Block:
    speaker_span = data.get("speaker_span")
    return Block(
        span=Span(*data["span"]),
        role=Role(data["role"]),
        depth=data.get("depth", 0),
        group=data.get("group"),
        cite=data.get("cite"),
        speaker=data.get("speaker"),
        speaker_span=Span(*speaker_span) if speaker_span else None,
        time=data.get("time"),
    )


def _read_by_json(read_by: ReadBy) -> Json:
    return {"model": read_by.model, "sha256": read_by.sha256, "note": read_by.note}


def _read_by(data: Mapping[str, Any]) -> ReadBy:
    return ReadBy(model=data.get("model", "none"), sha256=data.get("sha256", ""), note=data.get("note", ""))


def corrected_json(found: Iterable[Corrected]) -> Json:
    """The field `corrected`, by what was put right; no field where nothing was."""
    made = {item.field: {"was": item.was, "correction": item.correction, "why": item.why} for item in found}
    return {"corrected": made} if made else {}


def _corrected(data: Mapping[str, Any]) -> tuple[Corrected, ...]:
    found: Mapping[str, Any] = data.get("corrected", {})
    return tuple(
        Corrected(field=name, was=item["was"], correction=item["correction"], why=item.get("why", ""))
        for name, item in found.items()
    )


def _voice_json(voice: Voice) -> Json:
    return {
        "id": voice.id,
        "name": voice.name,
        "kind": voice.kind.value,
        "aliases": list(voice.aliases),
        "mentions": _spans_json(voice.mentions),
        "reasons": list(voice.reasons),
    } | corrected_json(voice.corrected)


def _voice(data: Mapping[str, Any]) -> Voice:
    return Voice(
        id=data["id"],
        name=data["name"],
        kind=VoiceKind(data["kind"]),
        aliases=tuple(data["aliases"]),
        mentions=_spans(data["mentions"]),
        reasons=tuple(data.get("reasons", ())),
        corrected=_corrected(data),
    )


def _statement_json(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "content": _spans_json(statement.content),
        "quotation": statement.quotation.value,
        "status": statement.status.value,
        "chain": [
            {"voice": link.voice, "source": _spans_json(link.source), "cue": _spans_json(link.cue)}
            for link in statement.chain
        ],
        "confidence": round(statement.confidence, 4),
        "evidence": statement.evidence,
    } | corrected_json(statement.corrected)


def _statement(data: Mapping[str, Any]) -> Statement:
    return Statement(
        id=data["id"],
        content=_spans(data["content"]),
        quotation=Quotation(data["quotation"]),
        status=Status(data["status"]),
        chain=tuple(
            Link(voice=link["voice"], source=_spans(link["source"]), cue=_spans(link["cue"])) for link in data["chain"]
        ),
        confidence=float(data["confidence"]),
        evidence=data["evidence"],
        corrected=_corrected(data),
    )
