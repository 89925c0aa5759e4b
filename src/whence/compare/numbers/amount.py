"""An amount: how many, before what is counted is known."""

from __future__ import annotations

from dataclasses import dataclass

ALMOST = 0.999  # the most that is not all


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The tokens `begin` to before `end`; the interval, both ends inside, None where open.

    `core` is the token where the number itself starts, behind what it is compared by; `vague`: a word such as "few".
    """

    begin: int
    core: int
    end: int
    low: float | None
    high: float | None
    fraction: tuple[float, float] | None = None
    approximate: bool = False
    vague: bool = False
    currency: str | None = None
