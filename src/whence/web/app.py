"""The application: the routes behind the guard, and what is said when something is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import Router

from whence.errors import WhenceError
from whence.project.viewing import took_too_long
from whence.web import answers, citing
from whence.web.guard import Guard, Keys
from whence.web.routes import all_routes
from whence.web.site import NoLibraryError, NotThereError, Site

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

_SAID = {
    400: "That could not be understood.",
    404: "There is nothing under this address. What lay on the desk is forgotten when the reader is closed.",
    405: "That cannot be asked for in this way.",
}


def application(site: Site, keys: Keys) -> Guard:
    """What a server runs."""

    @asynccontextmanager
    async def life(_app: object) -> AsyncGenerator[None]:
        yield
        site.desk.close()

    router = Router(all_routes(site, keys), redirect_slashes=False, lifespan=life)
    handlers = {
        HTTPException: _http,
        citing.ElsewhereError: _elsewhere,
        citing.LostError: _lost,
        NotThereError: _not_there,
        NoLibraryError: _no_library,
        WhenceError: _library,
        sqlite3.Error: _database,
    }
    return Guard(_Router(ExceptionMiddleware(router, handlers=handlers), router), keys)


class _Router:
    """Requests go past what catches errors, the beginning and the end straight to the router."""

    def __init__(self, guarded: ASGIApp, router: Router) -> None:
        self._guarded, self._router = guarded, router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._router(scope, receive, send)
        else:
            scope["app"] = self  # what is not there is raised, and told by the handlers
            await self._guarded(scope, receive, send)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return answers.problem(status, _SAID.get(status, "That could not be done."), request.scope)


def _not_there(request: Request, _error: Exception) -> Response:
    return answers.problem(404, _SAID[404], request.scope)


def _elsewhere(_request: Request, error: Exception) -> Response:
    return answers.elsewhere(error.place if isinstance(error, citing.ElsewhereError) else "/")


def _lost(request: Request, _error: Exception) -> Response:
    said = (
        "Lost: the words that this link names do not stand in that text, or the text is not in this library and its "
        "words are in no other."
    )
    return answers.problem(404, said, request.scope)


def _no_library(request: Request, _error: Exception) -> Response:
    said = "There is no library here. `whence add FILES…` makes one."
    return answers.problem(404, said, request.scope)


def _database(request: Request, error: Exception) -> Response:
    if isinstance(error, sqlite3.Error) and took_too_long(error):
        return answers.problem(503, "The library took too long over this; ask for less of it.", request.scope)
    return _library(request, error)


def _library(request: Request, _error: Exception) -> Response:
    said = "The library could not be read; `whence verify` in a terminal says why."
    return answers.problem(500, said, request.scope)
