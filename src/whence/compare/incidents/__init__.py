"""Which documents, and which mentions in them, tell the same incident."""

from whence.compare.incidents.documents import Grouped, group_documents
from whence.compare.incidents.mentions import Told, group_mentions

__all__ = ["Grouped", "Told", "group_documents", "group_mentions"]
