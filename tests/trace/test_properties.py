"""What holds for every quotation and every source: offsets, the way back to the original, no exception."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.texts import among
from whence.ingest.plain import read_plain
from whence.model.reuse import Check, Op, Quoted, Verdict
from whence.model.text import Document, Span
from whence.trace.checks import Sources, check
from whence.trace.words import WORD, Vocabulary, fold, words

_WORDS = (
    "the a of to river bank ferry seven not never may said harbour Karsk bridge three light door if but we they it was"
).split()
_TEXT = st.lists(st.sampled_from(_WORDS), min_size=12, max_size=120).map(" ".join)


def _checked(quotation: str, found: Sources) -> tuple[Document, Check]:
    draft = read_plain(f"“{quotation}”", uri="draft")
    return draft, check(draft, Quoted(spans=(Span(1, 1 + len(quotation)),)), found)


def _folded(text: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(text)]


@given(_TEXT, st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_original_with_its_edits_is_the_quotation(text: str, seed: int) -> None:
    chance = random.Random(seed)
    source = text.split()
    first = chance.randrange(len(source) - 8)
    part = source[first : first + chance.randint(8, 30)]
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(1, len(part))
        part[at : at + chance.randint(0, 2)] = chance.sample(_WORDS, chance.randint(0, 2))
    found = among(f"Title of it\n\n{text}.")
    draft, outcome = _checked(" ".join(part), found)
    if outcome.original is None or outcome.verdict is Verdict.SPLICED:
        return
    document = found.documents[0]
    rebuilt = _rebuilt(document, draft, outcome)
    assert _folded(rebuilt) == _folded(" ".join(part))


def _rebuilt(document: Document, draft: Document, outcome: Check) -> str:
    """The words of the original with each edit carried out."""
    assert outcome.original is not None
    parts: list[str] = []
    for span in outcome.original.spans:
        at = span.start
        for edit in sorted(outcome.edits, key=lambda edit: (edit.original.start, edit.quote.start)):
            assert span.start <= edit.original.start <= edit.original.end <= max(span.end, edit.original.end)
            parts += [document.text[at : max(at, edit.original.start)], " ", draft[edit.quote], " "]
            at = max(at, edit.original.end)
        parts.append(document.text[at : span.end])
    return "".join(parts)


@given(_TEXT, st.integers(0, 40), st.integers(5, 40))
@settings(max_examples=60, deadline=None)
def test_words_taken_as_they_are_are_verbatim(text: str, first: int, count: int) -> None:
    part = text.split()[first : first + count]
    if len(part) < 4:
        return
    _, outcome = _checked(" ".join(part), among(f"Title of it\n\n{text}."))
    assert (outcome.verdict, outcome.edits) == (Verdict.VERBATIM, ())


@given(st.text(max_size=200), st.text(min_size=1, max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_an_exception(quotation: str, source: str) -> None:
    found = among(f"Title of it\n\nThe ferry sailed. {source}")
    draft, outcome = _checked(quotation.replace("\n", " "), found)
    for edit in outcome.edits:
        assert 0 <= edit.quote.start <= edit.quote.end <= len(draft.text)
        assert 0 <= edit.original.start <= edit.original.end <= len(found.documents[0].text)
        assert edit.op is not Op.INSERT or len(edit.quote)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_every_word_leads_back_to_its_letters(text: str) -> None:
    vocabulary = Vocabulary()
    found = words(text, vocabulary)
    for number, start, end in zip(found.numbers, found.starts, found.ends, strict=True):
        assert vocabulary.forms[number] == fold(text[start:end])
    assert list(found.starts) == sorted(found.starts)
