"""Bodies and documents named by a common noun: "the ministry", "a statement from the union", "the indictment"."""

from __future__ import annotations

from collections.abc import Iterator

from whence.language.people import Noun, voice_words
from whence.read.voices.figure import Figure
from whence.read.voices.names import PERSON
from whence.read.voices.sources import Form, Source
from whence.read.voices.stage import BODIES, DOCUMENT, GROUP, OUTLET, Settle, Stage, Verdict, describe, key_of


def settle_document(stage: Stage, source: Source, noun: Noun, index: int, settle: Settle) -> Verdict:
    """A statement is its issuer's voice, an article its outlet's; a report or indictment is a voice itself."""
    issuer = _issuer(stage, source, index, settle)
    pieces = noun.head in voice_words().pieces
    if issuer and (noun.nature == "statement" or (pieces and issuer.nature == OUTLET)):
        issuer.also(source.text, f"“{describe(source)}” speaks for “{issuer.name}”")
        return Verdict(figure=issuer, note=f"“{describe(source)}” and its issuer are one voice", sureness=0.88)
    earlier = next(
        (figure for figure in stage.with_head(noun.head, source.span.start) if figure.nature == DOCUMENT), None
    )
    if source.definite and not source.rest and earlier:
        earlier.also(source.text, f"“{describe(source)}” takes up “{earlier.name}”")
        return Verdict(figure=earlier, note=f"“{describe(source)}” takes up “{earlier.name}”", sureness=0.8)
    if noun.nature == "statement" and source.definite and not source.rest:
        last = next(
            (figure for _, figure in reversed(stage.spoke_before(source.span.start)) if figure is not stage.own), None
        )
        last = last or next(
            (item.figure for item in stage.figures.before(source.span.start, 8) if item.figure.nature in BODIES), None
        )
        if last:
            return Verdict(
                figure=stage.one(last),
                note=f"“{describe(source)}”: taken for that of {last.name}, who spoke last",
                sureness=0.6,
            )
    figure = stage.shared(source.span.start, source.text, DOCUMENT, noun.head)
    return Verdict(figure=figure, note=f"“{describe(source)}” is a document", sureness=0.88)


def _issuer(stage: Stage, source: Source, index: int, settle: Settle) -> Figure | None:
    if source.rest and source.link in ("from", "by", "of", "at", "in", "on") and source.rest.form is not Form.WORDS:
        figure = settle(stage, source.rest, index, 1).figure
        return None if figure.nature == DOCUMENT else figure
    if source.name and source.name.nature != "place":
        return stage.one(stage.figures.of(source.name))
    return None


def settle_body(stage: Stage, source: Source, noun: Noun) -> Verdict:
    """ "The ministry" is the latest ministry named; "the Roe campaign" is a body of its own."""
    at = source.span.start
    if noun.plural or source.indefinite:
        nature = GROUP if noun.plural else noun.nature
        figure = stage.shared(at, source.text, nature, noun.head, plural=noun.plural)
        return Verdict(figure=figure, note=f"“{describe(source)}” is not named", sureness=0.85)
    known = stage.by_text.get(key_of(source.text))
    if known and source.modifiers:
        return Verdict(figure=known, note=f"“{describe(source)}”, as before", sureness=0.9)
    if source.name is None and source.rest is None:
        found = find_body(stage, noun, source.modifiers, at)
        if found:
            found.also(source.text, f"“{describe(source)}” is the latest {noun.head} named, “{found.name}”")
            return Verdict(
                figure=found, note=f"“{describe(source)}” is {found.name}, the latest of that kind named", sureness=0.82
            )
    earlier = next((figure for figure in stage.with_head(noun.head, at) if not figure.plural), None)
    if earlier and source.definite and not source.modifiers and source.name is None and source.rest is None:
        earlier.also(source.text, f"“{describe(source)}” takes up “{earlier.name}”")
        return Verdict(figure=earlier, note=f"“{describe(source)}” takes up “{earlier.name}”", sureness=0.82)
    if noun.head in ("newspaper", "paper", "site", "website", "blog", "magazine") and source.text.lower().startswith(
        "this "
    ):
        return Verdict(figure=stage.own, note=f"“{describe(source)}” is what publishes this text", sureness=0.9)
    figure = stage.shared(at, source.text, noun.nature, noun.head)
    return Verdict(figure=figure, note=f"“{describe(source)}”: no body of that kind is named before", sureness=0.8)


def find_body(stage: Stage, noun: Noun, modifiers: tuple[str, ...], at: int) -> Figure | None:
    """The latest body named that the noun and its modifiers fit."""
    wanted = {word for word in modifiers if word not in voice_words().fillers}
    here = {id(item.figure) for item in stage.figures.before(at, 12) if item.start >= stage.scene.sentence_start(at)}
    options = list(_bodies_like(stage, noun, at))
    # A body just named in the same sentence would hardly be called "the company".
    for figure in sorted(options, key=lambda figure: id(figure) in here):
        words = {word.lower() for word in figure.words}
        if not wanted or wanted <= words | {word.rstrip("s") for word in words}:
            return stage.one(figure)
    return None


def _bodies_like(stage: Stage, noun: Noun, at: int) -> Iterator[Figure]:
    """Bodies named before: the noun in their name first, then any of the kinds the noun can stand for."""
    yield from (figure for figure in stage.figures.bodies([noun.head], at) if figure.nature != PERSON)
    fits = voice_words().generic.get(noun.head)
    if fits:
        yield from (figure for figure in stage.figures.bodies(fits, at) if figure.nature != PERSON)
