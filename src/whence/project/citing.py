"""Sentences that a search found, as citations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from whence.errors import UsageError
from whence.present.citing import choosing
from whence.present.citing.formats import FORMS
from whence.project.viewing import article

if TYPE_CHECKING:
    from whence.model.citing import Cited
    from whence.model.library import Hit
    from whence.model.viewing import Article
    from whence.project.library import Opened


def citations(library: Opened, hits: Iterable[Hit], form: str = "plain") -> str:
    """The sentences in this form: plain, markdown, wikipedia, bibtex, ris or csl. Raises UsageError for another."""
    if form not in FORMS:
        raise UsageError(f"there is no form {form!r} of a citation; there are {', '.join(FORMS)}")
    return FORMS[form].write_all([made for hit in hits if (made := cited(library, hit)) is not None])


def cited(library: Opened, hit: Hit) -> Cited | None:
    """A sentence that was found, with everybody who speaks in it. None where its text was removed since."""
    found = article(library, hit.document)
    return choosing.words(found.reading, hit.span, seen(found)) if found else None


def seen(found: Article) -> str | None:
    """The day on which an edition was seen: captured, or else added to the library. None for what is in none."""
    key = found.reading.document.id
    head = next((head for head in found.editions if head.document == key), None)
    return head and (head.captured or head.added)
