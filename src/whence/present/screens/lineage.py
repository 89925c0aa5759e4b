"""Passages of a document and where else they stand, with a lineage that is drawn and told in a table."""

from __future__ import annotations

from typing import Any

from whence.model.correction import Rejected
from whence.model.library import Edge, Node, Passage, Traced, Witness
from whence.model.reuse import Verdict
from whence.present.characters import visible
from whence.present.checks.wording import VERDICTS
from whence.present.library import contract
from whence.present.library.terminal import GRADES, TIES
from whence.present.screens import places
from whence.present.screens.drawing import drawing
from whence.present.screens.frame import Frame, filled

_WORDS = 1_200  # characters of a passage that are shown
_WITNESSES = 200
_CONSEQUENCES = ("negation", "number", "name", "hedge")


def page(frame: Frame, traced: Traced) -> str:
    """The page."""
    names = {node.document: node for node in traced.lineage.nodes}
    document = traced.document
    return filled(
        "lineage",
        frame,
        traced=traced,
        title=document.title or document.uri,
        summary=_summary(traced),
        drawing=drawing(traced.lineage, document.id),
        edges=[_edge(edge, names) for edge in sorted(traced.lineage.edges, key=_size)],
        passages=[_passage(passage, traced, names) for passage in traced.passages],
        rejected=[_rejected(item, traced) for item in traced.rejected],
    )


def twin(traced: Traced) -> dict[str, Any]:
    """The object that `whence trace --json` prints."""
    return contract.traced(traced)


def _rejected(item: Rejected, traced: Traced) -> dict[str, Any]:
    words = " … ".join(traced.document[span] for span in item.spans)
    where = item.title or item.uri
    says = f"not a witness: {where}"
    return {
        "id": item.correction, "words": words if len(words) <= 200 else f"{words[:200]}…", "where": where, "says": says,
        "label": visible(says), "link": places.article(item.document),
    }  # fmt: skip


def _summary(traced: Traced) -> str:
    count = len(traced.passages)
    found = f"{count:,} {'passage' if count == 1 else 'passages'} found in the {traced.searched:,} documents searched"
    skipped = len(traced.boilerplate)
    return found + (f"; {skipped:,} stretches are boilerplate and were passed over." if skipped else ".")


def _size(edge: Edge) -> tuple[int, str, str]:
    return -edge.words, edge.later, edge.earlier


def _edge(edge: Edge, names: dict[str, Node]) -> dict[str, Any]:
    remarks = [
        f"gone on the way: {edge.lost}" if edge.lost else "",
        "leads back to where it began (circular)" if edge.loop else "",
    ]
    return {
        "later": _name(names.get(edge.later)), "later_link": places.article(edge.later),
        "earlier": _name(names.get(edge.earlier)), "earlier_link": places.article(edge.earlier),
        "tie": TIES[edge.tie], "words": f"{edge.words:,}", "remarks": "; ".join(filter(None, remarks)),
    }  # fmt: skip


def _name(node: Node | None) -> str:
    return "unknown" if node is None else node.title or node.uri


def _passage(passage: Passage, traced: Traced, names: dict[str, Node]) -> dict[str, Any]:
    words = " … ".join(traced.document[span] for span in passage.spans)
    itself = passage.earliest == traced.document.id
    return {
        "words": words if len(words) <= _WORDS else f"{words[: _WORDS - 200]} … {words[-150:]}",
        "earliest": "Earliest in this library:",
        "earliest_name": _earliest(passage, names, itself=itself),
        "ties": f" (with {len(passage.ties):,} of the same date)" if passage.ties else "",
        "stated": _name(names.get(passage.stated)) if passage.stated else "",
        "first": passage.spans[0].start,
        "last": max(span.end for span in passage.spans),
        "witnesses": [_witness(witness) for witness in passage.witnesses[:_WITNESSES]],
    }


def _earliest(passage: Passage, names: dict[str, Node], *, itself: bool) -> str:
    if passage.earliest is None:
        return "not known, as no date is known"
    return "this document" if itself else _name(names.get(passage.earliest))


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "date": witness.date or "", "grade": GRADES[witness.grade], "link": places.article(witness.document),
        "document": witness.document, "label": visible(f"Not a witness: {witness.title or witness.uri}"),
        "title": witness.title or witness.uri, "web": places.followable(witness.uri),
        "publisher": witness.publisher or "", "verdict": _verdict(witness), "score": f"{witness.score:.0%}",
    }  # fmt: skip


def _verdict(witness: Witness) -> str:
    if witness.verdict is Verdict.UNTRACED:
        return ""
    found = {edit.consequence.value for edit in witness.edits}
    grave = ", ".join(name for name in _CONSEQUENCES if name in found)
    return VERDICTS[witness.verdict] + (f" ({grave})" if grave else "")
