"""What changed between two editions, in words: in the terminal, and as JSON. Never why, and never whose fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from whence.model.library import Edition
from whence.model.reuse import Consequence, Edit, Op
from whence.model.revised import Change, How, Place, Revision, Subject
from whence.present.characters import visible, wrap
from whence.present.checks.strips import Piece, pieces
from whence.present.contract import FORMAT
from whence.present.library.contract import edit, spans

Json = dict[str, Any]

_NOUNS = {
    Subject.HEADLINE: "the headline",
    Subject.CORRECTION: "a correction",
    Subject.DENIAL: "a denial",
    Subject.QUOTATION: "a quotation",
    Subject.VOICE: "who is quoted",
    Subject.NUMBER: "a number or date",
    Subject.STATEMENT: "a statement",
}
_GRAVEST = {consequence: number for number, consequence in enumerate(Consequence)}
_DOES = {
    Consequence.NEGATION: "a negation",
    Consequence.NUMBER: "a number or date",
    Consequence.NAME: "a name",
    Consequence.HEDGE: "how sure or how many",
}
_SIGNS = {Op.INSERT: ("{+", "+}"), Op.DELETE: ("[-", "-]"), Op.REPLACE: ("{~", "~}")}


def gravest(change: Change) -> Consequence | None:
    """The gravest consequence of its word changes; None where it has none."""
    found = sorted((item.consequence for item in change.edits), key=_GRAVEST.__getitem__)
    return found[0] if found else None


def sentence(change: Change) -> str:
    """A change in a sentence.

    >>> said = Place(words="I will resign", voice="the minister")
    >>> sentence(Change(subject=Subject.QUOTATION, how=How.REMOVED, earlier=said, later=None))
    'A quotation of the minister was removed.'
    """
    if change.subject is Subject.VOICE and change.earlier and change.later:
        return f"Words of {_who(change.earlier)} are now said to be words of {_who(change.later)}."
    place = change.earlier if change.how is How.REMOVED else change.later
    voice = place.voice if place else None
    noun = _NOUNS[change.subject]
    if change.subject is Subject.STATEMENT and not voice:
        noun = "a sentence in the document's own words"
    counted = change.subject is Subject.NUMBER  # whose it is does not matter, nor is a number told twice
    of = f" of {voice}" if voice and not counted else ""
    worst = gravest(change)
    does = _DOES.get(worst, "") if worst and not counted else ""
    among = f", among its words {does}" if does else ""
    return f"{noun[0].upper()}{noun[1:]}{of} was {change.how.value}{among}.{_still(change)}"


def _who(place: Place) -> str:
    return place.voice or "nobody named"


def _still(change: Change) -> str:
    if change.subject is not Subject.QUOTATION:
        return ""
    if change.how is How.REMOVED and change.later:
        return " Its words still stand there, without quotation marks."
    if change.how is How.ADDED and change.earlier:
        return " Its words stood there before, without quotation marks."
    return ""


def render(found: Revision, columns: int) -> Iterator[str]:
    """The lines of the view: which editions, how many changes, and each change with the words before and now."""
    document = found.later.document
    yield from wrap(document.title or found.later.address, columns)
    yield from wrap(f"{found.later.address} · {named(found.earlier)} → {named(found.later)}", columns)
    yield from wrap(summary(found), columns)
    for change in found.changes:
        yield ""
        yield from (f"  {line}" for line in wrap(sentence(change), columns - 2))
        yield from _side("before", change.earlier, found.earlier, change, columns)
        yield from _side("now", change.later, found.later, change, columns)


def named(edition: Edition) -> str:
    """Which edition, and when it was seen."""
    seen = f"seen {edition.captured}" if edition.captured else f"added {edition.added}"
    return f"edition {edition.number}, {seen}"


def summary(found: Revision) -> str:
    """How many changes of which kind."""
    counts = Counter(f"{change.subject.value} {change.how.value}" for change in found.changes)
    if not counts:
        return "Nothing changed that counts: no word of a sentence, headline or quotation."
    return f"{', '.join(f'{count} {name}' for name, count in counts.items())}."


def _side(name: str, place: Place | None, edition: Edition, change: Change, columns: int) -> Iterator[str]:
    """The words of one side, the changed ones between signs."""
    if place is None:
        return
    now = name == "now"
    marked = [item for item in change.edits if item.op is not (Op.DELETE if now else Op.INSERT)]
    text = place.words
    if place.spans:
        found = pieces(edition.document.text, place.spans, sorted(marked, key=_here if now else _there), quoted=now)
        text = "".join(map(_signed, found))
    for number, line in enumerate(wrap(text, columns - 10)):
        yield f"  {'' if number else name:>6}  {line}"


def _here(item: Edit) -> int:
    return item.quote.start


def _there(item: Edit) -> int:
    return item.original.start


def _signed(piece: Piece) -> str:
    if piece.gap:
        return " | "
    if piece.edit is None:
        return piece.text
    opening, closing = _SIGNS[piece.edit.op]
    return f"{opening}{piece.text}{closing}"


def to_json(found: Revision) -> Json:
    """The object that `whence diff --json` and `whence watch --json` print for two editions."""
    return {
        "format": FORMAT,
        "address": found.later.address,
        "earlier": edition(found.earlier),
        "later": edition(found.later),
        "changes": [_change(change) for change in found.changes],
    }


def edition(item: Edition) -> Json:
    """What names and dates an edition."""
    document = item.document
    return {
        "document": document.id,
        "uri": document.uri,
        "edition": item.number,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "captured": item.captured,
        "added": item.added,
    }


def _change(change: Change) -> Json:
    worst = gravest(change)
    return {
        "subject": change.subject.value,
        "how": change.how.value,
        "earlier": _place(change.earlier),
        "later": _place(change.later),
        "edits": [edit(item) for item in change.edits],
        "consequence": worst.value if worst else None,
        "says": visible(sentence(change)),
    }


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "spans": spans(place.spans),
        "exact": place.words,
        "statement": place.statement,
        "voice": place.voice,
    }
