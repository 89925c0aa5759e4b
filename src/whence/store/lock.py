"""One writer at a time: a lock of the operating system, which goes away with the process that holds it."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from whence.errors import UsageError

PATIENCE = 5.0  # seconds that a second writer waits
_PAUSE = 0.05


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Generator[None]:
    """Hold the lock at `path`. Raises UsageError when somebody else keeps it."""
    with path.open("a+b") as file:
        _wait(file.fileno(), path, patience)
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        file.flush()
        yield


def _wait(descriptor: int, path: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while not _taken(descriptor):
        if time.monotonic() > until:
            holder = path.read_text(encoding="utf-8", errors="replace").strip() or "another process"
            raise UsageError(f"{path.parent}: {holder} is writing to this library; try again when it is done")
        time.sleep(_PAUSE)


def _taken(descriptor: int) -> bool:
    """Whether the lock could be had at once."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  (only on Windows)

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  (not on Windows)

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
