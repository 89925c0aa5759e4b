"""A lineage as a drawing: documents from left to right in order of date, lines by how they are tied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from whence.model.library import Edge, Lineage, Node
from whence.present.characters import visible
from whence.present.screens import places

_BOX, _TALL = 210, 46  # a document's box
_STEP, _ROW, _EDGE = 280, 66, 12  # from column to column, from row to row, around all
_TITLE = 30  # characters of a title


@dataclass(frozen=True, slots=True)
class _Place:
    x: int
    y: int


def drawing(lineage: Lineage, itself: str) -> dict[str, Any]:
    """Boxes and lines with their coordinates; `itself` is the document that was traced."""
    columns = _columns(lineage.nodes)
    spots = {
        node.document: _Place(_EDGE + column * _STEP, _EDGE + row * _ROW)
        for column, nodes in enumerate(columns)
        for row, node in enumerate(nodes)
    }
    rows = max(map(len, columns), default=0)
    return {
        "said": f"{len(lineage.nodes)} texts and {len(lineage.edges)} ties between them; the table below says the same",
        "box": _BOX,
        "tall": _TALL,
        "width": 2 * _EDGE + max(0, len(columns) - 1) * _STEP + _BOX,
        "height": 2 * _EDGE + max(0, rows - 1) * _ROW + _TALL,
        "nodes": [_node(node, spots[node.document], itself) for node in lineage.nodes],
        "edges": [_edge(edge, spots) for edge in lineage.edges if {edge.later, edge.earlier} <= spots.keys()],
    }


def _columns(nodes: Sequence[Node]) -> list[list[Node]]:
    """The documents of a day in one column; those without a date in the last."""
    ordered = sorted(nodes, key=_order)
    return [list(group) for _, group in groupby(ordered, key=_day)]


def _day(node: Node) -> tuple[bool, str]:
    return node.date is None, (node.date or "")[:10]


def _order(node: Node) -> tuple[bool, str, str, str]:
    return *_day(node), node.publisher or "", node.document


def _node(node: Node, place: _Place, itself: str) -> dict[str, Any]:
    title = visible(node.title or node.uri)
    about = " · ".join(part for part in (node.date or "no date", visible(node.publisher or "")) if part)
    return {
        "x": place.x, "y": place.y, "title": _cut(title), "about": _cut(about), "link": places.article(node.document),
        "itself": node.document == itself,
    }  # fmt: skip


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1]}…"


def _edge(edge: Edge, spots: dict[str, _Place]) -> dict[str, Any]:
    """A line from the earlier text to the later one; within a column it bends out to the right."""
    start, end = spots[edge.earlier], spots[edge.later]
    x1, y1 = start.x + _BOX, start.y + _TALL // 2
    if start.x < end.x:
        x2, y2 = end.x - 7, end.y + _TALL // 2
        path = f"M{x1} {y1}C{x1 + 35} {y1} {x2 - 35} {y2} {x2} {y2}"
        tip = f"M{x2 + 7} {y2}l-9 -5v10z"
    else:
        x2, y2 = end.x + _BOX + 7, end.y + _TALL // 2 + (8 if start.x == end.x else 0)
        path = f"M{x1} {y1}C{max(x1, x2) + 45} {y1} {max(x1, x2) + 45} {y2} {x2} {y2}"
        tip = f"M{x2 - 7} {y2}l9 -5v10z"
    return {"kind": edge.tie.value, "loop": edge.loop, "path": path, "tip": tip}
