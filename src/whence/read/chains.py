"""Stretches and voices joined into statements, each with its chain from the document's own voice inwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.model.speech import Link, Quotation, Statement, Status, Voice, VoiceKind
from whence.model.text import Document, Span
from whence.read.passages.assemble import Assembly
from whence.read.passages.stretches import Stretch, Unit
from whence.read.status.clauses import clauses, governed
from whence.read.status.unnamed import left_unnamed
from whence.read.voices.casting import Cast, Mention, MentionRole

_WHOLE = (Status.QUESTIONED, Status.CONDITIONAL)  # "If he had seen it, he said, he would have acted"
OWN_RULE = "nobody else is said to say it"
UNKNOWN = "source not named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """The cast, and for each stretch its voice with the note and sureness of that choice."""

    cast: Cast
    index: dict[int, int]  # id(stretch) -> mention
    unknown: str  # the voice of what nobody is named for

    def voice(self, stretch: Stretch) -> str:
        """The id of the voice that speaks the stretch."""
        mention = self.index.get(id(stretch.origin()))
        return self.unknown if mention is None else self.cast.voices[self.cast.of[mention]].id

    def note(self, stretch: Stretch) -> str:
        """Why this voice."""
        mention = self.index.get(id(stretch.origin()))
        return "no words name the source" if mention is None else self.cast.notes[mention]

    def sureness(self, stretch: Stretch) -> float:
        """How sure the choice of the voice is."""
        mention = self.index.get(id(stretch.origin()))
        return 0.5 if mention is None else self.cast.sureness[mention]


def mentions(stretches: Sequence[Stretch]) -> tuple[list[Mention], dict[int, int]]:
    """The words that name sources, outer before inner, and which stretch each belongs to."""
    found: list[Mention] = []
    index: dict[int, int] = {}

    def visit(stretch: Stretch, within: int | None) -> None:
        if stretch.source and stretch.same_as is None and id(stretch) not in index:
            source = Span(stretch.source[0].start, stretch.source[-1].end)
            at = stretch.cue[0].start if stretch.cue else source.start
            index[id(stretch)] = len(found)
            found.append(Mention(span=source, at=at, within=within, role=stretch.role))
        inner = index.get(id(stretch.origin()), within)
        for child in stretch.children:
            visit(child, inner)

    for stretch in stretches:
        visit(stretch, None)
    return found, index


def unknown_voice(cast: Cast, stretches: Sequence[Stretch], index: dict[int, int]) -> Voice | None:
    """A voice for content whose source no words name; None when there is no such content."""

    def nameless(stretch: Stretch) -> bool:
        return id(stretch.origin()) not in index or any(nameless(child) for child in stretch.children)

    if not any(nameless(stretch) for stretch in stretches):
        return None
    return Voice(id=f"v{len(cast.voices)}", name=UNKNOWN, kind=VoiceKind.UNNAMED)


@dataclass(slots=True, kw_only=True, eq=False)
class _Group:
    spans: list[Span] = field(default_factory=list[Span])
    status: Status
    into: _Group | None = None

    def root(self) -> _Group:
        group = self
        while group.into is not None:
            group = group.into
        return group


def statements(document: Document, assembly: Assembly, speakers: Speakers) -> tuple[Statement, ...]:
    """Every statement of the document, numbered in reading order."""
    drafts: list[Statement] = []
    first = (Link(voice=speakers.cast.voices[0].id),)
    voices = speakers.cast.voices
    writer = _Writer(
        document=document,
        speakers=speakers,
        kinds={voice.id: voice.kind for voice in voices},
        named={voice.id: voice.name for voice in voices if voice.id != speakers.unknown},
        drafts=drafts,
    )
    writer.own(assembly, first)
    drafts.sort(key=lambda item: (item.content[0].start, -item.content[-1].end, len(item.chain)))
    return tuple(_numbered(item, number) for number, item in enumerate(drafts, start=1))


def _source_words(stretch: Stretch) -> Sequence[Span]:
    """The words that name the source; for “…, adding that” those of the cue whose subject it shares."""
    return stretch.source if stretch.source or not stretch.cue else stretch.origin().source


def _numbered(item: Statement, number: int) -> Statement:
    return Statement(
        id=f"s{number}", content=item.content, quotation=item.quotation, status=item.status, chain=item.chain,
        confidence=item.confidence, evidence=item.evidence,
    )  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class _Writer:
    document: Document
    speakers: Speakers
    kinds: dict[str, VoiceKind]
    named: dict[str, str]
    drafts: list[Statement]
    collapsed: set[int] = field(default_factory=set[int])

    def own(self, assembly: Assembly, chain: tuple[Link, ...]) -> None:
        self._collapse(assembly.stretches, chain[0].voice)
        groups = [
            _Group(spans=[span], status=status) for unit in assembly.own for span, status in self._pieces(unit, None)
        ]
        self._merge(groups, assembly.stretches)
        self._emit(groups, chain, Quotation.OWN, 0.9, OWN_RULE)
        for stretch in assembly.stretches:
            self.stretch(stretch, chain)

    def _collapse(self, stretches: Sequence[Stretch], outer: str) -> None:
        """Mark what a voice says of itself inside its own words ("I think"): no link, no statement of its own."""
        for stretch in stretches:
            voice = self.speakers.voice(stretch)
            if voice == outer and stretch.role is MentionRole.SPEAKER:
                self.collapsed.add(id(stretch))
            self._collapse(stretch.children, voice)

    def stretch(self, stretch: Stretch, outer: tuple[Link, ...]) -> None:
        voice = self.speakers.voice(stretch)
        if id(stretch) in self.collapsed:
            for child in stretch.children:
                self.stretch(child, outer)
            return
        collapsed = outer[-1].voice == voice
        chain = (
            outer
            if collapsed
            else (*outer, Link(voice=voice, source=tuple(_source_words(stretch)), cue=tuple(stretch.cue)))
        )
        quotation = Quotation.OWN if len(chain) == 1 else stretch.quotation
        groups = self._groups(stretch, voice)
        self._merge(groups, stretch.children)
        sureness = 1.0 if collapsed else self.speakers.sureness(stretch)
        evidence = "; ".join(part for part in (stretch.rule, self.speakers.note(stretch)) if part)
        confidence = round(stretch.confidence * sureness, 2)
        if quotation is Quotation.OWN:
            self._emit(groups, chain, quotation, confidence, evidence)
        else:
            self._emit_whole(groups, chain, quotation, confidence, evidence)
        for child in stretch.children:
            self.stretch(child, chain)

    def _groups(self, stretch: Stretch, voice: str) -> list[_Group]:
        by_status: dict[Status, _Group] = {}
        groups: list[_Group] = []
        pieces = [piece for unit in _units(stretch) for piece in self._pieces(unit, stretch, voice)]
        broken = next((status for _, status in pieces if status in _WHOLE and stretch.breaks), None)
        for span, found in _stretched(pieces, stretch.content):
            status = broken or found
            group = by_status.get(status)
            if group is None:
                group = by_status[status] = _Group(status=status)
                groups.append(group)
            group.spans.append(span)
        return groups

    def _pieces(self, unit: Unit, stretch: Stretch | None, voice: str = "") -> list[tuple[Span, Status]]:
        """The clauses of a unit with their statuses; together they are the whole unit."""
        if not len(unit.line):
            return [(unit.span, Status.ASSERTED)]
        taken = unit.taken_by_others(lambda other: id(other) not in self.collapsed)
        parts = clauses(unit.line, ignore=taken)
        result: list[tuple[Span, Status]] = []
        for number, (first, _last, status) in enumerate(parts):
            start = unit.span.start if number == 0 else unit.line.start[first]
            end = unit.span.end if number + 1 == len(parts) else unit.line.start[parts[number + 1][0]]
            result.append((Span(start, end), self._status(status, stretch, voice)))
        return result

    def _status(self, inner: Status, stretch: Stretch | None, voice: str) -> Status:
        if stretch is None:
            return inner
        kind = self.kinds.get(voice)
        unnamed = kind in (VoiceKind.UNNAMED, VoiceKind.GROUP) and left_unnamed(self.named.get(voice, ""))
        relayed = kind is VoiceKind.OUTLET and stretch.quotation in (Quotation.INDIRECT, Quotation.MIXED)
        return governed(inner, stretch.stance, unnamed=unnamed, relayed=relayed)

    def _merge(self, groups: list[_Group], children: Sequence[Stretch]) -> None:
        """A child's content lies inside one statement: groups that share a child become one."""
        owners = sorted(
            ((span.start, span.end, group) for group in groups for span in group.spans), key=lambda item: item[0]
        )
        for child in children:
            touched: list[_Group] = []
            for piece in child.content:
                touched.extend(
                    group.root()
                    for start, end, group in _near(owners, piece)
                    if start < piece.end and piece.start < end
                )
            for other in touched[1:]:
                if other.root() is not touched[0].root():
                    other.root().into = touched[0].root()

    def _emit_whole(
        self, groups: Sequence[_Group], chain: tuple[Link, ...], quotation: Quotation, confidence: float, evidence: str
    ) -> None:
        """One statement for the whole content, and one inside it for each part put forward in another way.

        The words that name and report the source belong to the whole; its parts do not repeat them.
        """
        roots = list({id(group.root()): group.root() for group in groups}.values())
        main = max(
            roots, key=lambda root: sum(len(span) for group in groups if group.root() is root for span in group.spans)
        )
        whole = _Group(status=main.status, spans=[span for group in groups for span in group.spans])
        self._emit([whole], chain, quotation, confidence, evidence)
        inner = (*chain[:-1], Link(voice=chain[-1].voice))
        others = [group for group in groups if group.root() is not main]
        self._emit(others, inner, quotation, confidence, f"put forward in another way than the rest; {evidence}")

    def _emit(
        self, groups: Sequence[_Group], chain: tuple[Link, ...], quotation: Quotation, confidence: float, evidence: str
    ) -> None:
        merged: dict[int, list[Span]] = {}
        roots: dict[int, _Group] = {}
        for group in groups:
            root = group.root()
            roots[id(root)] = root
            merged.setdefault(id(root), []).extend(group.spans)
        for key, spans in merged.items():
            content = _joined(sorted(spans), self.document.text)
            if not content:
                continue
            self.drafts.append(
                Statement(
                    id="",
                    content=content,
                    quotation=quotation,
                    status=roots[key].status,
                    chain=chain,
                    confidence=confidence,
                    evidence=evidence,
                )
            )


def _units(stretch: Stretch) -> list[Unit]:
    """The sentences of a stretch; a relaying outlet has those of the voice it relays."""
    return stretch.units or (_units(stretch.children[0]) if stretch.children else [])


def _near(owners: list[tuple[int, int, _Group]], piece: Span) -> list[tuple[int, int, _Group]]:
    low = bisect_right(owners, piece.start, key=lambda item: item[0]) - 1
    high = bisect_left(owners, piece.end, key=lambda item: item[0])
    return owners[max(0, low) : high]


def _stretched(pieces: list[tuple[Span, Status]], content: Sequence[Span]) -> list[tuple[Span, Status]]:
    """Pieces widened to the edges of the contents they stand in (quotation marks, “that”)."""
    ordered = sorted(pieces, key=lambda piece: piece[0])
    starts = [span.start for span, _ in ordered]
    result: list[tuple[Span, Status]] = []
    for around in sorted(content):
        inside = ordered[bisect_left(starts, around.start) : bisect_left(starts, around.end)]
        if not inside:
            result.append((around, pieces[-1][1] if pieces else Status.ASSERTED))
            continue
        for number, (span, status) in enumerate(inside):
            start = around.start if number == 0 else span.start
            end = around.end if number + 1 == len(inside) else inside[number + 1][0].start
            result.append((Span(start, end), status))
    return result


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Neighbouring spans as one; white space at the ends left out."""
    result: list[Span] = []
    for span in spans:
        if (
            result
            and not text[result[-1].end : span.start].strip()
            and span.start >= result[-1].end
            and span.start - result[-1].end < 3
        ):
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return tuple(trimmed for span in result if len(trimmed := _trim(text, span)))


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
