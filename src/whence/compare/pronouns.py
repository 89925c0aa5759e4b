"""“It struck the mill”, “They fired”: whom a pronoun stands for, where the sentence before leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from whence.compare.heard import Heard
from whence.compare.lexicon import table
from whence.model.speech import Quotation, Statement
from whence.model.text import Span

_ONE = frozenset(("he", "she"))
_MANY = frozenset(("they", "them"))
_THING = frozenset(("it",))
_PRONOUNS = _ONE | _MANY | _THING | frozenset(("him", "her", "who", "which", "that", "this", "these", "those"))


def speaker_of(statement: Statement) -> Span | None:
    """The words that name who speaks, where the words are not quoted but reported: “the front denied that it had …”."""
    link = statement.chain[-1]
    return link.source[0] if statement.quotation is Quotation.INDIRECT and link.source else None


def named(said: Sequence[Heard], before: Sequence[Heard], text: str, speaker: Span | None = None) -> list[Heard]:
    """The mentions of one sentence; a pronoun for a doer gives way to the doer that it fits, or to nobody.

    Where it fits the `speaker`, it stands for that one. Else the doers that come into question are those of the
    sentence before, in the same document and voice; where two different ones fit, none does. A pronoun is never left
    as a party.
    """
    earlier = _doers(said, before)
    found: list[Heard] = []
    for item in said:
        event = item.mention.event
        actor = tuple(span for one in event.actor if (span := _resolved(one, earlier, text, speaker)) is not None)
        recipient = tuple(span for span in event.recipient if text[span.start : span.end].lower() not in _PRONOUNS)
        event = replace(event, actor=actor, recipient=recipient)
        found.append(replace(item, mention=replace(item.mention, event=event)))
    return found


def _doers(said: Sequence[Heard], before: Sequence[Heard]) -> list[Span]:
    """Who acts in the last sentence before this one in which the same voice speaks."""
    if not said or not before:
        return []
    voices = [level.voice for level in said[0].mention.path]
    scope: Span | None = None
    found: list[Span] = []
    for item in reversed(before):
        if [level.voice for level in item.mention.path] != voices or item.title:
            continue
        if scope is not None and item.scope != scope:
            break
        scope = item.scope
        found += item.mention.event.actor
    return found


def _resolved(actor: Span, earlier: Iterable[Span], text: str, speaker: Span | None) -> Span | None:
    word = text[actor.start : actor.end].lower()
    if word not in _PRONOUNS:
        return actor
    if speaker is not None and _may_be(word, text[speaker.start : speaker.end]):
        return speaker
    fitting = {
        text[span.start : span.end].lower(): span for span in earlier if _fits(word, text[span.start : span.end])
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _may_be(pronoun: str, words: str) -> bool:
    return bool(words.strip()) and words.lower() not in _PRONOUNS and _fits(pronoun, words)


def _fits(pronoun: str, words: str) -> bool:
    """By number, and by whether it is a person."""
    parts = words.lower().split()
    many = parts[-1] in _several() or " and " in words or (parts[-1].endswith("s") and not parts[-1].endswith("ss"))
    if pronoun in _MANY:
        return many
    if pronoun in _THING:
        return not many and not _is_person(words)
    return pronoun in _ONE and not many and _is_person(words)


def _is_person(words: str) -> bool:
    """One with a first and a last name and no article, or a noun for a person."""
    parts = words.split()
    named_twice = len(parts) > 1 and all(part[:1].isupper() for part in parts[-2:]) and parts[0].lower() != "the"
    return parts[-1].lower() in _people() or named_twice


def _several() -> frozenset[str]:
    return frozenset(str(table("accounts")["words"]["several"]).split())


def _people() -> frozenset[str]:
    return frozenset(str(table("accounts")["words"]["single_people"]).split())
