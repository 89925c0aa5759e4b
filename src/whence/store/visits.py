"""What a watch remembers between its runs: a JSON file in the library's folder, there whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from whence.errors import UsageError
from whence.model.watching import Visit, Visits
from whence.store import files
from whence.store.lock import locked

_LOCK = "watch.lock"
FILE = "watch.state"  # no suffix of an article: a folder that holds the library may be watched itself
_FORMAT = 1
_NAMES = frozenset(item.name for item in fields(Visit))
Thing = TypeVar("Thing")


def visits(folder: Path) -> Visits:
    """What is remembered of a library's watch. Raises UsageError when the file cannot be understood."""
    path = folder / FILE
    if not path.is_file():
        return Visits()
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Visits(
            addresses={str(name): _visit(item) for name, item in found["addresses"].items()},
            hosts={str(name): float(until) for name, until in found["hosts"].items()},
            files={str(name): (int(time), int(size)) for name, (time, size) in found["files"].items()},
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UsageError(f"{path}: damaged ({error!r}); delete it, and everything is looked at anew") from error


def _visit(item: dict[str, Any]) -> Visit:
    return Visit(**{name: value for name, value in item.items() if name in _NAMES})


def remember(folder: Path, found: Visits) -> None:
    """Keep what is remembered, in place of what was."""
    whole = {
        "format": _FORMAT,
        "addresses": {name: asdict(visit) for name, visit in found.addresses.items()},
        "hosts": found.hosts,
        "files": found.files,
    }
    files.write(folder, FILE, [json.dumps(whole, separators=(",", ":")).encode("ascii")])


def note(folder: Path, was: Visits, now: Visits) -> None:
    """Keep what is another in `now` than it was; what another watch of this library noted meanwhile stays as it is."""
    with locked(folder / _LOCK):
        kept = visits(folder)
        hosts = _merged(kept.hosts, was.hosts, now.hosts)
        found = Visits(
            addresses=_merged(kept.addresses, was.addresses, now.addresses),
            hosts={name: max(until, kept.hosts.get(name, 0.0)) for name, until in hosts.items()},
            files=_merged(kept.files, was.files, now.files),
        )
        remember(folder, found)


def _merged(kept: dict[str, Thing], was: dict[str, Thing], now: dict[str, Thing]) -> dict[str, Thing]:
    gone = {name for name in was.keys() - now.keys() if kept.get(name) == was[name]}
    changed = {name: thing for name, thing in now.items() if was.get(name) != thing}
    return {name: thing for name, thing in kept.items() if name not in gone} | changed
