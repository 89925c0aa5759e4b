"""The JSON of `whence compare`: fields may be added but never renamed; spans are `[start, end]` in code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from whence.model.incident import (
    Account,
    Chain,
    Compared,
    Comparison,
    Incident,
    Mention,
    Place,
    Quantity,
    Response,
    Responsibility,
    Time,
)
from whence.model.speech import Reading
from whence.model.text import Span
from whence.present.compared.view import People, people
from whence.present.contract import FORMAT

Json = dict[str, Any]


def to_json(compared: Compared, readings: Sequence[Reading]) -> Json:
    """The comparison as plain dicts and lists; the voices of each document stand beside it."""
    known = people(readings)
    return {
        "format": FORMAT,
        "documents": list(compared.documents),
        "incidents": [incident_json(item, known) for item in compared.incidents],
        "responses": [_response(item, known) for item in compared.responses],
        "chains": [_chain(item) for item in compared.chains],
        "sources": [_source(reading) for reading in readings],
    }


def incident_json(incident: Incident, known: People) -> Json:
    """One incident."""
    return {
        "id": incident.id,
        "class": incident.event_class.value,
        "mode": incident.mode,
        "label": incident.label,
        "start": incident.start,
        "end": incident.end,
        "granularity": incident.granularity.value,
        "place": _place(incident.place),
        "why_merged": list(incident.why_merged),
        "mentions": [_mention(item) for item in incident.mentions],
        "accounts": [_account(item, known) for item in incident.accounts],
        "comparisons": [_comparison(item) for item in incident.comparisons],
        "responsibility": [_responsibility(item) for item in incident.responsibility],
        "origins": incident.origins,
    } | _corrected(incident)


def _corrected(incident: Incident) -> Json:
    """What a person has put together or apart; no field where nothing was."""
    made = [
        {"field": item.how, "was": item.was, "correction": item.correction, "why": item.why, "says": item.says}
        for item in incident.corrected
    ]
    return {"corrected": made} if made else {}


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "precision": place.precision.value,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "ambiguous_with": list(place.ambiguous_with),
        "confidence": round(place.confidence, 3),
    }


def _mention(mention: Mention) -> Json:
    event = mention.event
    return {
        "document": mention.document,
        "spans": [[event.clause.start, event.clause.end]],
        "statement": mention.statement,
        "path": [{"voice": level.voice, "status": level.status.value} for level in mention.path],
        "status": mention.path[-1].status.value if mention.path else None,
        "trigger": [event.trigger.start, event.trigger.end],
        "actor": _spans(event.actor),
        "recipient": _spans(event.recipient),
        "instrument": _spans(event.instrument),
        "agentless": event.agentless,
        "polarity": event.polarity.value,
        "outlook": event.outlook.value,
        "stage": event.stage.value,
        "withheld": event.withheld.value if event.withheld else None,
        "confidence": round(event.confidence, 3),
        "cues": _spans(event.cues),
        "times": [_time(item) for item in mention.times],
        "places": [(_place(item) or {}) | {"text": [item.text.start, item.text.end]} for item in mention.places],
        "quantities": [_quantity(item) for item in mention.quantities],
    }


def _time(time: Time) -> Json:
    return {
        "text": [time.text.start, time.text.end],
        "value": time.value,
        "start": time.start,
        "end": time.end,
        "granularity": time.granularity.value,
        "anchor": time.anchor,
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "text": [quantity.text.start, quantity.text.end],
        "role": quantity.role,
        "unit": quantity.unit,
        "low": quantity.low,
        "high": quantity.high,
        "fraction": list(quantity.fraction) if quantity.fraction else None,
        "approximate": quantity.approximate,
        "as_of": quantity.as_of,
    }


def _account(account: Account, known: People) -> Json:
    return {
        "voice": account.voice,
        "via": list(account.via),
        "status": account.status.value,
        "slot": account.slot.value,
        "value": account.value,
        "low": account.low,
        "high": account.high,
        "unit": account.unit,
        "document": account.document,
        "spans": _spans(account.spans),
        "name": known.name(account.document, account.voice),
        "role": account.role,
        "as_of": account.as_of,
        "polarity": account.polarity.value,
        "outlook": account.outlook.value,
        "withheld": account.withheld.value if account.withheld else None,
        "grade": account.grade.value if account.grade else None,
    }


def _comparison(comparison: Comparison) -> Json:
    return {
        "slot": comparison.slot.value,
        "relation": comparison.relation.value,
        "accounts": list(comparison.accounts),
        "note": comparison.note,
    }


def _responsibility(item: Responsibility) -> Json:
    return {"blamed": item.blamed, "by": item.by, "grade": item.grade.value}


def _response(response: Response, known: People) -> Json:
    return {
        "voice": response.voice,
        "document": response.document,
        "spans": _spans(response.spans),
        "cause": response.cause,
        "effect": response.effect,
        "relation": response.relation.value,
        "status": response.status.value,
        "polarity": response.polarity.value,
        "cue": _spans(response.cue),
        "name": known.name(response.document, response.voice),
    }


def _chain(chain: Chain) -> Json:
    return {
        "voice": chain.voice,
        "start": chain.start,
        "steps": [
            {"cause": step.cause, "effect": step.effect, "relation": step.relation.value} for step in chain.steps
        ],
        "apart": list(chain.apart),
    }


def _source(reading: Reading) -> Json:
    document = reading.document
    return {
        "document": document.id,
        "uri": document.uri,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "status": document.status.value,
        "problems": list(document.problems),
        "voices": [{"id": voice.id, "name": voice.name, "kind": voice.kind.value} for voice in reading.voices],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
