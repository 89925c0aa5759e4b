"""The core: what whence does, for every door (command line, Python, notebooks, pages).

Doors parse and print; the core joins the stages: ingest, read, trace, present.
"""

from whence.project.checking import Checks, check, check_all
from whence.project.reading import (
    SMALL,
    Blame,
    Source,
    blame,
    blame_all,
    blame_demo,
    blame_text,
    cores,
    count,
    reader,
    without_model,
)

__all__ = [
    "SMALL",
    "Blame",
    "Checks",
    "Source",
    "blame",
    "blame_all",
    "blame_demo",
    "blame_text",
    "check",
    "check_all",
    "cores",
    "count",
    "reader",
    "without_model",
]
