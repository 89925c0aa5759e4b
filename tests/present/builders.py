"""Readings written by hand, so that the views are tested without the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.model.speech import Link, Quotation, Reading, Sentence, Statement, Status, Voice, VoiceKind
from whence.model.text import Block, Document, DocumentStatus, Role, Span, document_id


@dataclass(frozen=True)
class Said:
    """Words of the text (once, or in pieces), the names they came through, innermost last, and what told it."""

    words: str | Sequence[str]
    chain: Sequence[str]
    status: Status = Status.ASSERTED
    quotation: Quotation = Quotation.INDIRECT
    confidence: float = 0.9
    source: str = ""
    cue: str = ""


def a_reading(
    paragraphs: Sequence[Sequence[str]],
    said: Sequence[Said] = (),
    *,
    own: str = "Southport Daily",
    roles: Sequence[Role] = (),
    title: str | None = None,
    status: DocumentStatus = DocumentStatus.COMPLETE,
    problems: tuple[str, ...] = (),
) -> Reading:
    """A reading of these sentences: each is the document's own, with what is `said` laid over it."""
    text, blocks, sentences = _laid_out(paragraphs, roles)
    names = list(dict.fromkeys([own, *(name for item in said for name in item.chain)]))
    ids = {name: f"v{index}" for index, name in enumerate(names)}
    first = Link(voice=ids[own])
    statements = [
        Statement(
            id=f"s{index}",
            content=(sentence.span,),
            quotation=Quotation.OWN,
            status=Status.ASSERTED,
            chain=(first,),
            confidence=1.0,
            evidence="own narration",
        )
        for index, sentence in enumerate(sentences)
    ]
    for index, item in enumerate(said, len(statements)):
        words = [item.words] if isinstance(item.words, str) else item.words
        statements.append(
            Statement(
                id=f"s{index}",
                content=tuple(_find(text, piece) for piece in words),
                quotation=item.quotation,
                status=item.status,
                chain=(first, *(Link(voice=ids[name]) for name in item.chain[:-1]), _last_link(item, ids, text)),
                confidence=item.confidence,
                evidence=f"written by hand: {item.chain[-1]}",
            )
        )
    document = Document(
        id=document_id("a.html", text),
        uri="a.html",
        text=text,
        blocks=tuple(blocks),
        title=title,
        publisher=own,
        published="2024-03-01",
        language="en",
        status=status,
        problems=problems,
    )
    voices = tuple(Voice(id=ids[name], name=name, kind=_kind(name)) for name in names)
    return Reading(document=document, voices=voices, statements=tuple(statements), sentences=tuple(sentences))


def bridge() -> Reading:
    """A closed bridge: a spokesman through an agency, unnamed officials, a denial passed on by a lawyer."""
    return a_reading(
        [
            ["Alder bridge closed after crash"],
            ["Police closed the bridge on Monday.", "“Two cars were involved,” a spokesman told Agence Cabot."],
            ["Two officials, who asked not to be named, claimed the driver had been drinking."],
            ["He denies this, his lawyer told Agence Cabot."],
        ],
        [
            Said("Two cars were involved,", ["Agence Cabot", "a spokesman"], quotation=Quotation.DIRECT),
            Said("the driver had been drinking", ["two officials"], Status.CLAIMED, confidence=0.4),
            Said("He denies this", ["Agence Cabot", "Mr Okoro's lawyer", "Jan Okoro"], Status.DENIED, confidence=0.7),
        ],
        roles=[Role.HEADLINE],
        title="Alder bridge closed after crash",
    )


def _laid_out(paragraphs: Sequence[Sequence[str]], roles: Sequence[Role]) -> tuple[str, list[Block], list[Sentence]]:
    text = ""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs):
        text += "\n\n" if index else ""
        start = len(text)
        for number, sentence in enumerate(paragraph):
            text += " " if number else ""
            sentences.append(Sentence(span=Span(len(text), len(text) + len(sentence)), block=index))
            text += sentence
        role = roles[index] if index < len(roles) else Role.PARAGRAPH
        blocks.append(Block(span=Span(start, len(text)), role=role))
    return text, blocks, sentences


def _find(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def _last_link(item: Said, ids: dict[str, str], text: str) -> Link:
    source = (_find(text, item.source),) if item.source else ()
    cue = (_find(text, item.cue, after=source[0].end if source else 0),) if item.cue else ()
    return Link(voice=ids[item.chain[-1]], source=source, cue=cue)


def _kind(name: str) -> VoiceKind:
    unnamed = name.startswith(("a ", "two ", "unnamed "))
    return VoiceKind.UNNAMED if unnamed else VoiceKind.PERSON
