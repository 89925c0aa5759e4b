"""Pages built as different sites build them, each with the article's blocks written beside it by hand.

A line of a `.txt` file is `role: text`, with `/depth`, `{speaker}` and `@time` where the block has them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.ingest.html import read_html
from whence.ingest.pages.blocks import raw_blocks
from whence.ingest.pages.content import select
from whence.ingest.pages.markup import parse
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


@pytest.mark.parametrize("name", NAMES)
def test_each_visible_word_is_kept_or_dropped_with_a_reason(name: str) -> None:
    """Nothing falls between: article and furniture together are all that the page shows, each block once."""
    root = parse((PAGES / f"{name}.html").read_text(encoding="utf-8"))
    selection = select(root)
    kept = [block.number for block in selection.kept]
    dropped = [block.number for block, reason in selection.dropped if reason]
    assert sorted(kept + dropped) == list(range(len(raw_blocks(root))))
    assert kept == sorted(kept)
