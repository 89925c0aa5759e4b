"""Matches that a person has rejected: a text that is not where a quotation, or a passage, stands as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whence.model.correction import Correction, CorrectionKind, Rejected, bare
from whence.model.text import Document, Span
from whence.project.amendments import Amendments, addresses
from whence.project.anchoring import Anchors

if TYPE_CHECKING:
    from whence.project.held import Held
    from whence.trace.witnesses import Match

_LEAST = 0.5  # share of the shorter of two stretches of words that both must have to be the same quotation or passage


@dataclass(frozen=True, slots=True)
class Rejections:
    """The words of a document for which matches were rejected, each with the correction that says so."""

    found: Sequence[tuple[Span, Correction]]

    def of(self, spans: Sequence[Span]) -> dict[str, Correction]:
        """What was rejected for these words: the correction by the bare address of the other text."""
        here = Span(spans[0].start, max(span.end for span in spans))
        return {bare(item.now): item for span, item in self.found if _are_one(span, here)}


def _are_one(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _LEAST * min(len(one), len(other)) and shared > 0


def rejections(amendments: Amendments, kind: CorrectionKind, document: Document, address: str = "") -> Rejections:
    """What was rejected in a document that stands at this address of the library."""
    known = [item for item in amendments.rejections(document, address) if item.kind is kind]
    if not known:
        return Rejections(())
    anchors = Anchors(document.text)
    found = [(anchors.find(item.words), item) for item in known if item.words]
    return Rejections([(anchor.span, item) for anchor, item in found if anchor is not None])


def parted(
    documents: Iterable[Document], refused: Mapping[str, Correction]
) -> tuple[list[Document], tuple[Rejected, ...]]:  # fmt: skip
    """The documents that are left, and what was rejected, whether or not it is among them."""
    left: list[Document] = []
    rejected: dict[str, Rejected] = {}
    for document in documents:
        item = next((refused[bare(each)] for each in addresses(document) if bare(each) in refused), None)
        if item is None:
            left.append(document)
        else:
            rejected.setdefault(item.id, told(item, document.id, document.uri, document.title))
    for item in refused.values():
        rejected.setdefault(item.id, told(item, "", item.now, None))
    return left, tuple(rejected.values())


def told(item: Correction, document: str, uri: str, title: str | None) -> Rejected:
    """The text that a correction rejects."""
    return Rejected(document=document, uri=uri, title=title, correction=item.id)


def unrejected(
    library: Held, document: Document, address: str, found: list[Match], known: Mapping[int, Any]
) -> tuple[list[Match], tuple[Rejected, ...]]:  # fmt: skip
    """The matches of a document that nobody has rejected, from this side or from the other; and those rejected."""
    if not library.amendments.sheet.of(CorrectionKind.NOT_WITNESS):
        return found, ()
    here = rejections(library.amendments, CorrectionKind.NOT_WITNESS, document, address)
    mine = [bare(each) for each in addresses(document, address)]
    left: list[Match] = []
    rejected: list[Rejected] = []
    for match in found:
        head = known[match.edition]
        refused = here.of(match.here)
        item = next((refused[bare(each)] for each in (head["address"], head["uri"]) if bare(each) in refused), None)
        item = item or _from_there(library, match, head, mine)
        if item is None:
            left.append(match)
        else:
            rejected.append(
                Rejected(
                    document=head["key"], uri=head["uri"], title=head["title"], correction=item.id, spans=match.here
                )
            )
    return left, tuple(rejected)


def _from_there(library: Held, match: Match, head: Any, mine: Sequence[str]) -> Correction | None:
    """Whether somebody has said of the other text that this one is no witness of it."""
    theirs = {bare(head["address"]), bare(head["uri"])}
    known = library.amendments.sheet.of(CorrectionKind.NOT_WITNESS)
    if not any(bare(item.document) in theirs and bare(item.now) in mine for item in known):
        return None
    edition = library.shelf.edition(match.edition)
    if edition is None:
        return None
    there = rejections(library.amendments, CorrectionKind.NOT_WITNESS, edition.document, edition.address)
    return next((item for place, item in there.of(match.there).items() if place in mine), None)
