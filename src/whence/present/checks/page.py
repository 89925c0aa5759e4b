"""The check as one self-contained page: side by side, readable without scripts, to print and tick off."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from whence.model.reuse import Check, Checked, Edit, Op, Original
from whence.model.text import Document
from whence.present import wording as whose
from whence.present.characters import visible
from whence.present.checks import strips, wording
from whence.present.checks.strips import Piece
from whence.present.page import link
from whence.present.templates import template, words

View = dict[str, Any]


def render(checked: Sequence[Checked]) -> str:
    """The page, with one draft after the other."""
    style = _file("whence.present", "page.css") + _file("whence.present.checks", "page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    drafts = [draft(item, f"d{number}") for number, item in enumerate(checked, 1)]
    return template("checks/page.html.jinja").render(
        strip=strip,
        title=visible(drafts[0]["title"]) if len(drafts) == 1 else f"{len(drafts)} drafts",
        style=Markup(style),  # our own files; their digest is the only style the page admits
        style_digest=f"sha256-{digest}",
        drafts=drafts,
        version=version("whence"),
    )


def frame(checked: Checked) -> str:
    """The page in a closed frame, for a notebook."""
    page = escape(render([checked]))
    return f'<iframe sandbox srcdoc="{page}" style="width:100%;height:36em;border:1px solid"></iframe>'


def _file(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


def strip(pieces: Sequence[Piece]) -> Markup:
    """One side with its changed words in `ins` and `del`; what a change is stands there for screen readers too."""
    return Markup("").join(map(_piece, pieces))


def _piece(piece: Piece) -> Markup:
    if piece.gap:
        return Markup('<span class="join"> ⋯ </span>')
    return words(piece.text) if piece.edit is None else _marked(piece.text, piece.edit, piece.left)


def _marked(text: str, edit: Edit, left: bool) -> Markup:
    tag, said = ("del", "left out") if left else ("ins", "put in")
    said = "changed" if edit.op is Op.REPLACE else said
    kind = ' class="marked"' if edit.marked else ""
    how = f"{said}{', marked' if edit.marked else ''}"
    return Markup('<{0}{1}><span class="hidden">[{2}: </span>{3}<span class="hidden">]</span></{0}>').format(
        Markup(tag), Markup(kind), how, words(text)
    )


def draft(checked: Checked, anchor: str, only: int = 0, *, fixable: bool = False) -> View:
    """What `checks/draft.html.jinja` shows of a draft: the gravest first, or the quotation with the number `only`.

    `fixable`: a person may reject originals here.
    """
    document = checked.reading.document
    texts = {source.id: source for source in checked.sources}
    numbers = {id(check): place for place, check in enumerate(checked.checks, 1)}
    return {
        "anchor": anchor,
        "fixable": fixable,
        "title": document.title or document.uri,
        "origin": whose.known(document),
        "banner": whose.banner(document),
        "summary": wording.summary(checked),
        "style": checked.style,
        "style_about": checked.style_about,
        "ignored": wording.IGNORED,
        "checks": [
            _check(checked, check, numbers[id(check)], texts)
            for check in wording.by_gravity(checked.checks)
            if only in (0, numbers[id(check)])
        ],
        "skipped": [
            {"text": " … ".join(document[span] for span in item.spans), "reason": item.skipped}
            for item in checked.skipped
        ],
        "not_searched": [{"uri": item.uri, "problem": item.problem} for item in checked.not_searched],
        "sources": [whose.origin(source) for source in checked.sources],
    }


def _check(checked: Checked, check: Check, number: int, texts: dict[str, Document]) -> View:
    document = checked.reading.document
    originals = [item for item in (check.original, *check.further) if item]
    return {
        "number": number,
        "verdict": wording.VERDICTS[check.verdict],
        "problem": wording.problem(check),
        "permitted": bool(checked.style and wording.all_edits(check)) and not wording.problem(check),
        "speaker": wording.speaker(checked, check),
        "sentence": wording.sentence(check),
        "quote": strips.quote(check, document),
        "before": wording.context(document.text, check.quoted.spans[0])[0],
        "after": wording.context(document.text, check.quoted.spans[-1])[1],
        "at": check.quoted.spans[0].start,
        "originals": [_original(item, texts[item.document]) for item in originals],
        "changes": [
            {"label": wording.label(edit), "here": document[edit.quote], "there": texts[item.document][edit.original]}
            for item in originals
            for edit in item.edits
        ],
        "notes": [wording.note(note) for note in check.notes],
        "first": check.quoted.spans[0].start,
        "last": check.quoted.spans[-1].end,
        "other": check.original.document if check.original else "",
        "rejected": [
            {
                "id": item.correction,
                "where": item.title or item.uri,
                "says": f"not the original: {item.title or item.uri}",
                "label": visible(item.title or item.uri),
            }
            for item in check.rejected
        ],
        "alternatives": [wording.where(item, texts[item.document]) for item in check.alternatives],
    }


def _original(original: Original, source: Document) -> View:
    before, _ = wording.context(source.text, original.spans[0])
    _, after = wording.context(source.text, original.spans[-1])
    return {
        "before": before,
        "after": after,
        "pieces": strips.original(original, source),
        "where": wording.where(original, source),
        "link": link(source),
        "speaker": original.speaker or "",
    }
