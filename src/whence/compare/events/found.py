"""An act of a sentence with its parties, as tokens, before it becomes an event."""

from __future__ import annotations

from dataclasses import dataclass

from whence.compare.events.parties import Range
from whence.compare.events.triggers import Trigger
from whence.model.incident import Stage


@dataclass(slots=True)
class Found:
    """An act with its parties. `subject` is the noun phrase of its verb, where that names an act and no doer."""

    trigger: Trigger
    actor: Range | None = None
    recipient: Range | None = None
    subject: Range | None = None
    agentless: bool = False
    embedded: int | None = None
    stage: Stage = Stage.ACCOMPLISHED

    def parts(self) -> list[Range]:
        """The token ranges of the act and its parties."""
        told = (self.actor, self.recipient, self.subject)
        return [(self.trigger.first, self.trigger.last), *(part for part in told if part)]
