"""Sources named by whom they belong to: "Roe's lawyer", "his brother", "the ministry's spokesman"."""

from __future__ import annotations

from dataclasses import replace

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.figure import Figure
from whence.read.voices.names import PERSON
from whence.read.voices.reference import settle_pronoun
from whence.read.voices.sources import Form, Source
from whence.read.voices.stage import BODIES, DOCUMENT, GROUP, OUTLET, UNNAMED, Settle, Stage, Verdict, describe


def settle_owned(stage: Stage, source: Source, index: int, depth: int, settle: Settle) -> Verdict:
    """ "Roe's lawyer", "his brother", "the ministry's spokesman", "the union's statement"."""
    assert source.owner is not None
    owner = settle(stage, source.owner, index, depth + 1)
    noun = source.noun
    nature = noun.nature if noun else UNNAMED
    settled = not (owner.figure.nature == UNNAMED and source.owner.form is Form.PRONOUN)
    pieces = noun is not None and noun.head in voice_words().pieces
    if settled and (
        nature == "statement"
        or (pieces and owner.figure.nature == OUTLET)
        or (nature == "spokesperson" and owner.figure.nature in BODIES)
    ):
        if source.owner.form is not Form.PRONOUN:
            owner.figure.also(source.text, f"“{describe(source)}” speaks for “{owner.figure.name}”")
        return replace(
            owner,
            note=f"“{describe(source)}” and {owner.figure.name} are one voice",
            sureness=round(owner.sureness * 0.95, 2),
        )
    head = noun.head if noun else source.phrase.lower()
    known = (
        stage.owned.get((id(owner.figure), head))
        or _inverse(stage, owner.figure, source, index, settle)
        or (_introduced(stage, owner.figure, head, source) if noun and not noun.plural else None)
    )
    figure = known or _new_owned(stage, source, owner.figure, nature, settled=settled)
    stage.owned.setdefault((id(owner.figure), head), figure)
    figure.also(source.text, f"“{describe(source)}”: the {head} of “{owner.figure.name}”")
    return Verdict(figure=figure, note=f"“{describe(source)}”: {owner.note}", sureness=round(owner.sureness * 0.93, 2))


def _inverse(stage: Stage, owner: Figure, source: Source, index: int, settle: Settle) -> Figure | None:
    """ "Signe's daughter" after "her mother, Signe": whoever "her" was."""
    if source.noun is None:
        return None
    others = voice_words().inverse.get(source.noun.head, frozenset())
    for noun, possessive, at in owner.relations:
        if noun in others:
            pronoun = Source(
                form=Form.PRONOUN, span=Span(at, at), text=possessive, pronoun=voice_words().possessives[possessive]
            )
            figure = settle_pronoun(stage, pronoun, index, settle).figure
            if figure is not owner and not figure.unidentified and source.noun.gender in ("", figure.gender):
                return figure
    return None


def _introduced(stage: Stage, owner: Figure, head: str, source: Source) -> Figure | None:
    """ "His lawyer" after "his lawyer, Tom Roe": the person introduced in that role, unless it is the owner."""
    if source.noun is None or source.noun.nature not in (PERSON, "spokesperson"):
        return None
    for figure in stage.figures.with_role(head, source.span.start):
        if (
            stage.one(figure) is not owner
            and head in figure.owned_roles
            and not (source.noun.gender and figure.gender not in ("", source.noun.gender))
        ):
            near = [place for place in figure.places if place.start < source.span.start]
            if near:
                return stage.one(figure)
    return None


def _new_owned(stage: Stage, source: Source, owner: Figure, nature: str, *, settled: bool) -> Figure:
    noun = source.noun
    text = f"{owner.name}’s {source.phrase}" if settled else source.text
    if "'" in stage.document.text[source.span.start : source.span.end + 1] or "’" not in stage.document.text:
        text = text.replace("’", "'")
    kind = nature if nature in (*BODIES, DOCUMENT) else GROUP if noun and noun.plural else UNNAMED
    figure = stage.shared(
        source.span.start,
        text,
        kind,
        noun.head if noun else "",
        plural=bool(noun and noun.plural),
        gender=noun.gender if noun else "",
    )
    if noun and not noun.plural and kind == UNNAMED:
        figure.also(noun.head, f"the {noun.head} of “{owner.name}”")
    return figure
