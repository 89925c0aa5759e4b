"""Cause and effect inside a sentence, where words of the sentence tie them."""

from whence.compare.causes.find import Link, Sort, links

__all__ = ["Link", "Sort", "links"]
