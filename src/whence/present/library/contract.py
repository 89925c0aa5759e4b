"""The JSON of `whence trace`, `reuse`, `search`, `voices` and `info`: fields may be added but never renamed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from whence.model.correction import Rejected
from whence.model.library import Edge, Found, Heard, Hit, Info, Lineage, Pair, Passage, Traced, Witness
from whence.model.reuse import Edit
from whence.model.text import Document, Failure, Span
from whence.present.contract import FORMAT, corrected_json, document_json

Json = dict[str, Any]


def traced(found: Traced) -> Json:
    """The object that `whence trace --json` prints."""
    return {
        "format": FORMAT,
        "document": document_json(found.document),
        "passages": [_passage(item, found.document) for item in found.passages],
        "boilerplate": spans(found.boilerplate),
        "lineage": _lineage(found.lineage),
        "searched": found.searched,
        "notes": list(found.notes),
    } | rejected_json(found.rejected)


def rejected_json(found: Iterable[Rejected]) -> Json:
    """The field `rejected`: what a person has said is no match; no field where nothing was."""
    made = [
        {"document": item.document or None, "uri": item.uri, "correction": item.correction, "spans": spans(item.spans)}
        for item in found
    ]
    return {"rejected": made} if made else {}


def _passage(item: Passage, document: Document) -> Json:
    return {
        "spans": spans(item.spans),
        "exact": " … ".join(document[span] for span in item.spans),
        "verdict": item.verdict.value,
        "statement": item.statement,
        "witnesses": [_witness(witness) for witness in item.witnesses],
        "earliest": item.earliest,
        "ties": list(item.ties),
        "stated": item.stated,
    }


def _witness(item: Witness) -> Json:
    return {
        "document": item.document,
        "uri": item.uri,
        "title": item.title,
        "publisher": item.publisher,
        "published": item.date,
        "date_grade": item.grade.value,
        "spans": spans(item.spans),
        "score": item.score,
        "verdict": item.verdict.value,
        "edits": [edit(one) for one in item.edits],
        "stated": item.stated,
    }


def edit(item: Edit) -> Json:
    """One change of words."""
    return {
        "op": item.op.value,
        "quote": [item.quote.start, item.quote.end],
        "original": [item.original.start, item.original.end],
        "marked": item.marked,
        "consequence": item.consequence.value,
    }


def _lineage(found: Lineage) -> Json:
    return {
        "nodes": [asdict(node) | {"grade": node.grade.value} for node in found.nodes],
        "edges": [_edge(edge) for edge in found.edges],
    }


def _edge(edge: Edge) -> Json:
    return asdict(edge) | {"tie": edge.tie.value}


def pair(item: Pair) -> Json:
    """The line that `whence reuse --jsonl` prints for a pair of passages."""
    return {
        "a": {"document": item.document_a, "uri": item.uri_a, "start": item.a.start, "end": item.a.end},
        "b": {"document": item.document_b, "uri": item.uri_b, "start": item.b.start, "end": item.b.end},
        "score": item.score,
        "passage": item.passage,
    }


def found(answer: Found) -> Json:
    """The object that `whence search --json` prints."""
    return {
        "format": FORMAT,
        "query": answer.query,
        "count": answer.count,
        "complete": answer.complete,
        "hits": [
            _bare(hit) | {"span": [hit.span.start, hit.span.end], "via": list(hit.via)} | corrected_json(hit.corrected)
            for hit in answer.hits
        ],
        "facets": {name: dict(values) for name, values in answer.facets.items()},
    }  # fmt: skip


def info(numbers: Info) -> Json:
    """The object that `whence info --json` prints."""
    return {"format": FORMAT, **asdict(numbers)}


def quarantined(failures: Iterable[Failure]) -> Json:
    """The object that `whence info --quarantine --json` prints."""
    return {"format": FORMAT, "quarantined": [{"uri": item.uri, "problem": item.problem} for item in failures]}


def heard(voices: Iterable[Heard]) -> Json:
    """The object that `whence voices --json` prints."""
    return {"format": FORMAT, "voices": [_voice(voice) for voice in voices]}


def _voice(voice: Heard) -> Json:
    counts = {name: dict(getattr(voice, name)) for name in ("outlets", "via", "statuses")}
    return _bare(voice) | counts | {"aliases": list(voice.aliases)} | corrected_json(voice.corrected)


def _bare(found: Hit | Heard) -> Json:
    """Without the field that is there only where something was put right."""
    return {name: value for name, value in asdict(found).items() if name != "corrected"}


def spans(found: Iterable[Span]) -> list[list[int]]:
    """Spans as pairs."""
    return [[span.start, span.end] for span in found]
