"""The accounts as rows for a spreadsheet, one for each account. No cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from whence.model.incident import Account, Compared, Incident
from whence.model.speech import Reading
from whence.model.text import joined
from whence.present.checks.tables import harmless
from whence.present.compared.view import People, people

HEADINGS = (
    "incident", "label", "class", "start", "end", "place", "country", "question", "voice", "through", "status",
    "polarity", "outlook", "withheld", "value", "low", "high", "unit", "role", "as of", "relations", "words",
    "document", "address", "published", "span start", "span end", "origins",
)  # fmt: skip


def rows(compared: Compared, readings: Sequence[Reading]) -> Iterator[list[str]]:
    """A row for each account, in order of the incidents."""
    known = people(readings)
    for incident in compared.incidents:
        for number, account in enumerate(incident.accounts):
            yield _row(incident, number, account, known)


def _row(incident: Incident, number: int, account: Account, known: People) -> list[str]:
    document = known.document(account.document)
    place = incident.place
    relations = sorted({item.relation.value for item in incident.comparisons if number in item.accounts})
    span = account.spans[0] if account.spans else None
    cells: list[object] = [
        incident.id, incident.label, incident.event_class.value, incident.start, incident.end,
        place.name if place else "", place.country if place else "", account.slot.value,
        known.name(account.document, account.voice),
        " ‹ ".join(known.name(account.document, voice) for voice in reversed(account.via)),
        account.status.value, account.polarity.value, account.outlook.value,
        account.withheld.value if account.withheld else "", account.value, account.low, account.high, account.unit,
        account.role, account.as_of, " ".join(relations), joined(account.spans, document.text), document.id,
        document.uri, document.published, span.start if span else "", span.end if span else "", incident.origins,
    ]  # fmt: skip
    return ["" if cell is None else str(cell) for cell in cells]


def to_csv(compared: Compared, readings: Sequence[Reading]) -> str:
    """The rows as CSV, every cell quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([harmless(cell) for cell in row] for row in rows(compared, readings))
    return out.getvalue()
