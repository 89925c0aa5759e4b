"""Quantities of English text: how many of what, as an interval, and what happened to them."""

from whence.compare.numbers.heads import unit_class
from whence.compare.numbers.reading import quantities

__all__ = ("quantities", "unit_class")
