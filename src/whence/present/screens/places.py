"""The addresses of the reader's pages. What an article says becomes part of one only in percent signs."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from whence.model.citing import Cited
from whence.present.addresses import followable

__all__ = [
    "article", "asked", "at", "changes", "checks", "citation", "compared", "followable", "hops", "lineage", "near",
    "permalink", "quotation", "quotations", "saved", "search", "voice",
]  # fmt: skip


_BEGINS, _MOST = 6, 80  # words, and characters, that a link begins with


def article(document: str) -> str:
    """The reader on a document."""
    return f"/d/{_part(document)}"


def at(document: str, anchor: str, begins: str = "") -> str:
    """A place of an edition. `begins`: its first words, by which it is found where the edition is not there.

    >>> at("0a", "0-17-431ca2273d", "The pier")
    '/d/0a?at=0-17-431ca2273d&words=The+pier#at'
    """
    asked = {"at": anchor} | ({"words": begins.encode("utf-8", "replace")} if begins else {})
    return f"{article(document)}?{urlencode(asked)}#at"


def permalink(cited: Cited) -> str:
    """What is cited, in its edition: the address is made of digests alone, and of the first words."""
    anchor = cited.anchor
    if anchor is None:
        return article(cited.document.id)
    return at(cited.document.id, str(anchor), " ".join(cited.words.split()[:_BEGINS])[:_MOST])


def citation(cited: Cited, ending: str) -> str:
    """A citation as a file."""
    anchor = cited.anchor
    return f"{article(cited.document.id)}/cite.{ending}" + (f"?at={anchor}" if anchor else "")


def hops(cited: Cited) -> str:
    """Where words stood before, and where they stand after."""
    return f"{article(cited.document.id)}/hops?at={cited.anchor}"


def near(document: str) -> str:
    """The incidents of a document, as it and the documents nearest to it tell them."""
    return f"/i?{urlencode({'d': document})}"


def asked(document: str, since: str, query: str) -> str:
    """What was asked for on the page of incidents, as one text."""
    return "|".join((document.replace("|", ""), since.replace("|", "")[:10], query[:1_000]))


def compared(asked: str) -> str:
    """The page of incidents on which this was asked for.

    >>> compared(asked("", "2024-03-01", "pier"))
    '/i?since=2024-03-01&q=pier'
    """
    parts = dict(zip(("d", "since", "q"), asked.split("|", 2), strict=False))
    given = {name: part.encode("utf-8", "replace") for name, part in parts.items() if part}
    return f"/i?{urlencode(given)}" if given else "/i"


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


def saved(query: str, first: int, most: int, form: str) -> str:
    """What a search shows as a file, or with `most` 0 all that it finds."""
    if most:
        return search(query, first, most, form)
    return f"{search(query, form=form)}&all=yes"


def _part(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
