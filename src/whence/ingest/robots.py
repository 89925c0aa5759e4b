"""robots.txt: what a site asks machines to leave alone, and how slowly it asks them to come."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

from whence.ingest.fetch import AGENT

MOST_BYTES = 512_000  # RFC 9309 asks for at least so many


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site's robots.txt says to whence."""

    rules: RobotFileParser

    def allow(self, address: str) -> bool:
        """Whether whence may ask for this address."""
        return self.rules.can_fetch(AGENT, address)

    @property
    def delay(self) -> float:
        """How many seconds to wait between two requests; 0 where it does not say."""
        delay = self.rules.crawl_delay(AGENT)
        return float(delay) if delay is not None else 0.0


def robots(text: str) -> Robots:
    """The rules of a robots.txt; an empty one allows everything.

    >>> found = robots("User-agent: *\\nDisallow: /private/\\nCrawl-delay: 7")
    >>> found.allow("https://a.example/private/x"), found.allow("https://a.example/news"), found.delay
    (False, True, 7.0)
    """
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return Robots(rules)
