"""The words left of a cue that name its source: noun phrases, appositions, shared subjects."""

from __future__ import annotations

from dataclasses import replace

from whence.language.lexicon import Form, forms
from whence.language.tokens import Line
from whence.read.attribution.found import Found
from whence.read.attribution.verbs import went_on

PARENTHESIS = 28  # tokens of an apposition between a name and its verb


# Between a subject and its verb: "the consultants themselves thought", "a reporter there told her", "he kept asking".
_BETWEEN = frozenset("himself herself itself themselves there here kept keeps keep".split())


def find_subject(line: Line, at: int) -> tuple[tuple[int, int] | None, int]:
    """The source left of the cue and the first token of the whole reporting phrase."""
    index = at - 1
    if index >= 1 and line.word[index] == "to" and went_on(line, at):
        while index >= 0 and line.kind[index] not in "nNP#)":
            index -= 1
    while index >= 0 and at - index < 8 and (line.kind[index] in "Aa" or line.word[index] in _BETWEEN):
        index -= 1
    if (
        index >= 0
        and line.kind[index] == "t"
        and index > 0
        and line.word[index - 1] not in ("on", "last", "this", "in", "next")
    ):
        index -= 1
        if line.word[index].endswith("ed") and line.kind[index - 1 : index] in ("n", "N") and index > 0:
            index -= 1  # “a report published Wednesday said”
    if index > 1 and line.kind.startswith("It", index - 1) and line.kind[index - 2] in "nN)#":
        index -= 2  # “officials on Monday said”
        index -= line.kind[index] == "n" and line.word[index].endswith("ed")  # “a courier captured in June had told”
    found = _described_by_clause(line, index + 1) or _noun_phrase_before(line, index, PARENTHESIS)
    return found, (found[0] if found else at)


def _described_by_clause(line: Line, end: int) -> tuple[int, int] | None:
    """“Two employees who attended a meeting on Tuesday said”: the noun phrase before the relative clause."""
    relative = line.kind.rfind("R", max(0, end - 18), max(0, end - 2))
    if relative < 1 or set(line.kind[relative:end]) & set(",;:q-(?P") or line.kind[end - 1] == "C":
        return None
    before = _noun_phrase_before(line, relative - 1, PARENTHESIS) if line.kind[relative - 1] in "nN" else None
    return (before[0], end) if before else None


def _noun_phrase_before(line: Line, index: int, room: int) -> tuple[int, int] | None:
    if index < 0 or room <= 0:
        return None
    letter = line.kind[index]
    if line.word[index] in ("there", "here") and line.kind[index - 1 : index] in ("n", "N"):
        return _noun_phrase_before(line, index - 1, room - 1)
    if letter == "P":
        return None if line.word[index] == "there" else (index, index + 1)
    if letter == "R":
        if line.kind[index - 1 : index] != ",":
            return _closed(_noun_phrase_before(line, index - 1, room - 1), index + 1)
        return _closed(
            apposition(line, index - 1, room - 1) or _noun_phrase_before(line, index - 2, room - 2), index + 1
        )
    if letter == ",":
        return apposition(line, index, room)
    if letter in ")-":
        opening = line.kind.rfind("(" if letter == ")" else "-", max(0, index - room), index)
        return (
            None
            if opening < 1
            else _closed(_noun_phrase_before(line, opening - 1, room - (index - opening)), index + 1)
        )
    if letter == "O":
        partitive = index > 1 and line.word[index - 1] == "of" and line.kind[index - 2] in "D#nN"
        return (_phrase_start(line, index - 2) or index - 2, index + 1) if partitive else None
    named = letter in "nN#Dx" or (letter == "V" and (_noun_like(line, index) or _starts_phrase(line, index)))
    if named or (letter in "aG" and line.kind[index - 1 : index] in ("D", "n", "N") and index > 0):
        first = _phrase_start(line, index)
        return (first, index + 1) if first is not None else None
    return None


def _closed(phrase: tuple[int, int] | None, last: int) -> tuple[int, int] | None:
    return None if phrase is None else (phrase[0], last)


def _noun_like(line: Line, index: int) -> bool:
    return (
        index > 0
        and line.kind[index - 1] in "DNnx"
        and not line.word[index].endswith("ed")
        and line.word[index] not in ("said", "told")
    )


JOINS = frozenset(
    [
        "of",
        "for",
        "from",
        "in",
        "at",
        "with",
        "on",
        "to",
        "by",
        "near",
        "against",
        "behind",
        "&",
        "representing",
        "inside",
        "under",
    ]
)


def _phrase_start(line: Line, index: int) -> int | None:
    first: int | None = None
    limit = max(-1, index - 24)
    kind, word = line.kind, line.word
    while index > limit:
        letter = kind[index]
        if letter in "nN#x":
            first = index
        elif letter == "D":
            first = index
            if (
                index > 0
                and kind[index - 1] == "I"
                and word[index - 1] in JOINS
                and index > 1
                and (kind[index - 2] in "nN#)D" or _describes(line, index - 2) or _noun_like(line, index - 2))
            ):
                index -= 1
            elif not (index > 0 and kind[index - 1] == "D"):
                break
        elif (
            (
                letter == "I"
                and first is not None
                and word[index] in JOINS
                and index > 0
                and kind[index - 1] in ("nN#)D" if word[index] == "of" else "nN#)")
            )
            or (
                letter == "C"
                and first is not None
                and word[index] in ("and", "&", "or")
                and index > 0
                and kind[index - 1] in "N"
                and kind[index + 1] in "ND"
            )
            or (letter == "a" and index > 0 and kind[index - 1] in "D")
            or (letter == "T" and first is not None and index > 0 and kind[index - 1] == "I")  # “of that report”
            or (letter == "G" and first is None and word[index - 1].endswith(("'s", "s'")))
            or (letter == "I" and word[index] == "per" and first is not None)
            or (letter in "VG" and index > 0 and kind[index - 1] in "D")
            or (letter in "VG" and first is not None and _describes(line, index))
            or (letter == "V" and first is not None and _noun_like(line, index) and kind[index + 1] == "I")
            or (letter == "V" and (first is None or _starts_phrase(line, index)))
            or (letter == "t" and first is not None and word[index].endswith("'s"))
        ):
            first = index
        else:
            break
        index -= 1
    if first is not None and kind[first] in "IC":
        first += 1
    if first is not None and first > 1 and kind[first] == "#":
        return _with_amount(line, first)
    return first


def _with_amount(line: Line, first: int) -> int:
    """“more than 4 in 10”, “at least 20,000”, “nearly half”: what stands before a number and belongs to it."""
    if line.kind.startswith("#I", first - 2) and line.word[first - 1] == "in":
        first -= 2
    if line.word[first - 1] in ("than", "least", "most") and first > 1:
        return first - 2
    return first - (line.word[first - 1] in ("nearly", "about", "almost", "roughly", "some", "only"))


def _describes(line: Line, index: int) -> bool:
    """“two people briefed on the talks”, “residents living by the river”: a participle between noun and preposition."""
    participle = line.word[index].endswith(("ed", "ing"))
    return participle and line.kind[index + 1] == "I" and line.kind[index - 1 : index] in ("n", "N")


def _starts_phrase(line: Line, index: int) -> bool:
    """“state Senate leader”: a noun that could be a verb, where a noun phrase begins."""
    tenses = {form.tense for form in forms().get(line.word[index], ())}
    return "past" not in tenses and (index == 0 or line.kind[index - 1] in ",q;:-I")


def apposition(line: Line, comma: int, room: int) -> tuple[int, int] | None:
    """“Hugh Hill, a doctor in the town, said”: the noun phrase before the first comma, with what follows it."""
    floor = max(0, comma - room)
    index = comma - 1
    while index >= floor and line.kind[index] not in ",;:-(q.?":
        index -= 1
    if index < floor or line.kind[index] != "," or index == 0 or index + 1 == comma:
        return None
    chunk = line.kind[index + 1 : comma]
    if chunk[0] not in "DnN#RIGVtav" or ("P" in chunk and "R" not in chunk) or ("A" in chunk and "R" not in chunk):
        return None
    before = _noun_phrase_before(line, index - 1, room - (comma - index)) if line.kind[index - 1] != "," else None
    if before is None:
        return None
    if line.kind[before[0] : before[1]].strip("#") == "" or (
        line.kind[before[0]] == "D" and before[0] > 1 and line.kind[before[0] - 1] == ","
    ):
        longer = _further_left(line, before[0] - 1, room - (comma - index))
        before = longer or before
    if line.kind[before[0] : before[1]].strip("#t") == "":
        return None
    if before[0] > 0 and line.kind[before[0] - 1] == "I":
        return None
    return (before[0], comma + 1)


def _further_left(line: Line, comma: int, room: int) -> tuple[int, int] | None:
    """“Fenn, 58, a cook, said”: past the age to the name."""
    if line.kind[comma : comma + 1] != ",":
        return None
    longer = apposition(line, comma, room)
    return longer or (_noun_phrase_before(line, comma - 1, room) if line.kind.startswith("#", comma + 1) else None)


def shares_subject(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“…, adding that” and “visited the site and said”: the subject stands earlier in the sentence."""
    before = line.kind[at - 1] if at else ""
    if at > 1 and line.word[at - 1] == "to":
        return True
    if any(form.tense == "ing" for form in options):
        means = at > 1 and line.word[at - 1] in ("by", "before", "after", "while", "when")
        return means or before in (",", "C", "q", "a", "-") or before in "nN"
    return before == "C" or (before == "a" and at > 1 and line.kind[at - 2] == "C")


def companion_subject(line: Line, at: int) -> tuple[int, int] | None:
    """“with one of her advertisements asking”, “her father saying”: a participle with a subject of its own.

    Other participles share the subject of their sentence.
    """
    found = _noun_phrase_before(line, at - 1, PARENTHESIS) if at and line.kind[at - 1] in "nNOP" else None
    if found is None and at == 1 and line.kind[0] == "O":
        return (0, 1)
    alone = found is not None and (found[0] == 0 or line.word[found[0] - 1] == "with")
    return found if alone else None


def clause_begin(line: Line, limit: int) -> int:
    """Where the clause that holds token `limit` begins: after a semicolon, “, and” or “, while” and a new subject."""
    for index in range(limit - 3, 0, -1):
        pair = line.kind[index : index + 2]
        after = line.kind[index + 2 : index + 3]
        if line.kind[index] == ";" or (pair in (",C", ",S") and after in ("D", "N", "P", "n", "#")):
            return index + 2
    return 0


def first_phrase(line: Line, limit: int) -> tuple[int, int] | None:
    """The subject of the clause: the noun phrase before its first verb, else its first one past an opening adjunct."""
    begin = clause_begin(line, limit)
    verb = line.next("AvV", begin, limit)
    while verb < limit and line.kind[verb] == "V" and _noun_like(line, verb):
        verb = line.next("AvV", verb + 1, limit)
    if begin < verb < limit:
        before = _noun_phrase_before(line, verb - 1, PARENTHESIS)
        if before is not None:
            return before
    index = 0
    if line.kind[:1] in ("I", "S", "t", "a", "G") or line.word[:1] in (["following"], ["hours"], ["minutes"]):
        comma = line.next(",", 0, limit)
        index = comma + 1 if comma < limit else 0
    if limit > index + 3 and line.word[index + 2] in ("later", "ago", "earlier", "before"):
        index += 3
    while index < limit and line.kind[index] not in "PDnN#":
        index += 1
    if index >= limit:
        return None
    end = index + 1
    if line.kind[index] != "P":
        while end < limit and line.kind[end] in "nNID#x":
            end += 1
        while line.kind[end - 1] in "ID" and end - 1 > index:
            end -= 1
    return (index, end)


def with_sentence_subject(line: Line, found: Found) -> Found | None:
    """The subject a coordinated verb or a participle shares: the first noun phrase of the sentence."""
    source = _who(line, found.cue[0]) or first_phrase(line, found.cue[0])
    if source is None:
        return None
    return replace(found, source=source, shares_subject=False)


def _who(line: Line, limit: int) -> tuple[int, int] | None:
    """“Basil Croome, who went on the radio to say”: whom the relative clause around the verb tells of."""
    relative = line.kind.rfind("R", 0, limit)
    open_clause = relative > 0 and line.word[relative] == "who" and not set(line.kind[relative:limit]) & set(",;:q-(P")
    found = _noun_phrase_before(line, relative, PARENTHESIS) if open_clause else None
    if found and line.kind.startswith("I", found[0] + 1) and line.word[found[0]].endswith("ed"):
        return (found[0] + 2, found[1])  # “dined with Basil Croome, who”
    return found
