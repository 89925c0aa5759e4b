"""The words of a source taken apart: who or what is the head, and what is said about it.

A source may be long ("Ada Lind, 43, who runs the port,") or carry words of the cue at its edges; only its first words
are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from whence.language.people import Noun, VoiceWords, voice_words
from whence.model.text import Span
from whence.read.voices.items import BREAKS, Item, clean, core_of, items_of, own_words, up_to
from whence.read.voices.names import PEOPLE, PERSON, ROLE, Name

_AFTER_PRONOUN = frozenset(("himself", "herself", "themselves", "all", "both", "each", "also", "too"))
_ENDS_CLAUSE = frozenset(("said", "says", "told", "is", "was", "are", "were", "has", "have", "had"))


class Form(StrEnum):
    """How the words name their voice."""

    PRONOUN = "pronoun"
    OWNED = "owned"  # "Roe's lawyer", "his lawyer"
    NAME = "name"
    JOINT = "joint"  # "Ada Lind and Tom Roe"
    NOUN = "noun"
    WORDS = "words"  # nothing known about them


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source taken apart. `text` is its own words, cleaned; the rest depends on the form."""

    form: Form
    span: Span
    text: str
    pronoun: str = ""
    name: Name | None = None
    names: tuple[Name, ...] = ()
    noun: Noun | None = None
    definite: bool = False
    indefinite: bool = False
    modifiers: tuple[str, ...] = ()
    phrase: str = ""  # role words beside a name or after an owner
    owner: Source | None = None
    rest: Source | None = None  # what follows "for", "by", "from", "of"
    link: str = ""  # the preposition before the rest
    spokesperson: bool = False


def take_apart(text: str, span: Span, found: Sequence[Name]) -> Source:
    """What the words of a source name. `found` are the names inside the span, in order."""
    lexicon = voice_words()
    items = items_of(text, span, found)
    if not items:
        return Source(form=Form.WORDS, span=span, text=clean(text[span.start : span.end]))
    return _read(text, items, lexicon)


def _read(text: str, items: list[Item], lexicon: VoiceWords) -> Source:
    pronoun = _pronoun(items, lexicon)
    span = Span(items[0].start, items[-1].end)
    if pronoun:
        return Source(form=Form.PRONOUN, span=span, text="I" if items[0].low == "i" else items[0].low, pronoun=pronoun)
    joint = _joint(items, lexicon)
    words = own_words(text, items, lexicon)
    if joint:
        last = items.index(next(item for item in items if item.name is joint[-1]))
        written = clean(text[items[0].start : items[last].end])
        return Source(form=Form.JOINT, span=span, text=written, names=joint)
    main = up_to(items, BREAKS | lexicon.relative)
    source = _phrase(text, main, lexicon)
    if source.form is Form.WORDS:
        source = _by_apposition(source, text, items[len(main) :], lexicon)
    source = replace(
        source, span=span, text=source.text if source.form is Form.NAME or source.span.start > main[-1].start else words
    )
    return _with_apposition(source, items[len(main) :], lexicon)


def _pronoun(items: list[Item], lexicon: VoiceWords) -> str:
    first = items[0]
    if first.name is not None:
        return ""
    low = first.low.partition("'")[0]
    pronoun = lexicon.pronouns.get(low) or lexicon.possessives.get(low, "")
    if not pronoun:
        return ""
    following = items[1].low if len(items) > 1 else ""
    alone = (
        not following
        or not following[0].isalnum()
        or (items[1].name is None and following in _AFTER_PRONOUN | lexicon.after_head)
    )
    if (low in lexicon.possessives or low in ("this", "that")) and not alone:
        return ""
    if low == "that" and following in lexicon.after_head:
        return ""
    return pronoun


def _joint(items: list[Item], lexicon: VoiceWords) -> tuple[Name, ...]:
    """The names of "Ada Lind and her husband Tom Roe": every piece between commas and "and" ends in a name."""
    pieces: list[list[Item]] = [[]]
    joined = False
    for item in items:
        if item.name is None and item.low in ("and", "&", ","):
            joined = joined or item.low != ","
            pieces.append([])
            continue
        if item.name is None and item.low in lexicon.relative | {"(", "—", "–"}:
            break
        pieces[-1].append(item)
    if not joined:
        return ()
    if len(pieces) > 2 and pieces[-1] and pieces[-1][0].low in lexicon.definite | lexicon.indefinite | lexicon.relative:
        pieces.pop()  # "Ada Lind and Tom Roe, two dockers"
    heads = [_head_name(piece, lexicon) for piece in pieces if piece]
    named = tuple(head for head in heads if head and head.nature not in (ROLE,))
    return named if len(named) == len(heads) and len(named) > 1 else ()


def _head_name(piece: list[Item], lexicon: VoiceWords) -> Name | None:
    core = core_of(piece, lexicon)
    return core[-1].name if core and not core[-1].owner else None


def _phrase(text: str, items: list[Item], lexicon: VoiceWords) -> Source:
    """A noun phrase without commas or relative clause."""
    span = Span(items[0].start, items[-1].end)
    words = clean(text[span.start : span.end])
    core = core_of(items, lexicon)
    owned = _owned(text, items, core, lexicon)
    if owned:
        return owned
    last = core[-1]
    rest, link = _rest(text, items[len(core) :], lexicon)
    spokes = any(item.name is None and _nature(item.low, lexicon) == "spokesperson" for item in core)
    lows = tuple(item.low for item in core)
    definite, indefinite = lows[0] in lexicon.definite, _is_indefinite(lows[0], lexicon)
    if last.name is not None and last.name.nature not in (ROLE, PEOPLE) and not _is_common(last.name, core, lexicon):
        before = _name_before(core, span)
        return Source(
            form=Form.NAME,
            span=span,
            text=last.name.written,
            name=last.name,
            phrase=clean(text[core[0].start : last.start]),
            rest=rest or before,
            link=link or ("before" if before else ""),
            spokesperson=spokes or any(_nature(title, lexicon) == "spokesperson" for title in last.name.titles),
        )
    noun = _noun(last, lexicon)
    if noun is None:
        return Source(
            form=Form.WORDS, span=span, text=words, rest=rest, link=link, definite=definite, indefinite=indefinite
        )
    before_noun = (*lows[:-1], *(word.lower() for word in (last.name.words[:-1] if last.name else ())))
    modifiers = tuple(low for low in before_noun if low not in lexicon.definite and low not in lexicon.indefinite)
    named = next((item.name for item in core[:-1] if item.name), None)
    return Source(
        form=Form.NOUN,
        span=span,
        text=words,
        noun=noun,
        name=named,
        modifiers=modifiers,
        rest=rest,
        link=link,
        spokesperson=noun.nature == "spokesperson",
        definite=definite,
        indefinite=indefinite,
    )


def _name_before(core: list[Item], span: Span) -> Source | None:
    """The ministry in "Ministry of Ports spokeswoman Ada Lind"."""
    first = core[0].name
    if first is None or len(core) == 1:
        return None
    return Source(form=Form.NAME, span=span, text=first.written, name=first)


def _is_common(name: Name, core: list[Item], lexicon: VoiceWords) -> bool:
    """ "Police" and "Parliament" are common nouns with a capital; "the Review" is a name."""
    if len(name.words) != 1 or name.titles or core[0].name is not name:
        return False
    return _nature(name.words[0].lower(), lexicon) in ("official_body", "document", "statement", "crowd")


def _is_indefinite(low: str, lexicon: VoiceWords) -> bool:
    return low in lexicon.indefinite or low[0].isdigit()


def _nature(low: str, lexicon: VoiceWords) -> str:
    noun = lexicon.nouns.get(low)
    return noun.nature if noun else ""


def _noun(item: Item, lexicon: VoiceWords) -> Noun | None:
    if item.name is None:
        noun = lexicon.nouns.get(item.low)
        if noun is None and item.low.endswith(("year-old", "-old")):
            return Noun("year-old", PERSON)
        if noun is None and item.low.startswith(("co-", "ex-", "vice-")):
            return lexicon.nouns.get(item.low.partition("-")[2])
        return noun
    if item.name.nature == PEOPLE:
        return lexicon.nouns.get(item.name.words[-1].lower(), Noun(item.low, PERSON, plural=True))
    return lexicon.nouns.get(item.name.words[-1].lower(), Noun(item.low, PERSON))


def _owned(text: str, items: list[Item], core: list[Item], lexicon: VoiceWords) -> Source | None:
    """ "Roe's lawyer", "the ministry's spokesman", "his brother": the owner and what is owned."""
    index = next((number for number in range(len(core) - 2, -1, -1) if core[number].owner), None)
    if index is not None:
        owner = _phrase(text, [*core[:index], replace(core[index], owner=False)], lexicon)
    elif core[0].name is None and core[0].low in lexicon.possessives and len(core) > 1:
        index = 0
        owner = Source(
            form=Form.PRONOUN,
            span=Span(core[0].start, core[0].end),
            text=core[0].low,
            pronoun=lexicon.possessives[core[0].low],
        )
    else:
        return None
    thing = _phrase(text, items[index + 1 :], lexicon)
    if thing.form is Form.NAME:
        return replace(thing, owner=owner)
    return replace(
        thing, form=Form.OWNED, owner=owner, phrase=clean(text[core[index + 1].start : core[-1].end]), definite=True
    )


def _rest(text: str, items: list[Item], lexicon: VoiceWords) -> tuple[Source | None, str]:
    """What a preposition after the head leads to: the ministry in "a spokesman for the ministry"."""
    for index, item in enumerate(items):
        if item.low in ("for", "from", "by", "of", "at", "in", "with", "on", "to"):
            following = up_to(items[index + 1 :], _ENDS_CLAUSE)
            if not following:
                return None, ""
            rest = _phrase(text, following, lexicon)
            in_writing = (
                item.low in ("in", "on") and rest.form is Form.NOUN and rest.noun and rest.noun.nature == "statement"
            )
            return (None, "") if in_writing else (rest, item.low)
    return None, ""


def _with_apposition(source: Source, items: list[Item], lexicon: VoiceWords) -> Source:
    """ "the ministry's spokesman, Col. Tom Roe": the name stands behind the comma."""
    if source.form is Form.NAME and source.name and source.name.nature == PERSON:
        return source
    if source.form is Form.PRONOUN:
        return source
    segment: list[Item] = []
    opened = False
    for item in [*items[:24], None]:
        if item is not None and not (item.name is None and item.low in BREAKS):
            segment.append(item)
            continue
        name = _apposed_name(segment, source, lexicon) if opened else None
        opened = item is not None and item.low in ",—–"
        if name and source.form in (Form.OWNED, Form.NOUN, Form.WORDS):
            return replace(source, form=Form.NAME, text=name.written, name=name, phrase=source.text, noun=None)
        segment = []
    return source


def _by_apposition(source: Source, text: str, items: list[Item], lexicon: VoiceWords) -> Source:
    """ "The second, a report by the county,": the apposition says what it is."""
    segment = up_to(items[1:], BREAKS | lexicon.relative) if items and items[0].low == "," else []
    if len(segment) < 2 or not (segment[0].low in lexicon.definite or segment[0].low in lexicon.indefinite):
        return source
    told = _phrase(text, segment, lexicon)
    return told if told.form is Form.NOUN else source


def _apposed_name(segment: list[Item], source: Source, lexicon: VoiceWords) -> Name | None:
    if not segment or (segment[0].name is None and segment[0].low in lexicon.relative | lexicon.after_head):
        return None
    core = core_of(segment, lexicon)
    name = core[-1].name
    if name is None or core[-1].owner:
        return None
    body = (
        source.noun is not None and source.noun.head in lexicon.bodies and name.nature in set(lexicon.bodies.values())
    )
    if name.nature not in (PERSON, "") and not body:
        return None
    return name if len(core) == 1 or name.titles or all(item.name is None for item in core[:-1]) else None
