"""What a worker process may use, and what it may not do. Set inside the worker, before it sees a document."""

from __future__ import annotations

import sys
from dataclasses import dataclass

MEMORY = 1_610_612_736  # 1.5 GiB of address space
_OPEN_FILES = 64
_FORBIDDEN = ("socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of wall clock and of computing time for one document, and bytes of memory."""

    wall_seconds: float = 10.0
    cpu_seconds: int = 10
    memory_bytes: int = MEMORY


def confine(memory_bytes: int) -> None:
    """Give up memory, core dumps, files to write, the network and new processes, for the rest of this process's life.

    Where the system knows no such limits (Windows) the supervisor's clock is the only guard.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (not on Windows)

        for kind, most in (
            (resource.RLIMIT_AS, memory_bytes),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
        ):
            _lower(kind, most)
    sys.addaudithook(_refuse)


def forbid(memory_bytes: int) -> None:
    """From now on so much memory, no file to write, no network, no new processes. Time is the caller's to watch."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (not on Windows)

        _lower(resource.RLIMIT_AS, memory_bytes)
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, 0)
    sys.addaudithook(_refuse)


def allow_cpu(seconds: int) -> None:
    """From now on, this many seconds of computing; the system ends the process after that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (not on Windows)

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _lower(kind: int, most: int) -> None:
    import resource  # noqa: PLC0415  (not on Windows)

    _, hard = resource.getrlimit(kind)
    most = most if hard < 0 else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"a worker may not do this: {event} {len(args)}")
