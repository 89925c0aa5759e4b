"""Plain text to a document: the text stays as it is, and its blocks and metadata are told from the text itself."""

from __future__ import annotations

from collections.abc import Sequence

from whence.ingest.assemble import Known, assemble, checked
from whence.ingest.texts.layout import pieces
from whence.model.text import Document


def read_plain(
    text: str,
    *,
    uri: str,
    title: str | None = None,
    publisher: str | None = None,
    authors: Sequence[str] = (),
    published: str | None = None,
    language: str | None = None,
    canonical: str | None = None,
    encoding: str | None = None,
    sha256: str | None = None,
) -> Document:
    """A document from plain text, kept character for character; what the caller knows wins over what the text says.

    Raises SourceError when there is no article in it.

    >>> document = read_plain("Harbour reopens\\n\\nBy Ada Lind\\n\\nThe harbour reopened on Monday.", uri="a.txt")
    >>> [(block.role.value, document[block.span]) for block in document.blocks]
    [('headline', 'Harbour reopens'), ('byline', 'By Ada Lind'), ('paragraph', 'The harbour reopened on Monday.')]
    >>> document.title, document.authors
    ('Harbour reopens', ('Ada Lind',))
    """
    text = checked(text, uri)
    known = Known(
        title=title,
        publisher=publisher,
        authors=tuple(authors),
        published=published,
        language=language,
        canonical=canonical,
        encoding=encoding,
        sha256=sha256,
    )
    return assemble(text, pieces(text), uri=uri, known=known)
