"""What a voice is, from its words and the words around it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.kinds import Proximity, proximity, source_kind, voice_kind
from whence.model.incident import SourceKind
from whence.model.speech import Voice, VoiceKind
from whence.model.text import Span

GOLD = Path(__file__).resolve().parents[2] / "eval" / "gold" / "incidents"


@pytest.mark.parametrize(
    ("words", "behind", "kind"),
    [
        ("Mayor Karel Mott", " said so.", "named_person"),
        ("Ana Reve, a spokeswoman for the dockers’ union", " said so.", "named_person"),
        ("The Interior Ministry", " said so.", "official_body"),
        ("A defence ministry spokesman", " said so.", "official_body"),
        ("Korvia", " accused its neighbour.", "official_body"),
        ("Halden Steel", " said so.", "company"),
        ("A spokesman for Norvane Airlines", " said so.", "company"),
        ("The central bank", " said so.", "official_body"),
        ("The rebels", " said so.", "party"),
        ("The Sons of the Valley", ", an armed faction, said so.", "party"),
        ("The miners’ union", " said so.", "ngo"),
        ("A human rights group", " said so.", "ngo"),
        ("Radio Quayside", " said so.", "outlet"),
        ("Satellite images", " show it.", "document_or_data"),
        ("A poll published on Sunday", " found it.", "document_or_data"),
        ("Witnesses", " said so.", "crowd_or_observers"),
        ("Residents of the Old Port", " said so.", "crowd_or_observers"),
        ("A senior official", " said so.", "anonymous_official"),
        ("A doctor", ", who asked not to be named, said so.", "anonymous_other"),
        ("A person familiar with the matter", " said so.", "anonymous_other"),
        ("It is believed", " that they fled.", "unattributed"),
        ("Unconfirmed reports", " said so.", "unattributed"),
        ("He", " said so.", "unresolved"),
        ("The two", " said so.", "unresolved"),
        ("A Courier reporter", " saw smoke.", "reporter_observation"),
        ("We", " saw no soldiers.", "reporter_observation"),
    ],
)
def test_source_kinds(words: str, behind: str, kind: str) -> None:
    """The head noun decides, and what is said beside it: anonymity, an apposition, whom a spokesman speaks for."""
    assert source_kind(words + behind, Span(0, len(words))).value == kind


def test_the_name_of_a_settled_voice_counts_more_than_its_mentions() -> None:
    text = "Roe, who leads the miners’ union, said so. He left."
    voice = Voice(id="v1", name="Ada Roe", kind=VoiceKind.PERSON, mentions=(Span(0, 33), Span(43, 45)))
    assert voice_kind(voice, text) is SourceKind.NAMED_PERSON


def test_a_voice_nobody_could_settle_is_unresolved() -> None:
    voice = Voice(id="v1", name="unidentified speaker", kind=VoiceKind.UNNAMED, mentions=(Span(0, 2),))
    assert voice_kind(voice, "He left.") is SourceKind.UNRESOLVED


@pytest.mark.parametrize(
    ("kind", "words", "near"),
    [
        (SourceKind.OFFICIAL_BODY, "police", Proximity.AUTHORITY),
        (SourceKind.CROWD_OR_OBSERVERS, "witnesses", Proximity.WITNESS),
        (SourceKind.CROWD_OR_OBSERVERS, "analysts", Proximity.ANALYST),
        (SourceKind.OUTLET, "Radio Quayside", Proximity.RELAY),
        (SourceKind.PARTY, "the rebels", Proximity.PARTICIPANT),
    ],
)
def test_how_near_a_voice_stands(kind: SourceKind, words: str, near: Proximity) -> None:
    assert proximity(kind, words) is near


@pytest.mark.parametrize("name", ["source_kinds", "responses"])
def test_the_gold_is_whole(name: str) -> None:
    """Every span lies inside its text, every label is one of ours, and both halves are filled."""
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["half"] for row in rows} == {"dev", "test"}
    for row in rows:
        spans = (
            [row["voice"]]
            if name == "source_kinds"
            else [span for link in row["links"] for span in (link["effect"], link["cause"])]
        )
        assert all(0 <= start < end <= len(row["text"]) for start, end in spans)
        assert name == "responses" or SourceKind(row["kind"])


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([None, *VoiceKind]))
def test_any_words(words: str, behind: str, kind: VoiceKind | None) -> None:
    """Whatever the words, there is an answer."""
    assert source_kind(words + behind, Span(0, len(words)), kind) in SourceKind
