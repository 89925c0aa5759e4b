"""What a process that adds to a library does: bytes in, rows out. Runs where it can be killed."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from whence.errors import SourceError
from whence.ingest.kinds import Kind
from whence.model.speech import Reading
from whence.model.text import Document, Failure
from whence.project.pool import Answer, Item, Worker
from whence.store.rows import Prepared, prepared

if TYPE_CHECKING:
    from whence.trace.passages.segment import Segment

UNREAD = "unread"
Read = Callable[[Document], Reading | None]


def reader(model: str) -> Worker:
    """A function that reads the items of a job with this model (`none`: the rules; `unread`: no voices)."""
    from whence.ingest.worker import expendable

    expendable()
    read = _reading(model)

    def work(items: list[Item]) -> tuple[dict[str, Any], bytes]:
        found: list[Prepared] = []
        failed: list[list[str]] = []
        for item in items:
            for outcome in _documents(item, bare=model == UNREAD):
                made = outcome if isinstance(outcome, Failure) else _prepared(item, outcome, read)
                if isinstance(made, Failure):
                    failed.append([made.uri, made.problem])
                else:
                    found.append(made)
        return _packed(found, failed, sum(len(item.body) for item in items))

    return work


def _packed(found: list[Prepared], failed: list[list[str]], size: int) -> tuple[dict[str, Any], bytes]:
    """The rows as JSON, the texts and the part of the passage index that they make as bytes."""
    from whence.trace.passages import segment

    texts = [item.columns.pop("text") for item in found]
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    part = _in_order(segment.part(list(enumerate(texts))))
    head = {
        "entries": [[item.columns, item.voices, item.statements, item.sentences, item.words] for item in found],
        "texts": [len(text) for text in encoded],
        "failures": failed,
        "bytes": size,
    }
    return head, b"".join([*encoded, *segment.packed(part)])


def _in_order(part: Segment) -> Segment:
    """A part with its fingerprints sorted: one core among several does it here, and merging them is quick."""
    from whence.trace.passages.segment import in_order

    prints, places = in_order(part.prints, part.places)
    return replace(part, prints=prints, places=places)


def _reading(model: str) -> Read:
    if model == UNREAD:
        return lambda _document: None
    from whence.project.reading import reader as named

    return named(model, 1)


def _prepared(item: Item, document: Document, read: Read) -> Prepared | Failure:
    head = item.head
    try:
        return prepared(document, read(document), captured=head.get("captured"), origin=head.get("origin", head["uri"]))
    except MemoryError:  # the process's end, and so its caller's to tell of
        raise
    # The one place where any error is caught: a fault in the reader on one article must not end the night's run.
    except Exception as error:
        return Failure(uri=document.uri, problem=f"a fault in whence, please report it: {error!r}")


def _documents(item: Item, *, bare: bool) -> Iterator[Document | Failure]:
    """The documents that an item holds: a page, a file, some lines of JSON, the entries of a feed."""
    try:
        if item.head["kind"] == "lines":
            yield from _lines(item, bare=bare)
        elif item.head["kind"] == "page":
            yield from _page(item)
        elif item.head["kind"] == "feed":
            yield from _feed(item)
        else:
            yield from _file(item)
    except SourceError as error:
        yield Failure(uri=error.uri, problem=error.problem)


def _lines(item: Item, *, bare: bool) -> Iterator[Document | Failure]:
    from whence.ingest.bare import read_bare
    from whence.ingest.jsonl import Record, read_record
    from whence.ingest.single import from_record

    uri, first = item.head["uri"], item.head["first"]
    for number, line in enumerate(io.BytesIO(item.body), first):
        if not line.strip():
            continue
        record = read_record(line, uri=f"{uri}#{number}", place=f"line {number}", default_uri=f"{uri}#{number}")
        try:
            if bare and isinstance(record, Record) and record.text is not None:
                yield read_bare(record)
            else:
                yield from_record(record)
        except SourceError as error:
            yield Failure(uri=error.uri, problem=error.problem)


def _page(item: Item) -> Iterator[Document]:
    from whence.ingest.single import read_bytes

    kind = Kind.HTML if "html" in str(item.head.get("type")) else None
    yield read_bytes(item.body, uri=item.head["uri"], kind=kind, http_charset=item.head.get("charset"))


def _file(item: Item) -> Iterator[Document | Failure]:
    from whence.ingest.single import read_stream

    name = item.head["name"]
    if _is_feed(item.body, name):
        yield from _feed(item)
        return
    yield from read_stream(io.BytesIO(item.body), uri=item.head["uri"], kind=Kind(name) if name else None)


def _is_feed(body: bytes, name: str) -> bool:
    head = body[:2048].lower()
    return not name and (b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head)


def _feed(item: Item) -> Iterator[Document | Failure]:
    from whence.ingest.feeds import items
    from whence.ingest.single import read_bytes

    for entry in items(item.body, uri=item.head["uri"]):
        page = f"<html><body><article>{entry.html}</article></body></html>".encode("utf-8", "replace")
        try:
            document = read_bytes(page, uri=entry.uri, kind=Kind.HTML, http_charset="utf-8")
        except SourceError as error:
            yield Failure(uri=error.uri, problem=error.problem)
            continue
        yield replace(
            document,
            title=entry.title or document.title,
            publisher=entry.publisher or document.publisher,
            authors=entry.authors or document.authors,
            published=entry.published or entry.updated or document.published,
        )


@dataclass(frozen=True, slots=True)
class Entries:
    """What came back of a job: documents to keep, the part of the passage index that they make, and what failed."""

    found: list[Prepared]
    part: Segment | None
    failures: list[Failure]
    size: int


def entries(answer: Answer) -> Entries:
    """An answer taken apart."""
    from whence.trace.passages import segment

    head, body = answer.head, memoryview(answer.body)
    found: list[Prepared] = []
    at = 0
    for parts, size in zip(head["entries"], head["texts"], strict=True):
        parts[0]["text"] = str(body[at : at + size], "utf-8", "surrogatepass")
        found.append(Prepared(*parts))
        at += size
    failures = [Failure(uri=uri, problem=problem) for uri, problem in head["failures"]]
    return Entries(found, segment.unpacked(memoryview(bytes(body[at:])), "an answer"), failures, int(head["bytes"]))
