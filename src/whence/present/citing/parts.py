"""What every citation is made of: text without hidden characters, the address, the date, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from whence.model.citing import Cited, Said
from whence.model.speech import Voice, VoiceKind
from whence.model.text import Document
from whence.present.addresses import followable
from whence.present.characters import is_hidden
from whence.present.wording import republished, verb

_MOST = 2_000  # characters of words that are cited
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", re.ASCII)
_SAFE = "/:?#@!$&'()*+,;=%-._~"  # what an address may hold as it is, and no format but RIS and BibTeX would mind
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|vn|fo|md))/(\d{8})\d{0,6}(?:[a-z]{2}_)?/(https?://.+)",
    re.ASCII,
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def clean(text: str | None) -> str:
    """The text on one line, without control, bidirectional and other hidden characters.

    >>> clean("the\\u202e pier\\n is\\x00 open\\u00ad")
    'the pier is open'
    """
    kept = "".join(char for char in text or "" if not is_hidden(char) and char != "\u00ad")
    return " ".join(kept.split())


def words(cited: Cited) -> str:
    """The words that are cited, cut after two thousand characters; empty for a whole document."""
    found = clean(cited.words)
    return found if len(found) <= _MOST else f"{found[:_MOST].rsplit(' ', 1)[0]} …"


def quoted(text: str) -> str:
    """Words in quotation marks, unless they have some of their own.

    >>> quoted("It is open."), quoted("“Open,” she said.")
    ('“It is open.”', '“Open,” she said.')
    """
    return text if not text or any(mark in text for mark in '“”„«»"') else f"“{text}”"


def web(document: Document) -> str:
    """The address of the live page, in plain ASCII; empty where there is none that may be followed.

    >>> web(Document(id="", uri="https://a.example/p{i}er?ü", text="", blocks=()))
    'https://a.example/p%7Bi%7Der?%C3%BC'
    """
    kept = _ARCHIVED.fullmatch(document.uri)
    address = followable(document.canonical or "") or followable(kept[2] if kept else document.uri)
    return quote(address.encode("utf-8", "replace"), safe=_SAFE)


def archived(document: Document) -> tuple[str, str]:
    """The copy in a public archive that was read, in plain ASCII, and the day it was made; empty where it was none.

    >>> copy = "https://web.archive.org/web/20240301120000/https://a.example/pier"
    >>> document = Document(id="", uri=copy, text="", blocks=())
    >>> archived(document)[1], web(document)
    ('2024-03-01', 'https://a.example/pier')
    """
    kept = _ARCHIVED.fullmatch(document.uri)
    if kept is None or not followable(document.uri):
        return "", ""
    day = iso(date(f"{kept[1][:4]}-{kept[1][4:6]}-{kept[1][6:]}"))
    return quote(document.uri.encode("utf-8", "replace"), safe=_SAFE), day


def date(written: str | None) -> tuple[int, ...]:
    """Year, month and day of a date, as far as it says them; none where it is no date.

    >>> date("2024-03-01T09:00Z"), date("2024-03"), date("2024-13"), date("last week"), date(None)
    ((2024, 3, 1), (2024, 3), (2024,), (), ())
    """
    found = _DATE.match(written or "")
    if found is None or found[1] == "0000":
        return ()
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= month <= 12:
        return (year,)
    return (year, month, day) if 1 <= day <= 31 else (year, month)


def iso(parts: Sequence[int]) -> str:
    """A date as ISO 8601.

    >>> iso((2024, 3)), iso(())
    ('2024-03', '')
    """
    return "-".join(f"{part:0{2 if at else 4}}" for at, part in enumerate(parts))


def authors(document: Document) -> list[str]:
    """Who wrote it, as the document writes them."""
    return [name for each in document.authors if (name := clean(each))]


def heading(document: Document) -> str:
    """The title; where there is none, the address or the name of the file."""
    return clean(document.title) or clean(document.uri)


def permalink(cited: Cited) -> str:
    """The address of the words in every reader that holds this text, without the machine: the same everywhere."""
    at = cited.anchor
    return f"/d/{quote(cited.document.id, safe='')}" + (f"?at={at}#at" if at else "")


def attribution(cited: Cited) -> str:
    """Whose words they are, and through whom: `attributed to Ada Lind (says), via Coast Wire ‹ Southport Daily`."""
    by_chain: dict[tuple[Voice, ...], list[Said]] = {}
    for said in cited.said:
        by_chain.setdefault(said.chain, []).append(said)
    return "; and ".join(_said(chain, found) for chain, found in by_chain.items() if chain)


def _said(chain: Sequence[Voice], found: Sequence[Said]) -> str:
    *through, speaker = chain
    how = ", ".join(dict.fromkeys(verb(said.status, speaker) for said in found))
    own = clean(chain[0].name)
    if not through:
        return f"in the words of {own} itself ({how})"
    via = [*map(_name, reversed(through[1:])), own]
    return f"attributed to {_name(speaker)} ({how}), via {' ‹ '.join(via)}"


def _name(voice: Voice) -> str:
    name = clean(voice.name) or "nobody named"
    return f"unnamed: “{name}”" if voice.kind is VoiceKind.UNNAMED else name


def notes(cited: Cited) -> list[str]:
    """What a citation says beside its fields: the attribution first, and that a machine found it."""
    document = cited.document
    told = attribution(cited)
    return [
        part
        for part in (
            f"{told}; attribution found by machine (whence), check it" if told else "",
            clean(republished(document)),
            "" if web(document) else f"file: {clean(document.uri)}",
            " ".join(filter(None, ("archived:", *archived(document)))) if archived(document)[0] else "",
            f"whence {permalink(cited)}",
        )
        if part
    ]


def key(cited: Cited) -> str:
    """A key for the citation, the same each time: outlet or author, year, the beginning of the document's id."""
    document = cited.document
    name = next(iter(authors(document)), "") or clean(document.publisher) or "document"
    year = "".join(map(str, date(document.published)[:1]))
    at = cited.anchor
    return f"{_plain(name)[:24].lower()}{year}{_plain(document.id)[:8]}" + (f"-{at.span.start}" if at else "")


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isalnum()) or "x"
