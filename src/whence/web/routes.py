"""Every address of the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from whence.model.viewing import Judged
from whence.present.screens import (
    about,
    changes,
    checks,
    frame,
    home,
    incidents,
    lineage,
    plain,
    reader,
    search,
    voices,
)
from whence.present.screens.frame import Frame
from whence.web import answers, citing, correcting, exports, looks, posts
from whence.web.choosing import choice, manner
from whence.web.openapi import description
from whence.web.screen import Ask, Screen, counted, routes
from whence.web.site import NotThereError

if TYPE_CHECKING:
    from starlette.requests import Request

    from whence.model.library import Heard, Traced
    from whence.model.viewing import Article, Asked, Incidents, Machinery, Overview, Revised, Spoken
    from whence.web.guard import Keys
    from whence.web.site import Site


def _overview(site: Site, _ask: Ask) -> Overview:
    return site.overview()


def _article(site: Site, ask: Ask) -> Article:
    return citing.article(site, ask)


def _changes(site: Site, ask: Ask) -> Revised:
    return site.revised(ask.path["id"], ask.query.get("other", ""))


def _search(site: Site, ask: Ask) -> Asked:
    return site.searched(ask.query.get("q", "")[:_QUERY], ask.number("first"), _most(ask))


def _voices(site: Site, ask: Ask) -> list[Heard]:
    return site.voices(ask.number("most", _VOICES) or _VOICES)


def _voice(site: Site, ask: Ask) -> Spoken:
    return site.voice(ask.path["name"], ask.number("first"), _most(ask))


def _traced(site: Site, ask: Ask) -> Traced:
    return site.traced(ask.path["id"])


def _judged(site: Site, ask: Ask) -> Judged:
    return site.judged(ask.path["id"])


def _one_judged(site: Site, ask: Ask) -> Judged:
    number = counted(ask.path["number"], 0)
    if not number:
        raise NotThereError
    return site.judged(ask.path["id"], number)


def _checked(site: Site, ask: Ask) -> Judged:
    return Judged(key=ask.path["id"], checked=site.checks(ask.path["id"]).checked)


def _incidents(site: Site, ask: Ask) -> Incidents:
    if ask.query.get("d"):
        return site.near(ask.query["d"])
    return site.incidents(ask.query.get("q", "")[:_QUERY], ask.query.get("since", "")[:10])


def _machinery(site: Site, _ask: Ask) -> Machinery:
    return site.machinery()


def _most(ask: Ask) -> int:
    return ask.number("most", _SENTENCES, most=500) or _SENTENCES


def _title(article: Article) -> str:
    document = article.reading.document
    return document.title or document.uri


_QUERY, _SENTENCES, _VOICES = 1_000, 20, 500  # characters of a query; how many are shown
_PAGED = {"first": "Leave out so many.", "most": "Show so many."}

SCREENS: tuple[Screen[Any], ...] = (
    Screen(
        path="/", twin="/home.json", here="home", about="The library's numbers, what was added last, the desk.",
        find=_overview, page=lambda frame, found, _ask: home.page(frame, found), json=home.twin,
    ),
    Screen(
        path="/d/{id}", twin="/d/{id}.json", about="A document with the voice of every sentence.",
        find=_article, title=_title,
        page=lambda frame, found, ask: reader.page(frame, found, choice(ask), manner(ask)),
        json=reader.twin,
        parameters={
            "voice": "Only what this voice says.", "status": "Only what is put forward like this.",
            "lines": "Only these sentences: 10,20.",
            "show": "`why`: every statement's grounds; `chain`: every chain in full; `incidents`: what others tell.",
            "at": "A place, as its permalink writes it.", "words": "The first words there, where the text is gone.",
            "from": "Whether the link named another text.",
        },
    ),
    Screen(
        path="/d/{id}/changes", twin="/d/{id}/changes.json", about="What changed between the editions of a document.",
        find=_changes, title=lambda _found: "What changed", json=changes.twin,
        page=lambda frame, found, _ask: changes.page(frame, found),
        parameters={"other": "The id of another edition: only what changed from the first to it."},
    ),
    *citing.SCREENS,
    correcting.SCREEN,
    Screen(
        path="/s", twin="/s.json", here="search", about="Sentences by words, voice and status.",
        find=_search, title=lambda _found: "Search", page=lambda frame, found, _ask: search.page(frame, found),
        json=search.twin, parameters={"q": "The query."} | _PAGED,
    ),
    Screen(
        path="/v", twin="/v.json", here="voices", about="Who is quoted, how often, by whom and through whom.",
        find=_voices, title=lambda _found: "Voices", page=lambda frame, found, _ask: voices.page(frame, found),
        json=voices.twin, parameters={"most": "Show so many."},
    ),
    Screen(
        path="/v/{name:path}", twin="/v/{name:path}.json", about="A voice and what it says.",
        find=_voice, title=lambda found: found.heard.name, json=voices.voice_twin,
        page=lambda frame, found, ask: voices.voice_page(frame, found, ask.number("first"), _most(ask)),
        parameters=_PAGED,
    ),
    Screen(
        path="/l/{id}", twin="/l/{id}.json", about="Where the passages of a document stand, and their lineage.",
        find=_traced, title=lambda _found: "Where its passages stand", json=lineage.twin,
        page=lambda frame, found, _ask: lineage.page(frame, found),
    ),
    Screen(
        path="/q/{id}", twin="/q/{id}.json", about="The quotations of a document against their originals.",
        find=_judged, title=lambda _found: "Quotations", page=lambda frame, found, _ask: checks.page(frame, found),
        json=checks.twin,
    ),
    Screen(
        path="/q/{id}/{number}", twin="/q/{id}/{number}.json", about="One quotation against its original.",
        find=_one_judged, title=lambda _found: "A quotation", json=checks.twin,
        page=lambda frame, found, _ask: checks.page(frame, found),
    ),
    Screen(
        path="/check/{id}", twin="/check/{id}.json", here="check", about="A draft that was checked.",
        find=_checked, title=lambda _found: "A draft checked", json=checks.twin,
        page=lambda frame, found, _ask: checks.checked_page(frame, found.key, found.checked),
    ),
    Screen(
        path="/i", twin="/i.json", here="incidents", about="Incidents, and which voices tell them differently.",
        find=_incidents, title=lambda _found: "Incidents", page=lambda frame, found, _ask: incidents.page(frame, found),
        json=incidents.twin,
        parameters={
            "q": "A query: the documents in which it finds a sentence.", "since": "Published on this day or later.",
            "d": "The id of a document: it and those nearest to it.",
        },
    ),
    Screen(
        path="/about", twin="/about.json", here="about", about="Versions, what failed and why, measured accuracy.",
        find=_machinery, title=lambda _found: "Run and quality", json=about.twin,
        page=lambda frame, found, _ask: about.page(frame, found),
    ),
)  # fmt: skip


def all_routes(site: Site, keys: Keys) -> list[Route]:
    """The routes of the application, those of a fixed address first."""
    found = [route for screen in SCREENS for route in routes(site, screen)]
    made = [
        *_static(),
        _launch(keys),
        *correcting.routes(site),
        *looks.routes(site),
        *posts.routes(site),
        *citing.files(site),
        *exports.routes(site, _search),
        *_files(site),
        *found,
    ]
    return [_description(made), *made]


def _description(made: list[Route]) -> Route:
    described = description(made, SCREENS)

    def openapi(_request: Request) -> Response:
        return answers.JsonResponse(described)

    return Route("/openapi.json", openapi, methods=["GET"])


def _static() -> list[Route]:
    def file(content: Callable[[], str], kind: str) -> Callable[[Request], Response]:
        def static(_request: Request) -> Response:
            """A file of the pages themselves."""
            return Response(content(), media_type=kind)

        return static

    return [
        Route("/static/screens.js", file(frame.script, "text/javascript"), methods=["GET"]),
        Route("/static/icon.svg", file(frame.icon, "image/svg+xml"), methods=["GET"]),
    ]


def _launch(keys: Keys) -> Route:
    def launch(request: Request) -> Response:
        """Opens the reader, once: it leaves the cookie of this run."""
        if not keys.launched(request.path_params["secret"]):
            said = "This address opens the reader once, and it did. Start `whence serve` again for another."
            return answers.problem(403, said, request.scope)
        answer = answers.page(plain.launch(Frame(nonce=request.scope["state"]["nonce"])))
        answer.set_cookie(keys.cookie, keys.token, httponly=True, samesite="strict", path="/")
        return answer

    return Route("/launch/{secret}", launch, methods=["GET"])


def _files(site: Site) -> list[Route]:
    """What a person saves: each is made of the objects of a screen."""

    def article(request: Request) -> Response:
        """A document as one file, as `whence blame --html` writes it."""
        from whence.present.page import render  # noqa: PLC0415  (a page of its own)

        reading = site.article(request.path_params["id"]).reading
        return answers.saved(render([reading]), "text/html", f"whence-{_slug(reading.document.id)}.html")

    def checked(request: Request) -> Response:
        """A draft that was checked as one file, as `whence check --html` writes it."""
        made = site.checks(request.path_params["id"])
        return answers.saved(made.to_html(), "text/html", "whence-check.html")

    def table(request: Request) -> Response:
        """A draft that was checked, as `whence check --csv` writes it."""
        made = site.checks(request.path_params["id"]).checked
        return answers.saved(checks.table(made), "text/csv", "whence-check.csv")

    return [
        Route("/d/{id}/page.html", article, methods=["GET"]),
        Route("/check/{id}/page.html", checked, methods=["GET"]),
        Route("/check/{id}.csv", table, methods=["GET"]),
    ]


def _slug(key: str) -> str:
    return "".join(char for char in key if char.isascii() and char.isalnum())[:16] or "document"
