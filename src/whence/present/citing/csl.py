"""A citation as CSL-JSON, which Zotero, pandoc and citeproc read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from whence.model.citing import Cited
from whence.present.citing import parts

Json = dict[str, Any]


def csl(cited: Cited) -> str:
    """A list of one item. `note` says whose the words are, `annote` holds them."""
    return listed([cited])


def listed(many: Iterable[Cited]) -> str:
    """A list of items."""
    return json.dumps([item(each) for each in many], ensure_ascii=False, indent=1) + "\n"


def item(cited: Cited) -> Json:
    """The item. Names are `literal`: which part of a name is the family's is not known."""
    document, words = cited.document, parts.words(cited)
    web = parts.web(document)
    found: Json = {
        "id": parts.key(cited),
        "type": "article-newspaper" if document.publisher else "webpage" if web else "document",
        "title": parts.clean(document.title),
        "author": [{"literal": name} for name in parts.authors(document)],
        "container-title": parts.clean(document.publisher),
        "issued": _date(parts.date(document.published)),
        "accessed": _date(parts.date(cited.accessed)),
        "URL": web,
        "language": parts.clean(document.language),
        "note": "; ".join(parts.notes(cited)),
        "annote": parts.quoted(words),
    }
    return {name: value for name, value in found.items() if value}


def _date(date: tuple[int, ...]) -> Json | None:
    return {"date-parts": [list(date)]} if date else None
