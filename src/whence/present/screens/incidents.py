"""Incidents of a library: which voices tell them differently, in equal columns."""

from __future__ import annotations

from typing import Any

from whence.model.anchor import anchor
from whence.model.incident import Compared
from whence.model.text import Document
from whence.model.viewing import Article, Incidents
from whence.present.compared.contract import to_json
from whence.present.compared.page import view
from whence.present.compared.view import Told
from whence.present.contract import FORMAT
from whence.present.page import Badge
from whence.present.screens import places, regrouping
from whence.present.screens.frame import Frame, filled

_LISTS = ("documents", "incidents", "responses", "sources")


def page(frame: Frame, found: Incidents) -> str:
    """The page: a form, and below it what was compared."""
    shown = _shown(found, found.compared) if found.compared else None
    return filled(
        "incidents", frame, asked=found, shown=shown, left=_left(found), **(shown or {"documents": [], "count": 0})
    )  # fmt: skip


def _shown(found: Incidents, compared: Compared) -> dict[str, Any]:
    """The incidents, each with the forms by which a person puts right what is one."""
    shown = view(compared, found.readings, _lead)
    fixes = regrouping.forms(compared.incidents, found.readings, found.unkept)
    return shown | {
        "incidents": [incident | {"fix": fix} for incident, fix in zip(shown["incidents"], fixes, strict=True)]
    }


def twin(found: Incidents) -> dict[str, Any]:
    """The object that `whence compare --json` prints, with what was asked for."""
    asked: dict[str, Any] = {"query": found.query, "since": found.since, "document": found.document}
    counts = {"looked_at": found.looked_at, "meant": found.meant}
    if found.compared is None:
        return {"format": FORMAT, **dict.fromkeys(_LISTS, ()), **asked, **counts}
    return to_json(found.compared, found.readings) | asked | counts


def badges(article: Article) -> dict[str, list[Badge]]:
    """For each statement that tells of an incident, a way to how others tell it."""
    found: dict[str, list[Badge]] = {}
    for item in article.tells:
        said = "others tell it differently" if item.contested else f"told by {item.reports} reports"
        link = f"{places.near(article.reading.document.id)}#{item.incident}"
        found.setdefault(item.statement, []).append(Badge(text=said, link=link))
    return found


def _lead(document: Document, told: Told) -> str:
    spans = told.account.spans
    return places.at(document.id, str(anchor(document.text, spans[0]))) if spans else places.article(document.id)


def _left(found: Incidents) -> str:
    if found.looked_at >= found.meant:
        return ""
    return f"{found.looked_at:,} of {found.meant:,} documents were compared. `whence compare` compares them all."
