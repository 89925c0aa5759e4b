"""How texts came from texts: what they say of each other and what they share, as a graph with several parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whence.model.library import Edge, Lineage, Node, Tie
from whence.trace.dates import order, tied


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document that has a passage: its node, its words as a set of neighbours, and whom it names as its source."""

    node: Node
    pairs: frozenset[tuple[str, str]]
    words: int
    names: frozenset[str]  # ids of documents of the lineage


def lineage(passages: Sequence[Sequence[Member]], nodes: Sequence[Node]) -> Lineage:
    """The graph of these documents; each passage is given by those who have it.

    A text's parent in a passage is the earlier one that shares most of its words there (the earliest of equals). What a
    text names as its source is an edge as well, and both kinds are told apart.
    """
    edges: dict[tuple[str, str], Edge] = {}
    for members in passages:
        ordered = sorted(members, key=_by_date)
        for at, member in enumerate(ordered):
            parent = _parent(member, ordered[:at])
            if parent is not None:
                _note(edges, member, parent, Tie.MATCHED)
            for other in ordered:
                if other.node.document in member.names and other is not member:
                    _note(edges, member, other, Tie.STATED)
    looped = _loops(edges)
    found = [replace(edge, loop=key in looped) for key, edge in sorted(edges.items())]
    return Lineage(nodes=tuple(sorted(nodes, key=_node_date)), edges=tuple(found))


def _by_date(member: Member) -> tuple[str, int, str]:
    return (*order(member.node.date), member.node.document)


def _node_date(node: Node) -> tuple[str, int, str]:
    return (*order(node.date), node.document)


def _parent(member: Member, earlier: Sequence[Member]) -> Member | None:
    """The earlier text that shares most; none of the same date, whose order nobody knows."""
    sure = [other for other in earlier if not tied(other.node.date, member.node.date)]
    if not sure:
        return None
    return max(sure, key=lambda other: (_agreement(member, other), -sure.index(other)))


def _agreement(one: Member, other: Member) -> float:
    together = len(one.pairs | other.pairs)
    return round(len(one.pairs & other.pairs) / together, 3) if together else 0.0


def _note(edges: dict[tuple[str, str], Edge], later: Member, earlier: Member, tie: Tie) -> None:
    key = later.node.document, earlier.node.document
    known = edges.get(key)
    if known is None:
        edges[key] = Edge(later=key[0], earlier=key[1], tie=tie, words=min(later.words, earlier.words))
    elif known.tie is not tie:
        edges[key] = replace(known, tie=Tie.BOTH, words=max(known.words, min(later.words, earlier.words)))
    else:
        edges[key] = replace(known, words=max(known.words, min(later.words, earlier.words)))


def _loops(edges: Mapping[tuple[str, str], Edge]) -> set[tuple[str, str]]:
    """The edges that lie on a way which leads back to where it began (Tarjan's components, without recursion)."""
    onward: dict[str, list[str]] = {}
    for later, earlier in edges:
        onward.setdefault(later, []).append(earlier)
        onward.setdefault(earlier, [])
    component = _components(onward)
    return {key for key in edges if component[key[0]] == component[key[1]]}


def _components(onward: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each document the number of its strongly connected component."""
    found: dict[str, int] = {}
    order_of: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    for root in onward:
        work = [(root, 0)] if root not in order_of else []
        while work:
            name, at = work.pop()
            if at == 0:
                order_of[name] = lowest[name] = len(order_of)
                stack.append(name)
            descended = False
            for position in range(at, len(onward[name])):
                other = onward[name][position]
                if other not in order_of:
                    work += [(name, position + 1), (other, 0)]
                    descended = True
                    break
                if other not in found:
                    lowest[name] = min(lowest[name], lowest[other])
            if descended:
                continue
            if lowest[name] == order_of[name]:
                while name not in found:
                    found[stack.pop()] = order_of[name]
            if work:
                lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[name])
    return found
