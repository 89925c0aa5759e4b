"""Any check at all: hostile texts, changes anywhere, names and addresses that want to be markup or formulas."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.present.strategies import HOSTILE, readings, texts
from whence.model.reuse import Check, Checked, Consequence, Edit, Note, NoteKind, Op, Original, Quoted, Verdict
from whence.model.text import Document, DocumentStatus, Failure, Locator, LocatorKind, Span, document_id

FORMULAS = [
    "=1+1",
    "+SUM(A1)",
    "-2",
    "@cmd",
    "\t=1",
    "\r=1",
    " =1",
    "\x0b=1",
    "＝1",
    '=HYPERLINK("http://a")',
    "{+",
    "[-",
    "~}",
]
_names = st.one_of(
    st.text(max_size=12), st.sampled_from([*HOSTILE, *FORMULAS, "Ada Lind", "javascript:alert(1)", "https://a/?\"'<"])
)


@st.composite
def checked(draw: st.DrawFn) -> Checked:
    """A draft and up to three sources, with checks whose places lie somewhere in them."""
    reading = draw(readings())
    draft = reading.document
    made = [draw(_sources(number)) for number in range(draw(st.integers(1, 3)))]
    voices = st.sampled_from([None, *(voice.id for voice in reading.voices)])
    checks = [draw(_check(draft, made, voices)) for _ in range(draw(st.integers(0, 3)))]
    skipped = draw(st.lists(st.builds(_skipped, _spans(draft.text), _names), max_size=2))
    return Checked(
        reading=reading,
        checks=tuple(checks),
        skipped=tuple(skipped),
        sources=tuple(made),
        not_searched=tuple(draw(st.lists(st.builds(Failure, uri=_names, problem=_names), max_size=2))),
        style=draw(st.sampled_from(["", "ap", *HOSTILE])),
        style_about=draw(_names),
    )


def _skipped(span: Span, reason: str) -> Quoted:
    return Quoted(spans=(span,), skipped=reason or "nobody's words")


def _spans(text: str) -> st.SearchStrategy[Span]:
    edges = st.integers(0, len(text))
    return st.tuples(edges, edges).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def _sources(draw: st.DrawFn, number: int) -> Document:
    text, uri = draw(texts), f"{draw(_names)}{number}"
    locators = draw(
        st.lists(st.builds(Locator, span=_spans(text), kind=st.sampled_from(LocatorKind), value=_names), max_size=2)
    )
    return Document(
        id=document_id(uri, text),
        uri=uri,
        text=text,
        blocks=(),
        title=draw(st.none() | _names),
        publisher=draw(st.none() | _names),
        published=draw(st.none() | st.sampled_from(["2024", "2024-03-01"])),
        canonical=draw(st.none() | _names),
        status=draw(st.sampled_from(DocumentStatus)),
        locators=tuple(locators),
    )


@st.composite
def _check(draw: st.DrawFn, draft: Document, sources: list[Document], voices: st.SearchStrategy[str | None]) -> Check:
    verdict = draw(st.sampled_from(Verdict))
    found = [] if verdict is Verdict.UNTRACED else [draw(_original(draft, each, verdict)) for each in sources]
    cut = draw(st.integers(1, 3))
    kinds = st.builds(Note, kind=st.sampled_from(NoteKind), words=_names)
    return Check(
        quoted=Quoted(spans=tuple(draw(st.lists(_spans(draft.text), min_size=1, max_size=2))), voice=draw(voices)),
        verdict=verdict,
        original=found[0] if found else None,
        edits=found[0].edits if found else (),
        further=tuple(found[1:cut]),
        alternatives=tuple(found[cut:]),
        notes=tuple(draw(st.lists(kinds, max_size=2))),
        searched=draw(st.integers(0, 2000)),
        permitted=draw(st.booleans()),
    )


@st.composite
def _original(draw: st.DrawFn, draft: Document, source: Document, verdict: Verdict) -> Original:
    edits = st.builds(
        Edit,
        op=st.sampled_from(Op),
        quote=_spans(draft.text),
        original=_spans(source.text),
        marked=st.booleans(),
        consequence=st.sampled_from(Consequence),
    )
    return Original(
        document=source.id,
        uri=source.uri,
        spans=tuple(draw(st.lists(_spans(source.text), min_size=1, max_size=2))),
        verdict=verdict,
        edits=tuple(draw(st.lists(edits, max_size=3))),
        published=source.published,
        speaker=draw(st.none() | _names),
        same_speaker=draw(st.sampled_from([None, True, False])),
    )
