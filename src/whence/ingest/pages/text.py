"""From placed blocks to the document's text, its blocks, and the way back from every character to the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.ingest.pages.blocks import Chunk, RawBlock
from whence.ingest.pages.markup import Element, Text
from whence.ingest.pages.roles import Placed
from whence.model.text import Block, NodeRun, Span

SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The canonical text with its blocks and node runs."""

    text: str
    blocks: tuple[Block, ...]
    nodes: tuple[NodeRun, ...]


def assemble(placed: Sequence[Placed]) -> Assembled:
    """Blocks in order, a blank line between them. What was put in (line breaks, tabs, `<q>` marks) has no node run."""
    starts: dict[RawBlock, int] = {}
    offset = 0
    for each in placed:
        starts[each.block] = offset
        offset += len(each.block.text) + len(SEPARATOR)
    groups: dict[Element | RawBlock, int] = {}
    blocks: list[Block] = []
    nodes: list[NodeRun] = []
    paths: dict[Text, str] = {}
    for each in placed:
        start = starts[each.block]
        blocks.append(_block(each, starts, groups))
        nodes.extend(_runs(each.block.chunks, start, paths))
    return Assembled(SEPARATOR.join(each.block.text for each in placed), tuple(blocks), tuple(nodes))


def _block(placed: Placed, starts: dict[RawBlock, int], groups: dict[Element | RawBlock, int]) -> Block:
    start = starts[placed.block]
    group = None if placed.group is None else groups.setdefault(placed.group, len(groups))
    speaker_span = None
    if placed.speaker_at and placed.speaker_at[0] in starts:
        named_in, first, last = placed.speaker_at
        speaker_span = Span(starts[named_in] + first, starts[named_in] + last)
    return Block(
        span=Span(start, start + len(placed.block.text)),
        role=placed.role,
        depth=placed.depth,
        group=group,
        cite=placed.cite,
        speaker=placed.speaker,
        speaker_span=speaker_span,
        time=placed.time,
    )


def _runs(chunks: Sequence[Chunk], offset: int, paths: dict[Text, str]) -> list[NodeRun]:
    """One run for each stretch that stands together in the page: where white space was folded a new one begins."""
    runs: list[NodeRun] = []
    node: Text | None = None
    start = begin = end = 0  # of the run: its first character in the node, its span in the text
    for chunk in chunks:
        follows = chunk.node is not None and chunk.node is node and chunk.start == start + (end - begin)
        if not follows:
            if node is not None:
                runs.append(_run(node, start, begin, end, paths))
            node, start, begin = chunk.node, chunk.start, offset
        offset += len(chunk.text)
        end = offset
    if node is not None:
        runs.append(_run(node, start, begin, end, paths))
    return runs


def _run(node: Text, start: int, begin: int, end: int, paths: dict[Text, str]) -> NodeRun:
    if node not in paths:
        paths[node] = node.path
    return NodeRun(span=Span(begin, end), path=paths[node], start=start)
