"""What a watch remembers between its runs: a JSON file in the library's folder, there whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from whence.errors import UsageError
from whence.model.watching import Visit, Visits
from whence.store import files

FILE = "watch.state"  # no suffix of an article: a folder that holds the library may be watched itself
_FORMAT = 1
_NAMES = frozenset(item.name for item in fields(Visit))


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
