"""Bytes to text in the order the WHATWG encoding standard gives: what a browser would have shown."""

from __future__ import annotations

import codecs
import re

import webencodings

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16be"), (codecs.BOM_UTF16_LE, "utf-16le"))
_PRESCAN_BYTES = 1024
_GUESS_BYTES = 65_536
_SPACE = b"\t\n\x0c\r "
_ATTRIBUTE = re.compile(
    rb"[\t\n\x0c\r /]*+(?P<name>[^\t\n\x0c\r />=]++)(?:"
    rb"[\t\n\x0c\r ]*+=[\t\n\x0c\r ]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\t\n\x0c\r >\"']++)))?"
)
_CHARSET = re.compile(r"charset[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r ;\"']++))", re.I)


def decode(data: bytes, http_charset: str | None = None) -> tuple[str, str]:
    """The text, and how it was decoded and why.

    A byte-order mark wins, then the charset of the HTTP header, then the page's own `<meta>`, then valid UTF-8, then
    a guess, then windows-1252. UTF-7 and UTF-32 are never chosen. Bytes that cannot be decoded become U+FFFD.

    >>> decode("„Halt“".encode(), None)
    ('„Halt“', 'utf-8 (valid UTF-8)')
    >>> decode(b"<meta charset=latin1>caf\\xe9")
    ('<meta charset=latin1>café', 'windows-1252 (meta)')
    """
    for mark, label in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], label), f"{label} (byte-order mark)"
    if http_charset and (name := _known(http_charset)):
        return _decoded(data, name), f"{name} (HTTP header)"
    if name := declared_in_meta(data[:_PRESCAN_BYTES]):
        return _decoded(data, name), f"{name} (meta)"
    try:
        return data.decode("utf-8"), "utf-8 (valid UTF-8)"
    except UnicodeDecodeError:
        name, reason = _guessed(data[:_GUESS_BYTES])
        return _decoded(data, name), f"{name} ({reason})"


def declared_in_meta(head: bytes) -> str | None:
    """The encoding that a page's first bytes declare in a `<meta>`, by the standard's prescan.

    >>> declared_in_meta(b'<!-- <meta charset=koi8-r> --><meta http-equiv=content-type content="a; charset=big5">')
    'big5'
    """
    position = 0
    while (position := head.find(b"<", position)) >= 0:
        if head.startswith(b"<!--", position):
            end = head.find(b"-->", position + 2)
            if end < 0:
                return None
            position = end + 3
            continue
        if head[position : position + 5].lower() == b"<meta" and head[position + 5 : position + 6] in {
            *(bytes([space]) for space in _SPACE),
            b"/",
        }:
            attributes, position = _attributes(head, position + 5)
            if name := _meta_charset(attributes):
                return name
        elif head[position + 1 : position + 2].isalpha() or head[position + 1 : position + 2] == b"/":
            _, position = _attributes(head, position + 1)
        else:
            position += 1
    return None


def _attributes(head: bytes, position: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(head, position):
        value = match["double"] or match["single"] or match["bare"] or b""
        found.setdefault(match["name"].decode("latin-1").lower(), value.decode("latin-1"))
        position = match.end()
    return found, position


def _meta_charset(attributes: dict[str, str]) -> str | None:
    label = attributes.get("charset")
    if not label and attributes.get("http-equiv", "").lower() == "content-type":
        match = _CHARSET.search(attributes.get("content", ""))
        label = match and (match[1] or match[2] or match[3])
    name = _known(label) if label else None
    if name in {"utf-16be", "utf-16le"}:  # the declaration was readable as ASCII, so it cannot be true
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name


def _known(label: str) -> str | None:
    encoding = webencodings.lookup(label.strip())
    return encoding.name if encoding else None


def _decoded(data: bytes, name: str) -> str:
    encoding = webencodings.lookup(name)
    if not encoding:
        raise LookupError(name)
    return encoding.codec_info.decode(data, "replace")[0]


def _guessed(sample: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to import, seldom needed)

    best = from_bytes(sample).best()
    name = _known(best.encoding.replace("_", "-")) if best else None
    if name and name not in {"utf-8", "utf-16be", "utf-16le", "x-user-defined"}:
        return name, "guessed"
    return "windows-1252", "nothing declared"
