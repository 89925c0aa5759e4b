"""The web page: one self-contained file, readable without scripts, on a phone, on paper and in the dark."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from whence.model.anchor import anchor
from whence.model.speech import Reading, Statement, Voice
from whence.model.text import Document, Role, Span, joined
from whence.present import wording
from whence.present.addresses import followable
from whence.present.characters import visible
from whence.present.choose import EVERYTHING, Choice, chosen_lines
from whence.present.citing.choosing import places as sentence_places
from whence.present.fixing import Fixing
from whence.present.pieces import Group, Line, groups, lines
from whence.present.templates import template

_COLOURS = 12
_CARD_WORDS = 160
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")

View = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word beside a statement that leads further: what became of its quotation."""

    text: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What an article's page leads to: pages of voices by voice id, badges by statement id. Nowhere, where it stands
    alone. `anchor` begins the names of its sentences; `open` shows every statement's grounds, `chains` every chain in
    full. `base` is the document's address in the reader, to which `/cite` and `/hops` are added; `here` is the number
    of the sentence that a link led to. `fixable`: a person may put statements right here.
    """

    anchor: str = ""
    voices: Mapping[str, str] = field(default_factory=dict[str, str])
    badges: Mapping[str, Sequence[Badge]] = field(default_factory=dict[str, Sequence[Badge]])
    open: bool = False
    chains: bool = False
    base: str = ""
    here: int = 0
    fixable: bool = False


ALONE = Places()


@dataclass(frozen=True, slots=True)
class _Ink:
    """What every part of an article's page needs: where its links begin and lead, its voices, their colour classes."""

    reading: Reading
    anchor: str
    voices: dict[str, Voice]
    colours: dict[str, str]
    places: Places
    spots: dict[int, Span]
    fixing: Fixing | None = None


def render(readings: Sequence[Reading], *, choice: Choice = EVERYTHING) -> str:
    """The page, with one article after the other."""
    style = _file("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    articles = [article(reading, choice, _numbered(reading, number)) for number, reading in enumerate(readings, 1)]
    return template("page.html.jinja").render(
        title=visible(articles[0]["title"]) if len(articles) == 1 else f"{len(articles)} articles",
        style=Markup(style),  # our own file; its digest is the only style the page admits
        style_digest=f"sha256-{digest}",
        articles=articles,
        version=version("whence"),
    )


def frame(reading: Reading) -> str:
    """The page in a closed frame, for a notebook."""
    page = escape(render([reading]))
    return f'<iframe sandbox srcdoc="{page}" style="width:100%;height:36em;border:1px solid"></iframe>'


def _file(name: str) -> str:
    return files("whence.present").joinpath(name).read_text(encoding="utf-8")


def _numbered(reading: Reading, number: int) -> Places:
    """On a page of several articles, each has names of its own for its sentences."""
    digest = re.sub(r"[^0-9A-Za-z]", "", reading.document.id)[:8]
    return Places(anchor=f"a{digest}" + (f"n{number}" if number > 1 else ""))


def article(reading: Reading, choice: Choice = EVERYTHING, places: Places = ALONE) -> View:
    """What `article.html.jinja` shows of a reading."""
    document = reading.document
    everything = lines(reading)
    shown = chosen_lines(reading, everything, choice)
    voices = {voice.id: voice for voice in reading.voices}
    spots = sentence_places(everything) if places.base else {}
    said = {piece.statement.id for line in shown for piece in line.pieces if piece.statement}
    fixing = Fixing(reading, places.base, len(said)) if places.fixable else None
    ink = _Ink(reading, places.anchor, voices, _colours(reading), places, spots, fixing)
    return {
        "anchor": places.anchor,
        "fixing": fixing,
        "open": places.open,
        "title": document.title or document.uri,
        "origin": wording.known(document),
        "link": link(document),
        "republished": wording.republished(document),
        "banner": wording.banner(document),
        "note": wording.sentence(reading.read_by.note),
        "figures": wording.summary(wording.figures(reading, everything)),
        "notice": wording.notice(shown, everything),
        "language": document.language if document.language and _LANGUAGE.fullmatch(document.language) else "",
        "legend": [
            {
                "name": voice.name,
                "about": wording.about(voice, count),
                "colour": ink.colours[voice.id],
                "voice": voice.id,
                "link": places.voices.get(voice.id, ""),
            }
            for voice, count in wording.speakers(reading)
        ],
        "groups": [_group(group, ink) for group in groups(reading, shown)],
    }


def _group(group: Group, ink: _Ink) -> View:
    voices = [ink.voices[voice_id] for voice_id in group.chain]
    return {
        "name": voices[-1].name if voices else wording.NOBODY,
        "voice": voices[-1].id if voices else "",
        "verb": wording.manner(voices, group.status),
        "via": [voice.name for voice in reversed(voices[:-1])] if len(voices) > 2 or ink.places.chains else [],
        "hops": _lead("hops", group.statements[0], ink) if len(voices) > 2 and group.statements else "",
        "sure": wording.group_certainty(group),
        "own": len(group.chain) <= 1,
        "colour": ink.colours[group.chain[-1]] if group.chain else "plain",
        "role": wording.ROLES[group.role] if group.role else "",
        "badges": [badge for statement in group.statements for badge in ink.places.badges.get(statement.id, ())],
        "corrected": any(statement.corrected for statement in group.statements),
        "cards": [_card(statement, group, ink) for statement in _explained(group, ink)],
        "paragraphs": list(_paragraphs(group, ink)),
    }


def _paragraphs(group: Group, ink: _Ink) -> Iterator[View]:
    blocks = ink.reading.document.blocks
    for block, members in groupby(group.lines, key=lambda line: line.block):
        role = blocks[block].role if 0 <= block < len(blocks) else Role.PARAGRAPH
        yield {"role": role.value, "lines": [_line(line, group, ink) for line in members]}


def _line(line: Line, group: Group, ink: _Ink) -> View:
    """The pieces of a sentence with the white space between them; own words need no underline."""
    spans = [piece.span for piece in line.pieces]
    gaps = [" " if after.start > before.end else "" for before, after in pairwise(spans)]
    pieces = [
        {"text": ink.reading.document[piece.span], "said": piece.back == 0 and len(group.chain) > 1, "gap": gap}
        for piece, gap in zip(line.pieces, [*gaps, ""], strict=True)
    ]
    spot = ink.spots.get(line.number) if line.starts else None
    return {
        "id": f"{ink.anchor}-{line.number}" if line.starts else "",
        "number": line.number,
        "at": str(anchor(ink.reading.document.text, spot)) if spot else "",
        "here": line.number == ink.places.here,
        "pieces": pieces,
    }


def _lead(page: str, statement: Statement, ink: _Ink) -> str:
    """The address of a page about a statement; empty where the document stands alone."""
    name = statement.id if statement.id.isascii() and statement.id.isalnum() else quote(statement.id, safe="")
    return f"{ink.places.base}/{page}?statement={name}" if ink.places.base else ""


def _explained(group: Group, ink: _Ink) -> Iterator[Statement]:
    """The group's statements; of own words found on the same grounds the first alone, unless each has a form."""
    if ink.fixing and ink.fixing.in_place:
        yield from group.statements
        return
    seen: set[tuple[str, float]] = set()
    for statement in group.statements:
        grounds = (statement.evidence, statement.confidence)
        if len(group.chain) <= 1 and grounds in seen:
            continue
        seen.add(grounds)
        yield statement


def _card(statement: Statement, group: Group, ink: _Ink) -> View:
    text = ink.reading.document.text
    content = joined(statement.content, text)
    return {
        "words": content if len(content) <= _CARD_WORDS else content[:_CARD_WORDS] + "…",
        "quotation": wording.QUOTATIONS[statement.quotation],
        "status": statement.status.value,
        "sure": wording.certainty(statement.confidence),
        "confidence": f"{statement.confidence:.2f}",
        "evidence": statement.evidence,
        "fix": ink.fixing.view(statement, _number(statement, group)) if ink.fixing else None,
        "cite": _lead("cite", statement, ink),
        "hops": _lead("hops", statement, ink),
        "others": _lead("others", statement, ink) if ink.fixing is None or ink.fixing.in_place else "",
        "links": [
            {"name": ink.voices[link.voice].name, "source": joined(link.source, text), "cue": joined(link.cue, text)}
            for link in reversed(statement.chain)
        ],
    }


def _number(statement: Statement, group: Group) -> int:
    """The sentence in which words of a statement stand."""
    found = (line.number for line in group.lines for piece in line.pieces if piece.statement is statement)
    return next(found, group.lines[0].number)


def _colours(reading: Reading) -> dict[str, str]:
    """A colour class for each voice in the order of the reading; the document's own words keep the ink's."""
    own = {statement.chain[0].voice for statement in reading.statements if statement.chain}
    others = [voice.id for voice in reading.voices if voice.id not in own]
    return dict.fromkeys(own, "plain") | {v: f"c{index % _COLOURS}" for index, v in enumerate(others)}


def link(document: Document) -> str:
    """The address of the page it came from, if that is one a reader may follow."""
    return followable(document.canonical or document.uri)
