"""A reading laid out for the eye: sentences, cut into pieces by who speaks, grouped by voice.

Statements nest, so a sentence such as "He denies this, his lawyer told Agence X." holds words of several voices. Every
view is made from the same groups. No text is lost: what no sentence covers is shown as lines of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whence.model.speech import Reading, Statement, Status
from whence.model.text import Role, Span

_OPENERS = frozenset("“‘„‚«‹»›\"'([{¿¡—–-")
_CLOSERS = frozenset("”’“‘»›«‹\"')]},.;:!?…")
_UNLABELLED = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.BLOCK_QUOTE})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one voice. `back` says how many voices out from their group's own they stand (0: its own words)."""

    span: Span
    statement: Statement | None
    back: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or the part of it that belongs to one group. `number` counts sentences from 1."""

    number: int
    starts: bool
    block: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive lines of one chain of voices and one status. `role` is set where it is worth a word."""

    chain: tuple[str, ...]
    status: Status
    role: Role | None
    lines: tuple[Line, ...]
    statements: tuple[Statement, ...]  # shown here as the group's own, each once, in order


def groups(reading: Reading, lines: Iterable[Line]) -> list[Group]:
    """The lines, grouped while chain, status and role stay the same."""
    result: list[Group] = []
    gathered: list[Line] = []
    key: tuple[tuple[str, ...], Status, Role | None] | None = None
    for line in lines:
        here = _group_key(line, reading)
        if here != key:
            if key is not None:
                result.append(Group(*key, tuple(gathered), _own(gathered)))
            key, gathered = here, []
        gathered.append(line)
    if key is not None:
        result.append(Group(*key, tuple(gathered), _own(gathered)))
    return result


def _own(gathered: Iterable[Line]) -> tuple[Statement, ...]:
    found = [piece.statement for line in gathered for piece in line.pieces if piece.back == 0 and piece.statement]
    return tuple({statement.id: statement for statement in found}.values())


def lines(reading: Reading) -> list[Line]:
    """Every sentence in order, as one line or, where unrelated voices share it, several."""
    text = reading.document.text
    sentences = _sentences(reading)
    result: list[Line] = []
    for number, (pieces, (_, block)) in enumerate(zip(_cut(reading, sentences), sentences, strict=True), 1):
        tidy = _tidy(pieces, text)
        for index, run in enumerate(_runs(tidy)):
            result.append(Line(number, index == 0, block, tuple(run)))
    return result


def head(line: Line) -> Statement | None:
    """The statement that names the line's voice: the first of the group's own words in it."""
    return next((piece.statement for piece in line.pieces if piece.back == 0), None)


def chain_of(statement: Statement | None) -> tuple[str, ...]:
    """The ids of the voices that a statement came through; none where nobody was found."""
    return tuple([link.voice for link in statement.chain]) if statement else ()


def _depth(statement: Statement | None) -> int:
    """How many voices a statement came through."""
    return len(statement.chain) if statement else 0


def _group_key(line: Line, reading: Reading) -> tuple[tuple[str, ...], Status, Role | None]:
    statement = head(line)
    blocks = reading.document.blocks
    role = blocks[line.block].role if 0 <= line.block < len(blocks) else Role.PARAGRAPH
    status = statement.status if statement else Status.ASSERTED
    return chain_of(statement), status, None if role in _UNLABELLED else role


def _sentences(reading: Reading) -> list[tuple[Span, int]]:
    """The sentences with their blocks, and whatever text lies outside all of them, line by line."""
    text = reading.document.text
    result: list[tuple[Span, int]] = []
    position = 0
    for sentence in sorted(reading.sentences, key=lambda s: s.span):
        start, end = max(sentence.span.start, position), min(sentence.span.end, len(text))
        if start >= end:
            continue
        result += [(span, sentence.block) for span in _stray(text, position, start)]
        result.append((Span(start, end), sentence.block))
        position = end
    return result + [(span, -1) for span in _stray(text, position, len(text))]


def _stray(text: str, start: int, end: int) -> Iterator[Span]:
    offset = start
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = offset + line.index(words)
            yield Span(first, first + len(words))
        offset += len(line)


def _cut(reading: Reading, sentences: Sequence[tuple[Span, int]]) -> Iterator[list[Piece]]:
    """For each sentence, its pieces: at every place the statement with the longest chain speaks."""
    contents = [(span, statement) for statement in reading.statements for span in statement.content]
    contents.sort(key=lambda item: item[0].start)
    sizes = {statement.id: sum(len(span) for span in statement.content) for statement in reading.statements}
    begun = 0
    speaking: list[tuple[int, int, int]] = []  # a heap: longest chain first, then the shortest statement
    for sentence, _ in sentences:
        offset = sentence.start
        pieces: list[Piece] = []
        while offset < sentence.end:
            while begun < len(contents) and contents[begun][0].start <= offset:
                span, statement = contents[begun]
                heapq.heappush(speaking, (-len(statement.chain), sizes[statement.id], begun))
                begun += 1
            while speaking and contents[speaking[0][2]][0].end <= offset:
                heapq.heappop(speaking)
            end = min(sentence.end, contents[begun][0].start) if begun < len(contents) else sentence.end
            if speaking:
                span, statement = contents[speaking[0][2]]
                end = min(end, span.end)
                _append(pieces, Piece(Span(offset, end), statement))
            else:
                _append(pieces, Piece(Span(offset, end), None))
            offset = end
        yield pieces


def _append(pieces: list[Piece], piece: Piece) -> None:
    if pieces and pieces[-1].statement is piece.statement:
        pieces[-1] = Piece(Span(pieces[-1].span.start, piece.span.end), piece.statement)
    else:
        pieces.append(piece)


def _tidy(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces with quotation marks and commas beside the words they belong to, and none of white space alone."""
    edges = [piece.span.start for piece in pieces] + [pieces[-1].span.end]
    for index in range(1, len(pieces)):
        before, after = pieces[index - 1], pieces[index]
        low, high = edges[index - 1], edges[index + 1]
        if _depth(after.statement) > _depth(before.statement):
            edges[index] = _opening(text, edges[index], low)
        else:
            edges[index] = _closing(text, edges[index], high)
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        span = _trimmed(Span(edges[index], edges[index + 1]), text)
        if span is None:
            continue
        # A full stop left alone belongs to the words before it.
        alone = result and not any(map(str.isalnum, text[span.start : span.end]))
        _append(result, Piece(span, result[-1].statement if alone else piece.statement))
    return result


def _opening(text: str, edge: int, low: int) -> int:
    """Where a deeper piece begins: before the opening marks that touch it."""
    start = edge
    while start > low and text[start - 1] in _OPENERS:
        start -= 1
    touches = start < edge and (start == low or text[start - 1].isspace())
    return start if touches else edge


def _closing(text: str, edge: int, high: int) -> int:
    """Where a piece ends: after the closing marks that touch it."""
    end = edge
    while end < high and text[end] in _CLOSERS and not text[end - 1].isspace():
        end += 1
    return end


def _trimmed(span: Span, text: str) -> Span | None:
    words = text[span.start : span.end]
    kept = words.strip()
    if not kept:
        return None
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(kept))


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that hang together: one chain, and around it the words of the voices it came through."""
    run: list[Piece] = []
    top: Statement | None = None
    for piece in pieces:
        if run and not _together(top, piece.statement):
            moved = [run.pop()] if len(run) > 1 and _introduces(run[-1], piece.statement, top) else []
            yield _measured(run, top)
            run, top = moved, moved[0].statement if moved else None
        if not run or _depth(piece.statement) > _depth(top):
            top = piece.statement
        run.append(piece)
    if run:
        yield _measured(run, top)


def _introduces(piece: Piece, later: Statement | None, earlier: Statement | None) -> bool:
    """True when the words name or report the later statement and not the earlier one."""
    return _reports(piece, later) and not _reports(piece, earlier)


def _reports(piece: Piece, statement: Statement | None) -> bool:
    if statement is None or piece.statement is statement or not statement.chain:
        return False
    link = statement.chain[-1]
    return any(piece.span.overlaps(span) for span in link.cue or link.source)


def _together(top: Statement | None, other: Statement | None) -> bool:
    if top is other or top is None or other is None:
        return top is other
    one, two = chain_of(top), chain_of(other)
    if one == two:
        return top.status == other.status
    short, long = sorted((one, two), key=len)
    return long[: len(short)] == short


def _measured(run: Sequence[Piece], top: Statement | None) -> list[Piece]:
    depth = _depth(top)
    return [Piece(piece.span, piece.statement, depth - _depth(piece.statement)) for piece in run]
