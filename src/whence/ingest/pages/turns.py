"""The turns of a transcript or interview: paragraphs that begin with the label of who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.labels import says
from whence.ingest.pages.markup import Element

_LONGEST_LABEL = 60
_MOST_WORDS = 7
_SPEAKER_WORDS = frozenset({"speaker", "interviewer", "interviewee", "transcriptspeaker"})
_TRANSCRIPT_WORDS = frozenset({"transcript", "interview", "transcription"})
_BOLD = frozenset({"b", "strong"})
_NO_SPEAKERS = frozenset(
    {"correction", "clarification", "note", "editor's note", "editor’s note", "photo", "caption", "update", "source"}
    | {"sources", "read more", "related", "by", "location", "date", "time", "where", "when", "who", "what", "why"}
    | {"image", "video", "watch", "listen", "credit", "published", "updated", "contact", "tickets", "price", "address"}
)


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a turn: the speaker as written, and how far into the block it reaches."""

    speaker: str
    end: int


def turn_labels(blocks: Sequence[RawBlock]) -> list[Label | None]:
    """For each block the label it begins with; all None unless the blocks together look like a transcript.

    A transcript names its speakers again and again: three labels at least, one of them twice, and a fair part of the
    paragraphs. "Correction:" is a label too, but of nobody.
    """
    labels = [_label(block) for block in blocks]
    spoken = [label.speaker for label in labels if label]
    if not spoken:
        return labels
    counts = Counter(spoken)
    announced = any(says(block, _TRANSCRIPT_WORDS) for block in blocks[:40])
    enough = len(spoken) >= (2 if announced else 3) and len(spoken) * (10 if announced else 4) >= len(blocks)
    if enough and (max(counts.values()) > 1 or announced):
        return labels
    return [None] * len(blocks)


def _label(block: RawBlock) -> Label | None:
    if block.element.tag in {"h1", "h2", "figcaption"}:
        return None
    text = block.text
    if len(text) > 2 and (text[:2] in {"Q.", "A.", "Q:", "A:", "Q ", "Q\xa0"} or _is_marked_letter(block)):
        return Label(text[0], 1)
    if says(block, _SPEAKER_WORDS, steps=1) and len(text) <= _LONGEST_LABEL:
        return Label(text.rstrip(":"), len(text.rstrip(":")))
    if block.element.tag == "dt" and 0 < len(text) <= _LONGEST_LABEL:
        return Label(text.rstrip(":"), len(text.rstrip(":")))
    marked = _marked_start(block)
    colon = text.find(":", 0, _LONGEST_LABEL)
    if marked and text[:marked].rstrip(": ") and (colon < 0 or marked <= colon + 1):
        speaker = text[:marked].rstrip(": ")
        if text[:marked].rstrip().endswith(":") or text[marked : marked + 1] == ":" or _is_speaker_chunk(block):
            return Label(speaker, len(speaker)) if _may_be_speaker(speaker) else None
        return None
    if colon > 0 and text[colon + 1 : colon + 2] in {" ", "\n", "\t"}:
        speaker = text[:colon]
        return Label(speaker, colon) if _may_be_speaker(speaker) and _is_label_like(speaker) else None
    return None


def _is_marked_letter(block: RawBlock) -> bool:
    """A "Q" or "A" in bold, with no mark after it."""
    return block.text[0] in "QA" and _marked_start(block) == 1


def _marked_start(block: RawBlock) -> int:
    """How many characters at the start stand in bold, or in an element that is called a speaker."""
    length = 0
    for chunk in block.chunks:
        if chunk.node is None:
            if not chunk.text.strip():
                break
            continue
        around = list(_inside(chunk.node.parent, block.element))
        if not any(element.tag in _BOLD or _is_speaker(element) for element in around):
            break
        length += len(chunk.text)
    return length if length <= _LONGEST_LABEL else 0


def _is_speaker_chunk(block: RawBlock) -> bool:
    node = block.chunks[0].node
    return node is not None and any(_is_speaker(element) for element in _inside(node.parent, block.element))


def _inside(element: Element, block: Element) -> list[Element]:
    found: list[Element] = []
    for ancestor in element.ancestors():
        if ancestor is block:
            break
        found.append(ancestor)
    return found


def _is_speaker(element: Element) -> bool:
    return any(_SPEAKER_WORDS & set(name) for name in element.names)


def _may_be_speaker(speaker: str) -> bool:
    words = speaker.split()
    if not words or len(words) > _MOST_WORDS or speaker.lower() in _NO_SPEAKERS:
        return False
    return speaker[0].isupper() and not any(char in speaker for char in '“”"?!;')


def _is_label_like(speaker: str) -> bool:
    """Capitals, or a name: "MR. LEE", "THE PRESIDENT", "Ada Lind", "Lind"."""
    bare = speaker.partition(" (")[0].partition(",")[0]
    small = {"of", "the", "van", "de", "von"}
    return bare.isupper() or all(word[0].isupper() or word in small for word in bare.split())
