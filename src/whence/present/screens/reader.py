"""The reader on one document: gutter and text as on the page of `whence blame --html`, and ways on from there."""

from __future__ import annotations

from typing import Any

from whence.model.reuse import Verdict
from whence.model.speech import Reading
from whence.model.viewing import Article
from whence.present.checks.wording import VERDICTS
from whence.present.choose import Choice
from whence.present.contract import to_json
from whence.present.page import Badge, Places
from whence.present.page import article as view
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled
from whence.present.wording import VERBS


def page(frame: Frame, article: Article, choice: Choice, *, opened: bool = False) -> str:
    """The page: what was chosen of the document, `opened` with the grounds of every statement."""
    reading = article.reading
    leads = Places(anchor="s", voices=_voices(article), badges=_badges(article), open=opened)
    return filled(
        "reader",
        frame,
        article=view(reading, choice, leads),
        document=reading.document.id,
        editions=article.editions,
        kept=article.in_library,
        notice=article.note,
        choice=choice,
        statuses=[(status.value, verbs[0]) for status, verbs in VERBS.items()],
    )


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
    return found


def said(verdict: Verdict) -> str:
    """A verdict as a badge says it.

    >>> said(Verdict.UNTRACED)
    'quotation not found here'
    """
    return "quotation not found here" if verdict is Verdict.UNTRACED else f"quotation {VERDICTS[verdict]}"
