"""Measure everything and write `bench/RESULTS.md`."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from bench import blame_speed, check_speed, compare_speed, library_speed, reader_speed, startup
from bench.figures import table

HEADER = """# Speed

Made by `python -m bench` with Python {python} on {system}, {cores} cores. Times differ from machine to machine and with
what else runs there; the ratios less so.
"""


def main() -> None:
    header = HEADER.format(python=platform.python_version(), system=platform.system(), cores=os.cpu_count())
    parts = [
        header,
        "## Waiting\n",
        table(startup.figures()),
        "## Reading\n",
        table(blame_speed.figures()),
        "## Checking\n",
        table(check_speed.figures()),
        "## Comparing\n",
        table(compare_speed.figures()),
        "## The library\n",
        table(library_speed.figures()),
        "## The reader\n",
        table(reader_speed.figures(1_000_000)),
    ]
    text = "\n".join(parts)
    (Path(__file__).parent / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
