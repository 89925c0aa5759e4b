"""Passage segments as files: written under a temporary name, synced, renamed; read through memory maps."""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from whence.errors import WhenceError

_TEMPORARY = ".writing"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is on disk for good."""

    name: str
    size: int
    sha256: str


def write(folder: Path, name: str, parts: Iterable[bytes | memoryview]) -> Written:
    """Write `folder/name` so that it is there whole or not at all, whenever the power goes."""
    folder.mkdir(exist_ok=True)
    temporary = folder / (name + _TEMPORARY)
    digest, size = hashlib.sha256(), 0
    with temporary.open("wb") as file:
        for part in parts:
            file.write(part)
            digest.update(part)
            size += len(part)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / name)
    sync(folder)
    return Written(name, size, digest.hexdigest())


def sync(folder: Path) -> None:
    """Make the names in a folder last (where the system lets a folder be opened)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def mapped(path: Path) -> memoryview:
    """The bytes of a file, read when they are looked at. Raises WhenceError when it is not there."""
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise WhenceError(
            f"{path}: missing or empty ({error}); `whence rebuild {path.parent.parent}` makes it anew"
        ) from error


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def leftovers(folder: Path, known: Iterable[str]) -> list[Path]:
    """Files that no finished write has left: cut off in the middle, or never taken over."""
    names = set(known)
    return [path for path in sorted(folder.glob("*")) if path.name not in names] if folder.is_dir() else []
