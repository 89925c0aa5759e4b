"""Passages set off in somebody else's voice: block quotes, "Here's more from X:", turns, posts, notes from a desk.

A region is a run of blocks with one speaker. Regions nest; what is quoted inside one hangs under its voice. A missing
closing mark never lets a region swallow the rest of the article: it ends with its marks, its credit line, a heading,
the next introduction, or the author's return.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.language.lexicon import listed, phrases
from whence.language.quotes import Quote
from whence.model.text import Block, Role, Span
from whence.read.passages.introductions import NAME, NAMED, named_source

_LONGEST = 60  # blocks in an excerpt without marks of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Blocks `first` to `last` (half-open) in one voice. `source` are the words that name it, `cue` what reports it.

    `kind` is quote, embed, turn, excerpt or desk; `rule` says how it was recognised. `source` is None when nothing
    beside the region names it (the sentence before it may).
    """

    first: int
    last: int
    kind: str
    source: Span | None
    cue: Span | None
    rule: str


_INTRODUCES = re.compile(rf"\b(?:{listed('excerpts.introduces')})\b", re.IGNORECASE)
_RETURN = re.compile(rf"(?:[(\[—–-]\s*)?(?:{listed('excerpts.returns')})\b")
_OWN_WORD = re.compile(rf"\b(?:{listed('excerpts.author')})\b")
_CREDIT_END = re.compile(
    rf"[\s.”\"’')\]]\((?:Source:\s*|via\s+|From\s+)?(?P<name>(?:the\s+)?{NAME})(?:[^()\n]{{0,60}})\)\s*$"
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_ENDS = re.compile(r"^\W*(?:ENDS|###|-30-|\*\*\*)\W*$", re.MULTILINE)
_TAIL = 120  # characters in which a credit in parentheses stands
_LOOKED_AT = 3_000  # characters of a paragraph in which the author may speak up


def credit_at_end(words: str) -> re.Match[str] | None:
    """A credit in parentheses that closes an excerpt; the name in it is the group `name`. Looks at the end alone."""
    return _CREDIT_END.search(words, max(0, len(words) - _TAIL))


def regions(text: str, blocks: Sequence[Block], quotes: Sequence[Quote]) -> list[Region]:
    """The regions of a document, outer before inner, in order."""
    found = [*_grouped(blocks), *_introduced(text, blocks, quotes), *_desks(text, blocks)]
    return sorted(found, key=lambda region: (region.first, -region.last))


def _grouped(blocks: Sequence[Block]) -> list[Region]:
    """Block quotes, embeds and turns: runs of blocks with the same role and group; deeper block quotes nest."""
    found: list[Region] = []
    labels = {block.group: block.speaker_span for block in reversed(blocks) if block.speaker_span is not None}
    for role, kind in ((Role.TURN, "turn"), (Role.EMBED, "embed")):
        index = 0
        while index < len(blocks):
            if blocks[index].role is not role or (role is Role.TURN and blocks[index].group not in labels):
                index += 1  # a question without a label is the interviewer's own
                continue
            last = index + 1
            while last < len(blocks) and _continues_group(blocks[index], blocks[last], role):
                last += 1
            block = blocks[index]
            found.append(
                Region(
                    first=index,
                    last=last,
                    kind=kind,
                    source=block.speaker_span or labels.get(block.group),
                    cue=None,
                    rule=f"{kind} of “{block.speaker}”" if block.speaker else kind,
                )
            )
            index = last
    found.extend(_nested_quotes(blocks))
    return found


def _continues_group(first: Block, block: Block, role: Role) -> bool:
    if block.role is not role:
        return False
    if block.speaker_span is not None and block.speaker_span != first.speaker_span:
        return False
    return block.group == first.group or (block.speaker_span is None and block.speaker == first.speaker)


def _nested_quotes(blocks: Sequence[Block]) -> list[Region]:
    found: list[Region] = []
    deepest = min(8, max((block.depth for block in blocks), default=0))
    for level in range(1, deepest + 1):
        index = 0
        while index < len(blocks):
            if not _quoted_at(blocks[index], level):
                index += 1
                continue
            last = index + 1
            while (
                last < len(blocks)
                and _quoted_at(blocks[last], level)
                and not (level == 1 and _other_group(blocks[last - 1], blocks[last]))
            ):
                last += 1
            found.append(Region(first=index, last=last, kind="quote", source=None, cue=None, rule="block quote"))
            index = last
    return found


def _quoted_at(block: Block, level: int) -> bool:
    return block.depth >= level and block.role not in (Role.EMBED, Role.TURN)


def _other_group(before: Block, after: Block) -> bool:
    return before.group != after.group and before.depth == 1 and after.depth == 1


def _introduced(text: str, blocks: Sequence[Block], quotes: Sequence[Quote]) -> list[Region]:
    """“Here's more from Southport Daily:” and the paragraphs after it, where nothing sets them off."""
    found: list[Region] = []
    for index in range(len(blocks) - 1):
        block = blocks[index]
        if block.role not in (Role.PARAGRAPH, Role.LIST_ITEM, Role.BLOCK_QUOTE):
            continue
        words = text[block.span.start : block.span.end].rstrip()
        if (
            not words.endswith(":")
            or blocks[index + 1].depth > block.depth
            or blocks[index + 1].role not in (Role.PARAGRAPH, Role.BLOCK_QUOTE, Role.HEADING)
        ):
            continue
        lead_at = max(words.rfind(". "), words.rfind("! "), words.rfind("? "), words.rfind("\n")) + 1
        lead = words[lead_at:]
        if not _INTRODUCES.search(lead.lstrip()[:40]):
            continue
        base = block.span.start + lead_at
        source = named_source(text, Span(base, block.span.start + len(words)))
        if source is None:
            continue
        last, why = _extent(text, blocks, quotes, index + 1)
        found.append(
            Region(
                first=index + 1,
                last=last,
                kind="excerpt",
                source=source,
                cue=Span(base, source.start),
                rule=f"introduced by name; ends with {why}",
            )
        )
    return found


def _extent(text: str, blocks: Sequence[Block], quotes: Sequence[Quote], first: int) -> tuple[int, str]:
    opening = next((quote for quote in quotes if quote.span.start >= blocks[first].span.start), None)
    marked = opening is not None and not text[blocks[first].span.start : opening.span.start].strip()
    if marked and opening is not None:
        closing = _running(quotes, blocks, opening, first)
        closing = _closing_block(text, blocks, opening, first) if closing is None else closing
        if closing is not None:
            return closing + 1, "its closing mark"
    limit = min(len(blocks), first + _LONGEST)
    for index in range(first, limit):
        block = blocks[index]
        words = text[block.span.start : block.span.end]
        if block.role is Role.CREDIT and index > first:
            return index, "its credit line"
        if index > first and (
            block.role in (Role.HEADING, Role.CORRECTION, Role.BYLINE) or block.depth < blocks[first].depth
        ):
            return index, "a heading or a change of indentation"
        if index > first and (_RETURN.match(words) or _speaks_as_author(words)):
            return index, "the author's return"
        if (
            index > first
            and words.rstrip().endswith(":")
            and _INTRODUCES.search(words[-160:])
            and NAMED.search(words[-200:])
        ):
            return index, "the next introduction"
        if credit_at_end(words):
            return index + 1, "its credit in parentheses"
        if words.rstrip().endswith("”") and words.count("”") > words.count("“"):
            return index + 1, "a closing mark"
    return limit, "the end of the text"


def _speaks_as_author(words: str) -> bool:
    """A first person outside quotation marks: the columnist is back."""
    return _OWN_WORD.search(_QUOTED.sub(" ", words[:_LOOKED_AT])) is not None


def _running(quotes: Sequence[Quote], blocks: Sequence[Block], opening: Quote, first: int) -> int | None:
    """The last block of a quotation that opens every paragraph with a mark and closes the last."""
    index, current = first, opening
    while current.continues and index + 1 < len(blocks):
        index += 1
        start = blocks[index].span
        following = next((quote for quote in quotes if quote.span.start >= start.start), None)
        if following is None or not start.covers(following.span):
            return None
        current = following
    return index if index > first and current.closed else None


def _closing_block(text: str, blocks: Sequence[Block], opening: Quote, first: int) -> int | None:
    """The block whose end closes a quotation opened at the start of the region."""
    if opening.closed:
        whole = not text[opening.span.end : blocks[first].span.end].strip(" .\n")
        return first if whole else None
    mate = {"“": "”", '"': '"', "«": "»", "„": "“"}.get(opening.mark, "”")
    for index in range(first, min(len(blocks), first + _LONGEST)):
        words = text[blocks[index].span.start : blocks[index].span.end].rstrip()
        if blocks[index].role in (Role.HEADING, Role.BYLINE):
            return None
        if credit_at_end(words):
            return index
        if words.endswith(mate) and words.count(mate) > words.count(opening.mark) - (index == first) - (
            mate == opening.mark
        ):
            return index
        if index > first and _RETURN.match(words):
            return None
    return None


def _desks(text: str, blocks: Sequence[Block]) -> list[Region]:
    """“From the desk of X:” before a letter or a release: X speaks what follows, up to the signature."""
    found: list[Region] = []
    for index, block in enumerate(blocks[:-1]):
        words = text[block.span.start : block.span.end]
        low = words.lower().replace("’", "'")
        phrase = next((phrase for phrase in phrases("from_the_desk") if low.startswith(phrase + " ")), None)
        if phrase is None or len(words) > 160:
            continue
        start = block.span.start + len(phrase) + 1
        end = block.span.start + len(words.rstrip().rstrip(":"))
        if start >= end:
            continue
        last = _signature(text, blocks, index + 1)
        if any(after.role is Role.TURN for after in blocks[index + 1 : last]):
            continue  # a transcript: its labels say who speaks
        found.append(
            Region(
                first=index + 1,
                last=last,
                kind="desk",
                source=Span(start, end),
                cue=Span(block.span.start, start - 1),
                rule=f"“{words[: len(phrase)]}”",
            )
        )
    return found


def _signature(text: str, blocks: Sequence[Block], first: int) -> int:
    for index in range(first, min(len(blocks), first + _LONGEST)):
        block = blocks[index]
        words = text[block.span.start : block.span.end].strip()
        if index > first and _ENDS.search(text, blocks[index - 1].span.end, block.span.start):
            return index
        if index > first and (
            block.role in (Role.HEADING, Role.CREDIT, Role.CORRECTION)
            or words in ("###", "ENDS", "-ENDS-", "-30-")
            or re.match(r"[—–-]\s?[^\W\d_a-z]", words)
        ):
            return index
    return min(len(blocks), first + _LONGEST)
