"""Bylines, read from the line they stand on; and, for those who read lines, its neighbours: datelines, dates, reposts.

Every function takes one line (or the beginning of a paragraph), looks at a few hundred characters of it at most, and
answers None when any part of the line is not understood: a sentence that begins with "By" is no byline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whence.ingest.texts.datelines import Dateline, read_dateline
from whence.ingest.texts.dates import find_date, read_date
from whence.ingest.texts.names import as_written_small, is_agency, is_body, is_outlet, is_person
from whence.ingest.texts.republication import read_republication
from whence.ingest.texts.signature import BEFORE_DATE, IGNORABLE, Byline, read_signature

__all__ = ["Byline", "Dateline", "read_byline", "read_date", "read_dateline", "read_names", "read_republication"]

_LONGEST_BYLINE = 240

_SEPARATOR = re.compile(r"\s[-–—/]{1,2}\s|\s?[|•·]\s?|\t|;\s")
_BY = re.compile(
    r"(?:(?:first |originally )?(?:written|reported|report|reporting|posted|published|submitted|story|words|text|"
    r"analysis|opinion|commentary|comment|review|interview|authored|post|guest post|article|special) by:?\s"
    r"|by:?\s|authors?:\s?|autor(?:in|es)?:\s?|byline:\s?)",
    re.IGNORECASE,
)
_BY_ABROAD = re.compile(r"(?:Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR)\s")
_PUBLISHED = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|created|issued|date|submitted|released)|veröffentlicht|publié"
    r"|publicado|pubblicato|gepubliceerd)(?:\s?:|\s(?:on|at|am|le|el|il|op|em))?\s",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:(?:last )?(?:updated|modified|edited)|stand|aktualisiert|mis à jour|actualizado|aggiornato|atualizado)"
    r"(?:\s?:|\s(?:on|at|am|le|el|il|op|em))?\s",
    re.IGNORECASE,
)


def read_byline(line: str) -> Byline | None:
    """The byline that fills this line: one with a "by", a label or a date in it. None for anything else.

    >>> read_byline("December 14th, 2022 - by A. Writer / The Review")
    Byline(authors=('A. Writer',), publisher='The Review', published='2022-12-14', updated=None, place=None)
    >>> read_byline("By ADA LIND and TOM ROE, Southport Daily").authors
    ('Ada Lind', 'Tom Roe')
    >>> read_byline("By Tuesday the bridge had reopened.")
    """
    parsed = _parse(line)
    return parsed.byline if parsed and parsed.strong else None


def read_names(line: str) -> Byline | None:
    """A line that would be a byline if it stands under a headline: names and nothing else.

    >>> read_names("Ada Lind in Port Alder")
    Byline(authors=('Ada Lind',), publisher=None, published=None, updated=None, place='Port Alder')
    >>> read_names("Harbour reopens")
    """
    parsed = _parse(line)
    if not parsed or not (parsed.strong or parsed.byline.authors):
        return None
    return parsed.byline if parsed.strong or not line.rstrip().endswith((".", "!", "?")) else None


@dataclass(frozen=True, slots=True)
class _Parsed:
    byline: Byline
    strong: bool


def _parse(line: str) -> _Parsed | None:
    line = line.strip().strip("*_").strip()
    if not 3 <= len(line) <= _LONGEST_BYLINE:
        return None
    byline, signed, strong, loose = Byline(), False, False, list[str]()
    for segment in (part.strip(" ,;") for part in _SEPARATOR.split(line)):
        if not segment or IGNORABLE.fullmatch(segment):
            continue
        if read := _dated_segment(segment):
            strong = strong or bool(read.published or read.updated)
        elif read := _signed_segment(segment):
            signed, strong = True, strong or not _one_plain_word(read)
        elif read := _loose_segment(segment):
            strong = strong or bool(read.published)
            loose += [*read.authors]
            read = replace(read, authors=())
        else:
            return None
        byline = _merged(byline, read)
    if not (strong or loose or byline != Byline()):
        return None
    return _Parsed(_with_outlet(byline, loose) if signed else _with_loose_names(byline, loose), strong)


def _one_plain_word(byline: Byline) -> bool:
    """ "By Design" may be a headline: one word signs a text only when it is known to be an agency, or a date helps."""
    named = (*byline.authors, *([byline.publisher] if byline.publisher else []))
    return len(named) == 1 and " " not in named[0] and "." not in named[0] and not is_agency(named[0])


def _dated_segment(segment: str) -> Byline | None:
    """A segment that is a date and a label at most."""
    label = _PUBLISHED.match(segment) or _UPDATED.match(segment)
    rest = segment[label.end() :] if label else segment
    found = find_date(rest)
    if not found or not found.value:
        return None
    before = BEFORE_DATE.sub("", rest[: found.start])
    if before.strip() or rest[found.end :].strip(" ,.)"):
        return None
    if _UPDATED.match(segment):
        return Byline(updated=found.value)
    return Byline(published=found.value)


def _signed_segment(segment: str) -> Byline | None:
    label = _BY.match(segment) or _BY_ABROAD.match(segment)
    return read_signature(segment[label.end() :].strip()) if label else None


def _loose_segment(segment: str) -> Byline | None:
    """Names without a "by": all of them kept as authors, sorted out once the whole line is read."""
    read = read_signature(segment)
    if not read:
        return None
    named = (*read.authors, *([read.publisher] if read.publisher else []))
    if not named or not all(is_person(name) or is_outlet(name) or is_body(name) for name in named):
        return None
    return replace(read, authors=named, publisher=None)


def _merged(first: Byline, second: Byline) -> Byline:
    return Byline(
        authors=(*first.authors, *second.authors),
        publisher=first.publisher or second.publisher,
        published=first.published or second.published,
        updated=first.updated or second.updated,
        place=first.place or second.place,
    )


def _with_outlet(byline: Byline, loose: list[str]) -> Byline:
    """Beside a "by", a name without one is the outlet."""
    return replace(byline, publisher=byline.publisher or next(iter(loose), None))


def _with_loose_names(byline: Byline, loose: list[str]) -> Byline:
    """Where no "by" is, names that look like outlets are, and the others are authors."""
    outlets = [name for name in loose if is_outlet(name) or is_body(name)]
    authors = tuple(as_written_small(name) for name in loose if name not in outlets)
    return replace(_with_outlet(byline, outlets), authors=authors or byline.authors)
