"""What happened, clause by clause: the act and its class, who did it, to whom, with what."""

from whence.compare.events.classify import chances, classify
from whence.compare.events.find import events

__all__ = ["chances", "classify", "events"]
