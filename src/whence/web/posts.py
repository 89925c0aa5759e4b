"""What a person puts before the reader: an article to read, a draft to check. Nothing of it goes into a library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.routing import Route

from whence.model.text import Failure
from whence.present.screens import checks, home, places
from whence.present.screens.frame import Frame
from whence.project.desk import MOST_BYTES, styles
from whence.web import answers

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from whence.model.speech import Reading
    from whence.web.site import Site

_MOST_FILES = 40
File = tuple[bytes, str]  # what it holds, and its name


def routes(site: Site) -> list[Route]:
    """The forms."""

    async def read(request: Request) -> Response:
        """Read an article, and go on to it. It is kept in memory until the reader is closed."""
        async with request.form(max_files=2, max_fields=10, max_part_size=MOST_BYTES) as form:
            body, name = await uploaded(form, "file")
            text, address = written(form, "text"), written(form, "address").strip()
        outcomes = await run_sync(_read, site, body, name, text, address)
        return await run_sync(_shown, site, request, outcomes)

    def form(request: Request) -> Response:
        """The form for a draft and its sources."""
        return _form(site, request, [], 200)

    async def check(request: Request) -> Response:
        """Hold the quotations of a draft against its sources, or the library where none is given."""
        async with request.form(max_files=_MOST_FILES + 1, max_fields=10, max_part_size=MOST_BYTES) as form:
            draft = await uploaded(form, "draft"), written(form, "text")
            sources = [(await item.read(MOST_BYTES + 1), item.filename or "") for item in _files(form, "sources")]
            source, style = written(form, "source"), written(form, "style")
        return await run_sync(_check, site, request, draft, sources, source, style)

    return [
        Route("/read", read, methods=["POST"]), Route("/check", check, methods=["POST"]),
        Route("/check", form, methods=["GET"]),
    ]  # fmt: skip


def _form(site: Site, request: Request, problems: Sequence[Failure], status: int) -> Response:
    frame = Frame(nonce=request.scope["state"]["nonce"], title="Check a draft", here="check")
    made = checks.form(frame, styles(), has_library=site.has_library, problems=problems)
    return answers.page(made, status)


def _check(
    site: Site, request: Request, draft: tuple[File, str], files: Sequence[File], source: str, style: str
) -> Response:  # fmt: skip
    """On to the checks; the form again with the reasons where there is nothing to check, or to check it with."""
    (body, name), text = draft
    read = site.desk.put(body, name) if body or name else site.desk.put_text(text)
    drafted = next((item for item in read if not isinstance(item, Failure)), None)
    if drafted is None:
        return _form(site, request, [item for item in read if isinstance(item, Failure)], 422)
    rules = style if style in styles() else ""  # the name of a file is no style here
    sources = _sources(site, files, source)
    if not sources and site.has_library:
        with site.open() as library:
            return answers.elsewhere(places.checks(site.desk.check_in_library(drafted, library, rules)))
    failed = [item for item in sources if isinstance(item, Failure)]
    if len(failed) == len(sources):
        return _form(site, request, failed or [Failure(uri="the form", problem="add at least one source")], 422)
    return answers.elsewhere(places.checks(site.desk.check(drafted, sources, rules)))


def _sources(site: Site, files: Sequence[File], source: str) -> list[Reading | Failure]:
    found = [item for body, name in files if body or name for item in site.desk.put(body, name)]
    return [*found, *(site.desk.put_text(source) if source.strip() else ())]


def _files(form: FormData, field: str) -> list[UploadFile]:
    return [item for item in form.getlist(field) if isinstance(item, UploadFile)]


def _read(site: Site, body: bytes, name: str, text: str, address: str) -> Sequence[Reading | Failure]:
    if body or name:
        return site.desk.put(body, name)
    if text.strip():
        return site.desk.put_text(text)
    if address and site.fetches:
        return site.desk.put_address(address)
    return [Failure(uri="the form", problem="choose a file or paste a text")]


def _shown(site: Site, request: Request, outcomes: Sequence[Reading | Failure]) -> Response:
    """On to the article; home with the reasons where nothing could be read, or to the list where there are several."""
    read = [item for item in outcomes if not isinstance(item, Failure)]
    failed = [item for item in outcomes if isinstance(item, Failure)]
    if len(read) == 1 and not failed:
        return answers.elsewhere(places.article(read[0].document.id))
    frame = Frame(nonce=request.scope["state"]["nonce"], here="home")
    return answers.page(home.page(frame, site.overview(), failed), 422 if failed and not read else 200)


async def uploaded(form: FormData, field: str) -> tuple[bytes, str]:
    """The bytes and the name of a file of a form; nothing where none was chosen."""
    found = form.get(field)
    if not isinstance(found, UploadFile):
        return b"", ""
    return await found.read(MOST_BYTES + 1), found.filename or ""


def written(form: FormData, field: str) -> str:
    """What was written into a field of a form."""
    found = form.get(field)
    return found if isinstance(found, str) else ""
