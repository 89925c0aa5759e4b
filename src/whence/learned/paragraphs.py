"""The paragraphs of plain text."""

from __future__ import annotations

import re

from whence.model.text import Span

_LINE = re.compile(r"[^\n]+")


def paragraphs(text: str) -> list[Span]:
    """The lines that hold something.

    >>> paragraphs("One.\\n\\nTwo.")
    [Span(start=0, end=4), Span(start=6, end=10)]
    """
    return [Span(match.start(), match.end()) for match in _LINE.finditer(text) if match.group().strip()]
