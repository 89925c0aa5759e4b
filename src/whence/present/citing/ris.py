"""A citation as RIS, for reference managers."""

from __future__ import annotations

from collections.abc import Iterator

from whence.model.citing import Cited
from whence.present.citing import parts


def ris(cited: Cited) -> str:
    """One record: a tag, two spaces, a hyphen and a value a line, lines ended as RIS asks (CR LF).

    No value can begin a line of its own, because no value has a line end in it. `N1` says whose the words are; the
    words are the second `N1`.
    """
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(cited))


def _tags(cited: Cited) -> Iterator[tuple[str, str]]:
    document = cited.document
    web, words = parts.web(document), parts.words(cited)
    yield "TY", "NEWS" if document.publisher else "ELEC" if web else "GEN"
    found = [
        ("ID", parts.key(cited)),
        ("TI", parts.clean(document.title)),
        *(("AU", name) for name in parts.authors(document)),
        ("T2", parts.clean(document.publisher)),
        ("PY", parts.iso(parts.date(document.published)[:1])),
        ("DA", _date(parts.date(document.published))),
        ("UR", web),
        ("Y2", _date(parts.date(cited.accessed))),
        ("LA", parts.clean(document.language)),
        ("N1", "; ".join(parts.notes(cited))),
        ("N1", parts.quoted(words)),
    ]
    yield from ((tag, value) for tag, value in found if value)
    yield "ER", ""


def _date(date: tuple[int, ...]) -> str:
    """`2024/03/01/`: what is not known stays empty between its strokes."""
    if not date:
        return ""
    year, month, day = [*(f"{part:02}" for part in date), "", ""][:3]
    return f"{year}/{month}/{day}/"
