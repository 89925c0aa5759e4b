"""What a page declares about itself: every candidate is kept as evidence, the best is chosen for each field.

Sources in order of trust: JSON-LD, OpenGraph, the meta tags of the trade, microdata, links and `<time>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whence.ingest.pages.jsonld import ArticleNode, article_node, is_type
from whence.ingest.pages.markup import Element
from whence.ingest.texts.bylines import read_byline, read_date
from whence.ingest.texts.names import is_role
from whence.model.text import Evidence

_META = {
    "og:title": "title",
    "citation_title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "parsely-title": "title",
    "sailthru.title": "title",
    "twitter:title": "title",
    "og:site_name": "publisher",
    "citation_journal_title": "publisher",
    "citation_publisher": "publisher",
    "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "application-name": "publisher",
    "article:author": "author",
    "article:author_name": "author",
    "author": "author",
    "byl": "author",
    "citation_author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "article:published_time": "published",
    "og:published_time": "published",
    "article:published": "published",
    "article.published": "published",
    "citation_publication_date": "published",
    "citation_date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "dcterms.date": "published",
    "dcterms.issued": "published",
    "dcterms.created": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "publish-date": "published",
    "publishdate": "published",
    "pubdate": "published",
    "date": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "dcterms.modified": "modified",
    "og:url": "canonical",
    "og:locale": "language",
    "content-language": "language",
    "dc.source": "cites",
    "dc.relation": "cites",
    "dcterms.source": "cites",
}
_ITEMPROPS = {
    "headline": "title",
    "author": "author",
    "creator": "author",
    "publisher": "publisher",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "isbasedon": "cites",
    "isbasedonurl": "cites",
    "citation": "cites",
    "inlanguage": "language",
}
_JSONLD = {
    "headline": "title",
    "name": "title",
    "datePublished": "published",
    "dateCreated": "published",
    "dateModified": "modified",
    "inLanguage": "language",
}
_NOBODY = frozenset(
    {"staff", "admin", "administrator", "editor", "editors", "newsroom", "news desk", "web desk", "webmaster", "online"}
    | {"promoted", "sponsored", "advertorial", "anonymous", "unknown", "none", "null", "guest", "author", "team"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the page declares. `words` and `body` are the article's length and text by its JSON-LD."""

    evidence: tuple[Evidence, ...]
    body: str | None = None
    words: int | None = None
    free: bool = True
    live: bool = False

    def values(self, field: str) -> list[str]:
        """The values of a field, most trusted first."""
        return [each.value for each in self.evidence if each.field == field]

    def first(self, field: str) -> str | None:
        """The most trusted value of a field."""
        return next(iter(self.values(field)), None)


def declared(root: Element) -> Declared:
    """Everything the page declares about itself."""
    node = article_node(root)
    evidence = [
        *(_from_jsonld(node) if node else ()),
        *_from_meta(root),
        *_from_microdata(root),
        *_from_links(root),
    ]
    kept = [each for found in evidence if (each := _cleaned(found))]
    return Declared(
        evidence=tuple(dict.fromkeys(kept)),
        body=next(iter(node.texts("articleBody")), None) if node else None,
        words=_number(node.texts("wordCount")) if node else None,
        free="false" not in [value.lower() for value in node.texts("isAccessibleForFree")] if node else True,
        live=bool(node and is_type(node.node, "LiveBlogPosting")),
    )


def authors_of(values: Iterable[str], publisher: str | None) -> tuple[str, ...]:
    """The names in what a page gives as its author: no roles, no addresses, no "Staff", not the outlet itself.

    >>> authors_of(["By Ada Lind, Political Editor", "Staff", "https://x.example/ada"], None)
    ('Ada Lind',)
    """
    found: dict[str, None] = {}
    for value in values:
        for name in _names(value):
            if name.casefold() != (publisher or "").casefold():
                found.setdefault(name)
    return tuple(found)


def _names(value: str) -> list[str]:
    value = " ".join(word for word in value.split() if "@" not in word).strip(" ,;|")
    bare = value[3:].lstrip(": ") if value.lower().startswith(("by ", "by:")) else value
    lowered = bare.casefold()
    if not bare or "://" in bare or "promoted by" in lowered or lowered in _NOBODY or len(bare) > 200:
        return []
    read = read_byline(f"By {bare}")
    names = list(read.authors) if read and read.authors else [part.strip() for part in bare.split(";")]
    return [name for name in names if name and name.casefold() not in _NOBODY and not is_role(name) and len(name) < 80]


def _cleaned(found: Evidence) -> Evidence | None:
    value = " ".join(found.value.replace("\0", " ").split())[:1000]
    if not value:
        return None
    if found.field in {"published", "modified"}:
        date = read_date(value)
        return Evidence(field=found.field, value=date, source=found.source) if date else None
    return Evidence(field=found.field, value=value, source=found.source)


def _from_jsonld(node: ArticleNode) -> Iterator[Evidence]:
    for key, field in _JSONLD.items():
        for value in node.texts(key):
            yield Evidence(field=field, value=value, source=f"JSON-LD {key}")
    for key in ("author", "creator"):
        for value in node.names(key):
            yield Evidence(field="author", value=value, source=f"JSON-LD {key}")
    for key in ("publisher", "sourceOrganization"):
        for value in node.names(key):
            yield Evidence(field="publisher", value=value, source=f"JSON-LD {key}")
    for key in ("isBasedOn", "isBasedOnUrl", "citation"):
        for value in node.addresses(key):
            yield Evidence(field="cites", value=value, source=f"JSON-LD {key}")
    for key in ("url", "mainEntityOfPage"):
        for value in node.addresses(key):
            if value.startswith("http"):
                yield Evidence(field="canonical", value=value, source=f"JSON-LD {key}")


def _from_meta(root: Element) -> Iterator[Evidence]:
    found: list[tuple[int, Evidence]] = []
    order = {name: number for number, name in enumerate(_META)}
    for element in root.elements():
        if element.tag != "meta":
            continue
        attributes = element.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("http-equiv") or "").lower()
        if name in _META:
            evidence = Evidence(field=_META[name], value=attributes.get("content", ""), source=f"meta {name}")
            found.append((order[name], evidence))
    found.sort(key=lambda each: each[0])
    yield from (evidence for _, evidence in found)


def _from_microdata(root: Element) -> Iterator[Evidence]:
    for element in root.elements():
        for prop in element.attributes.get("itemprop", "").lower().split():
            if prop in _ITEMPROPS and not _in_comment(element):
                yield Evidence(field=_ITEMPROPS[prop], value=_value(element), source=f"microdata {prop}")


def _in_comment(element: Element) -> bool:
    return any(each.attributes.get("itemtype", "").endswith("Comment") for each in element.ancestors())


def _value(element: Element) -> str:
    """The value of a microdata item: its name where it is an item itself."""
    attributes = element.attributes
    for inner in element.elements():
        if inner is not element and inner.attributes.get("itemprop") == "name":
            return inner.attributes.get("content") or inner.text(limit=500)
    for key in ("content", "datetime", "href"):
        if attributes.get(key):
            return attributes[key]
    return element.text(limit=500)


def _from_links(root: Element) -> Iterator[Evidence]:
    for element in root.elements():
        rel = element.attributes.get("rel", "").lower().split()
        if element.tag == "link" and "canonical" in rel:
            yield Evidence(field="canonical", value=element.attributes.get("href", ""), source="link rel=canonical")
        elif element.tag == "a" and "author" in rel:
            yield Evidence(field="author", value=element.text(limit=200), source="rel=author")
        elif element.tag == "html" and (lang := element.attributes.get("lang")):
            yield Evidence(field="language", value=lang, source="html lang")
        elif element.tag == "title" and not (element.parent and element.parent.tag == "svg"):
            yield Evidence(field="title", value=element.text(limit=500), source="title")
        elif element.tag in {"blockquote", "q"} and element.attributes.get("cite", "").startswith("http"):
            yield Evidence(field="quoted", value=element.attributes["cite"], source=f"{element.tag} cite")


def _number(texts: Sequence[str]) -> int | None:
    return next((int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 9), None)
