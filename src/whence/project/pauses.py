"""When an address that is watched may be asked again. Moments and pauses are in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from whence.ingest.fetch import Marks
from whence.model.watching import Visit

LONGEST = 86_400.0  # between two visits, unless the server asks for more
_REMEMBERED = 7 * 86_400.0
_EARLY = 0.9  # of a pause: a timer that calls every quarter of an hour is never just too early

After = Callable[[Visit, Marks, float, float], Visit]  # visit, marks of the answer, now, every: the visit after it


def rested(visit: Visit, marks: Marks, now: float, every: float, rest: float) -> Visit:
    """A feed that answered: asked again after `every`, or after the `rest` that it asks for."""
    due = now + max(_EARLY * every, rest)
    return replace(visit, etag=marks.etag, modified=marks.modified, due=due, wait=rest, failures=0)


def rested_again(visit: Visit, marks: Marks, now: float, every: float) -> Visit:
    """A feed that is as it was, and so is the rest that it asks for."""
    return rested(visit, marks, now, every, visit.wait)


def unchanged(visit: Visit, marks: Marks, now: float, every: float) -> Visit:
    """A page that is as it was: twice as long until the next visit, up to a day."""
    wait = min(max(2 * visit.wait, every), LONGEST)
    return replace(
        visit, etag=marks.etag, modified=marks.modified, due=now + _EARLY * wait, wait=wait, failures=0
    )  # fmt: skip


def changed(visit: Visit, marks: Marks, now: float, every: float) -> Visit:
    """A page that is new or has changed: it may soon change again."""
    return replace(
        visit, etag=marks.etag, modified=marks.modified, due=now + _EARLY * every, wait=every, failures=0
    )  # fmt: skip


def failed(visit: Visit, now: float, every: float, retry_after: float) -> Visit:
    """An address that could not be had: each time twice as long, up to a day, and as long as the server asks for."""
    wait = min(max(every, 1.0) * 2 ** min(visit.failures, 20), LONGEST)
    return replace(visit, due=now + max(wait, retry_after), failures=visit.failures + 1)


def is_forgotten(visit: Visit, now: float) -> bool:
    """Whether a page that no feed names any longer was watched long enough: a week."""
    return now - visit.since > _REMEMBERED
