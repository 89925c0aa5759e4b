"""One mention settled: by the role of the mention, then by the form of its words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.labels import settle_excerpt, settle_post, settle_turn
from whence.read.voices.mentions import MentionRole
from whence.read.voices.named import settle_named
from whence.read.voices.names import PERSON, UNKNOWN
from whence.read.voices.nouns import joint_figure, settle_noun
from whence.read.voices.owned import settle_owned
from whence.read.voices.reference import settle_pronoun
from whence.read.voices.sources import Form, Source, take_apart
from whence.read.voices.stage import DEEPEST, GROUP, UNNAMED, Stage, Verdict, describe, names_in


def settle_mention(stage: Stage, index: int) -> Verdict:
    """Settle a mention, after the one it stands within."""
    known = stage.verdicts[index]
    if known:
        return known
    mention = stage.mentions[index]
    stage.verdicts[index] = Verdict(figure=stage.own, note="mentions that stand within each other", sureness=0.1)
    for outer in _unsettled_outer(stage, index):
        settle_mention(stage, outer)
    verdict = _by_role(stage, index)
    figure = stage.one(verdict.figure)
    if figure.nature == UNKNOWN:
        figure.nature = PERSON
    if mention.span.start < mention.span.end:
        figure.places.append(mention.span)
    stage.by_phrase[mention.span.start] = figure
    outer = stage.verdicts[mention.within] if mention.within is not None else None
    stage.spoke(mention.span.start, figure, stage.one(outer.figure) if outer else None)
    stage.verdicts[index] = verdict
    return verdict


def _unsettled_outer(stage: Stage, index: int) -> list[int]:
    """The mentions around this one that are not settled yet, outermost first; a list, so that depth costs no stack."""
    chain: list[int] = []
    outer = stage.mentions[index].within
    while (
        outer is not None
        and stage.verdicts[outer] is None
        and outer not in chain[-3:]
        and len(chain) < len(stage.mentions)
    ):
        chain.append(outer)
        outer = stage.mentions[outer].within
    return chain[::-1]


def _by_role(stage: Stage, index: int) -> Verdict:
    mention = stage.mentions[index]
    found = names_in(stage, mention.span)
    if mention.role is MentionRole.TURN:
        return settle_turn(stage, mention.span, found, index, settle_source)
    if mention.role is MentionRole.EXCERPT:
        excerpt = settle_excerpt(stage, mention.span, found)
        if excerpt:
            return excerpt
    source = _with_name_behind(stage, take_apart(stage.document.text, mention.span, found), mention.span)
    if mention.role is MentionRole.EMBED:
        return settle_post(stage, source, mention.span, index, settle_source)
    return settle_source(stage, source, index, 0)


def _with_name_behind(stage: Stage, source: Source, span: Span) -> Source:
    """ "His lawyer" where the text goes on ", Simon Ladd.": the name belongs to it."""
    role = source.noun is not None and source.noun.nature in (PERSON, "spokesperson") and not source.noun.plural
    if not role or source.form not in (Form.OWNED, Form.NOUN):
        return source
    index = bisect_left(stage.starts, span.end)
    name = stage.names[index] if index < len(stage.names) else None
    text = stage.document.text
    if name is None or name.nature != PERSON or text[span.end : name.lead].strip() != "," or name.lead - span.end > 3:
        return source
    if text[name.end : name.end + 1] not in (",", ".", ";", ":", "\n", "") or name.owner:
        return source
    return replace(source, form=Form.NAME, name=name, phrase=source.text, text=name.written, noun=None)


def settle_source(stage: Stage, source: Source, index: int, depth: int) -> Verdict:
    """The voice a source names, by the form of its words."""
    low = source.text.lower()
    if low.startswith(voice_words().own_phrases):
        return Verdict(
            figure=stage.own, note=f"“{describe(source)}” is what publishes this text, or who wrote it", sureness=0.9
        )
    if source.form is Form.PRONOUN:
        return settle_pronoun(stage, source, index, settle_source)
    if source.form is Form.OWNED and depth < DEEPEST:
        return settle_owned(stage, source, index, depth, settle_source)
    if source.form is Form.NAME:
        return settle_named(stage, source, index, depth, settle_source)
    if source.form is Form.JOINT:
        members = [stage.one(stage.figures.of(name)) for name in source.names]
        figure = joint_figure(stage, source.span.start, *members)
        return Verdict(figure=figure, note=f"{figure.name} speak as one", sureness=0.88)
    if source.form is Form.NOUN:
        return settle_noun(stage, source, index, settle_source)
    return _words(stage, source)


def _words(stage: Stage, source: Source) -> Verdict:
    """Words nothing is known about: kept as they are."""
    last = source.text.rpartition(" ")[2].lower()
    plural = last.endswith("s") and not last.endswith("ss")
    figure = stage.shared(source.span.start, source.text, GROUP if plural else UNNAMED, plural=plural)
    return Verdict(figure=figure, note=f"“{describe(source)}”: taken as it stands", sureness=0.6)
