"""The content that follows a cue, by the frames of its verb."""

from __future__ import annotations

from whence.read.attribution.found import Side
from whence.read.attribution.settings import after_listener, after_setting, content_end
from whence.read.attribution.verbs import particle_length
from whence.read.lexicon import Cue, Form
from whence.read.tokens import Line


def find_complement(line: Line, at: int, options: tuple[Form, ...]) -> tuple[Form, Side] | None:
    for form in sorted(options, key=lambda form: -particle_length(form.cue)):
        first = at + 1
        if form.cue.particle:
            particle = form.cue.particle.split()
            if line.word[first : first + len(particle)] != particle:
                continue
            first += len(particle)
        side = content_after(line, first, form.cue)
        if side is not None:
            return form, side
    return None


def content_after(line: Line, first: int, cue: Cue) -> Side | None:
    last = content_end(line, first)
    if first >= last:
        return None
    frames = cue.frames
    start = after_listener(line, first, cue, last)
    start = after_setting(line, start, last, aside=cue.lemma == "say")
    kind = line.kind
    if start >= last:
        return None
    letter = kind[start]
    if letter in ",:-" and start + 1 < last and kind[start + 1] == "q" and "quote" in frames | {"clause"} & frames:
        return Side(start + 1, last, "quote")
    if letter == ":" and "quote" in frames:
        return Side(start + 1, last, "colon")
    if letter == "q" and frames & {"quote", "clause"}:
        return Side(start, last, "quote" if start + 1 == last or kind[start + 1] in ",.-;" else "mixed")
    if letter == "T" and frames & {"clause", "that"} and kind[start + 1 : start + 2] != "V":
        return Side(start, last, "that")
    if (
        letter == "S"
        and (frames & {"whether", "that"} or "clause" in frames)
        and line.word[start]
        not in ("because", "while", "though", "although", "as", "so", "since", "once", "whereas", "unless")
    ):
        asks = "whether" in frames or (line.word[start] in ("whether", "how", "why") and "quote" in frames)
        return (
            Side(start, last, "whether")
            if asks or (line.word[start] == "if" and cue.lemma in ("say", "tell"))
            else None
        )
    if letter == "," and (colon := _colon_after_apposition(line, start, last)) is not None:
        return Side(colon + 1, last, "colon")
    if letter == "," and "clause" in frames | ({"clause"} if "that" in frames else set()):
        return _after_parenthesis(line, start, last)
    if frames & {"to", "whom-to"}:
        side = _infinitive(line, first, last, frames)
        if side is not None:
            return side
    if "clause" in frames and (
        _is_clause(line, start, last) or (cue.lemma == "say" and last - start >= 3 and letter in "PDNn#")
    ):
        return Side(start, last, "clause")
    if "as" in frames:
        side = _as(line, first, last)
        if side is not None:
            return side
    if letter == "I" and line.word[start] in frames and start + 1 < last:
        return Side(start if line.word[start] != "as" else start, last, "preposition")
    if "of" in frames and cue.person:
        index = line.next("IASVv.,;", start, min(last, start + 10))
        if index < last and line.word[index] == "of" and index > start:
            return Side(start, last, "of")
    if "quote" in frames:
        index = line.next("q,;:AVvTSR", start, min(last, start + 6))
        if index < last and kind[index] == "q":
            return Side(start, last, "mixed")
    if letter == "a" and start + 1 < last:
        letter, start = kind[start + 1], start + 1
    if "object" in frames and (letter in "DnN#PO" or line.word[start].endswith("ing")):
        return Side(start, _phrase_end(line, start, last), "object")
    return None


def _colon_after_apposition(line: Line, comma: int, last: int) -> int | None:
    """“told the vice president, Troy Maddox: “…””."""
    colon = line.next(":AvVPq", comma + 1, min(last, comma + 12))
    return colon if colon + 1 < last and line.kind.startswith(":q", colon) else None


def _after_parenthesis(line: Line, comma: int, last: int) -> Side | None:
    """“said, citing the minutes, that the vote …”."""
    closing = line.next(",q:", comma + 1, min(last, comma + 18))
    if closing + 1 < last and line.kind[closing] in ",:" and line.kind[closing + 1] in "Tq":
        return Side(closing + 1, last, "that" if line.kind[closing + 1] == "T" else "quote")
    return None


def _is_clause(line: Line, start: int, last: int) -> bool:
    kind = line.kind
    if kind[start] not in "PDnN#GtOVaI(":
        return False
    if kind[start] in "I" and line.word[start] not in (
        "after",
        "in",
        "at",
        "for",
        "by",
        "with",
        "since",
        "before",
        "during",
        "until",
        "under",
        "despite",
        "as",
        "without",
        "on",
        "from",
    ):
        return False
    verb = line.next("AvV", start + (kind[start] != "P"), min(last, start + 30))
    if verb < min(last, start + 30):
        between = kind[start:verb]
        return not ("R" in between and "," not in between) and not (
            between.startswith("I") and "," not in between and "P" not in between and "D" not in between[1:]
        )
    return (
        kind[start] in "PDN"
        and last - start > 4
        and any(word.endswith(("ed", "s")) for word in line.word[start + 1 : min(last, start + 8)])
    )


def _infinitive(line: Line, first: int, last: int, frames: frozenset[str]) -> Side | None:
    kind, word = line.kind, line.word
    start = first
    while start < last and kind[start] == "a":
        start += 1
    if "to" in frames and start < last and word[start] == "to" and _base_follows(line, start + 1, last):
        return Side(start, last, "to")
    if "whom-to" not in frames or start >= last or kind[start] not in "DnNOP#":
        return None
    for index in range(start + 1, min(last, start + 12)):
        if kind[index] in "TAVvSR,:;q":
            return None
        if word[index] == "to" and _base_follows(line, index + 1, last):
            return Side(start, last, "whom-to")
    return None


def _base_follows(line: Line, index: int, last: int) -> bool:
    while index < last and line.kind[index] == "a":
        index += 1
    return index < last and line.kind[index] in "nVAvq" and not line.word[index].endswith(("ed", "ing"))


def _as(line: Line, first: int, last: int) -> Side | None:
    for index in range(first, min(last, first + 14)):
        if line.word[index] == "as" and index > first:
            return Side(first, last, "as")
        if line.kind[index] in "TAVvS:;":
            return None
    return None


def _phrase_end(line: Line, start: int, last: int) -> int:
    index = line.next(",;:.-?TSGq", start, last)
    if index < last and line.kind[index] == "q":
        return last
    return index
