"""Invented stories of several articles each: what a reader sees of them at the terminal.

The golden file is the view itself. Where a change is meant, `python tests/compare/test_stories.py` writes them anew;
read the difference before it is committed.
"""

from pathlib import Path

import pytest

import whence
from whence.compare.join import compared
from whence.present.compared.terminal import render

FOLDER = Path(__file__).parent / "stories"
STORIES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
GOLDEN = "view.golden"


def view(story: str) -> str:
    """The terminal view of a story, 100 columns wide, read by rules alone."""
    paths = sorted((FOLDER / story).glob("*.txt"))
    readings = [whence.blame(path, model="none").reading for path in paths]
    return "\n".join(render(compared(readings), readings, columns=100)) + "\n"


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_shown_as_before(story: str) -> None:
    assert view(story) == (FOLDER / story / GOLDEN).read_text(encoding="utf-8")


@pytest.mark.parametrize("story", STORIES)
def test_no_value_is_cut_in_the_middle_of_a_phrase(story: str) -> None:
    paths = sorted((FOLDER / story).glob("*.txt"))
    readings = [whence.blame(path, model="none").reading for path in paths]
    for incident in compared(readings).incidents:
        assert incident.label[0].isalpha()
        for account in incident.accounts:
            last = account.value.rsplit(" ", 1)[-1].lower()
            assert last not in {"the", "a", "in", "of", "on", "and", "was", "were", "by", "when", "that"}
            assert account.value.count('"') % 2 == 0
            assert account.value.lower() not in {"it", "they", "he", "she", "who", "them"}


if __name__ == "__main__":
    for name in STORIES:
        (FOLDER / name / GOLDEN).write_text(view(name), encoding="utf-8")
