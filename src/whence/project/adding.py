"""Adding to a library: what is named as input is read in processes that can be killed, and kept in batches.

A batch is acknowledged when it is on disk. The passage index follows: what it does not hold yet is marked, and taken
up by whoever adds next. Adding the same again changes nothing, so a run that was cut off is simply run again.
"""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import accumulate, islice
from operator import itemgetter
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from whence.errors import SourceError
from whence.ingest import archives, packed
from whence.ingest.inputs import files
from whence.ingest.kinds import Kind, kind_by_name
from whence.model.text import Failure
from whence.project.pool import Answer, GivenUp, Item, Pool
from whence.project.reading import cores

if TYPE_CHECKING:
    from whence.ingest.fetch import Fetched
    from whence.project.entries import Entries
    from whence.store.keeping import Kept
    from whence.store.shelf import Shelf
    from whence.trace.passages.segment import Segment

UNREAD = "unread"  # no voices: the text alone
_JOB_BYTES = 1_500_000  # of JSON lines in a job
_JOB_PAGES = 12  # pages or files in a job, fewer where a model reads
_SEGMENT = 128_000_000  # characters of text in a new passage segment, about six for each word
_LARGE = 512_000_000  # bytes of the largest segment that merging makes, and so a bound on the memory it takes
_LINE = 64 << 20
_BATCH = 16_000_000  # bytes read before they are put on disk together
_PATIENCE = 2.0  # seconds after which they are, however few


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
    with closing(_Run(shelf, model, processes or cores(), told)) as run:
        for source in _sources(inputs, run.tally, allow_private):
            run.take(source)
        run.finish()
    return run.tally


def add_pages(shelf: Shelf, pages: Sequence[Fetched], *, model: str, processes: int | None, told: Told) -> Tally:
    """Add pages that were fetched a moment ago; otherwise as `add`."""
    from whence.store.shelf import now

    moment = now()
    items = [_page(page, moment) for page in pages]
    jobs = (items[at : at + _JOB_PAGES] for at in range(0, len(items), _JOB_PAGES))
    with closing(_Run(shelf, model, processes or cores(), told)) as run:
        run.take(_Source("web", jobs))
        run.finish()
    return run.tally


@dataclass(frozen=True, slots=True)
class _Source:
    """An input whose documents are added together: its name, the jobs it makes, and what marks it as read."""

    name: str
    jobs: Iterator[list[Item] | Failure]
    path: Path | None = None


class _Run:
    """One run of adding: the processes that read, what is being put on disk, the passages that are not written yet."""

    def __init__(self, shelf: Shelf, model: str, processes: int, told: Told) -> None:
        self.tally = Tally()
        self._shelf, self._model, self._told = shelf, model, told
        seconds = 20.0 if model == UNREAD else 40.0
        self._pool = Pool(
            "whence.project.entries:reader", {"model": model}, processes, seconds=seconds, parts=_line_by_line
        )
        self._waiting: list[Entries] = []
        self._sent: tuple[list[Entries], Future[Kept]] | None = None
        self._since = monotonic()
        self._parts: list[Segment] = []
        self._size = 0
        self._faults: set[str] = set()  # what was set aside of the source in hand

    def take(self, source: _Source) -> None:
        """Add one source, unless this very file was read to its end before."""
        try:
            mark = _mark(source.path) if source.path else None
        except OSError as error:
            self._set_aside([Failure(uri=source.name, problem=error.strerror or str(error))])
            return
        known = f"{source.name}:{self._model}"
        if mark and self._shelf.knows(known, *mark):
            self.tally.skipped += 1
            return
        failures: list[Failure] = []
        self._faults.clear()
        with ThreadPoolExecutor(1) as writer:
            for answer in self._pool.run(_jobs(source, failures)):
                self._receive(answer, writer)
            self._send(writer)
            self._settle()
        self._set_aside(failures)
        if mark:
            self._shelf.release(source.name, self._faults)
            self._shelf.remember(known, *mark)

    def finish(self) -> None:
        """Write what is left of the passage index, and what an earlier run was cut off in."""
        self.close()
        self._write()
        index(self._shelf)

    def close(self) -> None:
        """End the processes that read."""
        self._pool.close()

    def _receive(self, answer: Answer | GivenUp, writer: ThreadPoolExecutor) -> None:
        from whence.project.entries import Entries, entries

        if isinstance(answer, GivenUp):
            lost = Failure(uri=_name(answer.item), problem=answer.reason)
            self._waiting.append(Entries([], None, [lost], len(answer.item.body)))
        else:
            self._waiting.append(entries(answer))
        if sum(item.size for item in self._waiting) > _BATCH or monotonic() - self._since > _PATIENCE:
            self._send(writer)

    def _send(self, writer: ThreadPoolExecutor) -> None:
        """Have what was read put on disk, by one thread, while more is read."""
        self._settle()
        waiting, self._waiting, self._since = self._waiting, [], monotonic()
        found = [item for answer in waiting for item in answer.found]
        self._sent = waiting, writer.submit(self._shelf.keep, found)

    def _settle(self) -> None:
        """When it is on disk, say so."""
        from whence.trace.passages.segment import numbered

        if self._sent is None:
            return
        (answers, future), self._sent = self._sent, None
        kept = future.result()
        rows = iter(kept.rows)
        for answer in answers:
            numbers = list(islice(rows, len(answer.found)))
            if answer.part is not None and any(number is not None for number in numbers):
                self._parts.append(numbered(answer.part, numbers))
                self._size += len(self._parts[-1].words)
            self._set_aside(answer.failures)
        self.tally.new += kept.new
        self.tally.editions += kept.editions
        self.tally.known += len(kept.rows) - kept.new
        self.tally.bytes += sum(answer.size for answer in answers)
        self._told(self.tally)
        if self._size >= _SEGMENT // 6:
            self._write()

    def _write(self) -> None:
        from whence.trace.passages.segment import assembled, packed

        if self._parts:
            made = assembled(self._parts)
            self._parts, self._size = [], 0
            self._shelf.put_segment(made.texts.tolist(), packed(made))

    def _set_aside(self, failures: Sequence[Failure]) -> None:
        if failures:
            self._shelf.quarantine(failures)
            self._faults.update(failure.uri for failure in failures)
            self.tally.failed += len(failures)


def _jobs(source: _Source, failures: list[Failure]) -> Iterator[list[Item]]:
    """The jobs of a source; what could not even become one is put into `failures`."""
    for job in source.jobs:
        if isinstance(job, Failure):
            failures.append(job)
        else:
            yield job


def _mark(path: Path) -> tuple[int, str]:
    """Size and digest of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


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
    yield [_page(page, now())]


def _page(page: Fetched, moment: str) -> Item:
    head = {"kind": "page", "uri": page.url, "type": page.content_type, "charset": page.charset, "captured": moment}
    return Item(head, page.body)


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


def _line_by_line(item: Item) -> list[Item]:
    """Lines one by one, when one of them is at fault."""
    if item.head["kind"] != "lines":
        return [item]
    first = item.head["first"]
    return [Item(item.head | {"first": first + at}, line) for at, line in enumerate(io.BytesIO(item.body))]


def _name(item: Item) -> str:
    """What to call an item that was given up."""
    uri: str = item.head["uri"]
    return f"{uri}#{item.head['first']}" if item.head["kind"] == "lines" else uri


def _line_items(path: Path, first: int, lines: list[bytes]) -> list[Item]:
    """Lines in runs of fifty: a run that kills its process is halved no further, then read line by line."""
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


def index(shelf: Shelf) -> None:
    """Take into the passage index what it does not hold yet, and merge its small segments when they are many."""
    take_up(shelf)
    while chosen := _to_merge([(row["id"], row["bytes"]) for row in shelf.segment_files()]):
        _merge(shelf, chosen)


def take_up(shelf: Shelf) -> None:
    """Take into the passage index what it does not hold yet."""
    from whence.trace.passages import segment

    while pending := shelf.pending(_SEGMENT):
        shelf.put_segment([row for row, _ in pending], segment.packed(segment.segment(pending)))


def _to_merge(sizes: Sequence[tuple[int, int]]) -> list[int]:
    """Which segments to merge: the most of the smallest of which the others have together half of the largest.

    So segments are few, and each is merged a few times while a library grows a thousandfold.
    """
    ordered = sorted(sizes, key=itemgetter(1, 0))
    reached = list(accumulate(size for _, size in ordered))
    for count in range(len(ordered), 1, -1):
        if reached[count - 1] <= _LARGE and 2 * reached[count - 2] >= ordered[count - 1][1]:
            return sorted(number for number, _ in ordered[:count])
    return []


def _merge(shelf: Shelf, chosen: Sequence[int]) -> None:
    from whence.store.files import mapped
    from whence.trace.passages import segment

    files_of = {row["id"]: row["file"] for row in shelf.segment_files()}
    parts = [segment.unpacked(mapped(shelf.segment_path(files_of[number])), files_of[number]) for number in chosen]
    made = segment.merged(parts, shelf.removed())
    shelf.put_segment(made.texts.tolist(), segment.packed(made), chosen)
