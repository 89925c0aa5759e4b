"""Proper names in a text: where they stand, what they name, and the titles and roles beside them.

One regex pass finds the capitalised words; neighbouring words become runs, and each run is cut into titles and name.
Every window looked at is short and fixed, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.language.people import FEMALE, MALE, VoiceWords, voice_words
from whence.read.voices.runs import Piece, fold, runs

PERSON, PLACE, ROLE, PEOPLE, OUTLET, UNKNOWN = "person", "place", "role", "people", "outlet", ""
_PRIVATE = frozenset(("party", "union", "bank", "club", "university", "company"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name. `start` to `end` is the name itself; `lead` is where the titles before it start.

    `nature` is person, place, a kind of voice, role ("Interior Minister", nobody named), people (an adjective used as a
    noun) or "" when nothing tells. `sure` is False for a person known only by the shape of the name. `of` is the text
    between the titles and the name when a role belongs to a body ("Ministry of Ports spokeswoman").
    """

    start: int
    end: int
    lead: int
    words: tuple[str, ...]
    written: str
    nature: str
    sure: bool = True
    gender: str = ""
    titles: tuple[str, ...] = ()
    owner: bool = False
    acronym: str | None = None
    the: bool = False
    shouted: bool = False

    @property
    def last(self) -> str:
        """The last word, folded: the surname of a person."""
        return fold(self.words[-1])


def names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The proper names of a text, in order."""
    lexicon = voice_words()
    found: list[Name] = []
    for run in runs(text, start, len(text) if end is None else end, lexicon):
        name = _read_run(run, text, lexicon)
        if name:
            found.append(name)
    return found


def _read_run(run: list[Piece], text: str, lexicon: VoiceWords) -> Name | None:
    the = False
    first, last = 0, len(run)
    while first < last and _opener(run[first].word, lexicon) and not _is_initial(run, first):
        the = run[first].word.lower() == "the"
        first += 1
    if last - first > 1 and _starts_sentence(text, run[first].start) and _is_participle(run[first].word, lexicon):
        first += 1  # "Calling Ada Lind a liar"
    while last > first and run[last - 1].word.lower() in lexicon.openers and last - first > 1:
        last -= 1
    if first == last:
        return None
    run = run[first:last]
    lead = run[0].start
    the = the or text[max(0, lead - 4) : lead] in ("the ", "The ")
    return _name(run, text, lexicon, the=the, lead=lead)


def _opener(word: str, lexicon: VoiceWords) -> bool:
    """ "But", "I'd", "Here's"."""
    return word.lower().replace("’", "'").partition("'")[0] in lexicon.openers


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" ")
    return not before or before[-1] in ".!?\n“\"‘'—:"


def _is_participle(word: str, lexicon: VoiceWords) -> bool:
    low = word.lower()
    return len(low) > 5 and low.endswith(("ing", "ed", "ly")) and low not in lexicon.given and low not in lexicon.nouns


def _is_initial(run: list[Piece], index: int) -> bool:
    """ "A. Writer" and "I. Roe" are names, "A man" is not; "Will Roe" and "May Roe" are names too."""
    piece = run[index]
    if index + 1 >= len(run):
        return False
    if len(piece.word) == 1:
        return run[index + 1].start - piece.end == 2
    return (
        piece.word in ("Will", "May", "April", "June", "Will", "August")
        and run[index + 1].word.lower() not in voice_words().openers
    )


def _name(run: list[Piece], text: str, lexicon: VoiceWords, *, the: bool, lead: int) -> Name:
    lows = [piece.word.lower().replace("’", "'") for piece in run]
    body = _whole_body(lows, run, lexicon)
    cut = 0 if body else _title_end(lows, run, lexicon)
    core = run[cut:]
    core_lows = lows[cut:]
    nature, sure, gender = (body, True, "") if body else _nature(core_lows, core, lexicon, titled=cut > 0)
    if nature == PERSON and not sure and the and cut == 0:
        nature = "organisation"  # nobody says "the Ada Lind"
    titles = tuple(lows[:cut])
    gender = _title_gender(titles, lexicon) or gender
    while len(core) > 1 and core_lows[-1] in lexicon.suffixes:
        core, core_lows = core[:-1], core_lows[:-1]
    start, end = core[0].start, core[-1].end
    if core[0].joint and not core[0].joint.startswith(("of", "for", "on", "and", "&")):
        start -= len(core[0].joint) + 1  # "Mr de Wit"
    return Name(
        start=start,
        end=end,
        lead=lead,
        words=tuple(piece.word for piece in core),
        written=" ".join(text[start:end].split()),
        nature=nature,
        sure=sure,
        gender=gender,
        titles=titles,
        owner=core[-1].owner,
        acronym=_acronym(text, end),
        the=the and cut == 0,
        shouted=len(run) > 1 and all(piece.word.isupper() and len(piece.word) > 1 for piece in run),
    )


def _whole_body(lows: list[str], run: list[Piece], lexicon: VoiceWords) -> str:
    """The kind of voice when the run as a whole names a body: "Southport Daily", "Ministry of Ports"."""
    known = lexicon.known.get(" ".join(lows))
    if known:
        return known
    head = _head_index(run)
    low = lows[head]
    noun = lexicon.nouns.get(low)
    kind = lexicon.name_words.get(low)
    if head + 1 < len(run) and kind and not (noun and noun.nature == PERSON and not noun.plural):
        return _body_kind(lows[: head + 1], kind)
    if not kind or len(run) == 1:
        return ""
    if (
        lows[head - 1] in lexicon.given
        and len(run) == 2
        and kind == "outlet"
        and low in ("post", "star", "reporter", "voice")
    ):
        return ""
    if lows[0] in lexicon.given and len(run) == 2 and low in lexicon.nouns and lexicon.nouns[low].nature == PERSON:
        return ""
    if head == len(run) - 1 and not _titled_person(lows, lexicon):
        return _body_kind(lows, kind)
    return ""


def _body_kind(lows: list[str], kind: str) -> str:
    """A "National Party" or "State Bank" is no body of the state."""
    if kind == "official_body" and not _PRIVATE.isdisjoint(lows):
        return "organisation"
    return kind


def _titled_person(lows: list[str], lexicon: VoiceWords) -> bool:
    """ "Mrs House", "Dr Ada Bank": a title in front makes the body word a surname."""
    return lows[0] in lexicon.honorifics


def _head_index(run: list[Piece]) -> int:
    """The word before the first "of" or "for", else the last."""
    for index, piece in enumerate(run):
        if piece.joint.startswith(("of", "for", "on")):
            return index - 1
    return len(run) - 1


def _title_end(lows: list[str], run: list[Piece], lexicon: VoiceWords) -> int:
    """How many words at the front are titles: 2 in "Interior Minister Tom Roe", 0 in "Ada Baker"."""
    cut = 0
    for index in range(len(lows) - 1):
        low = lows[index]
        noun = lexicon.nouns.get(low)
        is_title = low in lexicon.titles or bool(noun and noun.nature in (PERSON, "spokesperson") and not noun.plural)
        if not is_title or (index and lows[index - 1] in lexicon.given and lows[index - 1] not in lexicon.titles):
            continue
        if low in lexicon.given and low not in lexicon.titles:
            continue
        cut = index + 1
    if cut and cut < len(run) and run[cut].joint.startswith(("of", "for")):
        return _after_office(lows, cut, lexicon)
    if len(lows) - cut >= 3 and len(lows[cut]) > 2 and _name_starts_after(lows, cut, lexicon):
        return cut + 1  # "Miss Universe Ada Lind"
    return cut


def _name_starts_after(lows: list[str], cut: int, lexicon: VoiceWords) -> bool:
    return lows[cut] not in lexicon.given and bool(lexicon.given.get(lows[cut + 1]))


def _after_office(lows: list[str], cut: int, lexicon: VoiceWords) -> int:
    """ "Secretary of State Hillary Roe": the office ends where a given name starts; without one it is all office."""
    for index in range(cut + 1, len(lows)):
        if lows[index] in lexicon.given:
            return index
    return 0


_ADDRESSED_AS = frozenset(
    ["speaker", "president", "chairman", "chairwoman", "chair", "secretary", "ambassador", "minister"]
)
_CAPITAL_INSIDE = re.compile(r"[a-z]+[A-Z]")


def _title_gender(titles: Sequence[str], lexicon: VoiceWords) -> str:
    for title in titles:
        noun = lexicon.nouns.get(title)
        gender = lexicon.titles.get(title) or (noun.gender if noun else "")
        if gender:
            return gender
    return ""


def _nature(lows: list[str], run: list[Piece], lexicon: VoiceWords, *, titled: bool) -> tuple[str, bool, str]:
    """What a name without its titles stands for, whether that is sure, and the gender of a person."""
    given = lexicon.given.get(lows[0])
    if titled and len(run) == 1 and lows[0] in _ADDRESSED_AS and (office := lexicon.nouns.get(lows[0])):
        return ROLE, True, office.gender  # "Mr. Speaker", "Madam Chair"
    if titled:
        return PERSON, True, given or _surname_gender(lows[-1], lexicon)
    if len(run) == 1:
        return _single(lows[0], run[0], lexicon)
    noun = lexicon.nouns.get(lows[-1])
    if noun and noun.nature in (PERSON, "spokesperson") and given is None:
        return (PEOPLE if noun.plural else ROLE), True, noun.gender
    if any(piece.joint == "&" for piece in run[1:]):
        return "organisation", False, ""
    if run[1].joint.startswith("of") or run[-1].joint.startswith("of"):
        head = lexicon.nouns.get(lows[_head_index(run)])
        if head and head.nature in (PERSON, "spokesperson"):
            return ROLE, True, head.gender
    if given is not None and lows[-1] not in lexicon.place_words:
        return PERSON, True, given or ""
    if lexicon.known.get(lows[0]) == "outlet" or lexicon.name_words.get(lows[0]) == "outlet":
        return "outlet", False, ""
    if lows[-1] in lexicon.place_words:
        return PLACE, True, ""
    if all(low in lexicon.adjectives for low in lows):
        return PEOPLE, True, ""
    if len(run) <= 4 and not any(low in lexicon.name_words for low in lows[1:]) and not run[-1].word.isupper():
        return PERSON, False, _surname_gender(lows[-1], lexicon)
    return UNKNOWN, False, ""


def _single(low: str, piece: Piece, lexicon: VoiceWords) -> tuple[str, bool, str]:
    if piece.word in lexicon.acronyms:
        return lexicon.acronyms[piece.word], True, ""
    if piece.word in ("UN", "EU", "US", "UK") or piece.word in ("U.S", "U.N", "U.K", "E.U"):
        return "official_body", True, ""
    noun = lexicon.nouns.get(low)
    if noun and noun.nature in (PERSON, "spokesperson"):
        return (PEOPLE if noun.plural else ROLE), True, noun.gender
    if low in lexicon.name_words and low not in ("tv", "fm"):
        return lexicon.name_words[low], False, ""
    if low in lexicon.adjectives or (low.endswith("s") and low[:-1] in lexicon.adjectives):
        return PEOPLE, True, ""
    if _CAPITAL_INSIDE.search(piece.word) and not piece.word.startswith(
        ("Mc", "Mac", "De", "Le", "La", "Di", "O’", "Fitz")
    ):
        return "organisation", False, ""  # "NorthLine"
    if piece.word.isupper() and low not in ("tv", "fm") and 2 <= len(piece.word.replace(".", "")) <= 6:
        return "organisation", False, ""
    return UNKNOWN, False, lexicon.given.get(low, "")


def _surname_gender(low: str, lexicon: VoiceWords) -> str:
    """Only a hint: "Petrova" is probably a woman."""
    if len(low) < 5:
        return ""
    for ending, gender in lexicon.surname_endings:
        if low.endswith(ending) and (gender == MALE or ending in ("ova", "eva", "skaya")):
            return gender
    return FEMALE if low.endswith("ina") and low[-4:-3] in "lhkntr" else ""


_ACRONYM = re.compile(r"(?:'|’)?(?:s)? \([\"“‘']?(?:the )?([A-Z][A-Za-z&]{1,7}\.?)[\"”’']?\)")


def _acronym(text: str, end: int) -> str | None:
    if text[end : end + 2] not in (" (", "' ", "’ "):
        return None
    match = _ACRONYM.match(text, end)
    return match.group(1) if match and sum(char.isupper() for char in match.group(1)) >= 2 else None


def is_locative(text: str, start: int) -> bool:
    """The word before `start` is a preposition of place."""
    before = text[max(0, start - 9) : start].split()
    return bool(before) and text[start - 1] == " " and before[-1].lower() in voice_words().locative
