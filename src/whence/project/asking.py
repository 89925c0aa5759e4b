"""Names as a search asks for them: parts of names, and all that a person has merged with them or split from others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from whence.model.correction import CorrectionKind

if TYPE_CHECKING:
    from whence.store.corrections import Sheet

_MERGE, _SPLIT = CorrectionKind.MERGE, CorrectionKind.SPLIT
_TOKEN = re.compile(r"[^\W_]+")


class Names:
    """The names that a name asked for stands for, as a person has merged and split them."""

    def __init__(self, sheet: Sheet) -> None:
        self._groups = list(
            {sheet.merged(item.names[0]): sheet.also(item.names[0]) for item in sheet.of(_MERGE)}.values()
        )
        self._splits = [(item.names[0], item.now) for item in sheet.of(_SPLIT)]

    def of(self, value: str) -> list[str]:
        """The name, and those by which the words that it now means were read."""
        merged = [name for group in self._groups if any(holds(name, value) for name in group) for name in group]
        split = [name for name, now in self._splits if any(holds(now, each) for each in (value, *merged))]
        return list(dict.fromkeys((value, *merged, *split)))


def holds(name: str, value: str) -> bool:
    """Whether the words of `value` stand one after the other in the name."""
    mine, theirs = _TOKEN.findall(_bare(name)), _TOKEN.findall(_bare(value))
    return any(mine[at : at + len(theirs)] == theirs for at in range(len(mine) - len(theirs) + 1)) if theirs else True


def _bare(name: str) -> str:
    """In lower case and without accents, as the word index has it."""
    return "".join(char for char in normalize("NFD", name.casefold()) if not combining(char))
