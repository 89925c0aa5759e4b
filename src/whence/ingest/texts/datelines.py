"""Datelines: the place, date and agency that a report begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from whence.ingest.texts.dates import find_date
from whence.ingest.texts.names import is_agency, is_name
from whence.ingest.texts.signature import BEFORE_DATE
from whence.model.text import Span

_LONGEST_DATELINE = 140
_DASH = re.compile(r"\s{0,2}(?:\.-|[-–—]{1,2}|:)(?=\s|$)")
_NO_PLACE = re.compile(
    r"(?:breaking|updated?|exclusive|live|watch|opinion|analysis|videos?|photos?|correction|editorial|note|advisory|news|alert"
    r"|urgent|interview|review|comment|explainer|factbox|timeline|warning|listen|read)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The beginning of a report: "PORT ALDER, March 3 (Coastal Press) -". Its span is 0 to the end of the dash."""

    span: Span
    place: str
    agency: str | None = None
    published: str | None = None


def read_dateline(text: str) -> Dateline | None:
    """The dateline a report begins with: a place in capitals, or any place with its agency or date.

    >>> read_dateline("PORT ALDER, March 3 (Coastal Press) - The harbour reopened.")
    Dateline(span=Span(start=0, end=37), place='PORT ALDER', agency='Coastal Press', published=None)
    >>> read_dateline("EXCLUSIVE — The harbour reopened.")
    """
    head = text[:_LONGEST_DATELINE]
    indent = len(head) - len(head.lstrip())
    for dash in _DASH.finditer(head):
        if dateline := _dateline(head[indent : dash.start()], ends_in_colon=dash[0].strip() == ":"):
            return replace(dateline, span=Span(0, dash.end()))
    return None


def _dateline(prefix: str, *, ends_in_colon: bool) -> Dateline | None:
    place, agency = prefix, None
    if prefix.startswith("(") and (closing := prefix.find(")")) > 0:
        agency, place = prefix[1:closing], prefix[closing + 1 :]
    elif prefix.endswith(")") and (opening := prefix.rfind("(")) > 0:
        agency, place = prefix[opening + 1 : -1], prefix[:opening]
    found = find_date(place)
    published = found.value if found else None
    if found:
        if place[found.end :].strip(" ,."):
            return None
        lead = BEFORE_DATE.search(place[: found.start])
        place = place[: lead.start() if lead else found.start]
    place = place.strip(" ,.")
    if agency is not None and not (is_name(agency) or is_agency(agency)):
        return None
    if not _is_place(place) or (ends_in_colon and not (agency or found)):
        return None
    if not (agency or found or place.partition(",")[0].isupper()):
        return None
    return Dateline(span=Span(0, 0), place=place, agency=agency, published=published)


def _is_place(text: str) -> bool:
    parts = [part.strip() for part in re.split(r"[,/]", text)]
    if len(text) < 3 or len(parts) > 4 or _NO_PLACE.match(text):
        return False
    return all(is_name(part) and len(part.split()) <= 4 for part in parts)
