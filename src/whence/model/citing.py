"""What is cited: a document, or words of it with the voices they came through."""

from __future__ import annotations

from dataclasses import dataclass

from whence.model.anchor import Anchor, anchor
from whence.model.speech import Status, Voice
from whence.model.text import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Whose words something is, through whom (the document's own voice first), and how it is put forward."""

    chain: tuple[Voice, ...]
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A document, or with `spans` words of it, to be cited.

    `said` are the voices of the words, each chain once. `accessed` is the day on which the text was seen (ISO 8601);
    None where it is not known.
    """

    document: Document
    spans: tuple[Span, ...] = ()
    said: tuple[Said, ...] = ()
    accessed: str | None = None

    @property
    def words(self) -> str:
        """The words that are cited; an ellipsis where others stand between them."""
        return " … ".join(self.document[span] for span in self.spans)

    @property
    def anchor(self) -> Anchor | None:
        """Where the words stand, from the first to the last; None for a whole document."""
        if not self.spans:
            return None
        return anchor(self.document.text, Span(self.spans[0].start, self.spans[-1].end))
