"""Everybody and everything named in a text, short names merged with full ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.figure import Figure, Sighting
from whence.read.voices.names import OUTLET, PEOPLE, PERSON, PLACE, ROLE, UNKNOWN, Name, fold, is_locative
from whence.read.voices.roles import kind_beside, neighbourhood

_NEVER_INITIALS = frozenset(("of", "and", "for", "the", "&", "on", "in"))
_MOST_CANDIDATES = 8


class Figures:
    """The figures of a text, found by name, acronym, role or kind, and by where they were last named."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Figure] = []
        self.sightings: list[Sighting] = []
        self.of_age: dict[str, Figure] = {}
        self.with_initials: dict[str, Figure] = {}
        self.with_handle: dict[str, Figure] = {}
        self._by_key: dict[tuple[str, ...], Figure] = {}
        self._by_last: dict[str, list[Figure]] = {}
        self._by_first: dict[str, list[Figure]] = {}
        self._by_acronym: dict[str, Figure] = {}
        self._by_word: dict[str, list[Sighting]] = {}
        self._by_role: dict[str, list[Sighting]] = {}
        self._at: dict[int, Figure] = {}
        self._last_seen: dict[Figure, int] = {}
        self._starts: list[int] = []
        self._located: frozenset[str] = frozenset()

    def add(self, figure: Figure) -> Figure:
        """Take in a figure that is not found by name."""
        self.all.append(figure)
        return figure

    def claim(self, name: Name, figure: Figure) -> None:
        """Let a name stand for a figure that is already known."""
        self._by_key.setdefault(_key(name), figure)
        self._by_last.setdefault(name.last, []).append(figure)
        self._note_first(name, figure)
        if not figure.words:
            figure.words, figure.gender = name.words, name.gender
        self._note_acronym(name, figure)

    def read(self, names: Sequence[Name]) -> list[Name]:
        """Take in the names of the text: full names first, then the short ones they explain.

        Gives the names back, with what the text as a whole tells about them: "Baker" is a name where an Ada Baker is.
        """
        self._located = frozenset(
            name.last for name in names if len(name.words) == 1 and is_locative(self.text, name.lead)
        )
        for name in names:
            if _is_full(name) and not name.shouted:
                self._introduce(name)
        found = [self._as_surname(name) for name in names]
        for name in found:
            if name.nature in (ROLE, PEOPLE) or _is_common(name):
                continue
            figure = self.known(name, name.start)
            if figure is None and not name.shouted:
                figure = self._introduce(name)
            if figure:
                self._sight(name, figure)
        self._starts = [sighting.start for sighting in self.sightings]
        return found

    def _as_surname(self, name: Name) -> Name:
        if name.nature not in (ROLE, PEOPLE) or len(name.words) > 1:
            return name
        if name.the:  # "the Courier" where the Evening Courier is named, or publishes the text
            bodies = (
                figure for figure in self._by_last.get(name.last, ())[:_MOST_CANDIDATES] if _is_masthead(figure, name)
            )
            return name if next(bodies, None) is None else replace(name, nature=OUTLET)
        people = (figure for figure in self._by_last.get(name.last, ())[:_MOST_CANDIDATES] if figure.nature == PERSON)
        return name if next(people, None) is None else replace(name, nature=UNKNOWN)

    def of(self, name: Name) -> Figure:
        """The figure a name stands for; a new one when it is nobody known."""
        return self._at.get(name.start) or self.known(name, name.start) or self._introduce(name)

    def known(self, name: Name, at: int) -> Figure | None:
        """The figure this name, full or short, has been introduced for."""
        key = _key(name)
        full = self._by_key.get(key)
        if full and (len(key) > 1 or not _clashes(full, name)):
            return full
        short = "".join(name.words)
        if len(name.words) == 1 and short.replace(".", "").upper() in self._by_acronym and short.isupper():
            return self._by_acronym[short.replace(".", "").upper()]
        return self._short(name, at)

    def _short(self, name: Name, at: int) -> Figure | None:
        if len(name.words) > 1:
            return self._part_of_body(name, at)
        options = [
            figure for figure in self._by_last.get(name.last, ())[:_MOST_CANDIDATES] if not _clashes(figure, name)
        ]
        if not options and not name.titles:
            options = [
                figure
                for figure in self._by_first.get(name.last, ())[:_MOST_CANDIDATES]
                if self._first_word_does(figure, name)
            ]
            if len({figure.name for figure in options if figure.nature == PERSON}) > 1:
                return None
        if not options:
            return None
        same = [figure for figure in options if name.gender and figure.gender == name.gender]
        options = same or options
        return max(options, key=lambda figure: self._last_seen.get(figure, -1)) if len(options) > 1 else options[0]

    def _first_word_does(self, figure: Figure, name: Name) -> bool:
        """ "Ada" for "Ada Lind", "Northgate" for "Northgate Shipping"; "Southport" is no "Southport Daily"."""
        return figure.nature == PERSON or (figure.nature == "organisation" and name.last not in self._located)

    def _part_of_body(self, name: Name, at: int) -> Figure | None:
        """ "Ports Ministry" for "Ministry of Ports", "York Times" for "New York Times"."""
        if name.nature == PERSON and name.sure:
            return self._initials(name)
        wanted = {fold(word) for word in name.words}
        return next(
            (figure for figure in self.bodies([name.last], at) if wanted <= {fold(word) for word in figure.words}), None
        )

    def _initials(self, name: Name) -> Figure | None:
        """ "J. Roe" for "John Roe", "Ada K. Lind" for "Ada Lind"."""
        first = fold(name.words[0])
        for figure in self._by_last.get(name.last, ())[:_MOST_CANDIDATES]:
            other = fold(figure.words[0]) if figure.words else ""
            initial = len(first) == 1 or len(other) == 1
            if initial and first[:1] == other[:1] and figure.nature == PERSON:
                return figure
        return None

    def rivals(self, name: Name) -> list[Figure]:
        """Other people who share a short name, when it cannot tell them apart."""
        if len(name.words) > 1:
            return []
        options = [
            figure for figure in self._by_last.get(name.last, ())[:_MOST_CANDIDATES] if not _clashes(figure, name)
        ]
        people = [figure for figure in options if figure.nature == PERSON and len(figure.words) > 1]
        same = [figure for figure in people if name.gender and figure.gender == name.gender]
        return same or people

    def _introduce(self, name: Name) -> Figure:
        key = _key(name)
        known = self._by_key.get(key)
        if known and not _clashes(known, name):
            return known
        shown = _shown(name)
        figure = Figure(name=shown, nature=name.nature, gender=name.gender, words=name.words, sure=name.sure)
        self.all.append(figure)
        self._by_key.setdefault(key, figure)
        self._by_last.setdefault(name.last, []).append(figure)
        self._note_first(name, figure)
        self._note_acronym(name, figure)
        return figure

    def _note_first(self, name: Name, figure: Figure) -> None:
        self.with_handle.setdefault("".join(fold(word) for word in name.words), figure)
        if len(name.words) > 1:
            self._by_first.setdefault(fold(name.words[0]), []).append(figure)
            if name.nature == PERSON:
                self.with_initials.setdefault("".join(word[0] for word in name.words).upper(), figure)

    def _note_acronym(self, name: Name, figure: Figure) -> None:
        if figure.nature in (PERSON, PLACE) and not name.acronym:
            return
        if name.acronym:
            self._by_acronym[name.acronym.replace(".", "").upper()] = figure
            figure.also(name.acronym, f"“{name.acronym}” stands in brackets after “{figure.name}”")
        words = name.written.replace("-", " ").split()
        if 2 <= len(words) <= 8:
            every = "".join(word[0] for word in words).upper()
            some = "".join(word[0] for word in words if word.lower() not in _NEVER_INITIALS).upper()
            for initials in (every, some):
                if len(initials) >= 2:
                    self._by_acronym.setdefault(initials, figure)

    def _sight(self, name: Name, figure: Figure) -> None:
        sighting = Sighting(name.start, name.end, figure, name)
        self.sightings.append(sighting)
        self._at[name.start] = figure
        self._last_seen[figure] = name.start
        figure.places.append(Span(name.start, name.end))
        if not name.owner and is_locative(self.text, name.lead):
            figure.located += 1
        _learn(figure, name)
        if figure.nature != PLACE and not (figure.nature == PERSON and figure.sure):
            self._note_kind(name, figure, sighting)
        if figure.nature in (PERSON, UNKNOWN):
            self._note_roles(name, figure, sighting)
        else:
            for word in figure.words:
                self._by_word.setdefault(fold(word), []).append(sighting)
            self._by_word.setdefault(figure.nature, []).append(sighting)
        if name.written != figure.name and not name.shouted:
            figure.also(name.written, f"“{name.written}” is short for “{figure.name}”")

    def _note_kind(self, name: Name, figure: Figure, sighting: Sighting) -> None:
        """ "The agency Tarnews" tells what Tarnews is."""
        beside = kind_beside(self.text, name)
        if beside is None:
            return
        kind, noun = beside
        if figure.nature in (PERSON, UNKNOWN):
            figure.nature, figure.sure = kind, True
        self._by_word.setdefault(noun, []).append(sighting)

    def _note_roles(self, name: Name, figure: Figure, sighting: Sighting) -> None:
        beside = neighbourhood(self.text, name)
        if not beside.roles and not beside.age:
            return
        if figure.nature == UNKNOWN and beside.roles and not figure.located:
            figure.nature = PERSON
        figure.gender = beside.gender or figure.gender
        figure.age = figure.age or beside.age
        if beside.age:
            self.of_age[beside.age] = figure
        for role in beside.roles:
            self.give_role(figure, role.noun.head, role.modifiers, role.phrase, sighting)
            if role.owned:
                figure.owned_roles.add(role.noun.head)
            if role.possessive:
                figure.relations.append((role.noun.head, role.possessive, role.opens_at))
            if role.noun.nature == "spokesperson" and role.body_at is not None:
                figure.spoken_for = role.body_at

    def give_role(self, figure: Figure, noun: str, modifiers: tuple[str, ...], phrase: str, sighting: Sighting) -> None:
        """Remember that a figure was introduced as "the mayor", and where."""
        figure.roles[noun] = figure.roles.get(noun, ()) + modifiers
        if phrase not in figure.phrases:
            figure.phrases.append(phrase)
        self._by_role.setdefault(noun, []).append(sighting)

    def with_role(self, noun: str, before: int) -> Iterator[Figure]:
        """The figures introduced with this role, the latest before `before` first, later ones last."""
        nouns = {noun} | voice_words().broader.get(noun, frozenset())
        listed = [sighting for word in nouns for sighting in self._by_role.get(word, ())[-64:]]
        earlier = sorted((item for item in listed if item.start < before), key=lambda item: -item.start)
        later = sorted((item for item in listed if item.start >= before), key=lambda item: item.start)
        yield from _distinct(item.figure for item in (*earlier, *later))

    def bodies(self, words: Iterable[str], before: int) -> Iterator[Figure]:
        """The bodies whose name or kind has one of these words, the latest named before `before` first."""
        found: list[Sighting] = []
        for word in words:
            listed = self._by_word.get(word, [])
            index = bisect_left(listed, before, key=lambda item: item.start)
            found += listed[max(0, index - 4) : index]
        yield from _distinct(item.figure for item in sorted(found, key=lambda item: -item.start))

    def before(self, at: int, most: int = 40) -> Iterator[Sighting]:
        """What is named before a place, the nearest first."""
        index = bisect_left(self._starts, at)
        for number in range(index - 1, max(-1, index - 1 - most), -1):
            yield self.sightings[number]

    def after(self, at: int, most: int = 12) -> Sequence[Sighting]:
        """What is named behind a place, the nearest first."""
        index = bisect_left(self._starts, at)
        return self.sightings[index : index + most]


def _is_full(name: Name) -> bool:
    return len(name.words) > 1 and name.nature not in (ROLE, PEOPLE)


def _is_common(name: Name) -> bool:
    """ "Police" at the start of a sentence is no name."""
    if len(name.words) != 1 or name.titles or name.the:
        return False
    noun = voice_words().nouns.get(name.words[0].lower())
    return noun is not None and noun.nature in ("official_body", "document", "statement", "crowd")


def _key(name: Name) -> tuple[str, ...]:
    """First and last word of a person; of a body all words in any order ("Ports Ministry")."""
    if name.nature == PERSON and len(name.words) > 2:
        return (fold(name.words[0]), name.last)
    if name.nature == PERSON:
        return tuple(fold(word) for word in name.words)
    return tuple(sorted(fold(word) for word in name.words))


def _is_masthead(figure: Figure, name: Name) -> bool:
    """An outlet, or the author to whom the publisher's name belongs."""
    return figure.nature == OUTLET or (figure.nature == PERSON and fold(figure.words[-1]) != name.last)


def _clashes(figure: Figure, name: Name) -> bool:
    """A title or given name says this is somebody else."""
    if (
        figure.nature == PERSON
        and name.nature == PERSON
        and name.gender
        and figure.gender
        and figure.gender != name.gender
    ):
        return bool(name.titles) or len(name.words) > 1
    return bool(name.titles) and figure.nature not in (PERSON, UNKNOWN)


def _shown(name: Name) -> str:
    """How the name is shown: an honorific kept before a bare surname, "The" before a one-word outlet."""
    written = name.written
    if len(name.words) == 1 and name.titles and name.titles[-1] in voice_words().shown_titles:
        return f"{name.titles[-1].capitalize()} {written}"
    if len(name.words) == 1 and name.the and name.nature in ("outlet", "organisation") and not written.isupper():
        return f"The {written}"
    return written


def _learn(figure: Figure, name: Name) -> None:
    if name.nature == PERSON and (
        figure.nature == UNKNOWN or (figure.nature == PERSON and not figure.sure and name.sure)
    ):
        figure.nature, figure.sure = PERSON, figure.sure or name.sure
    if name.gender and not figure.gender:
        figure.gender = name.gender


def _distinct(figures: Iterable[Figure]) -> Iterator[Figure]:
    seen: set[int] = set()
    for figure in figures:
        if id(figure) not in seen:
            seen.add(id(figure))
            yield figure
