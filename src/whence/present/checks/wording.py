"""The words of every view of a check. What was found and what was changed; never who is right, never "invented"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whence.model.reuse import Check, Checked, Consequence, Edit, Note, NoteKind, Op, Original, Verdict
from whence.model.text import Document, Locator, LocatorKind, Span
from whence.present.characters import visible

VERDICTS = {
    Verdict.SPLICED: "spliced",
    Verdict.ALTERED: "altered",
    Verdict.TRIMMED: "trimmed",
    Verdict.BRACKETED: "bracketed",
    Verdict.ELIDED: "elided",
    Verdict.VERBATIM: "verbatim",
    Verdict.UNTRACED: "not found",
}
_DOES = {
    Consequence.NEGATION: "a negation",
    Consequence.NUMBER: "a number",
    Consequence.NAME: "a name",
    Consequence.HEDGE: "how sure or how many",
    Consequence.OTHER: "words",
    Consequence.NONE: "the spelling only",
}
_GRAVEST = {consequence: number for number, consequence in enumerate(Consequence)}
NOT_SEARCHED = "Not searched"
IGNORED = "Not counted as a change: quotation marks, dashes, spaces, capitals, punctuation, invisible characters."


def problem(check: Check) -> bool:
    """Whether an editor has to look at it."""
    return not check.permitted


def gravest(check: Check) -> Consequence | None:
    """The gravest consequence of what was changed without a mark; of marked changes where there is nothing else."""
    edits = [edit for edit in all_edits(check) if not edit.marked] or all_edits(check)
    return min((edit.consequence for edit in edits), key=_GRAVEST.__getitem__, default=None)


def all_edits(check: Check) -> list[Edit]:
    """The changes, in every document that the quotation was joined from."""
    originals = [original for original in (check.original, *check.further) if original]
    return [edit for original in originals for edit in original.edits]


def by_gravity(checks: Sequence[Check]) -> list[Check]:
    """What reverses or sharpens the meaning first, then what was changed otherwise, then the rest, as in the draft."""
    return sorted(checks, key=_gravity)


def _gravity(check: Check) -> tuple[bool, int, int]:
    worst = gravest(check)
    if check.verdict in (Verdict.UNTRACED, Verdict.SPLICED):
        rank = _GRAVEST[min(worst or Consequence.OTHER, Consequence.OTHER, key=_GRAVEST.__getitem__)]
    else:
        rank = _GRAVEST[worst] if worst else len(_GRAVEST)
    return check.permitted, rank, check.quoted.spans[0].start


def sentence(check: Check) -> str:
    """What was found, in a sentence."""
    documents = _count(check.searched, "document")
    if check.verdict is Verdict.UNTRACED:
        return f"Not found in the {documents} searched."
    if check.verdict is Verdict.VERBATIM:
        return "Verbatim: the same words in the same order."
    parts = [_changes(check, marked=False), _changes(check, marked=True)]
    head = VERDICTS[check.verdict].capitalize()
    if check.verdict is Verdict.SPLICED:
        places = sum(len(original.spans) for original in (check.original, *check.further) if original)
        parts.insert(0, f"joined from {places} places{_of_documents(check)}; nothing marks where")
    return f"{head}: {'; '.join(part for part in parts if part)}."


def _of_documents(check: Check) -> str:
    return f" in {1 + len(check.further)} documents" if check.further else ""


def _changes(check: Check, *, marked: bool) -> str:
    edits = [edit for edit in all_edits(check) if edit.marked is marked]
    counts = Counter(edit.op for edit in edits)
    if not counts:
        return ""
    names = {
        Op.DELETE: ("left out in {} place", "left out in {} places"),
        Op.INSERT: ("put in in {} place", "put in in {} places"),
        Op.REPLACE: ("changed in {} place", "changed in {} places"),
    }
    told = " and ".join(names[op][counts[op] > 1].format(counts[op]) for op in Op if counts[op])
    worst = min((edit.consequence for edit in edits), key=_GRAVEST.__getitem__)
    what = f", among them {_DOES[worst]}" if worst not in (Consequence.OTHER, Consequence.NONE) else ""
    if worst is Consequence.NONE:
        what = ", in spelling only"
    how = "as its marks say" if marked else "nothing marks it" if len(edits) == 1 else "nothing marks them"
    return f"words {told}{what}; {how}" if not marked else f"words {told}{what}, {how}"


def note(item: Note) -> str:
    """A remark in a sentence."""
    if item.kind is NoteKind.CUT_BEFORE:
        return f"The sentence goes on in the source with “{item.words}”."
    if item.kind is NoteKind.CUT_AFTER:
        return f"In the source “{item.words}” stands before these words."
    return f"In the source these are words of {item.words}."


def where(original: Original, document: Document | None) -> str:
    """The source, its date, and where in it: the time, the page or the offset."""
    places = [place(each) for each in locators(document, original.spans)] if document else []
    at = places or [f"character {span.start}" for span in original.spans]
    return " · ".join(part for part in (original.uri, original.published or "", ", ".join(at)) if part)


def place(locator: Locator) -> str:
    """A locator in words."""
    return f"page {locator.value}" if locator.kind is LocatorKind.PAGE else f"at {locator.value}"


def locators(document: Document, spans: Sequence[Span]) -> list[Locator]:
    """The time or page of the first word of each place."""
    found: list[Locator] = []
    for span in spans:
        at = next((each for each in document.locators if each.span.end > span.start), None)
        if at is not None and at not in found:
            found.append(at)
    return found


def context(text: str, span: Span, reach: int = 90) -> tuple[str, str]:
    """Some words of the same paragraph before and behind a place, cut between words."""
    before, after = text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]
    if "\n" in before:
        before = before[before.rfind("\n") + 1 :]
    elif span.start > reach:
        before = "…" + before[before.find(" ") + 1 :] if " " in before else "…"
    if "\n" in after:
        after = after[: after.find("\n")]
    elif span.end + reach < len(text):
        after = after[: after.rfind(" ")] + "…" if " " in after else "…"
    return before, after


def summary(checked: Checked) -> str:
    """How many quotations of which verdict.

    >>> from whence.model.reuse import Checked
    """
    counts = Counter(check.verdict for check in checked.checks)
    told = ", ".join(f"{counts[verdict]} {VERDICTS[verdict]}" for verdict in reversed(Verdict) if counts[verdict])
    skipped = f" · {len(checked.skipped)} not checked (nobody's words)" if checked.skipped else ""
    return f"{_count(len(checked.checks), 'quotation')}{': ' + told if told else ''}{skipped} · {searched(checked)}"


def searched(checked: Checked) -> str:
    """How many documents were searched, and how many could not be."""
    number = checked.checks[0].searched if checked.checks else len(checked.sources)
    missing = f", {len(checked.not_searched)} not searched" if checked.not_searched else ""
    return f"{_count(number, 'document')} searched{missing}"


def short(checked: Checked) -> str:
    """The draft's name and the figures, on one line."""
    document = checked.reading.document
    return f"{visible(document.title or document.uri)!r}: {summary(checked)}"


def speaker(checked: Checked, check: Check) -> str:
    """Who is quoted, and through whom; empty where no words say it."""
    if check.quoted.voice is None:
        return ""
    return checked.reading.voice(check.quoted.voice).name


def label(edit: Edit) -> str:
    """What a change is, in words: `left out, a negation`."""
    did = {Op.DELETE: "left out", Op.INSERT: "put in", Op.REPLACE: "changed"}[edit.op]
    return f"{did}{' (marked)' if edit.marked else ''}: {_DOES[edit.consequence]}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
