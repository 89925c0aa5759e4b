"""Home: what the library holds, and a desk to put an article on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from whence.model.library import Info
from whence.model.text import Failure
from whence.model.viewing import Head, Overview
from whence.present.contract import FORMAT
from whence.present.library import contract
from whence.present.screens.frame import Frame, filled

_SAID = {
    "documents": "documents", "editions": "editions", "voices": "voices", "statements": "statements",
    "unread": "without voices", "pending": "not in the passage index yet", "quarantined": "not read",
    "first": "earliest date", "last": "latest date",
}  # fmt: skip


def page(frame: Frame, home: Overview, problems: Sequence[Failure] = ()) -> str:
    """The page; `problems` are what could not be read just now."""
    numbers = figures(home.numbers) if home.numbers else []
    return filled("home", frame, home=home, numbers=numbers, problems=problems)


def figures(info: Info) -> list[tuple[str, str]]:
    """The numbers of a library, in words."""
    values = asdict(info)
    shown = ((said, values[name]) for name, said in _SAID.items())
    return [(said, f"{value:,}" if isinstance(value, int) else value) for said, value in shown if value is not None]


def twin(home: Overview) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "format": FORMAT,
        "numbers": contract.info(home.numbers) if home.numbers else None,
        "recent": [head_json(head) for head in home.recent],
        "desk": [head_json(head) for head in home.desk],
    }


def head_json(head: Head) -> dict[str, Any]:
    """What names and dates an edition, as JSON."""
    return asdict(head)
