"""A page from the web: http and https only, public addresses only, within limits of redirects, size and time."""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from whence.errors import SourceError

_MOST_REDIRECTS = 5
_MOST_BYTES = 20_000_000
_MOST_SECONDS = 20.0
_CHUNK = 65_536
_SAFE = "/%:@!$&'()*+,;=~-._[]?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
AGENT = "whence"  # what robots.txt calls it
_AGENT = f"{AGENT}/0.1 (reads news for the person who asked for it)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a server marked an answer with, to be asked next time whether anything changed."""

    etag: str | None = None
    modified: str | None = None


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server's word that nothing changed since the answer with these marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a web address gave: the bytes as they were before compression, and where they came from in the end."""

    url: str
    body: bytes
    content_type: str | None
    charset: str | None
    marks: Marks = NO_MARKS


class AnsweredError(SourceError):
    """The server answered, but not with the page: `status`, and how many seconds it asks to be left alone for."""

    def __init__(self, uri: str, problem: str, status: int, retry_after: float | None) -> None:
        super().__init__(uri, problem)
        self.status = status
        self.retry_after = retry_after


def _at_once(_address: str) -> None:
    """Every address may be asked, at once."""


def fetch(
    url: str, *, allow_private: bool = False, most_bytes: int = _MOST_BYTES, most_seconds: float = _MOST_SECONDS
) -> Fetched:
    """Get one page. Raises SourceError with the reason when the address, the server or the answer is at fault.

    Unless `allow_private`, every address that the host's name leads to must be public, and the ports 80 or 443; each
    redirect is checked again. The connection goes to the address that was checked, so a name that changes its mind
    between check and connection gains nothing.
    """
    found = fetch_again(url, allow_private=allow_private, most_bytes=most_bytes, most_seconds=most_seconds)
    if isinstance(found, Unchanged):
        raise SourceError(url, "the server says that nothing changed, and was not asked")
    return found


def fetch_again(
    url: str,
    marks: Marks = NO_MARKS,
    *,
    before: Callable[[str], None] = _at_once,
    allow_private: bool = False,
    most_bytes: int = _MOST_BYTES,
    most_seconds: float = _MOST_SECONDS,
) -> Fetched | Unchanged:
    """Get a page unless it is as it was when it was marked so; otherwise as `fetch`.

    `before` is told every address that is about to be asked, redirects too: it may wait, or raise SourceError.
    """
    left = most_seconds
    current = url
    for _ in range(_MOST_REDIRECTS + 1):
        _checked(current, allow_private)
        before(current)
        began = time.monotonic()
        try:
            answer = _get(current, marks, allow_private, most_bytes, began + left)
        except TimeoutError:
            raise SourceError(url, f"no complete answer within {most_seconds:g} seconds") from None
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise SourceError(url, f"could not be fetched: {_words(error)}") from None
        if not isinstance(answer, str):
            return answer
        current = answer
        left -= time.monotonic() - began
    raise SourceError(url, f"more than {_MOST_REDIRECTS} redirects; the last led to {current}")


def _get(url: str, marks: Marks, allow_private: bool, most_bytes: int, deadline: float) -> Fetched | Unchanged | str:
    """The page, or the address it redirects to."""
    parts = _checked(url, allow_private)
    host, port = _host(parts, url), parts.port or (443 if parts.scheme == "https" else 80)
    addresses = _resolved(url, host, port, deadline)
    if not allow_private and (private := [address for address in addresses if not is_public(address)]):
        raise SourceError(url, f"{host} leads to {private[0]}, which is no public address; --allow-private permits it")
    connection = _connected(addresses, port, deadline)
    try:
        if parts.scheme == "https":
            connection.settimeout(_left(deadline))
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        connection.settimeout(_left(deadline))
        connection.sendall(_request(parts, host, marks))
        response = http.client.HTTPResponse(cast("socket.socket", _Deadlined(connection, deadline)), method="GET")
        response.begin()
        return _answer(url, response, most_bytes)
    finally:
        connection.close()


def _checked(url: str, allow_private: bool) -> SplitResult:
    if any(char <= " " or char == "\x7f" for char in url.strip()) or "\\" in url:
        raise SourceError(url, "the address has spaces, control characters or backslashes in it")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise SourceError(url, f"no valid address: {error}") from None
    if parts.scheme not in {"http", "https"}:
        raise SourceError(url, "only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise SourceError(url, "addresses with a user name are not fetched")
    if port not in {None, 80, 443} and not allow_private:
        raise SourceError(url, f"port {port} is not fetched from, only 80 and 443; --allow-private permits it")
    return parts


def _host(parts: SplitResult, url: str) -> str:
    host = parts.hostname or ""
    try:
        encoded = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        encoded = ""
    if not encoded or "%" in encoded:
        raise SourceError(url, "no valid host name in the address")
    return encoded


def _resolved(url: str, host: str, port: int, deadline: float) -> list[str]:
    """The addresses of a host. The system's look-up has no time limit, so it runs beside and is waited for."""
    found: list[str] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(str(answer[4][0]) for answer in answers)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(_left(deadline))
    if thread.is_alive():
        raise TimeoutError
    if not found:
        raise SourceError(url, f"there is no host {host}, or no network")
    return list(dict.fromkeys(found))


def is_public(address: str) -> bool:
    """True for an address that anybody on the internet may reach, an IPv4 address wrapped in IPv6 unwrapped first.

    >>> [is_public(address) for address in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False]
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _connected(addresses: Sequence[str], port: int, deadline: float) -> socket.socket:
    problem: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=_left(deadline))
        except TimeoutError:
            raise
        except OSError as error:
            problem = error
    raise problem


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _request(parts: SplitResult, host: str, marks: Marks) -> bytes:
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    name = f"[{host}]" if ":" in host else host
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {name}:{parts.port}" if parts.port else f"Host: {name}",
        f"User-Agent: {_AGENT}",
        "Accept: text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9, */*;q=0.1",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
        *(f"{name}: {value}" for name, value in _conditions(marks)),
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _conditions(marks: Marks) -> Iterator[tuple[str, str]]:
    for name, value in (("If-None-Match", marks.etag), ("If-Modified-Since", marks.modified)):
        if value and value.isascii() and value.isprintable():
            yield name, value


class _Deadlined(io.RawIOBase):
    """What a response reads from: a socket whose every read ends at the deadline, so that no slow drip outlives it."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        super().__init__()
        self._connection = connection
        self._deadline = deadline

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """A buffered reader, as http.client asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Some bytes, or TimeoutError at the deadline."""
        self._connection.settimeout(_left(self._deadline))
        return self._connection.recv_into(buffer)


def _answer(url: str, response: http.client.HTTPResponse, most_bytes: int) -> Fetched | Unchanged | str:
    location = response.getheader("Location")
    if response.status in {301, 302, 303, 307, 308} and location:
        return urljoin(url, quote(location.strip(), safe=_SAFE + "#"))
    if response.status == 304:
        return Unchanged()
    if response.status != 200:
        told = f"the server answered {response.status} {response.reason}".rstrip()
        raise AnsweredError(url, told, response.status, seconds(response.getheader("Retry-After")))
    declared = response.length
    if declared is not None and declared > most_bytes:
        raise SourceError(url, _too_large(most_bytes))
    body = _body(url, response, most_bytes)
    if response.length:
        raise SourceError(url, f"the connection ended early: {response.length} of {declared} bytes are missing")
    header = Message()
    header["Content-Type"] = response.getheader("Content-Type") or ""
    kind = header.get_content_type() if response.getheader("Content-Type") else None
    charset = header.get_content_charset()
    marks = Marks(etag=response.getheader("ETag"), modified=response.getheader("Last-Modified"))
    return Fetched(url=url, body=body, content_type=kind, charset=charset, marks=marks)


def seconds(value: str | None) -> float | None:
    """How long a Retry-After header asks for, in seconds or as a date; None where it says nothing.

    >>> seconds("120"), seconds("Thu, 01 Jan 1970 00:00:00 GMT"), seconds("soon")
    (120.0, 0.0, None)
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:12])
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, OverflowError):
        return None


def _body(url: str, response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise SourceError(url, f"the answer is compressed as {coding}, which was not asked for")
    body = bytearray()
    inflate = None if coding == "identity" else _Inflate()
    while chunk := response.read(_CHUNK):
        body += inflate.some(chunk, most_bytes + 1 - len(body)) if inflate else chunk
        if len(body) > most_bytes:
            raise SourceError(url, _too_large(most_bytes))
    if inflate and not inflate.finished:
        raise SourceError(url, "the connection ended early: the compressed page is cut off")
    return bytes(body)


def _too_large(most_bytes: int) -> str:
    return f"larger than {most_bytes / 1e6:g} MB, the limit for one page"


class _Inflate:
    """gzip (of several members), zlib or bare deflate, told from the first bytes; never more than asked for."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None  # pyright: ignore[reportPrivateUsage]

    @property
    def finished(self) -> bool:
        """True when the last member came to its end."""
        return self._inner is None or self._inner.eof

    def some(self, data: bytes, most: int) -> bytes:
        """What these bytes hold, but at most so many."""
        out = bytearray()
        while data and len(out) < most:
            if self._inner is None or self._inner.eof:
                self._inner = zlib.decompressobj(_window(data))
            out += self._inner.decompress(data, most - len(out))
            data = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
        return bytes(out)


def _window(data: bytes) -> int:
    """zlib's window code: 47 takes gzip and zlib headers, -15 bare deflate."""
    zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return 47 if data[:1] == b"\x1f" or zlib_header else -15


def _words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, http.client.IncompleteRead):
        return "the connection ended early"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).strip()
