"""Whom a pronoun stands for: the few figures named last, weighed by distance, subject and earlier speech.

When two fit equally nothing is chosen: the choice says which two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.figure import Figure, Sighting
from whence.read.voices.names import PERSON, PLACE, UNKNOWN

_REACH = 3_000  # characters; nobody named farther back is meant by a pronoun
_MOST = 7
_EQUAL = 0.12  # scores nearer than this do not decide
_PARAGRAPHS = (0.15, 0.0, -0.1)  # for standing in the same paragraph, the one before, farther back
_HEARD = (0.3, 0.3, 0.3, 0.2, 0.15)  # for having spoken last, by distance in sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where sentences start and which stretches are quoted, for the whole text."""

    text: str
    starts: Sequence[int]
    paragraphs: Sequence[int]
    quoted: Sequence[Span]
    quoted_starts: Sequence[int]

    def sentence(self, at: int) -> int:
        """The number of the sentence a place is in."""
        return bisect_right(self.starts, at)

    def sentence_start(self, at: int) -> int:
        """Where the sentence around a place starts."""
        number = bisect_right(self.starts, at)
        return self.starts[number - 1] if number else 0

    def paragraph(self, at: int) -> int:
        """The number of the paragraph a place is in."""
        return bisect_right(self.paragraphs, at)

    def quotation(self, at: int) -> int | None:
        """The number of the outermost quotation around a place, None outside."""
        number = bisect_right(self.quoted_starts, at) - 1
        return number if number >= 0 and at in self.quoted[number] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The figure chosen (None: none fits, or two fit equally), those that rivalled it, why, and how sure."""

    figure: Figure | None
    rivals: tuple[Figure, ...] = ()
    why: str = ""
    sureness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom to look for: named before `at` (`nearby`, nearest first) or heard before, and fitting."""

    at: int
    nearby: Iterator[Sighting]
    speakers: Sequence[tuple[int, Figure]]
    fits: Callable[[Figure], bool]
    gender: str = ""
    bare: bool = False  # "he" and not "his"
    speaker: Figure | None = None  # whose reported words the pronoun stands in: likely to be meant


@dataclass(frozen=True, slots=True)
class _Candidate:
    figure: Figure
    score: float
    why: str


def choose(scene: Scene, search: Search) -> Choice:
    """The likeliest of the figures that fit; none when two fit equally."""
    at = search.at
    best: dict[int, _Candidate] = {}
    quotation = scene.quotation(at)
    aside = search.bare and _is_aside(scene.text, at)
    for sighting in search.nearby:
        if at - sighting.start > _REACH or (len(best) >= _MOST and id(sighting.figure) not in best):
            break
        if not search.fits(sighting.figure):
            continue
        candidate = _weigh(scene, sighting, at, quotation, search.gender)
        if aside and sighting.start >= scene.sentence_start(at):
            candidate = replace(candidate, score=candidate.score - 0.5)
        known = best.get(id(sighting.figure))
        if known is None or candidate.score > known.score:
            best[id(sighting.figure)] = candidate
    _add_speakers(best, scene, search)
    return _decide(sorted(best.values(), key=lambda candidate: -candidate.score))


def _weigh(scene: Scene, sighting: Sighting, at: int, quotation: int | None, gender: str) -> _Candidate:
    distance = scene.sentence(at) - scene.sentence(sighting.start)
    score = _nearness(distance) + _PARAGRAPHS[min(2, max(0, scene.paragraph(at) - scene.paragraph(sighting.start)))]
    why = "named in the same sentence" if distance == 0 else f"named {distance} sentence{'s' * (distance > 1)} before"
    if _is_subject(scene, sighting):
        score += 0.25 * min(1.0, _nearness(distance) + 0.2)
        why += " as its subject"
    elif sighting.name is not None and _after_preposition(scene.text, sighting.name.lead):
        score -= 0.15
    if sighting.name is not None and _is_thanked(scene.text, sighting.name.lead):
        score -= 1.0
    if sighting.name is not None and sighting.name.owner:
        score -= 0.2
    if sighting.name is not None and _is_attribute(scene.text, sighting.end):
        score -= 0.3
    if scene.quotation(sighting.start) not in (None, quotation):
        score -= 0.5
    return _Candidate(sighting.figure, score - sighting.faint + _gender_bonus(sighting.figure, gender), why)


_THANKS = re.compile(r"\b(?:thanks|thank you|hello|welcome|good (?:morning|afternoon|evening)), $", re.IGNORECASE)


def _is_thanked(text: str, at: int) -> bool:
    """ "Thank you, Pia": whoever is spoken to is not spoken of."""
    return _THANKS.search(text[max(0, at - 18) : at]) is not None


_ASIDE = re.compile(r"\w+ \w+(?: \w+)?[,.]")


def _is_aside(text: str, at: int) -> bool:
    """ "His doctor, he recalled, had asked": the subject of the sentence is not who recalls."""
    return text[max(0, at - 2) : at] == ", " and _ASIDE.match(text, at, at + 48) is not None


def _nearness(distance: int) -> float:
    if distance <= 4:
        return (1.0, 0.8, 0.6, 0.45, 0.35)[max(0, distance)]
    return max(0.05, 0.3 - 0.02 * (distance - 5))


def _gender_bonus(figure: Figure, gender: str) -> float:
    if not gender:
        return 0.0
    return 0.15 if figure.gender == gender else -0.1


def _add_speakers(best: dict[int, _Candidate], scene: Scene, search: Search) -> None:
    """Who spoke last is likely to go on speaking."""
    sentence = scene.sentence(search.at)
    heard: set[int] = set()
    for rank, (place, figure) in enumerate(reversed(search.speakers[-6:])):
        if (
            id(figure) in heard
            or figure.unidentified
            or place >= search.at
            or search.at - place > _REACH
            or not search.fits(figure)
        ):
            continue
        heard.add(id(figure))
        distance = sentence - scene.sentence(place)
        known = best.get(id(figure))
        score = max(known.score if known else 0.0, _nearness(distance) + _gender_bonus(figure, search.gender))
        why = known.why if known else f"spoke {distance} sentence{'s' * (distance != 1)} before"
        if distance <= 6:
            near = scene.paragraph(place) == scene.paragraph(search.at)
            score += _HEARD[min(distance, 4)] * (1.0 if near else 0.67) if rank == 0 else 0.1
            why += ", the last to speak" if rank == 0 else ""
        best[id(figure)] = _Candidate(figure, score, why)
    speaker = search.speaker
    if speaker is not None and search.fits(speaker):
        known = best.get(id(speaker))
        score = max(known.score if known else 0.0, 1.0 + _gender_bonus(speaker, search.gender)) + 0.35
        best[id(speaker)] = _Candidate(speaker, score, "whose words are reported")


def _decide(ranked: list[_Candidate]) -> Choice:
    if not ranked:
        return Choice(figure=None, why="nobody named before fits")
    top = ranked[0]
    if len(ranked) == 1:
        return Choice(figure=top.figure, why=f"{top.why}; nobody else fits", sureness=0.85)
    margin = top.score - ranked[1].score
    if margin < _EQUAL:
        rivals = tuple(item.figure for item in ranked if top.score - item.score < _EQUAL)
        return Choice(figure=None, rivals=rivals, why="fit equally", sureness=0.3)
    return Choice(
        figure=top.figure, rivals=(ranked[1].figure,), why=top.why, sureness=round(min(0.88, 0.6 + 0.35 * margin), 2)
    )


def _is_subject(scene: Scene, sighting: Sighting) -> bool:
    """Near the start of its sentence, with no preposition before it."""
    start = sighting.name.lead if sighting.name else sighting.start
    if sighting.name and not sighting.name.owner and _before_verb(scene.text, sighting.end):
        return not _after_preposition(scene.text, start)
    if start - scene.sentence_start(start) > 45 or (sighting.name and sighting.name.owner):
        return False
    return not _after_preposition(scene.text, start)


def _is_attribute(text: str, end: int) -> bool:
    """ "Telegram" in "a Telegram channel"."""
    word = text[end : end + 20].partition(" ")[2].partition(" ")[0].rstrip(",.;:")
    noun = voice_words().nouns.get(word)
    return text[end : end + 1] == " " and noun is not None and noun.nature not in ("crowd", "someone")


def _before_verb(text: str, end: int) -> bool:
    word = text[end : end + 14].partition(" ")[2].partition(" ")[0]
    return text[end : end + 1] == " " and (word in voice_words().finite or (len(word) > 4 and word.endswith("ed")))


def _after_preposition(text: str, start: int) -> bool:
    before = text[max(0, start - 14) : start].split()
    if before and before[-1].lower() in ("the", "a", "an", "his", "her", "their", "former", "mayor"):
        before.pop()
    return bool(before) and before[-1].lower() in voice_words().prepositions


def may_be(figure: Figure, pronoun: str) -> bool:
    """True when nothing known about a figure speaks against the pronoun."""
    if pronoun in ("he", "she"):
        wanted = "m" if pronoun == "he" else "f"
        if not _is_human(figure):
            return False
        return figure.gender in ("", wanted)
    if pronoun == "they":
        return figure.plural or figure.nature in ("organisation", "official_body", "group", "outlet")
    return figure.nature in ("organisation", "official_body", "outlet", "document") and not figure.plural


def _is_human(figure: Figure) -> bool:
    if figure.unidentified or figure.plural:
        return False
    if figure.nature == "unnamed":
        noun = voice_words().nouns.get(figure.head)
        return noun is not None and noun.nature in (PERSON, "spokesperson", "someone")
    if figure.nature == UNKNOWN:
        return bool(figure.gender) and not figure.located
    return figure.nature == PERSON and (figure.sure or figure.located * 2 <= len(figure.places))


def is_somebody(figure: Figure) -> bool:
    """Anything but a place can be what "who" or "which" goes back to."""
    return figure.nature != PLACE and not figure.unidentified
