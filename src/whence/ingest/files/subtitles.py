"""Subtitles to a document: their words as running text, a paragraph for each speaker or pause; times as locators."""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import webvtt  # pyright: ignore[reportMissingTypeStubs]
from webvtt.errors import MalformedCaptionError, MalformedFileError

from whence.errors import SourceError
from whence.ingest.charset import decode
from whence.ingest.plain import read_plain
from whence.model.text import Document, DocumentStatus, Locator, LocatorKind, Span

_TURN = re.compile(r"^\s*(?:>>+|[-–—](?!\d))\s*(?=\S)")  # "-5 degrees" is a number
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s([^<>\n]{1,200})>")
_NEXT_LINE = re.compile(r"\n|(?=<v[.\s])")  # a voice begins a line of its own
_TIMED = re.compile(r"^[^\n]*-->[^\n]*\n(?=[^\n]*\S)", re.MULTILINE)
_STYLING = re.compile(r"\{\\[^{}\n]{0,80}\}|</?\w[^<>\n]{0,80}>")
_PAUSE = 2.5  # seconds without words after which a new paragraph begins
_MOMENT = 0.1  # seconds in which nobody can read a caption: it only waits for the next line


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
    plain = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    captions = _captions(plain, uri)
    lines = list(_without_repeats(map(_lines, captions)))
    if not lines:
        raise SourceError(uri, "these subtitles have no words")
    text, locators = _running(lines)
    document = read_plain(text, uri=uri, encoding=encoding, sha256=hashlib.sha256(data).hexdigest())
    document = replace(document, locators=tuple(locators))
    lost = len(_TIMED.findall(plain)) - sum(bool(caption.raw_text.split("\n")[0].strip()) for caption in captions)
    if lost <= 0:
        return document
    problem = f"left out {lost} caption{'s' * (lost > 1)} whose time cannot be read"
    return replace(document, status=DocumentStatus.PARTIAL, problems=(*document.problems, problem))


def _captions(plain: str, uri: str) -> list[Any]:
    form = "vtt" if plain.lstrip(" \n").startswith("WEBVTT") else "srt"
    try:
        found: Any = webvtt.from_buffer(io.StringIO(plain), format=form)
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise SourceError(uri, f"no subtitles that can be read ({error}); save them as .srt or .vtt anew") from error
    return list(found)


def _lines(caption: Any) -> list[_Line]:
    """The lines of a caption that have words; a voice speaks up to the next one."""
    lines: list[_Line] = []
    voice: str | None = None
    for words in _NEXT_LINE.split(caption.raw_text):
        named = _VOICE.match(words.lstrip())
        voice = html.unescape(named[1]).strip() if named else voice
        plain = html.unescape(_STYLING.sub("", words)).strip()
        turn = _TURN.match(plain)
        plain = plain[turn.end() :] if turn else plain
        if plain:
            start, end = _seconds(caption.start), _seconds(caption.end)
            lines.append(_Line(plain, voice, bool(turn), start, end, caption.start))
    return lines


def _seconds(time: str) -> float:
    """The seconds of a time such as 00:01:02.500."""
    hours, minutes, seconds = time.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def _without_repeats(captions: Iterable[list[_Line]]) -> Iterator[_Line]:
    """Captions that roll up show a line again: above the next one, or alone for a moment before that comes."""
    before: list[_Line] = []
    for lines in captions:
        yield from lines[_again(before, lines) :]
        before = lines or before


def _again(before: Sequence[_Line], lines: Sequence[_Line]) -> int:
    """How many of the lines at the top stood at the bottom of the caption before."""
    if not before or not lines or lines[0].start - before[-1].end > _PAUSE:
        return 0
    most = len(lines) - (lines[0].end - lines[0].start > _MOMENT)
    shown, now = [line.words for line in before], [line.words for line in lines]
    return next((n for n in range(min(most, len(shown)), 0, -1) if shown[-n:] == now[:n]), 0)


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
