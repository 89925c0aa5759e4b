"""The JSON of `whence check`: fields may be added but never renamed; spans are `[start, end]` in code points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whence.model.reuse import Check, Checked, Edit, Note, Original, Quoted
from whence.model.text import Document, Span, joined
from whence.present.checks.wording import locators, problem, sentence
from whence.present.contract import FORMAT
from whence.present.contract import to_json as reading_json
from whence.present.library.contract import rejected_json

Json = dict[str, Any]


def to_json(checked: Checked) -> Json:
    """The checks as plain dicts and lists, with the draft as `blame` reads it: its voices and statements."""
    read = reading_json(checked.reading)
    draft = checked.reading.document
    texts = {document.id: document for document in checked.sources}
    return {
        "format": FORMAT,
        "document": read["document"],
        "checks": [_check(item, draft, texts) for item in checked.checks],
        "skipped": [_skipped(item, draft) for item in checked.skipped],
        "sources": [_source(document) for document in checked.sources],
        "not_searched": [{"uri": failure.uri, "problem": failure.problem} for failure in checked.not_searched],
        "searched": checked.checks[0].searched if checked.checks else len(checked.sources),
        "style": checked.style or None,
        "voices": read["voices"],
        "statements": read["statements"],
        "read_by": read["read_by"],
    }


def _check(check: Check, draft: Document, texts: dict[str, Document]) -> Json:
    return {
        "quote": _spans(check.quoted.spans),
        "exact": joined(check.quoted.spans, draft.text),
        "statement": check.quoted.statement,
        "voice": check.quoted.voice,
        "verdict": check.verdict.value,
        "original": _original(check.original, texts) if check.original else None,
        "edits": [_edit(edit) for edit in check.edits],
        "further": [_original(item, texts) | {"edits": [_edit(edit) for edit in item.edits]} for item in check.further],
        "alternatives": [_original(item, texts) | {"verdict": item.verdict.value} for item in check.alternatives],
        "notes": [_note(note) for note in check.notes],
        "searched": check.searched,
        "problem": problem(check),
        "says": sentence(check),
    } | rejected_json(check.rejected)


def _original(original: Original, texts: dict[str, Document]) -> Json:
    document = texts[original.document]
    return {
        "document": original.document,
        "uri": original.uri,
        "spans": _spans(original.spans),
        "exact": joined(original.spans, document.text),
        "title": document.title,
        "published": original.published,
        "speaker": original.speaker,
        "same_speaker": original.same_speaker,
        "locators": [{"kind": each.kind.value, "value": each.value} for each in locators(document, original.spans)],
    }


def _edit(edit: Edit) -> Json:
    return {
        "op": edit.op.value,
        "quote": [edit.quote.start, edit.quote.end],
        "original": [edit.original.start, edit.original.end],
        "marked": edit.marked,
        "consequence": edit.consequence.value,
    }


def _note(note: Note) -> Json:
    return {
        "kind": note.kind.value,
        "words": note.words,
        "original": [note.span.start, note.span.end] if note.span else None,
    }


def _skipped(item: Quoted, draft: Document) -> Json:
    return {
        "quote": _spans(item.spans),
        "exact": joined(item.spans, draft.text),
        "statement": item.statement,
        "reason": item.skipped,
    }


def _source(document: Document) -> Json:
    return {
        "document": document.id,
        "uri": document.uri,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "status": document.status.value,
        "problems": list(document.problems),
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
