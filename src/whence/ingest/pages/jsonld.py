"""What a page says of itself in JSON-LD: the article's node, wherever in the graph it stands."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from whence.ingest.pages.markup import Element

_LONGEST = 2_000_000
_MOST_NODES = 20_000
_ARTICLE_ENDINGS = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "DiscussionForumPosting")

Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ArticleNode:
    """The node of the article and a way to look up the nodes it points to."""

    node: Node
    by_id: Mapping[str, Node]

    def texts(self, key: str) -> list[str]:
        """The plain values under a key; for nodes their name, else their address."""
        return [text for value in _listed(self.node.get(key)) if (text := self._text(value, ("name", "url", "@id")))]

    def names(self, key: str) -> list[str]:
        """The names under a key (authors, a publisher)."""
        return [text for value in _listed(self.node.get(key)) if (text := self._text(value, ("name",)))]

    def addresses(self, key: str) -> list[str]:
        """The addresses under a key, else the names: what a text is based on."""
        wanted = ("url", "@id", "name", "headline")
        return [text for value in _listed(self.node.get(key)) if (text := self._text(value, wanted))]

    def _text(self, value: object, wanted: tuple[str, ...]) -> str | None:
        if isinstance(value, str | int | float):
            return " ".join(str(value).split()) or None
        if not isinstance(value, Mapping):
            return None
        node = cast("Node", value)
        pointed = self.by_id.get(str(node.get("@id", "")), node)
        for key in wanted:
            for found in _listed(node.get(key, pointed.get(key))):
                if isinstance(found, str) and found.strip():
                    return " ".join(found.split())
        return None


def article_node(root: Element) -> ArticleNode | None:
    """The article's node: the first of an article's type, or the one that the page calls its main entity."""
    nodes = [node for script in _scripts(root) for node in _nodes(script)]
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(key := node.get("@id"), str) and len(node) > len(by_id.get(key, {})):
            by_id[key] = node
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return None
    main = next((node for node in articles if "mainEntityOfPage" in node), articles[0])
    return ArticleNode(main, by_id)


def is_type(node: Node, ending: str) -> bool:
    """True when one of the node's types ends so."""
    return any(isinstance(kind, str) and kind.endswith(ending) for kind in _listed(node.get("@type")))


def _is_article(node: Node) -> bool:
    return any(is_type(node, ending) for ending in _ARTICLE_ENDINGS)


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _scripts(root: Element) -> Iterator[object]:
    for element in root.elements():
        if element.tag != "script" or "ld+json" not in element.attributes.get("type", ""):
            continue
        written = "".join(text.data for text in element.texts()).strip()
        written = written.removeprefix("<!--").removesuffix("-->").strip()
        written = written.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
        if len(written) > _LONGEST:
            continue
        try:
            yield json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(value: object) -> Iterator[Node]:
    """Every node of a graph, outermost first."""
    queue = deque([value])
    seen = 0
    while queue and seen < _MOST_NODES:
        current = queue.popleft()
        seen += 1
        if isinstance(current, list):
            queue.extend(cast("list[object]", current))
        elif isinstance(current, Mapping):
            node = cast("Node", current)
            yield node
            queue.extend(node.values())
