"""A library held open: what every question to it needs."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from whence.errors import WhenceError

if TYPE_CHECKING:
    from whence.project.amendments import Amendments
    from whence.store.shelf import Shelf
    from whence.trace.passages.segment import Segment


class Held:
    """A library held open: its segments are mapped once, and every answer is about the same state."""

    def __init__(self, shelf: Shelf) -> None:
        """Ask `Library.open` for one."""
        self.shelf = shelf

    @cached_property
    def segments(self) -> list[Segment]:
        """The passage segments, mapped into memory; asked for again where somebody merged them meanwhile."""
        from whence.store.files import mapped
        from whence.trace.passages.segment import unpacked

        while True:
            names = [row["file"] for row in self.shelf.segment_files()]
            try:
                return [unpacked(mapped(self.shelf.segment_path(name)), name) for name in names]
            except WhenceError:
                if names == [row["file"] for row in self.shelf.segment_files()]:
                    raise

    @cached_property
    def bits(self) -> Any:
        """How much each word tells in this library."""
        from whence.trace.passages.lookup import library_bits

        return library_bits(self.segments)

    @cached_property
    def amendments(self) -> Amendments:
        """What a person has put right in it."""
        from whence.project.amendments import Amendments

        return Amendments(self.shelf)

    @cached_property
    def count(self) -> int:
        """How many editions there are."""
        return self.shelf.count()
