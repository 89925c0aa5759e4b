"""The addresses of the reader's pages. What an article says becomes part of one only in percent signs."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from whence.present.addresses import followable

__all__ = ["article", "changes", "checks", "followable", "lineage", "quotation", "quotations", "search", "voice"]


def article(document: str) -> str:
    """The reader on a document."""
    return f"/d/{_part(document)}"


def changes(document: str) -> str:
    """What changed between the editions of a document."""
    return f"/d/{_part(document)}/changes"


def lineage(document: str) -> str:
    """Where the passages of a document stand."""
    return f"/l/{_part(document)}"


def quotations(document: str) -> str:
    """The quotations of a document against their originals."""
    return f"/q/{_part(document)}"


def quotation(document: str, number: int) -> str:
    """One quotation against its original."""
    return f"/q/{_part(document)}/{number}"


def checks(key: str) -> str:
    """A draft that was checked."""
    return f"/check/{_part(key)}"


def voice(name: str, first: int = 0) -> str:
    """A voice through the library."""
    return f"/v/{_part(name)}" + (f"?first={first}" if first else "")


def search(query: str, first: int = 0, most: int = 20, form: str = "") -> str:
    """A search, or what it shows as a file.

    >>> search('by:"Ada Lind"', first=20)
    '/s?q=by%3A%22Ada+Lind%22&first=20'
    """
    asked = {"q": query.encode("utf-8", "replace")} | ({"first": first} if first else {})
    return f"/s{form}?{urlencode(asked | ({'most': most} if most != 20 else {}))}"


def _part(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
