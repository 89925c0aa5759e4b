"""Voices: who is quoted, how often, by whom, through whom, and how; and one of them with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.model.correction import Corrected
from whence.model.library import Heard
from whence.model.viewing import Spoken
from whence.present.characters import visible
from whence.present.library import contract
from whence.present.screens import hits, places
from whence.present.screens.frame import Frame, filled

_MOST = 20


def page(frame: Frame, voices: Sequence[Heard]) -> str:
    """All voices, or those of them that are shown, the most quoted first."""
    shown = f"{len(voices):,} {'voice' if len(voices) == 1 else 'voices'}, the most quoted first"
    return filled("voices", frame, shown=shown, voices=[_row(voice) for voice in voices])


def twin(voices: Sequence[Heard]) -> Any:
    """What `whence voices --json` prints."""
    return contract.heard(voices)


def _row(voice: Heard) -> dict[str, Any]:
    return {
        "name": voice.name,
        "link": places.voice(voice.name),
        "kind": voice.kind.replace("_", " "),
        "quotations": f"{voice.quotations:,}",
        "documents": f"{voice.documents:,}",
        "how": _how(voice),
        "outlets": ", ".join(name for name, _ in voice.outlets[:4]),
        "via": ", ".join(name for name, _ in voice.via[:4]),
    }


def _how(voice: Heard) -> str:
    return ", ".join(f"{hits.verb(status) or status} {count:,}" for status, count in voice.statuses)


def voice_page(frame: Frame, spoken: Spoken, first: int, most: int) -> str:
    """One voice."""
    heard = spoken.heard
    documents = f"{heard.documents:,} document{'s' * (heard.documents != 1)}"
    return filled(
        "voice",
        frame,
        heard=heard,
        figures=f"{heard.kind.replace('_', ' ')} · {heard.quotations:,} statements in {documents}",
        how=_how(heard),
        same=heard.kind != "unnamed",
        corrected=[_corrected(note) for note in heard.corrected],
        addresses=list(dict.fromkeys(hit.uri for hit in spoken.found.hits)),
        tables=(("Quoted by", heard.outlets[:_MOST]), ("Quoted through", heard.via[:_MOST])),
        found=hits.view(spoken.found),
        turn=hits.turn(spoken.found, first, most, lambda at: places.voice(heard.name, at)),
    )


def _corrected(note: Corrected) -> dict[str, str]:
    """What was put right of a voice, in words."""
    told = {
        "merged": f"One voice: {note.was}.",
        "name": f"Read as {note.was}, and called so elsewhere.",
        "speaker": f"A statement that was read as one of {note.was}.",
        "status": f"A statement that was read as {note.was}.",
    }
    says = told.get(note.field, note.field) + (f" {note.why}" if note.why else "")
    return {"id": note.correction, "says": says, "label": visible(says)}


def voice_twin(spoken: Spoken) -> dict[str, Any]:
    """The voice as `whence voices --json` has it, and what it says as `whence search --json` has it."""
    return {
        "format": contract.FORMAT,
        "voice": contract.heard([spoken.heard])["voices"][0],
        "found": contract.found(spoken.found),
    }
