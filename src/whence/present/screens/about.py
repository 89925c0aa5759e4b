"""Run and quality: versions, what could not be read and why, how well it reads, and what it does not do."""

from __future__ import annotations

from typing import Any

from whence.model.viewing import Machinery
from whence.present.library import contract
from whence.present.screens.frame import Frame, filled
from whence.present.screens.home import figures

LIMITS = (
    "It reads English. In other languages it finds marks and little else.",
    "It finds words, not meanings: what was translated or freely retold is not found.",
    "“Not found” says that the words do not stand in the documents searched, and nothing else.",
    "“Earliest in this library” says nothing of what the library does not hold; dates are often what a page claims.",
    "One name is taken for one voice through the library until somebody puts it right.",
    "It weighs who speaks, not whether they are right.",
)


def page(frame: Frame, machinery: Machinery) -> str:
    """The page."""
    numbers = figures(machinery.numbers) if machinery.numbers else []
    return filled("about", frame, machinery=machinery, numbers=numbers, limits=LIMITS)


def twin(machinery: Machinery) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "format": contract.FORMAT,
        "versions": dict(machinery.versions),
        "numbers": contract.info(machinery.numbers) if machinery.numbers else None,
        "quarantined": contract.quarantined(machinery.quarantined)["quarantined"],
        "measured": {
            "articles": machinery.articles,
            "passages": machinery.passages,
            "right": dict(machinery.measured),
        },
        "limits": list(LIMITS),
    }
