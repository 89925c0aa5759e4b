"""What changed between two editions of one document, named: the headline, quotations, voices, denials, statements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from whence.model.reuse import Consequence, Edit, Op, Quoted
from whence.model.revised import Change, How, Place, Subject
from whence.model.speech import Reading
from whence.model.text import Role, Span, joined
from whence.trace.revised.pairs import Pair, Paired, paired
from whence.trace.revised.sides import Side, Unit
from whence.trace.revised.told import quotations
from whence.trace.revised.wordwise import edits
from whence.trace.words import Vocabulary, words

_MOSTLY = 0.5  # a sentence that is quotation for more than this is told as the quotation alone


def changes(earlier: tuple[Reading, Sequence[Quoted]], later: tuple[Reading, Sequence[Quoted]]) -> tuple[Change, ...]:
    """What changed between two editions, each given as it was read and with its quotations; in the order of the text.

    Not counted as a change: what does not count between a quotation and its original, the order of sentences, and
    bylines, datelines and credits.
    """
    vocabulary = Vocabulary()
    old, new = Side(*earlier, vocabulary), Side(*later, vocabulary)
    sentences = paired(old.sentences, new.sentences, vocabulary)
    found = list(quotations(old, new))
    found += _Sentences(old, new, sentences, found).changes()
    return (*_headline(old, new), *sorted(found, key=_in_order(sentences)))


def _headline(old: Side, new: Side) -> Iterator[Change]:
    before, after = old.headline, new.headline
    if before is None or after is None:
        return
    if [*words(before.words, old.vocabulary).numbers] == [*words(after.words, old.vocabulary).numbers]:
        return
    found = edits(old, before.spans, new, after.spans) if before.spans and after.spans else ()
    yield Change(subject=Subject.HEADLINE, how=How.ALTERED, earlier=before, later=after, edits=found)


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of both editions, paired; what changed in them that is not told of their quotations."""

    old: Side
    new: Side
    paired: Paired
    of_quotations: Sequence[Change]

    def changes(self) -> Iterator[Change]:
        for unit in self.paired.removed:
            yield from self._alone(self.old, unit, How.REMOVED)
        for unit in self.paired.added:
            yield from self._alone(self.new, unit, How.ADDED)
        told = self._told()
        for pair in self.paired.pairs:
            if not pair.same:
                yield from self._altered(pair, told)

    def _alone(self, side: Side, unit: Unit, how: How) -> Iterator[Change]:
        """A sentence of one edition, unless its quotation tells it."""
        denial = _denial(side, (unit,))
        if denial is None and _covered(unit.spans[0], side.told_spans) > _MOSTLY:
            return
        place = denial or side.place((unit,))
        subject = Subject.DENIAL if denial else _subject(unit)
        removed = how is How.REMOVED
        yield Change(
            subject=subject, how=how, earlier=place if removed else None, later=None if removed else place
        )  # fmt: skip

    def _altered(self, pair: Pair, told: _Told) -> Iterator[Change]:
        before, after = self.old.place(pair.earlier), self.new.place(pair.later)
        found = [edit for edit in edits(self.old, before.spans, self.new, after.spans) if not told.holds(edit)]
        if numbers := [edit for edit in found if edit.consequence is Consequence.NUMBER]:
            yield _change(Subject.NUMBER, before, after, numbers)
        rest = [edit for edit in found if edit.consequence is not Consequence.NUMBER]
        denied, denies = _denial(self.old, pair.earlier), _denial(self.new, pair.later)
        if (denied is None) is not (denies is None):
            how = How.ADDED if denies else How.REMOVED
            yield Change(
                subject=Subject.DENIAL, how=how, earlier=denied or before, later=denies or after, edits=tuple(rest)
            )
        elif any(edit.consequence is not Consequence.NONE for edit in rest):
            yield Change(
                subject=_subject(pair.later[0]), how=How.ALTERED, earlier=before, later=after, edits=tuple(rest)
            )  # fmt: skip

    def _told(self) -> _Told:
        """Quotations, and who speaks them where that is told to be somebody else."""
        given = [change for change in self.of_quotations if change.subject is Subject.VOICE]
        before = self.old.sources(change.earlier.statement for change in given if change.earlier)
        after = self.new.sources(change.later.statement for change in given if change.later)
        return _Told((self.old.quoted_spans, before), (self.new.quoted_spans, after))


@dataclass(frozen=True, slots=True)
class _Told:
    """Words of both editions that are told on their own."""

    earlier: tuple[list[Span], ...]
    later: tuple[list[Span], ...]

    def holds(self, edit: Edit) -> bool:
        """Whether most of a change lies in them."""
        before = any(_covered(edit.original, spans) > _MOSTLY for spans in self.earlier)
        return before or any(_covered(edit.quote, spans) > _MOSTLY for spans in self.later)


def _change(subject: Subject, before: Place, after: Place, found: Sequence[Edit]) -> Change:
    ops = {edit.op for edit in found}
    how = How.ADDED if ops == {Op.INSERT} else How.REMOVED if ops == {Op.DELETE} else How.ALTERED
    return Change(subject=subject, how=how, earlier=before, later=after, edits=tuple(found))


def _subject(unit: Unit) -> Subject:
    return Subject.CORRECTION if unit.role is Role.CORRECTION else Subject.STATEMENT


def _denial(side: Side, units: Sequence[Unit]) -> Place | None:
    """The sentences with the first denial in them that somebody is said to make; None where there is none."""
    for unit in units:
        for statement in side.denials_in(unit):
            spans = tuple(span for each in units for span in each.spans)
            return Place(
                words=joined(spans, side.document.text),
                spans=spans,
                statement=statement.id,
                voice=side.name_of(statement),
            )
    return None


def _covered(span: Span, by: Sequence[Span]) -> float:
    """The share of a span that lies in others, which are in order and do not overlap."""
    at = max(bisect_right(by, span.start, key=_start) - 1, 0)
    shared = 0
    for other in by[at:]:
        if other.start >= span.end:
            break
        shared += max(min(span.end, other.end) - max(span.start, other.start), 0)
    return shared / max(len(span), 1)


def _start(span: Span) -> int:
    return span.start


def _in_order(sentences: Paired) -> Callable[[Change], int]:
    """Where a change is told: at its place in the later edition, what was removed behind what stood before it."""
    known = sorted((pair.earlier[0].start, pair.later[-1].spans[-1].end) for pair in sentences.pairs)
    starts = [before for before, _ in known]

    def place(change: Change) -> int:
        if change.later is not None:
            return change.later.spans[0].start
        at = bisect_right(starts, change.earlier.spans[0].start if change.earlier else 0)
        return known[at - 1][1] if at else -1

    return place
