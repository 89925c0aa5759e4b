"""What each voice tells of an incident, slot by slot, and how the accounts stand to each other."""

from whence.compare.accounts.compare import comparisons
from whence.compare.accounts.relate import relate
from whence.compare.accounts.responsibility import responsibilities
from whence.compare.accounts.tell import Telling, tellings

__all__ = ["Telling", "comparisons", "relate", "responsibilities", "tellings"]
