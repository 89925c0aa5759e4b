"""Reading costs no more for each word in a long text than in a short one, whatever the text is made of."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from whence.language.quotes import quotations
from whence.language.sentences import sentences
from whence.model.text import Block, Document, Role, Span
from whence.read.article import read

PROSE = (
    "The port of Alder reopened on Monday after a flood that lasted four days. “Every berth is in use,” said Edda "
    "Sorel, the harbour master, “and nobody was hurt.” The ministry denied that the wall had been unsafe. According "
    "to two officials, who asked not to be named, a report had warned of cracks; the union says it wrote twice. "
)
# what the text repeats, and how many characters the shorter of two texts has
TEXTS = {
    "opening marks": ("“", 20_000),
    "straight marks": ('"', 20_000),
    "single marks": ("'a ", 20_000),
    "marks that alternate": ("“‘", 20_000),
    "marks opened and closed": ("“a” ", 20_000),
    "marks never closed": ("“He left, she said. ", 20_000),
    "said": ("said ", 20_000),
    "names that say": ("Ito said ", 20_000),
    "identical quotations": ("“It fell,” he said. ", 20_000),
    "quotations in one sentence": ("“it fell” and ", 20_000),
    "no space": ("harbour", 50_000),
    "initials": ("A. B. C.D. ", 20_000),
    "dots": (".", 20_000),
    "dots apart": (". ", 20_000),
    "spaces": ("a" + " " * 500, 50_000),
    "line ends": ("a\n \n", 20_000),
    "brackets": ("(", 20_000),
    "colons": ("He said: ", 20_000),
    "commas": ("the mayor, the captain, ", 20_000),
    "capitals": ("Port Alder ", 20_000),
    "dashes": ("— Who? she asked. ", 20_000),
    "that": ("he said that ", 20_000),
    "conditions": ("if it fell and ", 20_000),
    "prose": (PROSE, 100_000),
}


def one_paragraph(text: str) -> Document:
    block = Block(span=Span(0, len(text)), role=Role.PARAGRAPH)
    return Document(id="long", uri="long.txt", text=text, blocks=(block,), publisher="Southport Daily")


def many_paragraphs(text: str, size: int = 400) -> Document:
    blocks = tuple(
        Block(span=Span(at, min(at + size, len(text))), role=Role.PARAGRAPH) for at in range(0, len(text), size)
    )
    return Document(id="long", uri="long.txt", text=text, blocks=blocks, publisher="Southport Daily")


def seconds(work: Callable[[], object]) -> float:
    gc.disable()  # what other tests left in memory is not looked through meanwhile
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def grows_in_proportion(once: Callable[[], object], twice: Callable[[], object]) -> bool:
    """Twice the work takes less than three times as long; tried again where a busy machine may be to blame."""
    return any(seconds(twice) < 3 * seconds(once) + 0.05 for _ in range(3))


@pytest.mark.parametrize("shape", [one_paragraph, many_paragraphs])
@pytest.mark.parametrize(("piece", "size"), TEXTS.values(), ids=TEXTS)
def test_twice_the_text_takes_twice_the_time(piece: str, size: int, shape: Callable[[str], Document]) -> None:
    text = piece * (size // len(piece))
    short, long = shape(text), shape(text * 2)
    assert grows_in_proportion(lambda: read(short), lambda: read(long))


MARKS = [
    "“",
    '"',
    "“‘",
    "“a” ",
    "'a ",
    "‘a’ ",
    "— Who? she asked. ",
    "“He left, she said. ",
    "» a «",
    "“It fell,” he said. ",
]


@pytest.mark.parametrize("piece", MARKS)
def test_tens_of_thousands_of_quotation_marks(piece: str) -> None:
    short, long = one_paragraph(piece * 30_000), one_paragraph(piece * 60_000)

    def outer(document: Document) -> list[Span]:
        quotes = [quote.span for quote in quotations(document.text, document.blocks) if quote.depth == 0]
        return list(sentences(document.text, document.blocks[0].span, quotes))

    assert grows_in_proportion(lambda: outer(short), lambda: outer(long))
