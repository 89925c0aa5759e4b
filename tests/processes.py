"""Processes that a test starts as a person would at a terminal, and that never outlive it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def listening(command: Sequence[str], *, stdout: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """A process that hears Ctrl-C, whatever the process of the tests was told to ignore; killed at the end."""
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored here would be ignored there
    try:
        process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8")
    finally:
        signal.signal(signal.SIGINT, heard)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
