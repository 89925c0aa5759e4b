"""Two drawings without any data from elsewhere: incidents in time, and the places that were resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from whence.model.incident import Incident, Place, Precision
from whence.present.characters import visible
from whence.present.compared import wording

_WIDE, _ROW, _LEFT = 760, 30, 12
_LEAST = 6  # points that a bar is wide, however short the time
_TICKS = 6
_MAP_WIDE, _MAP_TALL, _MARGIN = 640, 360, 40
_LEAST_DEGREES = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An incident in time: as wide as its date is imprecise."""

    x: float
    y: int
    width: float
    label: str
    when: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line across a drawing, with its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars in order of time."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place on the map."""

    x: float
    y: float
    label: str
    before: bool  # whether the label stands before the dot


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The places, with lines of longitude and latitude."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]


def timeline(incidents: Sequence[Incident]) -> Timeline | None:
    """The incidents whose days are told; None where there are none."""
    dated = [(span, item) for item in incidents if (span := _days(item)) is not None]
    if not dated:
        return None
    dated.sort(key=lambda pair: (pair[0], pair[1].id))
    first = min(start for (start, _), _ in dated)
    last = max(end for (_, end), _ in dated)
    days = max((last - first).days + 1, 1)
    scale = (_WIDE - 2 * _LEFT) / days
    bars = [
        Bar(
            x=round(_LEFT + (start - first).days * scale, 1),
            y=_ROW * (row + 1),
            width=round(max(((end - start).days + 1) * scale, _LEAST), 1),
            label=visible(item.label),
            when=wording.when(item),
            link=f"#{item.id}",
        )
        for row, ((start, end), item) in enumerate(dated)
    ]
    step = max(1, -(-days // _TICKS))
    ticks = [
        Tick(at=round(_LEFT + day * scale, 1), label=(first + timedelta(days=day)).isoformat())
        for day in range(0, days, step)
    ]
    return Timeline(width=_WIDE, height=_ROW * (len(bars) + 2), bars=tuple(bars), ticks=tuple(ticks))


def _days(incident: Incident) -> tuple[date, date] | None:
    try:
        start = date.fromisoformat((incident.start or "")[:10])
        end = date.fromisoformat((incident.end or incident.start or "")[:10])
    except ValueError:
        return None
    return (start, end) if start <= end else None


def drawn_map(incidents: Sequence[Incident]) -> Map | None:
    """The places that were resolved; None where there are none. A name that was not settled is on no map."""
    points = {
        (place.name, lat, lon): None
        for _, place in places(incidents)
        if place.precision is not Precision.UNKNOWN
        and (lat := place.lat) is not None
        and (lon := place.lon) is not None
    }
    if not points:
        return None
    west, east = _padded([lon for _, _, lon in points], 180)
    south, north = _padded([lat for _, lat, _ in points], 90)

    def x(lon: float) -> float:
        return round(_MARGIN + (lon - west) / (east - west) * (_MAP_WIDE - 2 * _MARGIN), 1)

    def y(lat: float) -> float:
        return round(_MARGIN + (north - lat) / (north - south) * (_MAP_TALL - 2 * _MARGIN), 1)

    dots = [
        Dot(x=x(lon), y=y(lat), label=visible(name), before=x(lon) > _MAP_WIDE * 0.6)
        for name, lat, lon in sorted(points)
    ]
    return Map(
        width=_MAP_WIDE,
        height=_MAP_TALL,
        dots=tuple(dots),
        across=tuple(Tick(at=x(lon), label=_degrees(lon, "E", "W")) for lon in _lines(west, east)),
        down=tuple(Tick(at=y(lat), label=_degrees(lat, "N", "S")) for lat in _lines(south, north)),
    )


def _padded(values: Sequence[float], limit: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    pad = max((high - low) * 0.15, _LEAST_DEGREES)
    return max(low - pad, -limit), min(high + pad, limit)


def _lines(low: float, high: float) -> list[float]:
    step = next((size for size in (0.5, 1, 2, 5, 10, 20, 30) if (high - low) / size <= _TICKS), 60)
    count = int(high // step) - int(-(-low // step)) + 1
    return [(int(-(-low // step)) + number) * step for number in range(max(count, 0))]


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value > 0 else negative}" if value else "0°"


def places(incidents: Sequence[Incident]) -> list[tuple[Incident, Place]]:
    """The table beside the map: each incident with its place."""
    return [(item, item.place) for item in incidents if item.place is not None]
