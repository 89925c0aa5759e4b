"""The source kind of a voice, from its own words first and the words around them second."""

from __future__ import annotations

from enum import StrEnum

from whence.compare.kinds.phrase import Phrase, among, nouns, phrase_of, unattributed
from whence.language.people import voice_words
from whence.model.incident import SourceKind
from whence.model.speech import Voice, VoiceKind
from whence.model.text import Span

_MENTIONS = 20  # mentions of a voice that are looked at
_AHEAD = 200  # characters behind a voice that are looked at
_BY_KIND = {
    VoiceKind.PERSON: SourceKind.NAMED_PERSON,
    VoiceKind.ORGANISATION: SourceKind.COMPANY,
    VoiceKind.OFFICIAL_BODY: SourceKind.OFFICIAL_BODY,
    VoiceKind.OUTLET: SourceKind.OUTLET,
    VoiceKind.DOCUMENT: SourceKind.DOCUMENT_OR_DATA,
    VoiceKind.GROUP: SourceKind.CROWD_OR_OBSERVERS,
    VoiceKind.UNNAMED: SourceKind.ANONYMOUS_OTHER,
}
_UNKNOWN = ("unidentified speaker", "the person addressed", "the interviewee", "source not named")


class Proximity(StrEnum):
    """How near a voice stands to what it tells."""

    PARTICIPANT = "participant"
    WITNESS = "witness"
    AUTHORITY = "authority"
    ANALYST = "analyst"
    RELAY = "relay"


def voice_kind(voice: Voice, text: str) -> SourceKind:
    """What a voice of a document is, from its name and from the fullest words that name it there."""
    if voice.name in _UNKNOWN:
        return SourceKind.UNRESOLVED
    name = phrase_of(voice.name, _behind(voice, text))
    if voice.kind is VoiceKind.PERSON and voice.name[:1].isupper() and not (_nobody(name) or _organised(name)):
        return SourceKind.NAMED_PERSON
    return _judged(name, voice.kind)


def _behind(voice: Voice, text: str) -> str:
    """What follows the name of a voice where it is named most fully."""
    low = voice.name.lower()
    naming = [span for span in voice.mentions[:_MENTIONS] if low in text[span.start : span.end].lower()]
    longest = max(naming, key=len, default=None)
    if longest is None:
        return ""
    start = longest.start + text[longest.start : longest.end].lower().index(low) + len(low)
    return text[start : start + _AHEAD]


def source_kind(text: str, words: Span, kind: VoiceKind | None = None) -> SourceKind:
    """What the voice that `words` name is; `kind` is what the reader took it for, where it did.

    >>> text = "A senior official, speaking on condition of anonymity, denied it."
    >>> source_kind(text, Span(0, 17)).value
    'anonymous_official'
    """
    return _judged(phrase_of(text[words.start : words.end], text[words.end : words.end + _AHEAD]), kind)


def _judged(phrase: Phrase, kind: VoiceKind | None) -> SourceKind:
    if not phrase.low:
        return SourceKind.UNATTRIBUTED
    return (
        _nobody(phrase)
        or _reporter(phrase)
        or _pronoun(phrase)
        or _spokesperson(phrase)
        or _unnamed(phrase)
        or _named(phrase, kind)
        or _common(phrase)
        or _definite(phrase)
        or (_BY_KIND[kind] if kind else SourceKind.ANONYMOUS_OTHER)
    )


def _nobody(phrase: Phrase) -> SourceKind | None:
    """“it is believed”, “reportedly”, “unconfirmed reports”."""
    low = phrase.low
    bare = low[-1] in among("unattributed", "bare") and set(low[:-1]) <= among("unattributed", "adjectives")
    if bare or any(word in among("unattributed", "words") for word in low):
        return SourceKind.UNATTRIBUTED
    following = (*low, *phrase.behind[:4])
    if unattributed().at(following, 0):
        return SourceKind.UNATTRIBUTED
    return None


def _reporter(phrase: Phrase) -> SourceKind | None:
    """Somebody of the outlet itself who saw it."""
    saw = any(word in among("lists", "saw") for word in phrase.behind[:2])
    if phrase.low in (("we",), ("i",)):
        return SourceKind.REPORTER_OBSERVATION if saw else None
    ours = any(word in among("lists", "ours") for word in phrase.low)
    if not any(word in among("persons", "reporter") for word in (phrase.low if ours else phrase.low_head)):
        return None
    return SourceKind.REPORTER_OBSERVATION if saw or ours else None


def _pronoun(phrase: Phrase) -> SourceKind | None:
    low = phrase.low
    if all(word in among("lists", "pronouns") or word in among("lists", "with_pronoun") for word in low):
        return SourceKind.UNRESOLVED
    return None


def _spokesperson(phrase: Phrase) -> SourceKind | None:
    """An unnamed spokesperson is the body spoken for."""
    at = next((i for i, word in enumerate(phrase.low) if word in among("persons", "spokes")), None)
    if at is None or _person_name(phrase):
        return None
    behind = " ".join(phrase.words[at + 2 :]) if phrase.low[at + 1 : at + 2] in (("for",), ("of",)) else ""
    before = " ".join(word for word in phrase.words[:at] if word.lower() not in ("a", "an", "the"))
    spoken_for = behind or before
    return _organised(phrase_of(spoken_for)) if spoken_for else SourceKind.ANONYMOUS_OFFICIAL


def _unnamed(phrase: Phrase) -> SourceKind | None:
    """One person or a few whose name is withheld: an official, or somebody else."""
    low, head = phrase.low, phrase.low_head
    if not head or _person_name(phrase):
        return None
    last = head[-1]
    hidden = "anonymity" in phrase.behind or "anonymity" in low or _asks_not(phrase)
    few = head[0] in among("lists", "indefinite") or any(word in among("lists", "anonymity") for word in head)
    few = few or hidden or any(word in ("source", "sources", "insider", "insiders") for word in head)
    if not few or _is_body(head):
        return None
    official = any(word in among("persons", "official") for word in head) or any(
        word in among("persons", "setting") for word in low
    )
    noun = voice_words().nouns.get(last)
    person = last in among("persons", "anonymous") or last in among("persons", "official")
    person = person or (noun is not None and noun.nature in ("person", "someone", "crowd"))
    if official and (person or hidden):
        return SourceKind.ANONYMOUS_OFFICIAL
    if last == "people" and head[0] == "several" and not hidden:
        return SourceKind.CROWD_OR_OBSERVERS
    return SourceKind.ANONYMOUS_OTHER if person or hidden or head[0] == "someone" else None


def _asks_not(phrase: Phrase) -> bool:
    """“who asked not to be named”, “who was not authorised to speak”."""
    words = {*phrase.low, *phrase.behind}
    return bool(words & {"authorised", "authorized"} or ("not" in words and words & {"named", "identified"}))


def _is_body(head: tuple[str, ...]) -> bool:
    """The head is a body, a company, a document: “an aid group”, “a survey”."""
    last = head[-1]
    if last in among("persons", "official") or last in among("persons", "anonymous"):
        return False
    return nouns("heads").get(last) is not None


def _person_name(phrase: Phrase) -> bool:
    """The words hold a person's name: two capitals in a row that are no body's, or a title before a capital."""
    words, low = phrase.words, phrase.low
    for at in range(1 if low[0] in ("the", "a", "an") else 0, len(words) - 1):
        if not (words[at][:1].isupper() and words[at + 1][:1].isupper()):
            continue
        body = any(low[k] in nouns("heads") or low[k] in voice_words().name_words for k in range(at, _run(words, at)))
        if body and low[at] not in among("lists", "titles"):
            return False
        return at == 0 or low[at - 1] != "the"
    return False


def _run(words: tuple[str, ...], at: int) -> int:
    """The end of a run of words in capitals."""
    while at < len(words) and words[at][:1].isupper():
        at += 1
    return at


def _named(phrase: Phrase, kind: VoiceKind | None) -> SourceKind | None:
    """A person's name, or a name that the reader took for a person's."""
    first = phrase.low_head[0] if phrase.low_head else ""
    if first in among("lists", "titles") and len(phrase.words) > 1 and phrase.words[1][:1].isupper():
        return SourceKind.NAMED_PERSON
    if first in ("the", "a", "an"):
        return None
    organised = _listed(phrase.low_head) or _apposition(phrase)
    if _person_name(phrase) and organised is None:
        known = voice_words().known.get(" ".join(phrase.low_head))
        return SourceKind.NAMED_PERSON if known is None and kind is not VoiceKind.OUTLET else None
    if kind is VoiceKind.PERSON and organised is None and len(phrase.head) > 1 and phrase.head[0][:1].isupper():
        return SourceKind.NAMED_PERSON
    return None


def _apposition(phrase: Phrase) -> SourceKind | None:
    """What a noun phrase between commas says the voice is; “the …” behind the voice begins a clause of its own."""
    aside = phrase.aside
    articles = ("a", "an") if phrase.low == phrase.low_head else ("a", "an", "the")
    if aside[:1] not in [(article,) for article in articles] or set(aside) & (among("persons", "spokes") | {"who"}):
        return None
    found = _organised(Phrase(words=(), head=(), low=aside[1:], low_head=aside[1:6], behind=(), aside=()))
    return found if found not in (None, SourceKind.DOCUMENT_OR_DATA, SourceKind.CROWD_OR_OBSERVERS) else None


def _common(phrase: Phrase) -> SourceKind | None:
    return _apposition(phrase) or _organised(phrase)


def _organised(phrase: Phrase) -> SourceKind | None:
    """A body, company, party, NGO, outlet, document or crowd, by its words; the head's last word first."""
    head = phrase.low_head
    if not head:
        return None
    if "bank" in head and "central" in head:
        return SourceKind.OFFICIAL_BODY
    last = head[-1]
    owner = next((nouns("heads").get(word[:-2]) for word in head[:-1] if word.endswith("'s")), None)
    if owner and owner != SourceKind.CROWD_OR_OBSERVERS:
        return SourceKind(owner)
    if any(word in among("lists", "fighting_names") for word in head):
        return SourceKind.PARTY
    for key, kind in (
        ("common_ngo", SourceKind.NGO),
        ("common_party", SourceKind.PARTY),
        ("common_outlet", SourceKind.OUTLET),
    ):
        if any(word in among("lists", key) for word in head[:-1]) and last in among("lists", "of_a_kind"):
            return kind
    return _listed(head) or _listed(phrase.low[len(head) :]) or _place(phrase)


def _definite(phrase: Phrase) -> SourceKind | None:
    """“the judge”: somebody in office whom the text does not name."""
    office = bool(phrase.low_head) and phrase.low_head[-1] in among("persons", "official")
    return SourceKind.ANONYMOUS_OFFICIAL if office else None


def _listed(words: tuple[str, ...]) -> SourceKind | None:
    for word in reversed(words):
        found = nouns("heads").get(word) or nouns("heads").get(word.removesuffix("'s"))
        if found:
            return SourceKind(found)
    return None


def _place(phrase: Phrase) -> SourceKind | None:
    """A single name with “its” behind it speaks as a state does."""
    if len(phrase.words) == 1 and phrase.words[0][:1].isupper() and "its" in phrase.behind:
        return SourceKind.OFFICIAL_BODY
    return None


def proximity(kind: SourceKind, words: str) -> Proximity:
    """How near such a voice stands to what it tells, from its kind and its words."""
    low = set(phrase_of(words).low)
    if kind in (SourceKind.OUTLET, SourceKind.UNATTRIBUTED, SourceKind.DOCUMENT_OR_DATA):
        return Proximity.RELAY
    if low & {"analyst", "analysts", "expert", "experts", "economist", "economists", "professor", "prof", "historian"}:
        return Proximity.ANALYST
    if kind in (SourceKind.OFFICIAL_BODY, SourceKind.ANONYMOUS_OFFICIAL):
        return Proximity.AUTHORITY
    if kind in (SourceKind.CROWD_OR_OBSERVERS, SourceKind.REPORTER_OBSERVATION):
        return Proximity.WITNESS
    return Proximity.PARTICIPANT if kind in (SourceKind.PARTY, SourceKind.COMPANY) else Proximity.RELAY
