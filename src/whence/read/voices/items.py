"""The words of a source as items: words, punctuation, and names as one item each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.language.people import VoiceWords, voice_words
from whence.model.text import Span
from whence.read.voices.names import PEOPLE, ROLE, Name

_TOKEN = re.compile(r"[^\W_]+(?:[-’'.&/][^\W_]+)*|@\w+|[^\s\w]")


_MOST_TOKENS = 60


BREAKS = frozenset(',;:()[]—–"“”')


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a mark, or a whole name; `owner` when a possessive mark follows."""

    start: int
    end: int
    low: str
    name: Name | None = None
    owner: bool = False


def clean(words: str) -> str:
    """Folded white space, no punctuation or marks at the edges."""
    return " ".join(words.split()).strip(" ,;:.—–-\"“”‘’'()[]…")


def items_of(text: str, span: Span, found: Sequence[Name]) -> list[Item]:
    """The items of a source without junk at its edges. `found` are the names inside the span, in order."""
    return _without_junk(_all_items(text, span, found), voice_words())


def _all_items(text: str, span: Span, found: Sequence[Name]) -> list[Item]:
    items: list[Item] = []
    position = min(span.start, found[0].start) if found else span.start
    index = 0
    while position < span.end and len(items) < _MOST_TOKENS:
        while index < len(found) and found[index].start < position:
            index += 1
        name = found[index] if index < len(found) and found[index].end <= span.end else None
        limit = name.start if name else span.end
        for match in _TOKEN.finditer(text, position, limit):
            items.append(_item(match))
            if len(items) >= _MOST_TOKENS:
                break
        if name is None:
            break
        items.append(Item(name.start, name.end, name.written.lower(), name, name.owner))
        position = name.end
        if name.owner:
            position += 2 if text[name.end : name.end + 2] in ("'s", "’s") else 1
    return items


def _item(match: re.Match[str]) -> Item:
    low = match.group().lower().replace("’", "'")
    owner = low.endswith("'s") and len(low) > 2
    return Item(match.start(), match.end() - (2 if owner else 0), low[:-2] if owner else low, owner=owner)


def _without_junk(items: list[Item], lexicon: VoiceWords) -> list[Item]:
    first, last = 0, len(items)
    while first < last and items[first].name is None and _is_junk(items, first, lexicon):
        first += 1
    while last > first and items[last - 1].name is None and not items[last - 1].low[0].isalnum():
        last -= 1
    return items[first:last]


def _is_junk(items: list[Item], index: int, lexicon: VoiceWords) -> bool:
    low = items[index].low
    if not low[0].isalnum() and low[0] != "@":
        return True
    if low in ("both", "neither", "either", "more", "source", "post", "just", "only"):
        return index + 1 < len(items) and items[index + 1].low in ("the", "of", ":", "from")
    return low in lexicon.junk_before


def up_to(items: list[Item], stops: frozenset[str]) -> list[Item]:
    """The items before the first stop; a stop in first place does not count."""
    for index, item in enumerate(items):
        if index and item.name is None and item.low in stops:
            return items[:index]
    return items


def own_words(text: str, items: list[Item], lexicon: VoiceWords) -> str:
    """The words that name an unnamed source: without relative clause, unless they would say nothing without it."""
    kept = up_to(items, BREAKS | lexicon.relative)
    bare = len(kept) == 1 and (
        kept[0].low in lexicon.definite
        or kept[0].low in lexicon.indefinite
        or kept[0].low in ("people", "anyone", "everyone")
    )
    if bare:
        kept = up_to(items, BREAKS)
    written = clean(text[kept[0].start : kept[-1].end])
    return _lowered(written) if _is_plain(kept, lexicon) else written


def _is_plain(items: list[Item], lexicon: VoiceWords) -> bool:
    """A word that has a capital only because it starts a sentence."""
    item = items[0]
    if item.name is None:
        return "-" not in item.low
    if len(item.name.words) != 1 or item.low not in lexicon.nouns:
        return False
    if len(items) > 1 and items[1].name is None:
        return True
    return item.name.nature in (ROLE, PEOPLE) or lexicon.nouns[item.low].nature in ("document", "statement", "crowd")


def _lowered(written: str) -> str:
    if not written[:1].isupper() or (written[:2].isupper() and len(written) > 1 and written[1].isalpha()):
        return written
    return written[0].lower() + written[1:]


def core_of(items: list[Item], lexicon: VoiceWords) -> list[Item]:
    """The items before the first preposition or participle: "residents" in "residents sheltering in a school"."""
    core = up_to(items, lexicon.after_head)
    for index in range(1, len(core)):
        item, noun = core[index], lexicon.nouns.get(core[index - 1].low)
        participle = item.name is None and item.low.endswith(("ing", "ed")) and item.low not in lexicon.nouns
        if participle and noun and core[index - 1].name is None and not core[index - 1].owner:
            return core[:index]
    return core
