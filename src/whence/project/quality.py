"""What reads, what could not be read, and how well the reader was measured to do."""

from __future__ import annotations

import platform
import sqlite3
import tomllib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from whence.learned.installed import installed
from whence.model.viewing import Machinery

if TYPE_CHECKING:
    from whence.project.library import Opened

_PARTS = ("whence", "selectolax", "onnxruntime", "tokenizers", "numpy", "jinja2", "starlette", "uvicorn")


def machinery(library: Opened | None) -> Machinery:
    """The machinery, and the state of a library where there is one."""
    measured: dict[str, Any] = tomllib.loads(
        files("whence.project").joinpath("measured.toml").read_text(encoding="utf-8")
    )  # fmt: skip
    return Machinery(
        versions=_versions(),
        numbers=library.info() if library else None,
        quarantined=library.shelf.quarantined() if library else (),
        measured=list(measured["right"].items()),
        articles=measured["articles"],
        passages=measured["passages"],
    )


def _versions() -> list[tuple[str, str]]:
    parts = [(name, found) for name in _PARTS if (found := _version(name))]
    taggers = [(f"tagger “{item.name}”", f"{item.about}, sha256 {item.sha256[:16]}") for item in installed()]
    return [*parts, ("Python", platform.python_version()), ("SQLite", sqlite3.sqlite_version), *taggers]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
