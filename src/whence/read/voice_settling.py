"""One mention settled: by the role of the mention, then by the form of its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from whence.model.text import Span
from whence.read.voice_figures import Figure
from whence.read.voice_lexicon import voice_words
from whence.read.voice_mentions import MentionRole
from whence.read.voice_names import PERSON, UNKNOWN, Name, names
from whence.read.voice_nouns import ambiguous, joint_figure, settle_noun
from whence.read.voice_reference import settle_pronoun
from whence.read.voice_sources import Form, Source, clean, take_apart
from whence.read.voice_stage import BODY, DOCUMENT, GROUP, ORGANISATION, OUTLET, UNNAMED, Stage, Verdict, describe

_DEEPEST = 4  # owners of owners
_ASKERS = frozenset(("q", "question", "interviewer", "reporter", "journalist"))
_ANSWERERS = frozenset(("a", "answer", "interviewee"))
_BODIES = frozenset((ORGANISATION, BODY, OUTLET))


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
    figure.places.append(mention.span)
    stage.spoke(mention.span.start, figure, inner=mention.within is not None)
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
    found = _names_in(stage, mention.span)
    if mention.role is MentionRole.TURN:
        return _turn(stage, mention.span, found, index)
    if mention.role is MentionRole.EXCERPT:
        excerpt = _excerpt(stage, mention.span, found)
        if excerpt:
            return excerpt
    source = _with_name_behind(stage, take_apart(stage.document.text, mention.span, found), mention.span)
    if mention.role is MentionRole.EMBED:
        return _embed(stage, source, mention.span, found, index)
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


def _names_in(stage: Stage, span: Span) -> Sequence[Name]:
    """The names inside a span; words in capitals throughout are read as if they were not."""
    words = stage.document.text[span.start : span.end]
    if words.isupper() and len(words) > 3:
        return _unshouted(words, span.start)
    return stage.names[bisect_left(stage.starts, span.start) : bisect_left(stage.starts, span.end)]


def _unshouted(words: str, offset: int) -> list[Name]:
    """ "MR. LEE" as "Mr. Lee"; bodies known by their capitals stay as they are."""
    lowered = list(words)
    for index, char in enumerate(words):
        if index and words[index - 1].isalpha() and len(char.lower()) == 1:
            lowered[index] = char.lower()
    found = names("".join(lowered))
    return [replace(name, start=name.start + offset, end=name.end + offset, lead=name.lead + offset) for name in found]


def _turn(stage: Stage, span: Span, found: Sequence[Name], index: int) -> Verdict:
    """A transcript label: "MR. LEE:", "Q.", "AL:", "Moderator:"."""
    label = clean(stage.document.text[span.start : span.end])
    low = label.lower()
    if low in _ASKERS:
        return Verdict(figure=stage.own, note=f"“{label}” asks: the interviewer is who wrote this", sureness=0.8)
    if low in _ANSWERERS:
        return _interviewee(stage, span, label)
    initials = _by_initials(stage, label)
    if initials:
        initials.also(label, f"“{label}” are the initials of “{initials.name}”")
        return Verdict(figure=initials, note=f"“{label}” are the initials of {initials.name}", sureness=0.9)
    source = take_apart(stage.document.text, span, found)
    if source.form is Form.WORDS and not found:
        return _shared(stage, span, label, PERSON if label[:1].isupper() else UNNAMED)
    return settle_source(stage, source, index, 0)


def _interviewee(stage: Stage, span: Span, label: str) -> Verdict:
    """ "A.": who spoke before in answer, else the first person the text names."""
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
    options = [stage.own, *(figure for figure in stage.figures.all if figure.nature == PERSON)]
    fitting = [
        figure
        for figure in options
        if len(figure.words) > 1 and "".join(word[0] for word in figure.words).upper() == letters
    ]
    return fitting[0] if fitting else None


def _excerpt(stage: Stage, span: Span, found: Sequence[Name]) -> Verdict | None:
    """The outlet and the journalist credited for an excerpt are one voice."""
    around = stage.scene.quotation(span.start)
    outer = [
        name
        for name in found
        if stage.scene.quotation(name.start) == around and name.nature not in ("role", "people", "place")
    ]
    figures = [(name, stage.one(stage.figures.of(name))) for name in outer]
    outlet = next((figure for _, figure in figures if figure.nature in (OUTLET, ORGANISATION, BODY)), None)
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


def _embed(stage: Stage, source: Source, span: Span, found: Sequence[Name], index: int) -> Verdict:
    """The author of a post, by name or handle."""
    words = stage.document.text[span.start : span.end]
    handle = next((word.strip("()[],.:—–") for word in words.split() if word.lstrip("(—–").startswith("@")), "")
    if found:
        verdict = settle_source(stage, source, index, 0)
        if handle:
            verdict.figure.also(handle, f"“{handle}” stands beside “{verdict.figure.name}”")
            stage.by_text.setdefault(handle.lower(), verdict.figure)
        return verdict
    if handle:
        return _shared(stage, span, handle, PERSON)
    return settle_source(stage, source, index, 0)


def _shared(stage: Stage, span: Span, text: str, nature: str) -> Verdict:
    return Verdict(figure=stage.shared(span.start, text, nature), note=f"“{text}” as it stands", sureness=0.8)


def settle_source(stage: Stage, source: Source, index: int, depth: int) -> Verdict:
    """The voice a source names, by the form of its words."""
    low = source.text.lower()
    if low.startswith(voice_words().own_phrases):
        return Verdict(
            figure=stage.own, note=f"“{describe(source)}” is what publishes this text, or who wrote it", sureness=0.9
        )
    if source.form is Form.PRONOUN:
        return settle_pronoun(stage, source, index)
    if source.form is Form.OWNED and depth < _DEEPEST:
        return _owned(stage, source, index, depth)
    if source.form is Form.NAME:
        return _named(stage, source, index, depth)
    if source.form is Form.JOINT:
        members = [stage.one(stage.figures.of(name)) for name in source.names]
        figure = joint_figure(stage, source.span.start, *members)
        return Verdict(figure=figure, note=f"{figure.name} speak as one", sureness=0.88)
    if source.form is Form.NOUN:
        return settle_noun(stage, source, index, settle_source)
    return _words(stage, source)


def _named(stage: Stage, source: Source, index: int, depth: int) -> Verdict:
    name = source.name
    assert name is not None
    rivals = [stage.one(figure) for figure in stage.figures.rivals(name)]
    apart = _told_apart(stage, source, rivals) if len(rivals) > 1 else None
    if apart:
        return apart
    figure = stage.one(stage.figures.of(name))
    if figure.nature == UNKNOWN and figure.located <= 1:
        figure.nature = PERSON
    _speaks_for(stage, source, figure, index, depth)
    _note_wording(source, figure)
    if name.written == figure.name:
        return Verdict(figure=figure, note=f"named: “{figure.name}”", sureness=0.97)
    return Verdict(figure=figure, note=f"“{name.written}” is short for “{figure.name}”", sureness=0.92)


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
    if phrase.lower() in voice_words().titles or phrase.rstrip(".").lower() in voice_words().titles:
        figure.also(f"{phrase} {name.written}", f"“{phrase}” is a title of “{figure.name}”")
        return
    figure.also(phrase, f"“{phrase}” stands beside “{figure.name}”")


def _told_apart(stage: Stage, source: Source, rivals: list[Figure]) -> Verdict | None:
    """Two people share the surname: "the younger Roe" by what is told of them, a bare "Roe" by who was named last."""
    at = source.span.start
    phrase = source.phrase.lower().split()
    for word, kin in (
        ("younger", ("son", "daughter", "brother", "sister")),
        ("elder", ("father", "mother")),
        ("older", ("father", "mother")),
    ):
        if word in phrase:
            fitting = [figure for figure in rivals if any(noun in figure.roles for noun in kin)]
            if len(fitting) == 1:
                fitting[0].also(source.text, f"“{describe(source)}” is “{fitting[0].name}”")
                return Verdict(
                    figure=fitting[0], note=f"“{word}”: {fitting[0].name} is a {kin[0]} or the like", sureness=0.75
                )
            return ambiguous(stage, source, tuple(rivals))
    last: list[int] = []
    figures: list[Figure] = []
    for sighting in stage.figures.before(at, 30):
        figure = stage.one(sighting.figure)
        if figure in rivals and figure not in figures:
            figures.append(figure)
            last.append(stage.scene.sentence(sighting.start))
    if len(figures) >= 2 and last[0] == last[1] and stage.scene.sentence(at) - last[0] <= 2:
        return ambiguous(stage, source, tuple(figures))
    if figures:
        figures[0].also(
            source.text, f"“{describe(source)}”: of those with that name, “{figures[0].name}” was named last"
        )
        return Verdict(
            figure=figures[0],
            note=f"“{describe(source)}”: {figures[0].name} was named last of that name",
            sureness=0.75,
        )
    return None


def _speaks_for(stage: Stage, source: Source, figure: Figure, index: int, depth: int) -> None:
    """The body a spokesperson speaks for, or the outlet a journalist writes for, is another name for the voice."""
    if depth >= _DEEPEST:
        return
    candidates = [part for part in (source.owner, source.rest) if part is not None]
    for part in candidates:
        if part.form is Form.PRONOUN or part.form is Form.WORDS:
            continue
        if not source.spokesperson and not (part.name and part.name.nature == OUTLET):
            continue
        body = settle_source(stage, part, index, depth + 1).figure
        if body.nature == OUTLET or (source.spokesperson and body.nature in _BODIES):
            figure.also(body.name, f"“{figure.name}” speaks for “{body.name}”")
    if figure.spoken_for is not None:
        at, figure.spoken_for = figure.spoken_for, None
        _add_body(stage, figure, at, index, depth)


def _add_body(stage: Stage, figure: Figure, at: int, index: int, depth: int) -> None:
    """ "…, a spokeswoman for the Ministry of Ports," read where it stands."""
    text = stage.document.text
    ends = [place for mark in (",", ".", ";", "\n") if (place := text.find(mark, at, at + 80)) >= 0]
    span = Span(at, min([*ends, at + 80, len(text)]))
    if len(span) <= 0:
        return
    part = take_apart(text, span, _names_in(stage, span))
    if part.form in (Form.NAME, Form.NOUN):
        body = settle_source(stage, part, index, depth + 1).figure
        if body.nature in _BODIES:
            figure.also(body.name, f"“{figure.name}” is introduced as speaking for “{body.name}”")


def _owned(stage: Stage, source: Source, index: int, depth: int) -> Verdict:
    """ "Roe's lawyer", "his brother", "the ministry's spokesman", "the union's statement"."""
    assert source.owner is not None
    owner = settle_source(stage, source.owner, index, depth + 1)
    noun = source.noun
    nature = noun.nature if noun else UNNAMED
    settled = not (owner.figure.nature == UNNAMED and source.owner.form is Form.PRONOUN)
    pieces = noun is not None and noun.head in voice_words().pieces
    if settled and (
        nature == "statement"
        or (pieces and owner.figure.nature == OUTLET)
        or (nature == "spokesperson" and owner.figure.nature in _BODIES)
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
        or _inverse(stage, owner.figure, source, index)
        or (_introduced(stage, owner.figure, head, source) if noun and not noun.plural else None)
    )
    figure = known or _new_owned(stage, source, owner.figure, nature, settled=settled)
    stage.owned.setdefault((id(owner.figure), head), figure)
    figure.also(source.text, f"“{describe(source)}”: the {head} of “{owner.figure.name}”")
    return Verdict(figure=figure, note=f"“{describe(source)}”: {owner.note}", sureness=round(owner.sureness * 0.93, 2))


def _inverse(stage: Stage, owner: Figure, source: Source, index: int) -> Figure | None:
    """ "Signe's daughter" after "her mother, Signe": whoever "her" was."""
    if source.noun is None:
        return None
    others = voice_words().inverse.get(source.noun.head, frozenset())
    for noun, possessive, at in owner.relations:
        if noun in others:
            pronoun = Source(
                form=Form.PRONOUN, span=Span(at, at), text=possessive, pronoun=voice_words().possessives[possessive]
            )
            figure = settle_pronoun(stage, pronoun, index).figure
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
    kind = nature if nature in (*_BODIES, DOCUMENT) else GROUP if noun and noun.plural else UNNAMED
    figure = stage.shared(
        source.span.start,
        text,
        kind,
        noun.head if noun else "",
        plural=bool(noun and noun.plural),
        gender=noun.gender if noun else "",
    )
    if noun:
        figure.also(noun.head, f"the {noun.head} of “{owner.name}”") if not noun.plural and kind == UNNAMED else None
    return figure


def _words(stage: Stage, source: Source) -> Verdict:
    """Words nothing is known about: kept as they are."""
    last = source.text.rpartition(" ")[2].lower()
    plural = last.endswith("s") and not last.endswith("ss")
    figure = stage.shared(source.span.start, source.text, GROUP if plural else UNNAMED, plural=plural)
    return Verdict(figure=figure, note=f"“{describe(source)}”: taken as it stands", sureness=0.6)
