"""What a reader may put right on the card of a statement: the form's fields, and who else is named near its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from whence.model.speech import Reading, Statement
from whence.model.text import Span
from whence.present.wording import VERBS

_MOST_FORMS = 300  # statements on a page that have a form each; of more, each has a way to a page of its own
_MOST_OPTIONS = 20_000  # names to choose from in all of them
_MOST_NEAR = 8


@dataclass(frozen=True)
class Fixing:
    """The forms of a document of a library: `base` is its address in the reader, `shown` how many statements are."""

    reading: Reading
    base: str
    shown: int

    @cached_property
    def in_place(self) -> bool:
        """Whether each card can have its form, or the page would become too large."""
        return self.shown <= _MOST_FORMS and self.shown * len(self.reading.voices) <= _MOST_OPTIONS

    @cached_property
    def voices(self) -> list[str]:
        """The names to choose from."""
        return list(dict.fromkeys(voice.name for voice in self.reading.voices))

    @cached_property
    def statuses(self) -> list[tuple[str, str]]:
        """The statuses to choose from, each as a page says it."""
        return [(status.value, f"{status.value} ({verbs[0]})") for status, verbs in VERBS.items()]

    def view(self, statement: Statement, number: int) -> dict[str, Any]:
        """What the form of a statement in the sentence with this number shows."""
        return {
            "document": self.reading.document.id,
            "statement": statement.id,
            "first": statement.content[0].start,
            "last": statement.content[-1].end,
            "speaker": self._name(statement),
            "status": statement.status.value,
            "near": self.near(statement) if self.in_place else [],
            "link": "" if self.in_place else f"{self.base}?lines={number},{number}&show=why",
        }

    def _name(self, statement: Statement) -> str:
        return self.reading.voice(statement.chain[-1].voice).name if statement.chain else ""

    def near(self, statement: Statement) -> list[str]:
        """Who else is named in the paragraph of a statement or in the one before: they could have been meant."""
        block = self._block(statement.content[0].start)
        chain = {link.voice for link in statement.chain}
        found = [voice for at in (block - 1, block) for voice in self._named.get(at, ()) if voice not in chain]
        names = {voice.id: voice.name for voice in self.reading.voices}
        return list(dict.fromkeys(names[voice] for voice in found))[:_MOST_NEAR]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [block.span.start for block in self.reading.document.blocks]

    def _block(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def _named(self) -> dict[int, list[str]]:
        """The voices that each paragraph names, in order."""
        mentions: list[tuple[Span, str]] = [
            (span, voice.id) for voice in self.reading.voices for span in voice.mentions
        ]
        found: dict[int, list[str]] = {}
        for span, voice in sorted(mentions):
            found.setdefault(self._block(span.start), []).append(voice)
        return found
