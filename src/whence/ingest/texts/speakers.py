"""Which pieces of a text are turns of a transcript or entries of a live blog: told from all of them together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from whence.ingest.texts.layout import Piece
from whence.ingest.texts.lines import entry_time, label
from whence.ingest.texts.narration import narrated

_EXAMINATION = re.compile(r"(?:[A-Z-]{0,12} ?EXAMINATION\b|BY (?:MR|MRS|MS|DR)\b)[^a-z\n]{0,60}$")
_TITLED = re.compile(r"(?:MR|MRS|MS|DR|SEN|REP|GOV|GEN|COL|PROF|JUDGE|SENATOR|CHAIR\w*|PRESIDENT|MINISTER|THE)\b")


def turns(text: str, pieces: Sequence[Piece]) -> dict[int, str]:
    """The pieces that open with a speaker's label, by number. One label alone is no transcript.

    Labels in capitals count when there are two, and one comes back or bears a title; Q and A when both occur; other
    names when there are three, and one comes back.
    """
    labels = {
        number: found
        for number, piece in enumerate(pieces)
        if (found := label(text[piece.start : min(piece.end, piece.start + 100)]))
    }
    if len(labels) >= 2:
        bare = [number for number, piece in enumerate(pieces) if _is_bare_question(text[piece.start : piece.start + 2])]
        labels |= dict.fromkeys(bare if len(bare) >= 2 else (), "Q")
    counts = Counter(labels.values())
    questions = counts["Q"] and counts["A"]
    capitals = _is_transcript([name for name in labels.values() if _is_capitals(name)])
    named = {name: count for name, count in counts.items() if not _is_capitals(name) and name not in {"Q", "A"}}
    interview = sum(named.values()) >= 3 and max(named.values()) >= 2
    questions = questions or (capitals and counts["Q"])
    return {
        number: name
        for number, name in labels.items()
        if (questions if name in {"Q", "A"} else capitals if _is_capitals(name) else interview)
    }


def _is_bare_question(start: str) -> bool:
    """ "Q Will you release it?": no sentence begins like that."""
    return start[0] == "Q" and start[1:].isspace()


def _is_transcript(names: Sequence[str]) -> bool:
    """Labels in capitals are speakers when one comes back or bears a title: a newsletter's rubrics do neither."""
    last_words = Counter(name.partition("(")[0].split()[-1] for name in names)
    return len(names) >= 2 and (max(last_words.values()) >= 2 or any(_TITLED.match(name) for name in names))


def _is_capitals(name: str) -> bool:
    return name.partition("(")[0].isupper() and len(name) > 1


def continued(text: str, pieces: Sequence[Piece], opened: dict[int, str], first: int) -> dict[int, int]:
    """For pieces without a label that lie between turns: the turn they go on with.

    Only in a transcript, where most pieces carry a label; in an article a turn ends with its paragraph. In a hearing,
    with labels in capitals, the last turn goes on to the end or a note in brackets; an interview ends in prose. Where
    the reporter narrates, or a court's record says who examines, nobody's turn goes on.
    """
    if not opened:
        return {}
    start = max(first, min(opened))
    formal = all(name in {"Q", "A"} or _is_capitals(name) for name in opened.values())
    last = _end_of_hearing(text, pieces, max(opened)) if formal else max(opened)
    if len(opened) * 5 < (last - start + 1) * 2:
        return {}
    own = narrated([_paragraph(text, piece) for piece in pieces[: last + 1]], opened)
    result: dict[int, int] = {}
    current = start
    for number in range(start, min(last + 1, len(pieces))):
        if number in opened:
            current = number
        elif number not in own and not _EXAMINATION.match(text[pieces[number].start : pieces[number].end][:100]):
            result[number] = current
    return result


def _paragraph(text: str, piece: Piece) -> str | None:
    return None if text[piece.start] in "[(" else text[piece.start : piece.end]


def _end_of_hearing(text: str, pieces: Sequence[Piece], last_label: int) -> int:
    for number in range(last_label + 1, len(pieces)):
        if text[pieces[number].start] in "([—–-":
            return number - 1
    return len(pieces) - 1


def entries(text: str, pieces: Sequence[Piece]) -> dict[int, tuple[str, int]]:
    """The pieces that open with a time of day, by number: the time, and the length of its mark. One alone is none."""
    found = {
        number: time
        for number, piece in enumerate(pieces)
        if text[piece.start] in "([0123456789" and (time := entry_time(text[piece.start : piece.start + 60]))
    }
    return found if len(found) >= 2 else {}
