"""A reading as a person has corrected it. The text stays; statements and voices say what they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from whence.model.correction import Corrected, Correction, CorrectionKind, CorrectionState, Selector, folded
from whence.model.speech import Link, Quotation, Reading, Statement, Status, Voice, VoiceKind
from whence.model.text import Span
from whence.project.anchoring import Anchor, Anchors, letters_of

_LEAST = 0.5  # share of the words of a correction and of a statement that must be the same
_OPENING, _CLOSING = "\"“„«‹'‘", "\"”“»›'’"
_BY_A_PERSON = "named by a person"
_ADDED = "c"  # behind the id of the statement whose words an added one has
_ORDER = (CorrectionKind.SPEAKER, CorrectionKind.STATUS)


class Amended:
    """A reading on which corrections of its statements are laid, one after the other, the outermost words first.

    `states` says what became of each, `places` where its words stand (the id of the statement as it was read).
    """

    def __init__(self, reading: Reading, corrections: Sequence[Correction]) -> None:
        self.states: dict[str, CorrectionState] = {}
        self.places: dict[str, str] = {}
        self._read = reading
        self._voices = {voice.id: voice for voice in reading.voices}
        self._statements = list(reading.statements)
        self._anchors = Anchors(reading.document.text)
        found = [(item, self._anchors.find(item.words)) for item in corrections if item.words and item.kind in _ORDER]
        for item, anchor in sorted(found, key=_outermost):
            self.states[item.id] = self._laid(item, anchor)

    @cached_property
    def reading(self) -> Reading:
        """The reading with all that could be laid on it."""
        if self._statements == list(self._read.statements):
            return self._read
        return replace(self._read, voices=tuple(self._voices.values()), statements=tuple(self._statements))

    def _laid(self, item: Correction, anchor: Anchor | None) -> CorrectionState:
        if anchor is None:
            return CorrectionState.LOST
        speaker = item.was if item.kind is CorrectionKind.SPEAKER else "".join(item.names)
        statement = counterpart(self._read, anchor.span, speaker)
        if statement is None and item.kind is CorrectionKind.SPEAKER:
            laid = self._added(item, anchor.span)
        else:
            laid = statement is not None and self._put(item, statement)
        if not laid:
            return CorrectionState.LOST
        return CorrectionState.MOVED if anchor.moved else CorrectionState.HOLDS

    def _put(self, item: Correction, statement: Statement) -> bool:
        self.places[item.id] = statement.id
        if item.kind is CorrectionKind.STATUS:
            self._change(_named(statement.id), lambda now: _with_status(now, item))
        elif len(statement.chain) > 1:
            self._change_speaker(item, statement)
        else:
            self._say(item, statement, statement.content)
        return True

    def _change(self, chosen: Callable[[Statement], bool], change: Callable[[Statement], Statement]) -> None:
        self._statements = [change(item) if chosen(item) else item for item in self._statements]

    def _change_speaker(self, item: Correction, statement: Statement) -> None:
        """The last link is another voice; so is it in what is said inside these words through the same chain."""
        now = next(one for one in self._statements if one.id == statement.id)
        voice = self._voice(item)
        old, new = now.chain, self._to(now.chain, voice)
        size, was = len(old), self._read.voice(statement.chain[-1].voice).name

        def inside(other: Statement) -> bool:
            return _voices_of(other.chain[:size]) == _voices_of(old) and _lies_in(other.content, now.content)

        def changed(other: Statement) -> Statement:
            chain = (*new, *other.chain[size:])
            own = Quotation.OWN if len(chain) == 1 else other.quotation
            made = replace(other, chain=chain, quotation=own)
            return _told(made, item, was) if len(other.chain) == size else made

        self._change(inside, changed)

    def _to(self, chain: tuple[Link, ...], voice: str) -> tuple[Link, ...]:
        """The chain with another speaker at its end, cut short where that voice passes the words on already."""
        names = _voices_of(chain)
        if voice in names[:-1]:
            return chain[: names.index(voice) + 1]
        last = chain[-1]
        source = tuple(span for span in last.source if not self._is_named(span, self._voices[last.voice]))
        return (*chain[:-1], Link(voice=voice, source=source, cue=last.cue))

    def _is_named(self, span: Span, voice: Voice) -> bool:
        """Whether these words name this voice and can mean no other; “she” and “a spokesman” can."""
        words = letters_of(self._read.document[span])
        names = map(letters_of, (voice.name, *voice.aliases))
        return voice.kind is not VoiceKind.UNNAMED and any(name and name in words for name in names)

    def _say(self, item: Correction, outer: Statement, content: tuple[Span, ...]) -> None:
        """Words that nobody else was found to say: a statement of their own inside the one that holds them."""
        voice = self._voice(item)
        if any(link.voice == voice for link in outer.chain):
            return
        at = next(number for number, one in enumerate(self._statements) if one.id == outer.id)
        name = outer.id + _ADDED
        while any(one.id == name for one in self._statements):
            name += _ADDED
        text = self._read.document.text
        marked = text[content[0].start] in _OPENING and text[content[-1].end - 1] in _CLOSING
        made = replace(
            self._statements[at], id=name, content=content, chain=(*outer.chain, Link(voice=voice)),
            quotation=Quotation.DIRECT if marked else Quotation.INDIRECT,
        )  # fmt: skip
        self._statements.insert(at + 1, _told(made, item, self._read.voice(outer.chain[-1].voice).name))

    def _added(self, item: Correction, span: Span) -> bool:
        """Words that no statement has, laid into the innermost that holds them; not where that would cut another."""
        pieces = [(piece, one) for one in self._read.statements for piece in one.content]
        if any(piece.overlaps(span) and not piece.covers(span) and not span.covers(piece) for piece, _ in pieces):
            return False
        around = [one for piece, one in pieces if piece.covers(span)]
        if not around:
            return False
        outer = max(around, key=_depth)
        if not any(one is not outer and _lies_in(one.content, (span,)) for one in self._read.statements):
            self.places[item.id] = outer.id
            self._say(item, outer, (span,))
            return True
        return False

    def _voice(self, item: Correction) -> str:
        """The voice of this name, made where the document has none."""
        name = folded(item.now)
        for voice in self._voices.values():
            if name in map(folded, (voice.name, *voice.aliases)):
                return voice.id
        number = len(self._voices)
        while f"v{number}" in self._voices:
            number += 1
        note = Corrected(field="speaker", was="", correction=item.id, why=item.why)
        kind = VoiceKind(item.voice) if item.voice else VoiceKind.PERSON
        made = Voice(id=f"v{number}", name=item.now, kind=kind, reasons=(_BY_A_PERSON,), corrected=(note,))
        self._voices[made.id] = made
        return made.id


def counterpart(reading: Reading, span: Span, speaker: str = "") -> Statement | None:
    """The statement that these words are: the one that shares most with them, of equal ones the one of this speaker."""
    best: tuple[float, bool, int] = (_LEAST, False, 0)
    found: Statement | None = None
    for statement in reading.statements:
        start, end = statement.content[0].start, statement.content[-1].end
        shared = min(end, span.end) - max(start, span.start)
        if shared <= 0:
            continue
        share = round(shared / (max(end, span.end) - min(start, span.start)), 3)
        known = bool(speaker) and folded(reading.voice(statement.chain[-1].voice).name) == folded(speaker)
        if (share, known, len(statement.chain)) > best:
            best, found = (share, known, len(statement.chain)), statement
    return found


def whole(statement: Statement) -> Span:
    """From the first word of a statement to its last."""
    return Span(statement.content[0].start, statement.content[-1].end)


def base(statement: str) -> str:
    """The id of the statement as it was read: that of an added one is the id of the one that holds it.

    >>> base("s12c")
    's12'
    """
    return statement.rstrip(_ADDED)


def _outermost(found: tuple[Correction, Anchor | None]) -> tuple[int, int, int]:
    item, anchor = found
    return _ORDER.index(item.kind), -len(anchor.span) if anchor else 0, anchor.span.start if anchor else 0


def _depth(statement: Statement) -> int:
    return len(statement.chain)


def _named(statement: str) -> Callable[[Statement], bool]:
    return lambda one: base(one.id) == statement


def _voices_of(chain: Sequence[Link]) -> list[str]:
    return [link.voice for link in chain]


def _lies_in(content: Sequence[Span], outer: Sequence[Span]) -> bool:
    return all(any(piece.covers(span) for piece in outer) for span in content)


def _told(statement: Statement, item: Correction, was: str) -> Statement:
    """The statement with the word that its speaker was put right, and by whom."""
    note = Corrected(field="speaker", was=was, correction=item.id, why=item.why)
    evidence = f"corrected by a person{_because(item)}: said by “{was}” before; {statement.evidence}"
    return replace(statement, confidence=1.0, evidence=evidence, corrected=(*statement.corrected, note))


def _with_status(statement: Statement, item: Correction) -> Statement:
    was = statement.status.value
    note = Corrected(field="status", was=was, correction=item.id, why=item.why)
    evidence = f"corrected by a person{_because(item)}: {was} before; {statement.evidence}"
    return replace(
        statement, status=Status(item.now), evidence=evidence, corrected=(*statement.corrected, note)
    )  # fmt: skip


def _because(item: Correction) -> str:
    return f" (“{item.why}”)" if item.why else ""


def selector_of(anchors: Anchors, statement: Statement) -> Selector:
    """What tells the words of a statement from all others. Raises UsageError where nothing does."""
    return anchors.selector(whole(statement))
