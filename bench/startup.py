"""`python -m bench.startup`: how long a person waits before whence does anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure, seconds, table

TIMES = 15


def figures() -> Iterator[Figure]:
    """Import and help time, each over the whole life of a process."""
    bare = _process("-c", "pass")
    imported = _process("-c", "import whence")
    yield Figure(name="python that does nothing", measured=f"{bare * 1000:.0f} ms")
    yield Figure(name="import whence, beyond that", measured=f"{(imported - bare) * 1000:.0f} ms", aim="under 150 ms")
    yield Figure(
        name="whence --help", measured=f"{_process('-m', 'whence', '--help') * 1000:.0f} ms", aim="under 300 ms"
    )
    yield Figure(
        name="the first article in a fresh process (whence demo, with the tagger)",
        measured=f"{_process('-m', 'whence', 'demo') * 1000:.0f} ms",
        aim="under 1,500 ms",
    )


def slowest_imports(count: int = 8) -> list[str]:
    """The modules that cost most of their own when the command line is imported, by `python -X importtime`."""
    command = [sys.executable, "-X", "importtime", "-c", "import whence.cli"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stderr.splitlines()
    timed = [line.removeprefix("import time:").split("|") for line in lines if line.startswith("import time:")][1:]
    costliest = sorted(timed, key=lambda parts: int(parts[0]), reverse=True)[:count]
    return [f"{int(own) / 1000:.1f} ms {name.strip()}" for own, _, name in costliest]


def _process(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True), times=TIMES)


if __name__ == "__main__":
    print(table(figures()), end="")
    print("\n".join(slowest_imports()))
