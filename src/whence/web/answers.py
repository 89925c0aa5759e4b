"""Answers: pages, JSON, files to save, and problems, which say nothing that the request said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from whence.present.screens.frame import Frame
from whence.present.screens.plain import sorry

if TYPE_CHECKING:
    from starlette.types import Scope

_TITLES = {
    400: "Not understood", 403: "Refused", 404: "Nothing here", 405: "Not that way", 413: "Too large",
    415: "Not in this form",
    421: "Not this address", 422: "Not understood", 500: "A fault", 501: "Not installed", 503: "Too much",
}  # fmt: skip


class JsonResponse(Response):
    """JSON as the command line prints it; half of a character pair becomes its escape."""

    media_type = "application/json"

    def __init__(self, data: Any, status: int = 200, media_type: str | None = None) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        super().__init__(text.encode("utf-8", "backslashreplace"), status, media_type=media_type)


def page(html: str, status: int = 200) -> Response:
    """A page of ours."""
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def saved(content: str | bytes, kind: str, name: str) -> Response:
    """A file that the browser saves and never shows. The name is one of ours."""
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    return Response(data, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def elsewhere(path: str) -> Response:
    """On to a page of ours: 303, so that a form is not sent again."""
    return RedirectResponse(path, status_code=303)


def problem(status: int, words: str, scope: Scope) -> Response:
    """What went wrong, as a page or, for a `.json` address, as problem JSON (RFC 9457)."""
    title = _TITLES.get(status, "It did not work")
    if str(scope.get("path", "")).endswith(".json"):
        return JsonResponse({"title": title, "status": status, "detail": words}, status, "application/problem+json")
    nonce = scope.get("state", {}).get("nonce", "")
    return page(sorry(Frame(nonce=nonce, title=title), words), status)
