"""A link to words of a live page: a text fragment (WICG, "URL Fragment Text Directives").

`#:~:text=[prefix-,]start[,end][,-suffix]`
"""

from __future__ import annotations

from urllib.parse import quote

from whence.model.citing import Cited
from whence.model.text import Span
from whence.present.citing.parts import web

_WHOLE = 160  # characters of words that are named whole
_ENDS = 6  # words of a longer passage's beginning and end
_BESIDE = 4  # words beside those that stand there more than once
_MOST = 90  # characters of any part: scripts without spaces have long words


def fragment(cited: Cited) -> str:
    """The address of the words on the live page; empty for a whole document, or where there is no live page."""
    address, text = web(cited.document), cited.document.text
    if not address or not cited.spans:
        return ""
    span = Span(cited.spans[0].start, cited.spans[-1].end)
    directive = _directive(text, span)
    if not directive:
        return ""
    base, _, inside = address.partition("#")
    return f"{base}#{inside.split(':~:')[0]}:~:text={directive}"


def _directive(text: str, span: Span) -> str:
    words = text[span.start : span.end].strip()
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and len(words) <= _WHOLE:
        middle = encoded(words)
    else:
        middle = f"{encoded(_first(lines[0], _ENDS))},{encoded(_last(lines[-1], _ENDS))}"
    if text.count(words) < 2:
        return middle
    before = _last(text[: span.start].rsplit("\n", 1)[-1], _BESIDE)
    after = _first(text[span.end :].split("\n", 1)[0], _BESIDE)
    return (f"{encoded(before)}-," if before else "") + middle + (f",-{encoded(after)}" if after else "")


def _first(line: str, most: int) -> str:
    return " ".join(line.split()[:most])[:_MOST].strip()


def _last(line: str, most: int) -> str:
    return " ".join(line.split()[-most:])[-_MOST:].strip()


def encoded(words: str) -> str:
    """Words in percent signs, hyphens, commas and ampersands too: these have a meaning in the directive.

    >>> encoded("re-opened, & “more”")
    're%2Dopened%2C%20%26%20%E2%80%9Cmore%E2%80%9D'
    """
    folded = " ".join(words.split())
    return quote(folded.encode("utf-8", "replace"), safe="").replace("-", "%2D")
