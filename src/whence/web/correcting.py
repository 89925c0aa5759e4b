"""The forms by which a person puts something right. What they change is the file of corrections, and no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.routing import Route

from whence.errors import StorageError, UsageError
from whence.model.text import Span
from whence.present.screens import corrections, places
from whence.project.correcting import NotPutRightError
from whence.web import answers
from whence.web.screen import Screen, counted
from whence.web.site import NoLibraryError, NotThereError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from whence.web.site import Site

_NAMES = "what key statement first last voice name status within other telling correction page"
FIELDS: Mapping[str, str] = dict.fromkeys(_NAMES.split(), "")
_LONGEST = 2_000  # characters of a field
_TELLING = re.compile(r"([0-9A-Za-z]{1,80}):(\d{1,9})-(\d{1,9})", re.ASCII)
_LARGEST = 100_000_000
_BUSY = "Somebody else may be writing to this library; nothing was changed. Try again in a moment."
_BACK: Mapping[str, Callable[[str], str]] = {
    "d": places.article, "q": places.quotations, "l": places.lineage, "v": places.voice, "i": places.compared,
}  # fmt: skip

SCREEN = Screen(
    path="/corrections", twin="/corrections.json", about="What a person has put right, and what became of it.",
    find=lambda site, _ask: site.put_right(), title=lambda _found: "Corrections", json=corrections.twin,
    page=lambda frame, found, _ask: corrections.page(frame, found),
)  # fmt: skip

Form = Mapping[str, str]


def routes(site: Site) -> list[Route]:
    """The one address that forms of corrections are sent to."""

    async def correct(request: Request) -> Response:
        """Put right or take back (`what`: statement, merge, split, original, witness, apart, together, undo)."""
        async with request.form(max_files=0, max_fields=20, max_part_size=20_000) as given:
            form = {name: value for name, value in given.items() if not isinstance(value, UploadFile)}
        return await run_sync(_correct, site, request, {name: form.get(name, "")[:_LONGEST] for name in FIELDS})

    return [Route("/corrections", correct, methods=["POST"])]


def _correct(site: Site, request: Request, form: Form) -> Response:
    deed = _DEEDS.get(form["what"])
    try:
        if not site.has_library:
            raise NoLibraryError
        if deed is None:
            raise NotPutRightError("that cannot be put right here")
        return answers.elsewhere(deed(site, form))
    except NotPutRightError as error:
        return answers.problem(422, f"Nothing was changed: {error.said}.", request.scope)
    except (UsageError, StorageError):
        return answers.problem(503, _BUSY, request.scope)


def _statement(site: Site, form: Form) -> str:
    """The speaker or the status of a statement, or both, where they are other than what is shown."""
    key, name, status = form["key"], " ".join((form["name"].strip() or form["voice"]).split()), form["status"]
    article = site.article(key)
    if not article.in_library:
        raise NotThereError
    shown = next((one for one in article.reading.statements if one.id == form["statement"]), None)
    if shown is None:
        raise NotPutRightError("this document was read anew meanwhile; look at it again")
    about, known = _span(form), site.library.corrections
    made: list[str] = []
    if name and name != " ".join(article.reading.voice(shown.chain[-1].voice).name.split()):
        made.append(known.speaker(key, about, name, statement=shown.id).id)
    if status and status != shown.status.value:
        made.append(known.status(key, about, status, statement=shown.id).id)
    if not made:
        raise NotPutRightError("it is read so already")
    return _changed(places.article(key), *made)


def _merge(site: Site, form: Form) -> str:
    return _changed(places.voice(form["key"]), site.library.corrections.merge(form["key"], form["name"]).id)


def _split(site: Site, form: Form) -> str:
    made = site.library.corrections.split(form["key"], form["within"], form["name"])
    return _changed(places.voice(made.now), made.id)


def _original(site: Site, form: Form) -> str:
    made = site.library.corrections.not_original(form["key"], _span(form), form["other"])
    return _changed(places.quotations(form["key"]), made.id)


def _witness(site: Site, form: Form) -> str:
    made = site.library.corrections.not_witness(form["key"], _span(form), form["other"])
    return _changed(places.lineage(form["key"]), made.id)


def _apart(site: Site, form: Form) -> str:
    """A telling leaves its incident; `other` are two tellings, one of which stays."""
    telling = form["telling"]
    others = [each for each in form["other"].split() if each != telling]
    made = site.library.corrections.taken_out(*_place(telling), *_place("".join(others[:1])))
    return _changed(places.compared(form["key"]), *(item.id for item in made))


def _together(site: Site, form: Form) -> str:
    made = site.library.corrections.same_incident(*_place(form["telling"]), *_place(form["other"]))
    return _changed(places.compared(form["key"]), made.id)


def _place(telling: str) -> tuple[str, Span]:
    """The document and the place of a telling, as a form sends it."""
    found = _TELLING.fullmatch(telling)
    if found is None:
        raise NotPutRightError("choose what tells of it")
    return found[1], Span(counted(found[2], 0, _LARGEST), counted(found[3], 0, _LARGEST))


def _undo(site: Site, form: Form) -> str:
    site.library.corrections.undo(form["correction"])
    back = _back(site, form["page"], form["key"])
    return f"{back}{_joint(back)}undone=1"


def _back(site: Site, page: str, key: str) -> str:
    """The page that the form stood on; all corrections where it is there no more: a name may have been a person's."""
    back = _BACK.get(page)
    if back is None or not key:
        return SCREEN.path
    try:
        if page == "v":
            site.voice(key, 0, 1)
    except NotThereError:
        return SCREEN.path
    return back(key)


_DEEDS: Mapping[str, Callable[[Site, Form], str]] = {
    "statement": _statement, "merge": _merge, "split": _split, "original": _original, "witness": _witness,
    "apart": _apart, "together": _together, "undo": _undo,
}  # fmt: skip


def _span(form: Form) -> Span:
    return Span(counted(form["first"], 0, _LARGEST), counted(form["last"], 0, _LARGEST))


def _changed(path: str, *made: str) -> str:
    return f"{path}{_joint(path)}{urlencode({'changed': ','.join(made)})}#changed"


def _joint(path: str) -> str:
    return "&" if "?" in path else "?"
