"""What a reader may put right of a grouping: which telling is no part of an incident, which incidents are one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whence.model.incident import Incident, Mention
from whence.model.speech import Reading
from whence.present.characters import visible
from whence.present.compared import wording
from whence.present.compared.view import around

_MOST, _FEWEST = 6_000, 20  # incidents to choose from in all forms of a page, and in each
_TELLINGS = 200  # tellings to choose from in one form
_SHORT, _SHOWN = 30, 100  # characters of a clause that needs its sentence, and of what is shown of either


@dataclass(frozen=True, slots=True)
class _Telling:
    """A clause that tells of an incident, as a form sends it and as it is shown."""

    value: str
    says: str
    mention: Mention


def forms(incidents: Sequence[Incident], readings: Sequence[Reading], unkept: Collection[str]) -> list[dict[str, Any]]:
    """The forms of each incident. `unkept` are documents that are in no library: nothing of them can be put right."""
    known = {reading.document.id: reading for reading in readings if reading.document.id not in unkept}
    told = [_tellings(incident, known) for incident in incidents]
    ways = [
        {"value": _telling(found).value, "says": _called(incident), "id": incident.id}
        for incident, found in zip(incidents, told, strict=True)
        if found
    ]
    most = max(_FEWEST, _MOST // max(len(ways), 1))
    return [_form(incident, found, ways, most) for incident, found in zip(incidents, told, strict=True)]


def _form(incident: Incident, told: Sequence[_Telling], ways: Sequence[Mapping[str, str]], most: int) -> dict[str, Any]:
    others = [way for way in ways if way["id"] != incident.id][:most]
    return {
        "tellings": told[:_TELLINGS] if len(told) > 1 else (),
        "rest": " ".join(_rest(told)),
        "telling": _telling(told).value if told else "",
        "others": others if told else (),
    }


def _tellings(incident: Incident, known: Mapping[str, Reading]) -> list[_Telling]:
    """Each clause once, in the order of the documents."""
    found: dict[str, _Telling] = {}
    for mention in incident.mentions:
        reading, clause = known.get(mention.document), mention.event.clause
        if reading is not None:
            value = f"{mention.document}:{clause.start}-{clause.end}"
            found.setdefault(value, _Telling(value, _says(mention, reading), mention))
    return list(found.values())


def _says(mention: Mention, reading: Reading) -> str:
    document, clause = reading.document, mention.event.clause
    title = _cut(document.title or document.uri)
    words = _cut(document[clause])
    sentence = f" in “{_cut(around(reading, [clause]))}”" if len(words) < _SHORT else ""
    return visible(f"{title}: “{words}”{sentence}")


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def _telling(told: Sequence[_Telling]) -> _Telling:
    """The one that names the incident: the first in more than a few words."""
    return next((each for each in told if len(each.mention.event.clause) >= _SHORT), told[0])


def _rest(told: Sequence[_Telling]) -> list[str]:
    """Two tellings, of two documents where there are as many: what is taken out is parted from one that it is not."""
    if len(told) < 2:
        return []
    first = _telling(told)
    others = [each for each in told if each is not first]
    elsewhere = [each for each in others if each.mention.document != first.mention.document]
    return [first.value, (elsewhere or others)[0].value]


def _called(incident: Incident) -> str:
    when = wording.when(incident)
    return visible(f"{incident.label} ({when})" if when else incident.label)
