"""Articles for hypothesis: any characters at all, and words in an order that newspapers come close to."""

from __future__ import annotations

from hypothesis import strategies as st

from whence.model.text import Block, Document, Role, Span


def _listed(words: str) -> list[str]:
    return [item.strip() for item in words.split("|")]


_SOURCES = _listed("""
    Edda Sorel | the ministry | She | he | they | it | Tomas Roe, the captain, | two officials | Radio Quayside | Ms Ito
    | police | the union's lawyer | a spokesman for the port | The indictment | I | we | who | Mr. Roe | nobody
    | Southport Daily""")
_CUES = _listed("""
    said | said that | told | told Radio Quayside that | denied | , said | asked whether | was quoted as saying
    | according to | believes | called | accused | urged | claims | wrote: | and added that | warned of | is said to
    | has been told by | would have us believe | announced | — who said — | insisted | did not say why | citing
    | reported on Monday that | issued the following statement:""")
_CONTENTS = _listed("""
    the wall would hold | fares may rise | “the port is open” | ‘a fairy tale’ | "it fell" | if the wall falls | to go
    | nobody was hurt | a ban on night work | that it had been told to | “He told me ‘no’ twice,” | “Who knows?”
    | of lying | the harbour | because the mayor said so | which she denied | 14 people | at 5 p.m. on Monday | no
    | in the U.S. | the crane, she said, fell""")
_LEADS = _listed("""
    Here's more from Southport Daily: | From the desk of Edda Sorel: | (Meridian Wire, June 5) | ENDS
    | — Where is it? asks the boy. | This is from an article at Southport Daily (“Cranes”): | MR. LEE: Who knows?
    | MS. ROE: I do. | Q. Why? | A. Because. | • The wall fell. | > The port is open. | By Ada Lind | March 3, 2024
    | Photo: Tom Roe | Correction: it fell on Saturday. | LISBON (Wire) — The wall fell. | 10:31 The wall fell.""")
_MARKS = list("“”\"‘’'«»„.,?!…:;—–()\n-")
_ODD = ["\u0301", "\u202e", "\u200b", "\u00a0", "\ud800", "\0", "İ", "ß", "中"]

sentences = st.builds(
    lambda source, cue, content, end: f"{source} {cue} {content}{end} ",
    st.sampled_from(_SOURCES),
    st.sampled_from(_CUES),
    st.sampled_from(_CONTENTS),
    st.sampled_from(["", ".", ",", ":", ".”", '."', "?", ";"]),
)
scraps = st.builds(
    lambda words, space: words + space,
    st.sampled_from([*_SOURCES, *_CUES, *_CONTENTS]) | st.sampled_from(_MARKS) | st.sampled_from(_LEADS),
    st.sampled_from([" ", " ", " ", "", "\n\n"]),
)
paragraphs = st.lists(sentences | scraps, min_size=1, max_size=8).map(lambda parts: "".join(parts).strip())
articles = st.lists(paragraphs.filter(bool), min_size=1, max_size=7).map("\n\n".join)
anything = st.text(max_size=300) | st.lists(
    st.sampled_from([*_MARKS, *_ODD, " ", " ", "Ito said ", "she ", "\n\n"]), max_size=80
).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> Document:
    """A document as a page gives it: blocks of any role, depth and group."""
    text, blocks = "", list[Block]()
    parts = [words.strip() for words in draw(st.lists(paragraphs | anything, min_size=1, max_size=7))]
    for words in filter(None, parts):
        role = draw(st.sampled_from(Role))
        span = Span(len(text), len(text) + len(words))
        label = Span(span.start, span.start + min(len(words), draw(st.integers(1, 12))))
        labelled = role in (Role.TURN, Role.EMBED, Role.ENTRY) and draw(st.booleans())
        blocks.append(
            Block(
                span=span,
                role=role,
                depth=draw(st.integers(1, 3)) if role is Role.BLOCK_QUOTE else 0,
                group=draw(st.none() | st.integers(0, 2)),
                speaker=words[: len(label)] if labelled else None,
                speaker_span=label if labelled else None,
            )
        )
        text += words + "\n\n"
    publisher = draw(st.sampled_from(["Southport Daily", None]))
    return Document(id="page", uri="page.html", text=text, blocks=tuple(blocks), publisher=publisher)
