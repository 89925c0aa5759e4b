"""Adding to a library: what is named as input is read in processes that can be killed, and kept in batches.

A batch is acknowledged when it is on disk. The passage index follows: what it does not hold yet is marked, and taken up by
whoever adds next. Adding the same again changes nothing, so a run that was cut off is simply run again.
"""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.errors import SourceError
from whence.ingest import archives, packed
from whence.ingest.inputs import files
from whence.ingest.kinds import Kind, kind_by_name
from whence.model.text import Failure
from whence.project.pool import Answer, GivenUp, Item, Pool
from whence.project.reading import cores

if TYPE_CHECKING:
    from whence.store.shelf import Shelf

UNREAD = "unread"  # no voices: the text alone
_JOB_BYTES = 1_500_000  # of JSON lines in a job
_JOB_PAGES = 12  # pages or files in a job, fewer where a model reads
_SEGMENT = 128_000_000  # characters of text in a new passage segment
_MOST_SEGMENTS = 6
_LINE = 64 << 20


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    new: int = 0
    editions: int = 0
    known: int = 0
    failed: int = 0
    bytes: int = 0
    skipped: int = 0  # files that were read to their end before
    notes: list[str] = field(default_factory=list[str])

    def sentence(self) -> str:
        """The summary."""
        parts = [f"{self.new:,} added", f"{self.known:,} there already"]
        if self.editions:
            parts.insert(1, f"{self.editions:,} of them new editions")
        if self.skipped:
            parts.append(f"{self.skipped:,} files unchanged")
        if self.failed:
            parts.append(f"{self.failed:,} set aside")
        return ", ".join(parts)


Told = Callable[[Tally], None]


def add(
    shelf: Shelf, inputs: Sequence[str], *, model: str, processes: int | None, told: Told, allow_private: bool = False
) -> Tally:  # fmt: skip
    """Add everything these inputs hold: files, folders, web addresses. `told` is shown the tally after each batch.

    `model` reads the voices: a trained tagger's name, `none` for the rules alone, `unread` for no voices at all.
    """
    tally = Tally()
    count = processes or cores()
    pool = Pool("whence.project.entries:reader", {"model": model}, count, seconds=20.0 if model == UNREAD else 40.0)
    for source in _sources(inputs, tally, allow_private):
        _add_source(shelf, source, pool, tally, told, model)
    index(shelf, tally, told)
    return tally


@dataclass(frozen=True, slots=True)
class _Source:
    """An input whose documents are added together: its name, the jobs it makes, and what marks it as read."""

    name: str
    jobs: Iterator[list[Item] | Failure]
    path: Path | None = None


def _add_source(shelf: Shelf, source: _Source, pool: Pool, tally: Tally, told: Told, model: str) -> None:
    mark = _mark(source.path) if source.path else None
    known = f"{source.name}:{model}"
    if mark and shelf.knows(known, *mark):
        tally.skipped += 1
        return
    failures: list[Failure] = []

    def jobs() -> Iterator[list[Item]]:
        for job in source.jobs:
            if isinstance(job, Failure):
                failures.append(job)
            else:
                yield job

    for answer in pool.run(jobs()):
        _keep(shelf, answer, tally)
        told(tally)
    _set_aside(shelf, failures, tally)
    if mark:
        shelf.remember(known, *mark)


def _mark(path: Path) -> tuple[int, str]:
    """Size and digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return path.stat().st_size, digest.hexdigest()


def _keep(shelf: Shelf, answer: Answer | GivenUp, tally: Tally) -> None:
    from whence.project.entries import entries

    if isinstance(answer, GivenUp):
        name = str(answer.item.head.get("uri") or answer.item.head.get("path"))
        _set_aside(shelf, [Failure(uri=name, problem=answer.reason)], tally)
        return
    found, failures, size = entries(answer.head)
    kept = shelf.keep(found)
    tally.new += len(kept.new)
    tally.editions += kept.editions
    tally.known += kept.known
    tally.bytes += size
    _set_aside(shelf, failures, tally)


def _set_aside(shelf: Shelf, failures: Sequence[Failure], tally: Tally) -> None:
    if failures:
        shelf.quarantine(failures)
        tally.failed += len(failures)


def _sources(inputs: Sequence[str], tally: Tally, allow_private: bool) -> Iterator[_Source]:
    """Large files one by one, the small ones of a folder together."""
    small: list[Path] = []
    for found in files(inputs, note=tally.notes.append):
        if isinstance(found, Failure):
            yield _Source(found.uri, iter([found]))
        elif isinstance(found, str):
            yield _Source(found, _from_web(found, allow_private))
        elif found.name.endswith(archives.SUFFIXES):
            yield _Source(str(found), _from_archive(found), found)
        elif kind_by_name(packed.inner_name(found)) is Kind.JSONL:
            yield _Source(str(found), _from_lines(found), found)
        else:
            small.append(found)
            if len(small) >= 50 * _JOB_PAGES:
                yield _Source("files", _from_files(small))
                small = []
    if small:
        yield _Source("files", _from_files(small))


def _from_web(address: str, allow_private: bool) -> Iterator[list[Item] | Failure]:
    from whence.ingest.fetch import fetch
    from whence.store.shelf import now

    try:
        page = fetch(address, allow_private=allow_private)
    except SourceError as error:
        yield Failure(uri=error.uri, problem=error.problem)
        return
    head = {"kind": "page", "uri": page.url, "type": page.content_type, "charset": page.charset, "captured": now()}
    yield [Item(head, page.body)]


def _from_archive(path: Path) -> Iterator[list[Item] | Failure]:
    job: list[Item] = []
    try:
        for found in archives.captures(path):
            if isinstance(found, Failure):
                yield found
                continue
            head = {
                "kind": "page", "uri": found.uri, "type": found.kind, "charset": found.charset, "captured": found.date,
                "origin": found.record,
            }  # fmt: skip
            job.append(Item(head, found.body))
            if len(job) >= _JOB_PAGES:
                yield job
                job = []
    except SourceError as error:
        yield Failure(uri=error.uri, problem=error.problem)
    if job:
        yield job


def _from_lines(path: Path) -> Iterator[list[Item] | Failure]:
    """JSON lines, some megabytes in a job; a job that fails is told apart line by line by who reads it."""
    try:
        with packed.unpacked(path) as file:
            first, size, lines = 1, 0, list[bytes]()
            number = 0
            while line := file.readline(_LINE + 1):
                number += 1
                if len(line) > _LINE:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(_LINE)
                    yield Failure(uri=f"{path}#{number}", problem=f"line {number}: longer than {_LINE >> 20} MiB")
                    continue
                lines.append(line if line.endswith(b"\n") else line + b"\n")
                size += len(line)
                if size >= _JOB_BYTES:
                    yield _line_items(path, first, lines)
                    first, size, lines = number + 1, 0, []
            if lines:
                yield _line_items(path, first, lines)
    except (SourceError, OSError) as error:
        yield Failure(uri=str(path), problem=error.problem if isinstance(error, SourceError) else str(error.strerror))


def _line_items(path: Path, first: int, lines: list[bytes]) -> list[Item]:
    """Lines in runs of fifty: a run that kills its process is halved no further than that, then read line by line."""
    return [
        Item({"kind": "lines", "uri": str(path), "first": first + at}, b"".join(lines[at : at + 50]))
        for at in range(0, len(lines), 50)
    ]


def _from_files(paths: Sequence[Path]) -> Iterator[list[Item] | Failure]:
    job: list[Item] = []
    for path in paths:
        try:
            with packed.unpacked(path) as file:
                body = file.read(20_000_001)
        except (SourceError, OSError) as error:
            problem = error.problem if isinstance(error, SourceError) else str(error.strerror or error)
            yield Failure(uri=str(path), problem=problem)
            continue
        kind = kind_by_name(packed.inner_name(path))
        job.append(Item({"kind": "file", "uri": str(path), "name": kind.value if kind else ""}, body))
        if len(job) >= _JOB_PAGES:
            yield job
            job = []
    if job:
        yield job


def index(shelf: Shelf, tally: Tally | None = None, told: Told = lambda _tally: None) -> None:
    """Take into the passage index what it does not hold yet, and merge its segments when they are many."""
    from whence.trace.passages import segment

    while pending := shelf.pending(_SEGMENT):
        made = segment.segment(pending)
        shelf.put_segment([row for row, _ in pending], segment.packed(made))
        if tally is not None:
            told(tally)
    merge(shelf, _MOST_SEGMENTS)


def merge(shelf: Shelf, most: int) -> None:
    """Merge the smallest segments until there are at most so many."""
    from whence.store.files import mapped
    from whence.trace.passages import segment

    while len(found := shelf.segment_files()) > most:
        chosen = sorted(sorted(found, key=_size)[: len(found) - most + 1], key=_number)
        parts = [segment.unpacked(mapped(shelf.segment_path(row["file"])), row["file"]) for row in chosen]
        made = segment.merged(parts, shelf.removed())
        shelf.put_segment(made.texts.tolist(), segment.packed(made), [row["id"] for row in chosen])


def _size(row: Any) -> int:
    return int(row["bytes"])


def _number(row: Any) -> int:
    return int(row["id"])

