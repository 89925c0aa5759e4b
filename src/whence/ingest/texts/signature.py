"""Who signed a text: the names, the outlet, the place and the date in "Ada Lind in Port Alder, Southport Daily"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.ingest.texts.dates import find_date
from whence.ingest.texts.names import as_written_small, is_name, is_outlet, is_role, without_role

IGNORABLE = re.compile(
    r"\d{1,3}[- ]?min(?:ute)?s?(?: read)?|\d{1,2}[:.]\d{2}(?: ?[ap]m)?(?: ?[A-Z]{1,4})?"
    r"|@\w{1,30}|[\w.+-]{1,60}@[\w.-]{1,60}"
    r"|(?:world|local|business|sports?|politics|opinion|culture|share|comments?|\d{1,5} comments?)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|(?:mon|tue|wed|thu|fri|sat|sun),?",
    re.IGNORECASE,
)
BEFORE_DATE = re.compile(
    r"[\s,(]*(?:(?:published|posted|veröffentlicht|publié|publicado)\s)?(?:(?:on|at|of|am|le|el)\s)?"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,?\s)?$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s(for|of|at|on|via|in|from|à|aus)\s", re.IGNORECASE)
_AND = re.compile(r",?\s(?:and|&|with|und|et)\s")
_UNNAMED = re.compile(
    r"(?:(?:our|a|an|the)\s)?(?:\w+\s){0,2}"
    r"(?:staff|correspondents?|reporters?|editors?|editorial (?:team|board)|newsroom|redaktion|admin)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline says: who wrote the text, for whom, where and when (dates in ISO 8601)."""

    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    place: str | None = None


def read_signature(text: str) -> Byline | None:
    """ "Ada Lind and Tom Roe in Port Alder, Southport Daily, 3 March 2024"."""
    text, published = _without_date(" ".join(word for word in text.split() if "@" not in word))
    text, tails = _without_tails(text)
    if text.endswith(")") and (opening := text.find(" (")) > 0:
        tails["for"], text = text[opening + 2 : -1], text[:opening]
    pieces = [piece for part in text.split(", ") if (piece := part.strip(" ,.") if len(part) > 3 else part)]
    authors, publishers = list[str](), list[str]()
    for number, piece in enumerate(pieces):
        for name in _AND.split(piece):
            if IGNORABLE.fullmatch(name):
                continue
            if is_role(name) or _UNNAMED.fullmatch(name):
                publishers += [kept] if (kept := without_role(name)) else []
            elif not is_name(name):
                return None
            elif number and is_outlet(name):
                publishers.append(name)
            elif number == 1 and len(pieces) == 2 and " " not in name:
                tails.setdefault("in", name)  # "Ada Lind, Lisbon"
            else:
                authors.append(as_written_small(name))
    if tails.get("for"):
        publishers.append(tails["for"])
    if not (authors or publishers or published or _UNNAMED.fullmatch(text)):
        return None
    return Byline(
        authors=tuple(dict.fromkeys(authors)),
        publisher=publishers[0] if publishers else None,
        published=published,
        place=tails.get("in"),
    )


def _without_date(text: str) -> tuple[str, str | None]:
    found = find_date(text)
    if not found:
        return text, None
    before = text[: found.start]
    if lead := BEFORE_DATE.search(before):
        before = before[: lead.start()]
    return f"{before} {text[found.end :].lstrip(' ,)')}".strip(), found.value


def _without_tails(text: str) -> tuple[str, dict[str, str]]:
    """Cut "in Port Alder" and "for The Review" off the end; the keys are "in" and "for"."""
    tails: dict[str, str] = {}
    for match in reversed(list(_TAIL.finditer(text))):
        tail = text[match.end() :].strip(" ,.")
        outlet = tail.removeprefix("the ")
        if match[1].lower() in {"in", "from", "à", "aus"}:
            if is_name(tail):
                tails["in"], text = tail, text[: match.start()]
        elif is_name(outlet) and (match[1].lower() not in {"of", "on"} or is_outlet(tail)):
            tails["for"], text = outlet, text[: match.start()]
    return text, tails
