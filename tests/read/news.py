"""Short articles read, and the questions that tests put to them."""

from __future__ import annotations

from whence.ingest.plain import read_plain
from whence.language.quotes import Quote, quotations
from whence.language.sentences import sentences
from whence.model.speech import Reading, Statement
from whence.model.text import Block, Document, Role, Span
from whence.read.article import read

HEAD = "Harbour reopens after flood\n\nBy Ada Lind\n\n"


def an_article(body: str, head: str = HEAD) -> Reading:
    """The body under a headline and a byline, read."""
    return read(read_plain(head + body, uri="harbour.txt"))


def a_page(*blocks: Block | tuple[str, Role]) -> Document:
    """A document of the blocks given as words and role, a blank line between them."""
    text, made = "", list[Block]()
    for item in blocks:
        assert isinstance(item, tuple)
        words, role = item
        made.append(Block(span=Span(len(text), len(text) + len(words)), role=role))
        text += words + "\n\n"
    return Document(id="page", uri="page.html", text=text.rstrip("\n"), blocks=tuple(made), authors=("Ada Lind",))


def said_at(reading: Reading, anchor: str) -> Statement:
    """The statement with the longest chain that covers the middle of the anchor, which stands once in the text."""
    text = reading.document.text
    assert text.count(anchor) == 1, f"“{anchor}” stands {text.count(anchor)} times"
    middle = text.index(anchor) + len(anchor) // 2
    covering = [item for item in reading.statements if any(middle in span for span in item.content)]
    return max(covering, key=lambda item: len(item.chain))


def chain(reading: Reading, anchor: str) -> list[str]:
    """The names of the voices through which the anchor comes, the document's own left out."""
    return [reading.voice(link.voice).name for link in said_at(reading, anchor).chain[1:]]


def quoted(text: str, *roles: Role) -> tuple[Quote, ...]:
    """The quotations of a text whose paragraphs stand a blank line apart."""
    return quotations(text, paragraphs(text, *roles))


def paragraphs(text: str, *roles: Role) -> list[Block]:
    """The paragraphs of a text as blocks, with the roles given or all the same."""
    found: list[Block] = []
    at = 0
    for number, words in enumerate(text.split("\n\n")):
        role = roles[number] if number < len(roles) else Role.PARAGRAPH
        found.append(Block(span=Span(at, at + len(words)), role=role))
        at += len(words) + 2
    return found


def told_in(text: str) -> list[str]:
    """The sentences of one paragraph."""
    outer = [quote.span for quote in quoted(text) if quote.depth == 0]
    return [text[span.start : span.end] for span in sentences(text, Span(0, len(text)), outer)]
