"""A statement, a story about it and an old speech: what the drafts of these tests quote from."""

from __future__ import annotations

from whence.ingest.plain import read_plain
from whence.model.reuse import Check
from whence.model.text import Document
from whence.read.article import read
from whence.read.quoted import quoted
from whence.trace.checks import Sources, check, sources

STATEMENT = """Statement on the western bank

By Ministry of Ports

“We will not surrender the western bank, and we never agreed to sixteen conditions in the first place, but we may talk,” Teodor Malk said on Friday.

“If the river falls by three metres, the ferry may sail on Monday. Nobody was hurt in Karsk, and some of the boats are safe,” he said.

The ministry's neighbours organised the defence of the harbour. It was, he said, an honourable thing to do.
"""
SPEECH = """The harbour speech

By Ada Lind

2021-03-04

They told us that the bridge would never be rebuilt in our lifetime. They told us that nobody would pay for it. And yet here we stand today, on the finished span, with the water far below us and the town before us.

I have four children and a debt of 250,000 dollars. I can't say that it was easy, because it was not.
"""
COPY = """What she said at the bridge

By Nora Field

2022-06-01

“They told us that the bridge would never be rebuilt in our lifetime,” Ada Lind said at the opening.
"""


def documents(*texts: str) -> list[Document]:
    """The texts as documents, named 0, 1, 2 …"""
    return [read_plain(text, uri=str(number)) for number, text in enumerate(texts or (STATEMENT, SPEECH, COPY))]


def among(*texts: str) -> Sources:
    """The texts, indexed."""
    return sources(documents(*texts))


def draft_of(words: str) -> Document:
    """A draft in which Teodor Malk says these words."""
    return read_plain(f"The talks\n\nBy Nora Field\n\n“{words},” Teodor Malk said.\n\nIt rained all day.", uri="draft")


def checked(words: str, found: Sources | None = None) -> tuple[Document, Check]:
    """The draft and the check of its one quotation."""
    draft = draft_of(words)
    (item,) = [item for item in quoted(read(draft)) if not item.skipped and len(item.spans[0]) > len(words) // 2]
    return draft, check(draft, item, found or among())
