"""Sources named by a common noun: roles, bodies, documents, statements, crowds and people without a name."""

from __future__ import annotations

from whence.language.people import Noun, voice_words
from whence.read.voices.bodies import find_body, settle_body, settle_document
from whence.read.voices.figure import Figure
from whence.read.voices.names import PERSON, UNKNOWN
from whence.read.voices.pronouns import Search, choose, may_be
from whence.read.voices.sources import Form, Source
from whence.read.voices.stage import (
    BODIES,
    DOCUMENT,
    GROUP,
    ORGANISATION,
    UNIDENTIFIED,
    UNNAMED,
    Settle,
    Stage,
    Verdict,
    describe,
)


def settle_noun(stage: Stage, source: Source, index: int, settle: Settle) -> Verdict:
    """The voice of a source such as "the mayor", "police", "a statement from the union" or "many"."""
    noun = source.noun
    assert noun is not None
    at = source.span.start
    if noun.nature == "spokesperson":
        return _spokesperson(stage, source, noun, index, settle)
    if noun.nature == PERSON:
        return _people(stage, source, noun) if noun.plural else _person(stage, source, noun, at)
    if noun.nature == "crowd":
        return _crowd(stage, source, noun)
    if noun.nature == "someone":
        return _unnamed(stage, source, noun)
    if noun.nature in (DOCUMENT, "statement") or (source.rest and noun.head in voice_words().pieces):
        return settle_document(stage, source, noun, index, settle)
    return settle_body(stage, source, noun)


def _spokesperson(stage: Stage, source: Source, noun: Noun, index: int, settle: Settle) -> Verdict:
    """A spokesperson and the body spoken for are one voice."""
    body = _spoken_for(stage, source, index, settle)
    if body and body.nature in (PERSON, UNKNOWN) and not body.sure and not body.gender:
        body.nature = ORGANISATION
    if body and body.nature not in (PERSON, UNKNOWN, UNNAMED):
        body.also(source.text, f"“{describe(source)}” speaks for “{body.name}”")
        return Verdict(figure=body, note=f"“{describe(source)}”: spokesperson and body are one voice", sureness=0.9)
    if body is None and not source.indefinite:
        known = next(iter(stage.figures.with_role(noun.head, source.span.start)), None)
        if known:
            return _by_role(known, source)
    if source.definite:
        return _person(stage, source, noun, source.span.start)
    return _unnamed(stage, source, noun)


def _spoken_for(stage: Stage, source: Source, index: int, settle: Settle) -> Figure | None:
    if source.rest and source.link in ("for", "of", "at", "from", "with"):
        return settle(stage, source.rest, index, 1).figure
    if source.name:
        return stage.one(stage.figures.of(source.name))
    nouns = voice_words().nouns
    for number, word in enumerate(source.modifiers):
        noun = nouns.get(word)
        if noun and noun.nature in BODIES and not noun.plural:
            return find_body(stage, noun, source.modifiers[:number], source.span.start) or stage.shared(
                source.span.start, f"the {' '.join(source.modifiers[: number + 1])}", noun.nature, noun.head
            )
    return None


def _person(stage: Stage, source: Source, noun: Noun, at: int) -> Verdict:
    if source.indefinite:
        return _unnamed(stage, source, noun)
    if noun.head == "year-old":
        return _of_age(stage, source, noun)
    found = _with_role(stage, source, noun, at)
    if found:
        return found
    earlier = next(stage.with_head(noun.head, at), None)
    if earlier and source.definite:
        earlier.also(source.text, f"“{describe(source)}” takes up “{earlier.name}”")
        return Verdict(figure=earlier, note=f"“{describe(source)}” takes up “{earlier.name}”", sureness=0.8)
    if noun.head in voice_words().humans and source.definite and not source.modifiers:
        return _like_pronoun(stage, source, noun)
    if noun.head in voice_words().writers and source.definite and not source.modifiers and not source.rest:
        return Verdict(figure=stage.own, note=f"“{describe(source)}” is who wrote this text", sureness=0.75)
    figure = stage.shared(at, source.text, UNNAMED, noun.head, gender=noun.gender)
    return Verdict(figure=figure, note=f"“{describe(source)}”: nobody of that role is named", sureness=0.75)


def _with_role(stage: Stage, source: Source, noun: Noun, at: int) -> Verdict | None:
    wanted = {word for word in source.modifiers if word not in voice_words().fillers}
    if source.name:
        wanted.add(source.name.last)
    options = [
        figure
        for figure in stage.figures.with_role(noun.head, at)
        if not (noun.gender and figure.gender and noun.gender != figure.gender)
    ]
    if not options:
        return None
    # "The secretary" is the secretary and not the deputy, when there are both.
    lesser = voice_words().lesser - wanted

    def is_lesser(figure: Figure) -> bool:
        return not lesser.isdisjoint(figure.roles.get(noun.head, ()))

    options.sort(key=is_lesser)
    matching = [figure for figure in options if _answers(figure, wanted)] if wanted else options
    if not matching and wanted:
        matching = (
            [figure for figure in options if not any(figure.roles.get(noun.head, ()))]
            if noun.head in options[0].roles
            else []
        )
    if not matching:
        return None
    rival = matching[1] if len(matching) > 1 and is_lesser(matching[0]) == is_lesser(matching[1]) else None
    if rival and _introduced_together(stage, matching[0], rival, at):
        return ambiguous(stage, source, (matching[0], rival), noun)
    return _by_role(stage.one(matching[0]), source)


def _answers(figure: Figure, wanted: set[str]) -> bool:
    """ "The Republican nominee" is no "Libertarian candidate": nations and parties must agree, of the rest one word."""
    missing = wanted - _described(figure)
    return len(missing) < len(wanted) and missing.isdisjoint(voice_words().adjectives)


def _described(figure: Figure) -> set[str]:
    return {word for modifiers in figure.roles.values() for word in modifiers} | {
        word.lower() for phrase in figure.phrases for word in phrase.split()
    }


def _introduced_together(stage: Stage, first: Figure, second: Figure, at: int) -> bool:
    """Both were last named in the same sentence, so recency does not decide."""
    seen: dict[int, int] = {}
    for sighting in stage.figures.before(at, 30):
        seen.setdefault(id(stage.one(sighting.figure)), stage.scene.sentence(sighting.start))
    return seen.get(id(first), -1) == seen.get(id(second), -2)


def _by_role(figure: Figure, source: Source) -> Verdict:
    figure.also(source.text, f"“{describe(source)}” is a role of “{figure.name}”")
    return Verdict(figure=figure, note=f"“{describe(source)}” is {figure.name} by role", sureness=0.85)


def _of_age(stage: Stage, source: Source, noun: Noun) -> Verdict:
    """ "The 43-year-old" is who was introduced with that age, else who was named last."""
    number = next((word.partition("-")[0] for word in source.text.split() if word.endswith("-old")), "")
    known = stage.figures.of_age.get(number)
    if known:
        return _by_role(stage.one(known), source)
    return _like_pronoun(stage, source, noun)


def _like_pronoun(stage: Stage, source: Source, noun: Noun) -> Verdict:
    """ "The woman": like "she", among those named before."""
    pronoun = {"m": "he", "f": "she"}.get(noun.gender, "")
    at = source.span.start

    def fits(figure: Figure) -> bool:
        if figure is stage.own:
            return False
        return may_be(figure, pronoun) if pronoun else figure.nature == PERSON and not figure.plural

    search = Search(
        at=at, nearby=stage.figures.before(at), speakers=stage.spoke_before(at), fits=fits, gender=noun.gender
    )
    choice = choose(stage.scene, search)
    if choice.figure:
        figure = stage.one(choice.figure)
        figure.also(source.text, f"“{describe(source)}”: {figure.name} is {choice.why}")
        return Verdict(
            figure=figure, note=f"“{describe(source)}”: {figure.name} is {choice.why}", sureness=choice.sureness
        )
    if choice.rivals:
        return ambiguous(stage, source, choice.rivals, noun)
    return _unnamed(stage, source, noun)


def ambiguous(stage: Stage, source: Source, rivals: tuple[Figure, ...], noun: Noun | None = None) -> Verdict:
    """Two fit and nothing decides: an unnamed voice, and a note that says which two."""
    who = ", ".join(figure.name for figure in rivals[:3])
    text = UNIDENTIFIED if source.form is Form.PRONOUN else source.text
    figure = stage.new(source.span.start, text, UNNAMED, gender=noun.gender if noun else "")
    figure.unidentified = True
    count = "two" if len(rivals) == 2 else "several"
    return Verdict(figure=figure, note=f"{count} fit “{describe(source)}”: {who}", sureness=0.3)


def _unnamed(stage: Stage, source: Source, noun: Noun) -> Verdict:
    """One person without a name; another "a resident" later is somebody else."""
    figure = stage.new(source.span.start, source.text, UNNAMED, noun.head, gender=noun.gender)
    return Verdict(figure=figure, note=f"“{describe(source)}” is not named", sureness=0.9)


def _people(stage: Stage, source: Source, noun: Noun) -> Verdict:
    """Officials and sources are unnamed; residents and critics are a group."""
    nature = UNNAMED if noun.head in voice_words().hiding and source.name is None else GROUP
    if source.definite and not source.modifiers:
        earlier = next((figure for figure in stage.with_head(noun.head, source.span.start) if figure.plural), None)
        if earlier:
            earlier.also(source.text, f"“{describe(source)}” takes up “{earlier.name}”")
            return Verdict(figure=earlier, note=f"“{describe(source)}” takes up “{earlier.name}”", sureness=0.8)
    figure = stage.shared(source.span.start, source.text, nature, noun.head, plural=True)
    return Verdict(figure=figure, note=f"“{describe(source)}” names nobody in particular", sureness=0.9)


def _crowd(stage: Stage, source: Source, noun: Noun) -> Verdict:
    pair = _pair(stage, source, noun)
    if pair:
        return pair
    figure = stage.shared(source.span.start, source.text, GROUP, noun.head, plural=True)
    return Verdict(figure=figure, note=f"“{describe(source)}” names nobody in particular", sureness=0.85)


def _pair(stage: Stage, source: Source, noun: Noun) -> Verdict | None:
    """ "The two", "both": the last two people named."""
    if noun.head not in voice_words().pairs or source.rest or not (source.definite or noun.head == "both"):
        return None
    people: list[Figure] = []
    for sighting in stage.figures.before(source.span.start, 16):
        figure = stage.one(sighting.figure)
        if figure.nature == PERSON and figure not in people and figure is not stage.own:
            people.append(figure)
    if len(people) < 2:
        return None
    figure = joint_figure(stage, source.span.start, people[1], people[0])
    figure.also(source.text, f"“{describe(source)}” are the two named last")
    return Verdict(figure=figure, note=f"“{describe(source)}” are {figure.name}, named last", sureness=0.7)


def joint_figure(stage: Stage, at: int, *members: Figure) -> Figure:
    """Several who speak as one."""
    name = ", ".join(member.name for member in members[:-1]) + f" and {members[-1].name}"
    figure = stage.shared(at, name, GROUP, plural=True)
    figure.members = members
    for member in members:
        figure.also(member.name, f"“{member.name}” is one of them")
    return figure
