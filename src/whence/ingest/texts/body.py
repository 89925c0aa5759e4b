"""The pieces of a plain-text article as blocks, each with the role its own words and its neighbours give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.ingest.texts.bylines import read_byline
from whence.ingest.texts.header import Header, Signed
from whence.ingest.texts.interview import QUESTIONER, Line, find_interview, set_in
from whence.ingest.texts.layout import Piece, depths, ends_sentence, len_of
from whence.ingest.texts.lines import bullet, caption, correction, credit, post_credit, sure_bullet
from whence.ingest.texts.speakers import continued, entries, turns
from whence.model.text import Block, Role, Span

_LONGEST_LINE = 600
_LONGEST_HEADING = 100
_CREDITED = re.compile(r"[.!?][”\"’']? \([^()]{3,60}\)$")  # a sentence and whose it is: “It is full.” (via the Daily)
_LONGEST_QUESTION = 60
_OPENING = "“\"'‘«„"
_SHOWN = 300
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a whole text, and the bylines found below its header."""

    blocks: list[Block]
    signed: list[Signed]


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    pieces: Sequence[Piece]
    depths: Sequence[int]
    turns: dict[int, str]
    continued: dict[int, int]
    entries: dict[int, tuple[str, int]]


def body_blocks(text: str, pieces: Sequence[Piece], header: Header) -> Body:
    """Every piece as a block: those of the header as they were read, the rest by their words."""
    first = len(header.roles)
    opened = {number: name for number, name in turns(text, pieces).items() if number >= first}
    context = _Context(
        text=text,
        pieces=pieces,
        depths=[0] * first + depths(text, pieces[first:]),
        turns=opened,
        continued=continued(text, pieces, opened, first),
        entries={number: time for number, time in entries(text, pieces).items() if number >= first},
    )
    blocks = [_header_block(piece, role) for piece, role in zip(pieces, header.roles, strict=False)]
    signed: list[Signed] = []
    for number in range(first, len(pieces)):
        block = _block(context, number)
        byline = _byline(context, number) if block.role in {Role.PARAGRAPH, Role.HEADING} else None
        if byline:
            signed.append(byline)
            block = replace(block, role=_signed_role(byline, blocks))
        blocks.append(block)
    grouped = _grouped(context, _with_embeds(text, blocks))
    return Body(grouped if opened else _interviewed(text, grouped), signed)


def _header_block(piece: Piece, role: Role) -> Block:
    return Block(span=Span(piece.start, piece.end), role=role)


def _block(context: _Context, number: int) -> Block:
    piece, depth = context.pieces[number], context.depths[number]
    span = Span(piece.start, piece.end)
    line = context.text[piece.start : min(piece.end, piece.start + _LONGEST_LINE + 1)]
    if piece.role:
        return Block(span=span, role=piece.role, depth=depth)
    if len(line) <= _LONGEST_LINE and (role := _note_role(line)):
        return Block(span=span, role=role, depth=depth)
    if depth:
        return Block(span=span, role=Role.BLOCK_QUOTE, depth=depth)
    if name := context.turns.get(number):
        label_start = context.text.index(name, piece.start)
        return Block(span=span, role=Role.TURN, speaker=name, speaker_span=Span(label_start, label_start + len(name)))
    if number in context.entries:
        return Block(span=span, role=Role.ENTRY, time=context.entries[number][0])
    if marker := _bullet(context, number):
        return Block(span=Span(piece.start + marker, piece.end), role=Role.LIST_ITEM)
    if number in context.continued and not line.startswith(("[", "(")):
        turn = context.continued[number]
        return Block(span=span, role=Role.TURN, speaker=context.turns[turn])
    if _is_heading(context, number):
        return Block(span=span, role=Role.HEADING)
    return Block(span=span, role=Role.PARAGRAPH)


def _note_role(line: str) -> Role | None:
    if correction(line):
        return Role.CORRECTION
    if caption(line):
        return Role.CAPTION
    return Role.CREDIT if credit(line) or post_credit(line) else None


def _bullet(context: _Context, number: int) -> int:
    """The length of the bullet; dashes and numbers are bullets only beside others of the kind."""
    marker = _marker(context, number)
    if not marker or sure_bullet(context.text[context.pieces[number].start]):
        return marker
    return marker if _marker(context, number - 1) or _marker(context, number + 1) else 0


def _marker(context: _Context, number: int) -> int:
    if not 0 <= number < len(context.pieces):
        return 0
    piece = context.pieces[number]
    if context.text[piece.start] in "—–" and ends_sentence(context.text, piece.end):
        return 0  # a dash before a whole sentence opens speech
    return bullet(context.text[piece.start : min(piece.end, piece.start + 16)])


def _is_heading(context: _Context, number: int) -> bool:
    """A short line of its own without a full stop, above something longer."""
    piece = context.pieces[number]
    if piece.lines > 1 or len_of(piece) > _LONGEST_HEADING or number + 1 >= len(context.pieces):
        return False
    line = context.text[piece.start : piece.end]
    if line.startswith(("(", "[", "—", "–", "-")) or line[0].islower() or not any(map(str.isalpha, line)):
        return False
    if line.endswith((",", "”", '"', "’", "»")) or (ends_sentence(context.text, piece.end) and not line.endswith("?")):
        return False
    if line.endswith("?") and (len(line) > _LONGEST_QUESTION or line[0] in _OPENING):
        return False
    if line[0] in _OPENING and any(dash in line for dash in "—–―"):
        return False  # a saying and who said it
    if _CREDITED.search(line):
        return False
    following = context.pieces[number + 1]
    if number + 1 in context.entries or _bullet(context, number + 1):
        return True
    return ends_sentence(context.text, following.end) or len_of(following) > _LONGEST_HEADING


def _byline(context: _Context, number: int) -> Signed | None:
    piece = context.pieces[number]
    if len_of(piece) > _SHOWN or piece.lines > 2:
        return None
    line = context.text[piece.start : piece.end]
    byline = read_byline(line) if _may_be_signed(line) else None
    return Signed(byline, number) if byline else None


def _may_be_signed(line: str) -> bool:
    """A quick look before the careful one: few bylines end as sentences do, and those begin with "by"."""
    start = line[:40].lower()
    if " by " in f" {start}" or start.startswith(("von ", "par ", "por ", "di ", "door ", "author", "publi")):
        return True
    return not ends_sentence(line, len(line)) and bool(_DIGIT.search(line))


def _signed_role(signed: Signed, before: Sequence[Block]) -> Role:
    """Dates on lines of their own head the parts of a chronicle, unless a byline or headline is beside them."""
    if signed.byline.authors or signed.byline.publisher:
        return Role.BYLINE
    beside = before and before[-1].role in {Role.BYLINE, Role.HEADLINE, Role.DATELINE}
    return Role.DATELINE if beside else Role.HEADING


def _with_embeds(text: str, blocks: list[Block]) -> list[Block]:
    """The block above "— Ada Lind (@adalind) March 3, 2024" is that post."""
    for number in range(1, len(blocks)):
        if blocks[number].role is not Role.CREDIT:
            continue
        post = post_credit(text[blocks[number].span.start : blocks[number].span.end])
        if post and blocks[number - 1].role in {Role.PARAGRAPH, Role.HEADING, Role.BLOCK_QUOTE}:
            author, handle, time = post
            blocks[number - 1] = replace(
                blocks[number - 1], role=Role.EMBED, speaker=author, cite=handle, time=time or None
            )
    return blocks


def _grouped(context: _Context, blocks: list[Block]) -> list[Block]:
    """Number the block quotes, embeds, turns and entries that blocks belong to."""
    groups = 0
    quotes: list[int] = []
    open_turn: dict[int, int] = {}
    entry: tuple[int, str | None] | None = None
    result: list[Block] = []
    for number, block in enumerate(blocks):
        while len(quotes) > block.depth:
            quotes.pop()
        while len(quotes) < block.depth:
            groups += 1
            quotes.append(groups)
        group = quotes[-1] if quotes else None
        if block.role is Role.ENTRY:
            groups += 1
            group, entry = groups, (groups, block.time)
        elif block.role is Role.TURN:
            turn = context.continued.get(number, number)
            if turn not in open_turn:
                groups += 1
                open_turn[turn] = groups
            group = open_turn[turn]
        elif block.role is Role.EMBED and group is None:
            groups += 1
            group = groups
        elif entry and block.role is Role.PARAGRAPH:
            block = replace(block, role=Role.ENTRY, time=entry[1])  # noqa: PLW2901
            group = entry[0]
        result.append(replace(block, group=group))
    return result


def _interviewed(text: str, blocks: list[Block]) -> list[Block]:
    """Questions set in bold, italics or headings, and their answers, as turns: the questioner's have no label."""
    lines = [
        Line(text=words, role=block.role, style=_style(block.role, words)) for block, words in _words(text, blocks)
    ]
    interview = find_interview(lines)
    if not interview:
        return blocks
    first = max((block.group or 0 for block in blocks), default=0) + 1
    start = blocks[interview.named_in].span.start + interview.named_at
    named = Span(start, start + len(interview.name))
    found: list[Block] = []
    for number, block in enumerate(blocks):
        if number in interview.questions:
            found.append(replace(block, role=Role.TURN, group=first + number, speaker=QUESTIONER))
        elif number in interview.answers:
            group = first + interview.answers[number]
            found.append(replace(block, role=Role.TURN, group=group, speaker=interview.name, speaker_span=named))
        else:
            found.append(block)
    return found


def _words(text: str, blocks: Sequence[Block]) -> list[tuple[Block, str]]:
    return [(block, text[block.span.start : block.span.end]) for block in blocks]


def _style(role: Role, words: str) -> str:
    if role is Role.HEADING and words.endswith("?"):
        return "heading"
    return set_in(words) if role in {Role.PARAGRAPH, Role.HEADING} else ""
