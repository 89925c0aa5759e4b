"""The reader on one document: gutter and text as on the page of `whence blame --html`, and ways on from there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from whence.model.anchor import Fit, place, read_anchor
from whence.model.reuse import Verdict
from whence.model.speech import Reading
from whence.model.viewing import Article
from whence.present.checks.wording import VERDICTS
from whence.present.choose import Choice
from whence.present.citing.choosing import places as sentence_places
from whence.present.citing.embedded import coins, meta
from whence.present.contract import to_json
from whence.present.page import Badge, Places
from whence.present.page import article as view
from whence.present.pieces import lines
from whence.present.screens import corrections, incidents, places
from whence.present.screens.frame import Frame, filled
from whence.present.wording import VERBS


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a document is shown: every “Why?” `opened`, every chain in full, what others tell of its incidents; the
    place a link names, as it writes it, and whether the link named another text.
    """

    opened: bool = False
    chains: bool = False
    incidents: bool = False
    at: str = ""
    elsewhere: bool = False


def page(frame: Frame, article: Article, choice: Choice, manner: Manner) -> str:
    """The page: what was chosen of the document."""
    reading = article.reading
    key = reading.document.id
    here, told, near = _led(reading, manner)
    leads = Places(
        anchor="s", voices=_voices(article), badges=_badges(article), open=manner.opened, chains=manner.chains,
        base=places.article(key), here=here, fixable=article.in_library,
    )  # fmt: skip
    shown = view(reading, choice, leads)
    figures = [shown["figures"], *_judged(article)]
    return filled(
        "reader",
        frame,
        article=shown | {"figures": " · ".join(figures)},
        document=key,
        told=told,
        near=near,
        later=_later(article, manner.at),
        manner=manner,
        meta=meta(reading.document),
        coins=coins(reading.document),
        editions=article.editions,
        kept=article.in_library,
        notice=article.note,
        lost=corrections.lost(article.noted),
        put_right=_put_right(article),
        choice=choice,
        statuses=[(status.value, verbs[0]) for status, verbs in VERBS.items()],
    )


def _put_right(article: Article) -> str:
    """How much of what is shown a person has put right."""
    names = sum(bool(voice.corrected) for voice in article.reading.voices)
    said = sum(bool(statement.corrected) for statement in article.reading.statements)
    parts = [(said, "statement"), (names, "voice")]
    told = " and ".join(f"{count} {noun}{'s' * (count != 1)}" for count, noun in parts if count)
    return f"Corrected by a person: {told}." if told else ""


def _led(reading: Reading, manner: Manner) -> tuple[int, str, int]:
    """The number of the sentence that a link named (0: none), what is to be said of it, and the sentence that stands
    nearest where it is lost.
    """
    if not manner.at:
        return 0, "", 0
    wanted = read_anchor(manner.at)
    if wanted is None:
        return 0, "The place that this link names could not be read.", 0
    spots = sentence_places(lines(reading))
    there = place(wanted, reading.document.text, list(spots.values()))
    number = next((n for n, spot in spots.items() if spot.overlaps(there.span)), 0)
    if there.fit is Fit.LOST:
        return 0, "Lost: the words that this link names do not stand in this text.", number
    if manner.elsewhere:
        return number, "The text that this link named is not in this library. The same words stand here.", 0
    return number, "Moved: the words that this link names stand at another place here." * (there.fit is Fit.MOVED), 0


def _later(article: Article, at: str) -> dict[str, str] | None:
    """The latest edition, where this is an earlier one."""
    heads = list(article.editions)
    mine = next((head for head in heads if head.document == article.reading.document.id), None)
    if mine is None or heads[-1] is mine:
        return None
    last = heads[-1].document
    return {
        "said": f"This is edition {mine.edition}; there is a later one.",
        "link": places.at(last, at) if read_anchor(at) else places.article(last),
        "name": f"edition {heads[-1].edition}",
    }


def _judged(article: Article) -> list[str]:
    """How many of the quotations were found to be what, where the library keeps it."""
    counts = Counter(kept.verdict for kept in article.verdicts)
    if not counts:
        return []
    total = sum(counts.values())
    told = ", ".join(f"{counts[each]} {_here(each)}" for each in reversed(Verdict) if counts[each])
    return [f"{total} quotation{'s' * (total != 1)} checked: {told}"]


def _here(verdict: Verdict) -> str:
    return "not found here" if verdict is Verdict.UNTRACED else VERDICTS[verdict]


def twin(article: Article) -> dict[str, Any]:
    """The object that `whence blame --json` prints."""
    return to_json(article.reading)


def _voices(article: Article) -> dict[str, str]:
    """Voices of the library have a page each; who speaks on the desk has none."""
    return {voice.id: places.voice(voice.name) for voice in _speakers(article.reading)} if article.in_library else {}


def _speakers(reading: Reading) -> list[Any]:
    """Who is quoted: only they have figures in the library."""
    quoted = {statement.chain[-1].voice for statement in reading.statements if len(statement.chain) > 1}
    return [voice for voice in reading.voices if voice.id in quoted]


def _badges(article: Article) -> dict[str, list[Badge]]:
    found: dict[str, list[Badge]] = {}
    for kept in article.verdicts:
        badge = Badge(text=said(kept.verdict), link=places.quotation(article.reading.document.id, kept.number))
        found.setdefault(kept.statement, []).append(badge)
    for statement, more in incidents.badges(article).items():
        found.setdefault(statement, []).extend(more)
    return found


def said(verdict: Verdict) -> str:
    """A verdict as a badge says it.

    >>> said(Verdict.UNTRACED)
    'quotation not found here'
    """
    return f"quotation {_here(verdict)}"
