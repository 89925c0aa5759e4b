"""An edition taken apart for comparison: its headline, and its sentences and quotations as words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from whence.model.reuse import Quoted
from whence.model.revised import Place
from whence.model.speech import Reading, Statement, Status
from whence.model.text import Document, Role, Span, joined
from whence.trace.words import Vocabulary, Words, words

_UNTOLD = frozenset((Role.BYLINE, Role.DATELINE, Role.CREDIT))  # who and when: every edition has another time


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a quotation: where it stands, its words as numbers, and who speaks there."""

    number: int
    spans: tuple[Span, ...]
    forms: tuple[int, ...]
    role: Role
    statement: Statement | None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.spans[0].start


@dataclass(frozen=True)
class Side:
    """One of the two editions: how it was read, its quotations, and its words in a vocabulary that both share."""

    reading: Reading
    quoted: Sequence[Quoted]
    vocabulary: Vocabulary

    @property
    def document(self) -> Document:
        """The edition's document."""
        return self.reading.document

    @cached_property
    def words(self) -> Words:
        """Every word of the text."""
        return words(self.document.text, self.vocabulary)

    def within(self, spans: Sequence[Span]) -> Words:
        """The words that stand in these spans."""
        found = self.words
        parts = [
            slice(*np.searchsorted(found.starts, (span.start, span.end)).tolist()) for span in sorted(spans, key=_place)
        ]
        numbers, starts, ends = (
            np.concatenate([column[:0], *(column[part] for part in parts)])
            for column in (found.numbers, found.starts, found.ends)
        )
        return Words(numbers, starts, ends)

    @cached_property
    def headline(self) -> Place | None:
        """The headline: in the text, or beside it."""
        for block in self.document.blocks:
            if block.role is Role.HEADLINE:
                return Place(words=self.document[block.span], spans=(block.span,))
        return Place(words=self.document.title) if self.document.title else None

    @cached_property
    def sentences(self) -> list[Unit]:
        """The sentences but for headline, bylines, datelines and credits."""
        blocks = self.document.blocks
        head = self.headline.spans if self.headline else ()
        found: list[Unit] = []
        for sentence in self.reading.sentences:
            role = blocks[sentence.block].role if sentence.block < len(blocks) else Role.PARAGRAPH
            if role in _UNTOLD or any(span.covers(sentence.span) for span in head):
                continue
            found.append(self._unit(len(found), (sentence.span,), role, self._innermost(sentence.span)))
        return [unit for unit in found if unit.forms]

    @cached_property
    def quotations(self) -> list[Unit]:
        """The quotations that are somebody's words."""
        by_id = {statement.id: statement for statement in self.reading.statements}
        return [
            self._unit(number, item.spans, Role.PARAGRAPH, by_id.get(item.statement or ""))
            for number, item in enumerate(self.quoted)
            if not item.skipped
        ]

    @cached_property
    def quoted_spans(self) -> list[Span]:
        """Where quotations stand, the outer ones alone, in order."""
        return _outer(span for unit in self.quotations for span in unit.spans)

    @cached_property
    def told_spans(self) -> list[Span]:
        """Where quotations stand, and the words that say whose they are, in order."""
        links = [unit.statement.chain[-1] for unit in self.quotations if unit.statement]
        said = (span for link in links for span in (*link.source, *link.cue))
        return _outer([*self.quoted_spans, *said])

    def sources(self, statements: Iterable[str | None]) -> list[Span]:
        """The words that name who makes these statements, in order."""
        named = set(statements)
        found = [statement.chain[-1] for statement in self.reading.statements if statement.id in named]
        return _outer(span for link in found for span in link.source)

    def denials_in(self, unit: Unit) -> list[Statement]:
        """The statements with words in this sentence that somebody denies."""
        near = self._by_place.get(unit.spans[0], ())
        return [statement for statement in near if statement.status is Status.DENIED and len(statement.chain) > 1]

    def place(self, units: Sequence[Unit]) -> Place:
        """The words of a sentence or quotation, or of several, and who speaks there."""
        spans = tuple(span for unit in units for span in unit.spans)
        statement = units[0].statement
        return Place(
            words=joined(spans, self.document.text),
            spans=spans,
            statement=statement.id if statement else None,
            voice=self.name_of(statement),
        )

    def name_of(self, statement: Statement | None) -> str | None:
        """Who makes a statement; None for the document's own words."""
        if statement is None or len(statement.chain) == 1:
            return None
        return self.reading.voice(statement.chain[-1].voice).name

    def names(self, unit: Unit) -> set[str]:
        """Every name of who speaks there, in small letters; empty for the document's own words."""
        if unit.statement is None or len(unit.statement.chain) == 1:
            return set()
        voice = self.reading.voice(unit.statement.chain[-1].voice)
        return {name.casefold() for name in (voice.name, *voice.aliases)}

    def _unit(self, number: int, spans: tuple[Span, ...], role: Role, statement: Statement | None) -> Unit:
        forms = tuple(int(form) for form in self.within(spans).numbers)
        return Unit(number, spans, forms, role, statement)

    def _innermost(self, span: Span) -> Statement | None:
        """The statement with the longest chain that has words in the sentence; the first of several."""
        return max(self._by_place.get(span, ()), key=_depth, default=None)

    @cached_property
    def _by_place(self) -> dict[Span, list[Statement]]:
        """For each sentence the statements whose content has words in it."""
        spans = [sentence.span for sentence in self.reading.sentences]
        starts = np.array([span.start for span in spans], np.int64)
        found: dict[Span, list[Statement]] = {}
        for statement in self.reading.statements:
            for part in statement.content:
                first = max(int(np.searchsorted(starts, part.start, "right")) - 1, 0)
                last = int(np.searchsorted(starts, part.end, "left"))
                for span in spans[first:last]:
                    found.setdefault(span, []).append(statement)
        return found


def _outer(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, without those that lie in one before them."""
    found: list[Span] = []
    for span in sorted(spans, key=_place):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _depth(statement: Statement) -> int:
    return len(statement.chain)
