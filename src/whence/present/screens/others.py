"""How else some words can be read, reader by reader."""

from __future__ import annotations

from typing import Any

from whence.model.speech import Statement
from whence.model.text import joined
from whence.model.viewing import Other, Others
from whence.present import wording
from whence.present.citing import parts
from whence.present.contract import FORMAT
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled

_RULES = "none"


def page(frame: Frame, others: Others) -> str:
    """The page."""
    cited = others.cited
    return filled(
        "others",
        frame,
        article=places.permalink(cited),
        title=parts.heading(cited.document),
        words=parts.words(cited),
        readings=[
            {"by": _by(other), "statements": [_view(other, one) for one in other.statements]}
            for other in others.readings
        ],
        alike=_alike(others),
        note=wording.sentence(others.note),
    )


def twin(others: Others) -> dict[str, Any]:
    """The same as JSON."""
    cited = others.cited
    return {
        "format": FORMAT,
        "document": cited.document.id,
        "spans": [[span.start, span.end] for span in cited.spans],
        "exact": cited.words,
        "readings": [
            {"read_by": other.read_by, "statements": [_json(other, one) for one in other.statements]}
            for other in others.readings
        ],
        "note": others.note,
    }


def _by(other: Other) -> str:
    return "By the rules alone" if other.read_by == _RULES else f"By the rules and the tagger “{other.read_by}”"


def _json(other: Other, one: Statement) -> dict[str, Any]:
    return {
        "content": [[span.start, span.end] for span in one.content],
        "chain": [other.reading.voice(link.voice).name for link in one.chain],
        "quotation": one.quotation.value,
        "status": one.status.value,
        "confidence": one.confidence,
        "evidence": one.evidence,
    }


def _view(other: Other, one: Statement) -> dict[str, Any]:
    chain = [other.reading.voice(link.voice) for link in one.chain]
    return {
        "label": wording.label(chain, one.status),
        "via": wording.via(chain),
        "words": joined(one.content, other.reading.document.text),
        "quotation": wording.QUOTATIONS[one.quotation],
        "sure": wording.certainty(one.confidence),
        "confidence": f"{one.confidence:.2f}",
        "evidence": one.evidence,
    }


def _alike(others: Others) -> str:
    """Whether the readers agree on who speaks and how; nothing where only one has read."""
    said = [
        {(tuple(item["chain"]), item["status"]) for item in (_json(other, one) for one in other.statements)}
        for other in others.readings
    ]
    if len(said) < 2:
        return ""
    return "Both name the same voices." if all(item == said[0] for item in said) else "They differ."
