"""Parsing in a process that can be killed.

No HTML parser is safe in one's own process: each has a page on which it hangs in C code, where no timer reaches it.
So a page is sent to a worker, which is killed when the time is up, and used again when it came back in good health.
The worker is started with a plain command, not by `multiprocessing`, which would run the caller's script again.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import IO, Any, cast

from whence.errors import SourceError
from whence.ingest.limits import Limits, allow_cpu, confine
from whence.ingest.transfer import packed, unpacked
from whence.model.text import Document

_DEFAULT_LIMITS = Limits()
_LENGTH = struct.Struct(">QQ")
_LARGEST_ANSWER = 1 << 30
_DOCUMENTS_PER_WORKER = 500
_LARGE = 2_000_000  # bytes; after a document of this size a fresh worker gives the memory back


class Parse(StrEnum):
    """What is read in a worker; the value names the function."""

    HTML = "whence.ingest.html:read_html"
    PDF = "whence.ingest.files.pdf:read_pdf"
    DOCX = "whence.ingest.files.docx:read_docx"
    SUBTITLES = "whence.ingest.files.subtitles:read_subtitles"


def read_guarded(
    parse: Parse, data: bytes, *, uri: str, limits: Limits = _DEFAULT_LIMITS, **options: str | None
) -> Document:
    """Parse in the shared worker. Raises SourceError when the document is at fault, or had to be given up."""
    if _expendable:
        return _function(parse)(data, uri=uri, **options)
    return _shared().read(parse, data, uri=uri, limits=limits, **options)


_expendable = False


def expendable() -> None:
    """Say that this process itself can be killed by whoever started it: documents are parsed here from now on."""
    global _expendable  # noqa: PLW0603  (a property of the process)
    _expendable = True


class Worker:
    """A process that parses one document after another. Safe to share between threads: they wait for each other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._limits = _DEFAULT_LIMITS
        self._read = 0
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def read(
        self, function: str, data: bytes, *, uri: str, limits: Limits = _DEFAULT_LIMITS, **options: str | None
    ) -> Document:
        """Have one document read by `module:function` within the limits."""
        request = {"function": function, "uri": uri, "cpu": limits.cpu_seconds, "options": options}
        with self._lock:
            answer = self._exchange(json.dumps(request).encode(), data, uri, limits)
        return _document(answer, uri)

    def close(self) -> None:
        """End the process; the next document starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exchange(self, head: bytes, data: bytes, uri: str, limits: Limits) -> bytes:
        process = self._running(limits)
        expired = threading.Event()
        timer = threading.Timer(limits.wall_seconds, lambda: (expired.set(), process.kill()))
        timer.daemon = True
        timer.start()
        try:
            answer, healthy = _ask(process, head, data)
        finally:
            timer.cancel()
        self._read += 1
        if answer is None:
            self._give_up(process, uri, limits, expired=expired.is_set())
        if not healthy or expired.is_set() or self._read >= _DOCUMENTS_PER_WORKER or len(data) > _LARGE:
            self.close()
        return cast("bytes", answer)

    def _running(self, limits: Limits) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork the worker belongs to the parent
            self._process, self._owner = None, os.getpid()
        if self._process and (self._process.poll() is not None or self._limits.memory_bytes != limits.memory_bytes):
            self.close()
        if self._process is None:
            self._process, self._limits, self._read = _started(limits), limits, 0
        return self._process

    def _give_up(self, process: subprocess.Popen[bytes], uri: str, limits: Limits, *, expired: bool) -> None:
        process.kill()
        code = process.wait()
        self.close()
        raise SourceError(uri, _why(code, limits, expired=expired))


def _why(code: int, limits: Limits, *, expired: bool) -> str:
    if expired:
        return f"given up after {limits.wall_seconds:g} seconds: the parser did not come back"
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return f"given up after {limits.cpu_seconds} seconds of computing"
    if code < 0:
        return f"the parser crashed on it ({signal.Signals(-code).name})"
    return f"the parser stopped without an answer (exit code {code})"


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    paths = [path for path in sys.path if path]
    program = (
        f"import sys; sys.path[:] = {paths!r}; from whence.ingest.worker import serve; serve({limits.memory_bytes})"
    )
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _ask(process: subprocess.Popen[bytes], head: bytes, data: bytes) -> tuple[bytes | None, bool]:
    """The worker's answer, or None when it died; False when it will answer no more."""
    if not process.stdin or not process.stdout:
        return None, False
    try:
        process.stdin.write(_LENGTH.pack(len(head), len(data)) + head)
        process.stdin.write(data)
        process.stdin.flush()
        sizes = _exactly(process.stdout, _LENGTH.size)
        length, healthy = _LENGTH.unpack(sizes) if sizes else (_LARGEST_ANSWER + 1, 0)
        return (_exactly(process.stdout, length) if length <= _LARGEST_ANSWER else None), bool(healthy)
    except OSError:
        return None, False


def _exactly(pipe: IO[bytes], size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None


def _document(answer: bytes, uri: str) -> Document:
    if answer[:1] == b"!":
        raise SourceError(uri, answer[1:].decode("utf-8", "replace"))
    try:
        return unpacked(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(uri, "the parser's answer makes no sense") from error


_worker = Worker()
atexit.register(_worker.close)


def _shared() -> Worker:
    return _worker


def serve(memory_bytes: int) -> None:
    """The worker's side: confine the process, then answer requests until the caller goes away."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    importlib.import_module("whence.ingest.html")
    confine(memory_bytes)
    while sizes := _exactly(requests, _LENGTH.size):
        head_size, data_size = _LENGTH.unpack(sizes)
        head = cast("dict[str, Any]", json.loads(_exactly(requests, head_size) or b"{}"))
        data = _exactly(requests, data_size)
        if data is None:
            return
        answer, healthy = _answer(head, data)
        answers.write(_LENGTH.pack(len(answer), healthy) + answer)
        answers.flush()
        if not healthy:
            return


def _function(name: str) -> Callable[..., Document]:
    module, _, function = name.partition(":")
    return cast("Callable[..., Document]", getattr(importlib.import_module(module), function))


def _answer(head: dict[str, Any], data: bytes) -> tuple[bytes, bool]:
    """The document or the problem; False when this process should read no further documents."""
    allow_cpu(int(head["cpu"]))
    function = _function(str(head["function"]))
    try:
        return packed(function(data, uri=head["uri"], **head["options"])), True
    except SourceError as error:
        return f"!{error.problem}".encode("utf-8", "replace"), True
    except MemoryError:
        return b"!reading it takes more memory than a worker may have", False
    except Exception as error:  # one bad document never stops a run, whatever it sets off
        return f"!could not be read, a fault of whence ({type(error).__name__}: {error})".encode(
            "utf-8", "replace"
        ), False
