"""Articles in Markdown: the text stays, marks included; blocks hold the words inside the marks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from whence.errors import SourceError
from whence.ingest.markdown import read_markdown
from whence.model.text import Document

ARTICLE = """\
---
title: "Harbour reopens"
author: [Ada Lind, Tom Roe]
date: 2024-03-03
publisher: Southport Daily
---

# Harbour reopens

*By Ada Lind and Tom Roe*

The harbour of **Port Alder** reopened on Sunday,
the council said.

> “We have no choice,” the ministry wrote.
>
> > “Nobody leaves,” says the order.
>
> So nobody left.

What happened
-------------

* Fish was landed
  at night
* Ice was sold

![The quay at dawn](quay.jpg)

```
nobody = speaks(here)
```

## Who pays? ##

***

Nobody can say.
"""


def a_document(text: str) -> Document:
    return read_markdown(text, uri="article.md")


def test_an_article() -> None:
    """Headings of both shapes, quotes with their depth, lists, a caption; code and rules are no blocks."""
    document = a_document(ARTICLE)
    assert document.text == ARTICLE
    assert [(block.role.value, block.depth, document[block.span]) for block in document.blocks] == [
        ("headline", 0, "Harbour reopens"),
        ("byline", 0, "*By Ada Lind and Tom Roe*"),
        ("paragraph", 0, "The harbour of **Port Alder** reopened on Sunday,\nthe council said."),
        ("block_quote", 1, "“We have no choice,” the ministry wrote."),
        ("block_quote", 2, "“Nobody leaves,” says the order."),
        ("block_quote", 1, "So nobody left."),
        ("heading", 0, "What happened"),
        ("list_item", 0, "Fish was landed\n  at night"),
        ("list_item", 0, "Ice was sold"),
        ("caption", 0, "The quay at dawn"),
        ("heading", 0, "Who pays?"),
        ("paragraph", 0, "Nobody can say."),
    ]


def test_front_matter_is_metadata_and_no_block() -> None:
    document = a_document(ARTICLE)
    assert (document.title, document.publisher) == ("Harbour reopens", "Southport Daily")
    assert (document.authors, document.published) == (("Ada Lind", "Tom Roe"), "2024-03-03")


@pytest.mark.parametrize(
    ("front", "authors"),
    [
        ("author: By Ada Lind", ("By Ada Lind",)),
        ("authors:\n  - Ada Lind\n  - Tom Roe", ("Ada Lind", "Tom Roe")),
        ("authors:\n  - name: Ada Lind\n    role: editor", ("Ada Lind",)),
        ("author: Ada Lind and Tom Roe", ("Ada Lind", "Tom Roe")),
        ("title: Harbour", ()),
    ],
)
def test_authors_in_front_matter(front: str, authors: tuple[str, ...]) -> None:
    assert a_document(f"---\n{front}\n---\n\nThe harbour reopened on Monday.\n").authors == authors


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    """Without a second line of dashes the first is a rule, and nothing is lost."""
    document = a_document("---\nThe harbour reopened on Monday.\n\nNobody was there.\n")
    assert [document[block.span] for block in document.blocks] == [
        "The harbour reopened on Monday.",
        "Nobody was there.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**MR. LEE:** I object.\n\n**THE PRESIDENT:** Noted.\n\n**MR. LEE:** Thank you.",
        "MR. LEE: I object.\n\nTHE PRESIDENT: Noted.\n\nMR. LEE: Thank you.",
    ],
)
def test_a_transcript_with_bold_labels(text: str) -> None:
    assert [block.speaker for block in a_document(text).blocks] == ["MR. LEE", "THE PRESIDENT", "MR. LEE"]


@given(
    st.lists(
        st.sampled_from(
            ["# ", "> ", "- ", "```", "---", "===", "\n", "\n\n", "![x](y)", "**By Ada Lind**", "words ", "\t"]
        )
    ).map("".join)
)
@example("- \n\n- \n> ")
def test_any_markdown_is_kept_and_its_blocks_lie_in_order_inside(text: str) -> None:
    try:
        document = a_document(text)
    except SourceError:
        return
    assert document.text == text
    position = 0
    for block in document.blocks:
        assert position <= block.span.start < block.span.end <= len(text)
        position = block.span.end
