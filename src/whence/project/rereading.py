"""How else some words can be read: by the rules alone, and by the rules with the tagger beside them."""

from __future__ import annotations

from collections.abc import Sequence

from whence.model.citing import Cited
from whence.model.speech import Statement
from whence.model.text import Span
from whence.model.viewing import Other, Others
from whence.project.reading import reader, without_model

LONGEST = 120_000  # characters of a document that is read again for a page
RULES = "none"


def others(cited: Cited, model: str) -> Others:
    """The statements that each reader finds in the words that are cited, those with the longest chains first; the
    document's own where nobody else is found.
    """
    document = cited.document
    if len(document.text) > LONGEST:
        return Others(cited=cited, readings=(), note=f"It has more than {LONGEST:,} characters and is not read again.")
    found: list[Other] = []
    note = ""
    for name in dict.fromkeys((RULES, model)):
        if name != RULES and (note := without_model(name)):
            continue
        reading = reader(name, 1)(document)
        kept = sorted((one for one in reading.statements if _has(one, cited.spans)), key=_depth)
        of_others = [one for one in kept if len(one.chain) > 1]
        found.append(Other(read_by=name, reading=reading, statements=tuple(of_others or kept)))
    return Others(cited=cited, readings=tuple(found), note=note)


def _has(statement: Statement, spans: Sequence[Span]) -> bool:
    """Whether a statement has most of the words, or most of it is among them."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in statement.content for b in spans)
    return 2 * shared > min(sum(map(len, statement.content)), sum(map(len, spans)))


def _depth(statement: Statement) -> int:
    return -len(statement.chain)
