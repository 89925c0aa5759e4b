"""Who may ask: this machine's browser alone, on pages of ours, with the token of this run. And what no answer lacks.

Every request passes here first. What is refused is told in a fixed sentence that echoes nothing of the request.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from whence.web.answers import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LAUNCH = "/launch/"
MOST_BODY = 60_000_000  # bytes of a request: a draft and its sources
_SAFE = ("GET", "HEAD")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_POLICY = (
    "default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; img-src 'self'; connect-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)
_log = logging.getLogger("whence.web")


@dataclass(slots=True)
class Keys:
    """The secrets of a run: the token that the cookie holds, and the address that gives it out once."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _launch: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _lock: Lock = field(default_factory=Lock)

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies do not know ports."""
        return f"whence_{self.port}"

    @property
    def origins(self) -> frozenset[str]:
        """Where a page of ours can stand."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser of this machine calls us."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    def address(self) -> str:
        """The launch address, which works once."""
        return f"http://127.0.0.1:{self.port}{LAUNCH}{self._launch}"

    def launched(self, given: str) -> bool:
        """Whether this is the launch address's secret; true once."""
        with self._lock:
            right = bool(self._launch) and _same(given, self._launch)
            if right:
                self._launch = ""
            return right

    def holds(self, given: str) -> bool:
        """Whether this is the token of this run."""
        return _same(given, self.token)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


class Guard:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through; either way with the headers that every answer has."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        dressed = _Dressed(send, nonce)
        refusal = self._why_not(scope)
        try:
            if refusal:
                await problem(*refusal, scope)(scope, receive, dressed)
            else:
                await self._app(scope, _Capped(receive), dressed)
        except _TooLargeError:
            await self._instead(413, "That is more than this reader takes at once.", scope, receive, dressed)
        # The one place where any error is caught: a fault on one page must not end the reader.
        except Exception:
            number = secrets.token_hex(4)
            _log.exception("fault %s", number)
            await self._instead(500, f"A fault in whence (number {number}); please report it.", scope, receive, dressed)

    async def _instead(self, status: int, words: str, scope: Scope, receive: Receive, send: _Dressed) -> None:
        if not send.begun:
            await problem(status, words, scope)(scope, receive, send)

    def _why_not(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is refused, with the status to refuse it with."""
        headers = _headers(scope)
        path: str = scope["path"]
        if headers.get("host", "").lower() not in self._keys.hosts or not path.startswith("/"):
            return 421, "This reader answers to this machine alone, under the address it was opened with."
        if self._is_foreign(scope["method"], headers):
            return 403, "This was asked from another page, and only pages of this reader may ask."
        if path.startswith(LAUNCH):
            return None
        if not self._is_known(headers):
            return 403, "Open the address that `whence serve` printed when it was started."
        return self._why_no_body(scope["method"], headers)

    def _is_foreign(self, method: str, headers: Mapping[str, str]) -> bool:
        """Whether somebody else's page asks. A link that leads here from elsewhere may, as it changes nothing.

        Forms of ours say `Origin: null`, because no page of ours says where it stands (no-referrer).
        """
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if origin not in (None, "null", *self._keys.origins):
            return True
        if method in _SAFE:
            return site in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate"
        if site is not None:
            return site not in ("same-origin", "none")
        return origin not in self._keys.origins and not (origin is None and "authorization" in headers)

    def _is_known(self, headers: Mapping[str, str]) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._keys.holds(given.strip()):
            return True
        cookies = (part.strip().partition("=") for part in headers.get("cookie", "").replace(",", ";").split(";"))
        return any(name == self._keys.cookie and self._keys.holds(value) for name, _, value in cookies)

    def _why_no_body(self, method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        if method in _SAFE:
            return None
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "That request says wrongly how long it is."
        if int(length[:15]) > MOST_BODY:
            return 413, "That is more than this reader takes at once."
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if method == "POST" and kind not in _FORMS:
            return 415, "Only forms are taken here."
        return None


def _headers(scope: Scope) -> Mapping[str, str]:
    """The headers in lower case. One that is sent twice is joined with a comma: a second Host makes none that fits."""
    found: dict[str, str] = {}
    raw: list[tuple[bytes, bytes]] = scope["headers"]
    for name, value in raw:
        key = name.decode("latin-1").lower()
        found[key] = f"{found[key]},{value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found


class _TooLargeError(Exception):
    """More bytes came than are taken."""


class _Capped:
    """What is received, up to a limit, whatever the length was said to be."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, MOST_BODY

    async def __call__(self) -> Message:
        message = await self._receive()
        body: bytes = message.get("body", b"")
        self._left -= len(body)
        if self._left < 0:
            raise _TooLargeError
        return message


class _Dressed:
    """What is sent, with the headers that every answer has."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send, self._nonce = send, nonce
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            policy = (b"content-security-policy", _POLICY.format(self._nonce).encode())
            set_here = {name for name, _ in (*_ALWAYS, policy)}
            own: list[Any] = [pair for pair in message.get("headers", []) if pair[0].lower() not in set_here]
            message = {**message, "headers": [*own, *_ALWAYS, policy]}
        await self._send(message)
