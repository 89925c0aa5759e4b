"""The blame view of each example, as a reviewer reads it.

`python -m tests.read.test_golden` writes the golden files anew; the difference is then read like any other change.
"""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest

import whence
from whence.present.terminal import render

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".html"))


def view(path: Path) -> str:
    """The example in the terminal view, a hundred columns wide. The view names the path, so it is a relative one."""
    with chdir(ROOT):
        reading = whence.blame(path.relative_to(ROOT), model="none").reading  # the same on every machine
    return "\n".join(render(reading, columns=100)) + "\n"


def golden(path: Path) -> Path:
    return GOLDEN / f"{path.name}.txt"


def test_there_are_examples_and_no_golden_file_without_one() -> None:
    assert {golden(path) for path in EXAMPLES} == set(GOLDEN.iterdir())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_blame_view_is_the_golden_one(path: Path) -> None:
    assert view(path) == golden(path).read_text(encoding="utf-8")


if __name__ == "__main__":
    for example in EXAMPLES:
        golden(example).write_text(view(example), encoding="utf-8")
