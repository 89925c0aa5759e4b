"""The way of some words: the voices they came through, and the texts in which they stood before and stand after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.model.citing import Cited
from whence.model.library import Tie
from whence.model.speech import Status, Voice
from whence.model.viewing import Hop, Hops
from whence.present.citing import parts
from whence.present.contract import FORMAT
from whence.present.library.terminal import GRADES
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled
from whence.present.screens.home import head_json
from whence.present.wording import verb


def page(frame: Frame, hops: Hops, *, in_library: bool) -> str:
    """The page. Voices of a document `in_library` have a page each."""
    cited = hops.cited
    nothing = f"Not found {{}} in the {hops.searched:,} document{'s' * (hops.searched != 1)} searched."
    return filled(
        "hops",
        frame,
        article=places.permalink(cited),
        title=parts.heading(cited.document),
        words=parts.words(cited),
        chains=[_chain(hops, chain, in_library=in_library) for chain in _chains(cited)],
        lists=[
            ("back", "Where they stood before", _hops(hops.back, "this text names it"), nothing.format("earlier")),
            ("on", "Where they stand after", _hops(hops.on, "it names this text"), nothing.format("later")),
            ("", "Of the same date, or of none", _hops(hops.undated, ""), ""),
        ],
    )  # fmt: skip


def twin(hops: Hops) -> dict[str, Any]:
    """The same as JSON."""
    cited = hops.cited
    return {
        "format": FORMAT,
        "document": cited.document.id,
        "spans": [[span.start, span.end] for span in cited.spans],
        "exact": cited.words,
        "chains": [[voice.name for voice in chain] for chain in _chains(cited)],
        "back": [_json(hop) for hop in hops.back],
        "on": [_json(hop) for hop in hops.on],
        "undated": [_json(hop) for hop in hops.undated],
        "searched": hops.searched,
    }


def _json(hop: Hop) -> dict[str, Any]:
    return head_json(hop.head) | {
        "date": hop.date, "date_grade": hop.grade.value, "span": [hop.span.start, hop.span.end], "exact": hop.exact,
        "tie": hop.tie.value if hop.tie else None, "voice": hop.voice,
    }  # fmt: skip


def _chains(cited: Cited) -> dict[tuple[Voice, ...], list[Status]]:
    """Each chain once, with the manners in which it speaks."""
    found: dict[tuple[Voice, ...], list[Status]] = {}
    for said in cited.said:
        found.setdefault(said.chain, []).append(said.status)
    return found


def _chain(hops: Hops, chain: tuple[Voice, ...], *, in_library: bool) -> list[dict[str, Any]]:
    """The voices from the speaker to the page, each with what it does and the text in which it is the outlet."""
    manners = _chains(hops.cited)[chain]
    found: list[dict[str, Any]] = []
    for at, voice in enumerate(reversed(chain)):
        document = next((hop for hop in (*hops.back, *hops.undated) if hop.voice == voice.name), None)
        own = at == len(chain) - 1
        found.append(
            {
                "name": voice.name,
                "does": ", ".join(verb(status, voice) for status in manners) if at == 0 else "passes it on",
                "own": own,
                "link": _voice_link(voice, at) if in_library and not own else "",
                "there": places.at(document.head.document, document.anchor) if document else "",
            }
        )
    return found


def _voice_link(voice: Voice, at: int) -> str:
    """A speaker has a page; who passes words on has the sentences that came through it."""
    if at == 0:
        return places.voice(voice.name)
    return places.search(f'via:"{voice.name.replace(chr(34), " ")}"')


def _hops(found: Sequence[Hop], names: str) -> list[dict[str, Any]]:
    """Each text with how it is known to hang together with this one; `names` says which of the two names the other."""
    shows = "the words show it"
    told = {Tie.STATED: names, Tie.MATCHED: shows, Tie.BOTH: f"{names}, and {shows}"}
    return [_hop(hop, told[hop.tie] if hop.tie else "it has these words, or most of them") for hop in found]


def _hop(hop: Hop, tie: str) -> dict[str, Any]:
    head = hop.head
    return {
        "link": places.at(head.document, hop.anchor),
        "title": head.title or head.uri,
        "publisher": head.publisher or "",
        "date": hop.date or "no date",
        "grade": GRADES[hop.grade],
        "tie": tie,
        "exact": hop.exact,
        "voice": hop.voice or "",
    }
