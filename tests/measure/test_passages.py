"""Gold passages: read from text, and summed up. What makes one right is told in tests/test_eval.py."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whence.measure.passages import Gold, read_gold, score_article, table

TEXT = "The ferry is late, the harbour office said."


def a_blame(speaker: str, *, status: str = "asserted") -> dict[str, Any]:
    """What whence could print for TEXT: the author is v0, the office v1, Ada Lind v2."""
    statement = {
        "content": [[0, len("The ferry is late")]],
        "quotation": "indirect",
        "status": status,
        "chain": [{"voice": "v0"}, {"voice": speaker}],
    }
    names = ("Tom Roe", "the harbour office", "Ada Lind")
    voices = [{"id": f"v{number}", "name": name, "aliases": []} for number, name in enumerate(names)]
    return {"document": {"text": TEXT}, "voices": voices, "statements": [statement]}


GOLD = Gold(
    anchor="The ferry is late", chain=(("Tom Roe",), ("harbour office",)), quotation="indirect", status="asserted"
)


def test_gold_is_read_from_its_text() -> None:
    """`author` is what the contract calls `own`; blank lines are no passages."""
    own = {"anchor": "the ferry", "chain": [["Tom Roe", "Roe"]], "kind": "author", "stance": "asserted"}
    direct = own | {"kind": "direct", "stance": "denied"}
    golds = read_gold(f"{json.dumps(own)}\n\n{json.dumps(direct)}\n")
    assert [(gold.quotation, gold.status) for gold in golds] == [("own", "asserted"), ("direct", "denied")]
    assert golds[0].chain == (("Tom Roe", "Roe"),)
    assert read_gold("\n") == []


@pytest.mark.parametrize(
    ("blames", "figures"),
    [
        ([a_blame("v1")], [100.0, 100.0, 100.0, 100.0, 100.0]),
        ([a_blame("v1"), a_blame("v2")], [100.0, 50.0, 50.0, 100.0, 100.0]),  # one given to the wrong voice
        ([a_blame("v1", status="denied"), None], [50.0, 50.0, 50.0, 50.0, 0.0]),  # one article not read
        ([], [0.0, 0.0, 0.0, 0.0, 0.0]),
    ],
)
def test_the_table_gives_per_cent(blames: list[dict[str, Any] | None], figures: list[float]) -> None:
    outcomes = [outcome for blame in blames for outcome in score_article("ferry", [GOLD], blame)]
    heading, *rows = table(outcomes)
    assert heading == f"measure   per cent of {len(blames)} passages"
    assert [row.split()[0] for row in rows] == ["found", "voice", "chain", "quotation", "status"]
    assert [float(row.split()[1]) for row in rows] == figures
