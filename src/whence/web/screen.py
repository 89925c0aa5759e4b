"""A screen: an address, what it finds, and the page and the JSON that are made of the same objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from starlette.routing import Route

from whence.present.screens.frame import Frame
from whence.web import answers
from whence.web.told import told

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from whence.web.site import Site

Thing = TypeVar("Thing")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for: the parts of the address, and the query behind it."""

    path: Mapping[str, str]
    query: Mapping[str, str]

    def number(self, name: str, default: int = 0, most: int = _LARGEST) -> int:
        """A number of the query; the default where it is none."""
        return counted(self.query.get(name, ""), default, most)


def counted(text: str, default: int, most: int = _LARGEST) -> int:
    """The number that a text is, at most `most`; the default where it is none.

    >>> counted("12", 0), counted("-1", 0), counted("9" * 30, 0, most=100)
    (12, 0, 100)
    """
    return min(int(text[:9]), most) if text.isascii() and text.isdigit() else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen(Generic[Thing]):
    """One screen of the reader. `parameters` say what its query may hold, `files` its forms to save."""

    path: str
    twin: str
    about: str
    here: str = ""
    find: Callable[[Site, Ask], Thing]
    page: Callable[[Frame, Thing, Ask], str]
    json: Callable[[Thing], Any]
    title: Callable[[Thing], str] = lambda _thing: ""
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])


def routes(site: Site, screen: Screen[Any]) -> list[Route]:
    """The screen and its twin; the twin first, because a name may be anything."""

    def twin(request: Request) -> Response:
        return answers.JsonResponse(screen.json(screen.find(site, asked(request))))

    def page(request: Request) -> Response:
        ask = asked(request)
        found = screen.find(site, ask)
        frame = Frame(
            nonce=request.scope["state"]["nonce"],
            title=screen.title(found),
            here=screen.here,
            twin=twin_of(screen.path, screen.twin, request),
            query=ask.query.get("q", "") if screen.here == "search" else "",
            **told(site, screen.path, ask),
        )
        return answers.page(screen.page(frame, found, ask))

    return [Route(screen.twin, twin, methods=["GET"]), Route(screen.path, page, methods=["GET"])]


def twin_of(path: str, twin: str, request: Request) -> str:
    """The address of the JSON of the page that is asked for."""
    tail = f"?{request.url.query}" if request.url.query else ""
    if path == "/":
        return twin + tail
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return raw.split(b"?")[0].decode("latin-1") + ".json" + tail


def asked(request: Request) -> Ask:
    """What a request asks for. `show` may be said several times: its words are joined."""
    query = dict(request.query_params)
    if "show" in query:
        query["show"] = " ".join(request.query_params.getlist("show"))
    return Ask(path={k: str(v) for k, v in request.path_params.items()}, query=query)
