"""The class of what a clause tells: by a linear model, or by the lexicon where none is installed."""

from __future__ import annotations

from collections.abc import Mapping

from whence.compare.events.features import features
from whence.compare.events.find import events
from whence.compare.linear import installed
from whence.model.incident import Event, EventClass
from whence.model.text import Span

MARKED, UNMARKED = "events", "events_unmarked"
LEAST = 0.45
YIELD = "YIELD"  # the training data has one class for CONCEDE and RETREAT
_YIELDING = (EventClass.RETREAT, EventClass.CONCEDE)
_OURS = frozenset(
    (EventClass.ACCIDENT, EventClass.NATURAL_HAZARD, EventClass.CRIME, EventClass.INTERCEPT, EventClass.STATEMENT)
)
_CERTAIN = 0.7  # below it the lexicon's word for a class that the model never saw stands


def classify(text: str, actor: Span | None, recipient: Span | None) -> tuple[EventClass | None, float]:
    """The class of a clause and how probable it is; None where it is less probable than 0.45.

    `actor` and `recipient` mark who does it and to whom; without both the first act that the lexicon finds is taken.
    """
    found = _fitting(events(text, Span(0, len(text))), actor, recipient)
    likely = chances(text, actor, recipient)
    if not likely:
        return (found.event_class, found.confidence) if found else (None, 0.0)
    label, chance = max(likely.items(), key=lambda item: item[1])
    if found is not None and found.event_class in _OURS and chance < _CERTAIN:
        return found.event_class, found.confidence
    if chance < LEAST:
        return None, chance
    if label != YIELD:
        return EventClass(label), chance
    return (found.event_class if found and found.event_class in _YIELDING else EventClass.CONCEDE), chance


def chances(text: str, actor: Span | None, recipient: Span | None) -> Mapping[str, float]:
    """How probable each of the 15 classes is that the model knows; empty where no model is installed."""
    model = installed(UNMARKED if actor is None and recipient is None else MARKED)
    if model is None:
        return {}
    found = model.chances(features(text, actor, recipient))
    return {label: float(chance) for label, chance in zip(model.labels, found, strict=True)}


def _fitting(found: list[Event], actor: Span | None, recipient: Span | None) -> Event | None:
    """The act between these two, else of this actor, else the first."""
    best: Event | None = None
    most = -1
    for event in found:
        fits = 2 * _meets(event.actor, actor) + _meets(event.recipient, recipient)
        if fits > most:
            best, most = event, fits
    return best


def _meets(spans: tuple[Span, ...], marked: Span | None) -> bool:
    return marked is not None and any(span.overlaps(marked) for span in spans)
