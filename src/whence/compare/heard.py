"""A mention as the words of one voice."""

from __future__ import annotations

from dataclasses import dataclass

from whence.model.incident import Mention
from whence.model.text import Span


@dataclass(frozen=True, slots=True)
class Heard:
    """A mention, and the part of its sentence that is in the voice of its statement (`scope`).

    `main`: it is the first act told there. `title`: it stands in a headline.
    """

    mention: Mention
    scope: Span
    main: bool = True
    title: bool = False
