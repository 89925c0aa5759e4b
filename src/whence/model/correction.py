"""What a person has put right, and the words it is tied to. A correction never changes a text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from whence.model.text import Span


class CorrectionKind(StrEnum):
    """What was put right."""

    MERGE = "merge"
    SPLIT = "split"
    SPEAKER = "speaker"
    STATUS = "status"
    NOT_ORIGINAL = "not_original"
    NOT_WITNESS = "not_witness"
    SAME_INCIDENT = "same_incident"
    NOT_SAME_INCIDENT = "not_same_incident"


PAIRS = (CorrectionKind.SAME_INCIDENT, CorrectionKind.NOT_SAME_INCIDENT)  # those that name two places


class CorrectionState(StrEnum):
    """What became of a correction.

    `holds`: what it is about is there. `moved`: its words are there, and what stands around them is other than it was.
    `lost`: its document is there, its words are not, or stand there several times alike. `absent`: its document is not
    in the library.
    """

    HOLDS = "holds"
    MOVED = "moved"
    LOST = "lost"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Words of a text and what stands around them, as in a TextQuoteSelector (W3C Web Annotation Data Model, 4.2.4).

    `end`: of a long passage the last words, `exact` then being the first.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing put right.

    `merge`: `names` are one voice. `split`: the voice `names[0]` is `now` in documents whose address begins with
    `document`. `speaker`, `status`: `words` of `document` are said by `now`, or put forward like that; `voice` is the
    kind of a speaker that the document does not know. `not_original`, `not_witness`: what stands at the address `now`
    is not where the quotation, or the passage, `words` stands as well. `same_incident`, `not_same_incident`: `words` of
    `document` and `other_words` of `other` tell one incident, or the first another one than the second. `was` is what
    had been read, `why` a note.
    """

    kind: CorrectionKind
    names: tuple[str, ...] = ()
    document: str = ""
    words: Selector | None = None
    now: str = ""
    was: str = ""
    voice: str = ""
    why: str = ""
    other: str = ""
    other_words: Selector | None = None

    @property
    def sides(self) -> tuple[tuple[str, Selector | None], tuple[str, Selector | None]]:
        """The two places that a correction of incidents names: addresses, and words that stand there."""
        return (self.document, self.words), (self.other, self.other_words)

    @property
    def key(self) -> tuple[str, ...]:
        """What two corrections have in common of which the later one takes the place of the earlier."""
        if self.kind in PAIRS:  # whichever of the two is named first, and whether they are said to be one or not
            first, second = sorted((bare(address), *_named(words)) for address, words in self.sides)
            return "incident", *first, *second
        names = sorted(map(folded, self.names))
        about = _named(self.words)
        rejected = self.now if self.kind in (CorrectionKind.NOT_ORIGINAL, CorrectionKind.NOT_WITNESS) else ""
        return self.kind.value, bare(self.document), *about, *names, bare(rejected)

    @property
    def id(self) -> str:
        """A digest of what it says: the same on every machine."""
        now = self.kind.value if self.kind in PAIRS else self.now
        told = json.dumps([*self.key, now], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _named(words: Selector | None) -> tuple[str, ...]:
    return (words.exact, words.prefix, words.suffix, words.end) if words else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Two tellings of which a person says that they are one incident, or that they are two: document ids and words.

    `correction` is the id of what says so, `why` a note.
    """

    one: tuple[str, Span]
    other: tuple[str, Span]
    correction: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """That something was put right by a person: which `field`, what it `was`, and the id of the correction."""

    field: str
    was: str
    correction: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A text that a person has said a quotation or passage does not come from, with the id of the correction.

    `spans` are the words of the passage.
    """

    document: str
    uri: str
    title: str | None
    correction: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedEntry:
    """A part of a file of corrections that could not be understood; it is left as it is."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A correction of a library and what became of it. `title` and `key` name the edition it was looked for in."""

    correction: Correction
    state: CorrectionState
    reason: str = ""
    title: str = ""
    key: str = ""
    statement: str = ""


def folded(name: str) -> str:
    """A name as names are compared: without regard to case and spaces.

    >>> folded("Ada  LIND")
    'ada lind'
    """
    return " ".join(name.casefold().split())


def bare(address: str) -> str:
    """An address as addresses are compared: without scheme, www, fragment and last slash.

    >>> bare("http://www.daily.example/Ferry/#top") == bare("https://daily.example/Ferry")
    True
    >>> bare("Notes.txt")
    'Notes.txt'
    """
    rest = address.split("#", maxsplit=1)[0].strip()
    scheme, _, tail = rest.partition("://")
    if not tail or scheme.lower() not in ("http", "https"):
        return rest
    host, slash, path = tail.partition("/")
    return (host.lower().removeprefix("www.") + slash + unquote(path)).rstrip("/")
