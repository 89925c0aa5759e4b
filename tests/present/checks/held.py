"""A draft with every verdict in it, held against its sources: what the views of a check are tested on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.ingest.files.subtitles import read_subtitles
from whence.ingest.plain import read_plain
from whence.model.reuse import Check, Checked, Verdict
from whence.model.text import Document, Failure
from whence.project.speakers import Speakers
from whence.read.article import read
from whence.read.quoted import quoted
from whence.trace.checks import check, sources
from whence.trace.house import style as rules

STATEMENT = """Statement on the western bank

By Ministry of Ports

2024-02-28

“We will not surrender the western bank, and we never agreed to sixteen conditions in the first place, \
but we may talk,” Teodor Malk said on Friday.

“If the river falls by three metres, the ferry may sail on Monday unless it rains. \
Nobody was hurt in Karsk, and some of the boats are safe,” he said.

The ministry's neighbours organised the defence of the harbour. It was, he said, an honourable thing to do.
"""
STORY = """What she said at the bridge

By Nora Field

2022-06-01

“They told us that the bridge would never be rebuilt in our lifetime,” Ada Lind said at the opening.
"""
SPEECH = """WEBVTT

00:00:04.000 --> 00:00:08.500
They told us that the bridge would never be rebuilt in our lifetime.

00:12:30.000 --> 00:12:36.000
I have four children and a debt of 250,000 dollars, and here we stand,
with the water far below us.
"""
DRAFT = """The talks in Karsk

By Ada Field

2024-03-01

“We will surrender the western bank,” Teodor Malk said. “We never agreed to sixty conditions in the first place.”

Teodor Malk said that “the ferry may sail on Monday”.

“Nobody was hurt … and some of the boats are safe,” he said.

“Nobody was hurt in [the town], and some of the boats are safe,” Teodor Malk said.

“They told us that the bridge would never be rebuilt in our lifetime,” Teodor Malk said.

“I have 4 children and a debt of 250,000 dollars,” Ada Lind said.

“We will not surrender the western bank, and here we stand, with the water far below us,” Teodor Malk said.

“The cattle were driven into the hills before it rained,” he said.

The “peace” lasted a day, as her novel “The River and the Sea” had said.
"""
FAILED = Failure(
    uri="sources/scan.pdf", problem="holds no text, only pictures of it (a scan?); run it through OCR first"
)


def documents() -> list[Document]:
    return [
        read_plain(STATEMENT, uri="sources/statement.txt"),
        replace(read_subtitles(SPEECH.encode(), uri="sources/speech.vtt"), title="The harbour speech"),
        read_plain(STORY, uri="sources/story.txt"),
    ]


def held(
    draft: str = DRAFT,
    among: Sequence[Document] | None = None,
    *,
    uri: str = "draft.txt",
    style: str = "",
    failed: Sequence[Failure] = (FAILED,),
) -> Checked:
    """The draft, read and held against the sources."""
    reading = read(read_plain(draft, uri=uri))
    found = sources(documents() if among is None else among)
    items = quoted(reading)
    desk = rules(style or "default")
    checks = [check(reading.document, item, found, Speakers(reading).at) for item in items if not item.skipped]
    return Checked(
        reading=reading,
        checks=tuple(replace(item, permitted=desk.permitted(item)) for item in checks),
        skipped=tuple(item for item in items if item.skipped),
        sources=found.documents,
        not_searched=tuple(failed),
        style=style,
        style_about=desk.about if style else "",
    )


def the(checked: Checked, verdict: Verdict) -> Check:
    """The first check with this verdict."""
    return next(item for item in checked.checks if item.verdict is verdict)
