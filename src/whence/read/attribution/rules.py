"""Who is said to say what, inside one sentence: source, cue and content found from reporting words.

Rules only, over the letters of `whence.language.tokens`. The order of source (S), cue (C) and content (T) decides the
rule: S C T ("Lind said that …"), T S C ("…, Lind said"), T C S ("…, said Ms Lind"), C T S ("According to Lind, …").
Frames and verbs come from `speech.en.toml`.
"""

from __future__ import annotations

from whence.language.lexicon import Form, forms, idioms, listing, noun_cues, words
from whence.language.tokens import Line
from whence.read.attribution.according import read_according, read_in_words_of
from whence.read.attribution.complements import find_complement, read_extracted
from whence.read.attribution.found import Found, Side
from whence.read.attribution.nouns import read_noun
from whence.read.attribution.phrases import (
    QUOTING,
    read_agent,
    read_idiom,
    read_introduced,
    read_quoting,
    read_signed,
)
from whence.read.attribution.scope import keep_outermost, parts_apart
from whence.read.attribution.subjects import companion_subject, find_subject, first_phrase, shares_subject
from whence.read.attribution.tags import read_inverted, read_tag
from whence.read.attribution.verbs import (
    clearly_a_verb,
    cue_start,
    is_finite,
    is_noun_here,
    is_passive,
    particle_length,
)


def attributions(line: Line) -> list[Found]:
    """The outermost attributions of a sentence, left to right; a content is read again for those inside it."""
    options = [found for index in _cue_positions(line) if (found := _attribution(line, index)) is not None]
    found = keep_outermost(line, options)
    if not found and ":q" in line.kind:
        found = read_introduced(line)
    if not found and "q-" in line.kind:
        found = read_signed(line)
    return [part for item in found if _is_said(line, item) for part in parts_apart(line, item)]


def _is_said(line: Line, found: Found) -> bool:
    """Somebody puts something forward: not nobody, not “it would explain”, not a refusal to say anything."""
    if found.source is not None and (_is_nobody(line, found.source) or _explains(line, found)):
        return False
    return not _withholds(line, found)


def _explains(line: Line, found: Found) -> bool:
    """“It would explain why …”: a pronoun for a matter, not for somebody."""
    matter = found.source is not None and line.word[found.source[0]] in ("it", "this", "that", "which")
    return matter and found.verb is not None and found.verb.lemma in ("explain", "suggest", "show", "indicate", "mean")


def _withholds(line: Line, found: Found) -> bool:
    """“declined to comment”, “refused to discuss it”: withheld, neither asserted nor denied."""
    if found.verb is None or not found.content:
        return False
    first = found.content[0][0]
    if found.frame == "to" and found.verb.lemma in ("decline", "refuse"):
        return line.word[first + 1] in listing("withheld.words") if first + 1 < len(line) else False
    commented = found.verb.lemma in ("comment", "elaborate")
    return commented and any(word in ("not", "never") or word.endswith("n't") for word in line.word[slice(*found.cue)])


def _is_nobody(line: Line, source: tuple[int, int]) -> bool:
    """“Nobody hears it as a plumbing word”: words that name no voice."""
    words_of_source = line.word[source[0] : source[1]]
    return words_of_source[0] in ("nobody", "none", "nothing", "neither") or words_of_source[:2] == ["no", "one"]


def _is_addressed(line: Line, source: tuple[int, int], options: tuple[Form, ...]) -> bool:
    """“If you saw something”: the listener thinks or sees, which reports nothing."""
    return line.word[source[0]].startswith("you") and line.kind[source[0]] == "P" and not _speaks(options)


def _speaks(options: tuple[Form, ...]) -> bool:
    return any("quote" in form.cue.frames for form in options)


def _outranks(line: Line, first: int, side: Side) -> bool:
    """Quoted words right before the source are the content, whatever follows; so they are before a bare object."""
    left = line.kind[:first]
    clause = bool(set(left) & set("Av")) and left[0] not in "ISVGt"
    goes_on = line.kind.startswith("q", side.first) and ("q" in left or clause)
    return side.frame == "object" or goes_on or line.kind.startswith("q", first - 1)


def _content_stop(line: Line, source: tuple[int, int] | None, first: int, side: Side) -> int:
    """Content in a clause beside the main one ends with it: “While he refused to go, she went”."""
    if source is not None and line.kind.startswith(",R", source[1] - 2):
        return _before_comma(line, side, ("V", "A", "v", "aV", "aA", "av"))
    opens = first
    while opens > 0 and line.kind[opens - 1] in "aA":
        opens -= 1
    fronted = opens > 0 and line.kind[opens - 1] in "SI" and (opens < 3 or line.kind[opens - 2] == "C")
    return _before_comma(line, side, ("P", "D", "N", "n", "#")) if fronted else _before_silence(line, side)


_SILENT = frozenset(["stopped", "declined", "refused", "offered", "gave", "provided"])


def _before_silence(line: Line, side: Side) -> int:
    """“said the plan was sound but declined to give figures”: what the source leaves unsaid is the narrator's."""
    for index in range(side.first + 2, side.last - 2):
        silent = line.word[index + 1] in _SILENT and line.word[index + 2] in ("short", "to", "no")
        if line.word[index] == "but" and silent:
            return index - (line.kind[index - 1] == ",")
    return side.last


def _before_comma(line: Line, side: Side, following: tuple[str, ...]) -> int:
    """The first comma in the content that one of these letters follows; the end when there is none."""
    for index in range(side.first + 1, side.last - 1):
        if line.kind[index] == "," and line.kind.startswith(following, index + 1):
            return index
    return side.last


def _cue_positions(line: Line) -> list[int]:
    return [index for index, letter in enumerate(line.kind) if letter in "VG" or _opens_phrase(line, index, letter)]


def _opens_phrase(line: Line, index: int, letter: str) -> bool:
    if letter not in "nNAvIa":
        return False
    word = line.word[index]
    if word == "in":
        return index == 0 or line.kind[index - 1] in ",C"
    return word in ("according", "per") or word in idioms() or word in QUOTING or word in noun_cues()


def _attribution(line: Line, at: int) -> Found | None:
    if line.word[at] in ("according", "per"):
        return read_according(line, at)
    if line.word[at] == "in":
        return read_in_words_of(line, at)
    idiom = read_idiom(line, at) or read_quoting(line, at)
    if idiom is not None:
        return idiom
    noun = read_noun(line, at)
    if noun is not None:
        return noun
    options = forms().get(line.word[at])
    if options is None:
        return None
    if is_passive(line, at, options):
        return read_agent(line, at, options)
    if is_noun_here(line, at, options):
        return None
    source, first = find_subject(line, at) if is_finite(line, at, options) else (companion_subject(line, at), at)
    if options[0].cue.lemma in ("read", "run") and ":" in line.kind[at : at + 8]:
        source = first_phrase(line, at) or source
    inverted = read_inverted(line, at, options)
    if inverted is not None:
        return inverted
    if source is None and not shares_subject(line, at, options):
        return None
    if source is not None and _is_addressed(line, source, options):
        return None
    complement = find_complement(line, at, options) or read_extracted(line, at, first, options)
    if (
        complement is not None
        and line.word[at] in words("nouns.also")
        and not clearly_a_verb(line, source, complement[1])
    ):
        return None
    tag = read_tag(line, at, first, options, source)
    if tag is not None and (complement is None or _outranks(line, first, complement[1])):
        return tag
    if complement is None:
        return None
    form, side = complement
    shares = source is None
    return Found(
        source=source,
        cue=(cue_start(line, at), side.first if side.frame == "preposition" else at + 1 + particle_length(form.cue)),
        content=((side.first, _content_stop(line, source, first, side)),),
        verb=form.cue,
        frame=side.frame,
        rule=f"subject, “{line.text[line.start[at] : line.end[at]]}”, {side.frame}",
        trailing=False,
        shares_subject=shares,
    )
