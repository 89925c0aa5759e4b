"""The document's description: what the page declares, and what its byline, dateline and notes say for all to see."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.ingest.pages.metadata import Declared, authors_of
from whence.ingest.pages.text import Assembled
from whence.ingest.texts.bylines import Byline, read_byline, read_dateline, read_names, read_republication
from whence.ingest.texts.header import Signed
from whence.ingest.texts.languages import guess_language
from whence.ingest.texts.names import is_outlet
from whence.ingest.texts.origin import origin
from whence.model.text import Block, Document, Evidence, Publication, Role, document_id

_NOTE_ROLES = frozenset({Role.CREDIT, Role.BYLINE, Role.PARAGRAPH, Role.CORRECTION})
_NEAR_THE_ENDS = 8
_LONGEST_NOTE = 600
_LONGEST_SITE = 50
_SEPARATOR = r" [|\-–—·»«:]+ |: "


def described(text: Assembled, about: Declared, *, uri: str) -> Document:
    """The document without a verdict on how complete it is.

    What the page declares in its markup wins over what a line seems to say, except that a repost is believed: the
    first of two visible bylines is the site's, the second the original's.
    """
    signed = _signed(text)
    note, note_evidence = _note(text)
    header_end = next((n for n, block in enumerate(text.blocks) if block.role is Role.PARAGRAPH), len(text.blocks))
    source = origin(signed, note, header_end=header_end)
    dateline = _dateline(text)
    site = _site_in_title(text, about)
    publisher = about.first("publisher") or source.own.publisher or (site.value if site else None)
    return Document(
        id=document_id(uri, text.text),
        uri=uri,
        text=text.text,
        blocks=text.blocks,
        title=_title(text, about),
        publisher=publisher or (dateline.value if dateline else None),
        authors=_authors(about, publisher) or source.own.authors,
        published=_published(about) or source.own.published,
        language=_language(about) or guess_language(text.text),
        canonical=next((value for value in about.values("canonical") if value.startswith(("http:", "https:"))), None),
        cites=tuple(dict.fromkeys(about.values("cites"))),
        republished=_other(source.republished, publisher),
        evidence=(
            *about.evidence,
            *_visible(text, signed),
            *note_evidence,
            *(each for each in (dateline, site) if each),
        ),
        nodes=text.nodes,
    )


def _line(text: Assembled, block: Block) -> str:
    return text.text[block.span.start : block.span.end]


def _title(text: Assembled, about: Declared) -> str | None:
    """What the page calls the article; `<title>` carries the site's name too, so the visible headline is better."""
    named = [each.value for each in about.evidence if each.field == "title" and each.source != "title"]
    visible = [_line(text, block) for block in text.blocks if block.role is Role.HEADLINE]
    if named:
        return named[0]
    return " ".join(visible[0].split()) if visible else about.first("title")


def _site_in_title(text: Assembled, about: Declared) -> Evidence | None:
    """What `<title>` holds beside the headline: "Quay shut | Southport Daily"."""
    headline = next((_line(text, block) for block in text.blocks if block.role is Role.HEADLINE), "")
    for each in about.evidence:
        if each.source != "title" or not headline or headline not in each.value:
            continue
        before, _, after = each.value.partition(headline)
        left = (re.split(_SEPARATOR, after)[-1] or re.split(_SEPARATOR, before)[0]).strip(" |:-–—·»«")
        if 0 < len(left) <= _LONGEST_SITE and not any(char.isdigit() for char in left):
            return Evidence(field="publisher", value=left, source="title beside the headline")
    return None


def _authors(about: Declared, publisher: str | None) -> tuple[str, ...]:
    """The names of the most trusted source that gives any; an outlet's name only where no person is named."""
    sources = dict.fromkeys(each.source for each in about.evidence if each.field == "author")
    found = [
        authors_of(
            [each.value for each in about.evidence if each.field == "author" and each.source == source], publisher
        )
        for source in sources
    ]
    people = [names for names in found if names and not all(is_outlet(name) for name in names)]
    return next(iter(people or [names for names in found if names]), ())


def _published(about: Declared) -> str | None:
    """The most trusted date; a later source that says the same day more precisely completes it."""
    dates = about.values("published")
    return next(
        (date for date in dates if len(date) > len(dates[0]) and date.startswith(dates[0])), about.first("published")
    )


def _language(about: Declared) -> str | None:
    for value in about.values("language"):
        code = value.replace("_", "-").split("-")[0].strip().lower()
        if 2 <= len(code) <= 3 and code.isalpha():
            return code
    return None


def _signed(text: Assembled) -> list[Signed]:
    """The bylines and dates that the text shows, in order; within live entries and quotations they sign only those."""
    found: list[Signed] = []
    for number, block in enumerate(text.blocks):
        if block.group is not None or block.role not in {Role.BYLINE, Role.DATELINE}:
            continue
        line = " ".join(_line(text, block).split("\n"))
        if byline := _read(line, block.role):
            found.append(Signed(byline, number))
    return found


def _read(line: str, role: Role) -> Byline | None:
    if read := read_byline(line):
        return read
    return read_names(line) if role is Role.BYLINE else None


def _note(text: Assembled) -> tuple[Publication | None, list[Evidence]]:
    """A note, near the top or the end, of where the text first appeared."""
    blocks = text.blocks
    ends = [*blocks[:_NEAR_THE_ENDS], *blocks[max(_NEAR_THE_ENDS, len(blocks) - _NEAR_THE_ENDS) :]]
    for block in ends:
        if block.role not in _NOTE_ROLES or block.group is not None or len(block.span) > _LONGEST_NOTE:
            continue
        line = _line(text, block)
        if (note := read_republication(line)) and (value := note.publisher or next(iter(note.authors), None)):
            return note, [Evidence(field="republished", value=value, source=f"note: {line}")]
    return None, []


def _other(republished: Publication | None, publisher: str | None) -> Publication | None:
    """A note that names the site itself makes no repost ("First published in the Southport Daily on 3 March")."""
    if republished and publisher and (republished.publisher or "").casefold() == publisher.casefold():
        return None
    return republished


def _dateline(text: Assembled) -> Evidence | None:
    """The agency in the dateline of the first paragraph: the publisher where nothing else names one."""
    first = next((block for block in text.blocks if block.role is Role.PARAGRAPH), None)
    dateline = read_dateline(_line(text, first)[:300]) if first else None
    if not dateline or not dateline.agency:
        return None
    return Evidence(field="publisher", value=dateline.agency, source="dateline")


def _visible(text: Assembled, signed: Sequence[Signed]) -> list[Evidence]:
    found: list[Evidence] = []
    for each in signed:
        source = f"visible line: {_line(text, text.blocks[each.piece])[:200]}"
        found += [Evidence(field="author", value=name, source=source) for name in each.byline.authors]
        if each.byline.publisher:
            found.append(Evidence(field="publisher", value=each.byline.publisher, source=source))
        if each.byline.published:
            found.append(Evidence(field="published", value=each.byline.published, source=source))
    return found
