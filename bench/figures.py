"""A measured figure, and tables of them."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, what came out, and what it should be (empty where nothing is asked)."""

    name: str
    measured: str
    aim: str = ""


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [f"| {figure.name} | {figure.measured} | {figure.aim} |\n" for figure in figures]
    return "".join(["| figure | measured | aim |\n", "| --- | ---: | --- |\n", *rows])


def seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """The median wall-clock time of several calls."""
    return _median(time.perf_counter, work, times)


def cpu_seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """The median processor time of several calls, in this process: other processes on the machine count less."""
    return _median(time.process_time, work, times)


def _median(clock: Callable[[], float], work: Callable[[], object], times: int) -> float:
    taken: list[float] = []
    for _ in range(times):
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken)


def pin_to_one_core() -> None:
    """Keep this process on one core, where the system can (Linux)."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_megabytes() -> float:
    """The most memory this process has held so far (Linux counts in kibibytes, macOS in bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6
