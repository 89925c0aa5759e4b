"""Documents between processes, as JSON: a worker that a page has broken into must not be able to send code."""

from __future__ import annotations

import json
from typing import Any, cast

from whence.model.text import (
    Block,
    Document,
    DocumentStatus,
    Evidence,
    Locator,
    LocatorKind,
    NodeRun,
    Publication,
    Role,
    Span,
)

_PLAIN = ("id", "uri", "text", "title", "publisher", "published", "language", "canonical", "encoding", "sha256")

Plain = dict[str, Any]


def packed(document: Document) -> bytes:
    """The document as JSON that `unpacked` reads back, equal in every field."""
    plain: Plain = {name: getattr(document, name) for name in _PLAIN}
    plain |= {
        "authors": document.authors,
        "cites": document.cites,
        "problems": document.problems,
        "status": document.status.value,
        "blocks": [_block(block) for block in document.blocks],
        "evidence": [(each.field, each.value, each.source) for each in document.evidence],
        "republished": _publication(document.republished),
    }
    plain["locators"] = [(each.span.start, each.span.end, each.kind.value, each.value) for each in document.locators]
    paths: dict[str, int] = {}
    plain["nodes"] = [_run(run, paths) for run in document.nodes]
    plain["paths"] = list(paths)
    return json.dumps(plain).encode("ascii")


def unpacked(data: bytes) -> Document:
    """The document that was packed. Raises ValueError, KeyError or TypeError when these bytes hold none."""
    plain = cast("Plain", json.loads(data))
    paths = cast("list[str]", plain["paths"])
    given = plain["republished"]
    return Document(
        **{name: plain[name] for name in _PLAIN},
        authors=tuple(plain["authors"]),
        cites=tuple(plain["cites"]),
        problems=tuple(plain["problems"]),
        status=DocumentStatus(plain["status"]),
        blocks=tuple(_unpacked_block(block) for block in plain["blocks"]),
        evidence=tuple(Evidence(field=field, value=value, source=source) for field, value, source in plain["evidence"]),
        republished=Publication(publisher=given[0], authors=tuple(given[1]), published=given[2]) if given else None,
        locators=tuple(
            Locator(span=Span(first, last), kind=LocatorKind(kind), value=value)
            for first, last, kind, value in plain["locators"]
        ),
        nodes=tuple(
            NodeRun(
                span=Span(first, last),
                path=paths[path],
                start=start,
                origin=None if origin is None else tuple(origin),
            )
            for first, last, path, start, origin in cast(
                "list[tuple[int, int, int, int, list[int] | None]]", plain["nodes"]
            )
        ),
    )


def _publication(publication: Publication | None) -> tuple[Any, ...] | None:
    return publication and (publication.publisher, publication.authors, publication.published)


def _block(block: Block) -> tuple[Any, ...]:
    named = block.speaker_span and (block.speaker_span.start, block.speaker_span.end)
    where = (block.span.start, block.span.end)
    return (*where, block.role.value, block.depth, block.group, block.cite, block.speaker, named, block.time)


def _unpacked_block(plain: list[Any]) -> Block:
    start, end, role, depth, group, cite, speaker, named, time = plain
    return Block(
        span=Span(start, end),
        role=Role(role),
        depth=depth,
        group=group,
        cite=cite,
        speaker=speaker,
        speaker_span=Span(*named) if named else None,
        time=time,
    )


def _run(run: NodeRun, paths: dict[str, int]) -> tuple[Any, ...]:
    return (run.span.start, run.span.end, paths.setdefault(run.path, len(paths)), run.start, run.origin)
