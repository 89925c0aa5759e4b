"""What is remembered of what is watched: when an address was asked and may be asked again, which files were seen."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address that is watched. Moments are seconds since 1970.

    `etag` and `modified` are the marks of the last answer, `due` is when it may be asked again, `wait` how long the
    last pause was, `failures` how often in a row it could not be had, `since` when it was first seen. `feed` names the
    feed that led here (empty for a feed itself), `stamp` what that feed last said of it.
    """

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    wait: float = 0.0
    failures: int = 0
    since: float = 0.0
    feed: str = ""
    stamp: str = ""


@dataclass(slots=True)
class Visits:
    """All that is remembered: addresses, hosts that asked to be left alone until a moment, files by time and size."""

    addresses: dict[str, Visit] = field(default_factory=dict[str, Visit])
    hosts: dict[str, float] = field(default_factory=dict[str, float])
    files: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    def copy(self) -> Visits:
        """The same, to be changed by itself."""
        return Visits(addresses=dict(self.addresses), hosts=dict(self.hosts), files=dict(self.files))
