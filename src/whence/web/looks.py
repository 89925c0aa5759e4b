"""Light or dark: a form, and a style sheet that follows it. No cookie, no script; it holds until the reader closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from whence.present.screens import frame, plain
from whence.present.screens.frame import Frame
from whence.web import answers

if TYPE_CHECKING:
    from starlette.requests import Request

    from whence.web.site import Site


def routes(site: Site) -> list[Route]:
    """The page with the keys and the form, what the form does, and the style sheet."""

    def shown(request: Request) -> Response:
        """The keys, and light or dark."""
        return answers.page(
            plain.keys(Frame(nonce=request.scope["state"]["nonce"], title="Keys and look", here="keys"), site.look)
        )

    async def chosen(request: Request) -> Response:
        """Choose light, dark, or what the system says."""
        async with request.form(max_files=0, max_fields=2, max_part_size=100) as form:
            wanted = form.get("look")
        if isinstance(wanted, str) and wanted in frame.LOOKS:
            site.look = wanted
        return answers.elsewhere("/keys")

    def style(_request: Request) -> Response:
        """The style of the pages themselves."""
        return Response(frame.stylesheet(site.look), media_type="text/css")

    return [
        Route("/keys", shown, methods=["GET"]), Route("/look", chosen, methods=["POST"]),
        Route("/static/screens.css", style, methods=["GET"]),
    ]  # fmt: skip
