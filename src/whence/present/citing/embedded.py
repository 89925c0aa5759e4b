"""What reference managers find in a page: COinS, and Dublin Core and Open Graph in its head.

Zotero takes COinS first. A script with JSON-LD would say no more, and the pages admit no inline script.
"""

from __future__ import annotations

from urllib.parse import urlencode

from whence.model.text import Document
from whence.present.citing import parts


def coins(document: Document) -> str:
    """The `title` of a COinS span (OpenURL ContextObjects in Spans, in Dublin Core), not yet escaped for HTML."""
    web = parts.web(document)
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle" if document.publisher else "webpage" if web else "document"),
        ("rft.title", parts.clean(document.title)),
        ("rft.source", parts.clean(document.publisher)),
        *(("rft.au", name) for name in parts.authors(document)),
        ("rft.date", parts.iso(parts.date(document.published))),
        ("rft.identifier", web),
        ("rft.language", parts.clean(document.language)),
    ]
    return urlencode([(name, _sound(value)) for name, value in fields if value])


def meta(document: Document) -> list[tuple[str, str]]:
    """Names and contents of `<meta>`, not yet escaped."""
    web = parts.web(document)
    title, publisher = parts.clean(document.title), parts.clean(document.publisher)
    date = parts.iso(parts.date(document.published))
    found = [
        ("DC.title", title),
        *(("DC.creator", name) for name in parts.authors(document)),
        ("DC.publisher", publisher),
        ("DC.date", date),
        ("DC.identifier", web),
        ("DC.language", parts.clean(document.language)),
        *(("citation_author", name) for name in parts.authors(document)),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_public_url", web),
        ("og:type", "article"),
        ("og:title", title),
        ("og:site_name", publisher),
        ("og:url", web),
    ]
    return [(name, value) for name, value in found if value]


def _sound(text: str) -> str:
    """Without halves of character pairs, which no address can hold."""
    return text.encode("utf-8", "replace").decode()
