"""What of a document is shown, from the address. What makes no sense chooses nothing."""

from __future__ import annotations

from whence.errors import UsageError
from whence.model.speech import Status
from whence.present.choose import Choice, sentence_range, status_named
from whence.present.screens.reader import Manner
from whence.web.screen import Ask

_ANCHOR = 60  # characters of a place


def choice(ask: Ask) -> Choice:
    """The choice that an address makes."""
    first, last = _lines(ask.query.get("lines", ""))
    return Choice(
        voice=ask.query.get("voice") or None, status=_status(ask.query.get("status", "")), first=first, last=last
    )


def manner(ask: Ask) -> Manner:
    """How an address has a document shown, and the place in it that it names."""
    shown = ask.query.get("show", "").split()
    return Manner(
        opened="why" in shown, chains="chain" in shown, incidents="incidents" in shown,
        at=ask.query.get("at", "")[:_ANCHOR], elsewhere="from" in ask.query,
    )  # fmt: skip


def _lines(text: str) -> tuple[int, int | None]:
    try:
        return sentence_range(text[:20]) if text else (1, None)
    except UsageError:
        return 1, None


def _status(word: str) -> Status | None:
    try:
        return status_named(word) if word else None
    except UsageError:
        return None
