"""Permalinks and citations: the words of an edition that an address names, in every form, and one hop back or on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from whence.model.anchor import Fit, place, read_anchor
from whence.model.viewing import Article, Citing, Hop, Hops, Others
from whence.present.citing import choosing
from whence.present.citing.formats import FORMS, Form
from whence.present.pieces import lines
from whence.present.screens import cite, hops, others, places
from whence.project.citing import seen
from whence.web import answers
from whence.web.screen import Ask, Screen, asked
from whence.web.site import NotThereError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from whence.model.citing import Cited
    from whence.web.site import Site

_PLACE = {
    "at": "A place, as its permalink writes it.", "sentence": "The number of a sentence, from 1.",
    "statement": "The id of a statement.",
}  # fmt: skip


class LostError(NotThereError):
    """The words that a link names stand nowhere."""


class ElsewhereError(Exception):
    """The words that a link names stand under another address."""

    def __init__(self, place: str) -> None:
        """`place`: that address."""
        super().__init__()
        self.place = place


def article(site: Site, ask: Ask) -> Article:
    """The document of an address. Where a permalink names one that is not there, the words are looked for in others:
    raises ElsewhereError with their place, LostError where nobody has them; NotThereError without a place.
    """
    wanted = read_anchor(ask.query.get("at", ""))
    try:
        found = site.article(ask.path["id"])
        told = "incidents" in ask.query.get("show", "").split()
        return replace(found, tells=site.tells(ask.path["id"])) if told else found
    except NotThereError:
        if wanted is None:
            raise
    found = site.same_words(wanted, ask.query.get("words", ""))
    if found is None:
        raise LostError
    key, anchor = found
    raise ElsewhereError(places.at(key, str(anchor)).replace("#at", "&from=1#at"))


def cited(site: Site, ask: Ask) -> Citing:
    """What an address has cited. Never other words than it names: raises LostError, NotThereError.

    What lies on the desk was seen today.
    """
    return _cited(article(site, ask), ask)


def _cited(found: Article, ask: Ask) -> Citing:
    reading, day = found.reading, seen(found) or date.today().isoformat()
    spots = choosing.places(lines(reading))
    at, number = read_anchor(ask.query.get("at", "")), ask.number("sentence")
    made: Cited | None = choosing.whole(reading, day)
    if ask.query.get("statement"):
        made = choosing.statement(reading, ask.query["statement"], day)
    elif at is not None:
        there = place(at, reading.document.text, list(spots.values()))
        if there.fit is Fit.LOST:
            raise LostError
        made = choosing.words(reading, there.span, day)
    elif number:
        made = choosing.sentence(reading, number, day)
    if made is None:
        raise NotThereError
    number = next((n for n, spot in spots.items() if made.spans and spot.overlaps(made.spans[0])), 0)
    return Citing(cited=made, sentence=number, sentences=len(spots))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The hops of some words, and whether their document is in the library."""

    hops: Hops
    in_library: bool


def _hops(site: Site, ask: Ask) -> Way:
    found = article(site, ask)
    citing = _cited(found, ask)
    if not citing.cited.spans:
        raise NotThereError
    return Way(hops=site.hops(citing.cited), in_library=found.in_library)


def _others(site: Site, ask: Ask) -> Others:
    citing = cited(site, ask)
    if not citing.cited.spans:
        raise NotThereError
    return site.others(citing.cited)


SCREENS: tuple[Screen[Any], ...] = (
    Screen(
        path="/d/{id}/cite", twin="/d/{id}/cite.json", about="Words of a document with their voices, to be cited.",
        find=cited, title=lambda _found: "Cite", json=cite.twin,
        page=lambda frame, found, _ask: cite.page(frame, found), parameters=_PLACE,
    ),
    Screen(
        path="/d/{id}/hops", twin="/d/{id}/hops.json", about="Where words of a document stood before, and stand after.",
        find=_hops, title=lambda _found: "One hop back or on", json=lambda found: hops.twin(found.hops),
        page=lambda frame, found, _ask: hops.page(frame, found.hops, in_library=found.in_library), parameters=_PLACE,
    ),
    Screen(
        path="/d/{id}/others", twin="/d/{id}/others.json", about="How else words of a document can be read.",
        find=_others, title=lambda _found: "Other readings", json=others.twin,
        page=lambda frame, found, _ask: others.page(frame, found), parameters=_PLACE,
    ),
)  # fmt: skip


def files(site: Site) -> list[Route]:
    """Citations to save, in every form, and the ways one hop back and on."""
    return [*(_file(site, form) for form in FORMS.values()), _hop(site, "back"), _hop(site, "on")]


def _file(site: Site, form: Form) -> Route:
    def file(request: Request) -> Response:
        made = cited(site, asked(request)).cited
        return answers.saved(form.write(made), form.kind, f"whence-citation.{form.ending.removeprefix('csl.')}")

    file.__doc__ = f"A citation: {form.said}."
    return Route(f"/d/{{id}}/cite.{form.ending}", file, methods=["GET"])


def _hop(site: Site, way: str) -> Route:
    def hop(request: Request) -> Response:
        ask = asked(request)
        found = _hops(site, ask).hops
        towards: Sequence[Hop] = found.back if way == "back" else found.on
        if towards:
            return answers.elsewhere(places.at(towards[0].head.document, towards[0].anchor))
        return answers.elsewhere(places.hops(found.cited))

    hop.__doc__ = f"One hop {way}: to the words in the next {'earlier' if way == 'back' else 'later'} text."
    return Route(f"/d/{{id}}/{way}", hop, methods=["GET"])
