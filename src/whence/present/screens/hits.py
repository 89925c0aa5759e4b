"""Sentences found, each with its neighbours, its voice, the chain it came through and how it is put forward."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whence.model.anchor import Anchor, digest
from whence.model.library import Found, Hit
from whence.model.speech import Status
from whence.present.library.corrections import was
from whence.present.screens import places
from whence.present.wording import VERBS


def view(found: Found) -> list[dict[str, Any]]:
    """What the list of sentences shows."""
    return [_hit(hit) for hit in found.hits]


def _hit(hit: Hit) -> dict[str, Any]:
    at = str(Anchor(hit.span, digest(hit.words)))
    about = [part for part in (hit.publisher, hit.published, hit.uri) if part and part != hit.title]
    return {
        "link": places.at(hit.document, at),
        "cite": f"{places.article(hit.document)}/cite?at={at}",
        "title": hit.title or hit.uri,
        "about": about if hit.title else [part for part in about if part != hit.uri],
        "voice": hit.voice,
        "voice_link": places.voice(hit.voice) if hit.voice and hit.quotation != "own" else "",
        "manner": manner(hit),
        "corrected": was(hit.corrected),
        "via": hit.via[:-1] if hit.via and hit.via[-1] == hit.publisher else hit.via,
        "before": hit.before.strip(),
        "words": hit.words,
        "after": hit.after.strip(),
    }


def manner(hit: Hit) -> str:
    """How a sentence is put forward, in words: `says`, `denies`, `(own words)`."""
    if hit.quotation == "own" and hit.status == Status.ASSERTED:
        return "(own words)"
    return verb(hit.status) if hit.status else ""


def verb(status: str) -> str:
    """A status as the pages say it.

    >>> verb("denied")
    'denies'
    """
    return VERBS[Status(status)][0] if status in {each.value for each in Status} else ""


def turn(found: Found, first: int, most: int, address: Callable[[int], str]) -> dict[str, str]:
    """The ways to the sentences before and after those that are shown."""
    return {
        "back": address(max(0, first - most)) if first else "",
        "on": address(first + most) if first + most < found.count else "",
    }
