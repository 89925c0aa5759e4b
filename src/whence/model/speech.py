"""Who says what: voices, the chains they speak through, and statements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.model.correction import Corrected
from whence.model.text import Document, Span


class Quotation(StrEnum):
    """In whose words the content stands."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    BLOCK = "block"
    OWN = "own"


class Status(StrEnum):
    """How the content is put forward; the first that holds, in this order (docs/voices.md)."""

    QUESTIONED = "questioned"
    CONDITIONAL = "conditional"
    PRESCRIBED = "prescribed"
    DENIED = "denied"
    DOUBTED = "doubted"
    SPECULATED = "speculated"
    REPORTED = "reported"
    CLAIMED = "claimed"
    ASSERTED = "asserted"


class VoiceKind(StrEnum):
    """What a voice is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OFFICIAL_BODY = "official_body"
    OUTLET = "outlet"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who speaks in a document. `name` is never a pronoun; `reasons` say why its aliases were merged.

    `corrected` is what a person has put right of it.
    """

    id: str
    name: str
    kind: VoiceKind
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    reasons: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One voice of a chain, with the words that name it (`source`) and the words that report it (`cue`)."""

    voice: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Content and the chain of voices it came through, outermost (the document's own voice) first.

    `corrected` is what a person has put right of it.
    """

    id: str
    content: tuple[Span, ...]
    quotation: Quotation
    status: Status
    chain: tuple[Link, ...]
    confidence: float
    evidence: str
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An attribution that a trained tagger found: its spans, and how probable it is (0 to 1) that they are right."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the text, outermost level: quotations inside it do not end it."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBy:
    """What read a document beside the rules: the trained model's name and SHA-256; `note` says why there was none."""

    model: str = "none"
    sha256: str = ""
    note: str = ""


RULES_ALONE = ReadBy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document read: its sentences, its voices and the statements that cover it. What `whence blame` shows."""

    document: Document
    voices: tuple[Voice, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[Sentence, ...] = ()
    read_by: ReadBy = RULES_ALONE

    def voice(self, voice_id: str) -> Voice:
        """The voice with this id. Raises KeyError when there is none."""
        for voice in self.voices:
            if voice.id == voice_id:
                return voice
        raise KeyError(voice_id)


def told_as(reading: Reading, voice: str) -> str:
    """The name under which the words of a voice stand: of the document's own voice author and outlet together.

    `voice` is an id, which is returned where the document has no such voice.
    """
    known = next((one for one in reading.voices if one.id == voice), None)
    if known is None:
        return voice
    own = any(statement.chain[0].voice == voice for statement in reading.statements[:1])
    outlet = reading.document.publisher
    if not own or not outlet or outlet.casefold() in known.name.casefold():
        return known.name
    return f"{known.name}, {outlet}"
