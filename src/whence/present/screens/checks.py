"""Quotations against their originals: a draft that is checked, a document of the library, one quotation of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.model.reuse import Checked
from whence.model.text import Failure
from whence.model.viewing import Judged
from whence.present.checks import contract, tables
from whence.present.checks.page import draft
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled


def form(frame: Frame, styles: Sequence[str], *, has_library: bool, problems: Sequence[Failure] = ()) -> str:
    """The form that takes a draft and its sources; `styles` are the house rules there are."""
    named = [("", "none: every unmarked change counts"), *((name, name) for name in styles)]
    return filled("check", frame, has_library=has_library, problems=problems, styles=named)


def checked_page(frame: Frame, key: str, checked: Checked) -> str:
    """A draft that was checked: to print, and to tick off."""
    here = places.checks(key)
    document = checked.reading.document.id
    ways = [
        (places.article(document), "Whose voice is every sentence of the draft"), (f"{here}.csv", "As a table (CSV)"),
        (f"{here}/page.html", "As one file"), ("/check", "Another draft"),
    ]  # fmt: skip
    return filled("checked", frame, draft=draft(checked, "d"), ways=ways)


def page(frame: Frame, judged: Judged) -> str:
    """The quotations of a document, or one of them."""
    ways = [(places.article(judged.key), "The document")]
    if judged.only:
        ways.append((places.quotations(judged.key), "All its quotations"))
    made = draft(judged.checked, "d", judged.only, fixable=judged.in_library)
    return filled("checked", frame, draft=made, ways=ways)


def twin(judged: Judged) -> dict[str, Any]:
    """The object that `whence check --json` prints; of one quotation, with its check alone."""
    made = contract.to_json(judged.checked)
    return made if not judged.only else made | {"checks": made["checks"][judged.only - 1 : judged.only]}


def table(checked: Checked) -> str:
    """What `whence check --csv` writes."""
    return tables.to_csv([checked])
