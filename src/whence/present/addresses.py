"""Addresses that a page may lead to. An article names its own, so they are taken apart and not believed."""

from __future__ import annotations

from urllib.parse import urlsplit

_MOST = 2_000  # characters


def followable(address: str) -> str:
    """The address where it is a plain one of the web; empty for every other.

    >>> followable("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> [followable(a) for a in ("javascript:alert(1)", "//evil.example", "http:\\\\\\\\evil.example", "https://a@b.example")]
    ['', '', '', '']
    """
    if len(address) > _MOST or not address.isprintable() or any(char in address for char in " \\"):
        return ""
    try:
        parts = urlsplit(address)
        named = parts.hostname and parts.port != 0
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not named or "@" in parts.netloc:
        return ""
    return address if address.lower().startswith(f"{parts.scheme}://") else ""
