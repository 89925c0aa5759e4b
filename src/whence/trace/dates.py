"""When a text can be shown, or only claims, to have stood somewhere."""

from __future__ import annotations

from whence.model.library import DateGrade


def dated(published: str | None, captured: str | None) -> tuple[str | None, DateGrade]:
    """The earliest day that speaks for a text, and how well it is known.

    A capture on or before the day that the page claims bears it out. A page that claims to be older than its first
    capture may be right: nobody saw it then.

    >>> dated("2024-03-01", "2024-03-01T09:00:00Z")
    ('2024-03-01', <DateGrade.OBSERVED: 'observed'>)
    >>> dated("2024-03-01", None)
    ('2024-03-01', <DateGrade.CLAIMED: 'claimed'>)
    >>> dated(None, "2024-03-05T09:00:00Z")
    ('2024-03-05', <DateGrade.OBSERVED: 'observed'>)
    """
    seen = captured[:10] if captured else None
    if published is None:
        return seen, DateGrade.OBSERVED if seen else DateGrade.UNKNOWN
    if seen is None:
        return published, DateGrade.CLAIMED
    size = min(len(published), 10)
    if seen[:size] <= published[:size]:
        return (published if len(published) >= 10 else seen), DateGrade.OBSERVED
    return published, DateGrade.CONFLICT


def order(date: str | None) -> tuple[str, int]:
    """A key that puts earlier days first, and of one day the less precise last; unknown ones at the end.

    >>> sorted(["2024-03", "2023", None, "2024-03-01"], key=order)
    ['2023', '2024-03-01', '2024-03', None]
    """
    if date is None:
        return "9999", 0
    return date[:10] + "-99-99"[len(date) - 4 if len(date) < 10 else 6 :], -len(date[:10])


def tied(one: str | None, other: str | None) -> bool:
    """Whether two days cannot be told apart by what is known of them.

    >>> tied("2024-03", "2024-03-09"), tied("2024-03-08", "2024-03-09"), tied(None, None)
    (True, False, True)
    """
    if one is None or other is None:
        return one is other
    size = min(len(one), len(other), 10)
    return one[:size] == other[:size]


def later(one: str | None, other: str | None) -> bool:
    """Whether the first day is after the second, as far as both are known.

    >>> later("2024-03-09", "2024-03-08"), later("2024-03-09", "2024-03"), later("2024", None)
    (True, False, False)
    """
    return one is not None and other is not None and not tied(one, other) and order(one) > order(other)
