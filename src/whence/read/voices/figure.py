"""Somebody or something a text speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field

from whence.model.text import Span
from whence.read.voices.names import Name


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody or something the text speaks of. Filled in while the text is read, frozen into a Voice at the end."""

    name: str
    nature: str
    gender: str = ""
    plural: bool = False
    head: str = ""  # the noun of an unnamed one: "official"
    words: tuple[str, ...] = ()
    sure: bool = True
    age: str = ""
    whose: str = ""  # "torvania" for "Torvania's Foreign Ministry"
    spoken_for: int | None = None  # where the text names the body this person speaks for
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # noun -> modifiers
    phrases: list[str] = field(default_factory=list[str])
    aliases: dict[str, str] = field(default_factory=dict[str, str])  # alias -> why
    places: list[Span] = field(default_factory=list[Span])
    unidentified: bool = False  # stands for nobody: no pronoun goes back to it
    relations: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])  # noun, "his", where
    owned_roles: set[str] = field(default_factory=set[str])  # introduced as somebody's: "his lawyer, Ada Lind"
    members: tuple[Figure, ...] = ()
    partner: Figure | None = None  # the journalist an outlet shares its voice with
    located: int = 0  # times named after "in", "at", "near"

    def also(self, alias: str, why: str) -> None:
        """Remember another name for this figure and the reason."""
        if alias and alias != self.name:
            self.aliases.setdefault(alias, why)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a figure is named."""

    start: int
    end: int
    figure: Figure
    name: Name | None
    faint: float = 0.0  # how much less likely a pronoun takes it up than a name
