"""A pronoun settled on its voice."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import replace

from whence.language.people import voice_words
from whence.model.text import Span
from whence.read.voices.bodies import find_body
from whence.read.voices.figure import Figure, Sighting
from whence.read.voices.items import clean
from whence.read.voices.mentions import MentionRole
from whence.read.voices.names import PERSON, UNKNOWN
from whence.read.voices.nouns import ambiguous
from whence.read.voices.phrases import BODIES, DOCUMENTS, PEOPLE, Phrase, phrases_before
from whence.read.voices.pronouns import Choice, Search, choose, is_somebody, may_be
from whence.read.voices.roles import PLACES_TOO
from whence.read.voices.sources import Form, Source, take_apart
from whence.read.voices.stage import GROUP, UNIDENTIFIED, UNNAMED, Settle, Stage, Verdict, names_in

_SPEAK_AS_I = (MentionRole.TURN, MentionRole.EMBED, MentionRole.EXCERPT)
_NATURES = {"they": PEOPLE | BODIES, "it": BODIES | DOCUMENTS}
_DEEPEST = 3  # pronouns settled for pronouns
_UNNAMED = 0.1  # a phrase without a name is less likely taken up
_GENDERS = {"he": "m", "she": "f"}


def settle_pronoun(stage: Stage, source: Source, index: int, settle: Settle) -> Verdict:
    """Whose voice "he", "they", "I" or "who" is."""
    if source.pronoun in ("i", "we"):
        return _first_person(stage, source, index)
    if source.pronoun == "you":
        figure = stage.shared(source.span.start, "the person addressed", UNNAMED)
        figure.unidentified = True
        return Verdict(figure=figure, note=f"“{source.text}” is whoever is addressed", sureness=0.5)
    if source.pronoun == "who":
        return _relative(stage, source, index, settle)
    return _third_person(stage, source, index, settle)


def _first_person(stage: Stage, source: Source, index: int) -> Verdict:
    outer = _outer(stage, index)
    if outer is None:
        return Verdict(figure=stage.own, note=f"“{source.text}” in the text's own words is who wrote it", sureness=0.9)
    return Verdict(
        figure=outer.figure,
        note=f"“{source.text}” in the words of {outer.figure.name}",
        sureness=min(0.92, outer.sureness),
    )


def _outer(stage: Stage, index: int) -> Verdict | None:
    within = stage.mentions[index].within
    return stage.verdicts[within] if within is not None else None


def _relative(stage: Stage, source: Source, index: int, settle: Settle) -> Verdict:
    """ "who", "which": what stands right before it."""
    at = source.span.start
    before = stage.document.text[max(0, at - 3) : at]
    gap = len(before) - len(before.rstrip(" ,\n("))
    near = next(stage.figures.before(at, 1), None)
    if near and near.end >= at - gap:
        figure = stage.one(near.figure)
        return Verdict(figure=figure, note=f"“{source.text}” goes back to “{figure.name}”", sureness=0.93)
    phrase = next(phrases_before(stage.document.text, at), None)
    if phrase and phrase.end >= at - 30:
        figure = _of_phrase(stage, phrase, index, settle)
        return Verdict(figure=figure, note=f"“{source.text}” goes back to “{figure.name}”", sureness=0.85)
    search = Search(at=at, nearby=stage.figures.before(at), speakers=stage.spoke_before(at), fits=is_somebody)
    choice = choose(stage.scene, search)
    return _verdict(stage, source, choice)


def _third_person(stage: Stage, source: Source, index: int, settle: Settle) -> Verdict:
    at = source.span.start
    pronoun = source.pronoun
    outer = _outer(stage, index)
    of_him = _in_words_of_his(stage, index, pronoun)
    quoted = stage.scene.quotation(at) is not None or of_him or _in_a_turn(stage, index)
    excluded = {id(stage.own)} | ({id(outer.figure)} if outer and quoted else set[int]())
    speaker = outer.figure if outer and not quoted else None
    gender = _GENDERS.get(pronoun, "")

    def fits(figure: Figure) -> bool:
        return id(stage.one(figure)) not in excluded and may_be(figure, pronoun)

    def one_person(figure: Figure) -> bool:
        return id(figure) not in excluded and figure.nature in (PERSON, UNNAMED)

    search = Search(
        at=at,
        nearby=_nearby(stage, at, pronoun, index, settle),
        speakers=stage.spoke_within(at, stage.one(outer.figure) if outer else None),
        fits=fits,
        gender=gender,
        bare=source.text == pronoun,
        speaker=speaker,
    )
    choice = choose(stage.scene, search)
    if choice.figure is None and not choice.rivals and pronoun == "they":
        nearby = _nearby(stage, at, "one", index, settle)
        choice = choose(stage.scene, replace(search, nearby=nearby, fits=one_person))
    if choice.figure is None and not choice.rivals:
        choice = _only_one(stage, at, fits)
    return _verdict(stage, source, choice, gender)


def _in_words_of_his(stage: Stage, index: int, pronoun: str) -> bool:
    """“He denies it, his lawyer said”: the lawyer speaks of the one whose lawyer it is."""
    within = stage.mentions[index].within
    if within is None:
        return False
    first = stage.document[stage.mentions[within].span].lower().split(maxsplit=1)[:1]
    return bool(first) and voice_words().possessives.get(first[0]) == pronoun


def _in_a_turn(stage: Stage, index: int) -> bool:
    """Straight inside somebody's turn, post or excerpt: it speaks of itself as "I", never as "he"."""
    within = stage.mentions[index].within
    return within is not None and stage.mentions[within].role in _SPEAK_AS_I


def _only_one(stage: Stage, at: int, fits: Callable[[Figure], bool]) -> Choice:
    """Nobody fits before: the one who fits shortly after ("When he arrived, Tom Roe said")."""
    found = [item.figure for item in stage.figures.after(at) if fits(item.figure) and item.start - at < 400]
    if found and all(figure is found[0] for figure in found):
        return Choice(figure=found[0], why="nobody else who fits is named near", sureness=0.5)
    return Choice(figure=None, why="nobody named fits")


def _verdict(stage: Stage, source: Source, choice: Choice, gender: str = "") -> Verdict:
    if choice.figure is not None:
        figure = stage.one(choice.figure)
        if gender and not figure.gender and figure.nature in (PERSON, UNKNOWN) and choice.sureness >= 0.6:
            figure.gender = gender
        return Verdict(figure=figure, note=f"“{source.text}” is {figure.name}: {choice.why}", sureness=choice.sureness)
    if choice.rivals:
        return ambiguous(stage, source, tuple(stage.one(rival) for rival in choice.rivals))
    figure = stage.new(source.span.start, UNIDENTIFIED, UNNAMED, gender=gender)
    figure.unidentified = True
    return Verdict(figure=figure, note=f"“{source.text}”: {choice.why}", sureness=0.3)


def _nearby(stage: Stage, at: int, pronoun: str, index: int, settle: Settle) -> Iterator[Sighting]:
    """Names and phrases before a place, nearest first."""
    named = ((-item.start, number, item) for number, item in enumerate(stage.figures.before(at)))
    phrases = [
        Sighting(phrase.start, phrase.end, _of_phrase(stage, phrase, index, settle), None, _UNNAMED)
        for phrase in phrases_before(stage.document.text, at, _NATURES.get(pronoun, PEOPLE))
        if phrase.noun.plural == (pronoun == "they") or phrase.noun.nature not in PEOPLE
        if phrase.noun.head not in PLACES_TOO
    ]
    phrases += _pronouns_before(stage, at, pronoun, index, settle)
    phrases.sort(key=lambda item: -item.start)
    unnamed = ((-item.start, 1000 + number, item) for number, item in enumerate(phrases))
    yield from (item for _, _, item in heapq.merge(named, unnamed))


def _pronouns_before(stage: Stage, at: int, pronoun: str, index: int, settle: Settle) -> Iterator[Sighting]:
    """ "He" at the start of the last sentences stands for somebody, who is likely meant again."""
    number = stage.scene.sentence(at)
    if pronoun not in _GENDERS or stage.nested >= _DEEPEST:
        return
    for start in stage.scene.starts[max(0, number - 3) : number]:
        end = start + len(pronoun)
        if start >= at or stage.document.text[start : end + 1].lower() != f"{pronoun} ":
            continue
        known = stage.by_phrase.get(start)
        if known is None:
            stage.nested += 1
            source = Source(form=Form.PRONOUN, span=Span(start, end), text=pronoun, pronoun=pronoun)
            known = stage.by_phrase[start] = settle_pronoun(stage, source, index, settle).figure
            stage.nested -= 1
        yield Sighting(start, end, stage.one(known), None)


def _of_phrase(stage: Stage, phrase: Phrase, index: int, settle: Settle) -> Figure:
    """The figure of an unnamed phrase: that of the mention standing there, else one of its own."""
    text = stage.document.text
    for _, figure in stage.spoke_before(phrase.end, 12):
        for span in figure.places[-8:]:
            if span.start <= phrase.start and phrase.end <= span.end and "," not in text[span.start : phrase.start]:
                return figure
    strange = _in_other_words(stage, phrase, index)
    key = ~phrase.start if strange else phrase.start
    known = stage.by_phrase.get(key)
    if known is None:
        known = (None if strange else _owned_phrase(stage, phrase, index, settle)) or _plain_phrase(stage, phrase)
        stage.by_phrase[key] = known
    return stage.one(known)


def _in_other_words(stage: Stage, phrase: Phrase, index: int) -> bool:
    """ "My father" in a quotation, looked at from outside it: whose father, only the words inside can tell."""
    at = phrase.owned_at
    if at is None or stage.document.text[at : at + 3].lower() not in ("my ", "our"):
        return False
    return stage.scene.quotation(at) != stage.scene.quotation(stage.mentions[index].span.start)


def _owned_phrase(stage: Stage, phrase: Phrase, index: int, settle: Settle) -> Figure | None:
    """ "My father" in the words of Ada Lind; one level deep, so that phrases do not call each other on and on."""
    if phrase.owned_at is None or stage.in_phrase:
        return None
    stage.in_phrase = True
    span = Span(phrase.owned_at, phrase.end)
    source = take_apart(stage.document.text, span, names_in(stage, span))
    figure = settle(stage, source, index, 1).figure if source.form is Form.OWNED else None
    stage.in_phrase = False
    return None if figure is None or figure.unidentified else figure


def _plain_phrase(stage: Stage, phrase: Phrase) -> Figure:
    noun = phrase.noun
    text = clean(stage.document.text[phrase.start : phrase.end])
    text = text[0].lower() + text[1:]
    if noun.plural:
        return stage.shared(phrase.start, text, GROUP, noun.head, plural=True)
    if noun.nature not in PEOPLE:
        return find_body(stage, noun, (), phrase.start) or stage.shared(phrase.start, text, noun.nature, noun.head)
    if phrase.definite:
        known = next(stage.figures.with_role(noun.head, phrase.start), None)
        return known or stage.shared(phrase.start, text, UNNAMED, noun.head, gender=noun.gender)
    return stage.new(phrase.start, text, UNNAMED, noun.head, gender=noun.gender)
