"""Transcript labels, credits of excerpts and authors of posts."""

from __future__ import annotations

from collections.abc import Sequence

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.askers import settle_asker
from whence.read.voices.court import witness_at
from whence.read.voices.figure import Figure
from whence.read.voices.items import clean
from whence.read.voices.names import PERSON, UNKNOWN, Name
from whence.read.voices.sources import Form, Source, take_apart
from whence.read.voices.stage import BODIES, OUTLET, UNNAMED, Settle, Stage, Verdict


def settle_turn(stage: Stage, span: Span, found: Sequence[Name], index: int, settle: Settle) -> Verdict:
    """A transcript label: "MR. LEE:", "Q.", "AL:", "Moderator:"."""
    label = clean(stage.document.text[span.start : span.end])
    low = label.lower()
    if low in voice_words().askers:
        return settle_asker(stage, span, label)
    if low in voice_words().answerers:
        return _interviewee(stage, span, label)
    initials = _by_initials(stage, label)
    if initials:
        initials.also(label, f"“{label}” are the initials of “{initials.name}”")
        return Verdict(figure=initials, note=f"“{label}” are the initials of {initials.name}", sureness=0.9)
    source = take_apart(stage.document.text, span, found)
    if source.form is Form.WORDS and not found:
        return _shared(stage, span, label, PERSON if label[:1].isupper() else UNNAMED)
    return settle(stage, source, index, 0)


def _interviewee(stage: Stage, span: Span, label: str) -> Verdict:
    """ "A.": whom the other turns address by name, else the first person the text names."""
    addressed = witness_at(stage, span.start)
    if addressed:
        addressed.also(label, f"“{label}” labels the answers of “{addressed.name}”, whom the others address")
        return Verdict(figure=addressed, note=f"“{label}” answers: {addressed.name} is addressed", sureness=0.8)
    for figure in stage.figures.all:
        if figure.nature == PERSON and figure is not stage.own and figure.places:
            figure.also(label, f"“{label}” labels the answers of the first person named, “{figure.name}”")
            return Verdict(
                figure=figure, note=f"“{label}” answers: the first person named, {figure.name}", sureness=0.6
            )
    return _shared(stage, span, "the interviewee", UNNAMED)


def _by_initials(stage: Stage, label: str) -> Figure | None:
    letters = label.replace(".", "")
    if not (2 <= len(letters) <= 4 and letters.isupper() and letters.isalpha()):
        return None
    return stage.figures.with_initials.get(letters)


def settle_excerpt(stage: Stage, span: Span, found: Sequence[Name]) -> Verdict | None:
    """The outlet and the journalist credited for an excerpt are one voice."""
    around = stage.scene.quotation(span.start)
    outer = [
        name
        for name in found
        if stage.scene.quotation(name.start) == around and name.nature not in ("role", "people", "place")
    ]
    figures = [(name, stage.one(stage.figures.of(name))) for name in outer]
    outlet = next((figure for _, figure in figures if figure.nature in BODIES), None)
    writer = next((figure for name, figure in figures if figure.nature == PERSON and (figure.sure or name.sure)), None)
    if outlet and writer and outlet is not writer:
        return _one_link(stage, outlet, writer)
    if outlet is None and writer is None and figures:
        outlet = figures[0][1]
        if outlet.nature in (UNKNOWN, PERSON) and not outlet.sure:
            outlet.nature = OUTLET
    figure = outlet or writer
    if figure is None:
        return None
    return Verdict(figure=figure, note=f"an excerpt of {figure.name}", sureness=0.93)


def _one_link(stage: Stage, outlet: Figure, writer: Figure) -> Verdict:
    note = f"{writer.name} writes for {outlet.name}: outlet and journalist are one voice"
    if outlet is stage.own or outlet.partner not in (None, writer):
        writer.also(outlet.name, note)
        return Verdict(figure=writer, note=note, sureness=0.9)
    if writer is stage.own:
        return Verdict(figure=writer, note=f"an excerpt of {writer.name}", sureness=0.9)
    outlet.partner = writer
    outlet.also(writer.name, note)
    for alias, why in writer.aliases.items():
        outlet.also(alias, why)
    outlet.places.extend(writer.places)
    stage.same[id(writer)] = outlet
    return Verdict(figure=outlet, note=note, sureness=0.93)


def settle_post(stage: Stage, source: Source, span: Span, index: int, settle: Settle) -> Verdict:
    """The author of a post, by name or handle."""
    words = stage.document.text[span.start : span.end]
    handle = next((word.strip("()[],.:—–") for word in words.split() if word.lstrip("(—–").startswith("@")), "")
    if source.form is Form.NAME:
        verdict = settle(stage, source, index, 0)
        if handle:
            verdict.figure.also(handle, f"“{handle}” stands beside “{verdict.figure.name}”")
            stage.by_text.setdefault(handle.lower(), verdict.figure)
        return verdict
    owner = stage.figures.with_handle.get(handle.strip("@").replace("_", "").lower())
    if handle and owner:
        owner.also(handle, f"“{handle}” is “{owner.name}” written together")
        return Verdict(figure=stage.one(owner), note=f"“{handle}” is {owner.name} written together", sureness=0.85)
    if handle:
        return _shared(stage, span, handle, PERSON)
    return settle(stage, source, index, 0)


def _shared(stage: Stage, span: Span, text: str, nature: str) -> Verdict:
    return Verdict(figure=stage.shared(span.start, text, nature), note=f"“{text}” as it stands", sureness=0.8)
