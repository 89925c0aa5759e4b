"""A citation for BibTeX and biblatex."""

from __future__ import annotations

import re

from whence.model.citing import Cited
from whence.present.citing import parts

# Braces are told by name: BibTeX counts them even where a backslash stands before them.
_MARKS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "#": r"\#", "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_TABLE = str.maketrans(_MARKS)
_PERSON = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?(?: [^\W\d_]+(?:[-'’][^\W\d_]+)*\.?){1,3}")


def bibtex(cited: Cited) -> str:
    """One `@misc` entry, which every style knows: what is not known has no field.

    A title keeps its capitals. A name that is not two to four plain words stands in braces, so that BibTeX does not
    take it apart. `note` says whose the words are, `annote` holds them.
    """
    document = cited.document
    date, seen = parts.date(document.published), parts.date(cited.accessed)
    words = parts.words(cited)
    fields = {
        "author": " and ".join(map(_author, parts.authors(document))),
        "title": f"{{{escape(parts.clean(document.title))}}}" if parts.clean(document.title) else "",
        "howpublished": escape(parts.clean(document.publisher)),
        "year": parts.iso(date[:1]),
        "date": parts.iso(date),
        "url": parts.web(document),
        "urldate": parts.iso(seen),
        "note": escape("; ".join(parts.notes(cited))),
        "annote": escape(parts.quoted(words)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines += [f"  month = {parts.MONTHS[date[1] - 1][:3].lower()}"] if len(date) > 1 else []  # a macro of every style
    return f"@misc{{{parts.key(cited)},\n" + ",\n".join(lines) + "\n}\n"


def escape(text: str) -> str:
    """Text for a field.

    >>> escape("50 % of {A_B} & C")
    '50 \\\\% of \\\\textbraceleft{}A\\\\_B\\\\textbraceright{} \\\\& C'
    """
    return text.translate(_TABLE)


def _author(name: str) -> str:
    plain = _PERSON.fullmatch(name) and " and " not in name.lower()
    return escape(name) if plain else f"{{{escape(name)}}}"
