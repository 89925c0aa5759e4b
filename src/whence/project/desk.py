"""What somebody puts before the reader for a moment: read in a process that can be killed, and kept in memory alone."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import io
import json
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from whence.errors import SourceError
from whence.model.text import Document, Failure
from whence.project.pool import GivenUp, Item, Pool, Worker

if TYPE_CHECKING:
    from whence.model.speech import Reading
    from whence.project.checking import Checks
    from whence.project.library import Opened

MOST_BYTES = 20_000_000  # of a file, as for `whence blame`
_MOST_DOCUMENTS = 50  # that are taken from one file of JSON lines
_PASTED = "pasted text"
Thing = TypeVar("Thing")


class Recent(Generic[Thing]):
    """The things used last, by their key; older ones are forgotten. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Thing] = OrderedDict()
        self._lock = Lock()

    def put(self, key: str, thing: Thing) -> None:
        """Keep a thing."""
        with self._lock:
            self._kept[key] = thing
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def get(self, key: str) -> Thing | None:
        """The thing with this key, if it is still kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def all(self) -> list[Thing]:
        """Everything kept, the last used first."""
        with self._lock:
            return list(reversed(self._kept.values()))


class Desk:
    """Articles and drafts that lie before the reader while it runs. None of it goes into a library."""

    def __init__(self, model: str, most: int = 40) -> None:
        """`model` reads the voices, as for `whence blame`."""
        self.readings: Recent[Reading] = Recent(most)
        self.checks: Recent[Checks] = Recent(most)
        self.model = model
        self.pool = Pool("whence.project.desk:worker", {"model": model}, processes=1)
        self._thread = ThreadPoolExecutor(1)  # one process is enough for one reader; requests wait for each other

    def close(self) -> None:
        """End the process."""
        self.pool.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def put(self, body: bytes, name: str) -> list[Reading | Failure]:
        """Read a file of this name and keep what could be read."""
        from whence.ingest.kinds import kind_by_name

        uri = PurePath(name.replace("\\", "/")).name[-200:] or "unnamed file"
        if len(body) > MOST_BYTES:
            return [Failure(uri=uri, problem=f"larger than {MOST_BYTES / 1e6:g} MB, the limit for one article")]
        kind = kind_by_name(uri)
        return self._keep(Item({"uri": uri, "kind": kind.value if kind else ""}, body))

    def put_text(self, text: str) -> list[Reading | Failure]:
        """Read a pasted text and keep it."""
        lines = text.replace("\r\n", "\n")  # as forms send it
        return self._keep(Item({"uri": _PASTED, "kind": "text"}, lines.encode("utf-8", "replace")))

    def put_address(self, address: str) -> list[Reading | Failure]:
        """Fetch a page, read it and keep it. Private addresses are refused."""
        from whence.ingest.fetch import fetch

        try:
            page = fetch(address, allow_private=False)
        except SourceError as error:
            return [Failure(uri=error.uri, problem=error.problem)]
        kind = "html" if "html" in (page.content_type or "") else ""
        return self._keep(Item({"uri": page.url, "kind": kind, "charset": page.charset}, page.body))

    def check(self, draft: Reading, sources: Sequence[Reading | Failure], style: str) -> str:
        """Hold a draft against other articles; the key under which the checks are kept.

        Raises UsageError for an unknown style.
        """
        from whence.project.checking import THE_DRAFT, Checks, check_in

        documents = [item.document for item in sources if not isinstance(item, Failure)]
        others = [item for item in documents if item.text != draft.document.text]
        missed = [item for item in sources if isinstance(item, Failure)]
        missed += [
            Failure(uri=item.uri, problem=THE_DRAFT) for item in documents if item.text == draft.document.text
        ]  # fmt: skip
        made = check_in(draft, others, style=style, searched=len(others))
        not_searched = (*made.checked.not_searched, *missed)
        return self._keep_checks(Checks(replace(made.checked, not_searched=not_searched)), [x.id for x in others])

    def check_in_library(self, draft: Reading, library: Opened, style: str) -> str:
        """Hold a draft against a whole library; the key under which the checks are kept."""
        return self._keep_checks(library.check(draft.document, style=style), [f"library of {library.count}"])

    def _keep_checks(self, made: Checks, against: Sequence[str]) -> str:
        named = json.dumps([made.document.id, made.checked.style, *sorted(against)])
        key = sha256(named.encode()).hexdigest()[:32]
        self.checks.put(key, made)
        return key

    def _keep(self, item: Item) -> list[Reading | Failure]:
        outcomes = self._thread.submit(self._read, item).result()
        for outcome in outcomes:
            if not isinstance(outcome, Failure):
                self.readings.put(outcome.document.id, outcome)
        return outcomes

    def _read(self, item: Item) -> list[Reading | Failure]:
        outcomes: list[Reading | Failure] = []
        for answer in self.pool.one(item):
            if isinstance(answer, GivenUp):
                outcomes.append(Failure(uri=item.head["uri"], problem=answer.reason))
            else:
                outcomes += [_unpacked(found) for found in answer.head["found"]]
        return outcomes or [Failure(uri=item.head["uri"], problem="nothing to read in it")]


def styles() -> tuple[str, ...]:
    """The house rules that come with whence, by name."""
    from whence.trace.house import names

    return names()


def worker(model: str) -> Worker:
    """The process's side: bytes in, readings out."""
    from whence.ingest.worker import expendable
    from whence.project.reading import reader

    expendable()
    read = reader(model, 1)

    def work(items: list[Item]) -> tuple[dict[str, Any], bytes]:
        return {"found": [found for item in items for found in _read_item(item, read)]}, b""

    return work


def _read_item(item: Item, read: Any) -> list[dict[str, Any]]:
    from whence.ingest.transfer import packed
    from whence.present.contract import to_json

    found: list[dict[str, Any]] = []
    for document in _documents(item):
        if isinstance(document, Failure):
            found.append({"uri": document.uri, "problem": document.problem})
        else:
            found.append({"document": packed(document).decode("ascii"), "reading": to_json(read(document))})
        if len(found) == _MOST_DOCUMENTS:
            break
    return found


def _documents(item: Item) -> Sequence[Document | Failure]:
    from whence.ingest.kinds import Kind
    from whence.ingest.single import read_bytes, read_stream

    head = item.head
    kind = Kind(head["kind"]) if head["kind"] else None
    try:
        if head.get("charset"):
            return [read_bytes(item.body, uri=head["uri"], kind=kind, http_charset=head["charset"])]
        stream = read_stream(io.BytesIO(item.body), uri=head["uri"], kind=kind)
        return [document for document, _ in zip(stream, range(_MOST_DOCUMENTS), strict=False)]
    except SourceError as error:
        return [Failure(uri=error.uri, problem=error.problem)]


def _unpacked(found: dict[str, Any]) -> Reading | Failure:
    from whence.ingest.transfer import unpacked
    from whence.present.contract import from_json

    if "problem" in found:
        return Failure(uri=found["uri"], problem=found["problem"])
    return replace(from_json(found["reading"]), document=unpacked(found["document"].encode("ascii")))
