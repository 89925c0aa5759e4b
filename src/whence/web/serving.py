"""The server: bound to this machine alone, with a launch address that works once."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from whence.errors import UsageError
from whence.web.app import application
from whence.web.guard import Keys
from whence.web.site import Site

PORT = 8642  # where it is free; the same each time, so that bookmarks hold
_HOST = "127.0.0.1"


def serve(folder: Path, *, port: int | None, model: str, fetches: bool, told: Callable[[str], None]) -> None:
    """Serve the reader until it is interrupted. `told` is told the launch address once the reader answers.

    `port`: None takes the usual one or, where that is taken, any. Raises UsageError when a port that was asked for is
    taken, or there is no such model.
    """
    from whence.project.reading import check_model  # noqa: PLC0415  (only when it is used)

    check_model(model)
    bound = _bound(port)
    keys = Keys(bound.getsockname()[1])
    site = Site(folder, model, fetches=fetches)
    config = uvicorn.Config(
        application(site, keys), ws="none", log_level="warning", access_log=False, server_header=False,
        proxy_headers=False, timeout_keep_alive=15, limit_concurrency=100, h11_max_incomplete_event_size=32_768,
        http="h11", timeout_graceful_shutdown=2,
    )  # fmt: skip
    gc.freeze()  # what is loaded stays, and a page is a hundred thousand objects that go together: looked at less often
    gc.set_threshold(50_000, 20, 20)
    with bound:
        bound.listen(64)
        told(keys.address())
        uvicorn.Server(config).run(sockets=[bound])


def _bound(port: int | None) -> socket.socket:
    """A socket of this machine's own, which nobody else on the network can reach."""
    for wanted in (PORT, 0) if port is None else (port,):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would let another program listen beside us
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((_HOST, wanted))
        except OSError:
            made.close()
            continue
        return made
    raise UsageError(f"port {port} is taken; name another with --port, or none")
