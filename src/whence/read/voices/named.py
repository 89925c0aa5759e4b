"""Sources with a proper name: people who share one told apart, and the bodies they speak for."""

from __future__ import annotations

from dataclasses import dataclass

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.figure import Figure
from whence.read.voices.items import clean
from whence.read.voices.names import PERSON, UNKNOWN
from whence.read.voices.nouns import ambiguous
from whence.read.voices.pronouns import Search, choose
from whence.read.voices.sources import Form, Source, take_apart
from whence.read.voices.stage import BODIES, BODY, DEEPEST, OUTLET, Settle, Stage, Verdict, describe, names_in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """Which mention is being settled, how deep, and how to settle a part of it."""

    index: int
    depth: int
    settle: Settle


def settle_named(stage: Stage, source: Source, index: int, depth: int, settle: Settle) -> Verdict:
    """The figure a name stands for, with the body it speaks for as another name."""
    name = source.name
    assert name is not None
    here = _Here(index=index, depth=depth, settle=settle)
    rivals = [stage.one(figure) for figure in stage.figures.rivals(name)]
    apart = _told_apart(stage, source, rivals) if len(rivals) > 1 else None
    if apart:
        return apart
    figure = stage.one(stage.figures.of(name))
    figure = _of_that_country(stage, source, figure)
    if figure.nature == UNKNOWN and figure.located <= 1:
        figure.nature = PERSON
    _speaks_for(stage, source, figure, here)
    _note_wording(source, figure)
    if name.written == figure.name:
        return Verdict(figure=figure, note=f"named: “{figure.name}”", sureness=0.97)
    return Verdict(figure=figure, note=f"“{name.written}” is short for “{figure.name}”", sureness=0.92)


def _of_that_country(stage: Stage, source: Source, figure: Figure) -> Figure:
    """ "Torvania's Foreign Ministry" and "the Foreign Ministry of Ostmark" are two, whatever they are called later."""
    part = source.owner or (source.rest if source.link == "of" else None)
    if part is None or part.name is None or figure.nature != BODY or source.name is None:
        return figure
    whose = part.name.last
    if figure.whose in ("", whose):
        figure.whose = whose
        return figure
    place = part.name.written
    text = f"{place}'s {source.name.written}" if source.owner else f"{source.name.written} of {place}"
    return stage.shared(source.span.start, text, BODY, source.name.last)


def _note_wording(source: Source, figure: Figure) -> None:
    """ "Mayor Lind", "the ministry's spokesman" beside a name become aliases."""
    phrase = clean(source.phrase)
    phrase = phrase.capitalize() if phrase.isupper() else phrase
    name = source.name
    if not phrase or name is None or phrase.lower() in ("the", "a", "an"):
        return
    first = phrase.split()[0].lower()
    if first in voice_words().possessives:
        return
    words = voice_words()
    last = phrase.rstrip(".").split()[-1].lower()
    if phrase.rstrip(".").lower() in words.titles:
        figure.also(f"{phrase} {name.written}", f"“{phrase}” is a title of “{figure.name}”")
    elif " " in phrase and (last in words.nouns or last in words.titles):
        figure.also(phrase, f"“{phrase}” stands beside “{figure.name}”")


def _told_apart(stage: Stage, source: Source, rivals: list[Figure]) -> Verdict | None:
    """Two people share the surname: "the younger Roe" by what is told of them, a bare "Roe" by who was named last."""
    at = source.span.start
    phrase = source.phrase.lower().split()
    lexicon = voice_words()
    for word, kin in (("younger", lexicon.younger), ("elder", lexicon.elder), ("older", lexicon.elder)):
        if word in phrase:
            fitting = [figure for figure in rivals if any(noun in figure.roles for noun in kin)]
            if len(fitting) == 1:
                fitting[0].also(source.text, f"“{describe(source)}” is “{fitting[0].name}”")
                return Verdict(
                    figure=fitting[0], note=f"“{word}”: {fitting[0].name} by what is told of the family", sureness=0.75
                )
            return ambiguous(stage, source, tuple(rivals))
    introduced = (
        sighting
        for sighting in stage.figures.before(at, 60)
        if sighting.name and (len(sighting.name.words) > 1 or sighting.name.titles)
    )
    known = {id(figure) for figure in rivals}
    search = Search(
        at=at,
        nearby=introduced,
        speakers=stage.spoke_before(at),
        fits=lambda figure: id(stage.one(figure)) in known,
    )
    choice = choose(stage.scene, search)
    if choice.rivals and choice.figure is None:
        return _named_most(source, rivals) or ambiguous(stage, source, tuple(stage.one(item) for item in choice.rivals))
    if choice.figure is None:
        return None
    figure = stage.one(choice.figure)
    note = f"“{describe(source)}”: of those with that name, {figure.name} is {choice.why}"
    figure.also(source.text, note)
    return Verdict(figure=figure, note=note, sureness=min(0.8, choice.sureness))


def _named_most(source: Source, rivals: list[Figure]) -> Verdict | None:
    """Of a family, the one the article is about."""
    first, second = sorted(rivals, key=lambda figure: -len(figure.places))[:2]
    if len(first.places) < max(3, 3 * len(second.places)):
        return None
    note = f"“{describe(source)}”: of those with that name, {first.name} is named most often"
    first.also(source.text, note)
    return Verdict(figure=first, note=note, sureness=0.55)


def _speaks_for(stage: Stage, source: Source, figure: Figure, here: _Here) -> None:
    """The body a spokesperson speaks for, or the outlet a journalist writes for, is another name for the voice."""
    if here.depth >= DEEPEST:
        return
    candidates = [part for part in (source.owner, source.rest) if part is not None]
    for part in candidates:
        if part.form is Form.PRONOUN or part.form is Form.WORDS:
            continue
        if not source.spokesperson and not (part.name and part.name.nature == OUTLET):
            continue
        body = here.settle(stage, part, here.index, here.depth + 1).figure
        if body.nature == OUTLET or (source.spokesperson and body.nature in BODIES):
            figure.also(body.name, f"“{figure.name}” speaks for “{body.name}”")
    if figure.spoken_for is not None:
        at, figure.spoken_for = figure.spoken_for, None
        _add_body(stage, figure, at, here)


def _add_body(stage: Stage, figure: Figure, at: int, here: _Here) -> None:
    """ "…, a spokeswoman for the Ministry of Ports," read where it stands."""
    text = stage.document.text
    ends = [place for mark in (",", ".", ";", "\n") if (place := text.find(mark, at, at + 80)) >= 0]
    span = Span(at, min([*ends, at + 80, len(text)]))
    if len(span) <= 0:
        return
    part = take_apart(text, span, names_in(stage, span))
    if part.form in (Form.NAME, Form.NOUN):
        body = here.settle(stage, part, here.index, here.depth + 1).figure
        if body.nature in BODIES:
            figure.also(body.name, f"“{figure.name}” is introduced as speaking for “{body.name}”")
