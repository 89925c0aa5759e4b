"""The name of a voice, the same in every document that it speaks in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.model.speech import Reading, Voice, VoiceKind, told_as

_SPACE = re.compile(r"\s+")


class Names:
    """Names of voices by document and id. A voice without a name of its own is another one in every document."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """The voices of these documents; the first spelling of a name is shown."""
        self._names: dict[tuple[str, str], str] = {}
        spelled: dict[str, str] = {}
        for number, reading in enumerate(readings, 1):
            for voice in reading.voices:
                name = told_as(reading, voice.id) if voice.kind is not VoiceKind.UNNAMED else _own(voice, reading)
                if voice.kind is VoiceKind.UNNAMED and _key(name) in spelled:
                    name = f"{name[:-1]}, document {number})"
                self._names[reading.document.id, voice.id] = spelled.setdefault(_key(name), name)

    def of(self, document: str, voice: str) -> str:
        """The name of a voice of a document; its id where the document has no such voice."""
        return self._names.get((document, voice), voice)


def _key(name: str) -> str:
    return _SPACE.sub(" ", name).strip().lower().removeprefix("the ")


def _own(voice: Voice, reading: Reading) -> str:
    where = reading.document.publisher or reading.document.title or reading.document.uri
    return f"{voice.name} ({where})"
