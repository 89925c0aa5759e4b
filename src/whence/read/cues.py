"""Who is said to say what, inside one sentence: source, cue and content found from reporting words.

Rules only, over the letters of `whence.read.tokens`. The order of source (S), cue (C) and content (T) decides the rule:
S C T ("Lind said that …"), T S C ("…, Lind said"), T C S ("…, said Ms Lind"), C T S ("According to Lind, …").
Frames and verbs come from `speech.en.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.read.lexicon import Cue, Form, forms, idioms, words
from whence.read.tokens import Line

_REACH = 40  # tokens looked at on one side of a cue
_PARENTHESIS = 28  # tokens of an apposition between a name and its verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attribution in a line, in token indices (half-open): source (None: not named here), cue and content pieces."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    verb: Cue | None
    frame: str
    rule: str
    trailing: bool  # the content stands before the cue
    shares_subject: bool = False  # the source is that of the attribution before it
    through: tuple[int, int] | None = None  # who relays the source ("told Radio Quayside", "the wire quotes her")


@dataclass(frozen=True, slots=True)
class _Side:
    first: int
    last: int
    frame: str


def attributions(line: Line) -> list[Found]:
    """The outermost attributions of a sentence, left to right. Those inside their contents are found by reading the content."""
    options = [found for index in _cue_positions(line) if (found := _attribution(line, index)) is not None]
    found = _outermost(line, options)
    return found if found or ":" not in line.kind else _introduced(line)


def _introduced(line: Line) -> list[Found]:
    """“He leaned in and boomed: “…”: quoted words after a colon, and a subject before it but no verb of the lexicon."""
    colon = line.kind.find(":q")
    if colon < 1:
        return []
    source = _first_phrase(line, colon)
    if source is None:
        return []
    return [
        Found(
            source=source,
            cue=(colon, colon + 1),
            content=((colon + 1, _content_end(line, colon + 1)),),
            verb=None,
            frame="colon",
            rule="a colon and quotation marks after a subject",
            trailing=False,
        )  # fmt: skip
    ]


def _cue_positions(line: Line) -> list[int]:
    kind, word = line.kind, line.word
    return [
        i
        for i, letter in enumerate(kind)
        if letter in "VG" or (letter in "nN" and word[i] in ("according", "per", "citing"))
    ]


# --- one cue -----------------------------------------------------------------------------------------------------------


def _attribution(line: Line, at: int) -> Found | None:
    if line.word[at] in ("according", "per"):
        return _according(line, at)
    if line.word[at] == "in":
        return _in_words_of(line, at)
    idiom = _idiom(line, at) or _quoting(line, at)
    if idiom is not None:
        return idiom
    options = forms().get(line.word[at])
    if options is None:
        return None
    if _is_noun_here(line, at, options) or _is_passive(line, at, options):
        return None
    source, first = _subject(line, at) if _is_finite(line, at, options) else (_companion(line, at), at)
    if options[0].cue.lemma in ("read", "run") and ":" in line.kind[at : at + 8]:
        source = _first_phrase(line, at) or source
    inverted = _inverted(line, at, options)
    if inverted is not None:
        return inverted
    if source is None and not _shares_subject(line, at, options):
        return None
    complement = _complement(line, at, options)
    if complement is not None and line.word[at] in words("nouns.also") and not _clearly_a_verb(line, source, complement[1]):
        return None
    tag = _tag(line, at, first, options, source)
    if tag is not None and (
        complement is None or complement[1].frame == "object" or line.kind.startswith("q", complement[1].first)
    ):
        return tag
    if complement is None:
        return None
    form, side = complement
    shares = source is None
    return Found(
        source=source,
        cue=(_cue_start(line, at), at + 1 + _particle_length(form.cue)),
        content=((side.first, side.last),),
        verb=form.cue,
        frame=side.frame,
        rule=f"subject, “{line.text[line.start[at] : line.end[at]]}”, {side.frame}",
        trailing=False,
        shares_subject=shares,
    )


def _idiom(line: Line, at: int) -> Found | None:
    """“let it be known that”, “would have us believe”."""
    for parts, cue in idioms().get(line.word[at], ()):
        if tuple(line.word[at : at + len(parts)]) != parts:
            continue
        side = _side(line, at + len(parts), cue)
        source, _ = _subject(line, at)
        if side is None or source is None:
            return None
        return Found(
            source=source, cue=(at, at + len(parts)), content=((side.first, side.last),), verb=cue, frame=side.frame,
            rule=f"subject, “{cue.lemma}”, {side.frame}", trailing=False,
        )  # fmt: skip
    return None


_QUOTES = frozenset("quote quotes quoted quoting cite cites cited citing".split())


def _quoting(line: Line, at: int) -> Found | None:
    """“The wire quotes an adjuster, Tom Ferrante, as saying the brake …”: the wire relays, the adjuster speaks."""
    if line.word[at] not in _QUOTES:
        return None
    last = _content_end(line, at)
    limit = min(last, at + 24)
    saying = next((i for i in range(at + 2, limit - 1) if line.word[i] == "as" and line.kind[i + 1] == "G"), None)
    colon = line.next(":", at + 2, limit)
    if saying is None and not line.kind.startswith(":q", colon):
        return None
    end, content = (saying, saying + 2) if saying is not None else (colon, colon + 1)
    while end > at + 1 and line.kind[end - 1] == ",":
        end -= 1
    if line.kind.startswith("T", content) or line.kind.startswith(":", content):
        content += line.kind[content] == ":"
    if any(letter in "AvT" for letter in line.kind[at + 1 : end]) or content >= last:
        return None
    relay = _subject(line, at)[0] if not line.word[at].endswith("ing") else _first_phrase(line, at)
    options = forms().get(line.word[saying + 1], ()) if saying is not None else ()
    return Found(
        source=(at + 1, end), cue=(at, at + 1) if saying is None else (saying, saying + 2), content=((content, last),),
        verb=options[0].cue if options else None, frame="that" if saying is not None else "colon",
        rule=f"“{line.word[at]} … as saying”", trailing=False, through=relay,
    )  # fmt: skip


def _is_finite(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    return any(form.tense != "ing" for form in options) or _has_modal(line, at)


def _companion(line: Line, at: int) -> tuple[int, int] | None:
    """“with one of her advertisements asking”: a participle with a subject of its own; other participles share one."""
    found = _noun_phrase_before(line, at - 1, _PARENTHESIS) if at and line.kind[at - 1] in "nN" else None
    return found if found and found[0] > 0 and line.word[found[0] - 1] == "with" else None


def _clearly_a_verb(line: Line, source: tuple[int, int] | None, side: _Side) -> bool:
    if source is None or not set(line.kind[source[0] : source[1]]) & set("NPDR#"):
        return False
    return side.frame != "clause" or line.kind[side.first] in "PDN"


def _particle_length(cue: Cue) -> int:
    return len(cue.particle.split()) if cue.particle else 0


def _cue_start(line: Line, at: int) -> int:
    first = at
    while first > 0 and line.kind[first - 1] in "Aa" and at - first < 4:
        first -= 1
    while first < at and line.kind[first] == "a":
        first += 1
    return first


def _is_noun_here(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“The claims”, “his report”: a determiner, possessive or preposition before a form that is also a noun."""
    if at == 0:
        return all(form.tense == "base" for form in options)
    tenses = {form.tense for form in options}
    before, word_before = line.kind[at - 1], line.word[at - 1]
    if before == "D" and word_before not in (
        "this",
        "that",
        "all",
        "both",
        "many",
        "some",
        "most",
        "several",
        "few",
        "others",
    ):
        return not tenses & {"past"} or word_before in (
            "the",
            "a",
            "an",
            "its",
            "their",
            "his",
            "my",
            "our",
            "your",
            "her",
        )
    if word_before.endswith("'s") and before in "nN":
        return "past" not in tenses
    if before == "I" and word_before != "to":
        return "ing" not in tenses
    if word_before == "to" and "base" in tenses:
        return not _went_on(line, at) and not (line.word[at] in ("say", "ask", "insist", "warn") and line.kind.startswith(("T", "q", ":q", ",q"), at + 1))
    if tenses == {"base"}:
        return not _has_modal(line, at) and before not in "PR" and not _plural_before(line, at)
    return False


def _went_on(line: Line, at: int) -> bool:
    """“went on to say”, “continued to insist”."""
    before = line.word[max(0, at - 3) : at - 1]
    return bool(before) and (before[-1] in ("on", "continued", "continues", "continue") or "went" in before)


def _has_modal(line: Line, at: int) -> bool:
    first = _cue_start(line, at)
    while first < at and line.kind[first] != "A":
        first += 1
    return first < at


def _plural_before(line: Line, at: int) -> bool:
    index = at - 1
    while index >= 0 and line.kind[index] == "a":
        index -= 1
    if index < 0:
        return False
    word = line.word[index]
    return line.kind[index] in "nND#)," and (
        word.endswith("s") or word in ("people", "police", "men", "women", "many", "some", "most")
    )


_BE = frozenset("is are was were be been being am 's".split())


def _is_passive(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“was told that”: the grammatical subject hears, it does not speak."""
    if not any(form.tense in ("past", "participle") for form in options):
        return False
    index = at - 1
    while index >= 0 and line.kind[index] == "a":
        index -= 1
    return index >= 0 and line.word[index] in _BE


# --- the subject -------------------------------------------------------------------------------------------------------


def _subject(line: Line, at: int) -> tuple[tuple[int, int] | None, int]:
    """The source left of the cue and the first token of the whole reporting phrase."""
    index = at - 1
    if index >= 1 and line.word[index] == "to" and _went_on(line, at):
        while index >= 0 and line.kind[index] not in "nNP#)":
            index -= 1
    while index >= 0 and line.kind[index] in "Aa" and at - index < 8:
        index -= 1
    if (
        index >= 0
        and line.kind[index] == "t"
        and index > 0
        and line.word[index - 1] not in ("on", "last", "this", "in", "next")
    ):
        index -= 1
    found = _noun_phrase_before(line, index, _PARENTHESIS)
    return found, (found[0] if found else at)


def _noun_phrase_before(line: Line, index: int, room: int) -> tuple[int, int] | None:
    if index < 0 or room <= 0:
        return None
    letter = line.kind[index]
    if letter == "P":
        return None if line.word[index] == "there" else (index, index + 1)
    if letter == "R":
        if line.kind[index - 1 : index] != ",":
            return _noun_phrase_before(line, index - 1, room - 1)
        return _apposition(line, index - 1, room - 1) or _noun_phrase_before(line, index - 2, room - 2)
    if letter == ",":
        return _apposition(line, index, room)
    if letter == ")":
        opening = line.kind.rfind("(", max(0, index - room), index)
        return (
            None
            if opening < 1
            else _closed(_noun_phrase_before(line, opening - 1, room - (index - opening)), index + 1)
        )
    if letter == "O":
        return None
    if letter in "nN#Dx" or (letter == "V" and _noun_like(line, index)):
        first = _phrase_start(line, index)
        return (first, index + 1) if first is not None else None
    return None


def _closed(phrase: tuple[int, int] | None, last: int) -> tuple[int, int] | None:
    return None if phrase is None else (phrase[0], last)


def _noun_like(line: Line, index: int) -> bool:
    return (
        index > 0
        and line.kind[index - 1] in "DNn"
        and not line.word[index].endswith("ed")
        and line.word[index] not in ("said", "told")
    )


_JOINS = frozenset("of for from in at with on to by near against behind & representing inside under".split())


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
                and word[index - 1] in _JOINS
                and index > 1
                and kind[index - 2] in "nN#)"
                and first is not None
            ):
                index -= 1
            elif not (index > 0 and kind[index - 1] == "D"):
                break
        elif letter == "I" and first is not None and word[index] in _JOINS and index > 0 and kind[index - 1] in "nN#)":
            first = index
        elif (
            letter == "C"
            and first is not None
            and word[index] in ("and", "&", "or")
            and index > 0
            and kind[index - 1] in "N"
            and kind[index + 1] in "ND"
        ):
            first = index
        elif (letter == "a" and index > 0 and kind[index - 1] in "D") or (
            letter in "VG" and index > 0 and kind[index - 1] in "D"
        ):
            first = index
        elif letter == "V" and (first is None or _starts_phrase(line, index)):
            first = index
        elif letter == "t" and first is not None and word[index].endswith("'s"):
            first = index
        else:
            break
        index -= 1
    if first is not None and kind[first] in "IC":
        first += 1
    return first


def _starts_phrase(line: Line, index: int) -> bool:
    """“state Senate leader”: a noun that could be a verb, where a noun phrase begins."""
    tenses = {form.tense for form in forms().get(line.word[index], ())}
    return "past" not in tenses and (index == 0 or line.kind[index - 1] in ",q;:-I")


def _apposition(line: Line, comma: int, room: int) -> tuple[int, int] | None:
    """“Hugh Hill, a doctor in the town, said”: the noun phrase before the first comma, with what follows it."""
    floor = max(0, comma - room)
    index = comma - 1
    while index >= floor and line.kind[index] not in ",;:-(q.?":
        index -= 1
    if index < floor or line.kind[index] != "," or index == 0 or index + 1 == comma:
        return None
    chunk = line.kind[index + 1 : comma]
    if chunk[0] not in "DnN#RIGVta" or ("P" in chunk and "R" not in chunk) or ("A" in chunk and "R" not in chunk):
        return None
    before = _noun_phrase_before(line, index - 1, room - (comma - index)) if line.kind[index - 1] != "," else None
    if before is None:
        return None
    if line.kind[before[0] : before[1]].strip("#") == "" or (
        line.kind[before[0]] == "D" and before[0] > 1 and line.kind[before[0] - 1] == ","
    ):
        longer = (
            _apposition(line, before[0] - 1, room - (comma - index))
            if line.kind[before[0] - 1 : before[0]] == ","
            else None
        )
        before = longer or before
    if line.kind[before[0] : before[1]].strip("#t") == "":
        return None
    if before[0] > 0 and line.kind[before[0] - 1] == "I":
        return None
    return (before[0], comma + 1)


def _shares_subject(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“…, adding that” and “visited the site and said”: the subject stands earlier in the sentence."""
    before = line.kind[at - 1] if at else ""
    if at > 1 and line.word[at - 1] == "to":
        return True
    if any(form.tense == "ing" for form in options):
        return before in (",", "C", "q", "a", "-") or before in "nN"
    return before == "C" or (before == "a" and at > 1 and line.kind[at - 2] == "C")


# --- what follows the cue ----------------------------------------------------------------------------------------------


def _complement(line: Line, at: int, options: tuple[Form, ...]) -> tuple[Form, _Side] | None:
    for form in sorted(options, key=lambda form: -_particle_length(form.cue)):
        first = at + 1
        if form.cue.particle:
            particle = form.cue.particle.split()
            if line.word[first : first + len(particle)] != particle:
                continue
            first += len(particle)
        side = _side(line, first, form.cue)
        if side is not None:
            return form, side
    return None


def _side(line: Line, first: int, cue: Cue) -> _Side | None:
    last = _content_end(line, first)
    if first >= last:
        return None
    frames = cue.frames
    start = _after_listener(line, first, cue, last)
    start = _after_setting(line, start, last, aside=cue.lemma == "say")
    kind = line.kind
    if start >= last:
        return None
    letter = kind[start]
    if letter in ",:-" and start + 1 < last and kind[start + 1] == "q" and "quote" in frames | {"clause"} & frames:
        return _Side(start + 1, last, "quote")
    if letter == ":" and "quote" in frames:
        return _Side(start + 1, last, "colon")
    if letter == "q" and frames & {"quote", "clause"}:
        return _Side(start, last, "quote" if start + 1 == last or kind[start + 1] in ",.-;" else "mixed")
    if letter == "T" and frames & {"clause", "that"} and kind[start + 1 : start + 2] != "V":
        return _Side(start, last, "that")
    if (
        letter == "S"
        and (frames & {"whether", "that"} or "clause" in frames)
        and line.word[start]
        not in ("because", "while", "though", "although", "as", "so", "since", "once", "whereas", "unless")
    ):
        asks = "whether" in frames or (line.word[start] in ("whether", "how", "why") and "quote" in frames)
        return _Side(start, last, "whether") if asks or (line.word[start] == "if" and cue.lemma in ("say", "tell")) else None
    if letter == "," and (colon := _colon_after_apposition(line, start, last)) is not None:
        return _Side(colon + 1, last, "colon")
    if letter == "," and "clause" in frames | ({"clause"} if "that" in frames else set()):
        return _after_parenthesis(line, start, last)
    if frames & {"to", "whom-to"}:
        side = _infinitive(line, first, last, frames)
        if side is not None:
            return side
    if "clause" in frames and (_is_clause(line, start, last) or (cue.lemma == "say" and last - start >= 3 and letter in "PDNn#")):
        return _Side(start, last, "clause")
    if "as" in frames:
        side = _as(line, first, last)
        if side is not None:
            return side
    if letter == "I" and line.word[start] in frames and start + 1 < last:
        return _Side(start if line.word[start] != "as" else start, last, "preposition")
    if "of" in frames and cue.person:
        index = line.next("IASVv.,;", start, min(last, start + 10))
        if index < last and line.word[index] == "of" and index > start:
            return _Side(start, last, "of")
    if "quote" in frames:
        index = line.next("q,;:AVvTSR", start, min(last, start + 6))
        if index < last and kind[index] == "q":
            return _Side(start, last, "mixed")
    if letter == "a" and start + 1 < last:
        letter, start = kind[start + 1], start + 1
    if "object" in frames and (letter in "DnN#PO" or line.word[start].endswith("ing")):
        return _Side(start, _phrase_end(line, start, last), "object")
    return None


def _content_end(line: Line, first: int) -> int:
    """The end of the sentence without its closing mark."""
    last = len(line)
    while last > first and line.kind[last - 1] in ".?":
        last -= 1
    return last


def _after_listener(line: Line, first: int, cue: Cue, last: int) -> int:
    """Past “reporters”, “the court on Friday”: whom it was told."""
    if not cue.person or first >= last:
        return first
    kind, word = line.kind, line.word
    if kind[first] in "O" or word[first] in ("you", "it", "her"):
        return first + 1
    if kind[first] == "N":
        index = first
        while (
            index < last and kind[index] in "NIC" and (kind[index] == "N" or word[index] in ("of", "and", "&", "the"))
        ):
            index += 1
        if index < last and kind[index] == "D" and kind[index - 1] == "I":
            index += 1
            while index < last and kind[index] in "nN":
                index += 1
        return _past_own_words(line, index, last)
    if kind[first] in "Dn":
        index = first + (kind[first] == "D")
        while index < last and kind[index] in "nN":
            index += 1
        return _past_own_words(line, index, last)
    return first


def _past_own_words(line: Line, index: int, last: int) -> int:
    """A parliamentary committee's PP: “told members of the panel that”; only when a “that” or a quotation follows."""
    if (
        index < last
        and line.kind[index] in "I"
        and line.word[index] in ("of", "in", "at", "for", "from", "on", "during", "after")
    ):
        stop = line.next("TqAVvP,:", index, min(last, index + 12))
        if stop < last and line.kind[stop] in "Tq":
            return stop
    return index


_ADJUNCTS = frozenset("on in at during to with after by from via through before late over".split())


def _after_setting(line: Line, first: int, last: int, *, aside: bool = True) -> int:
    """Past “on Tuesday”, “in a statement to the Review”: when, where and to whom."""
    kind, word = line.kind, line.word
    index = first
    while index < last:
        letter = kind[index]
        if letter == "t" or (letter == "a" and kind[index + 1 : index + 2] in ("T", "q", ",", ":", "t", "I", "")):
            index += 1
            continue
        if letter == "I" and word[index] in (
            "on",
            "in",
            "at",
            "during",
            "to",
            "with",
            "after",
            "by",
            "from",
            "via",
            "through",
            "before",
            "for",
            "of",
            "as",
            "late",
            "over",
        ):
            end = _prepositional_end(line, index, last)
            if end is not None:
                index = end
                continue
        if letter == "n" and word[index] in ("late", "early", "last", "next"):
            if kind[index + 1 : index + 2] == "t":
                index += 1
                continue
        return index
    return index


def _prepositional_end(line: Line, index: int, last: int) -> int | None:
    """The end of an adjunct, or None when the phrase may be the content's own."""
    kind, word = line.kind, line.word
    stop = line.next("TqAVvPS,:;.R", index + 1, min(last, index + 24))
    if stop >= last or kind[stop] in ".;":
        return last if stop >= last or kind[stop] == "." else stop
    if kind[stop] in "Tq:" or (kind[stop] == "," and kind[stop + 1 : stop + 2] in ("q", "T", "V", "G")):
        return stop
    if kind[stop] == "P":
        return stop
    settings = words("settings.nouns")
    for inner in range(index + 1, min(stop, index + 6)):
        if kind[inner] == "t":
            while inner + 1 < stop and kind[inner + 1] in "t#":
                inner += 1
            return inner + 1
        if word[inner] in settings:
            return inner + 1
        if word[inner] in words("settings.listeners") and word[index] == "to":
            return inner + 1
    return None


def _colon_after_apposition(line: Line, comma: int, last: int) -> int | None:
    """“told the vice president, Troy Maddox: “…””."""
    colon = line.next(":AvVPq", comma + 1, min(last, comma + 12))
    return colon if colon + 1 < last and line.kind.startswith(":q", colon) else None


def _after_parenthesis(line: Line, comma: int, last: int) -> _Side | None:
    """“said, citing the minutes, that the vote …”."""
    closing = line.next(",q:", comma + 1, min(last, comma + 18))
    if closing + 1 < last and line.kind[closing] in ",:" and line.kind[closing + 1] in "Tq":
        return _Side(closing + 1, last, "that" if line.kind[closing + 1] == "T" else "quote")
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


def _infinitive(line: Line, first: int, last: int, frames: frozenset[str]) -> _Side | None:
    kind, word = line.kind, line.word
    start = first
    while start < last and kind[start] == "a":
        start += 1
    if "to" in frames and start < last and word[start] == "to" and _base_follows(line, start + 1, last):
        return _Side(start, last, "to")
    if "whom-to" not in frames or start >= last or kind[start] not in "DnNOP#":
        return None
    for index in range(start + 1, min(last, start + 12)):
        if kind[index] in "TAVvSR,:;q":
            return None
        if word[index] == "to" and _base_follows(line, index + 1, last):
            return _Side(start, last, "whom-to")
    return None


def _base_follows(line: Line, index: int, last: int) -> bool:
    while index < last and line.kind[index] == "a":
        index += 1
    return index < last and line.kind[index] in "nVAvq" and not line.word[index].endswith(("ed", "ing"))


def _as(line: Line, first: int, last: int) -> _Side | None:
    for index in range(first, min(last, first + 14)):
        if line.word[index] == "as" and index > first:
            return _Side(first, last, "as")
        if line.kind[index] in "TAVvS:;":
            return None
    return None


def _phrase_end(line: Line, start: int, last: int) -> int:
    index = line.next(",;:.-?TSGq", start, last)
    if index < last and line.kind[index] == "q":
        return last
    return index


# --- the content before the cue ----------------------------------------------------------------------------------------

_TAG_BEFORE = ",q?-."


def _tag(line: Line, at: int, first: int, options: tuple[Form, ...], source: tuple[int, int] | None) -> Found | None:
    """“…, Lind said” (T S C)."""
    if source is None or first == 0 or line.kind[first - 1] not in _TAG_BEFORE:
        return None
    form = next(
        (form for form in options if "tag" in form.cue.frames and form.tense in ("past", "present", "base")), None
    )
    if form is None or (form.tense == "base" and not _plural_before(line, at) and line.kind[at - 1] != "P"):
        return None
    if line.kind[first - 1] != "q" and not _clause_before(line, first - 1) and not line.kind.startswith((",A", ",V", ",v", ",a"), at + 1):
        return None
    after = _after_tag(line, at + 1, form.cue)
    if after is None and line.kind[first - 1] == "q":
        after = _next_quoted(line, at + 1)
    if after is None:
        return None
    return _trailing(line, first - 1, source, (at, at + 1), form.cue, after)


def _next_quoted(line: Line, index: int) -> int:
    """“…,” Lind said of the plan that failed, “…”: the comma before the next quoted words, or the end."""
    last = _content_end(line, index)
    found = line.next("q", index, last)
    return found - 1 if found < last and line.kind[found - 1] in ",:-" else last


def _clause_before(line: Line, comma: int) -> bool:
    """What stands before the comma can be content: it has a verb or a quotation, or more follows after the tag."""
    chunk = line.kind[max(0, comma - 60) : comma]
    return len(chunk) > 1 and any(letter in "AVvq" for letter in chunk) or len(chunk) > 3


def _after_tag(line: Line, index: int, cue: Cue) -> int | None:
    """Past listener and setting to the comma, colon, quotation or end that must follow a tag; None when none does."""
    last = _content_end(line, index)
    index = _after_setting(line, _after_listener(line, index, cue, last), last)
    if index >= last or line.kind[index] in ",q:;-(CSGIR.":
        return min(index, last)
    return None


def _inverted(line: Line, at: int, options: tuple[Form, ...]) -> Found | None:
    """“…, said Ms Ito, the minister” (T C S)."""
    if at == 0 or line.kind[at - 1] not in ",q?-":
        return None
    form = next((form for form in options if "tag" in form.cue.frames and form.tense in ("past", "present")), None)
    if form is None or at + 1 >= len(line) or line.kind[at + 1] not in "DnNP#":
        return None
    if line.kind[at - 1] != "q" and (
        not _clause_before(line, at - 1)
        or _apposition(line, at - 1, _PARENTHESIS) is not None
        and line.kind[at + 1] not in "DN"
    ):
        return None
    last = _content_end(line, at + 1)
    end = at + 1
    while end < last and (
        line.kind[end] in "DnN#xP"
        or (line.kind[end] in "IC" and line.word[end] in _JOINS | {"and"})
        or line.kind[end] in "VaG"
        and line.kind[end - 1] in "D"
    ):
        end += 1
    while end > at + 1 and line.kind[end - 1] in "IC":
        end -= 1
    if end < last and line.kind[end] in "AVvT":
        return None
    if line.kind[at - 1] == "," and end < last and line.kind[end] not in ",.;-(SCI:RtGaq":
        return None
    named = end
    if end + 1 < last and line.kind[end] == "," and line.kind[end + 1] in "DRnN#":
        closing = line.next(",;:-q", end + 1, min(last, end + _PARENTHESIS))
        named = closing + (closing < last and line.kind[closing] == ",")
    return _trailing(line, at - 1, (at + 1, named), (at, at + 1), form.cue, _after_setting(line, named, last))


def _trailing(line: Line, before: int, source: tuple[int, int], cue: tuple[int, int], verb: Cue, after: int) -> Found:
    left_end = before + 1 if line.kind[before] in "q" else before
    content = [(0, left_end)]
    last = _content_end(line, after)
    after = max(after, cue[1])
    if after < last and line.kind[after] in ",:-;" and after + 1 < last and line.kind[after + 1] == "q":
        content.append((after + 1, last))
    elif after < last and line.kind[after] == "q":
        content.append((after, last))
    elif after < last and line.kind[after] == "," and _broken_off(line, left_end, after + 1, last):
        content.append((after + 1, last))
    word = line.text[line.start[cue[0]] : line.end[cue[1] - 1]]
    return Found(
        source=source,
        cue=cue,
        content=tuple(content),
        verb=verb,
        frame="tag",
        rule=f"content, “{word}” after it",
        trailing=True,
    )


def _broken_off(line: Line, left_end: int, after: int, last: int) -> bool:
    """“The plan, she said, would fail”: the words before the tag are no clause yet."""
    before = line.kind[:left_end]
    if after >= last or "q" in before or line.kind[after] in "GRC":
        return False
    if before[:1] == "S" and "," not in before:
        return True
    unfinished = not any(letter in "Av" for letter in before)
    return (unfinished or line.kind[after] in "AISTv") and any(letter in "AvV" for letter in line.kind[after:last])


# --- according to ------------------------------------------------------------------------------------------------------


_VIEWS = frozenset("words view opinion estimation telling account version reading judgment judgement".split())


def _in_words_of(line: Line, at: int) -> Found | None:
    """“In his words, the blast …” and “…, in Ms Ito's view”: a possessive and a noun of saying."""
    last = _content_end(line, at)
    noun = next((i for i in range(at + 2, min(last, at + 7)) if line.word[i] in _VIEWS), None)
    if noun is None or not line.kind.startswith((",", ":", "q"), noun + 1) or any(letter in "AVvPT" for letter in line.kind[at + 1 : noun]):
        return None
    if line.word[noun - 1] not in ("his", "her", "their", "its") and not line.word[noun - 1].endswith(("'s", "s'")):
        return None
    start = noun + 2 if line.kind[noun + 1] in ",:" else noun + 1
    if start >= last:
        return None
    return Found(
        source=(at + 1, noun), cue=(at, noun + 1), content=((start, last),), verb=None, frame="according",
        rule=f"“{line.text[line.start[at] : line.end[noun]]}”", trailing=False,
    )  # fmt: skip


def _according(line: Line, at: int) -> Found | None:
    if line.word[at] == "according":
        if line.word[at + 1 : at + 2] != ["to"]:
            return None
        first = at + 2
    else:
        first = at + 1
        if at and line.kind[at - 1] != ",":
            return None
    last = _content_end(line, first)
    if first >= last:
        return None
    if at == 0 or line.kind[at - 1] in "CT" or (line.kind[at - 1] not in ",q" and at < 3):
        end = line.next(",q", first, last)
        if end >= last:
            return None
        while _is_apposition_right(line, end, last):
            end = line.next(",", end + 1, last)
        start = end + 1 if line.kind[end] == "," else end
        if start >= last:
            return None
        return Found(
            source=(first, end),
            cue=(at, first),
            content=((start, last),),
            verb=None,
            frame="according",
            rule="“according to” before its content",
            trailing=False,
        )
    end = first
    end = line.next(",;:q-", first, last)
    while end < last and _is_apposition_right(line, end, last):
        end = line.next(",;:q-", end + 1, last)
    content = [(0, at - 1 if line.kind[at - 1] == "," else at)]
    if end + 1 < last and line.kind[end] == "," and _broken_off(line, at, end + 1, last):
        content.append((end + 1, last))
    return Found(
        source=(first, end),
        cue=(at, first),
        content=tuple(content),
        verb=None,
        frame="according",
        rule="“according to” after its content",
        trailing=True,
    )


def _is_apposition_right(line: Line, comma: int, last: int) -> bool:
    """“according to Ada Lind, the mayor, …”: what follows the comma still names the source."""
    if comma + 1 >= last or line.kind[comma] != "," or line.kind[comma + 1] not in "DRn#":
        return False
    closing = line.next(",;:-q", comma + 1, last)
    chunk = line.kind[comma + 1 : closing]
    return closing < last and (chunk[0] == "R" or not any(letter in "AvVP" for letter in chunk)) and len(chunk) < 14


# --- several cues in one sentence --------------------------------------------------------------------------------------


def _outermost(line: Line, options: Sequence[Found]) -> list[Found]:
    """Drop what lies inside another's content; cut a content where the next attribution beside it begins."""
    kept: list[Found] = []
    floor = 0
    for found in options:
        if found.trailing:
            floor = _take_trailing(line, kept, found, floor)
            continue
        inside = next((index for index, other in enumerate(kept) if _holds(other, found)), None)
        if inside is None:
            if found.shares_subject and not kept:
                found = _with_sentence_subject(line, found)
                if found is None:
                    continue
            kept.append(found)
            floor = found.content[-1][1]
        elif _stands_beside(line, kept[inside], found):
            kept[inside] = _cut(line, kept[inside], _phrase_begin(line, found))
            kept.append(found)
    return [_with_content(found, tuple(piece for piece in found.content if piece[0] < piece[1])) for found in kept]


def _phrase_begin(line: Line, found: Found) -> int:
    return min([found.cue[0], *([found.source[0]] if found.source else [])])


def _holds(outer: Found, inner: Found) -> bool:
    return any(first <= inner.cue[0] < last for first, last in outer.content)


def _take_trailing(line: Line, kept: list[Found], found: Found, floor: int) -> int:
    start = 0
    while kept:
        other = kept[-1]
        if other.trailing and not _holds(other, found):
            start = max(start, _after(other))
            break
        if not other.trailing and other.cue[0] < found.cue[0] and _joins(line, other, found):
            break
        kept.pop()
    if kept:
        start = max(start, _after(kept[-1]) if kept[-1].trailing else _phrase_begin(line, found))
    first, last = found.content[0]
    first = max(first, start)
    while first < last and line.kind[first] in ",;C-:":
        first += 1
    pieces = ((first, last), *found.content[1:]) if first < last else found.content[1:]
    kept.append(_with_content(found, pieces))
    return pieces[-1][1] if pieces else floor


def _joins(line: Line, other: Found, found: Found) -> bool:
    """An attribution before this tag that stands beside it: separated by a semicolon."""
    return ";" in line.kind[other.cue[1] : found.cue[0]]


def _after(found: Found) -> int:
    return max(found.cue[1], found.source[1] if found.source else 0, *(last for _, last in found.content))


def _stands_beside(line: Line, outer: Found, found: Found) -> bool:
    begin = _phrase_begin(line, found)
    before = line.kind[begin - 1] if begin else ""
    if found.shares_subject:
        if found.cue[0] > 0 and line.kind[found.cue[0] - 1] == "," and line.word[found.cue[0]].endswith("ing"):
            return found.frame in ("that", "quote", "clause", "mixed", "colon", "whether")
        finite = found.verb is not None and "tag" in found.verb.frames | ({"tag"} if "whether" in found.verb.frames else set[str]())
        return before == "C" and finite and not line.word[found.cue[0]].endswith("ing")
    if before == ";":
        return True
    strong = found.frame in ("that", "quote", "clause", "mixed", "colon")
    if before == "C" and begin > 1 and line.kind[begin - 2] in ",q":
        return strong
    if (
        before == "S"
        and begin > 1
        and line.kind[begin - 2] in ",q"
        and line.word[begin - 1] in ("while", "although", "though", "whereas")
    ):
        return strong
    return False


def _cut(line: Line, outer: Found, at: int) -> Found:
    pieces: list[tuple[int, int]] = []
    for first, last in outer.content:
        if first >= at:
            continue
        end = min(last, at)
        while end > first and line.kind[end - 1] in ",;CS-":
            end -= 1
        if end > first:
            pieces.append((first, end))
    return _with_content(outer, tuple(pieces))


def _with_content(found: Found, content: tuple[tuple[int, int], ...]) -> Found:
    return replace(found, content=content)


def _with_sentence_subject(line: Line, found: Found) -> Found | None:
    """The subject a coordinated verb or a participle shares: the first noun phrase of the sentence."""
    source = _first_phrase(line, found.cue[0])
    if source is None:
        return None
    return replace(found, source=source, shares_subject=False)


def _first_phrase(line: Line, limit: int) -> tuple[int, int] | None:
    """The subject of the clause: the noun phrase before its first verb, else its first one past an opening adjunct."""
    border = max(line.kind.rfind(",C", 0, limit - 2), line.kind.rfind(";", 0, limit - 2)) if limit > 2 else -1
    begin = border + 1 if border > 0 and line.kind[border + 2 : border + 3] in ("D", "N", "P", "n", "#") else 0
    verb = line.next("AvV", begin, limit)
    if 0 < verb < limit:
        before = _noun_phrase_before(line, verb - 1, _PARENTHESIS)
        if before is not None:
            return before
    index = 0
    if line.kind[:1] in ("I", "S", "t", "a", "G"):
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
