"""Work shared among processes that can be killed: what one document sets off costs no other anything.

A job is a list of items. A process that dies or does not come back has its job halved, again and again, until the one
item is found: that one is given up, with the reason. Results come in the order of the jobs.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO, Any, cast

from whence.ingest.limits import MEMORY, forbid

_LENGTHS = struct.Struct(">QQ")
_MOST_ANSWER = 1 << 32
_MEMORY = 2 * MEMORY  # bytes that a process may take: a job is several documents
_OUT_OF_MEMORY = 71  # its exit code when it would have taken more
_PIPE = 1 << 20  # bytes that a pipe holds, where the system lets one ask: fewer turns for as many bytes
_SETTINGS = {  # of a process: it has one core, and keeps the memory of a job for the next one
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
}
_AHEAD = 6  # jobs waiting for each process: it has work while their answers are put on disk


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to work on: what is said of it (JSON), and bytes."""

    head: dict[str, Any]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back of a job, or of the part of it that could be worked on: JSON, and bytes."""

    head: dict[str, Any]
    body: bytes


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An item that killed its process, or kept it from coming back."""

    item: Item
    reason: str


def _whole(item: Item) -> list[Item]:
    return [item]


@dataclass(slots=True)
class Pool:
    """Processes that run `module:function(settings) -> (items -> (head, body))`, started when they are first needed.

    They stay for the next jobs until `close`. `parts` takes an item apart that could not be worked on; one item where
    it has no parts.
    """

    function: str
    settings: dict[str, Any]
    processes: int
    seconds: float = 20.0  # for a job, and as much again for every `per` items
    per: int = 20
    parts: Callable[[Item], list[Item]] = _whole
    _idle: list[_Process] = field(default_factory=list["_Process"])
    _running: list[_Process] = field(default_factory=list["_Process"])
    _ended: threading.Event = field(default_factory=threading.Event)

    def run(self, jobs: Iterable[Sequence[Item]]) -> Iterator[Answer | GivenUp]:
        """The answers, job after job. An item is given up only by itself. What is cut off ends every process."""
        waiting: deque[Future[list[Answer | GivenUp]]] = deque()
        with ThreadPoolExecutor(self.processes) as threads:
            try:
                for job in jobs:
                    waiting.append(threads.submit(self._work, list(job)))
                    while len(waiting) > self.processes * _AHEAD:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            except BaseException:
                for future in waiting:
                    future.cancel()
                self.close()
                raise

    def one(self, item: Item) -> list[Answer | GivenUp]:
        """What came of one item."""
        return self._work([item])

    def close(self) -> None:
        """End every process; nothing more is worked on."""
        self._ended.set()
        for process in list(self._running):
            process.kill()
        self._running.clear()
        self._idle.clear()

    def _work(self, job: list[Item]) -> list[Answer | GivenUp]:
        if self._ended.is_set():
            return []
        process = self._process()
        outcome = process.ask(job, self.seconds * (1 + len(job) / self.per))
        if isinstance(outcome, Answer):
            self._idle.append(process)
            return [outcome]
        with contextlib.suppress(ValueError):
            self._running.remove(process)
        if len(job) == 1:
            job = self.parts(job[0])
        if len(job) == 1:
            return [GivenUp(job[0], outcome)]
        half = len(job) // 2
        return [*self._work(job[:half]), *self._work(job[half:])]

    def _process(self) -> _Process:
        """One that has nothing to do, a fresh one where there is none."""
        while self._idle:
            with contextlib.suppress(IndexError):  # another thread may have been quicker
                process = self._idle.pop()
                if process.alive():
                    return process
        process = _Process(self.function, self.settings)
        self._running.append(process)
        return process


class _Process:
    """One process and the pipes to it."""

    def __init__(self, function: str, settings: dict[str, Any]) -> None:
        paths = [path for path in sys.path if path]
        program = (
            f"import sys; sys.path[:] = {paths!r}; from whence.project.pool import serve;"
            f" serve({function!r}, {json.dumps(settings)!r})"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", program],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_SETTINGS | os.environ,
            pipesize=_PIPE,
        )  # fmt: skip

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(self, job: Sequence[Item], seconds: float) -> Answer | str:
        """The answer, or why there is none."""
        expired = threading.Event()
        timer = threading.Timer(seconds, lambda: (expired.set(), self._process.kill()))
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(job)
        except (OSError, ValueError):
            answer = None
        finally:
            timer.cancel()
        if answer is not None:
            return answer
        self.kill()
        if expired.is_set():
            return f"given up after {seconds:g} seconds"
        code = self._process.returncode
        if code == _OUT_OF_MEMORY:
            return "reading it takes more memory than a process may have"
        if code < 0 and sys.platform != "win32":
            return f"reading it crashed the process ({signal.Signals(-code).name})"
        return f"reading it ended the process (exit code {code})"

    def _exchange(self, job: Sequence[Item]) -> Answer | None:
        head = json.dumps([[item.head, len(item.body)] for item in job]).encode("utf-8", "surrogatepass")
        pipe = cast("IO[bytes]", self._process.stdin)
        pipe.write(_LENGTHS.pack(len(head), sum(len(item.body) for item in job)) + head)
        for item in job:
            pipe.write(item.body)
        pipe.flush()
        return _answer(cast("IO[bytes]", self._process.stdout))


def _answer(pipe: IO[bytes]) -> Answer | None:
    sizes = _exactly(pipe, _LENGTHS.size)
    if sizes is None:
        return None
    head_size, body_size = _LENGTHS.unpack(sizes)
    if head_size + body_size > _MOST_ANSWER:
        return None
    head, body = _exactly(pipe, head_size), _exactly(pipe, body_size)
    return None if head is None or body is None else Answer(json.loads(head), body)


def _exactly(pipe: IO[bytes], size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None


Worker = Callable[[list[Item]], tuple[dict[str, Any], bytes]]


def serve(function: str, settings: str) -> None:
    """The process's side: answer until the caller goes away. Nothing printed here reaches the pipe."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    module, _, name = function.partition(":")
    make: Callable[..., Worker] = getattr(importlib.import_module(module), name)
    work = make(**json.loads(settings))
    forbid(_MEMORY)
    while sizes := _exactly(requests, _LENGTHS.size):
        head_size, body_size = _LENGTHS.unpack(sizes)
        heads, body = _exactly(requests, head_size), _exactly(requests, body_size)
        if heads is None or body is None:
            return
        try:
            head, data = work(list(_items(json.loads(heads), body)))
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        encoded = json.dumps(head).encode("utf-8", "surrogatepass")
        answers.write(_LENGTHS.pack(len(encoded), len(data)) + encoded)
        answers.write(data)
        answers.flush()


def _items(heads: list[list[Any]], body: bytes) -> Iterator[Item]:
    at = 0
    for head, size in heads:
        yield Item(head, body[at : at + size])
        at += size
