"""The top of a plain-text article: masthead, headline, standfirst, bylines and datelines, before the first prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.ingest.texts.bylines import Byline, read_byline, read_dateline, read_names
from whence.ingest.texts.dates import find_date
from whence.ingest.texts.layout import Piece, ends_sentence, len_of
from whence.ingest.texts.lines import address, bullet, caption, correction, credit, label
from whence.ingest.texts.names import as_written_small, is_body, is_outlet
from whence.ingest.texts.signature import BEFORE_DATE
from whence.model.text import Role

_LONGEST_HEADER = 14
_LONGEST_HEADLINE = 220
_FIELD = re.compile(
    r"(?P<name>title|headline|author|authors|byline|date|published|publication|publisher|outlet|url|link)\s?:\s{0,4}(?=\S)",
    re.IGNORECASE,
)
_PROSE_START = re.compile(r"(?:the|an?|it|he|she|they|we|i|there|this|that|these|those|when|if|but)\s", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did|[a-z]{2,20}ed)\b")  # headlines speak in the present
_RELEASE = re.compile(
    r"(?:for immediate release|embargoed (?:until|for) .{1,60}|(?:press|news) release|medienmitteilung"
    r"|communiqué de presse)$"
    r"|(?:(?:press|media) )?contacts?:",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[”\"'’],? (?:he|she|they|\w{1,20}) (?:said|says|told|asked|added|wrote)|\bsaid\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signed:
    """A byline and the piece it was read from."""

    byline: Byline
    piece: int


@dataclass(slots=True)
class Header:
    """What the top of a text says: the roles of its pieces, its headline, its bylines in order."""

    roles: list[Role] = field(default_factory=list[Role])
    title: tuple[int, int] | None = None
    publisher: tuple[str, int] | None = None
    address: str | None = None
    signed: list[Signed] = field(default_factory=list[Signed])


def read_header(text: str, pieces: Sequence[Piece], title: str | None) -> Header:
    """The header of a text: its first pieces as long as they are no prose. `title` is what the caller knows already."""
    header = Header()
    for number, piece in enumerate(pieces[:_LONGEST_HEADER]):
        role = _role(text, pieces, number, header, title)
        if role is None:
            break
        header.roles.append(role)
        if role is Role.HEADLINE and header.title is None:
            header.title = _after_field(text, piece)
    return header


def _role(text: str, pieces: Sequence[Piece], number: int, header: Header, title: str | None) -> Role | None:
    piece = pieces[number]
    line = text[piece.start : min(piece.end, piece.start + 2 * _LONGEST_HEADLINE)]
    if piece.marks or len(pieces) == 1:
        return None
    if piece.role:
        return piece.role if piece.role in {Role.HEADLINE, Role.CAPTION} else None
    if named := _field_role(line, number, header):
        return named
    if signed := signature(line, under_headline=header.title is not None or title is not None):
        header.signed.append(Signed(signed, number))
        return Role.BYLINE if signed.authors or signed.publisher or not signed.published else Role.DATELINE
    if is_dateline(line) and not _outlet_line(line):
        return Role.DATELINE
    if url := address(line):
        header.address = header.address or url
        return Role.CREDIT
    if caption(line):
        return Role.CAPTION
    if correction(line):
        return Role.CORRECTION
    if credit(line):
        return Role.CREDIT
    if not header.signed and _is_masthead(text, pieces, number):
        header.publisher = header.publisher or (as_written_small(line), number)
        return Role.CREDIT
    if _RELEASE.match(line):
        return Role.CREDIT
    if header.title and (outlet := _outlet_line(line)):
        header.signed.append(Signed(outlet, number))
        return Role.BYLINE
    signed_soon = _signed_soon(text, pieces, number)
    if header.title is None:
        return Role.HEADLINE if _is_headline(text, pieces, number, title, signed_soon=signed_soon) else None
    if signed_soon and len(line) < 2 * _LONGEST_HEADLINE:
        again = bool(header.signed) and not ends_sentence(text, piece.end)
        return Role.HEADLINE if again else Role.PARAGRAPH  # a second headline above a second byline; else a standfirst
    return None


def is_dateline(line: str) -> bool:
    """A dateline on a line of its own: a place with its date, country or agency."""
    found = read_dateline(f"{line} —") if len(line) <= 100 else None
    return bool(found and found.span.end > len(line) and ("," in line or "(" in line))


def signature(line: str, *, under_headline: bool) -> Byline | None:
    """The byline on this line; names alone are one only where a headline stands above."""
    return read_names(line) if under_headline else read_byline(line)


def _field_role(line: str, number: int, header: Header) -> Role | None:
    """ "Title: …", "Author: …", "Publication: …", as archives export articles."""
    match = _FIELD.match(line)
    if not match:
        return None
    name, value = match["name"].lower(), line[match.end() :].strip()
    if name in {"title", "headline"} and header.title is None:
        return Role.HEADLINE
    if name in {"url", "link"} and (url := address(value)):
        header.address = header.address or url
        return Role.CREDIT
    if name in {"publication", "publisher", "outlet"} and len(value) <= 80:
        header.publisher = header.publisher or (value, number)
        return Role.CREDIT
    if name in {"author", "authors", "byline"} and (signed := read_byline(f"By {value}")):
        header.signed.append(Signed(signed, number))
        return Role.BYLINE
    return None


def _after_field(text: str, piece: Piece) -> tuple[int, int]:
    match = _FIELD.match(text, piece.start, piece.end)
    return (match.end() if match else piece.start, piece.end)


def _is_masthead(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """The name of the outlet, or of an office and its parts, above the headline."""
    line = text[pieces[number].start : pieces[number].end][:90]
    if number > 2 or number + 2 >= len(pieces) or len(line.split()) < 2:
        return False
    if not (is_outlet(line.removeprefix("The ")) if number == 0 and not line.isupper() else _is_issuer(line)):
        return False
    after = pieces[number + 1]
    return len_of(after) <= _LONGEST_HEADLINE and not ends_sentence(text, after.end)


def _is_issuer(line: str) -> bool:
    return is_outlet(line.removeprefix("The ")) or is_body(line)


def _outlet_line(line: str) -> Byline | None:
    """ "The Saltmarsh Review, Saturday 8 June": an outlet alone, or with its date."""
    if len(line) > 100:
        return None
    found = find_date(line)
    name = BEFORE_DATE.sub("", line[: found.start]) if found else line
    if not is_outlet(name.removeprefix("The ")) or (found and line[found.end :].strip(" .")):
        return None
    return Byline(publisher=as_written_small(name), published=found.value if found else None)


def _signed_soon(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """True when a byline or a date stands within the next two pieces."""
    for piece in pieces[number + 1 : number + 3]:
        line = text[piece.start : piece.end][:250]
        if signature(line, under_headline=True) and not _PROSE_START.match(line):
            return True
        if len(line) >= 200:
            return False
    return False


def _is_headline(text: str, pieces: Sequence[Piece], number: int, title: str | None, *, signed_soon: bool) -> bool:
    piece = pieces[number]
    line = text[piece.start : piece.end]
    if len(line) > _LONGEST_HEADLINE or number + 1 >= len(pieces):
        return False
    if title is not None:
        return folded(line) == folded(title)
    if bullet(line) or read_dateline(line) or line[0].islower() or line.endswith((",", ":")):
        return False
    if line.endswith(";"):
        return pieces[number + 1].start <= piece.end + 3  # the headline goes on in the next line
    if label(line) and label(text[pieces[number + 1].start : pieces[number + 1].end]):
        return False
    if signed_soon or not ends_sentence(text, piece.end) or line.endswith(("?", "!")):
        return not _SPOKEN.search(line) or signed_soon
    if is_title_case(line) or read_dateline(text[pieces[number + 1].start : pieces[number + 1].end][:200]):
        return True
    if find_date(line) or _PROSE_START.match(line) or _SPOKEN.search(line) or _PAST.search(line):
        return False
    following = max(len_of(after) for after in pieces[number + 1 : number + 4])
    return len(line) <= 120 and following >= 1.5 * len(line)


def is_title_case(line: str) -> bool:
    """True When Most Long Words Are Written Like This.

    >>> is_title_case("Harbour Reopens After Nine Days."), is_title_case("The mayor met Ada Lind in Port Alder.")
    (True, False)
    """
    long_words = [word for word in line.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return len(long_words) >= 2 and sum(word[0].isupper() for word in long_words) * 5 >= 4 * len(long_words)


def folded(text: str) -> str:
    """Letters and digits alone, small: two spellings of one title are equal."""
    return "".join(char for char in text.casefold() if char.isalnum())
