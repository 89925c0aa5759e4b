"""The comparison as one self-contained page: equal columns, no colours of right and wrong, readable without scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from whence.model.incident import Compared
from whence.model.speech import Reading
from whence.model.text import Document
from whence.present.characters import visible
from whence.present.compared import drawing, wording
from whence.present.compared.view import Answered, Cell, Row, Table, Told, answers, tables, told_chains
from whence.present.page import link
from whence.present.templates import template

View = dict[str, Any]
Lead = Callable[[Document, Told], str]


def render(compared: Compared, readings: Sequence[Reading]) -> str:
    """The page."""
    style = _file("whence.present", "page.css") + _file("whence.present.compared", "page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return template("compared/page.html.jinja").render(
        view(compared, readings),
        style=Markup(style),  # our own files; their digest is the only style the page admits
        style_digest=f"sha256-{digest}",
        version=version("whence"),
    )


def frame(compared: Compared, readings: Sequence[Reading]) -> str:
    """The page in a closed frame, for a notebook."""
    page = escape(render(compared, readings))
    return f'<iframe sandbox srcdoc="{page}" style="width:100%;height:40em;border:1px solid"></iframe>'


def _file(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


def _original(document: Document, _told: Told) -> str:
    return link(document)


def in_reader(document: Document, told: Told) -> str:
    """The sentence of an account in the reader."""
    spans = told.account.spans
    at = f"?at={spans[0].start}-{spans[0].end}#here" if spans else ""
    return f"/d/{quote(document.id, safe='')}{at}"


def view(compared: Compared, readings: Sequence[Reading], lead: Lead = _original) -> View:
    """What `compared/incidents.html.jinja` shows; `lead` gives the address behind an account, empty for none."""
    return {
        "count": len(compared.incidents),
        "documents": [
            {"title": visible(item.document.title or item.document.uri), "published": item.document.published or ""}
            for item in readings
        ],
        "incidents": [_incident(item, lead) for item in tables(compared, readings)],
        "answers": [_answer(item) for item in answers(compared, readings)],
        "chains": list(told_chains(compared)),
        "timeline": drawing.timeline(compared.incidents),
        "map": drawing.drawn_map(compared.incidents),
        "resolved": [
            {
                "label": incident.label,
                "name": place.name,
                "country": place.country or "",
                "precision": place.precision.value,
                "others": len(place.ambiguous_with),
            }
            for incident, place in drawing.places(compared.incidents)
        ],
        "nothing": wording.NOTHING,
        "disclaimer": wording.DISCLAIMER,
    }


def _incident(table: Table, lead: Lead) -> View:
    incident = table.incident
    return {
        "id": incident.id,
        "label": incident.label,
        "name": visible(incident.label),
        "kind": wording.CLASSES[incident.event_class],
        "when": wording.when(incident),
        "where": wording.where(incident),
        "reports": wording.reports(incident),
        "why": list(incident.why_merged),
        "corrected": [item.says for item in incident.corrected],
        "fix": None,  # the reader alone has forms
        "columns": [{"name": c.name, "about": c.about, "changed": c.changed} for c in table.columns],
        "rows": [_row(row, lead) for row in table.rows],
    }


def _row(row: Row, lead: Lead) -> View:
    return {
        "question": row.question,
        "contested": row.contested,
        "relation": wording.RELATIONS[row.relation] if row.relation else "",
        "notes": [{"relation": wording.RELATIONS[relation], "note": note} for relation, note in row.notes],
        "cells": [_cell(cell, lead) for cell in row.cells],
    }


def _cell(cell: Cell | None, lead: Lead) -> list[View]:
    if cell is None:
        return []
    return [
        {
            "says": told.says,
            "value": told.value,
            "interval": told.interval,
            "via": " ‹ ".join(reversed(told.via[1:])) if len(told.via) > 1 else "",
            "times": count,
            "title": visible(told.document.title or told.document.uri),
            "published": told.document.published or "",
            "sentence": told.sentence,
            "link": lead(told.document, told),
        }
        for told, count in cell.told
    ]


def _answer(item: Answered) -> View:
    return {
        "voice": item.voice,
        "says": item.says,
        "effect": item.effect,
        "relation": item.relation,
        "cause": item.cause,
        "sentence": item.sentence,
        "title": visible(item.document.title or item.document.uri),
    }
