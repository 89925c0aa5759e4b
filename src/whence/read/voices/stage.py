"""What is known while the mentions of a document are settled one after another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from whence.language.people import voice_words
from whence.language.quotes import quotations
from whence.language.sentences import sentences
from whence.model.text import Document, Role, Span
from whence.read.voices.figure import Figure
from whence.read.voices.figures import Figures
from whence.read.voices.mentions import Mention
from whence.read.voices.names import OUTLET, PERSON, Name, names
from whence.read.voices.pronouns import Scene
from whence.read.voices.sources import Source

DEEPEST = 4  # owners of owners
UNNAMED, GROUP, DOCUMENT, ORGANISATION, BODY = (
    "unnamed",
    "group",
    "document",
    "organisation",
    "official_body",
)


BODIES = frozenset((ORGANISATION, BODY, OUTLET))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The figure a mention is settled on, why, and how sure."""

    figure: Figure
    note: str
    sureness: float


@dataclass(slots=True, kw_only=True)
class Stage:
    """The names, the scene, the figures met so far and the verdicts given: all that changes while settling."""

    document: Document
    mentions: Sequence[Mention]
    names: Sequence[Name]
    starts: Sequence[int]
    scene: Scene
    figures: Figures
    own: Figure
    verdicts: list[Verdict | None]
    speakers: list[tuple[int, int, Figure, Figure | None]] = field(
        default_factory=list[tuple[int, int, Figure, Figure | None]]
    )
    by_text: dict[str, Figure] = field(default_factory=dict[str, Figure])
    by_head: dict[str, list[tuple[int, Figure]]] = field(default_factory=dict[str, list[tuple[int, Figure]]])
    owned: dict[tuple[int, str], Figure] = field(default_factory=dict[tuple[int, str], Figure])
    by_phrase: dict[int, Figure] = field(default_factory=dict[int, Figure])
    in_phrase: bool = False
    nested: int = 0  # pronouns being settled for the sake of other pronouns
    same: dict[int, Figure] = field(default_factory=dict[int, Figure])
    labels: frozenset[str] | None = None  # found when first asked for
    examinations: list[Span] | None = None  # where a court's record says who examines; found when first asked for
    witnesses_called: list[int] | None = None
    witnesses: dict[int, Figure | None] = field(default_factory=dict[int, "Figure | None"])

    def answering(self) -> frozenset[str]:
        """The labels of the transcript's turns, the askers' aside."""
        if self.labels is None:
            askers = voice_words().askers
            labels = {block.speaker for block in self.document.blocks if block.role is Role.TURN and block.speaker}
            self.labels = frozenset(label for label in labels if label.lower().strip(".") not in askers)
        return self.labels

    def spoke(self, at: int, figure: Figure, within: Figure | None) -> None:
        """Remember who speaks where, and in whose words (None: in the text's own)."""
        insort(self.speakers, (at, len(self.speakers), figure, within), key=lambda item: item[:2])

    def spoke_before(self, at: int, most: int = 6) -> list[tuple[int, Figure]]:
        """The last to speak before a place, in order."""
        return [(place, figure) for place, figure, _ in self._heard(at, most)]

    def spoke_within(self, at: int, within: Figure | None, most: int = 6) -> list[tuple[int, Figure]]:
        """The last to speak before a place in the same words: the text's own (None), or those of one voice."""
        return [(place, figure) for place, figure, around in self._heard(at, most) if around is within]

    def _heard(self, at: int, most: int) -> list[tuple[int, Figure, Figure | None]]:
        index = bisect_right(self.speakers, at - 1, key=lambda item: item[0])
        return [(place, figure, around) for place, _, figure, around in self.speakers[max(0, index - most) : index]]

    def one(self, figure: Figure) -> Figure:
        """The figure that a merged one has become."""
        return self.same.get(id(figure), figure)

    def new(self, at: int, text: str, nature: str, head: str = "", *, plural: bool = False, gender: str = "") -> Figure:
        """A figure without a proper name, found again by its noun."""
        figure = self.figures.add(Figure(name=_a_name(text), nature=nature, head=head, plural=plural, gender=gender))
        if head:
            self.by_head.setdefault(head, []).append((at, figure))
        return figure

    def shared(
        self, at: int, text: str, nature: str, head: str = "", *, plural: bool = False, gender: str = ""
    ) -> Figure:
        """The same figure for the same words: "officials" are officials all through an article."""
        key = key_of(text)
        if key not in self.by_text:
            self.by_text[key] = self.new(at, text, nature, head, plural=plural, gender=gender)
        return self.by_text[key]

    def with_head(self, head: str, before: int) -> Iterator[Figure]:
        """Unnamed figures with this noun, the latest first."""
        for at, figure in reversed(self.by_head.get(head, ())[-12:]):
            if at < before:
                yield figure


_HEADS = frozenset((Role.HEADLINE, Role.HEADING))
Settle = Callable[[Stage, Source, int, int], Verdict]


UNIDENTIFIED = "unidentified speaker"


def _a_name(text: str) -> str:
    """No voice is called by a pronoun, or by nothing."""
    words = voice_words()
    low = text.strip(" .,").lower()
    return UNIDENTIFIED if not low or low in words.pronouns or low in words.possessives else text


def key_of(text: str) -> str:
    """Words for comparing: lower case, no leading article."""
    low = " ".join(text.lower().split())
    for article in ("the ", "a ", "an "):
        if low.startswith(article):
            return low[len(article) :]
    return low


def prepare(document: Document, mentions: Sequence[Mention], quoted: Sequence[Span] | None) -> Stage:
    """Read the names of a document and set the stage."""
    figures = Figures(document.text)
    own = _own_voice(document, figures)
    found = figures.read(_outside_headlines(_past_labels(document, names(document.text)), document))
    return Stage(
        document=document,
        mentions=mentions,
        names=found,
        starts=[name.start for name in found],
        scene=_scene(document, quoted),
        figures=figures,
        own=own,
        verdicts=[None] * len(mentions),
    )


def _outside_headlines(found: list[Name], document: Document) -> list[Name]:
    """The names without the doubtful ones of a Headline With Capitals, where a run of them ends nowhere."""
    heads = [block.span for block in document.blocks if block.role in _HEADS and _is_title_case(document[block.span])]
    starts = [span.start for span in heads]
    kept: list[Name] = []
    for name in found:
        number = bisect_right(starts, name.start) - 1
        doubtful = not name.sure or len(name.words) > 3
        if not (doubtful and number >= 0 and name.start in heads[number]):
            kept.append(name)
    return kept


def _is_title_case(words: str) -> bool:
    long = [word for word in words[:400].split() if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) * 4 >= len(long) * 3


def _past_labels(document: Document, found: Sequence[Name]) -> list[Name]:
    """A name begins after the label of its turn: "Q. Lena Brandt, Averill Courier." is no Q. L. Brandt."""
    labels = sorted({block.speaker_span for block in document.blocks if block.speaker_span is not None})
    result: list[Name] = []
    for name in found:
        index = bisect_right(labels, name.start, key=lambda label: label.start) - 1
        if index < 0 or not labels[index].start <= name.start < labels[index].end < name.end:
            result.append(name)
        else:
            result.extend(names(document.text, labels[index].end, name.end))
    return result


def _scene(document: Document, quoted: Sequence[Span] | None) -> Scene:
    if quoted is None:
        quoted = [quote.span for quote in quotations(document.text, document.blocks) if quote.depth == 0]
    starts: list[int] = []
    first = 0
    for block in document.blocks:
        while first < len(quoted) and quoted[first].end <= block.span.start:
            first += 1
        last = first
        while last < len(quoted) and quoted[last].start < block.span.end:
            last += 1
        starts.extend(span.start for span in sentences(document.text, block.span, quoted[first:last]))
    paragraphs = [block.span.start for block in document.blocks]
    return Scene(
        text=document.text,
        starts=starts,
        paragraphs=paragraphs,
        quoted=quoted,
        quoted_starts=[span.start for span in quoted],
    )


def _own_voice(document: Document, figures: Figures) -> Figure:
    """The document's own voice: the author, else the publisher; of a repost the original ones."""
    origin = document.republished
    authors = origin.authors if origin and (origin.authors or origin.publisher) else document.authors
    publisher = origin.publisher if origin and (origin.authors or origin.publisher) else document.publisher
    written = [name for name in (*authors, publisher) if name and name.strip()]
    if not written:
        return figures.add(Figure(name="the author (not named)", nature=UNNAMED))
    own = figures.add(Figure(name=written[0], nature=PERSON if any(author.strip() for author in authors) else OUTLET))
    for alias in written:
        own.also(alias, f"“{alias}” stands in the byline or publishes the text")
        for name in names(alias)[:1]:
            figures.claim(replace(name, start=-1, end=-1, lead=-1), own)
    return own


def names_in(stage: Stage, span: Span) -> Sequence[Name]:
    """The names inside a span; words in capitals throughout are read as if they were not."""
    words = stage.document.text[span.start : span.end]
    if words.isupper() and len(words) > 3:
        return _unshouted(words, span.start)
    first, last = bisect_left(stage.starts, span.start), bisect_left(stage.starts, span.end)
    if first and span.start < stage.names[first - 1].end <= span.end:
        first -= 1  # the span starts inside a name
    return stage.names[first:last] or names(stage.document.text, span.start, span.end)


def _unshouted(words: str, offset: int) -> list[Name]:
    """ "MR. LEE" as "Mr. Lee"; bodies known by their capitals stay as they are."""
    lowered = list(words)
    for index, char in enumerate(words):
        if index and words[index - 1].isalpha() and len(char.lower()) == 1:
            lowered[index] = char.lower()
    found = names("".join(lowered))
    return [replace(name, start=name.start + offset, end=name.end + offset, lead=name.lead + offset) for name in found]


def describe(source: Source) -> str:
    """The source words for a note, shortened."""
    return source.text if len(source.text) <= 60 else source.text[:57] + "…"
