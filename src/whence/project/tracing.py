"""Passages of a document in a library, and passages shared across it."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from whence.model.library import Edition, Lineage, Node, Pair, Passage, Traced, Witness
from whence.model.reuse import Verdict
from whence.model.speech import Reading
from whence.model.text import Document, Span
from whence.trace.compare import compare, lost_caveats
from whence.trace.dates import dated, later, order, tied
from whence.trace.witnesses import Cluster, Match, clusters

if TYPE_CHECKING:
    from whence.project.held import Held
    from whence.trace.passages.chains import Least
    from whence.trace.passages.lookup import Seen
    from whence.trace.passages.segment import Segment
    from whence.trace.passages.tokens import Longs, Tokens

_ALIGNED = 400  # witnesses of a passage that are compared word by word, the earliest first
_NODES = 60  # documents of a lineage


def matches(library: Held, text: str, least: Least | None = None) -> tuple[list[Match], list[Span]]:
    """Where the passages of a text stand, and which of its words are boilerplate."""
    from whence.trace.passages.chains import REUSE
    from whence.trace.passages.lookup import lookup
    from whence.trace.passages.tokens import tokens

    found = tokens([text])
    seen, boilerplate = lookup(found, library.segments, library.bits, least or REUSE)
    result: list[Match] = []
    for part in seen:
        result += _matches(part, found)
    return result, _spans(found, boilerplate)


def _matches(seen: Seen, mine: Tokens) -> list[Match]:
    """The pieces of each passage together."""
    found = seen.passages
    if not len(found):
        return []
    pieces = found.pieces
    starts, ends = seen.texts.spans(found.text_b, pieces.b, pieces.b_end)
    there = list(map(Span, starts.tolist(), ends.tolist()))
    here = list(map(Span, mine.starts[pieces.a].tolist(), mine.ends[pieces.a_end - 1].tolist()))
    firsts = found.firsts
    editions = seen.texts.numbers(found.text_b[firsts]).tolist()
    scores = found.scores(firsts).tolist()
    return [
        Match(edition, tuple(here[at:end]), tuple(there[at:end]), score)
        for edition, score, (at, end) in zip(editions, scores, pairwise([*firsts.tolist(), len(found)]), strict=True)
    ]


def _spans(found: Tokens, words: Longs) -> list[Span]:
    """Words on end as spans of the text."""
    if not len(words):
        return []
    lasts = [*(words[1:] != words[:-1] + 1).nonzero()[0].tolist(), len(words) - 1]
    firsts = [0, *(last + 1 for last in lasts[:-1])]
    return list(map(Span, found.starts[words[firsts]].tolist(), found.ends[words[lasts]].tolist()))


def trace(library: Held, document: Document, model: str) -> Traced:
    """A document's passages with their witnesses in order of date, and the lineage of the documents that have them."""
    from whence.project.reading import reader
    from whence.project.rejecting import unrejected
    from whence.trace.passages.chains import ASKED, REUSE

    few = len(document.text.split()) < 30
    found, boilerplate = matches(library, document.text, ASKED if few else REUSE)
    found += _phrases(library, document) if few else []
    known = library.shelf.heads(sorted({match.edition for match in found}))
    own = {row for row, head in known.items() if head["key"] == document.id or head["uri"] == document.uri}
    itself = next((known[row] for row in own), None)
    address = itself["address"] if itself is not None else ""
    found = [match for match in found if match.edition in known and match.edition not in own]
    found, rejected = unrejected(library, document, address, found, known)
    reading = library.amendments.amended(reader(model)(document), address)
    cited = _Cited(reading, known)
    texts = _Texts(library)
    passages: list[Passage] = []
    for cluster in clusters(found):
        witnesses = _witnesses(document, cluster, known, cited, texts)
        passages.append(_passage(document, itself, reading, cluster, witnesses))
    return Traced(
        document=document,
        passages=tuple(passages),
        boilerplate=tuple(boilerplate),
        lineage=Descent(library, document, itself, texts).of(passages),
        searched=library.count,
        notes=_notes(library),
        rejected=rejected,
        in_library=itself is not None and itself["key"] == document.id,
    )


def _notes(library: Held) -> tuple[str, ...]:
    waiting = library.shelf.waiting()
    return (f"{waiting:,} documents are not in the passage index yet; `whence add` takes them up",) if waiting else ()


def _phrases(library: Held, document: Document) -> list[Match]:
    """Few words have no fingerprints: where they stand as a phrase."""
    from whence.project.phrases import phrase

    whole = Span(0, len(document.text.rstrip()))
    return [
        Match(edition=edition, here=(whole,), there=(span,), score=1.0)
        for edition, span in phrase(library.shelf, document.text)
    ]


class _Texts:
    """The documents of editions, each fetched once."""

    def __init__(self, library: Held) -> None:
        self._shelf = library.shelf
        self._known: dict[int, Edition | None] = {}

    def of(self, row: int) -> Document | None:
        """The document of an edition."""
        if row not in self._known:
            self._known[row] = self._shelf.edition(row)
        edition = self._known[row]
        return edition.document if edition else None


class _Cited:
    """Which editions a document itself names as a source: by address, or by the outlet that its chains lead through."""

    def __init__(self, reading: Reading, known: dict[int, Any]) -> None:
        document = reading.document
        addresses = {_bare(address) for address in document.cites}
        republished = document.republished
        outlets = {voice.id: {_folded(name) for name in (voice.name, *voice.aliases)} for voice in reading.voices}
        whole = {_folded(republished.publisher)} if republished and republished.publisher else set[str]()
        self._reading, self._outlets, self._whole = reading, outlets, whole
        self._publisher = {row: _folded(head["publisher"] or "") for row, head in known.items()}
        self._linked = {
            row for row, head in known.items() if _bare(head["uri"]) in addresses or _bare(head["address"]) in addresses
        }

    def names(self, row: int, span: Span) -> bool:
        """Whether the document names this edition as where the words at `span` come from."""
        publisher = self._publisher.get(row, "")
        if row in self._linked or (publisher and publisher in self._whole):
            return True
        return bool(publisher) and any(publisher in self._outlets[voice] for voice in self._chain(span))

    def _chain(self, span: Span) -> set[str]:
        """The voices that what stands at `span` came through, but for the document's own."""
        return {
            link.voice
            for statement in self._reading.statements
            if any(piece.overlaps(span) for piece in statement.content)
            for link in statement.chain[1:]
        }


def _folded(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


def _bare(address: str) -> str:
    return (
        address.split("#", maxsplit=1)[0]
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("www.")
        .rstrip("/")
        .casefold()
    )


def _witnesses(
    document: Document, cluster: Cluster, known: dict[int, Any], cited: _Cited, texts: _Texts
) -> list[Witness]:  # fmt: skip
    """Those who have a passage, in order of date, the earliest compared word by word."""
    found: list[Witness] = []
    for match in cluster.matches:
        head = known[match.edition]
        date, grade = dated(head["published"], head["captured"])
        found.append(
            Witness(
                edition=match.edition,
                document=head["key"],
                uri=head["uri"],
                title=head["title"],
                publisher=head["publisher"],
                date=date,
                grade=grade,
                spans=match.there,
                score=round(match.score, 3),
                verdict=Verdict.VERBATIM if match.score == 1 else Verdict.ALTERED,
                stated=cited.names(match.edition, match.whole),
            )
        )
    order_of = {match.edition: match for match in cluster.matches}
    found.sort(key=lambda witness: (*order(witness.date), witness.edition))
    return [
        _compared(document, order_of[witness.edition], witness, texts) if at < _ALIGNED else witness
        for at, witness in enumerate(found)
    ]


def _compared(document: Document, match: Match, witness: Witness, texts: _Texts) -> Witness:
    other = texts.of(witness.edition)
    if other is None:
        return witness
    there = Span(witness.spans[0].start, max(span.end for span in witness.spans))
    verdict, edits = compare(document, match.whole, other, there)
    return replace(witness, verdict=verdict, edits=edits)


def _passage(
    document: Document, itself: Any, reading: Reading, cluster: Cluster, witnesses: Sequence[Witness]
) -> Passage:  # fmt: skip
    own_date = dated(itself["published"], itself["captured"])[0] if itself is not None else document.published
    first = witnesses[0]
    mine_first = own_date is not None and order(own_date) < order(first.date) and not tied(own_date, first.date)
    earliest = document.id if mine_first else first.document if first.date else None
    date = own_date if mine_first else first.date
    others = [(witness.document, witness.date) for witness in witnesses] + [(document.id, own_date)]
    best = max(witnesses, key=_score)
    return Passage(
        spans=tuple(span for match in cluster.matches[:1] for span in match.here) or (cluster.span,),
        verdict=(first if first.stated else best).verdict,
        statement=_statement(reading, cluster.span),
        witnesses=tuple(witnesses),
        earliest=earliest,
        ties=tuple(name for name, other in others if name != earliest and date is not None and tied(other, date)),
        stated=next((witness.document for witness in witnesses if witness.stated), None),
    )


def _score(witness: Witness) -> float:
    return witness.score


def _statement(reading: Reading, span: Span) -> str | None:
    """The innermost statement of somebody else that has most of the passage."""
    best: tuple[int, int, str] | None = None
    for statement in reading.statements:
        shared = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in statement.content)
        if 2 * shared > len(span) and len(statement.chain) > 1:
            best = max(best or (0, 0, ""), (len(statement.chain), shared, statement.id))
    return best[2] if best else None


class Descent:
    """The lineage of a document and of those that share its passages."""

    def __init__(self, library: Held, document: Document, itself: Any, texts: _Texts) -> None:
        """`itself` is the row of the library that holds the document, if any."""
        self._library, self._document, self._itself, self._texts = library, document, itself, texts
        self._cites: dict[int, _Cited | None] = {}

    def of(self, passages: Sequence[Passage]) -> Lineage:
        """The graph, its edges with what was a caveat in the earlier text and is gone in the later one."""
        from whence.trace.lineage import lineage

        placed = [self._placed(passage) for passage in passages]
        members = [self._members(passage, places) for passage, places in zip(passages, placed, strict=True)]
        nodes = {member.node.document: member.node for part in members for member in part}
        found = lineage(members, list(nodes.values()))
        edges = tuple(replace(edge, lost=self._lost(edge.later, edge.earlier, placed)) for edge in found.edges)
        return replace(found, edges=edges)

    def _placed(self, passage: Passage) -> dict[str, tuple[Document, Span]]:
        """The passage in each document that has it."""
        found = {self._document.id: (self._document, _around(passage.spans))}
        for witness in passage.witnesses[: _NODES - 1]:
            other = self._texts.of(witness.edition)
            if other is not None:
                found[witness.document] = other, _around(witness.spans)
        return found

    def _members(self, passage: Passage, places: dict[str, tuple[Document, Span]]) -> list[Any]:
        from whence.trace.lineage import Member

        rows = {witness.document: witness for witness in passage.witnesses}
        known = self._library.shelf.heads([witness.edition for witness in passage.witnesses[: _NODES - 1]])
        found: list[Any] = []
        for name, (document, span) in places.items():
            words = document[span]
            found.append(
                Member(
                    node=self._node(name, rows.get(name)),
                    pairs=_pairs(words),
                    words=len(words.split()),
                    names=self._named(name, rows.get(name), passage, span, known),
                )
            )
        return found

    def _named(
        self, name: str, witness: Witness | None, passage: Passage, span: Span, known: dict[int, Any]
    ) -> frozenset[str]:  # fmt: skip
        """The documents that a document itself names as where the words come from."""
        if witness is None:
            return frozenset(other.document for other in passage.witnesses if other.stated)
        if witness.edition not in self._cites:
            edition = self._library.shelf.edition(witness.edition)
            reading = self._library.amendments.reading(edition) if edition else None
            heads = known | ({0: self._itself} if self._itself is not None else {})
            self._cites[witness.edition] = _Cited(reading, heads) if reading else None
        cited = self._cites[witness.edition]
        if cited is None:
            return frozenset()
        found = {
            other.document for other in passage.witnesses if other.edition in known and cited.names(other.edition, span)
        }
        own = self._itself is not None and cited.names(0, span)
        return frozenset((found | ({self._document.id} if own else set[str]())) - {name})

    def _node(self, name: str, witness: Witness | None) -> Node:
        if witness is not None:
            return Node(
                document=name, uri=witness.uri, title=witness.title, publisher=witness.publisher, date=witness.date,
                grade=witness.grade,
            )  # fmt: skip
        head, document = self._itself, self._document
        date, grade = (
            dated(head["published"], head["captured"]) if head is not None else dated(document.published, None)
        )
        return Node(
            document=name, uri=document.uri, title=document.title, publisher=document.publisher, date=date, grade=grade
        )

    def _lost(self, later: str, earlier: str, placed: Sequence[dict[str, tuple[Document, Span]]]) -> str:
        lost: list[str] = []
        for places in placed:
            if later in places and earlier in places:
                (mine, here), (theirs, there) = places[later], places[earlier]
                lost.append(lost_caveats(compare(mine, here, theirs, there)[1], theirs))
        return ", ".join(part for part in dict.fromkeys(lost) if part)


def _around(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = [word.strip(".,;:!?\"“”'‘’()").casefold() for word in text.split()]
    return frozenset(pairwise(words))


def reuse(library: Held, told: Callable[[float], None]) -> Iterator[Pair]:
    """Every passage that two documents share, the earlier first where dates say so."""
    from whence.trace.passages.everywhere import everywhere
    from whence.trace.passages.segment import merged

    if not library.segments:
        return
    made = library.segments[0] if len(library.segments) == 1 else merged(library.segments, library.shelf.removed())
    heads: dict[int, Any] = {}
    number = 0
    for part in everywhere(made, told):
        rows = sorted({int(made.texts[i]) for i in (*part.text_a, *part.text_b)} - heads.keys())
        heads |= library.shelf.heads(rows)
        a_start, a_end = _marked(made, part.text_a, part.pieces.a, part.pieces.a_end)
        b_start, b_end = _marked(made, part.text_b, part.pieces.b, part.pieces.b_end)
        for i in range(len(part)):
            one, other = heads.get(int(made.texts[part.text_a[i]])), heads.get(int(made.texts[part.text_b[i]]))
            if one is None or other is None:
                continue
            a, b = Span(int(a_start[i]), int(a_end[i])), Span(int(b_start[i]), int(b_end[i]))
            if later(_date(one), _date(other)):
                one, other, a, b = other, one, b, a
            yield Pair(
                document_a=one["key"], uri_a=one["uri"], a=a, document_b=other["key"], uri_b=other["uri"], b=b,
                score=round(float(part.score[i]), 3), passage=number + int(part.passage[i]),
            )  # fmt: skip
        number += int(part.passage.max(initial=-1)) + 1


def _marked(made: Segment, texts: Longs, firsts: Longs, ends: Longs) -> tuple[Longs, Longs]:
    """Where words start and end, with the mark that opens a quotation directly before them."""
    start, end = made.spans(texts, firsts, ends)
    return start - made.is_opened(firsts), end


def _date(head: Any) -> str | None:
    return dated(head["published"], head["captured"])[0]
