"""Is this form a reporting verb here: not a noun, not a passive, not a bare infinitive?"""

from __future__ import annotations

from whence.language.lexicon import Cue, Form, words
from whence.language.tokens import Line
from whence.read.attribution.found import Side


def is_finite(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“says”, “was saying”, “kept saying”: a participle alone has no subject of its own."""
    keeps = at > 0 and line.word[at - 1] in ("kept", "keeps", "keep")
    return keeps or any(form.tense != "ing" for form in options) or _has_modal(line, at)


def clearly_a_verb(line: Line, source: tuple[int, int] | None, side: Side) -> bool:
    """A form that is more often a noun is a verb between a source and a clause that opens with a subject."""
    if source is None or not set(line.kind[source[0] : source[1]]) & set("NPDR#"):
        return False
    return side.frame != "clause" or line.kind[side.first] in "PDN"


def particle_length(cue: Cue) -> int:
    """The words after the verb that belong to the cue: “point out” has one."""
    return len(cue.particle.split()) if cue.particle else 0


def cue_start(line: Line, at: int) -> int:
    """The first of the auxiliaries before the verb: “has repeatedly said”."""
    first = at
    while first > 0 and line.kind[first - 1] in "Aa" and at - first < 4:
        first -= 1
    while first < at and line.kind[first] == "a":
        first += 1
    return first


def is_noun_here(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“The claims”, “his report”: a determiner, possessive or preposition before a form that is also a noun."""
    if at == 0:
        return all(form.tense == "base" for form in options)
    tenses = {form.tense for form in options}
    before, word_before = line.kind[at - 1], line.word[at - 1]
    if before == "D" and line.word[max(0, at - 2) : at] in (["of", "his"], ["of", "hers"], ["of", "theirs"]):
        return False  # “a colleague of his tells me”
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
        return not went_on(line, at) and not _says_what(line, at)
    if tenses == {"base"}:
        return not _has_modal(line, at) and before not in "PR" and not plural_before(line, at)
    return False


_TOLD = ("say", "ask", "insist", "warn", "tell", "remind", "assure")


def _says_what(line: Line, at: int) -> bool:
    """“wrote to say that”, “rang to warn her that”: an infinitive that is itself a report."""
    if line.word[at] not in _TOLD:
        return False
    listener = at + 1
    while listener < min(len(line), at + 5) and line.kind[listener] in "DnNO":
        listener += 1
    return line.kind.startswith(("T", "q", ":q", ",q"), at + 1) or (
        listener > at + 1 and line.kind[listener : listener + 1] == "T"
    )


_LEADS_TO_SAYING = frozenset("on continued continues continue used liked likes began begins came comes".split())


def went_on(line: Line, at: int) -> bool:
    """“went on to say”, “continued to insist”."""
    before = line.word[max(0, at - 3) : at - 1]
    return bool(before) and (before[-1] in _LEADS_TO_SAYING or "went" in before)


def _has_modal(line: Line, at: int) -> bool:
    first = cue_start(line, at)
    while first < at and line.kind[first] != "A":
        first += 1
    return first < at


def plural_before(line: Line, at: int) -> bool:
    """A bare verb form after a plural: “officials say”, “45 percent say”, “others, however, say”."""
    index = at - 1
    if index >= 0 and line.kind[index] == ",":  # “the hawks, like Lind, say”: what stands before the apposition
        index = max(line.kind.rfind(",", 0, index) - 1, index - 1 if line.kind[index - 1] == "a" else -1)
    while index >= 0 and line.kind[index] in "a,":
        index -= 1
    if index > 1 and line.kind[index] in "Nn" and "C" in line.kind[max(0, index - 3) : index]:
        return True
    while index > 0 and not _is_plural(line, index) and line.kind[index] in "nNGD" and line.kind[index - 1] in "nNGDI":
        index -= 2 if line.kind[index - 1] == "I" and index > 1 else 1
    return index >= 0 and _is_plural(line, index)


def _is_plural(line: Line, index: int) -> bool:
    word = line.word[index]
    if line.kind[index] == "#" or word == "%":
        return True
    return (
        line.kind[index] in "nND),V"
        and (word.endswith(("s", "s'")) or word in words("settings.plurals"))
        and not word.endswith("'s")
    )


_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s"])


def is_passive(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“was told that”: the grammatical subject hears, it does not speak."""
    if not any(form.tense in ("past", "participle") for form in options):
        return False
    index = at - 1
    while index >= 0 and line.kind[index] == "a":
        index -= 1
    return index >= 0 and (
        line.word[index] in _BE or _is_contracted_be(line, index, at) or _describes_listeners(line, at, options)
    )


def _describes_listeners(line: Line, at: int, options: tuple[Form, ...]) -> bool:
    """“two people briefed on the talks”, “residents told by the police”: heard, not said."""
    following = line.word[at + 1 : at + 2]
    listens = options[0].cue.person and line.kind[at - 1] in "nN"
    return listens and (following == ["by"] or (options[0].cue.lemma == "brief" and following in (["on"], ["about"])))


def _is_contracted_be(line: Line, index: int, at: int) -> bool:
    """“he’s expected”, “they’re told”."""
    return (
        line.kind[index] == "P"
        and line.word[index].endswith(("'s", "'re", "'m"))
        and line.word[at] not in ("said", "had")
    )
