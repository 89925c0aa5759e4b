"""Pages built as different sites build them, each with the article's blocks written beside it by hand.

A line of a `.txt` file is `role: text`, with `/depth`, `{speaker}` and `@time` where the block has them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.ingest.html import read_html
from whence.model.text import Block, Document

PAGES = Path(__file__).parent.parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))


def a_page(name: str) -> Document:
    return read_html((PAGES / f"{name}.html").read_bytes(), uri=f"{name}.html")


def as_line(document: Document, block: Block) -> str:
    depth = f"/{block.depth}" if block.depth else ""
    speaker = f" {{{block.speaker}}}" if block.speaker else ""
    time = f" @{block.time}" if block.time else ""
    text = document[block.span].replace("\n", "\\n").replace("\t", "\\t")
    return f"{block.role.value}{depth}{speaker}{time}: {text}"


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_article_and_nothing_but_the_article(name: str) -> None:
    """Every block of the article is kept in order with its role; nothing of the page around it is."""
    document = a_page(name)
    expected = (PAGES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [as_line(document, block) for block in document.blocks] == expected
