"""The OpenAPI 3.1 description of the reader, made from its routes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from whence.web import correcting

if TYPE_CHECKING:
    from starlette.routing import Route

    from whence.web.screen import Screen

Json = dict[str, Any]

_PART = re.compile(r"{(\w+)(:\w+)?}")
_KINDS = {
    ".csl.json": "application/vnd.citationstyles.csl+json", ".json": "application/json", ".csv": "text/csv",
    ".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript", ".txt": "text/plain", ".md": "text/markdown",
    ".wiki": "text/x-wiki", ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
}  # fmt: skip
_SHAPES = {"application/json": "object", _KINDS[".csl.json"]: "array"}
_NUMBERS = ("first", "most")
_FORMS: Mapping[str, Mapping[str, str]] = {
    "/look": {"look": ""},
    "/corrections": correcting.FIELDS,
    "/read": {"file": "binary", "text": "", "address": ""},
    "/check": {"draft": "binary", "text": "", "sources": "binary", "source": "", "style": ""},
}


def description(routes: Iterable[Route], screens: Sequence[Screen[Any]]) -> Json:
    """The description: a path for each route, what it may be asked, and what it answers."""
    known = {path: screen for screen in screens for path in (screen.path, screen.twin)}
    paths: dict[str, Json] = {}
    for route in routes:
        path = _PART.sub(r"{\1}", route.path)
        for method in sorted((route.methods or set()) - {"HEAD"}):
            paths.setdefault(path, {})[method.lower()] = _operation(route, method, known.get(route.path))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "whence",
            "version": version("whence"),
            "description": "A reader on this machine. The JSON is that of the command line (docs/contract.md).",
        },
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "The token of this run, or its cookie."}
            },
        },
        "security": [{"token": []}],
    }


_PROBLEM: Json = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}


def _operation(route: Route, method: str, screen: Screen[Any] | None) -> Json:
    about = screen.about if screen else (route.endpoint.__doc__ or "").strip()
    made: Json = {
        "operationId": f"{method.lower()}{re.sub(r'[^a-z]+', '_', route.path)}",
        "summary": about,
        "parameters": [*_path(route), *(_query(screen.parameters) if screen else ())],
        "responses": _responses(route, method),
    }
    return made | ({"requestBody": _body(_FORMS[route.path])} if method == "POST" else {})


def _path(route: Route) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name, _ in _PART.findall(route.path)
    ]


def _query(parameters: Mapping[str, str]) -> list[Json]:
    return [
        {
            "name": name,
            "in": "query",
            "description": about,
            "schema": {"type": "integer", "minimum": 0} if name in _NUMBERS else {"type": "string"},
        }
        for name, about in parameters.items()
    ]


def _responses(route: Route, method: str) -> Json:
    kind = next((kind for end, kind in _KINDS.items() if route.path.endswith(end)), "text/html")
    schema: Json = {"type": _SHAPES.get(kind, "string")}
    problem: Json = {
        "description": "What went wrong; nothing of the request is in it.",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
            "text/html": {"schema": {"type": "string"}},
        },
    }
    found: Json = {"200": {"description": "As asked.", "content": {kind: {"schema": schema}}}}
    if method == "POST":
        found["303"] = {"description": "On to what was read."}
    return found | {"4XX": problem, "500": problem}


def _body(fields: Mapping[str, str]) -> Json:
    properties: Json = {name: {"type": "string"} | ({"format": kind} if kind else {}) for name, kind in fields.items()}
    schema = {"type": "object", "properties": properties}
    return {"content": {"multipart/form-data": {"schema": schema}}}
