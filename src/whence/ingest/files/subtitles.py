"""Subtitles to a document: their words as running text, a paragraph for each speaker or pause; times as locators."""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import webvtt  # pyright: ignore[reportMissingTypeStubs]
from webvtt.errors import MalformedCaptionError, MalformedFileError

from whence.errors import SourceError
from whence.ingest.charset import decode
from whence.ingest.plain import read_plain
from whence.model.text import Document, Locator, LocatorKind, Span

_TURN = re.compile(r"^\s*(?:>>+|[-–—])\s*(?=\S)")
_STYLING = re.compile(r"\{\\[^{}\n]{0,80}\}|</?\w[^<>\n]{0,80}>")
_PAUSE = 2.5  # seconds without words after which a new paragraph begins


@dataclass(frozen=True, slots=True)
class _Line:
    """Words shown together: by whom, when, and whether a new speaker begins with them."""

    words: str
    voice: str | None
    turn: bool
    start: float
    end: float
    time: str


def read_subtitles(data: bytes, *, uri: str, http_charset: str | None = None) -> Document:
    """The words of a SubRip (.srt) or WebVTT (.vtt) file.

    Raises SourceError when there are none. `Document.locators` say for each stretch of text when it is spoken.
    """
    source, encoding = decode(data, http_charset)
    lines = list(_without_repeats(_lines(source, uri)))
    if not lines:
        raise SourceError(uri, "these subtitles have no words")
    text, locators = _running(lines)
    document = read_plain(text, uri=uri, encoding=encoding, sha256=hashlib.sha256(data).hexdigest())
    return replace(document, locators=tuple(locators))


def _lines(source: str, uri: str) -> Iterator[list[_Line]]:
    """The lines of each caption."""
    form = "vtt" if source.lstrip("\ufeff \r\n").startswith("WEBVTT") else "srt"
    plain = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        captions: Any = webvtt.from_buffer(io.StringIO(plain), format=form)
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise SourceError(uri, f"no subtitles that can be read ({error}); save them as .srt or .vtt anew") from error
    for caption in captions:
        yield [line for number, words in enumerate(caption.text.split("\n")) if (line := _line(caption, words, number))]


def _line(caption: Any, words: str, number: int) -> _Line | None:
    plain = html.unescape(_STYLING.sub("", words)).strip()
    turn = _TURN.match(plain)
    plain = plain[turn.end() :] if turn else plain
    if not plain:
        return None
    voice: str | None = caption.voice if number == 0 else None
    return _Line(plain, voice, bool(turn), caption.start_in_seconds, caption.end_in_seconds, caption.start)


def _without_repeats(captions: Iterator[list[_Line]]) -> Iterator[_Line]:
    """Captions that roll up show a line twice: at the bottom, and then at the top above the next one."""
    before: list[_Line] = []
    for lines in captions:
        rolled = len(lines) > 1 and bool(before) and lines[0].words == before[-1].words
        yield from lines[rolled:]
        before = lines or before


def _running(lines: list[_Line]) -> tuple[str, list[Locator]]:
    """The text, and for each line where it stands in it and its time."""
    parts: list[str] = []
    locators: list[Locator] = []
    length = 0
    last: _Line | None = None
    speaker: str | None = None
    for line in lines:
        named = line.voice is not None and line.voice != speaker
        apart = last is not None and (line.turn or named or line.start - last.end > _PAUSE)
        joint = "" if last is None else "\n\n" if apart else " "
        label = f"{line.voice}: " if named else ""
        parts.append(joint + label + line.words)
        length += len(parts[-1])
        start = length - len(line.words)
        locators.append(Locator(span=Span(start, length), kind=LocatorKind.TIME, value=line.time))
        last, speaker = line, line.voice or (None if apart else speaker)
    return "".join(parts), locators
