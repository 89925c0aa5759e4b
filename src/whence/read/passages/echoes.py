"""Headlines, captions and pull quotes that repeat what somebody says in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.model.speech import Quotation
from whence.model.text import Document
from whence.read.passages.ear import reread
from whence.read.passages.paragraphs import Passage, Told
from whence.read.passages.stretches import Stretch

_SHORTEST = 12  # letters: less is no echo but chance
_MOST = 50  # titles of one document that are looked up


def echoes(
    document: Document, stretches: Sequence[Stretch], unclaimed: Sequence[tuple[Passage, Told]]
) -> Iterator[Stretch]:
    """A stretch for each title whose quoted words stand in the article: they are whose they are there."""
    if not unclaimed:
        return
    spoken = [stretch for stretch in _every(stretches) if stretch.quotation is not Quotation.INDIRECT]
    folded = [(_fold("".join(document[span] for span in stretch.content)), stretch) for stretch in spoken]
    for passage, item in unclaimed[:_MOST]:
        words = _fold("".join(document[span] for span in item.loose))
        if len(words) < _SHORTEST:
            continue
        said = next((stretch for text, stretch in folded if words in text), None)
        if said is not None:
            yield _echo(passage, item, said)


def _echo(passage: Passage, item: Told, said: Stretch) -> Stretch:
    stretch = Stretch(
        parent=passage.speaker,
        quotation=Quotation.DIRECT,
        rule="the same words stand in the article",
        confidence=0.9,
        content=list(item.loose),
        same_as=said.origin(),
        block=passage.block,
    )
    reread(passage, stretch, item)
    return stretch


def _fold(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def _every(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    for stretch in stretches:
        yield stretch
        yield from _every(stretch.children)
