"""Notes of republication: what a text itself says it was taken from."""

from __future__ import annotations

import re

from whence.ingest.texts.dates import find_date, read_date
from whence.ingest.texts.names import is_name
from whence.ingest.texts.signature import read_signature
from whence.model.text import Publication

_LONGEST_NOTE = 600
_TEXTS = r"(?:article|story|piece|post|column|essay|op-ed|report|interview|text|commentary|editorial|analysis|dispatch)"
_REPUBLISHED = re.compile(
    rf"(?:(?:a (?:longer |shorter )?version of )?(?:this|the following) {_TEXTS}(?:,? by (?P<by>[^,.:;]{{3,80}}?),?)?"
    r"(?: was| is| has been)? ?(?:originally |first |previously |initially )?"
    r"|(?:originally |first |previously )?)"
    r"(?P<verb>published|appeared|ran|posted|republished|reprinted|reposted|reproduced|cross-?posted|taken|printed)"
    r"(?: here)?(?: with (?:kind )?permission)?(?: on (?P<date>[^.;:]{5,40}?))?,?"
    r" (?:in|on|by|at|from|of|with permission from) (?-i:the )?(?P<rest>.{2,200})",
    re.IGNORECASE,
)
_REPUBLISHED_ABROAD = re.compile(
    r"(?:(?:zuerst|ursprünglich) (?:erschienen|veröffentlicht) (?:in|bei|auf|im)(?: der| dem)?"
    r"|(?:publié|paru) (?:initialement |d'abord |à l'origine )?(?:sur|dans|par)(?: le| la)?"
    r"|publicado originalmente (?:en|por|em)(?: el| la)?|originariamente pubblicato (?:su|da)"
    r"|oorspronkelijk (?:verschenen|gepubliceerd) (?:in|op)) (?P<rest>.{2,200})",
    re.IGNORECASE,
)
_SAYS_BORROWED = re.compile(
    r"originally|first |previously|initially"
    r"|re-?p(?:ublish|rint|ost|roduc)|cross-?post|taken from|permission|following",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"(?:authored|written|posted|submitted)? ?by (?P<by>[^,|]{3,80}) via (?P<rest>.{2,80})", re.IGNORECASE
)


def read_republication(line: str) -> Publication | None:
    """What a text was taken from, where the line says so.

    >>> read_republication("This article originally appeared in the Southport Daily on 3 March 2024.")
    Publication(publisher='Southport Daily', authors=(), published='2024-03-03')
    >>> read_republication("The photograph first appeared in the Southport Daily, he said.")
    """
    line = line.strip().strip("*_()[]").strip()
    if len(line) > _LONGEST_NOTE:
        return None
    if via := _VIA.match(line):
        return _publication(via["rest"], by=via["by"], when=via["rest"])
    if abroad := _REPUBLISHED_ABROAD.match(line):
        return _publication(abroad["rest"], by=None, when=line)
    match = _REPUBLISHED.match(line)
    if not match or not _SAYS_BORROWED.search(line[: match.start("rest")]):
        return None
    return _publication(match["rest"], by=match["by"], when=match["date"] or match["rest"])


def _publication(rest: str, *, by: str | None, when: str) -> Publication | None:
    name, end = _leading_name(rest)
    signed = read_signature(by) if by else None
    if not signed and (note := re.match(r",? (?:and )?(?:was )?(?:written )?by ", rest[end:])):
        signed = read_signature(_leading_name(rest[end + note.end() :])[0])
    if not name and not signed:
        return None
    return Publication(publisher=name or None, authors=signed.authors if signed else (), published=read_date(when))


def _leading_name(text: str) -> tuple[str, int]:
    """The longest name a text begins with, and where it ends; a full stop or comma ends it."""
    name, end, position = "", 0, 0
    for word in text.split(" ")[:8]:
        position += len(word)
        bare = word.rstrip(".,;:)”\"'’")
        candidate = f"{text[: position - len(word)]}{bare}".strip("“\"'‘’ ")
        if bare.lower() in {"on", "under", "with", "here"} or find_date(bare):
            break
        if is_name(candidate):
            name, end = candidate, position - len(word) + len(bare)
        if bare != word and not (len(bare) <= 2 and word.endswith(".")):
            break
        position += 1
    return name, end
