"""What a person has put right in a library: a small TOML file to read, share and commit, which no rebuild touches.

[[merge]]
names = ["Ada Lind", "A. Lind"]

[[split]]
name = "Jordan"
within = "https://example.org/river"   # the address of a document, or the beginning of several
as = "Jordan (river commission)"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whence.errors import UsageError

FILE = "corrections.toml"


@dataclass(frozen=True, slots=True)
class Corrections:
    """Names that are one voice, and names that are several."""

    homes: dict[str, str]  # a folded name to the one it was merged with
    splits: tuple[tuple[str, str, str], ...]  # folded name, beginning of addresses, other name

    def merged(self, name: str) -> str:
        """What stands for this name and all that were merged with it."""
        return self.homes.get(_folded(name), _folded(name))

    def split(self, name: str, address: str) -> str:
        """The name that a voice of this name has in the document at this address."""
        for folded, within, other in self.splits:
            if folded == _folded(name) and address.startswith(within):
                return other
        return name


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def corrections(folder: Path) -> Corrections:
    """The corrections of a library. Raises UsageError when the file cannot be understood."""
    path = folder / FILE
    if not path.is_file():
        return Corrections({}, ())
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        homes: dict[str, str] = {}
        for item in table.get("merge", ()):
            homes = _joined(homes, [_folded(str(name)) for name in item["names"]])
        splits = [(_folded(str(item["name"])), str(item["within"]), str(item["as"])) for item in table.get("split", ())]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: no corrections that whence can read ({error})") from error
    return Corrections(homes, tuple(splits))


def _joined(homes: dict[str, str], names: list[str]) -> dict[str, str]:
    """The homes with these names together, and with them all that were merged with one of them before."""
    together = {homes.get(name, name) for name in names}
    home = homes.get(names[0], names[0]) if names else ""
    moved = {name: home for name, other in homes.items() if other in together}
    return homes | moved | dict.fromkeys(names, home)


def merge(folder: Path, names: list[str]) -> None:
    """Note that these names are one voice."""
    _append(folder, "merge", {"names": names})


def split(folder: Path, name: str, within: str, other: str) -> None:
    """Note that a name means somebody else in some documents."""
    _append(folder, "split", {"name": name, "within": within, "as": other})


def _append(folder: Path, table: str, values: dict[str, Any]) -> None:
    lines = [f"[[{table}]]", *(f"{key} = {_toml(value)}" for key, value in values.items()), ""]
    path = folder / FILE
    before = (
        path.read_text(encoding="utf-8") if path.is_file() else "# Put right by hand; whence reads it and adds to it.\n"
    )
    path.write_text(f"{before.rstrip()}\n\n" + "\n".join(lines), encoding="utf-8")


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"  # pyright: ignore[reportUnknownVariableType]
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text) + '"'
