"""Content that stands before its cue: "…, Lind said" and "…, said Ms Lind"."""

from __future__ import annotations

from whence.language.lexicon import Cue, Form
from whence.language.tokens import Line
from whence.read.attribution.found import Found
from whence.read.attribution.settings import after_listener, after_setting, content_end
from whence.read.attribution.subjects import JOINS, PARENTHESIS, apposition
from whence.read.attribution.verbs import particle_length, plural_before

_TAG_BEFORE = ",q?-."


def read_tag(
    line: Line, at: int, first: int, options: tuple[Form, ...], source: tuple[int, int] | None
) -> Found | None:
    """“…, Lind said” (T S C)."""
    if source is None or first == 0 or line.kind[first - 1] not in _TAG_BEFORE or line.kind[source[1] - 1] == "R":
        return None
    form = next((form for form in options if _follows(line, at, form)), None)
    if form is None or (form.tense == "base" and not plural_before(line, at) and line.kind[at - 1] != "P"):
        return None
    end = at + 1 + particle_length(form.cue)
    after = _after_tag(line, end, form.cue)
    marked = line.kind[first - 1] == "q"
    if after is None and marked:
        after = _next_quoted(line, end)
    if after is None or not (
        marked
        or _enough_before(line, first - 1)
        or _goes_on_after(line, after)
        or _only_opens(line, first - 1)
        or _between_commas(line, first - 1, after)
    ):
        return None
    return _trailing(line, first - 1, source, (at, end), form.cue, after)


def _follows(line: Line, at: int, form: Form) -> bool:
    """This form can follow its content, and the words that belong to the verb are there: “…, she pointed out”."""
    particle = form.cue.particle.split() if form.cue.particle else []
    present = line.word[at + 1 : at + 1 + len(particle)] == particle
    return present and "tag" in form.cue.frames and form.tense in ("past", "present", "base")


def _goes_on_after(line: Line, after: int) -> bool:
    """“Both sides, she said, wanted the boats back”: the verb comes after the tag."""
    if line.kind.startswith((",A", ",V", ",v", ",a"), after):
        return True
    opens = line.kind[:1] in ("I", "t", "a", "S")  # “In the north, she said, the boats stayed out”
    return opens and line.kind.startswith((",P", ",D", ",N", ",n", ",#"), after)


def _between_commas(line: Line, before: int, after: int) -> bool:
    """“On the last occasion, he said, a captain told them …”: a tag between commas, and a clause after it."""
    return line.kind[before] == "," and line.kind.startswith((",D", ",N", ",P", ",n", ",#"), after)


def _only_opens(line: Line, comma: int) -> bool:
    """“Still, she said, people …”: an adverb before the tag."""
    return not line.kind[:comma].strip("aC,")


def _next_quoted(line: Line, index: int) -> int:
    """“…,” Lind said of the plan that failed, “…”: the comma before the next quoted words, or the end."""
    last = content_end(line, index)
    found = line.next("q", index, last)
    return found - 1 if found < last and line.kind[found - 1] in ",:-" else last


def _clause_before(line: Line, comma: int) -> bool:
    """What stands before the comma can be content: quoted words, or a clause and no mere adjunct."""
    begin = max(0, comma - 60)
    chunk = line.kind[begin:comma]
    if "q" in chunk:
        return True
    if chunk[:1] in ("I", "t") and not set(chunk) & set("APv"):
        return False
    return (
        bool(set(chunk) & set("AVv")) or any(word.endswith("ed") for word in line.word[begin:comma]) or len(chunk) > 8
    )


def _enough_before(line: Line, comma: int) -> bool:
    """For a plain “…, she said”, which nothing follows: three words and no adjunct will do."""
    return _clause_before(line, comma) or (comma > 2 and line.kind[0] not in "ItSG")


def _after_tag(line: Line, index: int, cue: Cue) -> int | None:
    """Past listener and setting to the comma, colon, quotation or end that must follow a tag; None when none does."""
    last = content_end(line, index)
    index = after_setting(line, after_listener(line, index, cue, last), last)
    if index < last and line.word[index] == "to":
        return None  # "a move expected to cost jobs"
    if index >= last or line.kind[index] in ",q:;-(CSGIR.":
        return min(index, last)
    return None


def read_inverted(line: Line, at: int, options: tuple[Form, ...]) -> Found | None:
    """“…, said Ms Ito, the minister” (T C S)."""
    if at == 0 or line.kind[at - 1] not in ",q?-" or not line.kind.startswith(("D", "n", "N", "P", "#"), at + 1):
        return None
    form = next((form for form in options if _inverts(form)), None)
    if form is None:
        return None
    last = content_end(line, at + 1)
    end = _phrase_after(line, at + 1, last)
    if end < last and (
        line.kind[end] in "AVvT" or (line.kind[at - 1] == "," and line.kind[end] not in ",.;-(SCI:RtGaq")
    ):
        return None
    named = end
    if end + 1 < last and line.kind[end] == "," and line.kind[end + 1] in "DRnN#":
        closing = line.next(",;:-q", end + 1, min(last, end + PARENTHESIS))
        named = closing + (closing < last and line.kind[closing] == ",")
    if line.kind[at - 1] != "q" and not _content_before(line, at, named, end):
        return None
    return _trailing(line, at - 1, (at + 1, named), (at, at + 1), form.cue, after_setting(line, named, last))


def _inverts(form: Form) -> bool:
    """“…, said Lind” and “…, asked Lind”, but not “…, urged Lind”: verbs with a listener keep their order."""
    listens = form.cue.person and form.cue.lemma not in ("ask", "warn")
    tagging = "tag" in form.cue.frames and form.cue.particle is None
    return tagging and form.tense in ("past", "present") and not listens


def _content_before(line: Line, at: int, named: int, end: int) -> bool:
    stops = end >= content_end(line, at) or line.kind[end] in ",;"
    apposed = apposition(line, at - 1, PARENTHESIS) is not None and not (stops and line.kind[at + 1] in "DN")
    if apposed:
        return False
    return _clause_before(line, at - 1) or (line.kind[named - 1] == "," and _goes_on_after(line, named - 1))


def _phrase_after(line: Line, first: int, last: int) -> int:
    end = first
    while end < last and (
        line.kind[end] in "DnN#xP"
        or (line.kind[end] in "IC" and line.word[end] in JOINS | {"and"})
        or (line.kind[end] in "VaG" and line.kind[end - 1] == "D")
    ):
        end += 1
    while end > first and line.kind[end - 1] in "IC":
        end -= 1
    return end


def _trailing(line: Line, before: int, source: tuple[int, int], cue: tuple[int, int], verb: Cue, after: int) -> Found:
    left_end = before + 1 if line.kind[before] in "q" else before
    left_start = _clause_start(line, left_end)
    content = [(0, left_end)]
    last = content_end(line, after)
    after = max(after, cue[1])
    if after < last and line.kind[after] in ",:-;" and after + 1 < last and line.kind[after + 1] == "q":
        content.append((after + 1, last))
    elif after < last and line.kind[after] == "q":
        content.append((after, last))
    elif (aside := _past_aside(line, before, after, last)) is not None:
        content.append((aside, last))
    elif _goes_on_reporting(line, left_end, after, last):
        content.append((after + 2, last))
    elif after < last and line.kind[after] == "," and broken_off(line, left_end, after + 1, last):
        content = [(left_start, left_end), (after + 1, last)]
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


def _past_aside(line: Line, before: int, after: int, last: int) -> int | None:
    """““It was,” Lind said, pausing, “the worst night””: the quoted words after an aside of a few words."""
    if line.kind[before] != "q" or not line.kind.startswith(",", after):
        return None
    found = line.next("qAVvPT;:", after + 1, min(last, after + 10))
    return found if found < last and line.kind.startswith(",q", found - 1) and found > after + 1 else None


def _clause_start(line: Line, left_end: int) -> int:
    """“… at the shed, and Wilf, she told me, used to say”: what is broken off begins after the “, and”."""
    conjunction, semicolon = line.kind.rfind(",C", 0, left_end), line.kind.rfind(";", 0, left_end)
    start = max(conjunction + 2 if conjunction >= 0 else 0, semicolon + 1)
    return 0 if set(line.kind[start:left_end]) & set("AVv") else start


def _goes_on_reporting(line: Line, left_end: int, after: int, last: int) -> bool:
    """“…, the authority said, and it had been checked”: paraphrase, a pronoun or determiner and an auxiliary go on."""
    if not line.kind.startswith((",CP", ",CD"), after) or line.kind[:left_end].strip(".,;:-?()xC") == "q":
        return False
    verb = line.next("AvV,;", after + 2, last)
    return verb < last and line.kind[verb] == "A"


def broken_off(line: Line, left_end: int, after: int, last: int) -> bool:
    """“The plan, she said, would fail”: the words before the tag are no clause yet."""
    before = line.kind[_clause_start(line, left_end) : left_end]
    if after >= last or "q" in before or line.kind[after] in "GRC":
        return False
    if before[:1] == "S" and "," not in before:
        return True
    if before[:1] in ("I", "t", "a") and line.kind[after] in "PDNn#" and not any(letter in "APv" for letter in before):
        return any(letter in "AvV" for letter in line.kind[after:last])
    unfinished = not any(letter in "Av" for letter in before)
    if line.kind[after] == "S" and line.word[after] in ("while", "although", "though", "whereas"):
        return False
    return (unfinished or line.kind[after] in "AISTv") and any(letter in "AvV" for letter in line.kind[after:last])
