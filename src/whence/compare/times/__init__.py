"""English expressions of time: found, and told as TIMEX3 values with the days they cover."""

from whence.compare.times.meaning import Meaning
from whence.compare.times.reading import times, value

__all__ = ("Meaning", "times", "value")
