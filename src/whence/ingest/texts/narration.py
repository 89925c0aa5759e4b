"""Paragraphs between the turns of a transcript in which the reporter narrates, and nobody's turn goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from whence.ingest.texts.layout import ends_sentence

_LOOKED_AT = 3000
_PROSE = 80
_ASIDE_REACH = 20  # words between two commas
_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[,;:.!?]")
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“"}
_SPEAKING = frozenset("i me my myself we us our ours ourselves you your yours yourself".split())
_REPORTING = frozenset(
    """said told asked replied added answered denied rejected described insisted argued declined acknowledged admitted
    conceded confirmed claimed warned wrote responded agreed refused pointed explained recalled suggested accused called
    promised apologised apologized objected interrupted repeated dismissed defended noted maintained stated""".split()
)
_TELLING = frozenset("says tells asks replies adds laughs smiles nods shrugs pauses sighs".split())
_ADVERBS = frozenset("then also later never once again soon just himself herself".split())
_PAST = frozenset(
    """was had did got came went took sat stood rose spoke read began left made gave put shook kept looked held brought
    showed drew led ran wore broke fell felt found paused""".split()
)


def narrated(paragraphs: Sequence[str | None], speakers: Mapping[int, str]) -> set[int]:
    """The numbers of the paragraphs that are narration. `speakers` are the labels of those that open a turn.

    A speaker does not tell in the third person what he said himself. In a report (prose before the first turn) nor do
    the others tell it, and paragraphs without an "I" or a "you" before such a one belong to the reporter too; where no
    turn of the report has several paragraphs, any that reports without an "I" or a "you" does.

    >>> text = ["MR. LEE: It is shut.", "Mr. Lee then closed his folder.", "He left by the side door."]
    >>> sorted(narrated(text, {0: "MR. LEE"}))
    [1, 2]
    """
    if not speakers:
        return set()
    keys = {number: speaker_key(name) for number, name in speakers.items()}
    gaps = list(_gaps(paragraphs, keys))
    report = sum(_is_prose(words) for words in paragraphs[: min(speakers)]) >= 2
    if not report:
        return {number for speaker, gap in gaps for number in gap[_sure(paragraphs, gap, speaker, ()) :]}
    others = frozenset(keys.values()) - {""}
    found = {gap[0]: _reporter_from(paragraphs, gap, speaker, others) for speaker, gap in gaps}
    last = max(speakers)
    several = any(found[gap[0]] and speaks(paragraphs[gap[0]] or "") for _, gap in gaps if gap[0] < last)
    result: set[int] = set()
    for _, gap in gaps:
        start = found[gap[0]]
        if start == len(gap) and not several:
            start = next((n for n, number in enumerate(gap) if _reports(paragraphs[number] or "")), start)
        result.update(gap[start:])
    return result


def speaker_key(label: str) -> str:
    """The word of a label by which a text takes the speaker up: "MR HOLM" is "holm", "Q" nobody.

    >>> speaker_key("SEN. POE (chair)"), speaker_key("Edwin Pasco"), speaker_key("Q")
    ('poe', 'pasco', '')
    """
    words = label.partition("(")[0].partition(",")[0].split()
    return words[-1].strip(".*_").casefold() if words and len(words[-1].strip(".*_")) > 1 else ""


def speaks(words: str) -> bool:
    """True when somebody says "I", "we" or "you" outside quotation marks."""
    return any(_bare(token) in _SPEAKING and token != "US" for token in _TOKEN.findall(outside_marks(words)))


def tells_of(words: str, keys: Iterable[str], *, reporting: bool) -> bool:
    """True when one of these speakers is told of: the subject of a reporting verb, or (not `reporting`) of any past."""
    known = frozenset(keys)
    tokens = _TOKEN.findall(outside_marks(words))
    for number, token in enumerate(tokens):
        if token.casefold() not in known or not (
            token[0].isupper() or tokens[number - 1 : number] in (["the"], ["The"])
        ):
            continue
        verb = _verb_after(tokens, number + 1)
        if verb in _REPORTING or (not reporting and (verb in _PAST or verb in _TELLING or verb.endswith("ed"))):
            return True
    return False


def outside_marks(words: str) -> str:
    """The beginning of a paragraph without what stands in double quotation marks."""
    kept: list[str] = []
    closing = ""
    for char in words[:_LOOKED_AT]:
        if closing:
            closing = "" if char == closing else closing
        elif char in _CLOSING:
            closing = _CLOSING[char]
            kept.append(" ")
        else:
            kept.append(char)
    return "".join(kept)


def _gaps(paragraphs: Sequence[str | None], keys: Mapping[int, str]) -> Iterable[tuple[str, list[int]]]:
    """For each turn its speaker and the paragraphs after it without a label; None among the paragraphs is none."""
    speaker, gap = "", list[int]()
    for number in range(min(keys), len(paragraphs)):
        if number in keys:
            if gap:
                yield speaker, gap
            speaker, gap = keys[number], []
        elif paragraphs[number]:
            gap.append(number)
    if gap:
        yield speaker, gap


def _sure(paragraphs: Sequence[str | None], gap: Sequence[int], speaker: str, others: Iterable[str]) -> int:
    """Where in a gap a speaker is told of for the first time; the length of the gap when nowhere."""
    for place, number in enumerate(gap):
        words = paragraphs[number] or ""
        if speaks(words):
            continue
        if (speaker and tells_of(words, (speaker,), reporting=False)) or tells_of(words, others, reporting=True):
            return place
    return len(gap)


def _reporter_from(paragraphs: Sequence[str | None], gap: Sequence[int], speaker: str, others: Iterable[str]) -> int:
    start = _sure(paragraphs, gap, speaker, others)
    if start < len(gap):
        while start and not speaks(paragraphs[gap[start - 1]] or ""):
            start -= 1
    return start


def _reports(words: str) -> bool:
    return not speaks(words) and any(token in _REPORTING for token in _TOKEN.findall(outside_marks(words)))


def _verb_after(tokens: Sequence[str], start: int) -> str:
    """The verb of a subject that ends at `start`, past what stands between commas and an adverb."""
    if tokens[start : start + 1] == [","]:
        after = next((n for n in range(start + 1, min(len(tokens), start + _ASIDE_REACH)) if tokens[n] in ",.;!?"), -1)
        if after < 0 or tokens[after] != ",":
            return ""
        start = after + 1
    if start < len(tokens) and (tokens[start].endswith("ly") or tokens[start] in _ADVERBS):
        start += 1
    return tokens[start] if start < len(tokens) else ""


def _bare(token: str) -> str:
    return token.replace("’", "'").partition("'")[0].lower()


def _is_prose(words: str | None) -> bool:
    return bool(words) and len(words) >= _PROSE and words[0] not in "[(" and ends_sentence(words, len(words))
