"""The way of some words through a library: which text had them before this one, and which had them after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from whence.model.anchor import Anchor, Fit, anchor, place
from whence.model.citing import Cited
from whence.model.library import Tie, Traced, Witness
from whence.model.text import Document, Span
from whence.model.viewing import Head, Hop, Hops
from whence.project.phrases import phrase

if TYPE_CHECKING:
    from whence.model.library import Edition
    from whence.project.library import Opened

_BEGINS, _TEXTS = 200, 20  # characters of the first words of a link, and texts that are looked into for them
_MOST = 60  # witnesses that are looked into
_SAME = 0.6  # of the words that must stand in a sentence for it to have them
_WORD = re.compile(r"[^\W_]+")


def hops(library: Opened, cited: Cited) -> Hops:
    """The texts that share the words: those before, the next one back first; those after; those of unknown order.

    A text is before this one where the lineage says so (it is named, or the words show it), and otherwise by its date.
    """
    traced = library.trace(cited.document)
    own = next((node.date for node in traced.lineage.nodes if node.document == cited.document.id), None)
    back, on, undated = list[Hop](), list[Hop](), list[Hop]()
    for witness in list(_witnesses(traced, cited))[:_MOST]:
        way, tie = _way(traced, witness, own)
        hop = _hop(library, cited, witness, tie)
        if hop is not None:
            {"back": back, "on": on}.get(way, undated).append(hop)
    back.sort(key=_direct)
    back.sort(key=lambda hop: hop.date or "", reverse=True)
    back.sort(key=_direct)
    on.sort(key=lambda hop: (*_direct(hop), hop.date or ""))
    return Hops(cited=cited, back=back, on=on, undated=undated, searched=traced.searched)


def _direct(hop: Hop) -> tuple[bool, bool]:
    """What is named comes first, then what is next to this text by the lineage."""
    return hop.tie not in (Tie.STATED, Tie.BOTH), hop.tie is None


def _witnesses(traced: Traced, cited: Cited) -> Iterator[Witness]:
    seen = {cited.document.id}
    for passage in traced.passages:
        if any(mine.overlaps(span) for mine in passage.spans for span in cited.spans):
            for witness in passage.witnesses:
                if witness.document not in seen:
                    seen.add(witness.document)
                    yield witness


def _way(traced: Traced, witness: Witness, own: str | None) -> tuple[str, Tie | None]:
    for edge in traced.lineage.edges:
        if (edge.later, edge.earlier) == (traced.document.id, witness.document):
            return "back", edge.tie
        if (edge.later, edge.earlier) == (witness.document, traced.document.id):
            return "on", edge.tie
    if not own or not witness.date or own[: len(witness.date)] == witness.date[: len(own)]:
        return "", None
    return ("back" if witness.date < own else "on"), None


def _hop(library: Opened, cited: Cited, witness: Witness, tie: Tie | None) -> Hop | None:
    """The words in another text; None where this part of the passage does not stand there."""
    edition = library.shelf.edition(witness.edition)
    if edition is None or not library.shelf.heads([witness.edition]):
        return None
    span = _there(library, cited, witness, edition)
    if span is None:
        return None
    document = edition.document
    return Hop(
        head=_head(edition), date=witness.date, grade=witness.grade, span=span, anchor=str(anchor(document.text, span)),
        exact=document[span], tie=tie, voice=_voice(cited, document),
    )  # fmt: skip


def _head(edition: Edition) -> Head:
    document = edition.document
    return Head(
        document=document.id, uri=document.uri, title=document.title, publisher=document.publisher,
        published=document.published, captured=edition.captured, added=edition.added, edition=edition.number,
    )  # fmt: skip


def _there(library: Opened, cited: Cited, witness: Witness, edition: Edition) -> Span | None:
    """The sentence of another text that has the words, the same or most of them."""
    text = edition.document.text
    reading = library.shelf.reading(edition)
    sentences = [sentence.span for sentence in reading.sentences] if reading else list(witness.spans)
    near = [span for span in sentences if any(span.overlaps(part) for part in witness.spans)]
    wanted = cited.anchor
    if wanted and (found := place(wanted, text, near)).fit is Fit.MOVED:
        return found.span
    words = _words(cited.words)
    shares = [(len(words & _words(text[span.start : span.end])) / max(len(words), 1), span) for span in near]
    share, best = max(shares, key=lambda item: (item[0], -len(item[1])), default=(0.0, Span(0, 0)))
    return best if share >= _SAME else None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _voice(cited: Cited, document: Document) -> str | None:
    """The voice of the chain that is this text's outlet, or its author."""
    names = [name for name in (document.publisher, *document.authors) if name]
    for said in cited.said:
        for voice in said.chain[1:]:
            mine = _WORD.findall(voice.name.casefold())
            if mine and any(mine == _WORD.findall(name.casefold()) for name in names):
                return voice.name
    return None


def same_words(library: Opened, wanted: Anchor, begins: str) -> tuple[str, Anchor] | None:
    """The text, by its document id, in which the words of an anchor stand, and the anchor there. None where none has
    them. `begins` are the first words; of several texts the one that was added first.
    """
    for row, span in phrase(library.shelf, begins[:_BEGINS], _TEXTS):
        edition = library.shelf.edition(row)
        kept = library.shelf.reading(edition) if edition else None
        if edition is None or kept is None:
            continue
        near = [sentence.span for sentence in kept.sentences if span.start in sentence.span]
        there = place(wanted, edition.document.text, near)
        if there.fit is not Fit.LOST:
            return edition.id, anchor(edition.document.text, there.span)
    return None
