"""git blame for the news: whose voice is every sentence, through which chain of voices, and how sure.

>>> import whence
>>> "blame" in dir(whence)
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.errors import SourceError, UsageError, WhenceError
    from whence.model.text import Failure
    from whence.project import Blame, Checks, blame, blame_all, blame_text, check, check_all
    from whence.project.comparing import Comparison, compare_articles
    from whence.project.library import Library

__all__ = [
    "Blame",
    "Checks",
    "Comparison",
    "Failure",
    "Library",
    "SourceError",
    "UsageError",
    "WhenceError",
    "blame",
    "blame_all",
    "blame_text",
    "check",
    "check_all",
    "compare_articles",
]
__version__ = "0.1.0"

_HOMES = {
    "Blame": "whence.project",
    "Checks": "whence.project",
    "Comparison": "whence.project.comparing",
    "Failure": "whence.model.text",
    "Library": "whence.project.library",
    "SourceError": "whence.errors",
    "UsageError": "whence.errors",
    "WhenceError": "whence.errors",
    "blame": "whence.project",
    "blame_all": "whence.project",
    "blame_text": "whence.project",
    "check": "whence.project",
    "check_all": "whence.project",
    "compare_articles": "whence.project.comparing",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for: importing whence stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'whence' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
