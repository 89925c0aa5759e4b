"""The content that follows a cue, by the frames of its verb.

Each reader below knows one shape; they are asked in order, the surest first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from whence.language.lexicon import Cue, Form, words
from whence.language.tokens import Line
from whence.read.attribution.found import Side
from whence.read.attribution.objects import read_object
from whence.read.attribution.settings import after_listener, after_setting, content_end, noun_like
from whence.read.attribution.verbs import particle_length

_NEVER_REPORTED = frozenset(
    ["because", "while", "though", "although", "as", "so", "since", "once", "whereas", "unless"]
)
_OPENS_CLAUSE = frozenset(
    [
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
    ]
)
_SUBJECTS = frozenset(["i", "he", "she", "they", "we"])
_SAID_NOTHING = frozenset(
    ["any", "it", "so", "nothing", "something", "anything", "everything", "little", "much", "more", "no"]
)
_NOT_A_CLAUSE = frozenset(["down", "out", "up", "off"])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where content may begin: `first` right after the cue, `start` past listener and setting, `last` the end."""

    line: Line
    first: int
    start: int
    last: int
    cue: Cue

    @property
    def letter(self) -> str:
        return self.line.kind[self.start : self.start + 1] if self.start < self.last else ""

    @property
    def word(self) -> str:
        return self.line.word[self.start] if self.start < self.last else ""

    def next_letter(self) -> str:
        return self.line.kind[self.start + 1 : self.start + 2]

    def reports_clauses(self) -> bool:
        return "clause" in self.cue.frames

    def quotes(self) -> bool:
        return bool(self.cue.frames & {"quote", "clause"})


def read_extracted(line: Line, at: int, first: int, options: tuple[Form, ...]) -> tuple[Form, Side] | None:
    """“a letter that he said was false”, “which critics say breaks the law”: its subject stands to the left."""
    form = next((form for form in options if form.cue.frames >= {"clause", "quote"} or form.cue.lemma in _HELD), None)
    if form is None or form.cue.person or first < 1 or line.kind[first - 1] not in "RT" or at + 2 >= len(line):
        return None
    verb = at + 1 + line.kind.startswith("a", at + 1)
    if line.kind[verb : verb + 1] not in ("A", "v", "V") and not line.word[verb].endswith("ed"):
        return None
    last = content_end(line, verb)
    return form, Side(at + 1, line.next(",;:-", verb, last), "clause")


_HELD = frozenset(["think", "believe", "fear", "hope", "suspect"])


def find_complement(line: Line, at: int, options: tuple[Form, ...]) -> tuple[Form, Side] | None:
    """The content after the cue at token `at`, with the form that takes it; verbs with a particle are tried first."""
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
    """The content that begins at or after token `first`, in one of the frames of the cue."""
    last = content_end(line, first)
    if first >= last:
        return None
    start = after_setting(line, after_listener(line, first, cue, last), last, aside=cue.lemma == "say")
    place = _Place(line, first, start, last, cue)
    for reader in _READERS:
        side = reader(place)
        if side is not None:
            return side
    return None


def _marked(place: _Place) -> Side | None:
    """Quotation marks, after a comma or a colon or at once."""
    if place.letter == "q" and place.quotes():
        whole = place.start + 1 == place.last or place.next_letter() in ",.-;"
        return Side(place.start, place.last, "quote" if whole else "mixed")
    if place.letter in (",", "-") and place.next_letter() == "q" and place.quotes():
        return Side(place.start + 1, place.last, "quote")
    aside = place.line.word[place.first] in ("about", "of", "for") and place.next_letter() != "q"
    if place.letter == ":" and "quote" in place.cue.frames and not aside:
        return Side(place.start + 1, place.last, "colon")
    return None


def _that(place: _Place) -> Side | None:
    if place.letter != "T" or not place.cue.frames & {"clause", "that"}:
        return None
    following = place.line.word[place.start + 1] if place.start + 1 < place.last else ""
    noun = following in words("nouns.also") or place.line.kind.startswith(("A", "v", "V"), place.start + 2)
    reported_verb = place.next_letter() == "V" and not noun
    if reported_verb or place.next_letter() in (",", "A", "") or following in _NOT_A_CLAUSE:
        return None
    return Side(place.start, place.last, "that")


def _someone_that(place: _Place) -> Side | None:
    """“promised the country that …”, “wrote the board that …”: a listener without a verb of telling."""
    if "whom-that" not in place.cue.frames or place.letter not in ("D", "N", "O", "n"):
        return None
    if place.letter == "O":
        that = after_setting(place.line, place.start + 1, place.last)
    else:
        that = place.line.next("TAVvqIPR,;:.", place.start + 1, min(place.last, place.start + 7))
    if that + 1 < place.last and place.line.kind[that] == "T":
        return Side(that, place.last, "that")
    return None


def _heard_saying(place: _Place) -> Side | None:
    """“remembers her father saying that …”: what was heard is somebody else's saying."""
    if "heard" not in place.cue.frames or place.letter not in ("D", "N", "n", "O", "P"):
        return None
    saying = place.line.next("GTAVvS,;:q", place.start + 1, min(place.last, place.start + 7))
    heard = saying + 1 < place.last and place.line.kind[saying] == "G"
    return Side(place.start, place.last, "clause") if heard else None


def _whether(place: _Place) -> Side | None:
    if place.letter != "S" or place.word in _NEVER_REPORTED:
        return None
    frames = place.cue.frames
    asks = "whether" in frames or (place.word in ("whether", "how", "why") and "quote" in frames)
    if asks or (place.word == "if" and place.cue.lemma in ("say", "tell")):
        return Side(place.start, place.last, "whether")
    return None


def _past_comma(place: _Place) -> Side | None:
    """“told the vice president, Troy Maddox: “…”” and “said, citing the minutes, that …”."""
    if place.letter != "," or not place.cue.frames & {"clause", "that"}:
        return None
    line, comma, last = place.line, place.start, place.last
    colon = line.next(":AvVPq", comma + 1, min(last, comma + 12))
    if colon + 1 < last and line.kind.startswith(":q", colon):
        return Side(colon + 1, last, "colon")
    closing = line.next(",q:", comma + 1, min(last, comma + 18))
    if closing + 1 < last and line.word[closing + 1] in ("whether", "if") and "whether" in place.cue.frames:
        return Side(closing + 1, last, "whether")  # “asks the driver, Mr. Kessel, whether”
    if closing + 1 < last and line.kind[closing] in ",:" and line.kind[closing + 1] in "Tq":
        return Side(closing + 1, last, "that" if line.kind[closing + 1] == "T" else "quote")
    return None


def _told_to(place: _Place) -> Side | None:
    """“told them to “handle it””: an infinitive comes before the quoted words."""
    return _infinitive(place) if "whom-to" in place.cue.frames else None


def _infinitive(place: _Place) -> Side | None:
    """“vowed to resign”, “urged them to leave”."""
    frames, line, last = place.cue.frames, place.line, place.last
    if not frames & {"to", "whom-to"}:
        return None
    start = place.first
    while start < last and line.kind[start] == "a":
        start += 1
    if "to" in frames and start < last and line.word[start] == "to" and _base_follows(line, start + 1, last):
        return Side(start, last, "to")
    if "whom-to" not in frames or start >= last or line.kind[start] not in "DnNOP#":
        return None
    for index in range(start + 1, min(last, start + 12)):
        if line.kind[index] in "TAvSR,:;q" or (line.kind[index] == "V" and line.kind[index - 1] not in "DnN"):
            return None
        if line.word[index] == "to" and _base_follows(line, index + 1, last):
            return Side(start, last, "whom-to")
    return None


def _base_follows(line: Line, index: int, last: int) -> bool:
    while index < last and line.kind[index] == "a":
        index += 1
    return index < last and line.kind[index] in "nVAvq" and not line.word[index].endswith(("ed", "ing"))


def _clause(place: _Place) -> Side | None:
    if not place.reports_clauses() or place.start >= place.last:
        return None
    headline = place.cue.lemma == "say" and place.last - place.start >= 3 and place.letter in "PDNn#"
    headline = headline and place.word not in _SAID_NOTHING
    return Side(place.start, place.last, "clause") if headline or _is_clause(place) else None


def _is_clause(place: _Place) -> bool:
    line, start, last = place.line, place.start, place.last
    letter = place.letter
    if letter == "T":
        return line.kind.startswith(("A", "v"), start + 1)
    adjunct_first = place.word in _OPENS_CLAUSE and "quote" in place.cue.frames and place.cue.lemma != "agree"
    if letter not in "PDnN#GtOVaI(" or (letter == "I" and not adjunct_first):
        return False
    if place.word == "it" and line.kind[max(0, place.first - 2) : place.first - 1] == "R":
        return False  # "the people who recommended it have …"
    if place.cue.person and start > place.first and place.word in _SUBJECTS:
        return True  # “told her she now sleeps”: nobody else is told a subject
    limit = min(last, start + 30)
    verb = _finite_verb(line, start + (letter != "P"), limit)
    if start < line.seam <= verb:
        return False
    if verb < limit:
        between = line.kind[start:verb]
        adjunct_only = between[0] == "I" and not set(between[1:]) & set(",PD")
        new_clause = ",C" in between
        that = between[1:].replace("IT", "")  # “the sensors on that model”
        relative = new_clause or (("R" in between or "T" in that) and "," not in between)
        return not relative and not adjunct_only
    endings = line.word[start + 1 : min(last, start + 8)]
    return letter in "PDN" and last - start > 4 and any(word.endswith("ed") for word in endings)


def _finite_verb(line: Line, start: int, limit: int) -> int:
    """The first verb that can carry a clause: no infinitive, no noun that only looks like a verb."""
    verb = line.next("AvV", start, limit)
    while verb < limit and (
        line.word[verb - 1] == "to" or line.word[verb] in ("being", "having") or noun_like(line, verb)
    ):
        verb = line.next("AvV", verb + 1, limit)
    return verb


def _as_frame(place: _Place) -> Side | None:
    if "as" not in place.cue.frames:
        return None
    for index in range(place.first, min(place.last, place.first + 14)):
        if place.line.word[index] == "as" and index > place.first:
            return Side(place.first, place.last, "as")
        if place.line.kind[index] in "TAVvS:;":
            return None
    return None


def _preposition(place: _Place) -> Side | None:
    """“warned of delays”, “called for calm”; “accused him of lying”."""
    line, frames = place.line, place.cue.frames
    for start in (place.first, place.start):
        if start + 1 < place.last and line.kind[start] == "I" and line.word[start] in frames:
            return Side(start + 1, place.last, "preposition")
    if "of" in frames and place.cue.person:
        start = place.first
        index = line.next("IASVv.,;", start, min(place.last, start + 10))
        if start < index < place.last and line.word[index] == "of":
            return Side(start, place.last, "of")
    return None


def _spliced(place: _Place) -> Side | None:
    """“called the plan “a joke””: quoted words a few words after the verb."""
    if "quote" not in place.cue.frames:
        return None
    start = place.first if place.cue.frames & {"as", "object"} else place.start
    limit = min(place.last, start + 6)
    index = place.line.next("q,;:AVvTSR", start, limit)
    while index < limit and noun_like(place.line, index):
        index = place.line.next("q,;:AVvTSR", index + 1, limit)
    return Side(start, place.last, "mixed") if index < place.last and place.line.kind[index] == "q" else None


def _object(place: _Place) -> Side | None:
    """“denied the charge”, “called it a lie”."""
    return read_object(place.line, place.first, place.start, place.last, place.cue)


_READERS: tuple[Callable[[_Place], Side | None], ...] = (
    _told_to, _marked, _that, _someone_that, _heard_saying, _whether, _past_comma,
    _infinitive, _clause, _as_frame, _preposition, _spliced, _object,
)  # fmt: skip
