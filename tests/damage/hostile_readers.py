"""Readers for a pool of processes that hold on for ever, or die, over a document that tells them to."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from whence.project.entries import reader as real
from whence.project.pool import Item, Worker


def reader(model: str) -> Worker:
    """The real reader, but for what the words of a document do to it."""
    read = real(model)

    def work(items: list[Item]) -> tuple[dict[str, Any], bytes]:
        for item in items:
            _suffer(item.body)
        return read(items)

    return work


def _suffer(body: bytes) -> None:
    if b"HANGS" in body:
        time.sleep(600)
    if b"CRASHES" in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"ENDS" in body:
        os._exit(3)
    if b"HOARDS" in body:
        hoard: list[bytes] = []
        while True:
            hoard.append(bytes(500_000_000))
