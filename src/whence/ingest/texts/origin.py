"""Whose text it is, told from all its bylines and notes: the site's own, and in a repost the original's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.ingest.texts.bylines import Byline
from whence.ingest.texts.header import Signed
from whence.model.text import Publication

_NEAR = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Who published the text here, and what it was taken from."""

    own: Publication
    republished: Publication | None


@dataclass(frozen=True, slots=True)
class _Signature:
    byline: Byline
    first: int
    last: int


def origin(signed: Sequence[Signed], note: Publication | None, *, header_end: int) -> Origin:
    """Sort bylines and a note of republication into the site's own and the original's."""
    signed = [item for item in signed if not (note and _is_in_note(item.byline, note))]
    signatures = [
        signature for signature in _joined(signed) if signature.first <= header_end + _NEAR or len(signed) == 1
    ]
    if not signatures:
        return Origin(Publication(authors=note.authors if note else ()), note)
    first = _publication(signatures[0].byline)
    second = _second(signatures, header_end)
    if second and _earlier(first, second):
        first, second = second, first
    if note and not second:
        return _noted(first, note)
    if note and second:
        second = _filled(note, second)
    return Origin(first, second)


def _is_in_note(byline: Byline, note: Publication) -> bool:
    """ "Authored by Ada Lind via The Review" is a byline and a note in one: it signs the original."""
    names = {(byline.publisher or "").removeprefix("The "), (note.publisher or "").removeprefix("The ")}
    return bool(note.authors) and byline.authors == note.authors and len(names) == 1


def _publication(byline: Byline) -> Publication:
    return Publication(publisher=byline.publisher, authors=byline.authors, published=byline.published)


def _joined(signed: Sequence[Signed]) -> list[_Signature]:
    """Bylines and dates on neighbouring lines are one signature, until a second author comes with a second date."""
    joined: list[_Signature] = []
    for number, item in enumerate(signed):
        following = signed[number + 1] if number + 1 < len(signed) else None
        if joined and item.piece <= joined[-1].last + 1 and not _starts_another(joined[-1].byline, item, following):
            joined[-1] = _Signature(_merged(joined[-1].byline, item.byline), joined[-1].first, item.piece)
        else:
            joined.append(_Signature(item.byline, item.piece, item.piece))
    return joined


def _starts_another(before: Byline, item: Signed, following: Signed | None) -> bool:
    byline = item.byline
    if byline.published and before.published:
        return True
    if byline.publisher and before.publisher and byline.publisher != before.publisher:
        return True
    dated_soon = following and following.piece == item.piece + 1 and following.byline.published
    return bool(byline.authors and before.published and dated_soon)


def _merged(first: Byline, second: Byline) -> Byline:
    return replace(
        first,
        authors=tuple(dict.fromkeys((*first.authors, *second.authors))),
        publisher=first.publisher or second.publisher,
        published=first.published or second.published,
    )


def _second(signatures: Sequence[_Signature], header_end: int) -> Publication | None:
    """The second byline of a repost: other names, and a second date, another outlet, or a place in the header."""
    first = signatures[0].byline
    for signature in signatures[1:]:
        byline = signature.byline
        if not (byline.authors or byline.publisher) or set(byline.authors) & set(first.authors):
            continue
        two_dates = first.published and byline.published
        two_outlets = byline.publisher and byline.publisher != first.publisher
        if two_dates or two_outlets or (signature.last < header_end and byline.authors and first.published):
            return _publication(byline)
    return None


def _earlier(first: Publication, second: Publication) -> bool:
    """True when both dates are full and the first is the older: then it is the original's."""
    if not (first.published and second.published):
        return False
    return first.published[:10] < second.published[:10] and len(first.published) >= 10 <= len(second.published)


def _noted(first: Publication, note: Publication) -> Origin:
    """A repost with one byline: the author is the original's, and an outlet named in both places is not this site."""
    same = note.publisher is not None and note.publisher == first.publisher
    republished = replace(note, authors=note.authors or first.authors)
    if same:
        republished = replace(republished, published=note.published or first.published)
    return Origin(replace(first, publisher=None) if same else first, republished)


def _filled(note: Publication, second: Publication) -> Publication:
    return Publication(
        publisher=note.publisher or second.publisher,
        authors=note.authors or second.authors,
        published=note.published or second.published,
    )
