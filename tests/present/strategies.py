"""Any reading at all: hostile text, sentences that touch, statements that nest."""

from __future__ import annotations

from hypothesis import strategies as st

from whence.model.speech import Link, Quotation, Reading, Sentence, Statement, Status, Voice, VoiceKind
from whence.model.text import Block, Document, DocumentStatus, Evidence, Publication, Role, Span, document_id

HOSTILE = [
    "<script>alert(1)</script>",
    "\x1b[2J\x1b[31m",
    "\u202eevil\u202c",
    '" onclick="x',
    "{{ 7*7 }}",
    "]]>",
    "&lt;",
]
_words = st.one_of(
    st.text(max_size=12), st.sampled_from([*HOSTILE, "“No,” he said.", "\n\n", " ", "שלום", "漢字", "👩‍🚀"])
)
texts = st.lists(_words, max_size=8).map("".join)
_names = st.one_of(st.text(max_size=20), st.sampled_from([*HOSTILE, "Ada Lind", "two officials"]))
_optional = st.none() | _names


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading whose statements nest as the contract says."""
    text = draw(texts)
    voices = [
        Voice(
            id=f"v{index}",
            name=name,
            kind=draw(st.sampled_from(VoiceKind)),
            aliases=tuple(draw(st.lists(_names, max_size=2))),
            mentions=(draw(_spans(0, len(text))),) if text else (),
            reasons=tuple(draw(st.lists(_names, max_size=1))),
        )
        for index, name in enumerate(draw(st.lists(_names, min_size=1, max_size=4)))
    ]
    sentences = _sentences(draw, text)
    statements: list[Statement] = []
    for sentence in sentences:
        span, chain = sentence.span, (Link(voice="v0"),)
        while len(chain) <= draw(st.integers(0, 4)) or len(chain) == 1:
            statements.append(_statement(draw, len(statements), span, chain))
            if len(span) < 2:
                break
            span = draw(_spans(span.start, span.end))
            speaker = draw(st.sampled_from(voices)).id
            chain = (*chain, Link(voice=speaker, source=(span,), cue=(draw(_spans(span.start, span.end)),)))
    return Reading(
        document=_document(draw, text),
        voices=tuple(voices),
        statements=tuple(statements),
        sentences=tuple(sentences),
    )


def _spans(low: int, high: int) -> st.SearchStrategy[Span]:
    edges = st.integers(low, high)
    return st.tuples(edges, edges).map(lambda pair: Span(min(pair), max(pair)))


def _sentences(draw: st.DrawFn, text: str) -> list[Sentence]:
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return [Sentence(span=Span(start, end), block=0) for start, end in zip(edges[::2], edges[1::2], strict=False)]


def _statement(draw: st.DrawFn, number: int, span: Span, chain: tuple[Link, ...]) -> Statement:
    return Statement(
        id=f"s{number}",
        content=(span,),
        quotation=draw(st.sampled_from(Quotation)),
        status=draw(st.sampled_from(Status)),
        chain=chain,
        confidence=round(draw(st.floats(0, 1)), 4),
        evidence=draw(_names),
    )


def _document(draw: st.DrawFn, text: str) -> Document:
    uri = draw(_names)
    role = draw(st.sampled_from(Role))
    source = Publication(publisher=draw(_optional), authors=tuple(draw(st.lists(_names, max_size=1))))
    return Document(
        id=document_id(uri, text),
        uri=uri,
        text=text,
        blocks=(Block(span=Span(0, len(text)), role=role, depth=draw(st.integers(0, 2)), cite=draw(_optional)),),
        title=draw(_optional),
        publisher=draw(_optional),
        authors=tuple(draw(st.lists(_names, max_size=2))),
        language=draw(_optional),
        republished=draw(st.sampled_from([None, source])),
        status=draw(st.sampled_from(DocumentStatus)),
        problems=tuple(draw(st.lists(_names, max_size=1))),
        evidence=(Evidence(field="title", value=draw(_names), source="og:title"),),
    )
