"""What all pages of the reader have in common: head, ways to the other pages, foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from whence.present.characters import visible
from whence.present.checks.page import strip
from whence.present.screens import places
from whence.present.templates import template

WAYS = (
    ("home", "/", "Home"),
    ("search", "/s", "Search"),
    ("voices", "/v", "Voices"),
    ("incidents", "/i", "Incidents"),
    ("check", "/check", "Check a draft"),
    ("about", "/about", "Run and quality"),
    ("keys", "/keys", "Keys and look"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The page around a view. `nonce` lets its own style and script in, `twin` is the same content as JSON.

    `page` and `key` name the page to forms that lead back to it. `changed` is what was put right there a moment ago,
    `undone` says that something was taken back.
    """

    nonce: str
    title: str = ""
    here: str = ""
    twin: str = ""
    query: str = ""
    page: str = ""
    key: str = ""
    changed: Sequence[Mapping[str, Any]] = ()
    undone: bool = False


def filled(name: str, frame: Frame, **view: Any) -> str:
    """The page that a template makes of a view."""
    return template(f"screens/{name}.html.jinja").render(
        frame=frame,
        head=visible(frame.title),
        pages=WAYS,
        version=version("whence"),
        strip=strip,
        places=places,
        **view,
    )


LOOKS = {"": "as the system has it", "light": "light", "dark": "dark"}
_DARK = "@media (prefers-color-scheme: dark)"


def stylesheet(look: str = "") -> str:
    """The style of every page: in this look, or as the system has it."""
    made = _style()
    if not look:
        return made
    holds = "@media screen" if look == "dark" else "@media not all"
    return made.replace("color-scheme: light dark", f"color-scheme: {look}").replace(_DARK, holds)


def _style() -> str:
    homes = ("whence.present", "whence.present.checks", "whence.present.compared")
    names = [*((home, "page.css") for home in homes), (__package__, "screens.css")]
    return "\n".join(_file(package, name) for package, name in names)


def script() -> str:
    """What makes the pages more comfortable; they work without it."""
    return _file(__package__, "screens.js")


def icon() -> str:
    """The picture in the browser's tab."""
    return _file(__package__, "icon.svg")


def _file(package: str | None, name: str) -> str:
    return files(package or "").joinpath(name).read_text(encoding="utf-8")
