"""Which words of a sentence name acts: verbs, nouns, and verbs that mean what they are put with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whence.compare.events.words import Act, acts, frames, listed, noun_kinds, verb_kinds
from whence.language.tokens import Line
from whence.model.incident import EventClass

_BE = frozenset(("am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "getting"))
_HAVE = frozenset(("has", "have", "had", "having"))
_CROWDS = frozenset(
    ("thousands", "hundreds", "dozens", "scores", "millions", "many", "some", "several", "others", "most")
)
_DO = frozenset(("do", "does", "did", "don't", "doesn't", "didn't"))
_OBJECT = 8  # how many tokens behind the verb its noun is looked for
_BY = 6


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` (not inside) name an act; `verb` is the token its subject stands left of.

    `voice` is "active", "passive", "suffered" (the subject is the one to whom it is done) or "noun".
    """

    first: int
    last: int
    event_class: EventClass
    mode: str | None
    voice: str
    tense: str
    embeds: str
    sure: float


def triggers(line: Line) -> list[Trigger]:
    """The acts of a sentence, left to right; a noun that a verb carries (“launched an attack”) is part of it."""
    found: list[Trigger] = []
    taken = 0
    for at in range(len(line)):
        if at < taken:
            continue
        trigger = _framed(line, at) or _plain(line, at)
        if trigger is not None:
            found.append(trigger)
            taken = trigger.last
    return found


def _plain(line: Line, at: int) -> Trigger | None:
    options = [act for act in acts().get(line.word[at], ()) if _particles(line, at + 1, act.particles)]
    if not options or line.kind[at] == "N" or _is_month(line, at):
        return None
    noun = next((act for act in options if act.tense == "noun"), None)
    verbs = [act for act in options if act.tense != "noun"]
    if verbs and _is_verb(line, at, verbs, noun is not None or line.word[at] in listed("weapons")):
        act = next((one for one in verbs if one.tense != "base"), verbs[0])
        last = at + 1 + len(act.particles)
        voice = (
            "passive" if any(one.tense in ("past", "participle") for one in verbs) and _passive(line, at) else "active"
        )
        return Trigger(at, last, act.event_class, act.mode, voice, act.tense, act.embeds, 0.9)
    if noun is None and verbs and verbs[0].tense == "ing" and _named(line, at):
        noun = verbs[0]
    if noun is None or (
        at + 1 < len(line)
        and line.kind[at + 1] in "nN"
        and not acts().get(line.word[at + 1])
        and line.kind[at + 1] == "n"
        and not _verb_like(line, at + 1)
    ):
        return None
    return Trigger(at, at + 1, noun.event_class, noun.mode, "noun", "noun", "", 0.8)


def _is_month(line: Line, at: int) -> bool:
    """“3 March 2032” is no march."""
    beside = line.kind[max(0, at - 1) : at] + line.kind[at + 1 : at + 2]
    return line.word[at] == "march" and line.text[line.start[at]].isupper() and ("#" in beside or line.kind[at] == "t")


def _particles(line: Line, at: int, particles: tuple[str, ...]) -> bool:
    return tuple(line.word[at : at + len(particles)]) == particles


def _verb_like(line: Line, at: int) -> bool:
    return line.word[at].endswith(("ed", "ing")) or line.kind[at] in "vV"


def _is_verb(line: Line, at: int, verbs: list[Act], also_noun: bool) -> bool:
    before = line.kind[at - 1] if at else "."
    word_before = line.word[at - 1] if at else ""
    after = line.kind[at + 1] if at + 1 < len(line) else "."
    tenses = {act.tense for act in verbs}
    crowd = word_before in _CROWDS and not also_noun and after != "n"
    if (before in "D#" and not crowd) or word_before.endswith(("'s", "s'")):
        return False
    if _denied(line, at) and "base" in tenses:
        return True
    if word_before == "to" or before in "APRTO" or (before == "a" and not also_noun):
        return True
    if tenses == {"ing"}:
        return not _named(line, at)
    if tenses & {"past", "participle"} and not also_noun:
        return not (after == "n" and before in "I," and at + 2 < len(line) and line.kind[at + 2] not in "DN")
    if before == "I":
        return False
    return bool(tenses - {"base"} or at) and (not also_noun or (after in "DNO#P" and before in "nN,"))


def _denied(line: Line, at: int) -> bool:
    """“did not shell”: behind a form of “do” with a negation, a word that is also a noun is a verb."""
    before = line.word[max(0, at - 2) : at]
    return before[-1:] in (["don't"], ["doesn't"], ["didn't"]) or (len(before) > 1 and before[0] in _DO)


def _named(line: Line, at: int) -> bool:
    """The form in -ing is a noun: “the shelling of”, “a bombing”."""
    after = line.word[at + 1] if at + 1 < len(line) else ""
    return (at > 0 and (line.kind[at - 1] == "D" or line.word[at - 1].endswith(("'s", "s'")))) or after == "of"


def _passive(line: Line, at: int) -> bool:
    """A form of “be” before the participle, or “by” behind it and nothing of “have” before."""
    place = at - 1
    while place >= 0 and line.kind[place] in "Aat":
        if line.word[place] in _BE:
            return True
        if line.word[place] in _HAVE:
            return False
        place -= 1
    return (
        at + 1 < len(line)
        and line.word[at + 1] == "by"
        and not (at + 2 < len(line) and line.word[at + 2].endswith("ing"))
    )


def _framed(line: Line, at: int) -> Trigger | None:
    """A verb of one kind with a noun of another behind it (or before it, in the passive)."""
    if line.kind[at] in "ND" or (at and line.kind[at - 1] == "D"):
        return None
    for kind, particles in verb_kinds().get(line.word[at], ()):
        if not _particles(line, at + 1, particles):
            continue
        for place in _object(line, at + 1 + len(particles)):
            for other in noun_kinds().get(line.word[place], ()):
                frame = frames().get((kind, other))
                if frame is None:
                    continue
                noun = next((act for act in acts().get(line.word[place], ()) if act.tense == "noun"), None)
                carried = kind in ("make", "suffer", "go") and noun is not None
                event_class = noun.event_class if carried and noun else frame[0]
                mode = noun.mode if noun and noun.event_class == event_class else None
                voice = "suffered" if frame[1] else "passive" if _passive(line, at) else "active"
                return Trigger(at, place + 1, event_class, mode, voice, _tense(line.word[at]), "", 0.8)
    return None


def _tense(word: str) -> str:
    return "ing" if word.endswith("ing") else "past"


def _object(line: Line, at: int) -> Iterator[int]:
    """The tokens of the object that begins at `at`."""
    for place in range(at, min(at + _OBJECT, len(line))):
        if line.kind[place] in ",;:.?RSC(" or (place > at and line.word[place] in ("to", "by")):
            return
        yield place


def cues(line: Line, at: int) -> tuple[str, int] | None:
    """The nearest word left of the act, in its clause, that says it was tried or foiled; and where it stands."""
    for place in range(at - 1, max(-1, at - 5), -1):
        if line.kind[place] in ",;:.?":
            return None
        for key in ("attempted", "foiled"):
            if line.word[place] in listed(key):
                return key, place
    return None
