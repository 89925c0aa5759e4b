"""Articles in, readings out: the few calls into whence that the scores need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whence.errors import SourceError
from whence.ingest.inputs import documents
from whence.ingest.plain import read_plain
from whence.model.speech import Reading
from whence.model.text import Document
from whence.present.contract import to_json
from whence.read.article import read


def blame_file(path: Path) -> dict[str, Any]:
    """What `whence blame PATH --json` prints. Raises SourceError when the article cannot be read."""
    for result in documents([str(path)], stdin=None, allow_private=False):
        if isinstance(result, Document):
            return to_json(read(result))
        raise SourceError(result.uri, result.problem)
    raise SourceError(str(path), "no document in it")


def read_text(text: str, uri: str) -> Reading:
    """The reading of a plain text, whose offsets are kept."""
    return read(read_plain(text, uri=uri))
