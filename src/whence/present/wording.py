"""The words of every view: statuses, certainty, chains, the summary. Never true or false, no single score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.model.speech import Quotation, Reading, Status, Voice, VoiceKind
from whence.model.text import Document, DocumentStatus, Role
from whence.present.characters import visible
from whence.present.pieces import Group, Line, chain_of, lines

VERBS = {
    Status.ASSERTED: ("says", "say"),
    Status.CLAIMED: ("claims", "claim"),
    Status.REPORTED: ("is reported", "are reported"),
    Status.DENIED: ("denies", "deny"),
    Status.DOUBTED: ("doubts", "doubt"),
    Status.SPECULATED: ("guesses", "guess"),
    Status.CONDITIONAL: ("if", "if"),
    Status.QUESTIONED: ("asks", "ask"),
    Status.PRESCRIBED: ("calls for", "call for"),
}
ROLES = {
    Role.HEADLINE: "headline",
    Role.BYLINE: "byline",
    Role.DATELINE: "dateline",
    Role.EMBED: "post",
    Role.PULL_QUOTE: "pull quote",
    Role.CAPTION: "caption",
    Role.HEADING: "heading",
    Role.CREDIT: "credit line",
    Role.CORRECTION: "correction",
    Role.ENTRY: "live entry",
    Role.TURN: "turn",
}
QUOTATIONS = {
    Quotation.DIRECT: "direct quotation",
    Quotation.INDIRECT: "in other words",
    Quotation.MIXED: "partly quoted",
    Quotation.BLOCK: "excerpt",
    Quotation.OWN: "own words",
}
_BANNERS = {
    DocumentStatus.PARTIAL: "Part of the article is missing",
    DocumentStatus.DEGRADED: "Read with loss",
    DocumentStatus.FAILED: "Not read",
}
NOBODY = "nobody found"
STEPS_BACK = "‹ before words: the voice that passes the statement on (‹‹ two voices back)."
# What follows the noun in "two officials close to the talks".
_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_AFTER_NOUN = re.compile(r",|of|in|at|from|with|for|on|by|near|inside|to|close|familiar|who|that|speaking")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the summary counts. Shares are counted in letters and digits, which every script has."""

    own_share: int
    voices: int
    unnamed: int
    deepest: int
    nameless_quotations: int


def certainty(confidence: float) -> str:
    """The confidence in a word.

    >>> [certainty(c) for c in (0.93, 0.8, 0.7, 0.2)]
    ['sure', 'sure', 'likely', 'unsure']
    """
    if confidence >= 0.8:
        return "sure"
    return "likely" if confidence >= 0.6 else "unsure"


def verb(status: Status, voice: Voice) -> str:
    """The status as a verb that agrees with the voice's name."""
    return VERBS[status][1 if _is_plural(voice) else 0]


def label(chain: Sequence[Voice], status: Status) -> str:
    """Who speaks, and how: `Harbour police say`, `Southport Daily (own words)`."""
    if not chain:
        return NOBODY
    comma = "," if status is Status.CONDITIONAL and len(chain) > 1 else ""
    return f"{chain[-1].name}{comma} {manner(chain, status)}"


def manner(chain: Sequence[Voice], status: Status) -> str:
    """How the last voice speaks: `says`, `(own words)`, `(own words) · guesses`."""
    if not chain:
        return ""
    if len(chain) > 1:
        return verb(status, chain[-1])
    return "(own words)" if status is Status.ASSERTED else f"(own words) · {verb(status, chain[-1])}"


def via(chain: Sequence[Voice]) -> str:
    """The voices between the speaker and the page, nearest first: `via Agence X ‹ Daily Post`."""
    if len(chain) < 3:
        return ""
    return "via " + " ‹ ".join(voice.name for voice in reversed(chain[:-1]))


def group_certainty(group: Group) -> str:
    """The least certain of the group's statements in a word; for own words only where there is doubt."""
    word = certainty(min((s.confidence for s in group.statements), default=1.0))
    return "" if len(group.chain) <= 1 and word == "sure" else word


def sentence(note: str) -> str:
    """A note as a sentence of its own; empty when there is none.

    >>> sentence("read by the rules alone")
    'Read by the rules alone.'
    """
    return f"{note[0].upper()}{note[1:]}." if note else ""


def notice(shown: Sequence[Line], everything: Sequence[Line]) -> str:
    """How much is left out by choice; empty when all is shown."""
    if len(shown) == len(everything):
        return ""
    sentences = len({line.number for line in shown})
    return f"{sentences} of {_count(everything[-1].number, 'sentence')} shown, as chosen."


def about(voice: Voice, count: int) -> str:
    """Kind, number of statements and other names of a voice, and what a person has put right of it."""
    also = "also " + ", ".join(voice.aliases) if voice.aliases else ""
    said = _count(count, "statement") if count else "passes on"
    read = [f"corrected by a person: read as {item.was}" for item in voice.corrected if item.was]
    named = ["named by a person"] if voice.corrected and not read else []
    return " · ".join(part for part in (voice.kind.value.replace("_", " "), said, also, *read, *named) if part)


def steps_back(back: int) -> str:
    """The mark before words that stand so many voices back: `‹ `, `‹‹ `; empty for none."""
    if back == 0:
        return ""
    return "‹" * back + " " if back <= 3 else f"‹{back} "


def banner(document: Document) -> str:
    """What is wrong with the document, in full; empty when it is complete."""
    if document.status is DocumentStatus.COMPLETE:
        return ""
    reasons = "; ".join(document.problems) or "no reason given"
    return f"{_BANNERS[document.status]} ({document.status.value}): {reasons}"


def known(document: Document) -> list[str]:
    """Publisher, authors, date and address, as far as they are known."""
    parts = (document.publisher, ", ".join(document.authors), document.published, document.uri)
    return [part for part in parts if part]


def origin(document: Document) -> str:
    """What is known of a document, on one line."""
    return " · ".join(known(document))


def republished(document: Document) -> str:
    """What the text says it was taken from; empty when it says nothing."""
    source = document.republished
    if source is None:
        return ""
    known = (source.publisher, ", ".join(source.authors), source.published)
    return "Republished from " + " · ".join(part for part in known if part)


def figures(reading: Reading, everything: Iterable[Line]) -> Figures:
    """Count a reading. `everything` is all its lines."""
    own = total = 0
    for piece in (piece for line in everything for piece in line.pieces):
        letters = _letters(reading.document[piece.span])
        total += letters
        if piece.statement is None or len(piece.statement.chain) <= 1:
            own += letters
    kinds = {voice.id: voice.kind for voice in reading.voices}
    heard = {voice_id for statement in reading.statements for voice_id in chain_of(statement)}
    quoted = (s for s in reading.statements if s.quotation in (Quotation.DIRECT, Quotation.MIXED, Quotation.BLOCK))
    return Figures(
        own_share=round(100 * own / total) if total else 0,
        voices=len(heard),
        unnamed=sum(kinds.get(voice_id) is VoiceKind.UNNAMED for voice_id in heard),
        deepest=max((len(s.chain) for s in reading.statements), default=0),
        nameless_quotations=sum(kinds.get(chain_of(s)[-1]) is VoiceKind.UNNAMED for s in quoted if s.chain),
    )


def _letters(text: str) -> int:
    """How many letters and digits there are."""
    return len(text.translate(_SIGNS)) if text.isascii() else sum(map(str.isalnum, text))


def summary(counted: Figures) -> str:
    """The figures in one line.

    >>> summary(Figures(own_share=41, voices=7, unnamed=2, deepest=4, nameless_quotations=3))
    '41 % own words · 7 voices, 2 unnamed · deepest chain 4 · 3 quotations without a named speaker'
    """
    unnamed = f", {counted.unnamed} unnamed" if counted.unnamed else ""
    return (
        f"{counted.own_share} % own words · {_count(counted.voices, 'voice')}{unnamed} · deepest chain "
        f"{counted.deepest} · {_count(counted.nameless_quotations, 'quotation')} without a named speaker"
    )


def short(reading: Reading) -> str:
    """Name and figures of a reading, on one line."""
    document = reading.document
    return f"{visible(document.title or document.uri)!r}: {summary(figures(reading, lines(reading)))}"


def speakers(reading: Reading) -> list[tuple[Voice, int]]:
    """Every voice heard, in the order of the reading, with the number of statements that are its own."""
    spoken = Counter(chain_of(statement)[-1] for statement in reading.statements if statement.chain)
    heard = {voice_id for statement in reading.statements for voice_id in chain_of(statement)}
    return [(voice, spoken[voice.id]) for voice in reading.voices if voice.id in heard]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_plural(voice: Voice) -> bool:
    """True for `two officials` and `people close to the talks`; most names, however they end, are one voice."""
    head = ""
    for word in voice.name.lower().replace(",", " , ").split():
        if head and _AFTER_NOUN.fullmatch(word):
            break
        head = word
    if head in ("people", "police"):
        return True
    counted = voice.kind in (VoiceKind.UNNAMED, VoiceKind.GROUP)
    return counted and head.endswith("s") and not head.endswith(("ss", "'s", "’s"))
