"""A citation to read: as plain text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from whence.model.citing import Cited
from whence.present.citing import parts

_MARKS = re.compile(r"[\\`*_{}\[\]<>|~&#@$]")
_LINKS = re.compile(r"(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)


def plain(cited: Cited) -> str:
    """The words, who wrote them where and when, and whose they are."""
    words = parts.words(cited)
    return "\n".join(
        [
            *([parts.quoted(words)] if words else []),
            _source(cited, parts.heading(cited.document), lambda text: text),
            *([web] if (web := parts.web(cited.document)) else []),
            *(f"{note[0].upper()}{note[1:]}." if not note.startswith("whence ") else note for note in _notes(cited)),
        ]
    ) + "\n"  # fmt: skip


def markdown(cited: Cited) -> str:
    """The same for Markdown: no character of an article means anything in it.

    The escapes are those of CommonMark, and of GitHub's links and mentions.
    """
    words, web = parts.words(cited), parts.web(cited.document)
    title = escape(parts.heading(cited.document))
    linked = f"[{title}]({web.replace('(', '%28').replace(')', '%29')})" if web else title
    lines = [*([f"> {escape(parts.quoted(words))}", ">"] if words else []), f"> — {_source(cited, linked, escape)}"]
    lines += [f"> ({escape(note)})" for note in _notes(cited)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text for Markdown.

    >>> escape("*see* [this](http://a.example) <b> www.b.example")
    '\\\\*see\\\\* \\\\[this\\\\](http\\\\://a.example) \\\\<b\\\\> www\\\\.b.example'
    """
    return _LINKS.sub(lambda found: f"\\{found[0]}", _MARKS.sub(lambda found: f"\\{found[0]}", text))


def _source(cited: Cited, title: str, shown: Callable[[str], str]) -> str:
    document = cited.document
    known = [
        title,
        shown(", ".join(parts.authors(document))),
        shown(parts.clean(document.publisher)),
        parts.iso(parts.date(document.published)),
        f"Seen {seen}" if (seen := parts.iso(parts.date(cited.accessed))) else "",
    ]
    return ". ".join(part for part in known if part) + "."


def _notes(cited: Cited) -> list[str]:
    return [note for note in parts.notes(cited) if not note.startswith("file: ")]
