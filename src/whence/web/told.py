"""What a page says of what was put right on it a moment ago: it looks it up, and believes nothing of the address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from whence.present.screens import corrections, places

if TYPE_CHECKING:
    from whence.web.screen import Ask
    from whence.web.site import Site

_ID = re.compile(r"[0-9a-f]{12}")
_MOST = 4
PAGES = {"/d/{id}": "d", "/q/{id}": "q", "/q/{id}/{number}": "q", "/l/{id}": "l", "/v/{name:path}": "v", "/i": "i"}


def told(site: Site, path: str, ask: Ask) -> dict[str, Any]:
    """What a frame is told: which page this is, and the corrections that the address names and that are there."""
    wanted = _ID.findall(ask.query.get("changed", ""))[:_MOST]
    known = {item.id: item for item in site.library.corrections.all()} if wanted and site.has_library else {}
    return {
        "page": PAGES.get(path, ""),
        "key": _key(path, ask),
        "changed": [corrections.told(known[each]) for each in wanted if each in known],
        "undone": ask.query.get("undone") == "1",
    }


def _key(path: str, ask: Ask) -> str:
    """What leads back to the page: the name or id in its address, of incidents what was asked for."""
    if path == "/i":
        return places.asked(*(ask.query.get(name, "") for name in ("d", "since", "q")))
    return ask.path.get("id") or ask.path.get("name", "")
