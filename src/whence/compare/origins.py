"""How many independent origins reports have: a copy is no second report, nor is the same source told twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def origins(reports: Sequence[tuple[str, tuple[str, ...]]], copies: Collection[tuple[str, str]] = ()) -> int:
    """The independent voices behind reports of one thing.

    A report is a document and the voices its telling came through, outermost first, under names that are the same in
    every document. `copies` are pairs of documents that share most of their text. Reports with the same last voice have
    one origin, however many pass it on; what copies of one text say in their own words has one origin, too.

    >>> own, told = ("a", ("Dockside Post",)), ("b", ("Harbour Times", "the mayor"))
    >>> origins([own, told, ("c", ("Quay News", "the mayor"))])
    2
    >>> origins([own, ("d", ("Pier Mail",))], [("a", "d")])
    1
    """
    first = _first_copies({document for document, _ in reports}, copies)
    own = {voices[0] for _, voices in reports if len(voices) == 1}
    found: set[tuple[str, str]] = set()
    for document, voices in reports:
        if not voices:
            continue
        if len(voices) > 1:
            # An outlet that is quoted elsewhere and has its own report here is one origin.
            found.add(("own", _text_of(voices[-1], reports, first)) if voices[-1] in own else ("voice", voices[-1]))
        else:
            found.add(("own", first[document]))
    return len(found)


def _text_of(voice: str, reports: Sequence[tuple[str, tuple[str, ...]]], first: Mapping[str, str]) -> str:
    """The text in which a voice reports by itself."""
    return min(first[document] for document, voices in reports if voices == (voice,))


def _first_copies(documents: Collection[str], copies: Collection[tuple[str, str]]) -> dict[str, str]:
    """For each document the first, by id, of those it is tied to by copying."""
    parent = {document: document for document in documents}
    for pair in copies:
        for document in pair:
            parent.setdefault(document, document)

    def root(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for pair in sorted(copies):
        one, other = sorted((root(pair[0]), root(pair[1])))
        parent[other] = one
    return {document: root(document) for document in parent}
