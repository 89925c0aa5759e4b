"""Search: sentences by words, voice and status, what they have in common, and files of exactly what is shown."""

from __future__ import annotations

from typing import Any

from whence.model.viewing import Asked
from whence.present.library import contract
from whence.present.screens import hits, places
from whence.present.screens.frame import Frame, filled

_EXAMPLES = (
    ('pier "second harbour"', "both words on end somewhere in the sentence, and the other word"),
    ('by:"Ministry of Ports"', "what a voice says"),
    ("via:southport", "what came through a voice or an outlet"),
    ("status:denied unnamed:yes", "what unnamed voices deny"),
    ("verdict:altered", "quotations that were found altered (`whence check --library` keeps verdicts)"),
    ("after:2024-01 before:2024-03", "what was published then"),
)
_FORMS = (("CSV", ".csv"), ("Excel", ".xlsx"), ("JSON", ".file.json"), ("Parquet", ".parquet"))
_FACETS = {"voice": "Voices", "status": "How", "quotation": "In whose words", "publisher": "Outlets", "year": "Years"}


def page(frame: Frame, asked: Asked) -> str:
    """The page."""
    found = asked.found
    return filled(
        "search",
        frame,
        asked=asked,
        count=f"{'' if found.complete else 'At least '}{found.count:,} found",
        shown=_shown(asked),
        saves=_saves(asked),
        facets=_facets(asked),
        examples=_EXAMPLES,
        found=hits.view(found),
        turn=hits.turn(
            found, asked.first, asked.most, lambda first: places.search(found.query, first, asked.most)
        ),
    )  # fmt: skip


def twin(asked: Asked) -> dict[str, Any]:
    """The object that `whence search --json` prints."""
    return contract.found(asked.found)


def _saves(asked: Asked) -> list[dict[str, Any]]:
    """What can be saved: the rows that are shown, and all that were found where these are more."""
    found = asked.found
    shown = len(found.hits)
    ways = [(f"Save the {shown:,} {'row that is' if shown == 1 else 'rows that are'} shown", asked.most)]
    if shown < found.count:
        ways.append((f"Save all {found.count:,} rows" if found.complete else f"Save the first {found.count:,} rows", 0))
    return [
        {
            "said": said,
            "forms": [(name, places.saved(found.query, asked.first, most, form)) for name, form in _FORMS],
        }
        for said, most in ways
        if shown
    ]


def _shown(asked: Asked) -> str:
    number = len(asked.found.hits)
    if number == asked.found.count or not number:
        return ""
    return f": {asked.first + 1:,} to {asked.first + number:,} are shown"


def _facets(asked: Asked) -> list[tuple[str, list[dict[str, Any]]]]:
    """Only what sets some sentences apart from others, each with the query that asks for it."""
    return [
        (said, [_value(asked, name, value, count) for value, count in values])
        for name, said in _FACETS.items()
        if (values := asked.found.facets.get(name, ()))
    ]


def _value(asked: Asked, name: str, value: str, count: int) -> dict[str, Any]:
    query = f"{asked.found.query} {_asks(name, value)}".strip()
    said = hits.verb(value) if name == "status" else value
    return {"said": said or value, "count": f"{count:,}", "link": places.search(query, most=asked.most)}


def _asks(name: str, value: str) -> str:
    """The part of a query that asks for a value of a facet."""
    if name == "year":
        return f"after:{value} before:{int(value) + 1}" if value.isascii() and value.isdigit() else f"after:{value}"
    key = {"voice": "by", "publisher": "via"}.get(name, name)
    plain = value.replace('"', " ")
    return f'{key}:"{plain}"'
