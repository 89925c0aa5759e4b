"""The models that come with whence: their names, where they lie, whether they are whole. Imports no runtime."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from whence.errors import UsageError, WhenceError

NONE = "none"
_NEEDED = ("onnxruntime", "numpy", "tokenizers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A model that came with whence: its file, the SHA-256 it must have, and what it was measured at."""

    name: str
    path: Path
    sha256: str
    about: str
    figures: Mapping[str, float]

    def whole(self) -> bool:
        """Whether the file is there and is the one that was released."""
        return self.path.is_file() and _digest(self.path) == self.sha256


def installed() -> list[Installed]:
    """Every model that came with whence, by name."""
    folder = Path(str(files("whence.learned").joinpath("data")))
    table: dict[str, Any] = tomllib.loads((folder / "models.toml").read_text(encoding="utf-8"))
    return [
        Installed(
            name=name,
            path=folder / row["file"],
            sha256=row["sha256"],
            about=row["about"],
            figures=row["figures"],
        )
        for name, row in sorted(table.items())
    ]


def missing() -> str:
    """Why no model can run here; empty when one can."""
    absent = [name for name in _NEEDED if find_spec(name) is None]
    if not absent:
        return ""
    verb = "is" if len(absent) == 1 else "are"
    return f"{' and '.join(absent)} {verb} not installed here (pip install {' '.join(absent)})"


def find(name: str) -> tuple[Path, str]:
    """The file and SHA-256 of a model by its name, or of a file that somebody trained.

    Raises UsageError when there is none of this name, WhenceError when the one that came with whence is damaged.
    """
    for model in installed():
        if model.name != name:
            continue
        if not model.whole():
            raise WhenceError(
                f"the model “{name}” that came with whence is missing or damaged ({model.path}): install whence again, "
                "or read with the rules alone (--model none)"
            )
        return model.path, model.sha256
    path = Path(name)
    if not path.is_file():
        names = ", ".join([NONE, *(model.name for model in installed())])
        raise UsageError(f"--model {name}: neither a file nor one of {names}")
    return path, _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
