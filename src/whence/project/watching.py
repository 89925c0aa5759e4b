"""Watching feeds and folders: what is new is added to a library, and what changed between editions is told.

What was seen is remembered only after it was added, so a watch that is cut off looks again at what it had not kept.
"""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from whence.errors import SourceError, UsageError
from whence.ingest.feeds import EXTRA, installed
from whence.ingest.fetch import AnsweredError, Fetched, Marks
from whence.ingest.inputs import files
from whence.model.revised import Revision
from whence.model.text import Failure
from whence.model.watching import Visit, Visits
from whence.project import pauses
from whence.project.visiting import Outcome, Visitor, host

if TYPE_CHECKING:
    from whence.project.adding import Tally
    from whence.project.following import Followed, Page
    from whence.store.shelf import Shelf

_WEB = ("http://", "https://")
_SHORTEST = 1.0  # seconds between two rounds


@dataclass(slots=True)
class Seen:
    """What a watch has done so far."""

    rounds: int = 0
    new: int = 0
    editions: int = 0
    failed: int = 0

    def sentence(self) -> str:
        """The summary."""
        found = (
            (self.rounds, "round"),
            (self.new - self.editions, "new document"),
            (self.editions, "new edition"),
            (self.failed, "failure"),
        )
        return ", ".join(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to watch: seconds between two looks at a source, between two requests to a host, and for one request."""

    every: float = 900.0
    pause: float = 2.0
    seconds: float = 20.0
    model: str = "small"
    jobs: int | None = None
    allow_private: bool = False


class Watch:
    """Feeds, files and folders that are watched for a library.

    Iterating goes on for ever: what changed in a document is told when its new edition is there. `once` is one round.
    """

    def __init__(self, folder: Path, sources: Sequence[str], manner: Manner, told: Callable[[str], None]) -> None:
        """Ask `Library.watch` for one. Raises UsageError for a source that cannot be watched."""
        from whence.project.reading import check_model

        self.seen = Seen()
        self._folder, self._manner, self._told = folder, manner, told
        self._feeds = list(dict.fromkeys(source for source in sources if source.lower().startswith(_WEB)))
        self._paths = [source for source in sources if not source.lower().startswith(_WEB)]
        if self._feeds and not installed():
            raise UsageError(EXTRA)
        if missing := [path for path in self._paths if not os.path.lexists(path)]:
            raise UsageError(f"{missing[0]}: no such file or folder, and no http or https address")
        if manner.model != "unread":
            check_model(manner.model)
        self._hosts: dict[str, float] = {}
        self._before = Visits()  # what was remembered when this watch last looked
        self._visitor = Visitor(
            pause=manner.pause, seconds=manner.seconds, allow_private=manner.allow_private, hosts=self._hosts
        )

    def __iter__(self) -> Iterator[Revision]:
        """Round after round. `stop` ends it."""
        while not self._visitor.stop.is_set():
            yield from self.once()
            self._visitor.stop.wait(self._until_next())

    def stop(self) -> None:
        """Ask for nothing more."""
        self._visitor.stop.set()

    def once(self) -> Iterator[Revision]:
        """One look at everything whose time has come."""
        self.seen.rounds += 1
        visits = self._remembered()
        yield from self._files(visits)
        if pages := self._ask_feeds(visits):
            yield from self._add(pages, visits)
        yield from self._ask_pages(visits)

    # files

    def _files(self, visits: Visits) -> Iterator[Revision]:
        """Add the files that are new or not as they were."""
        found: dict[str, tuple[int, int]] = {}
        for path in files(self._paths, note=_nothing):
            if isinstance(path, Failure):
                self._fault(path.uri, path.problem)
            elif isinstance(path, Path) and (mark := _mark(path)):
                found[str(path)] = mark
        new = [name for name, mark in found.items() if visits.files.get(name) != mark]
        told = self._kept(partial(self._add_files, new)) if new else None
        if told is None:
            return
        visits.files.update(found)
        self._remember(visits)
        yield from told

    def _add_files(self, names: list[str], shelf: Shelf) -> Tally:
        from whence.project.adding import add

        return add(shelf, names, model=self._manner.model, processes=self._manner.jobs, told=_nothing)

    # feeds

    def _ask_feeds(self, visits: Visits) -> list[Outcome]:
        """Ask the feeds whose time has come, and note what they lead to; those that turn out to be pages themselves."""
        from whence.project.following import Page, follow

        for feed in self._feeds:
            visits.addresses.setdefault(feed, Visit(since=time.time()))
        known = [(feed, visits.addresses[feed]) for feed in self._feeds]
        due = [(feed, visit) for feed, visit in known if visit.feed != feed and self._is_due(feed, visit)]
        answers: dict[str, Fetched] = {}
        for outcome in self._visited(due):
            if isinstance(outcome.found, Fetched):
                answers[outcome.address] = outcome.found
            else:
                self._note(outcome, visits, pauses.rested_again)
        pages: list[Outcome] = []
        for found in follow(answers.items()) if answers else ():
            if isinstance(found, Failure):
                self._note(Outcome(found.uri, SourceError(found.uri, found.problem)), visits, pauses.rested_again)
            elif not isinstance(found, Page):
                self._follow(found, answers[found.address].marks, visits)
            elif any(visit.feed == found.address for visit in visits.addresses.values()):
                problem = "was a feed, and is a page now"
                self._note(Outcome(found.address, SourceError(found.address, problem)), visits, pauses.rested_again)
            else:
                self._told(_as_page(found))
                visits.addresses[found.address] = replace(visits.addresses[found.address], feed=found.address)
                pages.append(Outcome(found.address, answers[found.address]))
        if due:
            self._remember(visits)
        return pages

    def _follow(self, feed: Followed, marks: Marks, visits: Visits) -> None:
        """Note the pages that a feed leads to: new ones, and those it says something else of, are due at once."""
        now, known = time.time(), visits.addresses
        known[feed.address] = pauses.rested(known[feed.address], marks, now, self._manner.every, feed.rest)
        for address, stamp in feed.entries.items():
            visit = known.get(address, Visit(since=now))
            if address not in self._feeds and visit.stamp != stamp:
                known[address] = replace(visit, feed=feed.address, stamp=stamp, due=now)
        for address, visit in list(known.items()):
            if visit.feed == feed.address and address not in feed.entries and pauses.is_forgotten(visit, now):
                del known[address]

    # pages

    def _ask_pages(self, visits: Visits) -> Iterator[Revision]:
        """Look at the pages whose time has come, host by host; add those that are new or have changed."""
        due = [
            (address, visit)
            for address, visit in visits.addresses.items()
            if visit.feed in self._feeds and self._is_due(address, visit)
        ]
        due.sort(key=_new_first)
        with closing(self._visitor.visit([(address, marks_of(visit)) for address, visit in due])) as hosts:
            for outcomes in hosts:
                yield from self._add(outcomes, visits)

    def _add(self, outcomes: Sequence[Outcome], visits: Visits) -> Iterator[Revision]:
        pages = {outcome.address: outcome.found for outcome in outcomes if isinstance(outcome.found, Fetched)}
        told = self._kept(partial(self._add_pages, list(pages.values()))) if pages else []
        if told is None:
            return
        other = {revision.later.document.uri for revision in told}
        for outcome in outcomes:
            page = pages.get(outcome.address)
            new = page is not None and (page.url in other or not visits.addresses[outcome.address].wait)
            self._note(outcome, visits, pauses.changed if new else pauses.unchanged)
        self._remember(visits)
        yield from told

    def _add_pages(self, pages: list[Fetched], shelf: Shelf) -> Tally:
        from whence.project.adding import add_pages

        return add_pages(shelf, pages, model=self._manner.model, processes=self._manner.jobs, told=_nothing)

    # what all have in common

    def _is_due(self, address: str, visit: Visit) -> bool:
        return max(visit.due, self._hosts.get(host(address), 0.0)) <= time.time()

    def _visited(self, due: Sequence[tuple[str, Visit]]) -> Iterator[Outcome]:
        with closing(self._visitor.visit([(address, marks_of(visit)) for address, visit in due])) as hosts:
            for outcomes in hosts:
                yield from outcomes

    def _note(self, outcome: Outcome, visits: Visits, after: pauses.After) -> None:
        """Note when an address that was asked may be asked again; what is wrong with it is told."""
        visit, now = visits.addresses[outcome.address], time.time()
        found = outcome.found
        if isinstance(found, SourceError):
            self._fault(outcome.address, found.problem)
            retry_after = (found.retry_after or 0.0) if isinstance(found, AnsweredError) else 0.0
            visits.addresses[outcome.address] = pauses.failed(visit, now, self._manner.every, retry_after)
            return
        marks = found.marks if isinstance(found, Fetched) else marks_of(visit)
        visits.addresses[outcome.address] = after(visit, marks, now, self._manner.every)

    def _kept(self, add: Callable[[Shelf], Tally]) -> list[Revision] | None:
        """Add to the library, and what changed thereby; None where somebody else is writing to it, who comes first."""
        from whence.project.editions import last_row, latest
        from whence.store.shelf import writing

        try:
            with writing(self._folder) as shelf:
                before = last_row(shelf)
                tally = add(shelf)
                told = list(latest(shelf, before))
        except UsageError as error:
            self._told(f"{error}; what was seen is looked at again in the next round")
            return None
        self.seen.new += tally.new
        self.seen.editions += tally.editions
        if tally.failed:
            self.seen.failed += tally.failed
            self._told(f"{tally.failed} set aside; `whence info {self._folder} --quarantine` says why")
        return told

    def _fault(self, address: str, problem: str) -> None:
        self.seen.failed += 1
        self._told(f"{address}: {problem}")

    def _remembered(self) -> Visits:
        from whence.store.visits import visits

        found = visits(self._folder)
        self._hosts.update({name: max(until, self._hosts.get(name, 0.0)) for name, until in found.hosts.items()})
        self._before = found.copy()
        return found

    def _remember(self, found: Visits) -> None:
        from whence.store.visits import note

        now = time.time()
        found.hosts = {name: until for name, until in self._hosts.items() if until > now}
        self._folder.mkdir(parents=True, exist_ok=True)
        note(self._folder, self._before, found)
        self._before = found.copy()

    def _until_next(self) -> float:
        """Seconds until something is due."""
        now, known = time.time(), self._remembered().addresses
        moments = [
            max(visit.due, self._hosts.get(host(address), 0.0))
            for address, visit in known.items()
            if address in self._feeds or visit.feed in self._feeds
        ]
        if self._paths:
            moments.append(now + self._manner.every)
        return max(min(moments, default=now) - now, _SHORTEST)


def _as_page(page: Page) -> str:
    """What is told of an address that is no feed."""
    told = f"{page.address}: a page and no feed; it is watched as a page"
    return f"{told}. The feeds that it names: {', '.join(page.feeds)}" if page.feeds else told


def _new_first(page: tuple[str, Visit]) -> tuple[bool, float]:
    """Pages that were never had, then those whose time came first."""
    return page[1].wait > 0, page[1].due


def marks_of(visit: Visit) -> Marks:
    """The marks of the last answer."""
    return Marks(etag=visit.etag, modified=visit.modified)


def _mark(path: Path) -> tuple[int, int] | None:
    """When a file was last written, and its size; None where it is gone by now."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _nothing(_told: object) -> None:
    """Told nothing of."""
