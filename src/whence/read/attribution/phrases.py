"""Cues that are more than a verb: "was told by", "quoted … as saying", idioms, a bare colon."""

from __future__ import annotations

from whence.language.lexicon import Form, forms, idioms
from whence.language.tokens import Line
from whence.read.attribution.complements import content_after
from whence.read.attribution.found import Found
from whence.read.attribution.settings import content_end
from whence.read.attribution.subjects import find_subject, first_phrase
from whence.read.attribution.verbs import cue_start


def read_signed(line: Line) -> list[Found]:
    """““The wall is sound.” — Edda Sorel, harbour master”: quoted words, a dash and a name."""
    last = content_end(line, 0)
    dash = line.kind.find("q-") + 1
    if dash < 1 or line.kind[: dash - 1].strip(".,") or not line.kind.startswith(("N", "D"), dash + 1):
        return []
    if last - dash > _SIGNATURE or set(line.kind[dash:last]) & set("AVvPqT"):
        return []
    return [
        Found(
            source=(dash + 1, last),
            cue=(dash, dash + 1),
            content=((dash - 1, dash),),
            verb=None,
            frame="colon",
            rule="quotation marks, a dash and a name",
            trailing=True,
        )
    ]


_SIGNATURE = 12  # tokens


def read_introduced(line: Line) -> list[Found]:
    """“He leaned in and boomed: “…”: quoted words after a colon, and a subject before it but no verb of the lexicon."""
    colon = line.kind.find(":q")
    if colon < 1:
        return []
    source = first_phrase(line, colon)
    if source is None and "t" not in line.kind[:colon]:
        return []
    if source is not None and "t" in line.kind[source[0] : source[1] + 1]:
        source = None  # "A week later: “…”": the last speaker goes on
    return [
        Found(
            source=source,
            cue=(colon, colon + 1),
            content=((colon + 1, content_end(line, colon + 1)),),
            verb=None,
            frame="colon",
            rule="a colon and quotation marks after a subject",
            trailing=False,
            shares_subject=source is None,
        )
    ]


def read_idiom(line: Line, at: int) -> Found | None:
    """“let it be known that”, “would have us believe”."""
    for parts, cue in idioms().get(line.word[at], ()):
        end = _matches(line, at, parts)
        if end is None:
            continue
        side = content_after(line, end, cue)
        source, _ = find_subject(line, at)
        if side is None or source is None:
            return None
        return Found(
            source=source, cue=(at, end), content=((side.first, side.last),), verb=cue, frame=side.frame,
            rule=f"subject, “{cue.lemma}”, {side.frame}", trailing=False,
        )  # fmt: skip
    return None


def _matches(line: Line, at: int, parts: tuple[str, ...]) -> int | None:
    """The end of the phrase at `at`; “*” stands for one to four words."""
    index = at
    for number, part in enumerate(parts):
        if part == "*":
            following = parts[number + 1]
            found = next((i for i in range(index + 1, index + 5) if line.word[i : i + 1] == [following]), None)
            if found is None:
                return None
            index = found
        elif line.word[index : index + 1] == [part]:
            index += 1
        else:
            return None
    return index


QUOTING = frozenset(["quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing"])


def read_quoting(line: Line, at: int) -> Found | None:
    """“The wire quotes an adjuster, Tom Ferrante, as saying the brake …”: the wire relays, the adjuster speaks."""
    if line.word[at] not in QUOTING or line.kind.startswith("I", at + 1):
        return None
    last = content_end(line, at)
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
    relay = None if line.word[at].endswith("ing") else find_subject(line, at)[0]
    options = forms().get(line.word[saying + 1], ()) if saying is not None else ()
    return Found(
        source=(at + 1, end),
        cue=(at, at + 1) if saying is None else (saying, saying + 2),
        content=((content, last),),
        verb=options[0].cue if options else None,
        frame="that" if saying is not None else "colon",
        rule=f"“{line.word[at]} … as saying”",
        trailing=False,
        through=relay or first_phrase(line, at),
        opens=at,
    )


def read_agent(line: Line, at: int, options: tuple[Form, ...]) -> Found | None:
    """“was told by the dispatcher that …”: in a passive, the agent speaks."""
    last = content_end(line, at)
    if line.word[at + 1 : at + 2] != ["by"]:
        return None
    named, stop = _agent(line, at + 2, min(last, at + 14))
    infinitive = next((index for index in range(at + 3, min(stop, last)) if line.word[index] == "to"), None)
    end = infinitive or stop
    if end >= last or end == at + 2 or not _opens_content(line, end, infinitive):
        return None
    verb = options[0].cue
    frame = "that" if line.kind[end] == "T" else "whom-to" if infinitive else "quote"
    if not verb.frames & {"clause", "that", "whom-to", "quote"}:
        return None
    return Found(
        source=(at + 2, min(named, end)),
        cue=(cue_start(line, at), at + 2),
        content=((end + (line.kind[end] == ":"), last),),
        verb=verb,
        frame=frame,
        rule=f"passive “{line.word[at]} by”",
        trailing=False,
    )


def _agent(line: Line, first: int, limit: int) -> tuple[int, int]:
    """The end of the agent's name, and of what follows it up to the content ("by headquarters on Friday that")."""
    stop = line.next("TSq,:AVvt", first, limit)
    if stop >= limit or line.kind[stop] != "t":
        return stop, stop
    return stop - (line.kind[stop - 1] == "I"), line.next("TSq,:AVv", stop, limit + 4)


def _opens_content(line: Line, end: int, infinitive: int | None) -> bool:
    return infinitive is not None or line.kind[end] in "Tq:" or line.word[end] == "whether"
