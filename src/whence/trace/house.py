"""House rules: which changes a desk permits in a quotation. The verdict stays; what is permitted is no problem."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from whence.errors import UsageError
from whence.model.reuse import Check, Consequence, Edit, Op, Verdict

_NEVER = (Verdict.UNTRACED, Verdict.SPLICED)  # no desk permits these


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A desk's rules: the consequences it permits for each kind of change, marked or not."""

    name: str
    about: str
    permits: frozenset[tuple[Op, bool, Consequence]]

    def permitted(self, check: Check) -> bool:
        """Whether everything that was changed in a quotation may be."""
        edits = [edit for original in (check.original, *check.further) if original for edit in original.edits]
        return check.verdict not in _NEVER and all(self._permitted(edit) for edit in edits)

    def _permitted(self, edit: Edit) -> bool:
        return (edit.op, edit.marked, edit.consequence) in self.permits


def names() -> tuple[str, ...]:
    """The presets, by name."""
    return tuple(name for name in _presets() if name != "default")


def style(name: str) -> Style:
    """The preset of this name, or the rules in a TOML file; `default` where no desk is asked for.

    Raises UsageError when there is neither, or the file holds no rules.
    """
    if name in _presets():
        return _style(name, _presets()[name])
    if not name.endswith(".toml"):
        raise UsageError(f"--style {name}: there is no such style; {', '.join(names())}, or a .toml file of your own")
    try:
        return _style(name, tomllib.loads(Path(name).read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"--style {name}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"--style {name}: no house rules that whence can read ({error}); see docs/check.md") from error


@cache
def _presets() -> dict[str, dict[str, Any]]:
    path = resources.files("whence.trace") / "lexicons" / "styles.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _style(name: str, table: dict[str, Any]) -> Style:
    rules = [
        (op, how, consequence)
        for rule in table["permits"]
        for op in map(Op, rule["ops"])
        for how in _marked(rule["marked"])
        for consequence in map(Consequence, rule["consequences"])
    ]
    return Style(name=name, about=str(table.get("about", "")), permits=frozenset(rules))


def _marked(value: str) -> tuple[bool, ...]:
    which: dict[str, tuple[bool, ...]] = {"yes": (True,), "no": (False,), "either": (True, False)}
    return which[value]
