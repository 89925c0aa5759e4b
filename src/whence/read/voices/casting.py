"""Whose voice a source is: names, roles and pronouns of one article settled on its voices.

Names come first (`voice_names`, `voice_figures`): everybody the text names, short names merged with full ones. Then
each mention is taken apart (`voice_sources`) and settled by name, by noun (`voice_nouns`) or by pronoun
(`voice_pronouns`). Where two fit equally the voice stays unnamed and the note says which two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.model.speech import Voice, VoiceKind
from whence.model.text import Document, Span
from whence.read.voices.figure import Figure
from whence.read.voices.mentions import Cast, Mention, MentionRole
from whence.read.voices.settling import settle_mention
from whence.read.voices.stage import Stage, Verdict, prepare

__all__ = ["Cast", "Mention", "MentionRole", "settle"]

_KINDS = {"": VoiceKind.PERSON, "place": VoiceKind.OFFICIAL_BODY, "role": VoiceKind.UNNAMED, "people": VoiceKind.GROUP}
_MOST_ALIASES = 16


def settle(document: Document, mentions: Sequence[Mention], quoted: Sequence[Span] | None = None) -> Cast:
    """The voices of a document and the voice of each mention. `quoted` are the outermost quotations, if known."""
    mentions = [_without_relative(document, mention) for mention in mentions]
    stage = prepare(document, mentions, quoted)
    for index in sorted(range(len(mentions)), key=lambda index: (mentions[index].at, index)):
        settle_mention(stage, index)
    return _cast(stage, [verdict for verdict in stage.verdicts if verdict])


def _without_relative(document: Document, mention: Mention) -> Mention:
    """“People who say so”: the words that name them end before the pronoun."""
    name, _, last = document[mention.span].rpartition(" ")
    if last not in ("who", "which", "that") or not name.strip():
        return mention
    return replace(mention, span=Span(mention.span.start, mention.span.start + len(name)))


def _cast(stage: Stage, verdicts: Sequence[Verdict]) -> Cast:
    figures = [stage.one(verdict.figure) for verdict in verdicts]
    order = sorted(range(len(figures)), key=lambda index: stage.mentions[index].span.start)
    numbers = {id(stage.own): 0}
    cast = [stage.own]
    for index in order:
        if id(figures[index]) not in numbers:
            numbers[id(figures[index])] = len(cast)
            cast.append(figures[index])
    return Cast(
        voices=tuple(_voice(number, figure) for number, figure in enumerate(cast)),
        of=tuple(numbers[id(figure)] for figure in figures),
        notes=tuple(verdict.note for verdict in verdicts),
        sureness=tuple(verdict.sureness for verdict in verdicts),
    )


def _voice(number: int, figure: Figure) -> Voice:
    aliases = list(figure.aliases)[:_MOST_ALIASES]
    reasons = tuple(dict.fromkeys(figure.aliases[alias] for alias in aliases))
    return Voice(
        id=f"v{number}",
        name=figure.name,
        kind=_KINDS.get(figure.nature) or VoiceKind(figure.nature),
        aliases=tuple(aliases),
        mentions=tuple(sorted(set(figure.places))),
        reasons=reasons,
    )
