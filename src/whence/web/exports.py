"""What a search shows, as a file: the rows that are shown, or all that were found, with the query and their number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from json import dumps
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.routing import Route

from whence.errors import UsageError
from whence.present.library import contract, sheets, tables
from whence.web import answers
from whence.web.screen import asked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from whence.model.library import Found
    from whence.model.viewing import Asked
    from whence.web.screen import Ask
    from whence.web.site import Site

ALL = 20_000  # rows of a file: as many as a search counts
PARAMETERS = {
    "q": "The query.", "first": "Leave out so many.", "most": "Save so many.",
    "all": "`yes`: every sentence found, up to twenty thousand.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A form of a saved search: its address, its media type, and what writes it."""

    path: str
    kind: str
    about: str
    write: Callable[[Found, int], str | bytes]


def _json(found: Found, first: int) -> str:
    """The object of the contract, and which rows of it these are, and what made it."""
    about = sheets.about(found, first)
    added = {"rows": len(found.hits), "first_row": int(about["first_row"]), "generator": about["generator"]}
    return dumps(contract.found(found) | added, ensure_ascii=False)


TABLES = (
    Table(
        "/s.csv", "text/csv", "What a search shows, as `whence search --csv` prints it.",
        lambda found, _first: tables.found(found),
    ),
    Table(
        "/s.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "What a search shows, as an Excel file with the query inside.", sheets.to_xlsx,
    ),
    Table(
        "/s.parquet", "application/vnd.apache.parquet", "What a search shows, as Parquet with the query inside.",
        sheets.to_parquet,
    ),
    Table(
        "/s.file.json", "application/json", "What a search shows, as `whence search --json` prints it, to save.",
        _json,
    ),
)  # fmt: skip


def routes(site: Site, shown: Callable[[Site, Ask], Asked]) -> list[Route]:
    """The files. `shown` finds what the page of a search shows."""
    return [_route(site, table, shown) for table in TABLES]


def _route(site: Site, table: Table, shown: Callable[[Site, Ask], Asked]) -> Route:
    def save(request: Request) -> Response:
        ask = asked(request)
        found = shown(site, ask)
        if ask.query.get("all") == "yes":
            found = site.searched(found.found.query, 0, ALL)
        try:
            made = table.write(found.found, found.first)
        except UsageError as error:  # the extra that writes it is not installed; the sentence is ours
            return answers.problem(501, f"{error}", request.scope)
        rows = len(found.found.hits)
        answer = answers.saved(made, table.kind, f"whence-search-{rows}-rows.{table.path.rpartition('.')[2]}")
        about = sheets.about(found.found, found.first)
        for name in ("query", "rows", "first_row", "found", "generator"):
            value = quote(about[name].encode("utf-8", "replace"), safe=" ")
            answer.headers[f"x-whence-{name.replace('_', '-')}"] = value
        return answer

    save.__doc__ = table.about
    return Route(table.path, save, methods=["GET"])
