"""Incidents and accounts shown: questions down, voices across, contested rows first, nobody right."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser

import pytest

import whence
from whence.model.incident import (
    Account,
    Answer,
    Compared,
    Comparison,
    Event,
    EventClass,
    Grade,
    Granularity,
    Incident,
    Level,
    Mention,
    Place,
    Polarity,
    Precision,
    Relation,
    Response,
    Slot,
    Withheld,
)
from whence.model.speech import Reading, Status
from whence.model.text import Span
from whence.present.compared import page, tables, terminal, wording
from whence.present.compared.contract import to_json

DAILY = (
    "Drones struck the airfield at Orsk Bay on Friday, the defence ministry of Karsk said. "
    "All 17 targets were hit, the ministry said. The government of Vell denied it."
)
POST = (
    "Nearly everything was shot down over Orsk Bay, the government of Vell said on Saturday. "
    "It called the strike a provocation."
)


def _span(reading: Reading, words: str) -> Span:
    at = reading.document.text.index(words)
    return Span(at, at + len(words))


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [
        whence.blame_text(text, uri=uri, model="none").reading
        for text, uri in ((DAILY, "daily.txt"), (POST, "post.txt"))
    ]


def _voice(reading: Reading, name: str) -> str:
    return next(voice.id for voice in reading.voices if name in voice.name.lower())


def _account(reading: Reading, name: str, slot: Slot, words: str, **more: object) -> Account:
    spans = (_span(reading, words),)
    facts: dict[str, object] = {
        "voice": _voice(reading, name), "via": (reading.voices[0].id,), "status": Status.ASSERTED, "slot": slot,
        "value": words, "document": reading.document.id, "spans": spans,
    }  # fmt: skip
    return Account(**(facts | more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def compared(readings: list[Reading]) -> Compared:
    daily, post = readings
    accounts = (
        _account(daily, "ministry", Slot.HAPPENED, "Drones struck the airfield at Orsk Bay"),
        _account(daily, "government", Slot.HAPPENED, "denied it", status=Status.DENIED),
        _account(daily, "ministry", Slot.OUTCOME, "All 17 targets were hit", low=17.0, high=17.0, unit="target"),
        _account(post, "government", Slot.OUTCOME, "Nearly everything was shot down", grade=Grade.UNSTATED),
        _account(daily, "ministry", Slot.WHERE, "Orsk Bay"),
        _account(post, "government", Slot.WHO, "the strike", withheld=Withheld.DECLINED),
        _account(post, "government", Slot.WHO, "the strike", polarity=Polarity.NEGATIVE),
    )
    event = Event(
        trigger=_span(daily, "struck"), clause=_span(daily, "Drones struck the airfield at Orsk Bay on Friday"),
        event_class=EventClass.ASSAULT, mode="drone",
    )  # fmt: skip
    mention = Mention(
        document=daily.document.id, statement="s1", event=event,
        path=(Level(voice=_voice(daily, "ministry"), status=Status.ASSERTED),),
    )  # fmt: skip
    place = Place(
        text=_span(daily, "Orsk Bay"), name="Orsk Bay", country="KX", lat=10.0, lon=20.0, precision=Precision.CITY,
        ambiguous_with=(5,),
    )  # fmt: skip
    incident = Incident(
        id="i1", event_class=EventClass.ASSAULT, label="drones struck the airfield at Orsk Bay",
        mentions=(mention,), mode="drone", place=place, start="2024-03-01", end="2024-03-01",
        granularity=Granularity.DAY, why_merged=("the same place on the same day",), accounts=accounts,
        comparisons=(
            Comparison(slot=Slot.WHERE, relation=Relation.AGREE, accounts=(4,), note="the same place"),
            Comparison(
                slot=Slot.OUTCOME, relation=Relation.TENSION, accounts=(2, 3),
                note="one counts targets that were hit, the other what was shot down",
            ),
            Comparison(
                slot=Slot.HAPPENED, relation=Relation.CONFLICT, accounts=(0, 1), note="one says so, the other denies it"
            ),
            Comparison(slot=Slot.WHO, relation=Relation.UPDATE, accounts=(5, 6), note="told otherwise later"),
        ),
        origins=2,
    )  # fmt: skip
    answer = Response(
        voice=_voice(post, "government"), document=post.document.id, spans=(_span(post, "the strike a provocation"),),
        cause="i1", effect="i1", relation=Answer.PROVOKED_BY, status=Status.CLAIMED, polarity=Polarity.NEGATIVE,
        cue=(_span(post, "provocation"),),
    )  # fmt: skip
    return Compared(
        documents=tuple(reading.document.id for reading in readings), incidents=(incident,), responses=(answer,)
    )


CONTRACT = {
    "id",
    "class",
    "mode",
    "label",
    "start",
    "end",
    "place",
    "why_merged",
    "mentions",
    "accounts",
    "comparisons",
    "origins",
}
ACCOUNT = {"voice", "via", "status", "slot", "value", "low", "high", "unit", "document", "spans"}


def test_the_json_has_every_field_others_build_on(compared: Compared, readings: list[Reading]) -> None:
    found = json.loads(json.dumps(to_json(compared, readings)))
    assert found["format"] == 1
    (incident,) = found["incidents"]
    assert set(incident) >= CONTRACT
    assert all(set(account) >= ACCOUNT for account in incident["accounts"])
    assert incident["place"]["precision"] == "city"
    assert {"document", "spans", "statement"} <= set(incident["mentions"][0])
    assert {"voice", "document", "spans", "cause", "effect", "relation", "status", "polarity", "cue"} <= set(
        found["responses"][0]
    )


def test_every_account_points_to_its_words(compared: Compared, readings: list[Reading]) -> None:
    texts = {reading.document.id: reading.document.text for reading in readings}
    for account in to_json(compared, readings)["incidents"][0]["accounts"]:
        ((start, end),) = account["spans"]
        assert texts[account["document"]][start:end] == account["value"]


def test_contested_questions_stand_first(compared: Compared, readings: list[Reading]) -> None:
    (table,) = page.view(compared, readings)["incidents"]
    assert [row["question"] for row in table["rows"]] == [
        "Did it happen?", "What came of it?", "Who did it?", "Where?",
    ]  # fmt: skip
    assert [row["contested"] for row in table["rows"]] == [True, True, False, False]


def test_one_voice_has_one_column_through_all_documents(compared: Compared, readings: list[Reading]) -> None:
    (table,) = page.view(compared, readings)["incidents"]
    assert [column["name"] for column in table["columns"]] == [
        "the defence ministry of Karsk",
        "the government of Vell",
    ]
    assert [column["changed"] for column in table["columns"]] == [False, True]
    assert table["reports"] == "1 report, 2 origins"


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_terminal_shows_every_account_and_no_winner(
    compared: Compared, readings: list[Reading], columns: int
) -> None:
    shown = "\n".join(terminal.render(compared, readings, columns=columns))
    folded = " ".join(shown.split())
    for words in ("declined to say", "cannot both hold", "not provoked by", "at least" if columns < 0 else "origins"):
        assert words in folded
    assert all(len(line) <= max(columns, 40) for line in shown.splitlines())
    assert not {"true", "false", "correct", "wrong", "lie"} & set(folded.lower().split())


def test_no_incident_is_said_in_words(readings: list[Reading]) -> None:
    nothing = Compared(documents=(), incidents=())
    assert wording.NOTHING in "\n".join(terminal.render(nothing, readings))
    assert wording.NOTHING in page.render(nothing, readings)


def test_a_row_for_each_account(compared: Compared, readings: list[Reading]) -> None:
    rows = list(csv.reader(io.StringIO(tables.to_csv(compared, readings))))
    assert rows[0] == list(tables.HEADINGS)
    assert len(rows) == 1 + len(compared.incidents[0].accounts)
    assert rows[1][rows[0].index("voice")].endswith("defence ministry of Karsk")
    assert rows[1][rows[0].index("relations")] == "conflict"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "\u202eabc"]
)
def test_nothing_of_an_article_becomes_markup(hostile: str) -> None:
    text = f"Drones struck the port of {hostile} on Friday, the ministry said."
    reading = whence.blame_text(text, uri="x.txt", model="none").reading
    account = Account(
        voice=reading.voices[-1].id, via=(), status=Status.ASSERTED, slot=Slot.WHERE, value=hostile,
        document=reading.document.id, spans=(Span(0, len(text)),),
    )  # fmt: skip
    incident = Incident(
        id="i1", event_class=EventClass.ASSAULT, label=hostile, mentions=(), accounts=(account,), start="2024-03-01",
        why_merged=(hostile,),
        comparisons=(Comparison(slot=Slot.WHERE, relation=Relation.CONFLICT, accounts=(0,), note=hostile),),
        place=Place(text=Span(0, 1), name=hostile, lat=1.0, lon=2.0),
    )  # fmt: skip
    made = page.render(Compared(documents=(), incidents=(incident,)), [reading])
    tags = _Tags()
    tags.feed(made)
    assert "script" not in tags.found
    assert "img" not in tags.found
    assert "\u202e" not in made
    assert hostile not in "\n".join(terminal.render(Compared(documents=(), incidents=(incident,)), [reading])) or (
        hostile.isprintable()
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (3.0, 3.0, "3"), (3.0, None, "at least 3"), (None, 5.0, "at most 5"), (0.0, 5.0, "at most 5"),
        (24.0, 99.0, "24 to 99"), (None, None, ""), (1200000.0, 1200000.0, "1,200,000"), (0.85, 1.0, "0.85 to 1"),
    ],
)  # fmt: skip
def test_numbers_are_told_as_intervals(low: float | None, high: float | None, said: str) -> None:
    account = Account(
        voice="v1",
        via=(),
        status=Status.ASSERTED,
        slot=Slot.HOW_MANY,
        value="",
        document="d",
        spans=(),
        low=low,
        high=high,
    )
    assert wording.interval(account) == said
